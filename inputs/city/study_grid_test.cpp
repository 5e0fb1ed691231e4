// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/city.md.
#include "inputs/city/study_grid.hpp"

#include "inputs/raster/test_files.hpp"
#include "kernels/core/constants.hpp"

#include <cmath>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using test_files::problem;
using testing::HasSubstr;

Study::Area area(std::array<double, 4> bounds, double cell, int epsg = 28992) {
    Study::Area a;
    a.bounds_m = bounds;
    a.cell_size_m = cell;
    a.epsg = epsg;
    return a;
}

TEST(StudyGrid, HasWholeCellsAtAnyCellSize) {  // [16]
    for (const double cell : {0.5, 1.0, 2.0, 0.1, 3.0}) {
        const Grid g = make_grid(area({120000, 486000, 120000 + 210 * cell, 486000 + 77 * cell}, cell));
        EXPECT_EQ(g.nx, 210) << cell;
        EXPECT_EQ(g.ny, 77) << cell;
        EXPECT_EQ(g.x0, 120000);
    }
}

TEST(StudyGrid, SaysHowToMendBoundsThatAreNotWholeCells) {  // [16]
    const std::string text = problem([] { make_grid(area({120625, 485937.5, 121250, 486320}, 1)); });
    EXPECT_THAT(text, HasSubstr("486320 - 485937.5 is 382.500 cells of 1 m along y"));
    EXPECT_THAT(text, HasSubstr("y max = 486319.5 fits"));
    EXPECT_THAT(problem([] {
                    make_grid(area({10, 10, 5, 20}, 1));
                }),
                HasSubstr("x max 5 is not above x min 10"));
    EXPECT_THAT(problem([] {
                    make_grid(area({0, 0, 200000, 200000}, 1));
                }),
                HasSubstr("more than the limit"));
    EXPECT_THAT(problem([] {
                    make_grid(area({4, 52, 5, 53}, 0.5, 4326));
                }),
                HasSubstr("not a projected CRS in metres"));
    EXPECT_THAT(problem([] { make_grid(area({0, 0, 10, 10}, 0)); }), HasSubstr("is not above 0"));
}

TEST(StudyGrid, TheOriginOfTheDutchGridIsAmersfoort) {  // [16]
    // EPSG:28992: the origin (155000, 463000) is 52 09 22.178 N, 5 23 15.5 E on Bessel; in ETRS89 (RDNAP)
    // it is 52.155172 N, 5.387206 E. 1e-4 degrees (10 m) is far beyond what the sun needs.
    const Grid g = make_grid(area({154900, 462900, 155100, 463100}, 1));
    EXPECT_NEAR(g.latitude_rad / degree_d, 52.155172, 1e-4);
    EXPECT_NEAR(g.longitude_rad / degree_d, 5.387206, 1e-4);
    // On the central meridian grid north is true north, up to the turn between Bessel and ETRS89.
    EXPECT_NEAR(g.convergence_rad / degree_d, 0.0, 2e-3);
}

TEST(StudyGrid, ConvergenceIsNegativeWestAndPositiveEastOfTheCentralMeridian) {  // [16]
    // Clockwise from true north to the y axis: (longitude - 5.3876) sin(latitude), to first order in the
    // difference.
    for (const auto& [x, y] : {std::pair{84900.0, 447500.0}, {120900.0, 486100.0}, {233000.0, 582000.0}}) {
        const Grid g = make_grid(area({x, y, x + 100, y + 100}, 1));
        const double expected = (g.longitude_rad / degree_d - 5.38721) * std::sin(g.latitude_rad);
        EXPECT_NEAR(g.convergence_rad / degree_d, expected, 0.01) << x;
        EXPECT_EQ(g.convergence_rad < 0, x < 155000);
    }
}

TEST(StudyGrid, UtmConvergenceFollowsItsOwnMeridian) {                             // [16]
    const Grid g = make_grid(area({500000, 5760000, 500100, 5760100}, 1, 25831));  // 3 degrees east
    EXPECT_NEAR(g.longitude_rad / degree_d, 3.0, 1e-2);
    EXPECT_NEAR(g.convergence_rad / degree_d, 0.0, 1e-3);
}

TEST(StudyGrid, ALocalStudyStatesItsPlace) {  // [16]
    Study::Area a = area({0, 0, 10, 20}, 1, 0);
    a.latitude_deg = 51.5;
    a.longitude_deg = 4.25;
    const Grid g = make_grid(a);
    EXPECT_DOUBLE_EQ(g.latitude_rad, 51.5 * degree_d);
    EXPECT_DOUBLE_EQ(g.longitude_rad, 4.25 * degree_d);
    EXPECT_EQ(g.convergence_rad, 0);
}

}  // namespace
}  // namespace luwte
