// SPDX-License-Identifier: Apache-2.0
#include "models/ranking/field_errors.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

std::span<const FieldError> field_errors() {
    static constexpr FieldError all[] = {
        {"PET, shares of the yard, school hours, distance to coolness", pet_error, "K",
         "tmrt_gothenburg: rmse_k 3.83 K, bias_k +2.86 K",
         "the scatter of Tmrt, 2.55 K, times 0.47 K of PET per K, either way everywhere: what sites are "
         "compared by"},
        {"PET and what follows from it, as shown", pet_bias, "K", "tmrt_gothenburg: bias_k +2.86 K",
         "the bias of Tmrt times 0.47 K of PET per K: values may be that much lower, below the scatter, at "
         "all sites alike; no value is lowered by it, since longwave of the sky, from which it comes, may be "
         "the sensor's error"},
        {"shade", shade_error, "1", "shadow_length: shadow_area_bias, 13 % at worst",
         "the share, 13 % of itself either way"},
        {"hours above 5 m/s", wind_error, "1", "aij_case_e: rmse_over_mean 0.38",
         "speed 38 % of itself either way, by a Weibull distribution of shape 2"},
        {"concentrations", roads_factor, "1", "epa_cube_array: fac2 0.61 of the tracer",
         "what roads add half or twice as much, and the background 15 % of itself either way (stated, not "
         "validated)"},
        {"canopy, green", crown_error, "1", "city, section 4: 93.5 % of high cells right in Amsterdam",
         "the share, 6.5 % of itself either way, and what the area's rim hides"},
    };
    return all;
}

Estimate share_of_hours(double share) {
    const auto with_speed = [&](double times) { return std::pow(share, 1 / (times * times)); };
    if (!(share > 0)) return Estimate::exactly(share);
    return {with_speed(1 - wind_error), share, with_speed(1 + wind_error)};
}

Estimate relative(double value, double error, double most) {
    return {value * (1 - error), value, std::max(value, std::min(most, value * (1 + error)))};
}

}  // namespace luwte
