// SPDX-License-Identifier: Apache-2.0
#include "host/plan_picture.hpp"

#include "host/build_info.hpp"
#include "host/export/map_outlines.hpp"
#include "host/run_inputs.hpp"
#include "inputs/sites/site_places.hpp"
#include "inputs/traffic/cimlk.hpp"
#include "inputs/vector/features.hpp"

#include <fmt/format.h>

namespace luwte {
namespace {

void add_roads(const Study& study, const Grid& grid, std::vector<MapOutline>& outlines) {
    if (study.city.roads.empty() || !study.air.asked) return;
    const TrafficArea area{grid.x0, grid.y0, grid.x0 + grid.nx * grid.cell_size,
                           grid.y0 + grid.ny * grid.cell_size};
    MapOutline roads{{}, MapOutline::Kind::road, {}};
    for (const RoadSegment& segment : read_cimlk_roads("city.roads", study.city.roads, area).segments) {
        roads.rings.emplace_back();
        for (const MapPoint& point : segment.line) roads.rings.back().push_back({point.x_m, point.y_m});
    }
    outlines.push_back(std::move(roads));
}

void add_edits(const Study& study, const Grid& grid, std::vector<MapOutline>& outlines) {
    for (const Study::Scenario& scenario : study.scenarios) {
        bool named = false;
        for (const Study::Edit& edit : scenario.edits)
            for (const std::filesystem::path& file : {edit.polygons, edit.trees}) {
                if (file.empty()) continue;
                const FeatureSet set = read_features(
                    edit.key, file, grid, [](const std::string&) { return true; }, true);
                for (const Feature& feature : set.features) {
                    outlines.push_back(
                        outline_of(*feature.geometry, MapOutline::Kind::edit, named ? "" : scenario.id));
                    named = true;
                }
            }
    }
}

void add_sites(const Study& study, std::vector<MapOutline>& outlines) {
    if (study.sites.empty()) return;
    for (const SitePlace& place : read_site_places(study).places) {
        outlines.push_back(outline_of_wkt(place.building, MapOutline::Kind::building));
        outlines.push_back(outline_of_wkt(place.yard, MapOutline::Kind::yard, place.id));
    }
}

}  // namespace

void draw_plan(const Study& study, const std::filesystem::path& file) {
    Study base = study;
    base.scenarios.clear(), base.sites.clear();
    const RunInputs inputs = read_run_inputs(base);
    const CityLayers& city = inputs.city.layers;
    const std::vector<float> types(city.surface_type.begin(), city.surface_type.end());
    std::vector<MapOutline> outlines;
    add_roads(study, city.grid, outlines);
    add_edits(study, city.grid, outlines);
    add_sites(study, outlines);
    PartFile part(file);
    write_map_png(
        part, {.title = study.title.empty() ? study.file.stem().string() : study.title,
               .subtitle = fmt::format(
                   "What will be computed: {} x {} columns of {:g} m. Black: yards of sites, dashed their "
                   "school; red: edits of scenarios; blue: roads with traffic",
                   city.grid.nx, city.grid.ny, city.grid.cell_size),
               .sources = (study.sources.empty() ? "" : study.sources + ". ") + "Drawn with luwte " +
                          build_info::version() + ".",
               .grid = city.grid,
               .values = types,
               .terrain_height = city.terrain_height,
               .building_height = city.building_height,
               .canopy_height = city.canopy_top,
               .surface_type = city.surface_type,
               .data_gap = city.data_gap,
               .classes = "surface_type",
               .outlines = std::move(outlines)});
    part.commit();
}

}  // namespace luwte
