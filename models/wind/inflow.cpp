// SPDX-License-Identifier: Apache-2.0
#include "models/wind/inflow.hpp"

#include "models/air/surface_layer.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

namespace {

/// `of` at `x` [unit of `at`], linear between its values, at the ends the first and the last.
double linear(std::span<const double> at, std::span<const double> of, double x) {
    const auto above = std::ranges::upper_bound(at, x);
    if (above == at.begin()) return of.front();
    if (above == at.end()) return of.back();
    const auto n = std::size_t(above - at.begin());
    return std::lerp(of[n - 1], of[n], (x - at[n - 1]) / (at[n] - at[n - 1]));
}

}  // namespace

WindProfile log_law(std::span<const double> heights, double speed, double height, double roughness,
                    double displacement, const wind::TurbulenceConstants& constants) {
    const double kappa = constants.kappa;
    const double friction = kappa * speed / std::log((height + roughness) / roughness);
    WindProfile p;
    for (const double above_ground : heights) {
        const double z = std::max(above_ground - displacement, 0.0);
        p.speed.push_back(float(friction / kappa * std::log((z + roughness) / roughness)));
        p.k.push_back(float(friction * friction / std::sqrt(double(constants.c_mu))));
        p.epsilon.push_back(float(friction * friction * friction / (kappa * (z + roughness))));
    }
    return p;
}

WindProfile monin_obukhov(std::span<const double> heights, double speed, double height, double roughness,
                          double displacement, double per_length, const wind::TurbulenceConstants& constants,
                          const wind::BuoyancyConstants& buoyancy) {
    WindProfile p = log_law(heights, speed, height, roughness, displacement, constants);
    if (per_length == 0) return p;
    const double kappa = constants.kappa, root = std::sqrt(double(constants.c_mu));
    // y counts from d - z0, as in the log law. What follows is over u*^2, u*^3 and so on.
    const auto momentum = [&](double y) {
        return std::log(y / roughness) - air::psi_momentum(y * per_length) +
               air::psi_momentum(roughness * per_length);
    };
    const auto heat = [&](double y) { return std::log(y) - air::psi_heat(y * per_length); };
    const auto share = [&](double y) {  // epsilon over what shear makes
        return 1 - y * per_length / air::phi_momentum(y * per_length);
    };
    const auto kinetic = [&](double y) { return std::sqrt(share(y)) / root; };
    const auto slope = [](const auto& f, double y) { return (f(1.001 * y) - f(0.999 * y)) / (0.002 * y); };
    const auto carried = [&](double y) {
        return kappa * y / air::phi_momentum(y * per_length) / double(constants.sigma_k) * slope(kinetic, y);
    };
    const double reference = height + roughness;
    const double friction = kappa * speed / momentum(reference), squared = friction * friction,
                 cubed = squared * friction;
    // L = u*^2 / (kappa g / theta_0 theta*), and the flux is -u* theta*.
    const double scale = squared * per_length / (kappa * double(buoyancy.per_temperature));
    p.heat_flux = -friction * scale;
    for (std::size_t n = 0; n < heights.size(); ++n) {
        const double z = heights[n] - displacement, y = std::max(z, 0.0) + roughness;
        const double phi = air::phi_momentum(y * per_length), made = cubed * phi / (kappa * y);
        const double least = 1 - double(buoyancy.critical);
        const bool sustained = share(y) >= least;
        const double k = squared / root * std::sqrt(std::max(share(y), least));
        // What diffusion of k lacks; and what buoyancy takes too much.
        const double lacking = sustained ? -cubed * slope(carried, y) : (least - share(y)) * made;
        p.speed[n] = float(friction / kappa * momentum(y));
        p.k[n] = float(k);
        p.epsilon[n] = float(made * std::max(share(y), least));
        p.temperature.push_back(float(scale / kappa * (heat(y) - heat(reference))));
        p.per_prandtl.push_back(float(phi / air::phi_heat(y * per_length)));
        p.k_gain.push_back(z > 0 ? float(std::max(lacking, 0.0)) : 0.0f);
        p.k_loss.push_back(z > 0 ? float(std::max(-lacking, 0.0) / k) : 0.0f);
    }
    return p;
}

WindProfile measured_profile(std::span<const double> heights, std::span<const double> at,
                             std::span<const double> speed, std::span<const double> k, double roughness,
                             const wind::TurbulenceConstants& constants) {
    const double low = std::log((at.front() + roughness) / roughness);
    const auto wind = [&](double z) {
        return z < at.front() ? speed.front() * std::log((z + roughness) / roughness) / low
                              : linear(at, speed, z);
    };
    WindProfile p;
    for (const double z : heights) {
        const double step = std::max(0.1 * z, 1e-3 * at.back());
        const double shear =
            std::max((wind(z + step) - wind(std::max(z - step, 0.0))) / (z + step - std::max(z - step, 0.0)),
                     1e-3 * speed.back() / at.back());
        p.speed.push_back(float(wind(z)));
        p.k.push_back(float(linear(at, k, z)));
        p.epsilon.push_back(float(std::sqrt(double(constants.c_mu)) * linear(at, k, z) * shear));
    }
    return p;
}

namespace {

/// Speeds of a table over x = ln((z + z0) / z0), the ground's 0 with them.
struct SpeedOverLog {
    std::vector<double> x = {0}, speed = {0};
    double roughness;

    SpeedOverLog(const InflowTable& table, double z0) : roughness(z0) {
        for (const double z : table.height) x.push_back(log_of(z));
        speed.insert(speed.end(), table.speed.begin(), table.speed.end());
    }
    double log_of(double z) const { return std::log((z + roughness) / roughness); }
    double at(double log) const { return linear(x, speed, log); }
    /// dU/dx over a tenth of the height to both sides.
    double slope(double log) const {
        const double low = std::max(log - 0.1, 0.0), high = std::min(log + 0.1, x.back());
        return (at(high) - at(low)) / (high - low);
    }
};

}  // namespace

double table_speed(const InflowTable& table, double z, double roughness) {
    const SpeedOverLog wind(table, roughness);
    return wind.at(wind.log_of(z));
}

double table_roughness(const InflowTable& table, double z, double roughness) {
    const SpeedOverLog wind(table, roughness);
    const double x = wind.log_of(z), slope = wind.slope(x);
    return slope > 0 ? z / std::expm1(wind.at(x) / slope) : 0;
}

WindProfile table_profile(std::span<const double> heights, const InflowTable& table, double speed,
                          double height, double roughness, const wind::TurbulenceConstants& constants) {
    constexpr double least_share = 0.1;  // 1, of the slope of a log law through the same speed
    const SpeedOverLog wind(table, roughness);
    const double times = speed / wind.at(wind.log_of(height));
    WindProfile p;
    for (const double z : heights) {
        const double x = wind.log_of(std::max(z, 0.0)), u = times * wind.at(x);
        const double k = times * times * linear(table.height, table.k, z);
        const double least = x > 0 ? least_share * u / x : 0;
        const double shear = std::max(times * wind.slope(x), least) / (std::max(z, 0.0) + roughness);
        p.speed.push_back(float(u));
        p.k.push_back(float(k));
        p.epsilon.push_back(float(std::sqrt(double(constants.c_mu)) * k * shear));
    }
    return p;
}

}  // namespace luwte
