// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/wind_model.hpp"

#include <vector>

namespace luwte {

/// A concentration at any point of a domain, linear between the middles of the cells around that hold air.
class ScalarSample {
  public:
    /// Copies `c`, of the wind grid with its ghost cells, to the CPU. `domain` must outlive the sample.
    ScalarSample(const Field3D<float>& c, const WindDomain& domain);

    /// x, y, z [m] from the domain's south-west corner and floor; in solids that of the first air above them,
    /// below the middle of the lowest level and beyond the outermost cells that of those.
    double at(double x, double y, double z) const;

  private:
    const WindDomain& domain_;
    std::vector<double> heights_;
    Field3D<float> c_;
};

}  // namespace luwte
