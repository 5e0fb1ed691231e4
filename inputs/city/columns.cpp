// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/columns.hpp"

#include "inputs/city/smooth_roofs.hpp"
#include "inputs/raster/fill_holes.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr float lowest_building = 2.0f;     ///< m; lower obstacles are none in the national wind rule either
constexpr float lowest_crown_base = 2.0f;   ///< m
constexpr float highest_base_share = 0.8f;  ///< 1, of the top: a crown has some depth
constexpr float below_terrain = 0.1f;       ///< m; smaller differences are noise
constexpr double most_below = 0.05;         ///< share of the columns; real AHN has below 0.002
constexpr double much_unmeasured = 0.3;     ///< 1

/// Footprints that rise above the ground, their heights, and what had to be filled.
void raise_buildings(const ColumnInputs& in, LoadedCity& city, std::vector<std::string>& names) {
    CityLayers& c = city.layers;
    const std::size_t cells = in.dsm.size();
    const auto& id = in.footprints.id;
    std::vector<std::vector<float>> seen(names.size());
    std::vector<std::uint8_t> on_grid(names.size(), 0);
    for (std::size_t n = 0; n < cells; ++n) {
        if (id[n] < 0) continue;
        on_grid[std::size_t(id[n])] = 1;
        if (!std::isnan(in.dsm[n])) seen[std::size_t(id[n])].push_back(in.dsm[n] - in.terrain.height[n]);
    }
    std::vector<float> middle(names.size(), 0.0f);
    std::vector<float> filled;  // DSM without gaps, made only when a whole footprint has no data
    std::int64_t blind = 0, flat = 0;
    std::vector<std::int32_t> number(names.size(), -1);
    for (std::size_t b = 0; b < names.size(); ++b) {
        if (!on_grid[b]) continue;
        if (!seen[b].empty()) {
            middle[b] = quantile(seen[b], 0.5);
        } else {
            ++blind;
            if (filled.empty()) fill_holes(filled = in.dsm, c.grid.nx, c.grid.ny);
            std::vector<float> heights;
            for (std::size_t n = 0; n < cells; ++n)
                if (id[n] == std::int32_t(b)) heights.push_back(filled[n] - in.terrain.height[n]);
            middle[b] = quantile(heights, 0.5);
        }
        if (middle[b] < lowest_building) {
            ++flat;
            continue;
        }
        number[b] = std::int32_t(c.building_names.size());
        c.building_names.push_back(names[b]);
    }
    std::int64_t holes = 0, low = 0;
    for (std::size_t n = 0; n < cells; ++n) {
        if (id[n] < 0 || number[std::size_t(id[n])] < 0) continue;
        c.building_id[n] = number[std::size_t(id[n])];
        float h = in.dsm[n] - in.terrain.height[n];
        if (std::isnan(h)) {
            h = middle[std::size_t(id[n])];
            ++holes;
        } else if (h < lowest_building) {
            h = lowest_building;
            ++low;
        }
        c.building_height[n] = h;
    }
    if (names.empty()) return;
    city.rules.push_back(
        fmt::format("buildings: height is surface minus terrain inside footprints; {} cells without data "
                    "take the median of their "
                    "footprint; {} cells below {} m (edges, courts) are raised to it",
                    holes, low, lowest_building));
    if (flat > 0)
        city.warnings.push_back(
            fmt::format("{} footprints rise less than {} m above the ground (median): they are not raised "
                        "and count as ground "
                        "(cellars, pontoons, gone since the registration, or built after the flight)",
                        flat, lowest_building));
    if (blind > 0)
        city.warnings.push_back(fmt::format(
            "{} footprints hold no surface height at all; their height is interpolated from around them",
            blind));
}

/// What stands high above the ground without a footprint: roofs that no register knows, else crowns.
void raise_the_rest(const ColumnInputs& in, const Study::City& study, LoadedCity& city) {
    CityLayers& c = city.layers;
    std::int64_t roof_cells = 0, given = 0;
    for (std::size_t n = 0; n < in.dsm.size(); ++n) {
        if (in.roofs[n] != 0) {
            c.building_height[n] = in.dsm[n] - in.terrain.height[n];
            ++roof_cells;
        }
        if (c.building_height[n] > 0) continue;
        float top = in.crowns.top[n];
        float base = std::nanf("");
        if (!in.trees.top.empty() && in.trees.top[n] > 0) {
            if (top == 0) top = in.trees.top[n];
            base = in.trees.base[n];
            ++given;
        }
        if (top <= 0) continue;
        c.canopy_top[n] = top;
        c.canopy_base[n] = crown_base(top, base, study);
        c.leaf_area_density[n] = float(study.leaf_area_density_m2_m3);
    }
    city.rules.push_back(fmt::format(
        "crowns: surface at least {} m above terrain outside footprints, judged on {} m cells; gaps narrower "
        "than "
        "{} m are closed ({} cells, mean of the crown around them), narrower pieces left out (eaves, poles; "
        "{} "
        "cells), and a column is crown when more than half of it is; crown base is the larger of {} m and {} "
        "of the "
        "top, at "
        "most {} of the top; leaf area density {} m2 m-3",
        lowest_crown, in.small_cell, in.crowns.narrowest, in.crowns.gaps, in.crowns.narrow, lowest_crown_base,
        study.crown_base_share, highest_base_share, study.leaf_area_density_m2_m3));
    if (given > 0)
        city.rules.push_back(
            fmt::format("crowns of the tree file cover {} cells: base from the file where given, top "
                        "from the surface height where that shows a crown, else from the file",
                        given));
    if (roof_cells > 0)
        city.rules.push_back(
            fmt::format("roofs without a footprint: {} cells at least {} m high are flat and smooth (judged "
                        "on {} m cells) and lie where land cover is absent or is water",
                        roof_cells, lowest_crown, in.small_cell));
}

