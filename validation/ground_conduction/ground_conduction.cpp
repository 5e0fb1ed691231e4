// SPDX-License-Identifier: Apache-2.0
#include "models/heat/test_conduction.hpp"
#include "validation/validation.hpp"

#include <algorithm>

namespace luwte {

namespace {

ValidationRow row(const char* metric, double value, const char* unit, const char* acceptance, bool pass) {
    return {"ground_conduction", metric, value, unit, acceptance, pass, "", ""};
}

/// The worst from 1 to 24 hours, in steps of 10 minutes.
double step_error(const MaterialLayer& layer) {
    const auto f = scenes::semi_infinite(layer, 600);
    scenes::NodeTemperatures layers{};
    double worst = 0;
    for (int n = 1; n <= 144; ++n) {
        const double ratio = scenes::under_flux(f, 100, layers) / scenes::exact_step(layer, 100, 600.0 * n);
        if (n >= 6) worst = std::max(worst, std::abs(ratio - 1));
    }
    return worst;
}

}  // namespace

std::vector<ValidationRow> validate_ground_conduction(const ValidationContext&) {
    double amplitude = 0, phase = 0, step = 0, order = 1;
    for (const MaterialLayer& layer : {scenes::asphalt, MaterialLayer{10, 2.5f, 2.05e6f}}) {
        const scenes::Wave wave = scenes::daily_wave(layer, 600), exact = scenes::exact_daily_wave(layer);
        amplitude = std::max(amplitude, std::abs(wave.amplitude / exact.amplitude - 1));
        phase = std::max(phase, std::abs(wave.lag - exact.lag));
        step = std::max(step, step_error(layer));
        const double a = scenes::daily_wave(layer, 1800).lag, b = scenes::daily_wave(layer, 900).lag,
                     c = scenes::daily_wave(layer, 450).lag;
        const double observed = std::log2((a - b) / (b - c));
        if (!(std::abs(observed - 1) <= std::abs(order - 1))) order = observed;
    }
    return {row("amplitude_relative_error", amplitude, "1", "<= 0.02", amplitude <= 0.02),
            row("phase_error_rad", phase, "rad", "<= 0.03", phase <= 0.03),
            row("step_max_relative_error", step, "1", "<= 0.03", step <= 0.03),
            row("order_in_time", order, "1", "0.9 to 1.1", order >= 0.9 && order <= 1.1)};
}

}  // namespace luwte
