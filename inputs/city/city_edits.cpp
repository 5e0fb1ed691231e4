// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/city_edits.hpp"

#include "inputs/city/column_materials.hpp"
#include "inputs/city/columns.hpp"
#include "inputs/city/footprints.hpp"
#include "inputs/materials/materials.hpp"
#include "inputs/raster/patches.hpp"
#include "inputs/vector/features.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luwte {
namespace {

/// What one edit found.
struct Count {
    std::size_t cells = 0;   ///< changed
    std::size_t passed = 0;  ///< where it could not be made
};

std::string area_text(std::size_t cells, const Grid& grid) {
    return fmt::format("{} cells ({:.0f} m2)", cells, double(cells) * grid.cell_size * grid.cell_size);
}

void fell(CityLayers& c, std::size_t n) { c.canopy_top[n] = c.canopy_base[n] = c.leaf_area_density[n] = 0; }

Count remove_trees(const std::vector<std::int32_t>& polygon, CityLayers& c) {
    Count count;
    for (std::size_t n = 0; n < polygon.size(); ++n)
        if (polygon[n] >= 0 && c.canopy_top[n] > 0) fell(c, n), ++count.cells;
    return count;
}

Count plant_trees(const Trees& trees, const Study::City& study, CityLayers& c) {
    Count count;
    for (std::size_t n = 0; n < trees.top.size(); ++n) {
        if (!(trees.top[n] > c.canopy_top[n])) continue;
        if (c.building_height[n] > 0) {
            ++count.passed;
            continue;
        }
        c.canopy_top[n] = trees.top[n];
        c.canopy_base[n] = crown_base(trees.top[n], trees.base[n], study);
        c.leaf_area_density[n] = float(study.leaf_area_density_m2_m3);
        ++count.cells;
    }
    return count;
}

/// By building_id, whether an edit is of it: those of its list, all without one.
Mask buildings_of(const Study::Edit& edit, LoadedCity& city) {
    const CityLayers& c = city.layers;
    std::vector<std::string> wanted = edit.buildings;
    for (std::string& name : wanted) name = pand_number(name);
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const auto unknown = std::ranges::count_if(wanted, [&](const std::string& name) {
        return std::ranges::find(c.building_names, name) == c.building_names.end();
    });
    if (unknown > 0)
        city.warnings.push_back(fmt::format("{}: {} of its {} buildings are not buildings of this area",
                                            edit.key, unknown, wanted.size()));
    Mask is_meant(c.building_names.size(), wanted.empty() ? 1 : 0);
    for (std::size_t b = 0; b < is_meant.size(); ++b)
        if (std::ranges::binary_search(wanted, c.building_names[b])) is_meant[b] = 1;
    return is_meant;
}

/// Calls `change` for each column of the buildings that an edit is of.
template <class F>
Count each_building_column(const Study::Edit& edit, const std::vector<std::int32_t>* polygon,
                           LoadedCity& city, F&& change) {
    const Mask is_meant = buildings_of(edit, city);
    CityLayers& c = city.layers;
    Count count;
    for (std::size_t n = 0; n < c.surface_type.size(); ++n) {
        if (!(c.building_height[n] > 0) || (polygon != nullptr && (*polygon)[n] < 0)) continue;
        if (c.building_id[n] >= 0 ? is_meant[std::size_t(c.building_id[n])] == 0 : !edit.buildings.empty())
            continue;
        change(n);
        ++count.cells;
    }
    return count;
}

Count raise_buildings(const Study::Edit& edit, const std::vector<std::int32_t>* polygon, LoadedCity& city) {
    constexpr float lowest = 2;  // m, as in decide_columns
    return each_building_column(edit, polygon, city, [&, &c = city.layers](std::size_t n) {
        c.building_height[n] = std::max(c.building_height[n] + float(edit.by_m), lowest);
    });
}

Count remove_buildings(const Study::Edit& edit, const std::vector<std::int32_t>* polygon, LoadedCity& city) {
    CityLayers& c = city.layers;
    const std::int8_t material = top_material_of(edit.like);
    if (c.top_material.empty()) c.top_material = c.surface_type;
    return each_building_column(edit, polygon, city, [&](std::size_t n) {
        c.building_height[n] = 0;
        c.building_id[n] = -1;
        c.top_material[n] = material;
        c.surface_type[n] = std::int8_t(type_of_top(material));
        c.surface_type_source[n] = std::int8_t(SurfaceTypeSource::laid);
        c.data_gap[n] = 0;
    });
}

/// Roofs are level, `height` above the mean ground of their polygon; what stands there is built over.
Count add_buildings(const Study::Edit& edit, const std::vector<std::int32_t>& polygon, std::int32_t polygons,
                    CityLayers& c) {
    constexpr float lowest = 2;  // m, as in decide_columns
    std::vector<double> ground(std::size_t(polygons), 0.0), cells(std::size_t(polygons), 0.0);
    for (std::size_t n = 0; n < polygon.size(); ++n)
        if (polygon[n] >= 0) {
            ground[std::size_t(polygon[n])] += double(c.terrain_height[n]);
            cells[std::size_t(polygon[n])] += 1;
        }
    std::vector<std::int32_t> id(std::size_t(polygons), -1);
    for (std::size_t p = 0; p < id.size(); ++p) {
        if (!(cells[p] > 0)) continue;
        id[p] = std::int32_t(c.building_names.size());
        c.building_names.push_back(fmt::format("{}, polygon {}", edit.key, p + 1));
    }
    Count count;
    for (std::size_t n = 0; n < polygon.size(); ++n) {
        if (polygon[n] < 0) continue;
        const auto p = std::size_t(polygon[n]);
        const double roof = ground[p] / cells[p] + edit.height_m;
        fell(c, n);
        c.building_height[n] = std::max(float(roof - double(c.terrain_height[n])), lowest);
        c.building_id[n] = id[p];
        c.surface_type[n] = std::int8_t(SurfaceType::building);
        c.surface_type_source[n] = std::int8_t(SurfaceTypeSource::laid);
        if (!c.top_material.empty()) c.top_material[n] = c.surface_type[n];
        c.data_gap[n] = 0;
        ++count.cells;
    }
    return count;
}

}  // namespace

