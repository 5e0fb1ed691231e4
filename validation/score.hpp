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

/// Sums over pairs of modelled and measured concentrations, both above 0 (Chang & Hanna 2004,
/// doi:10.1007/s00703-003-0070-7).
struct DispersionScore {
    double n = 0, within = 0, modelled = 0, measured = 0, square = 0;

    void add(double p, double o) {
        n += 1, within += p >= 0.5 * o && p <= 2 * o;
        modelled += p, measured += o, square += (o - p) * (o - p);
    }
    double fac2() const { return within / n; }  ///< within a factor of two
    double fb() const { return 2 * (measured - modelled) / (measured + modelled); }  ///< above 0: too low
    double nmse() const { return square * n / (measured * modelled); }
};

}  // namespace luwte
