// SPDX-License-Identifier: Apache-2.0
#include "models/radiation/surface_heating.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/radiation/sun_and_sky.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

float excess_of_clear_day(const SurfaceHeating& heating, const SolarDay& day) {
    const double t = day.solar_hour;
    if (t <= day.sunrise_hour || t >= day.sunset_hour) return 0;
    const double amplitude =
        std::max(0.0, heating.per_altitude * day.highest_altitude_rad / degree_d + heating.offset);
    // A short winter day may end before the hour of the maximum.
    const double top = std::clamp(double(heating.hour_of_max), day.sunrise_hour, day.sunset_hour);
    if (t <= top)
        return float(amplitude * std::sin(pi_d / 2 * (t - day.sunrise_hour) / (top - day.sunrise_hour)));
    return float(amplitude * std::cos(pi_d / 2 * (t - top) / (day.sunset_hour - top)));
}

float clearness_of(const Forcing& forcing) {
    constexpr float smallest = 30;  // W m-2, where the formula of the clear sky ends
    float clear = 0;
    for (const Forcing::Part& part : forcing.parts)
        clear += global_of_clear_sky(float(std::sin(part.sun.altitude_rad))) / 6;
    return std::min(1.0f, forcing.global_horizontal / std::max(clear, smallest));
}

}  // namespace luwte
