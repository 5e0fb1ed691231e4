// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte {

/// What the vehicles of a road segment emit along it, equation (2) of docs/models/srm1.md:
///
///     E = t 1000 / 86400 sum_v N_v ((1 - s_v) m_v,class ef_v,class + s_v m_v,d ef_v,d)
///
/// with N vehicles per day, s the share of them that drives in stagnation (class d), ef in g km-1, m what
/// area measures leave of it and t the tunnel factor. One call per substance and segment.
struct RoadEmission {
    View2D<const float> vehicles;           ///< d-1   [vehicle classes, segments]
    View2D<const float> stagnation;         ///< 1     [vehicle classes, segments]
    View2D<const float> tunnel_factor;      ///< 1     [1, segments]
    View2D<const std::int8_t> speed_class;  ///< row of `factors` within a substance   [1, segments]
    View2D<const float> factors;            ///< g km-1   [substances * speed classes, vehicle classes]
    View2D<const float> left;               ///< 1, of its class   [substances * vehicle classes, segments]
    View2D<const float> left_stagnating;    ///< 1, of class d   [substances * vehicle classes, segments]
    idx speed_classes, stagnating;          ///< rows of a substance; that of class d among them
    View2D<float> out;                      ///< ug m-1 s-1   [substances, segments]

    LUWTE_HD void operator()(idx substance, idx segment) const {
        const idx first = substance * speed_classes, row = first + speed_class(0, segment);
        float per_day = 0.0f;  // g km-1 d-1
        for (idx v = 0; v < vehicles.ny; ++v) {
            const float n = vehicles(v, segment), s = stagnation(v, segment);
            const idx measure = substance * vehicles.ny + v;
            const float flowing = left(measure, segment) * factors(row, v),
                        stagnated = left_stagnating(measure, segment) * factors(first + stagnating, v);
            per_day += n * ((1.0f - s) * flowing + s * stagnated);
        }
        constexpr float per_second = 1000.0f / 86400.0f;  // 1 g km-1 d-1 in ug m-1 s-1
        out(substance, segment) = per_second * tunnel_factor(0, segment) * per_day;
    }
};

}  // namespace luwte
