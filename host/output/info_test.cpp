// SPDX-License-Identifier: Apache-2.0
#include "host/output/info.hpp"

#include "host/output/result_reader.hpp"
#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <sstream>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using sample::Folder;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

std::string info_of(const std::filesystem::path& file) {
    std::ostringstream out;
    print_info(file, out);
    return out.str();
}

/// The complaint about a file that must be refused.
std::string refusal_of(const std::filesystem::path& file) {
    try {
        info_of(file);
    } catch (const InputError& e) {
        return e.what();
    }
    ADD_FAILURE() << file << " was accepted";
    return {};
}

Grid small_grid() {
    Grid grid;
    grid.nx = 40, grid.ny = 30, grid.nz = 2;
    grid.x0 = 120000, grid.y0 = 480000;
    return grid;
}

TEST(ResultReader, GivesBackWhatTheWriterWrote) {
    Folder folder;
    sample::write_result(folder / "run.nc");
    const ResultReader result(folder / "run.nc");
    const Grid written = sample::grid(), read = result.grid();
    EXPECT_EQ(read.nx, written.nx);
    EXPECT_EQ(read.ny, written.ny);
    EXPECT_EQ(read.nz, written.nz);
    EXPECT_EQ(read.cell_size, written.cell_size);
    EXPECT_EQ(read.x0, written.x0);
    EXPECT_EQ(read.y0, written.y0);
    EXPECT_EQ(read.z0, written.z0);
    EXPECT_EQ(read.epsg, written.epsg);
    EXPECT_EQ(result.fields().size(), select_fields({}).size());
    EXPECT_EQ(result.times(), (std::vector<double>{82800, 86400, 90000}));
    const auto pet = result.read_map("pet", 2);
    const auto levels = result.read_map("leaf_area_density", 9);
    const auto id = result.read_map("building_id");
    for (idx j = 0; j < written.ny; ++j)
        for (idx i = 0; i < written.nx; ++i) {
            const std::size_t n = std::size_t(j) * 300 + std::size_t(i);
            ASSERT_TRUE(pet[n] == sample::value(0, j, i, 2) || std::isnan(sample::value(0, j, i, 2)));
            ASSERT_EQ(std::isnan(pet[n]), std::isnan(sample::value(0, j, i, 2)));
            ASSERT_TRUE(levels[n] == sample::value(9, j, i, 0) || std::isnan(levels[n]));
            ASSERT_TRUE((i + j) % 3 == 0 ? std::isnan(id[n]) : id[n] == float((i + j) % 3 - 1));
        }
    EXPECT_THROW(result.read_map("pet", 3), InputError);
    EXPECT_THROW(result.read_map("nonsense"), InputError);
}

TEST(Info, TellsGridTimeFieldsInPeoplesUnitsAndWarnings) {
    Folder folder;
    sample::write_result(folder / "run.nc");
    const std::string text = info_of(folder / "run.nc");
    EXPECT_THAT(text, HasSubstr("Sample, hot day"));
    EXPECT_THAT(text, HasSubstr("300 x 270 cells of 0.5 m: 150 x 135 m"));
    EXPECT_THAT(text, HasSubstr("EPSG:28992"));
    EXPECT_THAT(text, HasSubstr("2019-07-23T22:00:00Z to 2019-07-24T01:00:00Z, 3 steps of PT1H"));
    EXPECT_THAT(text, HasSubstr("90.0 % measured"));
    EXPECT_THAT(text, HasSubstr("a warning"));
    EXPECT_THAT(text, HasSubstr("a rule"));
    EXPECT_THAT(text, HasSubstr("surface_height: dsm.tif"));
    // Lowest value of the lattice is 10.25 (cell i = 1, j = 0), highest 10 + 299/4 + 269/2 + 4 = 223.25 K at
    // step 2, or its neighbour where that cell is a gap; 273.15 less in degC.
    EXPECT_THAT(text, ContainsRegex("pet  +degC +3 steps +10\\.25 +[0-9.]+ +223\\.25   missing 5\\.9 %"));
    EXPECT_THAT(text, ContainsRegex("surface_temperature  +degC +3 steps +-262\\.90 +-?[0-9.]+ +-49\\.90"));
    EXPECT_THAT(text, ContainsRegex("data_gap +1 +map +data 50\\.0 %, gap 50\\.0 %"));
}

