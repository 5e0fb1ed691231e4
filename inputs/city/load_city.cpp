// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/load_city.hpp"

#include "inputs/city/bare_crowns.hpp"
#include "inputs/city/city_edits.hpp"
#include "inputs/city/column_materials.hpp"
#include "inputs/city/columns.hpp"
#include "inputs/city/study_grid.hpp"
#include "inputs/city/unmapped_roofs.hpp"
#include "inputs/raster/gdal_open.hpp"
#include "inputs/raster/height_raster.hpp"
#include "kernels/core/error.hpp"

#include <optional>

#include <fmt/format.h>

namespace luwte {
namespace {

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

bool any_layer(const std::string&) { return true; }
bool buildings_or_cover(const std::string& layer) {
    return is_footprint_layer(layer) || is_land_cover_layer(layer);
}

/// Vector files of a study, as far as they are there.
struct VectorInputs {
    std::optional<FeatureSet> buildings, cover, trees;
};

void require_layer(const FeatureSet& set, bool (*wanted)(const std::string&), const char* key,
                   const std::filesystem::path& file, const char* expected) {
    if (set.layers.size() == 1 && key != std::string("city.land_cover")) return;
    for (const auto& layer : set.layers)
        if (wanted(layer)) return;
    std::string names;
    for (const auto& layer : set.layers) names += (names.empty() ? "" : ", ") + layer;
    throw InputError(key, fmt::format("{} has the layers {}; expected {}", file.string(), names, expected),
                     "rename the layer, or point the key to the right file");
}

VectorInputs read_vectors(const Study::City& study, const Grid& grid, LoadedCity& city, Problems& problems) {
    VectorInputs v;
    const auto read = [&](std::optional<FeatureSet>& set, const char* key, const char* role,
                          const std::filesystem::path& file, bool (*wanted)(const std::string&), bool points,
                          bool (*needed)(const std::string&), const char* expected) {
        if (file.empty()) return;
        problems.collect([&] {
            FeatureSet read = read_features(key, file, grid, wanted, points);
            require_layer(read, needed, key, file, expected);
            append(city.warnings, read.warnings);
            city.inputs.push_back(record_of(role, file, read.crs, read.date));
            if (read.features.empty())
                city.warnings.push_back(
                    fmt::format("{}: {} holds nothing within bounds_m", key, file.string()));
            set = std::move(read);
        });
    };
    read(v.buildings, "city.buildings", "buildings", study.buildings, is_footprint_layer, false,
         is_footprint_layer, "a layer `pand` (BAG or BGT)");
    read(v.cover, "city.land_cover", "land_cover", study.land_cover, buildings_or_cover, false,
         is_land_cover_layer,
         "BGT layers such as wegdeel, waterdeel, begroeidterreindeel, onbegroeidterreindeel");
    read(v.trees, "city.trees", "trees", study.trees, any_layer, true, any_layer, "points or polygons");
    return v;
}

Footprints footprints_of(const VectorInputs& v, const Grid& grid, LoadedCity& city) {
    // The footprint file alone where there is one; sheds and roofs come with the land cover.
    std::vector<const FeatureSet*> sets;
    FeatureSet from_cover;
    if (v.buildings) sets.push_back(&*v.buildings);
    if (v.cover) {
        for (const Feature& f : v.cover->features)
            if (is_footprint_layer(f.layer) && (!v.buildings || f.layer == "overigbouwwerk")) {
                Feature copy;
                copy.layer = f.layer;
                copy.geometry.reset(f.geometry->clone());
                copy.field = f.field;
                copy.short_names = f.short_names;
                from_cover.features.push_back(std::move(copy));
            }
        sets.push_back(&from_cover);
        if (!v.buildings && !from_cover.features.empty())
            city.rules.push_back("buildings: footprints are those of the land-cover file");
    }
    Footprints out = place_footprints(sets, grid);
    append(city.warnings, out.warnings);
    append(city.rules, out.rules);
    if (v.buildings && v.buildings->ended > 0)
        city.rules.push_back(fmt::format("buildings: {} ended versions were left out", v.buildings->ended));
    return out;
}

}  // namespace

LoadedCity load_city(const Study& study) {
    const Grid grid = make_grid(study.area);
    LoadedCity city;
    city.layers.grid = grid;
    const std::size_t cells = std::size_t(grid.nx) * std::size_t(grid.ny);
    Problems problems;
    const VectorInputs vectors = read_vectors(study.city, grid, city, problems);

    ColumnInputs in;
    in.footprints = footprints_of(vectors, grid, city);
    if (vectors.cover) {
        in.cover = place_land_cover(*vectors.cover, "city.land_cover", grid);
    } else {
        in.cover.type.assign(cells, -1);
        in.cover.deck.assign(cells, -1);
    }
    append(city.warnings, in.cover.warnings);
    append(city.rules, in.cover.rules);
    if (vectors.trees) {
        in.trees = place_trees(*vectors.trees, "city.trees", grid);
        append(city.warnings, in.trees.warnings);
    }

    std::vector<std::uint8_t> in_footprint(cells);
    for (std::size_t n = 0; n < cells; ++n) in_footprint[n] = in.footprints.id[n] >= 0;
    std::vector<float> dtm;
    double surface_cell = 0, terrain_cell = 0;
    const auto read_heights = [&](std::vector<float>& to, const char* key, const char* role,
                                  const std::filesystem::path& file, HeightRule rule, double& raster_cell) {
        problems.collect([&] {
            HeightRaster raster = read_height_raster(key, file, grid, rule, in_footprint);
            append(city.warnings, raster.warnings);
            city.rules.push_back(fmt::format("{}: {} m cells to {} m: {}", role, raster.cell_size,
                                             grid.cell_size, raster.resampling));
            city.inputs.push_back(record_of(role, file, raster.crs, raster.date, raster.copyright));
            if (rule == HeightRule::surface && grid.cell_size < 0.999 * raster.cell_size)
                city.warnings.push_back(fmt::format(
                    "area.cell_size_m is {} m, finer than the {} m cells of {}: the map shows no more detail "
                    "for it",
                    grid.cell_size, raster.cell_size, key));
            to = std::move(raster.height);
            raster_cell = raster.cell_size;
        });
    };
    read_heights(in.dsm, "city.surface_height", "surface_height", study.city.surface_height,
                 HeightRule::surface, surface_cell);
    read_heights(dtm, "city.terrain_height", "terrain_height", study.city.terrain_height, HeightRule::terrain,
                 terrain_cell);
    const RulePolygons polygons(study, grid, city, problems);
    const CityEdits edits(study, grid, city, problems);
    problems.throw_if_any();

    in.terrain = make_terrain(dtm, in.dsm, in.footprints, in.cover, grid);
    append(city.rules, in.terrain.rules);
    append(city.warnings, in.terrain.warnings);
    const SmallSurface surface(in, study.city.surface_height, surface_cell, grid);
    in.small_cell = surface.grid.cell_size;
    in.roofs = unmapped_roofs(in, surface);
    in.crowns = bare_crowns(in, surface);
    decide_columns(in, study.city, city);
    edits.make(city);
    give_materials(study, polygons, in.footprints, city);
    return city;
}

}  // namespace luwte
