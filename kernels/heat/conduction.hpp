// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/unrolled.hpp"

#include <cstddef>

namespace luwte {

/// Layers that a facet's body is cut into, thin at the surface.
inline constexpr int conduction_nodes = 12;

/// One build-up and one time step, for the implicit conduction of a column of nodes:
///
///     c_n (T_n' - T_n) / dt = u_n (T_{n-1}' - T_n') - u_{n+1} (T_n' - T_{n+1}')       (backward Euler)
///
/// c_n [J m-2 K-1] capacity of node n, u_n [W m-2 K-1] conductance between the nodes n-1 and n, u_0 between
/// the surface and node 0, u_N between the last node and a fixed temperature behind it. Elimination from
/// behind gives  T_n' = A_n + above_n T_{n-1}',  A_n = keep_n T_n + behind_n A_{n+1}; the factors depend on
/// build-up and time step alone (models/heat/conduction_grid.hpp makes them).
struct ConductionFactors {
    float keep[conduction_nodes];    ///< 1, of the node's own temperature
    float behind[conduction_nodes];  ///< 1, of the node behind
    float above[conduction_nodes];   ///< 1, of the node above (n = 0: the surface)
    float skin;                      ///< W m-2 K-1, u_0
};

/// The elimination's A_n of one column; temperatures are relative to the freezing point [K], which keeps
/// small changes in single precision. `layer` is node 0, further nodes are `stride` apart.
struct ConductionColumn {
    float a[conduction_nodes];

    LUWTE_HD ConductionColumn(const ConductionFactors& f, const float* layer, std::ptrdiff_t stride,
                              float behind) {
        float next = behind;
        unrolled<conduction_nodes>([&](auto from_behind) LUWTE_INLINE_LAMBDA {
            constexpr int n = conduction_nodes - 1 - from_behind;
            next = f.keep[n] * layer[n * stride] + f.behind[n] * next;
            a[n] = next;
        });
    }
    /// Heat into the surface [W m-2] when the surface has temperature t: conductance t - supply.
    LUWTE_HD static float conductance(const ConductionFactors& f) { return f.skin * (1.0f - f.above[0]); }
    LUWTE_HD float supply(const ConductionFactors& f) const { return f.skin * a[0]; }

    /// The new temperatures below a surface of temperature t.
    LUWTE_HD void store(const ConductionFactors& f, float t, float* layer, std::ptrdiff_t stride) const {
        float before = t;
        unrolled<conduction_nodes>([&](auto n) LUWTE_INLINE_LAMBDA {
            before = a[n] + f.above[n] * before;
            layer[n * stride] = before;
        });
    }
};

}  // namespace luwte