TEST(Info, ListsWhatGroupsHold) {
    Folder folder;
    sample::write_result(folder / "run.nc", small_grid(), 1);
    const auto add = [&](auto&& change) {
        h5::Handle file(H5Fopen((folder / "run.nc").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open");
        change(h5::Handle(h5::create_group(file, "extra")));
    };
    add([](hid_t group) {
        const hsize_t shape[2] = {2, 3};
        const std::vector<double> values = {1, 2, 3, 4, std::nan(""), 6};
        h5::write_text(h5::write_numbers(group, "level", shape, values), "units", "m");
        h5::check(H5Lcreate_external("other.nc", "/pet_max", group, "elsewhere", H5P_DEFAULT, H5P_DEFAULT),
                  "link");
        h5::check(H5Lcreate_soft("/pet_max", group, "soft", H5P_DEFAULT, H5P_DEFAULT), "link");
    });
    const std::string text = info_of(folder / "run.nc");
    EXPECT_THAT(text, ContainsRegex("group buildings .*\n  building +- +2 +0 +0\\.5 +1   axis\n  name +- +2 "
                                    "+texts\n"));
    EXPECT_THAT(text, ContainsRegex("group extra .*\n  level +m +2 x 3 +1 +3\\.2 +6   missing 16\\.7 %\n"));
    for (const char* never : {"elsewhere", "soft", "group provenance"})
        EXPECT_THAT(text, Not(HasSubstr(never)));
}

TEST(Info, WhatAGroupKeepsElsewhereIsRefused) {
    Folder folder;
    sample::write_result(folder / "run.nc", small_grid(), 1);
    {
        h5::Handle file(H5Fopen((folder / "run.nc").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open");
        const h5::Handle group = h5::create_group(file, "extra"), properties = h5::dataset_properties();
        const hsize_t shape[1] = {4};
        h5::check(H5Pset_external(properties, "/etc/passwd", 0, H5F_UNLIMITED), "set");
        h5::Handle(H5Dcreate2(group, "secret", H5T_IEEE_F32LE, h5::make_space(shape), H5P_DEFAULT, properties,
                              H5P_DEFAULT),
                   H5Dclose, "make");
    }
    EXPECT_THAT(refusal_of(folder / "run.nc"), HasSubstr("'extra/secret' keeps its values in another file"));
}

TEST(Info, RefusesWhatIsNoResult) {
    Folder folder;
    EXPECT_THAT(refusal_of(folder / "absent.nc"), HasSubstr("there is no such file"));
    EXPECT_THAT(refusal_of(folder / ""), HasSubstr("this is a folder"));
    std::ofstream(folder / "text.nc") << "hello";
    EXPECT_THAT(refusal_of(folder / "text.nc"), HasSubstr("is not an HDF5 file"));
    h5::quiet_and_without_plugins();
    {
        h5::Handle(H5Fcreate((folder / "empty.nc").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                   H5Fclose, "make");
    }
    EXPECT_THAT(refusal_of(folder / "empty.nc"), HasSubstr("is not a result of luwte"));
}

TEST(Info, NeverFollowsLinksOrStorageOutsideTheFile) {
    Folder folder;
    sample::write_result(folder / "other.nc", small_grid(), 1);
    const auto tamper = [&](const std::string& name, auto&& change) {
        sample::write_result(folder / name, small_grid(), 1);
        h5::Handle file(H5Fopen((folder / name).c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open");
        h5::check(H5Ldelete(file, "pet_max", H5P_DEFAULT), "delete");
        change(file);
        return folder / name;
    };
    const hsize_t shape[2] = {30, 40};
    const h5::Handle space = h5::make_space(shape);
    EXPECT_THAT(refusal_of(tamper("external_link.nc",
                                  [](hid_t file) {
                                      h5::check(H5Lcreate_external("other.nc", "/pet_max", file, "pet_max",
                                                                   H5P_DEFAULT, H5P_DEFAULT),
                                                "link");
                                  })),
                HasSubstr("link to elsewhere"));
    EXPECT_THAT(refusal_of(tamper("soft_link.nc",
                                  [](hid_t file) {
                                      h5::check(H5Lcreate_soft("/utci_max", file, "pet_max", H5P_DEFAULT,
                                                               H5P_DEFAULT),
                                                "link");
                                  })),
                HasSubstr("link to elsewhere"));
    EXPECT_THAT(refusal_of(tamper("external_storage.nc",
                                  [&](hid_t file) {
                                      h5::Handle properties = h5::dataset_properties();
                                      h5::check(H5Pset_external(properties, "/etc/passwd", 0, H5F_UNLIMITED),
                                                "set");
                                      h5::Handle(H5Dcreate2(file, "pet_max", H5T_IEEE_F32LE, space,
                                                            H5P_DEFAULT, properties, H5P_DEFAULT),
                                                 H5Dclose, "make");
                                  })),
                HasSubstr("in another file"));
    EXPECT_THAT(refusal_of(tamper("wrong_type.nc",
                                  [&](hid_t file) {
                                      h5::Handle(H5Dcreate2(file, "pet_max", H5T_STD_I32LE, space,
                                                            H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                                                 H5Dclose, "make");
                                  })),
                HasSubstr("another type"));
    const hsize_t small[2] = {2, 3}, huge[2] = {1 << 14, 1 << 14};
    EXPECT_THAT(refusal_of(tamper("wrong_shape.nc",
                                  [&](hid_t file) {
                                      h5::Handle(
                                          H5Dcreate2(file, "pet_max", H5T_IEEE_F32LE, h5::make_space(small),
                                                     H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                                          H5Dclose, "make");
                                  })),
                HasSubstr("another shape"));
    EXPECT_THAT(refusal_of(tamper("huge_chunks.nc",
                                  [&](hid_t file) {
                                      h5::Handle properties = h5::dataset_properties();
                                      h5::check(H5Pset_chunk(properties, 2, huge), "set");
                                      const hsize_t limit[2] = {H5S_UNLIMITED, H5S_UNLIMITED};
                                      h5::Handle big(H5Screate_simple(2, shape, limit), H5Sclose, "make");
                                      h5::Handle(H5Dcreate2(file, "pet_max", H5T_IEEE_F32LE, big, H5P_DEFAULT,
                                                            properties, H5P_DEFAULT),
                                                 H5Dclose, "make");
                                  })),
                HasSubstr("too large chunks"));
    EXPECT_THAT(refusal_of(tamper("filter.nc",
                                  [&](hid_t file) {
                                      h5::Handle properties = h5::dataset_properties();
                                      h5::check(H5Pset_chunk(properties, 2, small), "set");
                                      h5::check(H5Pset_scaleoffset(properties, H5Z_SO_FLOAT_DSCALE, 2),
                                                "set");
                                      h5::Handle(H5Dcreate2(file, "pet_max", H5T_IEEE_F32LE, space,
                                                            H5P_DEFAULT, properties, H5P_DEFAULT),
                                                 H5Dclose, "make");
                                  })),
                HasSubstr("filter"));
}

TEST(Info, UnfinishedOrNewerResultsAreRefused) {
    Folder folder;
    const auto with = [&](const char* attribute, int value) {
        const auto path = folder / (std::string(attribute) + ".nc");
        sample::write_result(path, small_grid(), 1);
        h5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open");
        h5::Handle handle(H5Aopen(file, attribute, H5P_DEFAULT), H5Aclose, "open");
        const int values[2] = {value, value};
        h5::check(H5Awrite(handle, H5T_NATIVE_INT, values), "write");
        return path;
    };
    EXPECT_THAT(refusal_of(with("run_complete", 0)), HasSubstr("did not finish"));
    EXPECT_THAT(refusal_of(with("format_version", 2)), HasSubstr("newer"));
}

TEST(Info, TruncatedOrDamagedFilesAreAnErrorNotACrash) {
    Folder folder;
    sample::write_result(folder / "run.nc", small_grid(), 1);
    const std::string whole = sample::bytes_of(folder / "run.nc");
    int refused = 0;
    for (const double share : {0.05, 0.3, 0.6, 0.9, 0.999}) {
        std::ofstream(folder / "cut.nc", std::ios::binary)
            << whole.substr(0, std::size_t(share * double(whole.size())));
        EXPECT_FALSE(refusal_of(folder / "cut.nc").empty()) << share;
    }
    std::mt19937 random(7);
    for (int n = 0; n < 100; ++n) {  // a flipped byte is refused or harmless
        std::string damaged = whole;
        damaged[random() % damaged.size()] ^= char(1 << (random() % 8));
        std::ofstream(folder / "bad.nc", std::ios::binary) << damaged;
        try {
            info_of(folder / "bad.nc");
        } catch (const InputError&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 10);
}

TEST(Info, ControlCharactersDoNotReachTheTerminal) {
    Folder folder;
    Grid grid;
    grid.nx = 4, grid.ny = 3, grid.epsg = 0;
    RunMetadata run = sample::metadata(1);
    run.title = "a\x1b[31mred\x07";
    run.warnings = {"w\x1b]0;x"};
    {
        ResultWriter writer(folder / "run.nc", grid, run, {{find_field("pet_max")}, 1, false});
        writer.write_static("pet_max", std::vector<float>(12, 40.0f));
        writer.finish();
    }
    const std::string text = info_of(folder / "run.nc");
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, HasSubstr("red"));
}

}  // namespace
}  // namespace luwte
