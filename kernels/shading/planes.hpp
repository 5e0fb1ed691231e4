// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/unrolled.hpp"
#include "kernels/core/view.hpp"
#include "kernels/shading/sky_sectors.hpp"

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

/// The same for a strip of 8 rows of the output in blocks of 8 x 8, transposed in vector registers: the
/// CPU's form, four times as fast as element by element. Launched over {0, strips, 0, 1}.
template <class T, bool Add>
struct TransposeStrip {
    static constexpr idx side = 8;
    Transpose<T, Add> f;

#if !defined(__CUDA_ARCH__)
    typedef T Row __attribute__((vector_size(side * sizeof(T)), aligned(sizeof(T)), may_alias));

    void block(idx a0, idx b0) const {
        Row r[side], t[side];
        for (int n = 0; n < side; ++n) r[n] = *reinterpret_cast<const Row*>(&f.in(b0 + n, a0));
        for (int n = 0; n < side; n += 2) {  // pairs of elements, then of pairs, then of halves
            t[n] = __builtin_shufflevector(r[n], r[n + 1], 0, 8, 1, 9, 4, 12, 5, 13);
            t[n + 1] = __builtin_shufflevector(r[n], r[n + 1], 2, 10, 3, 11, 6, 14, 7, 15);
        }
        for (int n = 0; n < side; n += 4)
            for (int m = 0; m < 2; ++m) {
                r[n + 2 * m] = __builtin_shufflevector(t[n + m], t[n + m + 2], 0, 1, 8, 9, 4, 5, 12, 13);
                r[n + 2 * m + 1] =
                    __builtin_shufflevector(t[n + m], t[n + m + 2], 2, 3, 10, 11, 6, 7, 14, 15);
            }
        for (int n = 0; n < side / 2; ++n) {
            t[n] = __builtin_shufflevector(r[n], r[n + 4], 0, 1, 2, 3, 8, 9, 10, 11);
            t[n + 4] = __builtin_shufflevector(r[n], r[n + 4], 4, 5, 6, 7, 12, 13, 14, 15);
        }
        for (int n = 0; n < side; ++n) {
            Row& to = *reinterpret_cast<Row*>(&f.out(a0 + n, b0));
            to = Add ? to + t[n] : t[n];
        }
    }
    void operator()(idx strip, idx) const {
        const idx a0 = strip * side, a1 = a0 + side < f.out.ny ? a0 + side : f.out.ny;
        const idx whole = a1 - a0 == side ? f.out.nx / side * side : 0;
        for (idx b0 = 0; b0 < whole; b0 += side) block(a0, b0);
        for (idx a = a0; a < a1; ++a)
            for (idx b = whole; b < f.out.nx; ++b) f(a, b);
    }
#endif
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

/// Closes an octant: its three sectors' hidden sky becomes a word of SkySectors and part of the whole's.
/// Sectors and crowns are empty afterwards, for the next one.
struct CloseOctant {
    View2D<std::int32_t> sector[sectors_per_octant];  // units of sky_unit, hidden by opaque surfaces
    View2D<std::int32_t> crowns;                      // units of sky_unit, all sectors; empty = none
    View2D<std::int32_t> all_opaque, all_crowns;      // units of sky_unit, of the octants so far
    View2D<std::uint32_t> word;

    static constexpr std::int32_t whole = sky_unit / sky_sectors;
    LUWTE_HD static std::uint32_t byte(float share) {
        return std::uint32_t(math::floor(math::clamp(share, 0.0f, 1.0f) * 255.0f + 0.5f));
    }
    LUWTE_HD void operator()(idx j, idx i) const {
        std::int32_t opaque = 0;
        std::uint32_t w = 0;
        unrolled<sectors_per_octant>([&](auto n) LUWTE_INLINE_LAMBDA {
            const std::int32_t hidden = sector[n](j, i);
            sector[n](j, i) = 0;
            opaque += hidden;
            w |= byte(float(hidden) * (1.0f / float(whole))) << (8 * n);
        });
        all_opaque(j, i) += opaque;
        float through = 1.0f;
        if (crowns.p != nullptr) {
            const std::int32_t taken = crowns(j, i);
            crowns(j, i) = 0;
            all_crowns(j, i) += taken;
            // Opaque surfaces and crowns are summed over different rays.
            const float open = math::max(float(sectors_per_octant * whole - opaque), 1.0f);
            through = 1.0f - float(taken) / open;
        }
        word(j, i) = w | byte(through) << 24;
    }
};

template <class T>
struct Fill {
    View2D<T> out;
    T value;
    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = value; }
};

}  // namespace luwte::shading