void classify(const ColumnInputs& in, LoadedCity& city) {
    CityLayers& c = city.layers;
    std::int64_t count[3] = {0, 0, 0};
    for (std::size_t n = 0; n < in.dsm.size(); ++n) {
        auto type = SurfaceType::unknown;
        auto source = SurfaceTypeSource::unknown;
        if (c.building_height[n] > 0) {
            type = SurfaceType::building;
            source = c.building_id[n] >= 0 ? SurfaceTypeSource::measured : SurfaceTypeSource::inferred;
        } else if (in.cover.type[n] > 0) {
            type = SurfaceType(in.cover.type[n]);
            source = SurfaceTypeSource::measured;
        } else if (in.terrain.water_by_rule[n]) {
            type = SurfaceType::water;
            source = SurfaceTypeSource::inferred;
        }
        c.surface_type[n] = std::int8_t(type);
        c.surface_type_source[n] = std::int8_t(source);
        ++count[std::size_t(source)];
    }
    const double cells = double(in.dsm.size());
    city.share_unknown = double(count[0]) / cells;
    city.share_measured = double(count[1]) / cells;
    city.share_inferred = double(count[2]) / cells;
    city.rules.push_back(
        "surface types: footprint -> building; else land cover; where that is absent, no data in both "
        "heights over at "
        "least 25 m2 -> water, flat and smooth 2.5 m or more above ground -> building, else unknown, treated "
        "as open "
        "paving (also below crowns)");
    if (city.share_inferred + city.share_unknown > much_unmeasured)
        city.warnings.push_back(
            fmt::format("the surface type of {:.0f} % of the area is not measured: {:.1f} % is inferred by "
                        "rule and {:.1f} % unknown "
                        "and treated as paved; a land-cover file (BGT) for city.land_cover mends that",
                        100 * (city.share_inferred + city.share_unknown), 100 * city.share_inferred,
                        100 * city.share_unknown));
}

void mark_gaps(const ColumnInputs& in, LoadedCity& city) {
    CityLayers& c = city.layers;
    std::int64_t gaps = 0, below = 0, above = 0;
    float deepest = 0;
    for (std::size_t n = 0; n < in.dsm.size(); ++n) {
        c.data_gap[n] = std::isnan(in.dsm[n]) && !in.terrain.water[n];
        gaps += c.data_gap[n];
        const float difference = in.dsm[n] - in.terrain.height[n];
        if (difference < -below_terrain && !in.terrain.water[n]) {
            ++below;
            deepest = std::min(deepest, difference);
        }
        above += difference > below_terrain;
    }
    // A surface lies on the ground or above it: where it is mostly below, the heights are not what they
    // should be.
    if (below > above && below > most_below * double(in.dsm.size()))
        throw InputError(
            "city.surface_height, city.terrain_height",
            fmt::format(
                "the surface is below the terrain in {:.0f} % of the area (by up to {:.1f} m), above it in "
                "{:.0f} %",
                100.0 * double(below) / double(in.dsm.size()), -deepest,
                100.0 * double(above) / double(in.dsm.size())),
            "are the two files (DSM and DTM) exchanged, or one of them not in metres above the same datum?");
    city.rules.push_back(fmt::format(
        "surface: {} cells outside water had no data and were filled (footprints by their median, else the "
        "terrain); water without data is the terrain",
        gaps));
    if (below > 0)
        city.warnings.push_back(
            fmt::format("the surface is more than {} m below the terrain in {} cells (at most {:.1f} m); the "
                        "terrain is taken there",
                        below_terrain, below, -deepest));
}

}  // namespace

float crown_base(float top, float given, const Study::City& study) {
    const float base =
        std::isnan(given) ? std::max(lowest_crown_base, float(study.crown_base_share) * top) : given;
    return std::min(base, highest_base_share * top);
}

void decide_columns(const ColumnInputs& in, const Study::City& study, LoadedCity& city) {
    CityLayers& c = city.layers;
    const std::size_t cells = in.dsm.size();
    c.terrain_height = in.terrain.height;
    for (auto* plane : {&c.building_height, &c.canopy_top, &c.canopy_base, &c.leaf_area_density})
        plane->assign(cells, 0.0f);
    c.surface_type.assign(cells, 0);
    c.surface_type_source.assign(cells, 0);
    c.building_id.assign(cells, -1);
    c.data_gap.assign(cells, 0);
    std::vector<std::string> names = in.footprints.names;
    raise_buildings(in, city, names);
    raise_the_rest(in, study, city);
    classify(in, city);
    mark_gaps(in, city);
}

}  // namespace luwte
