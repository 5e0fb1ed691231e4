// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"
#include "models/heat/conduction_grid.hpp"

#include <cmath>

/// Conduction under a prescribed flux, for the tests and the validation case against closed solutions of the
/// semi-infinite solid.
namespace luwte::scenes {

/// Asphalt all the way down.
inline constexpr MaterialLayer asphalt{10, 0.75f, 1.94e6f};

inline ConductionFactors semi_infinite(const MaterialLayer& layer, double seconds) {
    SurfaceMaterial m;
    m.roughness_length = 0.01f;
    m.layers = {layer};
    return conduction_factors(conduction_grid(m, false), seconds);
}

/// sqrt(k C) [J m-2 K-1 s-1/2].
inline double admittance(const MaterialLayer& layer) {
    return std::sqrt(double(layer.conductivity) * double(layer.heat_capacity));
}

using NodeTemperatures = std::array<float, conduction_nodes>;

/// Surface temperature under a prescribed flux into the ground [W m-2]; the layers take a step.
inline double under_flux(const ConductionFactors& f, double flux, NodeTemperatures& layers,
                         float behind = 0) {
    const ConductionColumn column(f, layers.data(), 1, behind);
    const float t = (float(flux) + column.supply(f)) / ConductionColumn::conductance(f);
    column.store(f, t, layers.data(), 1);
    return double(t);
}

/// Amplitude [K] and lag [rad] of the surface's last of 20 days under 100 W m-2 sin(w t), from the Fourier
/// integral.
struct Wave {
    double amplitude, lag;
};
inline Wave daily_wave(const MaterialLayer& layer, double seconds) {
    const auto f = semi_infinite(layer, seconds);
    const int steps = int(86400 / seconds);
    NodeTemperatures layers{};
    double sine = 0, cosine = 0;
    for (int n = 0; n < 20 * steps; ++n) {
        const double phase = 2 * pi_d * (n + 1) / steps;  // end of the step: that is where backward Euler is
        const double t = under_flux(f, 100 * std::sin(phase), layers);
        if (n < 19 * steps) continue;
        sine += t * std::sin(phase) * 2 / steps, cosine += t * std::cos(phase) * 2 / steps;
    }
    return {std::hypot(sine, cosine), std::atan2(-cosine, sine)};
}
/// Carslaw & Jaeger (1959), 2.9: amplitude q / sqrt(k C w), 45 degrees behind the flux.
inline Wave exact_daily_wave(const MaterialLayer& layer) {
    return {100 / (admittance(layer) * std::sqrt(2 * pi_d / 86400)), pi_d / 4};
}

/// Carslaw & Jaeger (1959), 2.9: the surface `seconds` after a flux [W m-2] began, 2 q sqrt(t / (pi k C)).
inline double exact_step(const MaterialLayer& layer, double flux, double seconds) {
    return 2 * flux * std::sqrt(seconds / pi_d) / admittance(layer);
}

}  // namespace luwte::scenes
