// SPDX-License-Identifier: Apache-2.0
#include "models/heat/test_conduction.hpp"
#include "validation/picture.hpp"
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

/// Warming of the surface under 100 W m-2, as computed and as it should be.
void draw_step(const ValidationContext& context, const MaterialLayer& soil) {
    Panel panel{"Warming of the surface under 100 W/m2", "hours", "K", {}};
    for (const auto& [name, layer] : {std::pair{"asphalt", scenes::asphalt}, std::pair{"soil", soil}}) {
        const auto f = scenes::semi_infinite(layer, 600);
        scenes::NodeTemperatures layers{};
        Panel::Curve exact{std::string(name) + ", exact", {}}, ours{"computed", {}, true};
        for (int n = 1; n <= 144; ++n) {
            const double warmed = scenes::under_flux(f, 100, layers);
            exact.points.push_back({n / 6.0, scenes::exact_step(layer, 100, 600.0 * n)});
            if (n % 6 == 0) ours.points.push_back({n / 6.0, warmed});
        }
        panel.curves.push_back(exact), panel.curves.push_back(ours);
    }
    draw_panels(context, "ground_conduction", "Lines: closed solution. Dots: computed.", {panel});
}

}  // namespace

std::vector<ValidationRow> validate_ground_conduction(const ValidationContext& context) {
    const MaterialLayer soil{10, 2.5f, 2.05e6f};
    draw_step(context, soil);
    double amplitude = 0, phase = 0, step = 0, order = 1;
    for (const MaterialLayer& layer : {scenes::asphalt, soil}) {
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
