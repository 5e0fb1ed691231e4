// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/boundary.hpp"

/// The flow over an area, cut out of a wider domain and put among ghost cells again
/// (docs/models/dispersion.md).
namespace luwte::wind {

/// Velocities at faces over the whole of each: what flows through it per area, times a factor.
struct ThroughFaces {
    View3D<const float> in;
    View3D<const std::uint8_t> open;  ///< OpenShares, of the same faces
    idx first_k, first_j, first_i;    ///< of the part, in both
    float times;
    View3D<float> out;

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx kk = k + first_k, jj = j + first_j, ii = i + first_i;
        out(k, j, i) = times * in(kk, jj, ii) * OpenShares::share(open(kk, jj, ii));
    }
};

/// A part of a volume, times a factor.
struct CutOut {
    View3D<const float> in;
    idx first_k, first_j, first_i;  ///< of the part, in `in`
    float times;
    View3D<float> out;

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        out(k, j, i) = times * in(k + first_k, j + first_j, i + first_i);
    }
};

/// A volume among ghost cells: beside and above it what is nearest, below it, in the ground, 0.
struct AmongGhosts {
    View3D<const float> in;
    idx first_k, first_j, first_i;  ///< of the volume, in `out`
    View3D<float> out;

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const float above_ground = k >= first_k ? 1.0f : 0.0f;
        out(k, j, i) =
            above_ground * in(MarkCells::within(k - first_k, in.nz), MarkCells::within(j - first_j, in.ny),
                              MarkCells::within(i - first_i, in.nx));
    }
};

}  // namespace luwte::wind
