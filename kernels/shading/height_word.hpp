// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte::shading {

/// One cell of the opaque surface in one 32-bit word: the height's float bits with the three lowest
/// replaced by flags. Sweeps are bound by memory traffic; the heights lose at most 8 ulp (0.24 mm at
/// 256 to 512 m above datum, less below).
inline constexpr std::uint32_t link_up_bit = 1u;    ///< no facade between this cell and cell + 1
inline constexpr std::uint32_t link_down_bit = 2u;  ///< no facade between this cell and cell - 1
/// The column is a building. Not bit 0: g++ turns a test of that into a conversion to bool, which does
/// not vectorise beside floats.
inline constexpr std::uint32_t building_bit = 4u;
inline constexpr std::uint32_t height_mask = ~7u;

inline constexpr float no_height = -1e30f;  ///< m, below everything

LUWTE_HD float height_of(std::uint32_t word) { return math::detail::from_bits(word & height_mask); }

/// Is there a facade from a column up to a building column beside it? A building is box-like towards
/// lower ground outside it, and within buildings where the roof steps by more than `rise`.
LUWTE_HD bool facade(float height, bool building, float other_height, bool other_building, float rise) {
    return other_building && other_height > height + (building ? rise : 0.0f);
}

/// Packs the surface into words, rows along one axis or (transposed) along the other. The output has
/// one cell of padding at both ends of a row: out(step, cell + 1).
/// 8 B read, 4 B written per cell; launched once per city and axis.
struct PackHeights {
    View2D<const float> surface;   // m above datum, terrain + building   [ny, nx]
    View2D<const float> building;  // m above terrain, 0 = none           [ny, nx]
    View2D<std::uint32_t> out;     // words      [steps, cells + 2]
    bool transposed;               // steps are i instead of j
    float rise;                    // m, smallest roof step that is a facade

    LUWTE_HD float height(idx n, idx c) const {
        const float h = transposed ? surface(c, n) : surface(n, c);
        return math::detail::from_bits(math::detail::bits(h) & height_mask);
    }
    LUWTE_HD bool is_building(idx n, idx c) const {
        return (transposed ? building(c, n) : building(n, c)) > 0.0f;
    }
    LUWTE_HD bool linked(idx n, idx c, idx d) const {
        if (d < 0 || d >= out.nx - 2) return false;
        const float h = height(n, c), g = height(n, d);
        const bool b = is_building(n, c), a = is_building(n, d);
        return !facade(h, b, g, a, rise) && !facade(g, a, h, b, rise);
    }
    LUWTE_HD void operator()(idx n, idx padded) const {
        const idx c = padded - 1;
        const bool inside = c >= 0 && c < out.nx - 2;
        std::uint32_t word = 0;
        if (inside) {
            word = math::detail::bits(height(n, c));
            if (is_building(n, c)) word |= building_bit;
            if (linked(n, c, c + 1)) word |= link_up_bit;
            if (linked(n, c, c - 1)) word |= link_down_bit;
        }
        out(n, padded) = word;
    }
};

/// The part of a crown column that only crown cells read.
struct CrownBody {
    float base;       // m above terrain
    float leaf_area;  // m2 m-3, 0 = no crown
};

/// Base and leaf area side by side: one stream of memory, and (unlike two planes beside the result) not at
/// the same place within its page as what was just written, which would hold reads up.
struct PackCrowns {
    View2D<const float> base;       // m above terrain   [ny, nx]
    View2D<const float> leaf_area;  // m2 m-3            [ny, nx]
    View2D<CrownBody> out;          // [steps, cells]
    bool transposed;                // steps are i instead of j
    LUWTE_HD void operator()(idx n, idx c) const {
        const idx j = transposed ? c : n, i = transposed ? n : c;
        out(n, c) = CrownBody{base(j, i), leaf_area(j, i)};
    }
};

/// A row of words at one step of a sweep.
struct SurfaceRow {
    const std::uint32_t* word;  // word[c], c = -1 .. cells
    idx side;                   // +1 or -1: the neighbour that the true line leans to
    std::uint32_t link;         // flag that says whether the surface runs on to that neighbour
    float weight;               // 0 to 0.5: how far it leans

    LUWTE_HD SurfaceRow(View2D<const std::uint32_t> words, idx n, float fraction)
        : word(words.row(n) + 1),
          side(fraction < 0.0f ? -1 : 1),
          link(fraction < 0.0f ? link_down_bit : link_up_bit),
          weight(math::abs(fraction)) {}

    /// Height on the true line [m]: interpolated across, but not over a facade.
    LUWTE_HD float height(idx c) const {
        const float h = height_of(word[c]);
        const float lean = (word[c] & link) != 0u ? weight : 0.0f;
        return h + lean * (height_of(word[c + side]) - h);
    }
    LUWTE_HD bool building(idx c) const { return (word[c] & building_bit) != 0u; }
    /// Roof of the neighbour that the true line leans to [m above datum], or nothing.
    LUWTE_HD float roof_aside(idx c) const {
        const std::uint32_t w = word[c + side];
        return (w & building_bit) != 0u ? height_of(w) : no_height;
    }
};

}  // namespace luwte::shading
