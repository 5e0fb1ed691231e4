// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/grid.hpp"
#include "models/srm1/street_links.hpp"

namespace luwte {

/// SRM1 over the cells of a grid: docs/models/srm1.md, (7) to (9). Exploratory, not for permit tests.
///
/// A cell of open ground borrows the streets of the nearest receptor along one of whose streets it stands,
/// with their building types and tree factors, and has its own distances from their axes.
///
/// In     roads, receptors  as Srm1Model; tunnels of factor 0 are no streets to stand along
///        building_height   m, on the backend   [ny, nx] of the grid
/// Throws as StreetLinks; RuntimeError  another shape
/// Cost   of each cell 0.2 us and 0.7 ns per receptor of the whole area, one thread; 4 B per cell kept
class Srm1Map {
  public:
    Srm1Map(const Backend& backend, std::span<const RoadSegment> roads, std::span<const Receptor> receptors,
            const Grid& grid, const Field2D<float>& building_height);

    /// Index of the receptor whose streets a cell borrows, -1 where SRM1 says nothing   [ny, nx]
    const Field2D<std::int32_t>& receptor() const { return receptor_; }

    /// What the streets add, ug m-3, NaN where SRM1 says nothing   [substances, ny, nx]
    /// In     emission  ug m-1 s-1   [substances, roads]
    ///        wind      m s-1, yearly mean of the area
    ///        building_height  as before
    Field3D<float> contribution(const Field2D<float>& emission, float wind,
                                const Field2D<float>& building_height) const;

  private:
    srm1::StreetLinks links_;
    Grid grid_;
    Field2D<std::int32_t> receptor_;
};

}  // namespace luwte
