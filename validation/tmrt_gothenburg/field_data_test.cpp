// SPDX-License-Identifier: Apache-2.0
#include "validation/tmrt_gothenburg/field_data.hpp"

#include "inputs/raster/test_files.hpp"
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <cmath>
#include <fstream>

#include <gmock/gmock.h>

namespace luwte::gothenburg {
namespace {

using testing::HasSubstr;

constexpr const char* header = "%iy id it imin Wind RH Td press Kdn Kdiff Kdir\n";

std::filesystem::path written(const test_files::Folder& folder, const std::string& rows,
                              const std::string& first = header) {
    const auto file = folder / "met.txt";
    std::ofstream(file) << first << rows;
    return file;
}

Grid gothenburg() {
    Grid grid;
    grid.latitude_rad = 57.7 * degree_d;
    grid.longitude_rad = 11.97 * degree_d;
    return grid;
}

TEST(GothenburgMet, RowIsTheHourThatBeginsThenOneHourEastOfUtc) {
    const test_files::Folder folder;
    const auto met = read_met({written(folder,
                                       "2006 207 12 7 -999 50 27 -999 750 160 740\n"
                                       "2006 207 13 0 3.5 45 28 101.3 740 150 730\n")});
    ASSERT_EQ(met.hours.size(), 2u);
    const WeatherHour& noon = met.hours[0];
    EXPECT_EQ(noon.end_s, 1153915200) << "2006-07-26T12:00:00Z: 12 to 13 h of UTC+1, whatever imin says";
    EXPECT_FLOAT_EQ(noon.air_temperature, 300.15f);
    EXPECT_FLOAT_EQ(noon.relative_humidity, 0.5f);
    EXPECT_FLOAT_EQ(noon.global_horizontal, 750);
    EXPECT_FLOAT_EQ(noon.diffuse_horizontal, 160);
    EXPECT_TRUE(std::isnan(noon.pressure) && std::isnan(noon.longwave_down) &&
                std::isnan(noon.cloud_fraction));
    EXPECT_TRUE(noon.estimated.wind_speed);
    EXPECT_FLOAT_EQ(noon.wind_speed, 2);
    EXPECT_FLOAT_EQ(met.hours[1].wind_speed, 3.5f);
    EXPECT_FALSE(met.hours[1].estimated.wind_speed);
    EXPECT_FLOAT_EQ(met.hours[1].pressure, 101300);
}

TEST(GothenburgMet, NamesEveryProblemWithItsLine) {
    const test_files::Folder folder;
    const std::string said = test_files::problem([&] {
        read_met({written(folder,
                          "2006 207 12 7 -999 50 hot -999 750 160 740\n"
                          "2006 207 13 7 -999\n"
                          "2006 207 14 7 -999 50 27 -999 -999 160 740\n")});
    });
    EXPECT_THAT(said, HasSubstr("line 2, Td: 'hot' is no number"));
    EXPECT_THAT(said, HasSubstr("line 3: 5 values, the header has 11"));
    EXPECT_THAT(said, HasSubstr("line 4, Kdn: is missing"));
    EXPECT_THAT(test_files::problem([&] { read_met({written(folder, "", "%iy id it\n")}); }),
                HasSubstr("there is no column Kdiff"));
    EXPECT_THAT(test_files::problem([&] { read_met({written(folder, "")}); }), HasSubstr("no hours"));
}

TEST(GothenburgMet, MeansOfAnHourStayMeansAndMeasuredHourTakesTheRowBefore) {
    const test_files::Folder folder;
    const auto met = read_met({written(folder,
                                       "2006 207 10 7 2 60 20 -999 600 130 700\n"
                                       "2006 207 11 7 2 50 25 -999 700 140 720\n"
                                       "2006 207 12 7 2 40 30 -999 750 160 740\n")});
    // Measured hour 12 is 11 to 12 h of UTC+1: row 11.
    const Forcing forcing = forcing_of_hour(met, 1153915200 - 3600, gothenburg());
    EXPECT_FLOAT_EQ(forcing.air_temperature, 298.15f) << "not the middle of 20 and 25 degC";
    EXPECT_NEAR(forcing.relative_humidity, 0.5, 1e-5);
    EXPECT_NEAR(forcing.global_horizontal, 700, 1e-3);
    EXPECT_NEAR(forcing.diffuse_horizontal, 140, 1e-3);
    EXPECT_THROW(forcing_of_hour(met, 1153915200 + 7200, gothenburg()), InputError);
}

TEST(GothenburgData, TableFollowsFromItsFluxesOnTheClearDay) {
    const auto file = shared_folder() / "validation/tmrt-gothenburg/measured.csv";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file << "; set LUWTE_SHARED";
    const auto rows = read_measured(file);
    ASSERT_EQ(rows.size(), 56u);
    const auto& noon = *std::ranges::find_if(
        rows, [](const MeasuredHour& row) { return row.date == "20060726" && row.hour == 13; });
    EXPECT_EQ(noon.site, "gustav_adolfs");
    EXPECT_EQ(noon.end_s, 1153915200) << "the end of 12 to 13 h of UTC+1";
    EXPECT_NEAR(absorbed(noon.flux), 647.847496, 0.01);
    EXPECT_NEAR(mean_radiant_celsius(noon.flux), 56.239812, 0.1);
}

TEST(GothenburgData, CitiesStandOnTheirMapsWithTheMastOnOpenPaving) {
    const std::filesystem::path shared = shared_folder();
    if (!missing_file(shared).empty()) GTEST_SKIP() << "no " << missing_file(shared) << "; set LUWTE_SHARED";
    const double convergence_deg[] = {-0.03, -2.56};
    const float ground[] = {4.90f, 2.84f};  // m, read in the ground rasters
    for (std::size_t n = 0; n < 2; ++n) {
        const Site& site = sites()[n];
        const CityLayers city = read_city(site, shared);
        EXPECT_NEAR(city.grid.convergence_rad / degree_d, convergence_deg[n], 0.01);
        EXPECT_NEAR(city.grid.latitude_rad / degree_d, 57.7, 0.02);
        const std::size_t mast = std::size_t(city.grid.ny - 1 - site.mast_row) * std::size_t(city.grid.nx) +
                                 std::size_t(site.mast_column);
        EXPECT_NEAR(city.terrain_height[mast], ground[n], 0.006);
        EXPECT_EQ(city.building_height[mast], 0);
        EXPECT_EQ(city.canopy_top[mast], 0);
        EXPECT_EQ(SurfaceType(city.surface_type[mast]), SurfaceType::closed_paving);
        EXPECT_GT(std::ranges::count_if(city.canopy_top, [](float top) { return top > 0; }), 500);
        EXPECT_NO_THROW(CityModel(Backend::cpu(), city));
    }
}

TEST(GothenburgData, SaysWhenItIsNotThere) {
    const test_files::Folder folder;
    const auto rows = validate_tmrt_gothenburg({folder / "nothing"});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_FALSE(rows[0].pass.has_value());
    EXPECT_FALSE(rows[0].is_figure());
    EXPECT_THAT(rows[0].reason, HasSubstr("measured.csv is not there"));
}

}  // namespace
}  // namespace luwte::gothenburg
