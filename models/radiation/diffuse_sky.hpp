// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"
#include "kernels/shading/sky_sectors.hpp"
#include "models/weather/weather.hpp"

#include <array>

namespace luwte {

/// Diffuse light of a moment or a mean of moments, spread over the sky by PerezSky, and what of it planes
/// get of it (docs/models/radiation.md, equations 21 to 24). Host code: a sky is the same for all.
///
///     DiffuseSky sky(grid.convergence_rad);
///     sky.add(part, 1);
///     const Field2D<float> gain = sky.gain_of_horizontal().copy_to(backend);
class DiffuseSky {
  public:
    /// convergence_rad: azimuth of grid north [rad from true north]; sectors count from grid north.
    explicit DiffuseSky(double convergence_rad) : convergence_(convergence_rad) {}

    /// Adds `weight` times the light of a part.
    void add(const Forcing::Part& part, double weight);

    /// What sectors send to a horizontal plane more than an even sky would [W m-2], by sector and horizon
    /// (sky_sectors, horizons). Each column of horizon 0 sums to 0.
    Field2D<float> gain_of_horizontal() const;
    /// What sectors send to a vertical plane that faces them squarely [W m-2], by sector and horizon.
    Field2D<float> on_vertical() const;

    /// Normals of gain_of_wall(): WallNormal::quarters() times sixteen.
    static constexpr int wall_normals = 64;
    /// What a vertical plane gets more than from an even sky [W m-2], by normal and by which of eight of
    /// hemisphere_directions(directions) it sees: column 256 b + v is for directions 8 b on, bit n of v for
    /// the n-th of them. Sums over b are the plane's. Words of 32 directions are filled up with none. `out`,
    /// on the CPU, is made where it is empty, once: a megabyte for 128 directions.
    void gain_of_wall(int directions, Field2D<float>& out) const;

  private:
    static constexpr int bands = horizons - 1;  ///< of equal cosine weight
    double convergence_;
    double diffuse_ = 0;                                             ///< W m-2
    std::array<std::array<double, bands>, sky_sectors> radiance_{};  ///< W m-2 sr-1, times pi
};

/// How a vertical plane sees the sky of one sector.
struct VerticalSectors {
    /// By horizon (2, horizons): view factor [1] of a plane that faces the sector squarely, and the same
    /// times ln(sec zenith angle) - 1/2. Sums over sectors with `cosine` are 0.5 and 0.5 ln 2 in the open.
    static Field2D<float> view_and_slant();
    /// Mean of max(0, cos) between each sector and a plane [1]; azimuth of its normal from grid north [rad].
    static std::array<float, sky_sectors> cosine(double normal);
};

}  // namespace luwte
