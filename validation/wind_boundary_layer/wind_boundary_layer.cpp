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

ValidationRow row(const char* metric, double value, double most, const char* reason) {
    return {"wind_boundary_layer", metric, value, "1", "<= 0.05", value <= most, reason, ""};
}

}  // namespace

std::vector<ValidationRow> validate_wind_boundary_layer(const ValidationContext&) {
    const WindDomain domain = test_wind::domain(length, width, cell_size, test_wind::levels(0.5, 1.2, 200),
                                                roughness, [](double, double, double) { return false; });
    const WindProfile in = log_law(test_wind::heights_with_top(domain), 5, 10, roughness);
    WindModel model(Backend::automatic(), domain, {});
    model.start(in, 270);
    model.iterate(600);

    const WindSample wind(model, domain);
    const Field3D<float> k = model.k().copy_to(Backend::cpu());
    const std::vector<double> heights = domain.heights();
    double speed = 0, kinetic = 0;
    const idx end = length + wind::ghosts - 3;  // two cells before the outlet
    for (std::size_t n = 0; n < heights.size(); ++n) {
        const double u = wind.at((length - 2.5) * cell_size, 0.5 * width * cell_size, heights[n])[0];
        speed = std::max(speed, std::abs(u / double(in.speed[n]) - 1));
        const double energy = k.view()(idx(n) + 1, wind::ghosts + width / 2, end);
        kinetic = std::max(kinetic, std::abs(energy / double(in.k[n]) - 1));
    }
    return {row("drift_speed", speed, 0.05, "largest change of any level after 2 km"),
            row("drift_k", kinetic, 0.05, "largest change of any level after 2 km"),
            {"wind_boundary_layer",
             "change_in_the_last_iteration",
             model.last_change(),
             "1",
             "",
             {},
             "root mean square, over the highest inflow speed",
             ""}};
}

}  // namespace luwte
