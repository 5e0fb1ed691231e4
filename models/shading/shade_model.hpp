// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/shading/sky_sectors.hpp"
#include "kernels/sun/sun_position.hpp"
#include "models/city/wall_facets.hpp"

#include <functional>
#include <memory>

namespace luwte {

/// Shade and sky of buildings, terrain and crowns by lattice-line sweeps (docs/models/shading.md).
///
/// In      city    read at construction only; crowns let light through (Beer-Lambert)
/// Out     planes on the city's grid and backend, see the functions
/// Throws  InputError   the tile does not fit its whole, or a number of directions is not allowed
/// Cost    O(1) per cell and direction. Keeps 8 B per cell, 24 B more with crowns, one plane and a bin
///         store of some MB as scratch. The functions use that scratch: one call at a time per model.
class ShadeModel {
  public:
    /// Where the city's grid lies in a larger run. A tile then walks the same lines as the whole run;
    /// cells further from the tile's edge than relief / tan(elevation) + 2 cells agree bit for bit.
    struct Whole {
        idx nx = 0, ny = 0;  ///< extents of the whole grid; 0 = the city's grid is the whole
        idx i0 = 0, j0 = 0;  ///< the city's first column and row in it
    };
    struct Parameters {
        float extinction = 0.5f;  ///< 1, G: projected leaf area per leaf area, spherical leaf angles
        float clumping = 0.6f;    ///< 1
        Whole whole = {};
    };
    ShadeModel(const CityModel& city, Parameters parameters);
    ~ShadeModel();
    ShadeModel(ShadeModel&&) noexcept;

    /// Share of the direct beam [0 to 1] that reaches `receiver_height` m above ground or roof at each
    /// column's centre: 1 = sunlit, 0 = behind an opaque surface, between = through crowns.
    /// Zero everywhere when the sun is at or below the horizon.
    ///
    /// `taken_by_leaves`, if asked for: the direct beam that the leaves of each column meet [1], watts per
    /// ground area for each W m-2 on a plane that faces the sun; the same for any receiver. Behind buildings,
    /// terrain and other crowns there is less; a crown in the open takes low sun on its side as well, and may
    /// have more than falls on its ground.
    void beam_transmissivity(const SunPosition& sun, float receiver_height, Field2D<float>& out,
                             Field2D<float>* taken_by_leaves = nullptr) const;

    /// The sky as the beam above: both view factors of a horizontal receiver at `receiver_height`, with
    /// crowns.
    struct SkyView {
        Field2D<float> cosine;           ///< 1, cosine-weighted, buildings + terrain + crowns
        Field2D<float> solid_angle;      ///< 1, solid-angle weighted, buildings + terrain + crowns
        Field2D<float> cosine_opaque;    ///< 1, cosine-weighted, buildings + terrain only
        Field3D<std::uint32_t> sectors;  ///< where the sky is, see SkySectors   (octants, ny, nx)
    };
    /// `azimuths` is a multiple of 24, `elevations` a multiple of 18; 72 and 18 are good to 0.005.
    /// `after_azimuth` is called after each azimuth, for progress; what it throws ends the sweeps and passes.
    SkyView sky_view(int azimuths, int elevations, float receiver_height = 0,
                     const std::function<void()>& after_azimuth = {}) const;

    /// Share of the direct beam [0 to 1] that reaches each wall facet, over its height, at a point half a
    /// cell before it; 0 on walls that face away from the sun. Not yet times the cosine of incidence.
    void wall_beam(const SunPosition& sun, const WallFacets& walls, Field2D<float>& share) const;

    /// The sky that each wall facet sees, cosine-weighted about its own normal: 0.5 = the whole upper half.
    struct WallSky {
        Field2D<float> view;         ///< 1, buildings, terrain and crowns
        Field2D<float> view_opaque;  ///< 1, buildings and terrain only
        Field2D<float> slant;        ///< 1, the same as `view` times ln(sec zenith angle) - 1/2
        /// Which directions of hemisphere_directions() no building and no terrain hides from more than half
        /// of the facet's height: direction n is bit n % 32 of word n / 32   (words, then as `view`)
        Field3D<std::uint32_t> seen;
        int directions;
    };
    /// `directions` of equal solid angle over the upper half; 128 are good to 0.01. 12 B per facet and 4 B
    /// for each 32 directions.
    WallSky wall_sky(const WallFacets& walls, int directions = 128) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luwte
