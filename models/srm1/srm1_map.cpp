// SPDX-License-Identifier: Apache-2.0
#include "models/srm1/srm1_map.hpp"

#include "kernels/srm1/street_cells.hpp"
#include "models/launches.hpp"

#include <algorithm>

namespace luwte {
namespace {

/// Nobody stands along a tunnel.
std::vector<Receptor> along_open_streets(std::span<const RoadSegment> roads,
                                         std::span<const Receptor> receptors) {
    std::vector<Receptor> all(receptors.begin(), receptors.end());
    for (Receptor& receptor : all)
        std::erase_if(receptor.streets, [&](const StreetLink& link) {
            return link.segment < roads.size() && roads[link.segment].tunnel_factor == 0;
        });
    return all;
}

srm1::StreetCells street_cells(const srm1::StreetLinks& links, const Grid& grid,
                               const Field2D<float>& building_height) {
    return {links.points.cview(),
            links.first_point.cview(),
            links.receptors.cview(),
            links.first_link.cview(),
            links.segment.cview(),
            links.type.cview(),
            links.tree_factor.cview(),
            building_height.cview(),
            grid.x0,
            grid.y0,
            grid.cell_size};
}

}  // namespace

Srm1Map::Srm1Map(const Backend& backend, std::span<const RoadSegment> roads,
                 std::span<const Receptor> receptors, const Grid& grid, const Field2D<float>& building_height)
    : links_(backend, roads, along_open_streets(roads, receptors)),
      grid_(grid),
      receptor_(backend, {1, grid.ny, grid.nx}, "receptor of a cell", "1") {
    if (!(building_height.shape() == receptor_.shape()))
        throw RuntimeError("SRM1 map: building heights are not those of the grid");
    on_output(backend, "receptor of a cell",
              srm1::ReceptorOfCell{street_cells(links_, grid_, building_height), receptor_.view()});
}

Field3D<float> Srm1Map::contribution(const Field2D<float>& emission, float wind,
                                     const Field2D<float>& building_height) const {
    const Backend& backend = receptor_.backend();
    Field3D<float> out(backend, {emission.shape().ny, grid_.ny, grid_.nx}, "concentration of streets",
                       "ug m-3");
    on_cells(backend, "streets at cells", grid_.columns(),
             srm1::StreetsAtCell{street_cells(links_, grid_, building_height), emission.cview(),
                                 receptor_.cview(), wind, out.view()});
    return out;
}

}  // namespace luwte
