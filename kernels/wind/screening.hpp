// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/multigrid.hpp"

/// Wind that only keeps its mass (docs/models/wind.md, 56).
namespace luwte::wind {

/// (56) Conductances of the projection that changes a flow least, square by square of its velocity, until
/// nothing gathers anywhere: area over distance, 0 at faces that are not solved.
struct ProjectionConductances {
    View3D<const std::uint8_t> cell;
    OpenShares open;
    Levels z;
    Conductances<float> out;  ///< m

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const unsigned bits = cell(k, j, i);
        const std::ptrdiff_t n = k * cell.sz + j * cell.sy + i;
        out.east(k, j, i) = (bits & east_solved) != 0 ? z.thickness[k] * open.of_face<0>(n) : 0.0f;
        out.north(k, j, i) = (bits & north_solved) != 0 ? z.thickness[k] * open.of_face<1>(n) : 0.0f;
        out.top(k, j, i) = (bits & top_solved) != 0 ? z.dx * z.dx / z.spacing[k] * open.of_face<2>(n) : 0.0f;
    }
};

}  // namespace luwte::wind
