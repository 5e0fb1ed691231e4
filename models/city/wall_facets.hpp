// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/wall_normals.hpp"
#include "models/city/city_model.hpp"

#include <algorithm>
#include <array>

namespace luwte {

/// Every wall of the city in facets of one cell by one level, numbered: north walls first, then east, south
/// and west, each by column and from the lowest level up.
///
/// A plane of facets has rows of `row_length` facets, number n in element n; the last row is filled up with
/// facets that stand for none. `rise` as in the shade model: a roof step that is a facade.
///
/// In     city    read at construction and kept by reference
/// Cost   18 B per column and 20 B per facet
/// Throws RuntimeError  more than 2^31 facets, or not enough memory
class WallFacets {
  public:
    static constexpr idx row_length = 512;
    explicit WallFacets(const CityModel& city);

    idx count() const { return count_; }
    /// Shape of a plane of facets; one row where there is no wall.
    Shape shape() const { return {1, std::max(1, (count_ + row_length - 1) / row_length), row_length}; }
    WallGeometry geometry() const;
    /// Facets that face each way.
    std::array<idx, facings> count_by_facing() const;

    const CityModel& city;
    Field3D<std::int32_t> first;    ///< number of a wall's lowest facet       (facings, ny, nx)
    Field2D<WallFacet> facet;       ///< by number
    Field2D<std::int32_t> outside;  ///< j nx + i of the column before a facet, by number
    Field2D<WallNormal> normal;     ///< of the wall that a facet is part of, by number
    /// MarkWallsAround and MarkTurnedWalls, with rows along x and with rows along y: what sweeps of either
    /// kind read.
    Field2D<std::uint8_t> around_along_y, around_along_x;

  private:
    idx count_ = 0;
};

}  // namespace luwte
