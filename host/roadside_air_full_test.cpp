// SPDX-License-Identifier: Apache-2.0
// A run with [air]: what SRM1 has at the receptors stands beside the result, and the result says how.
#include "host/output/result_reader.hpp"
#include "host/output/result_samples.hpp"
#include "host/run.hpp"
#include "inputs/study/read_study.hpp"
#include "inputs/traffic/test_cimlk.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(RoadsideAirRun, LeavesATableOfReceptorsAndSaysHowItWasMade) {
    setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1);
    const sample::Folder folder;
    const fs::path roads = test_cimlk::roads()
                               .add({{"geometrie", "LINESTRING(92900 438580,93060 438580)"},
                                     {"stagnatiefactorLichtVerkeer", "0"},
                                     {"intensiteitMiddelzwaarVerkeer", "0"},
                                     {"intensiteitZwaarVerkeer", "0"},
                                     {"intensiteitBusVerkeer", "0"}})
                               .write(folder / "roads.csv"),
                   receptors = test_cimlk::receptors()
                                   .add({{"geometrie", "POINT(93002 438594)"}})
                                   .write(folder / "at.csv"),
                   factors = folder / "factors.csv";
    std::ofstream(factors) << "# source: a test\nsubstance,year,speed_class,vehicle_class,factor_g_km\n"
                              "pm25,2030,c,light,0.01\n";
    const auto path = [](const char* key, const fs::path& file) {
        return std::string(key) + "=\"" + file.string() + "\"";
    };
    const Study study =
        read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml",
                   {"area.cell_size_m=4", "sky.azimuths=24", "area.bounds_m=[92900, 438500, 93060, 438660]",
                    "weather.spin_up_days=0", path("city.roads", roads), path("air.receptors", receptors),
                    path("air.emission_factors", factors), "air.year=2030", "air.wind_speed_m_s=4",
                    "air.pollutants=[\"pm25\"]", "air.background_pm25_ug_m3=8"});
    EXPECT_THAT(plan_text(study), HasSubstr("  air       SRM1 at 1 receptors"));
    RunOptions options;
    options.output = folder / "a.nc";
    const RunSummary done = run_study(study, options);
    const fs::path table = folder / "a.air.csv";
    EXPECT_THAT(done.files, testing::Contains(table));
    EXPECT_THAT(text_of(table), HasSubstr("exploratory, not for permit tests"));
    EXPECT_THAT(text_of(table), HasSubstr("\n\"r1\",93002.00,438594.00,1,"));
    const std::string manifest = text_of(folder / "a.run.json");
    EXPECT_THAT(manifest, HasSubstr("SRM1, the Dutch standard method 1"));
    EXPECT_THAT(manifest, HasSubstr("at.csv"));

    // The cell whose middle is the receptor's place has the receptor's value, and most of the others have
    // none.
    const std::string csv = text_of(table), last = csv.substr(csv.rfind(',') + 1);
    const std::vector<float> map = ResultReader(done.result).read_map("yearly_concentration_pm25_srm1");
    EXPECT_NEAR(double(map[23 * 40 + 25]), std::stod(last), 1e-3) << "steps of 1/1024";
    EXPECT_GT(std::stod(last), 8);
    EXPECT_GT(std::ranges::count_if(map, [](float v) { return std::isnan(v); }), 400);
    EXPECT_THAT(done.files, testing::Contains(folder / "a.maps/yearly_concentration_pm25_srm1.tif"));
    EXPECT_THAT(manifest, HasSubstr("SRM1 on the grid: a cell of open ground is a receptor"));

    // A table that no run made is not written over either.
    options.output = folder / "b.nc";
    std::ofstream(folder / "b.air.csv") << "mine";
    try {
        run_study(study, options);
        FAIL() << "the table was written over";
    } catch (const InputError& e) {
        EXPECT_THAT(std::string(e.what()), HasSubstr("b.air.csv: this exists already"));
    }
}

}  // namespace
}  // namespace luwte
