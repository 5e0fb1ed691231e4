// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte {

/// A value per surface type (models/city/surface_types.hpp), passed by value into kernels.
struct PerSurfaceType {
    static constexpr int size = 12;
    float value[size];
    LUWTE_HD float operator()(std::int8_t type) const { return value[type]; }
};

/// Share of the step in shade and parametrised temperatures of ground or roof and of the walls around:
///
///     T_s = T_a + (1 - f_shade) dT_type        T_w = T_a + psi / 2 dT_wall
///
/// dT [K] is the excess of a sunlit surface over air at this hour (models/radiation/surface_heating.hpp).
/// Half of the walls face the sun; where little sky is seen little of them is lit. This is the step that a
/// surface heat balance replaces. Equations (7) and (8) of docs/models/radiation.md.
struct ParametrisedTemperature {
    View2D<const float> lit;                 ///< parts in sun                      [ny, nx]
    View2D<const float> air_temperature;     ///< K                                 [ny, nx]
    View2D<const float> sky_view;            ///< 1, cosine-weighted, with crowns   [ny, nx]
    View2D<const std::int8_t> surface_type;  ///< SurfaceType                       [ny, nx]
    View2D<float> shadow_fraction;           ///< 1                                 [ny, nx]
    View2D<float> surface_temperature;       ///< K                                 [ny, nx]
    View2D<float> wall_temperature;          ///< K                                 [ny, nx]
    PerSurfaceType excess;                   ///< K
    float wall_excess;                       ///< K
    int parts_with_sun;                      ///< 0 to 6; 0 = night, all shade

    LUWTE_HD void operator()(idx j, idx i) const {
        const float share = parts_with_sun > 0 ? lit(j, i) / float(parts_with_sun) : 0.0f;
        const float sunlit = math::clamp(share, 0.0f, 1.0f);
        const float air = air_temperature(j, i);
        shadow_fraction(j, i) = 1.0f - sunlit;
        surface_temperature(j, i) = air + sunlit * excess(surface_type(j, i));
        wall_temperature(j, i) = air + 0.5f * sky_view(j, i) * wall_excess;
    }
};

}  // namespace luwte
