// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/roof_slope.hpp"
#include "kernels/core/unrolled.hpp"
#include "kernels/core/view.hpp"

namespace luwte {

/// Adds the terms of one part of a step to its mean fluxes: net radiation = sensible + latent + ground, what
/// comes down to the surface against what leaves it; per area of the column, of which a pitched roof has
/// more. 44 B read, 16 B written.
struct AddFluxes {
    View3D<const float>
        terms;  ///< W m-2, GroundBalanceTerms: absorbed, emitted, sensible, latent, ground  [5, ny, nx]
    View2D<float> net_radiation, sensible, latent, ground;  ///< W m-2, mean of the step so far   [ny, nx]
    View2D<const TopSlope> slope;                           ///< 1   [ny, nx]
    float weight;                                           ///< 1, of this part in the step's means
    bool first;                                             ///< starts the means

    LUWTE_HD void operator()(idx j, idx i) const {
        const float share = weight * slope(j, i).area();
        const auto add = [&](View2D<float> mean, float value) LUWTE_INLINE_LAMBDA {
            mean(j, i) = (first ? 0.0f : mean(j, i)) + share * value;
        };
        add(net_radiation, terms(0, j, i) - terms(1, j, i));
        add(sensible, terms(2, j, i));
        add(latent, terms(3, j, i));
        add(ground, terms(4, j, i));
    }
};

}  // namespace luwte
