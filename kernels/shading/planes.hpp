// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte::shading {

/// Hidden sky is summed in units of 2^-30, so that sums are exact and independent of order.
inline constexpr std::int32_t sky_unit = 1 << 30;

/// out(a, b) = in(b, a), or += with Add. 8 B per cell.
template <class T, bool Add>
struct Transpose {
    View2D<const T> in;  // [n, m]
    View2D<T> out;       // [m, n]
    LUWTE_HD void operator()(idx a, idx b) const {
        if constexpr (Add)
            out(a, b) += in(b, a);
        else
            out(a, b) = in(b, a);
    }
};

/// The same for a strip of 16 rows of the output in tiles of 16 x 16, which stay in the first cache:
/// the CPU's form. Launched over {0, strips, 0, 1}.
template <class T, bool Add>
struct TransposeStrip {
    static constexpr idx tile = 16;
    Transpose<T, Add> f;
    LUWTE_HD void operator()(idx strip, idx) const {
        const idx a0 = strip * tile, a1 = a0 + tile < f.out.ny ? a0 + tile : f.out.ny;
        for (idx b0 = 0; b0 < f.out.nx; b0 += tile) {
            const idx b1 = b0 + tile < f.out.nx ? b0 + tile : f.out.nx;
            for (idx a = a0; a < a1; ++a)
                for (idx b = b0; b < b1; ++b) f(a, b);
        }
    }
};

/// Sky view factor from hidden sky: 1 - hidden / sky_unit. Not below 0: opaque surfaces and crowns are
/// summed over different rays and together may hide a little more than all.
struct SkyFromHidden {
    View2D<const std::int32_t> opaque;  // units of sky_unit
    View2D<const std::int32_t> crowns;  // units of sky_unit; empty = none
    View2D<float> out;                  // 1
    LUWTE_HD void operator()(idx j, idx i) const {
        const std::int32_t hidden = opaque(j, i) + (crowns.p != nullptr ? crowns(j, i) : 0);
        out(j, i) = math::max(float(sky_unit - hidden) * (1.0f / float(sky_unit)), 0.0f);
    }
};

template <class T>
struct Fill {
    View2D<T> out;
    T value;
    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = value; }
};

}  // namespace luwte::shading
