// SPDX-License-Identifier: Apache-2.0
#include "validation/globe_montpellier/canyon.hpp"

#include "inputs/raster/test_files.hpp"
#include "kernels/core/error.hpp"
#include "kernels/sun/sun_position.hpp"
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <cmath>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace luwte::montpellier {
namespace {

using testing::HasSubstr;

constexpr const char* header =
    "TIMESTAMP,SMn_TA,SMn_HR,SMn_Wspd,SMn_Wdir,G1_TA,G2_TA,G3_TA,G4_TA,G5_TA,G6_TA,G7_TA,G8_TA,G9_TA,"
    "SlrW_1,SlrW_2,SlrW_3,SlrW_4\n";

/// Rows that end at 12:10 to 13:00, row k with `first_globe` k.
std::filesystem::path an_hour(const test_files::Folder& folder, const std::array<const char*, 6>& first_globe,
                              const char* air = "25") {
    const auto file = folder / "measured.csv";
    std::ofstream out(file);
    out << header << "2023-08-03T12:00:00Z,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1\n";
    for (int k = 0; k < 6; ++k)
        out << fmt::format("2023-08-03T{}:{:02}:00Z,{},50,{},90,{},31,32,33,34,35,36,37,38,10,{},20,5\n",
                           k < 5 ? 12 : 13, k < 5 ? 10 * k + 10 : 0, air, k, first_globe[std::size_t(k)],
                           100 * k);
    return file;
}

TEST(MontpellierData, HourHasTheSixRowsThatEndInIt) {
    const test_files::Folder folder;
    const auto hours = read_measured(an_hour(folder, {"30", "31", "NA", "31", "31", "32"}), 3);
    ASSERT_EQ(hours.size(), 1u) << "12:00 alone is no hour";
    const MeasuredHour& hour = hours[0];
    EXPECT_EQ(hour.end_s, 1691060400) << "2023-08-03T11:00:00Z: 13 h of UTC+2, whatever the Z says";
    EXPECT_EQ(hour.day, 3);
    EXPECT_EQ(hour.hour, 13);
    EXPECT_NEAR(hour.air_celsius, 25, 1e-9);
    EXPECT_NEAR(hour.relative_humidity, 0.5, 1e-9);
    EXPECT_EQ(hour.wind[5], 5);
    EXPECT_NEAR(hour.shortwave, (20 + 100 + 200 + 300 + 400 + 500) / 6.0, 1e-9)
        << "of the pyranometer with most in each row";
    EXPECT_NEAR(hour.globe_celsius[0], 31, 1e-9) << "of the five rows that are there";
    EXPECT_NEAR(hour.globe_celsius[8], 38, 1e-9);
    EXPECT_TRUE(read_measured(an_hour(folder, {"1", "1", "1", "1", "1", "1"}), 2).empty()) << "a day before";
}

TEST(MontpellierData, GlobeWithTwoRowsMissingHasNoValueAndAirMustBeThere) {
    const test_files::Folder folder;
    const auto hours = read_measured(an_hour(folder, {"NA", "31", "NA", "31", "31", "31"}), 3);
    EXPECT_TRUE(std::isnan(hours.at(0).globe_celsius[0]));
    try {
        read_measured(an_hour(folder, {"1", "1", "1", "1", "1", "1"}, "NA"), 3);
        FAIL();
    } catch (const RuntimeError& error) {
        EXPECT_THAT(error.what(), HasSubstr("line 3: SMn_TA is missing"));
    }
}

TEST(MontpellierData, ClockAgreesWithTheSun) {
    const auto file = shared_folder() / "validation/globe-montpellier-canyon/measured.csv";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file << "; set LUWTE_SHARED";
    const Grid grid = canyon_layers().grid;
    const auto altitude = [&](double time_s) {
        return sun_position(time_s, grid.latitude_rad, grid.longitude_rad).altitude_rad;
    };
    const auto hours = read_measured(file, 4);
    ASSERT_EQ(hours.size(), 47u) << "24, and 23 without the one whose last row is of the next day";
    for (const MeasuredHour& hour : hours) {
        // Twilight lights the canyon a little; the file's Z taken at its word is two hours off.
        const double from = altitude(hour.end_s - 3600), to = altitude(hour.end_s);
        if (from > 0.05 && to > 0.05) {
            EXPECT_GT(hour.shortwave, 5) << hour.day << " August, " << hour.hour << " h";
        }
        if (from < -0.05 && to < -0.05) {
            EXPECT_LT(hour.shortwave, 0.5) << hour.day << " August, " << hour.hour << " h";
        }
    }
}

TEST(MontpellierCanyon, StandsAsDescribed) {
    const CityLayers layers = canyon_layers();
    double wall = 0;
    for (const float h : layers.building_height) {
        EXPECT_TRUE(h == 0 || h == 2.3f);
        wall += h > 0 ? 0.25 * 0.25 : 0;
    }
    EXPECT_NEAR(wall, 2 * 12 * 1, 1e-9) << "two walls of 12 by 1 m";
    const CityModel city(Backend::cpu(), layers);
    std::set<std::size_t> places;
    for (int g = 0; g < globes; ++g) {
        EXPECT_EQ(layers.building_height[column_of_globe(layers.grid, g)], 0);
        places.insert(column_of_globe(layers.grid, g));
    }
    EXPECT_EQ(places.size(), std::size_t(globes));
    // G1 is north-west of G9, G5 near the middle.
    const auto nx = std::size_t(layers.grid.nx);
    EXPECT_GT(column_of_globe(layers.grid, 0) / nx, column_of_globe(layers.grid, 8) / nx);
    EXPECT_LT(column_of_globe(layers.grid, 0) % nx, column_of_globe(layers.grid, 8) % nx);
    EXPECT_NEAR(double(column_of_globe(layers.grid, 4) / nx), double(column_of_middle(layers.grid) / nx), 1);
    const MaterialTable materials = canyon_materials();
    ASSERT_EQ(materials.wall.layers.size(), 1u);
    EXPECT_EQ(materials.wall.layers[0].thickness, 1);
    EXPECT_NEAR(materials.wall.layers[0].conductivity, 1.95, 1e-6);
}

TEST(MontpellierData, SaysWhenItIsNotThere) {
    const test_files::Folder folder;
    const auto rows = validate_globe_montpellier({folder / "nothing"});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_FALSE(rows[0].pass.has_value());
    EXPECT_THAT(rows[0].reason, HasSubstr("measured.csv is not there"));
}

}  // namespace
}  // namespace luwte::montpellier
