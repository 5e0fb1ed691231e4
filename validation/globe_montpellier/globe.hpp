// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"

#include <algorithm>
#include <cmath>

/// The instrument: a painted table-tennis ball with a thermometer in it.
namespace luwte::montpellier {

struct Globe {
    double diameter = 0.04;      ///< m
    double emissivity = 0.95;    ///< 1, longwave
    double absorptivity = 0.60;  ///< 1, shortwave, RAL 7001: to be verified (README.md)
};

/// Forced convection on a sphere [W m-2 K-1]: 6.3 v^0.6 / D^0.4, v the wind [m s-1]. ISO 7726 (1998).
inline double forced_convection(const Globe& globe, double wind) {
    return 6.3 * std::pow(wind, 0.6) / std::pow(globe.diameter, 0.4);
}

/// What rises from the globe by itself [W m-2 K-1]: 1.4 (|T - T_a| / D)^(1/4). ISO 7726 (1998).
inline double natural_convection(const Globe& globe, double difference) {
    return 1.4 * std::pow(std::abs(difference) / globe.diameter, 0.25);
}

/// Temperature at which the globe is at rest [degC], by bisection:
///
///     a K + e L = e sigma T^4 + max(h_forced, h_natural) (T - T_a)
///
/// K, L: shortwave and longwave on it, mean over its surface [W m-2]; forced: as above [W m-2 K-1]. The left
/// side less the right one falls with T. Nothing is stored: a ball of 2.7 g follows within some minutes.
inline double globe_celsius(const Globe& globe, double shortwave, double longwave, double air_celsius,
                            double forced) {
    constexpr double sigma = double(stefan_boltzmann), zero = double(zero_celsius);
    const auto surplus = [&](double t) {
        const double h = std::max(forced, natural_convection(globe, t - air_celsius));
        return globe.absorptivity * shortwave +
               globe.emissivity * (longwave - sigma * std::pow(t + zero, 4)) - h * (t - air_celsius);
    };
    double cold = air_celsius - 100, warm = air_celsius + 200;
    for (int n = 0; n < 60; ++n) {
        const double middle = 0.5 * (cold + warm);
        (surplus(middle) > 0 ? cold : warm) = middle;
    }
    return 0.5 * (cold + warm);
}

}  // namespace luwte::montpellier
