// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"
#include "kernels/radiation/sun_and_sky.hpp"
#include "models/weather/weather.hpp"

#include <algorithm>
#include <cmath>

/// Weather for the tests and the validation cases of the surface heat balance.
namespace luwte::scenes {

/// Clear days under a real sun (52 N, 5 E), all alike but for the sun; air warmest at 15 h UTC.
struct ClearDays {
    double midnight_s;      ///< s since 1970, UTC
    float mean_air, swing;  ///< K
    float longwave_down;    ///< W m-2
    float humidity;         ///< 1, relative
    float wind_speed;       ///< m s-1 at 10 m

    Forcing hour(int h) const {
        Forcing f{};
        f.begin_s = midnight_s + 3600.0 * h, f.end_s = f.begin_s + 3600;
        f.air_temperature = mean_air + swing * float(std::sin(pi_d * (h + 0.5 - 9) / 12));
        f.relative_humidity = humidity;
        f.vapour_pressure = humidity * saturation_vapour_pressure(f.air_temperature);
        f.pressure = 101325, f.wind_speed = wind_speed, f.longwave_down = longwave_down;
        for (int p = 0; p < 6; ++p) {
            Forcing::Part& part = f.parts[std::size_t(p)];
            part.sun = sun_position(f.begin_s + 600 * (p + 0.5), 52 * degree_d, 5 * degree_d);
            const double high = std::max(std::sin(part.sun.altitude_rad), 0.0);
            // Clear air lets 0.7 of the sun through per mass of air: enough for a made-up day.
            part.direct_normal = high > 0.05 ? float(1361 * std::pow(0.7, 1 / high)) : 0.0f;
            part.diffuse_horizontal = 100 * float(high);
            part.global_horizontal = part.diffuse_horizontal + part.direct_normal * float(high);
            part.air_temperature_offset =
                swing * float(std::sin(pi_d * (h + (p + 0.5) / 6 - 9) / 12)) + mean_air - f.air_temperature;
            f.global_horizontal += part.global_horizontal / 6;
            f.diffuse_horizontal += part.diffuse_horizontal / 6;
        }
        return f;
    }
};

inline constexpr ClearDays summer_days{1561075200, 295, 6, 350, 0.5f, 3};  // 2019-06-21
inline constexpr ClearDays winter_days{1548028800, 274, 3, 230, 0.8f, 2};  // 2019-01-21

/// An hour without sun in dry, calm air.
inline Forcing night(double begin_s, float air_temperature, float longwave_down) {
    Forcing f{};
    f.begin_s = begin_s, f.end_s = begin_s + 3600;
    f.air_temperature = air_temperature;
    f.pressure = 101325, f.longwave_down = longwave_down;
    for (Forcing::Part& part : f.parts) part.sun.altitude_rad = -0.1;
    return f;
}

}  // namespace luwte::scenes
