// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/sample.hpp"
#include "inputs/sites/site_places.hpp"
#include "inputs/study/read_study.hpp"

#include <cstdlib>

#include <gtest/gtest.h>
#include <unistd.h>

namespace luwte {
namespace {

const std::filesystem::path cases = std::filesystem::path(LUWTE_SOURCE_DIR) / "inputs" / "cases";

/// The study of a case that lies on data outside the project, or a reason to skip.
void expect_readable(const char* name, double width_m, double height_m, double cell_m = 0.5,
                     std::size_t sites = 0) {
    const char* given = std::getenv("LUWTE_SHARED");
    const std::filesystem::path shared = given != nullptr ? given : LUWTE_SOURCE_DIR "/../shared";
    if (!std::filesystem::exists(shared / "data"))
        GTEST_SKIP() << "NOT TESTED: no data in " << shared << "; set LUWTE_SHARED";
    setenv("LUWTE_SHARED", shared.c_str(), 1);
    const Study study = read_study(cases / name);
    const auto& bounds = study.area.bounds_m;
    EXPECT_EQ(bounds[2] - bounds[0], width_m);
    EXPECT_EQ(bounds[3] - bounds[1], height_m);
    EXPECT_EQ(study.area.cell_size_m, cell_m);
    EXPECT_EQ(read_site_places(study).places.size(), sites);
    EXPECT_EQ(study.weather.days, std::vector<std::string>{"2019-07-25"});
}

TEST(Cases, SampleReadsFromTheFolderThatTheBuildMakes) {
    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / ("luwte_cases_test_" + std::to_string(getpid()));
    write_sample(folder);
    setenv("LUWTE_SAMPLE", folder.c_str(), 1);
    const Study study = read_study(cases / "sample.toml");
    EXPECT_EQ(read_study(cases / "sample-scenarios.toml").scenarios.size(), 3u);
    const SitePlaces schools = read_site_places(read_study(cases / "sample-schools.toml"));
    ASSERT_EQ(schools.places.size(), 3u);
    EXPECT_NEAR(schools.places[0].yard_area, 2640, 1);
    ASSERT_EQ(schools.roads.size(), 4u);  // of each scenario
    EXPECT_EQ(schools.roads[0][2].busy->street, "Stadsweg");
    EXPECT_NEAR(schools.roads[0][2].busy->distance, 35, 10);
    EXPECT_GT(schools.roads[0][1].busy->distance, 200);
    unsetenv("LUWTE_SAMPLE");
    EXPECT_EQ(study.city.surface_height, folder / "dsm_05m.tif");
    EXPECT_EQ(study.area.bounds_m[2] - study.area.bounds_m[0], 600);
    std::filesystem::remove_all(folder);
}

TEST(Cases, DelftReads) { expect_readable("delft.toml", 264.5, 229); }

TEST(Cases, AmsterdamZuidSchoolsRead) { expect_readable("amsterdam-zuid-schools.toml", 625, 382, 1, 3); }

TEST(Cases, AmsterdamZuidReads) { expect_readable("amsterdam-zuid.toml", 625, 382.5); }

}  // namespace
}  // namespace luwte
