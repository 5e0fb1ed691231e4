// SPDX-License-Identifier: Apache-2.0
#include "models/wind/inflow.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

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

WindProfile measured_profile(std::span<const double> heights, std::span<const double> at,
                             std::span<const double> speed, std::span<const double> k, double roughness,
                             const wind::TurbulenceConstants& constants) {
    const double low = std::log((at.front() + roughness) / roughness);
    const auto value = [&](std::span<const double> of, double z) {
        const auto above = std::ranges::upper_bound(at, z);
        if (above == at.begin()) return of.front();
        if (above == at.end()) return of.back();
        const auto n = std::size_t(above - at.begin());
        return std::lerp(of[n - 1], of[n], (z - at[n - 1]) / (at[n] - at[n - 1]));
    };
    const auto wind = [&](double z) {
        return z < at.front() ? speed.front() * std::log((z + roughness) / roughness) / low : value(speed, z);
    };
    WindProfile p;
    for (const double z : heights) {
        const double step = std::max(0.1 * z, 1e-3 * at.back());
        const double shear =
            std::max((wind(z + step) - wind(std::max(z - step, 0.0))) / (z + step - std::max(z - step, 0.0)),
                     1e-3 * speed.back() / at.back());
        p.speed.push_back(float(wind(z)));
        p.k.push_back(float(value(k, z)));
        p.epsilon.push_back(float(std::sqrt(double(constants.c_mu)) * value(k, z) * shear));
    }
    return p;
}

}  // namespace luwte