CityEdits::CityEdits(const Study& study, const Grid& grid, LoadedCity& city, Problems& problems)
    : study_(study) {
    for (const Study::Edit& edit : study.edits) {
        // RulePolygons reads the first two; the others are no part of the city.
        if (edit.action == "ground" || edit.action == "roofs" || edit.action == "traffic" ||
            edit.action == "weather")
            continue;
        if (!edit.polygons.empty() && !polygons_.contains({edit.polygons, edit.site}))
            problems.collect([&] {
                polygons_[{edit.polygons, edit.site}] =
                    cells_in_polygons(edit.key, "edit", edit.polygons, grid, city, edit.site);
            });
        if (!edit.trees.empty() && !trees_.contains(edit.trees))
            problems.collect([&] {
                const FeatureSet set = read_features(
                    edit.key, edit.trees, grid, [](const std::string&) { return true; }, true);
                Trees trees = place_trees(set, edit.key, grid);
                for (const std::string& w : set.warnings) city.warnings.push_back(w);
                for (const std::string& w : trees.warnings) city.warnings.push_back(w);
                city.inputs.push_back(record_of("edit", edit.trees, set.crs, set.date));
                trees_[edit.trees] = std::move(trees);
            });
    }
}

void CityEdits::make(LoadedCity& city) const {
    if (study_.edits.empty()) return;
    CityLayers& c = city.layers;
    Problems problems;
    for (const Study::Edit& edit : study_.edits) {
        const auto found = polygons_.find({edit.polygons, edit.site});
        const CellsInPolygons* within = found == polygons_.end() ? nullptr : &found->second;
        Count count;
        std::string what, nothing;
        if (edit.action == "remove_trees") {
            count = remove_trees(within->polygon, c);
            what = "crowns felled on", nothing = "holds no crown";
        } else if (edit.action == "plant_trees") {
            count = plant_trees(trees_.at(edit.trees), study_.city, c);
            what = "crowns planted on", nothing = "holds no crown that is higher than what stands there";
        } else if (edit.action == "remove_buildings") {
            count = remove_buildings(edit, within == nullptr ? nullptr : &within->polygon, city);
            what = fmt::format("buildings taken away and {} laid on", edit.like);
            nothing = "finds no building";
        } else if (edit.action == "raise_buildings") {
            count = raise_buildings(edit, within == nullptr ? nullptr : &within->polygon, city);
            what = fmt::format("buildings {:+g} m higher on", edit.by_m);
            nothing = "finds no building";
        } else if (edit.action == "add_building") {
            count = add_buildings(edit, within->polygon, within->count, c);
            what = fmt::format("buildings of {:g} m put on", edit.height_m);
        } else {
            continue;
        }
        if (count.cells == 0)
            problems.add(edit.key, nothing + ": it changes nothing",
                         "does it lie where it should? edits are made in their order");
        city.rules.push_back(fmt::format(
            "{}: {} {}{}", edit.key, what, area_text(count.cells, c.grid),
            count.passed > 0 ? fmt::format("; not on {} of buildings", area_text(count.passed, c.grid))
                             : ""));
    }
    problems.throw_if_any();
    count_sources(city);
}

}  // namespace luwte
