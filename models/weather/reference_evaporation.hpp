// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/weather/weather.hpp"

#include <optional>

namespace luwte {

/// What a day brings the ground and asks from it.
struct WaterDay {
    double rain = 0;                   ///< m; missing hours count as dry
    double reference_evaporation = 0;  ///< m
    int rain_missing = 0;              ///< hours without a value of rain
};

/// Reference evaporation of a day [m], Makkink as KNMI computes its EV24:
///
///     E = 0.65 s / (s + gamma) K / (rho lambda)
///     s = 7.5 * 237.3 ln(10) e_s / (237.3 + t)^2 hPa/K,   e_s = 6.107 * 10^(7.5 t / (237.3 + t)) hPa
///     gamma = 0.646 + 0.0006 t hPa/K,   lambda = 2501 - 2.38 t kJ/kg,   rho = 1000 kg/m3
///
///   air     K, mean of the day (t in degC)
///   global  W m-2, mean of the day
/// KNMI, Handboek waarnemingen, chapter 10, as transcribed in KNMI's R package knmitransformer
/// (MakkinkEvaporation.R); gives the EV24 of De Bilt as published (reference_evaporation_test.cpp).
double reference_evaporation(double air, double global);

/// The 24 hours from `begin_s` (s since 1970); empty where the series lacks one of them, its air temperature
/// or its global radiation.
std::optional<WaterDay> water_day(const WeatherSeries& series, double begin_s);

}  // namespace luwte
