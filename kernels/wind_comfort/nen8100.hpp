// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

/// Wind nuisance and danger in the classes of NEN 8100. Equation numbers are those of
/// docs/models/wind_comfort.md.
namespace luwte::wind_comfort {

/// Hourly mean speeds and shares of the hours of NEN 8100:2006, second hand, to be verified. A share that
/// equals a limit belongs to the worse class.
struct Limits {
    float comfort_speed = 5.0f;                         ///< m s-1
    float danger_speed = 15.0f;                         ///< m s-1
    float b = 0.025f, c = 0.05f, d = 0.10f, e = 0.20f;  ///< 1, least share of classes B to E
    float limited_risk = 0.0005f, dangerous = 0.003f;   ///< 1

    /// 0 to 4: A to E; -1 for NaN.
    LUWTE_HD std::int8_t comfort_class(float share) const {
        const int n = int(share >= b) + int(share >= c) + int(share >= d) + int(share >= e);
        return std::int8_t(math::is_nan(share) ? -1 : n);
    }
    /// 0 none, 1 limited risk, 2 dangerous; -1 for NaN.
    LUWTE_HD std::int8_t danger_class(float share) const {
        const int n = int(share >= limited_risk) + int(share >= dangerous);
        return std::int8_t(math::is_nan(share) ? -1 : n);
    }
};

/// (2) How often the wind at 60 m is above a speed, by sector.
struct Exceedance {
    View2D<const float> share;  ///< 1, of all hours, above n step; the last is 0       [sectors, speeds]
    float per_step;             ///< s m-1

    LUWTE_HD float above(idx sector, float speed) const {
        const float x = math::min(speed * per_step, float(share.nx - 1));
        const idx n = idx(math::min(x, float(share.nx - 2)));
        const float low = share(sector, n), high = share(sector, n + 1);
        return low + (x - float(n)) * (high - low);
    }
};

/// (3) Share of hours above both speeds, and the classes, of each column. About 4 B read per sector.
struct Nuisance {
    View3D<const float> ratio;  ///< 1, speed at 1.75 m over that at 60 m; NaN where nobody walks
                                ///< [sectors, ny, nx]
    Exceedance exceedance;
    Limits limits;
    View2D<float> comfort_share, danger_share;  ///< 1, NaN where a ratio is
    View2D<std::int8_t> comfort_class, danger_class;

    LUWTE_HD void operator()(idx j, idx i) const {
        float above_comfort = 0.0f, above_danger = 0.0f;
        for (idx s = 0; s < ratio.nz; ++s) {
            const float r = ratio(s, j, i);
            const float per_ratio = 1.0f / (r > 1e-3f ? r : 1e-3f);
            // NaN * 0 is NaN: a column with one has no class.
            above_comfort += exceedance.above(s, limits.comfort_speed * per_ratio) + 0.0f * r;
            above_danger += exceedance.above(s, limits.danger_speed * per_ratio) + 0.0f * r;
        }
        comfort_share(j, i) = above_comfort, danger_share(j, i) = above_danger;
        comfort_class(j, i) = limits.comfort_class(above_comfort);
        danger_class(j, i) = limits.danger_class(above_danger);
    }
};

}  // namespace luwte::wind_comfort
