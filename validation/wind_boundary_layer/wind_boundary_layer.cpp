// SPDX-License-Identifier: Apache-2.0
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_sample.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

namespace {

constexpr double roughness = 0.03;  ///< m, grass
constexpr double cell_size = 10;    ///< m
constexpr idx length = 200, width = 8;

constexpr double per_length = 0.02;  ///< m-1, |1 / L| of the stable and the unstable class

/// Largest change of any level after 2 km, two cells before the outlet [1].
struct Drift {
    double speed = 0, k = 0;
    double temperature =
        0;  ///< over what the inflow's temperature differs between the lowest and highest level
    double last_change = 0;
};

Drift drift_of(const WindProfile& in, WindDomain domain) {
    if (in.heat_flux != 0) test_wind::warm(domain, in.heat_flux);
    WindModel model(Backend::automatic(), domain, {});
    model.start(in, 270);
    model.iterate(600);
    const WindSample wind(model, domain);
    const Field3D<float> k = model.k().copy_to(Backend::cpu());
    const std::vector<double> heights = domain.heights();
    Drift out;
    out.last_change = model.last_change();
    const idx end = length + wind::ghosts - 3, middle = wind::ghosts + width / 2;
    for (std::size_t n = 0; n < heights.size(); ++n) {
        const double u = wind.at((length - 2.5) * cell_size, 0.5 * width * cell_size, heights[n])[0];
        out.speed = std::max(out.speed, std::abs(u / double(in.speed[n]) - 1));
        const double energy = k.view()(idx(n) + 1, middle, end);
        out.k = std::max(out.k, std::abs(energy / double(in.k[n]) - 1));
    }
    if (in.heat_flux == 0) return out;
    const Field3D<float> temperature = model.temperature().copy_to(Backend::cpu());
    const double whole = double(in.temperature[heights.size() - 1]) - double(in.temperature.front());
    for (std::size_t n = 0; n < heights.size(); ++n) {
        const double change = double(temperature.view()(idx(n) + 1, middle, end)) - double(in.temperature[n]);
        out.temperature = std::max(out.temperature, std::abs(change / whole));
    }
    return out;
}

ValidationRow judged(const std::string& metric, double value, const char* reason) {
    return {"wind_boundary_layer", metric, value, "1", "<= 0.05", value <= 0.05, reason, ""};
}

}  // namespace

std::vector<ValidationRow> validate_wind_boundary_layer(const ValidationContext&) {
    const auto land = [] {
        return test_wind::domain(length, width, cell_size, test_wind::levels(0.5, 1.2, 200), roughness,
                                 [](double, double, double) { return false; });
    };
    const std::vector<double> heights = test_wind::heights_with_top(land());
    std::vector<ValidationRow> rows;
    for (const auto& [name, stability] :
         {std::pair{"", 0.0}, {"_stable", per_length}, {"_unstable", -per_length}}) {
        const Drift drift = drift_of(monin_obukhov(heights, 5, 10, roughness, 0, stability), land());
        const std::string air = name;
        rows.push_back(judged("drift_speed" + air, drift.speed, "largest change of any level after 2 km"));
        rows.push_back(judged("drift_k" + air, drift.k, "largest change of any level after 2 km"));
        if (stability != 0)
            rows.push_back({"wind_boundary_layer",
                            "drift_temperature" + air,
                            drift.temperature,
                            "1",
                            "",
                            {},
                            "largest change of any level after 2 km, over the difference from bottom to top",
                            ""});
        rows.push_back({"wind_boundary_layer",
                        "change_in_the_last_iteration" + air,
                        drift.last_change,
                        "1",
                        "",
                        {},
                        "root mean square, over the highest inflow speed",
                        ""});
    }
    return rows;
}

}  // namespace luwte
