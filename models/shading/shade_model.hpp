// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/sun/sun_position.hpp"
#include "models/city/city_model.hpp"

#include <memory>

namespace luwte {

/// Shade of buildings, terrain and crowns for one sun position, by lattice-line sweeps.
class ShadeModel {
  public:
    struct Parameters {
        float extinction = 0.5f;  ///< 1, G: projected leaf area per leaf area, spherical leaf angles
        float clumping = 0.6f;    ///< 1
    };
    ShadeModel(const CityModel& city, Parameters parameters);
    ~ShadeModel();
    ShadeModel(ShadeModel&&) noexcept;

    /// Share of the direct beam [0 to 1] that reaches `receiver_height` m above ground or roof at each
    /// column's centre: 1 = sunlit, 0 = behind an opaque surface, between = through crowns.
    /// Zero everywhere when the sun is at or below the horizon.
    void beam_transmissivity(const SunPosition& sun, float receiver_height, Field2D<float>& out) const;

    /// The same for the sky: both view factors of a horizontal receiver at `receiver_height`, with crowns.
    struct SkyView {
        Field2D<float> cosine;         ///< 1, cosine-weighted, buildings + terrain + crowns
        Field2D<float> solid_angle;    ///< 1, solid-angle weighted, buildings + terrain + crowns
        Field2D<float> cosine_opaque;  ///< 1, cosine-weighted, buildings + terrain only
    };
    SkyView sky_view(int azimuths, int elevations, float receiver_height = 0) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luwte
