// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/radiation/see_facets.hpp"
#include "kernels/radiation/surroundings.hpp"

/// What leaves between surfaces send to a patch. Equation numbers are those of docs/models/radiation.md.
namespace luwte::exchange {

/// A column where a patch is: the middle of a block, for both of its tops.
struct ColumnOfTops {
    idx size, blocks_x, nx, ny;  // of a block; blocks and columns
    std::int32_t* column;        // by patch
    LUWTE_HD void operator()(idx block) const {
        const idx j = block / blocks_x * size + size / 2, i = block % blocks_x * size + size / 2;
        const idx patch = 2 * block;
        column[patch] = column[patch + 1] = (j < ny ? j : ny - 1) * nx + (i < nx ? i : nx - 1);
    }
};
/// The same of walls: the column before a patch's first facet.
struct ColumnOfWalls {
    const std::int32_t* first;  // [patches + 1], lists of ListItemsOfOwners
    const Beam* facets;
    View2D<const std::int32_t> outside;  // by facet
    std::int32_t* column;                // by patch
    idx tops;                            // patches before the first wall's
    LUWTE_HD void operator()(idx n) const {
        const std::int32_t at = first[tops + n];
        column[tops + n] = at < first[tops + n + 1] ? outside.p[facets[at].partner()] : 0;
    }
};

/// (30) Light of the leaves between surfaces, by the patch that sees them.
struct LightOfLeaves {
    const std::int32_t* column;    // by patch
    View2D<const float> sky_view;  // 1, with crowns     [ny, nx]
    StepSky sky;
    Crowns crowns;
    float* out;  // W m-2, by patch
    LUWTE_HD void operator()(idx patch) const {
        out[patch] = shortwave_of_crowns(sky, crowns, sky_view.p[column[patch]]);
    }
};

}  // namespace luwte::exchange
