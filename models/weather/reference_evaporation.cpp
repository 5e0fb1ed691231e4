// SPDX-License-Identifier: Apache-2.0
#include "models/weather/reference_evaporation.hpp"

#include "kernels/core/constants.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

double reference_evaporation(double air, double global) {
    const double t = air - double(zero_celsius), warm = 237.3 + t;
    const double saturated = 6.107 * std::pow(10, 7.5 * t / warm);              // hPa
    const double slope = 7.5 * 237.3 * std::log(10) * saturated / warm / warm;  // hPa K-1
    const double psychrometric = 0.646 + 0.0006 * t;                            // hPa K-1
    const double latent = 1e3 * (2501 - 2.38 * t), density = 1000;              // J kg-1, kg m-3
    return 0.65 * slope / (slope + psychrometric) * global * 86400 / (density * latent);
}

std::optional<WaterDay> water_day(const WeatherSeries& series, double begin_s) {
    auto hour = std::lower_bound(series.hours.begin(), series.hours.end(), begin_s + 0.5,
                                 [](const WeatherHour& h, double t) { return h.end_s < t; });
    WaterDay day;
    double air = 0, global = 0;
    for (int h = 1; h <= 24; ++h, ++hour) {
        if (hour == series.hours.end() || std::abs(hour->end_s - begin_s - 3600.0 * h) > 0.5 ||
            std::isnan(hour->air_temperature) || std::isnan(hour->global_horizontal))
            return {};
        air += double(hour->air_temperature) / 24;
        global += double(hour->global_horizontal) / 24;
        if (std::isnan(hour->rain))
            ++day.rain_missing;
        else
            day.rain += double(hour->rain);
    }
    day.reference_evaporation = reference_evaporation(air, global);
    return day;
}

}  // namespace luwte
