// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/polygons.hpp"

#include "inputs/sites/site_features.hpp"
#include "inputs/vector/features.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace luwte {

CellsInPolygons cells_in_polygons(const std::string& key, const std::string& role,
                                  const std::filesystem::path& file, const Grid& grid, LoadedCity& city,
                                  const std::string& site) {
    FeatureSet set = read_features(key, file, grid, [](const std::string&) { return true; });
    if (!site.empty()) keep_site(set, site, "building");
    city.warnings.insert(city.warnings.end(), set.warnings.begin(), set.warnings.end());
    if (set.ended + set.not_on_the_ground > 0)
        city.warnings.push_back(
            fmt::format("{}: {} objects of {} were left out: ended versions, or below ground level (tunnels)",
                        key, set.ended + set.not_on_the_ground, file.string()));
    if (set.features.empty())
        throw InputError(key,
                         fmt::format("{} holds no polygon within bounds_m{}", file.string(),
                                     set.broken > 0 ? fmt::format("; {} of its features there are points, "
                                                                  "lines or broken",
                                                                  set.broken)
                                                    : ""),
                         "draw polygons inside the area, in the study's CRS or in one that the file names");
    std::vector<const OGRGeometry*> shapes;
    for (const Feature& f : set.features) shapes.push_back(f.geometry.get());
    CellsInPolygons out;
    out.count = std::int32_t(shapes.size());
    out.polygon.assign(std::size_t(grid.nx) * std::size_t(grid.ny), -1);
    std::vector<std::int32_t> numbers(shapes.size());
    std::iota(numbers.begin(), numbers.end(), 0);
    burn(out.polygon, grid, shapes, numbers);
    if (std::ranges::all_of(out.polygon, [](std::int32_t n) { return n < 0; }))
        throw InputError(key,
                         fmt::format("the {} polygons of {} hold the centre of no cell of {} m",
                                     shapes.size(), file.string(), grid.cell_size),
                         "draw them larger, or take smaller cells (area.cell_size_m)");
    city.inputs.push_back(record_of(role, file, set.crs, set.date));
    return out;
}

}  // namespace luwte
