// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/load_city.hpp"
#include "inputs/sample/sample.hpp"
#include "inputs/study/read_study.hpp"
#include "inputs/weather/load_weather.hpp"

#include <algorithm>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace luwte {
namespace {

using testing::HasSubstr;

/// The sample, read as any municipality's files are.
class LoadedSample : public testing::Test {
  protected:
    static LoadedCity load(const char* cell_size) {
        const std::filesystem::path folder = made();
        setenv("LUWTE_SAMPLE", folder.c_str(), 1);
        const Study study = read_study(LUWTE_SOURCE_DIR "/inputs/cases/sample.toml",
                                       {std::string("area.cell_size_m=") + cell_size});
        LoadedCity city = load_city(study);
        unsetenv("LUWTE_SAMPLE");
        std::filesystem::remove_all(folder);
        return city;
    }
    static std::filesystem::path made() {
        const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) /
                                             ("luwte_load_sample_test_" + std::to_string(getpid()));
        write_sample(folder);
        return folder;
    }
    static double share(const LoadedCity& city, SurfaceType type) {
        const auto& types = city.layers.surface_type;
        return static_cast<double>(std::count(types.begin(), types.end(), static_cast<std::int8_t>(type))) /
               static_cast<double>(types.size());
    }
};

TEST_F(LoadedSample, IsAGreenNeighbourhoodWithNearlyEverythingMeasured) {
    const LoadedCity city = load("1");

    EXPECT_GT(city.share_measured, 0.99);
    EXPECT_GT(city.layers.building_names.size(), 800u);
    // The areas that the generator's own maps have, with room for the seed.
    EXPECT_NEAR(share(city, SurfaceType::building), 0.13, 0.03);
    EXPECT_NEAR(share(city, SurfaceType::water), 0.038, 0.01);
    EXPECT_NEAR(share(city, SurfaceType::grass), 0.49, 0.06);
    EXPECT_NEAR(share(city, SurfaceType::yard), 0.14, 0.03);
    const auto crowns = std::count_if(city.layers.canopy_top.begin(), city.layers.canopy_top.end(),
                                      [](float top) { return top > 0; });
    EXPECT_NEAR(static_cast<double>(crowns) / static_cast<double>(city.layers.canopy_top.size()), 0.11, 0.03);

    const float highest =
        *std::max_element(city.layers.building_height.begin(), city.layers.building_height.end());
    EXPECT_GT(highest, 29);  // ten storeys of 2.9 m
    EXPECT_LT(highest, 34);
    // Water lies at the level that its few returns show: the lowest ground is the canal's -2.1 m NAP.
    const float lowest =
        *std::min_element(city.layers.terrain_height.begin(), city.layers.terrain_height.end());
    EXPECT_NEAR(lowest, -2.1, 0.15);
    EXPECT_THAT(city.rules, testing::Contains(HasSubstr("demolished")));
}

TEST_F(LoadedSample, HasTheSameSharesAtHalfAMetre) {
    const LoadedCity fine = load("0.5");

    EXPECT_GT(fine.share_measured, 0.99);
    EXPECT_NEAR(share(fine, SurfaceType::building), 0.13, 0.03);
    EXPECT_NEAR(share(fine, SurfaceType::water), 0.038, 0.01);
    const auto gaps = std::count(fine.layers.data_gap.begin(), fine.layers.data_gap.end(), 1);
    EXPECT_LT(static_cast<double>(gaps) / static_cast<double>(fine.layers.data_gap.size()), 0.03);
}

TEST_F(LoadedSample, WeatherKnowsWhatIsMeasuredAndWhatIsEstimated) {
    const std::filesystem::path folder = made();
    const WeatherSeries weather = load_weather(folder / "knmi_uurgeg_344_20150701.txt");
    std::filesystem::remove_all(folder);

    ASSERT_EQ(weather.hours.size(), 72u);
    const WeatherHour& sixteen = weather.hours[24 + 15];  // 1 July, hour 16
    EXPECT_NEAR(sixteen.air_temperature, 34.0 + 273.15, 0.01);
    EXPECT_NEAR(sixteen.global_horizontal, 207 * 1e4 / 3600, 0.1);
    EXPECT_FALSE(sixteen.estimated.air_temperature);
    EXPECT_FALSE(sixteen.estimated.global_horizontal);
    EXPECT_TRUE(sixteen.estimated.relative_humidity);
    EXPECT_TRUE(weather.hours[47].estimated.air_temperature);  // hour 24
    EXPECT_TRUE(weather.hours[23].estimated.air_temperature);  // 30 June
    EXPECT_FALSE(weather.rules.empty());
}

}  // namespace
}  // namespace luwte
