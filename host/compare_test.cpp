// SPDX-License-Identifier: Apache-2.0
#include "host/compare.hpp"

#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <functional>
#include <sstream>

#include <gdal_priv.h>
#include <gmock/gmock.h>

namespace luwte {
namespace {

using sample::Folder;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

Grid compared_grid() {
    Grid grid;
    grid.nx = 40, grid.ny = 30, grid.nz = 2;
    grid.x0 = 120000, grid.y0 = 480000;
    return grid;
}

using Change = std::function<void(const FieldInfo&, int step, std::vector<float>&)>;

/// The sample with other numbers.
void write_changed(const std::filesystem::path& file, const RunMetadata& run, const Grid& grid,
                   const Change& change) {
    const auto fields = select_fields({"pet", "shadow_fraction", "pet_class"});
    ResultWriter writer(file, grid, run, {fields, 1, false});
    for (const FieldInfo* field : fields)
        for (int step = 0; step < (field->has_time() ? int(run.steps.size()) : 1); ++step) {
            const auto put = [&](const auto& v) {
                if constexpr (sizeof(v[0]) == 4 && !std::is_floating_point_v<std::decay_t<decltype(v[0])>>)
                    writer.write_static(field->name, v);
                else if (field->has_time())
                    writer.write_step_field(step, field->name, v);
                else
                    writer.write_static(field->name, v);
            };
            if (field->type == FieldType::i32) put(sample::values<std::int32_t>(*field, grid, step));
            if (field->type == FieldType::i8) {
                auto values = sample::values<std::int8_t>(*field, grid, step);
                std::vector<float> numbers(values.begin(), values.end());
                change(*field, step, numbers);
                put(std::vector<std::int8_t>(numbers.begin(), numbers.end()));
            }
            if (field->type == FieldType::f32) {
                auto values = sample::values<float>(*field, grid, step);
                change(*field, step, values);
                put(values);
            }
        }
    writer.finish();
}
void unchanged(const FieldInfo&, int, std::vector<float>&) {}

std::string comparison(const CompareOptions& options) {
    std::ostringstream out;
    compare_results(options, out);
    return out.str();
}

TEST(Compare, SaysHowMuchWhereAndWhy) {
    Folder folder;
    RunMetadata run = sample::metadata();
    write_changed(folder / "a.nc", run, compared_grid(), unchanged);
    run.title = "Sample, trees felled";
    run.rules = {"another rule"};
    run.run_config_toml += "# a remark\n# --set city.crown_base_share=0.5\n";
    run.inputs.front().sha256 = std::string(64, 'b');
    // 2 K more in the ten western columns in the first of three steps, 4 K less in one cell in the last; a
    // cell that is missing afterwards.
    write_changed(folder / "b.nc", run, compared_grid(), [](const FieldInfo& field, int step, auto& values) {
        if (field.name != "pet") return;
        for (std::size_t n = 0; n < values.size(); ++n)
            if (step == 0 && n % 40 < 10) values[n] += 2;
        if (step == 2) values[15 * 40 + 30] -= 4;
        if (step == 1) values[15 * 40 + 31] = std::nanf("");
    });
    const std::string text = comparison({folder / "a.nc", folder / "b.nc", folder / "maps", false});
    EXPECT_THAT(text, HasSubstr("Sample, trees felled"));
    // A quarter of the cells has 2/3 K more on average.
    EXPECT_THAT(text, ContainsRegex("pet  +K  +0\\.1[67][0-9]* +0 +0\\.667 +-4 +2   0\\.03 % of values only "
                                    "before, 0\\.00 % only after"));
    EXPECT_THAT(text, ContainsRegex("the same: .*terrain_height"));
    EXPECT_THAT(text, ContainsRegex("the same: .*pet_class"));
    EXPECT_THAT(text, HasSubstr("  < a rule\n  > another rule"));
    EXPECT_THAT(text, HasSubstr("  < surface_height: dsm.tif (SHA-256 aaaaaaaaaaaa...)"));
    EXPECT_THAT(text, HasSubstr("  > surface_height: dsm.tif (SHA-256 bbbbbbbbbbbb...)"));
    EXPECT_THAT(text, HasSubstr("  > # --set city.crown_base_share=0.5"));
    EXPECT_THAT(text, Not(HasSubstr("a remark")));
    EXPECT_THAT(text, Not(HasSubstr("Warnings that only one has")));

    EXPECT_THAT(text, HasSubstr("wrote 1 maps"));
    GDALAllRegister();
    auto* map = GDALDataset::Open((folder / "maps" / "difference_pet.tif").c_str());
    ASSERT_NE(map, nullptr);
    std::vector<float> values(1200);
    EXPECT_EQ(map->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 40, 30, values.data(), 40, 30, GDT_Float32, 0, 0,
                                              nullptr),
              CE_None);
    GDALClose(map);
    const auto at = [&](int j, int i) { return values[std::size_t((29 - j) * 40 + i)]; };  // north up
    EXPECT_NEAR(at(15, 5), 2.0 / 3, 1e-6);
    EXPECT_NEAR(at(15, 30), -4.0 / 3, 1e-6);
    EXPECT_EQ(at(15, 20), 0.0f);
    EXPECT_TRUE(std::isnan(at(15, 31)));

