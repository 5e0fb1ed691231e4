// SPDX-License-Identifier: Apache-2.0
// The streets of Amsterdam-zuid as sources between its buildings, where the data are there (LUWTE_SHARED).
#include "inputs/city/load_city.hpp"
#include "inputs/traffic/cimlk.hpp"
#include "models/dispersion/line_sources.hpp"

#include <cmath>
#include <cstdlib>

#include <fmt/core.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

std::filesystem::path shared_data_folder() {
    const char* shared = std::getenv("LUWTE_SHARED");
    return std::filesystem::path(shared != nullptr ? shared : LUWTE_SOURCE_DIR "/../shared") / "data";
}

TEST(RealSources, AllMetresOfAmsterdamAreInTheAirOrCounted) {
    const auto folder = shared_data_folder() / "amsterdam_zuid_ahn_bag";
    if (!std::filesystem::exists(folder) ||
        !std::filesystem::exists(shared_data_folder() / "cimlk_amsterdam"))
        GTEST_SKIP() << "the data are not there: set LUWTE_SHARED to the folder that holds data/";
    Study study;
    study.area.bounds_m = {120625, 485937.5, 121249, 486319.5};
    study.area.cell_size_m = 1;
    study.city.surface_height = folder / "ahn3_dsm_05m.tif";
    study.city.terrain_height = folder / "ahn3_dtm_05m.tif";
    study.city.buildings = folder / "bag_pand.gpkg";
    const CityModel city(Backend::cpu(), load_city(study).layers);
    const auto& b = study.area.bounds_m;
    const CimlkRoads roads = read_cimlk_roads(
        "city.roads", shared_data_folder() / "cimlk_amsterdam" / "Wegdelen.csv", {b[0], b[1], b[2], b[3], 0});
    ASSERT_GT(roads.streets, 15u);
    for (const double cell : {2.0, 4.0}) {
        const WindLayout layout = wind_layout(city, {.cell_size = cell});
        const WindDomain area = wind_domain(city, layout);
        const LineSources s = line_sources(roads.segments, layout, area);
        double length = 0, emitting = 0, in_air = 0;
        std::size_t cells = 0;
        for (std::size_t n = 0; n < roads.segments.size(); ++n) {
            const RoadSegment& road = roads.segments[n];
            double along = 0;
            for (std::size_t p = 1; p < road.line.size(); ++p)
                along += std::hypot(road.line[p].x_m - road.line[p - 1].x_m,
                                    road.line[p].y_m - road.line[p - 1].y_m);
            EXPECT_NEAR(s.length[n], along, 1e-6) << road.id;
            length += along;
            if (road.speed_class && road.tunnel_factor > 0) emitting += along;
            cells += s.of_segment[n].size();
            for (const SourceCell& c : s.of_segment[n]) {
                EXPECT_EQ(area.solid.view()(c.k, c.j, c.i), 0) << road.id;
                EXPECT_GT(c.share, 0);
                in_air += double(c.share) * s.length[n];
            }
        }
        fmt::print(
            "{} m: {} segments of {:.0f} m in {} cells, {:.1f} m inside, {:.1f} outside, {:.1f} moved "
            "aside, {:.1f} from under buildings\n",
            cell, roads.segments.size(), length, cells, s.inside, s.outside, s.moved_aside, s.moved_out);
        EXPECT_NEAR(in_air / s.inside, 1, 1e-6);
        EXPECT_NEAR((s.inside + s.outside) / emitting, 1, 1e-9);
        EXPECT_GT(s.inside, 1000);
        EXPECT_LT(s.moved_out, 0.05 * s.inside);
    }
}

}  // namespace
}  // namespace luwte
