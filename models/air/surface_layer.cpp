// SPDX-License-Identifier: Apache-2.0
#include "models/air/surface_layer.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/heat/turbulent_exchange.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace luwte::air {
namespace {

constexpr double karman = 0.4;                    // 1
constexpr double largest_fluctuation = 0.09;      // K, theta* of still nights
constexpr double b = 0.667, c = 5, d = 0.35;      // 1, Beljaars & Holtslag (1991); a = 1
constexpr double alpha = 4.43, drag_share = 1.2;  // 1, Macdonald et al. (1998)

}  // namespace

double psi_momentum(double z) {
    if (z > 0) return -(z + b * (z - c / d) * std::exp(-d * z) + b * c / d);
    const double x = std::pow(1 - 16 * z, 0.25);
    return 2 * std::log((1 + x) / 2) + std::log((1 + x * x) / 2) - 2 * std::atan(x) + pi_d / 2;
}

double psi_heat(double z) {
    if (z > 0)
        return -(std::pow(1 + 2.0 / 3.0 * z, 1.5) + b * (z - c / d) * std::exp(-d * z) + b * c / d - 1);
    return 2 * std::log((1 + std::sqrt(1 - 16 * z)) / 2);
}

double phi_momentum(double z) {
    return z > 0 ? 1 + z * (1 + b * std::exp(-d * z) * (1 + c - d * z)) : std::pow(1 - 16 * z, -0.25);
}

double phi_heat(double z) {
    return z > 0 ? 1 + z * (std::sqrt(1 + 2.0 / 3.0 * z) + b * std::exp(-d * z) * (1 + c - d * z))
                 : std::pow(1 - 16 * z, -0.5);
}

double SurfaceLayer::wind_profile(double height) const {
    height = std::min(height, depth);
    return std::log(height / roughness) - psi_momentum(height * stability) +
           psi_momentum(roughness * stability);
}

double SurfaceLayer::resistance(double low, double high) const {
    high = std::min(high, depth);
    return (std::log(high / low) - psi_heat(high * stability) + psi_heat(low * stability)) /
           (karman * friction_velocity);
}

SurfaceLayer surface_layer(double wind, double height, double roughness, double flux, double air,
                           double shortest, double coriolis) {
    SurfaceLayer out{karman * wind / std::log(height / roughness), 0, roughness,
                     std::numeric_limits<double>::infinity()};
    const double slowest = std::max(-flux, 0.0) / largest_fluctuation;
    // Half of each step: the stable side would go to and fro. 40 bring u* to 1e-6 of it or to the bounds.
    for (int n = 0; n < 40; ++n) {
        const double u = std::max(out.friction_velocity, slowest);
        out.stability = std::min(-karman * double(gravity) * flux / (air * u * u * u), 1 / shortest);
        out.friction_velocity = 0.5 * (out.friction_velocity + karman * wind / out.wind_profile(height));
    }
    out.friction_velocity = std::max(out.friction_velocity, slowest);
    if (out.stability > 0 && coriolis > 0)
        out.depth =
            std::max(0.4 * std::sqrt(out.friction_velocity / (out.stability * coriolis)), wind_height);
    return out;
}

double stability_over_grass(double wind, double sensible, double air_temperature, double pressure) {
    const double per_kelvin =
        pressure / (double(gas_constant_of_air) * air_temperature) * double(specific_heat_of_air);
    return surface_layer(std::max(wind, 0.1), wind_height, grass_roughness, sensible / per_kelvin,
                         air_temperature, wind_height / most_stable, 0)
        .stability;
}

Roughness roughness_of(double plan, double frontal, double height, double ground_roughness) {
    const double at_screen = std::log(screen_height / grass_roughness) / karman;
    Roughness out{ground_roughness, 0, at_screen, screen_height};
    if (plan <= 0 || frontal <= 0) return out;
    const double above = 1 - (1 + std::pow(alpha, -plan) * (plan - 1));  // 1, 1 - d / H
    const double drag = 0.5 * drag_share / (karman * karman) * above * frontal;
    out.displacement = (1 - above) * height;
    out.length = std::max(above * height * std::exp(-1 / std::sqrt(drag)), ground_roughness);
    out.canopy_wind = std::min(std::sqrt(2 / frontal), at_screen);
    out.canopy_level = out.length * std::exp(karman * out.canopy_wind);
    return out;
}

}  // namespace luwte::air
