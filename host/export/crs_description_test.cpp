// SPDX-License-Identifier: Apache-2.0
#include "host/export/crs_description.hpp"

#include "kernels/core/error.hpp"

#include <cmath>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using ::testing::HasSubstr;

double parameter(const CrsDescription& crs, const std::string& name, std::size_t n = 0) {
    for (const auto& [key, values] : crs.parameters)
        if (key == name) return values.at(n);
    ADD_FAILURE() << name << " is absent";
    return 0;
}

TEST(Crs, RdNewHasTheParametersOfItsDefinition) {
    const CrsDescription crs = describe_crs(28992);
    EXPECT_EQ(crs.name, "Amersfoort / RD New");
    EXPECT_EQ(crs.grid_mapping_name, "oblique_stereographic");
    EXPECT_EQ(crs.datum, "Amersfoort");
    EXPECT_NEAR(parameter(crs, "latitude_of_projection_origin"), 52.15616055555555, 1e-12);
    EXPECT_EQ(parameter(crs, "false_easting"), 155000);
    EXPECT_EQ(parameter(crs, "semi_major_axis"), 6377397.155);
    EXPECT_THAT(crs.wkt2, HasSubstr("ID[\"EPSG\",28992]"));
    EXPECT_THAT(crs.wkt1, HasSubstr("AUTHORITY[\"EPSG\",\"28992\"]"));
}

TEST(Crs, OtherProjectionsHaveTheirCfNames) {
    const CrsDescription utm = describe_crs(25831);  // ETRS89 / UTM 31N
    EXPECT_EQ(utm.grid_mapping_name, "transverse_mercator");
    EXPECT_EQ(parameter(utm, "longitude_of_central_meridian"), 3);
    EXPECT_EQ(parameter(utm, "scale_factor_at_central_meridian"), 0.9996);
    const CrsDescription europe = describe_crs(3035);  // ETRS89-LAEA
    EXPECT_EQ(europe.grid_mapping_name, "lambert_azimuthal_equal_area");
    EXPECT_EQ(parameter(europe, "latitude_of_projection_origin"), 52);
    const CrsDescription belgium = describe_crs(31370);  // Belgian Lambert 72, a cone with two parallels
    EXPECT_EQ(belgium.grid_mapping_name, "lambert_conformal_conic");
    EXPECT_NEAR(parameter(belgium, "standard_parallel", 0), 51.16666723, 1e-6);
    EXPECT_NEAR(parameter(belgium, "standard_parallel", 1), 49.8333339, 1e-6);
}

TEST(Crs, UnknownGeographicAndFeetAreRefused) {
    EXPECT_THROW(describe_crs(999999), InputError);
    EXPECT_THROW(describe_crs(4326), InputError);
    EXPECT_THROW(describe_crs(2263), InputError);  // New York, US feet
}

TEST(Crs, CornersGoToWgs84) {
    // The origin of RD: the tower of Our Lady in Amersfoort, 52.1551744 N 5.3872083 E in WGS 84 (Kadaster).
    const auto tower = to_wgs84(28992, {{155000, 463000}});
    EXPECT_NEAR(tower[0].latitude_deg, 52.1551744, 2e-5);
    EXPECT_NEAR(tower[0].longitude_deg, 5.3872083, 2e-5);
    EXPECT_THROW(to_wgs84(28992, {{std::nan(""), 463000}}), InputError);
}

}  // namespace
}  // namespace luwte
