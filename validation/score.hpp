// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace luwte {

/// Sums over pairs of modelled and measured values.
struct Score {
    double n = 0, difference = 0, square = 0;
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;

    void add(double modelled, double measured) {
        n += 1;
        difference += modelled - measured;
        square += (modelled - measured) * (modelled - measured);
        x += modelled, y += measured;
        xx += modelled * modelled, yy += measured * measured, xy += modelled * measured;
    }
    double rmse() const { return std::sqrt(square / n); }
    double bias() const { return difference / n; }
    double correlation() const { return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y)); }
};

}  // namespace luwte
