// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte {

/// The sky in 24 sectors of azimuth, three to an octant, from grid north clockwise. Of each column one word
/// per octant: from the lowest byte the share of three sectors' sky (cosine-weighted) that opaque surfaces
/// hide, then the share of the octant's remaining sky that leaves let through, in 255ths.
inline constexpr int sky_octants = 8, sectors_per_octant = 3, sky_sectors = sky_octants * sectors_per_octant;
/// Heights of a horizon that a byte tells: sin^2 of its elevation is n / 255.
inline constexpr int horizons = 256;

/// Words of all columns.
struct SkySectors {
    View3D<const std::uint32_t> words;  ///< [octants, ny, nx]

    LUWTE_HD static float leaves_let_through(std::uint32_t word) {
        return float(word >> 24) * (1.0f / 255.0f);
    }
    /// Byte of sector n of an octant: number of a horizon.
    LUWTE_HD static idx horizon(std::uint32_t word, int n) { return idx(word >> (8 * n) & 255u); }

    /// Sum over the sectors of what a table has for their horizons, less what leaves take.
    LUWTE_HD float sum(const View2D<const float>& table, idx j, idx i) const {
        float total = 0.0f;
        for (int o = 0; o < sky_octants; ++o) {
            const std::uint32_t w = words(o, j, i);
            const float* const row = table.row(o * sectors_per_octant);
            total += leaves_let_through(w) *
                     (row[horizon(w, 0)] + row[horizons + horizon(w, 1)] + row[2 * horizons + horizon(w, 2)]);
        }
        return total;
    }
};

}  // namespace luwte
