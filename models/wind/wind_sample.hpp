// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/wind_model.hpp"

#include <array>

namespace luwte {

/// The wind at any point of a domain, from the faces around it.
class WindSample {
  public:
    /// Copies the velocities as they are now to the CPU. `domain` must outlive the sample.
    WindSample(const WindModel& model, const WindDomain& domain);

    /// x, y, z components [m s-1] at x, y, z [m] from the domain's south-west corner and floor: linear
    /// between faces. Below the middle of the lowest level x and y components follow the log law of the
    /// column's z0.
    std::array<double, 3> at(double x, double y, double z) const;
    /// Their norm [m s-1].
    double speed(double x, double y, double z) const;

  private:
    const WindDomain& domain_;
    std::vector<double> middles_, tops_;  ///< m, the layer below the ground first
    Field3D<float> u_, v_, w_;
};

}  // namespace luwte