    // Maps that stand there are not written over unasked.
    EXPECT_THROW(comparison({folder / "a.nc", folder / "b.nc", folder / "maps", false}), InputError);
    EXPECT_THAT(comparison({folder / "a.nc", folder / "b.nc", folder / "maps", true}), HasSubstr("wrote 1"));
}

TEST(Compare, GroupsAreComparedTextByText) {
    Folder folder;
    RunMetadata run = sample::metadata();
    write_changed(folder / "a.nc", run, compared_grid(), unchanged);
    run.building_names[1] = "another";
    write_changed(folder / "b.nc", run, compared_grid(), unchanged);
    run.building_names.emplace_back("a third");
    write_changed(folder / "c.nc", run, compared_grid(), unchanged);
    const std::string two = comparison({folder / "a.nc", folder / "b.nc", {}, false}),
                      three = comparison({folder / "a.nc", folder / "c.nc", {}, false});
    EXPECT_THAT(two, ContainsRegex("buildings/name +1 of 2 texts differ"));
    EXPECT_THAT(two, HasSubstr("the same in groups: buildings/building\n"));
    EXPECT_THAT(three, HasSubstr("only in one or of another shape: buildings/building, buildings/name\n"));
    EXPECT_THAT(comparison({folder / "a.nc", folder / "a.nc", {}, false}),
                HasSubstr("the same in groups: buildings/building, buildings/name\n"));
}

TEST(Compare, OfTheSameIsNothing) {
    Folder folder;
    write_changed(folder / "a.nc", sample::metadata(), compared_grid(), unchanged);
    const std::string text = comparison({folder / "a.nc", folder / "a.nc", folder / "maps", false});
    EXPECT_THAT(text, HasSubstr("No field differs."));
    EXPECT_THAT(text, HasSubstr("Inputs, study, rules and warnings are the same."));
    EXPECT_FALSE(std::filesystem::exists(folder / "maps"));
}

TEST(Compare, ClassesThatMoveAreCounted) {
    Folder folder;
    write_changed(folder / "a.nc", sample::metadata(), compared_grid(), unchanged);
    write_changed(folder / "b.nc", sample::metadata(), compared_grid(),
                  [](const FieldInfo& field, int, auto& values) {
                      if (field.name == "pet_class")
                          for (float& v : values) v = v == 0 ? 1.0f : v;
                  });
    // Two thirds have a class, 0 or 1.
    EXPECT_THAT(comparison({folder / "a.nc", folder / "b.nc", {}, false}),
                ContainsRegex("pet_class +0\\.00 % of cells lower, 50\\.00 % higher"));
}

TEST(Compare, WhatCannotBeComparedIsSaidAtOnce) {
    Folder folder;
    write_changed(folder / "a.nc", sample::metadata(), compared_grid(), unchanged);
    Grid other = compared_grid();
    other.cell_size = 0.5;
    write_changed(folder / "b.nc", sample::metadata(2), other, unchanged);
    try {
        comparison({folder / "a.nc", folder / "b.nc", folder / "maps", false});
        FAIL();
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("40 x 30 cells of 0.5 m"));
        EXPECT_THAT(e.what(), HasSubstr("has 2 steps"));
    }
    EXPECT_THROW(comparison({folder / "a.nc", folder / "absent.nc", {}, false}), InputError);
}

}  // namespace
}  // namespace luwte
