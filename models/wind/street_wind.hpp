// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/wall_facets.hpp"
#include "models/weather/weather.hpp"
#include "models/wind/sector_library.hpp"

namespace luwte {

/// The wind of a step where people, ground, roofs, walls and crowns are, looked up in a sector library
/// (docs/models/wind.md, 46 to 49, 57); the mean of all sectors where a step's wind has no direction.
///
/// In    walls, library   kept by reference: they must outlive this; the library on the same area as the city
/// Cost  one pass over the columns or the facets per step; 4 B per cell of the library for each sector and
///       for their mean
class StreetWind {
  public:
    static constexpr double height = 1.1;     ///< m above ground or roof
    static constexpr float still_air = 0.1f;  ///< m s-1, nothing is less: the air of PET's reference room

    StreetWind(const WallFacets& walls, const WindLibrary& library);

    /// At `height` above the ground or roof of each column [m s-1]   (ny, nx)
    void at_street(const Forcing& forcing, Field2D<float>& out) const;
    /// Beside each wall facet, at its own height [m s-1]   by facet
    void beside_walls(const Forcing& forcing, Field2D<float>& out) const;
    /// In the crowns of each block of `size` columns a side, mean over its leaves [m s-1]   (blocks)
    void in_crowns(const Forcing& forcing, idx size, Field2D<float>& out) const;
    /// Mean of at_street() over open ground [m s-1], but for the floor of still air.
    double mean(const Forcing& forcing) const;
    /// Speed at a height [m] above the ground of each surface cell over a wind that is `times` the station's
    /// at 10 m; NaN on buildings [1]   (sectors, ny, nx)
    Field3D<float> ratios_over_ground(double height, double times) const;

  private:
    wind::BetweenSectors between(const Forcing& forcing) const;
    float reference_of(const Forcing& forcing, idx sector, float share) const;
    Field3D<float> above_tops(float height, bool roofs, std::vector<double>* mean = nullptr) const;

    const WallFacets& walls_;
    const WindLibrary& library_;
    // By sector, and last their mean.
    Field3D<float> ground_, roof_;       // 1, over the station's speed   [sectors + 1, columns y, columns x]
    std::vector<Field3D<float>> speed_;  // 1, over the reference's; the mean over the station's
    std::vector<double> reference_;      // 1, reference speed over the station's; of the mean 1
    std::vector<double> mean_;           // 1, over the station's speed
    Field3D<std::uint8_t> solid_;
    Field2D<float> roughness_, floors_, roofs_;
    idx per_cell_;
};

}  // namespace luwte
