// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/national_pet.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace luwte {

namespace {

/// Air temperature [degC], humidity [%], global radiation [W m-2], wind [m s-1], sun altitude [deg], Bowen
/// ratio, sky view; then the method's wet-bulb temperature, diffuse radiation and PET in sun and shade.
struct PetVector {
    float ta, rh, q, u, altitude_deg, bowen, svf, tw, qd, sun, shade;
};
constexpr PetVector pet_vectors[] = {
    {30, 40, 800, 1.0f, 60, 3.0f, 0.8f, 20.4492f, 198.788f, 42.6401f, 29.5470f},
    {30, 40, 800, 1.0f, 60, 0.4f, 0.8f, 20.4492f, 198.788f, 41.2205f, 29.5470f},
    {30, 40, 800, 2.0f, 60, 3.0f, 0.8f, 20.4492f, 198.788f, 38.4077f, 28.5281f},
    {33, 35, 850, 0.5f, 55, 3.0f, 0.5f, 21.8025f, 170.000f, 50.2695f, 34.2064f},
};
/// Roughness density, obstacle height [m], then sheltered wind and wind at 1.2 m over U10.
constexpr float wind_vectors[][4] = {{0.05f, 8, 0.7521f, 0.4906f},
                                     {0.10f, 8, 0.3976f, 0.2839f},
                                     {0.15f, 10, 0.2400f, 0.1921f},
                                     {0.20f, 10, 0.1540f, 0.1419f},
                                     {0.30f, 12, 0.0587f, 0.0863f}};

}  // namespace

std::vector<ValidationRow> validate_national_pet_vectors(const ValidationContext&) {
    double pet = 0, wind = 0;
    for (const PetVector& v : pet_vectors) {
        const float sin_altitude = float(std::sin(v.altitude_deg * degree_d));
        const float tw = national::wet_bulb(v.ta, v.rh), qd = national::diffuse(v.q, sin_altitude);
        const float sun = national::pet_sunlit(v.ta, v.q, v.u, tw, sin_altitude, v.bowen, v.svf);
        const float shade = national::pet_shaded(v.ta, qd, v.u, tw, v.svf);
        pet = std::max({pet, std::abs(double(sun - v.sun)), std::abs(double(shade - v.shade))});
    }
    const float night = national::pet_shaded(24, 0, 0.5f, national::wet_bulb(24, 60), 0.6f);
    pet = std::max(pet, std::abs(double(night - 21.0561f)));
    for (const auto& v : wind_vectors) {
        const float w = national::sheltered_wind(v[0], v[1]);
        wind = std::max({wind, std::abs(double(w - v[2])), std::abs(double(national::wind_ratio(w) - v[3]))});
    }
    const double uhi = std::abs(double(national::urban_heat_island_max(0.6f, 0.3f, 250, 14, 3) - 4.0651f));
    const auto row = [](const char* metric, double value, const char* unit, double bound) {
        char text[32];
        std::snprintf(text, sizeof text, "<= %g", bound);
        return ValidationRow{"national_pet_vectors", metric, value, unit, text, value <= bound, "", ""};
    };
    return {row("pet_max_abs_error", pet, "K", 2e-3), row("wind_max_abs_error", wind, "1", 1e-4),
            row("urban_heat_island_abs_error", uhi, "K", 2e-3)};
}

}  // namespace luwte
