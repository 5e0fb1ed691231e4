// SPDX-License-Identifier: Apache-2.0
#include "models/wind/wind_sample.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

namespace {

/// Two neighbours and the share of the second.
struct Between {
    idx first;
    double share;
};

Between between(double position, idx size) {
    const double at = std::clamp(position, 0.0, double(size - 1));
    const idx first = std::min(idx(at), size - 2);
    return {first, at - double(first)};
}

Between between(const std::vector<double>& heights, double z) {
    const auto above = std::ranges::upper_bound(heights, z);
    const auto n = std::clamp(idx(above - heights.begin()), idx(1), idx(heights.size()) - 1);
    const double low = heights[std::size_t(n - 1)], high = heights[std::size_t(n)];
    return {n - 1, std::clamp((z - low) / (high - low), 0.0, 1.0)};
}

double linear(const View3D<const float>& f, Between k, Between j, Between i) {
    const auto row = [&](idx kk, idx jj) {
        return std::lerp(double(f(kk, jj, i.first)), double(f(kk, jj, i.first + 1)), i.share);
    };
    const auto plane = [&](idx kk) { return std::lerp(row(kk, j.first), row(kk, j.first + 1), j.share); };
    return std::lerp(plane(k.first), plane(k.first + 1), k.share);
}

}  // namespace

WindSample::WindSample(const WindModel& model, const WindDomain& domain)
    : domain_(domain),
      u_(model.u().copy_to(Backend::cpu())),
      v_(model.v().copy_to(Backend::cpu())),
      w_(model.w().copy_to(Backend::cpu())) {
    const double lowest = domain.thickness.front(), highest = domain.thickness.back();
    double floor = -lowest;
    const auto add = [&](double dz) {
        middles_.push_back(floor + 0.5 * dz);
        tops_.push_back(floor += dz);
    };
    add(lowest);
    for (const double dz : domain.thickness) add(dz);
    add(highest);
}

std::array<double, 3> WindSample::at(double x, double y, double z) const {
    const double i = x / domain_.cell_size - 0.5 + wind::ghosts,
                 j = y / domain_.cell_size - 0.5 + wind::ghosts;
    const Between ci = between(i, u_.shape().nx), cj = between(j, u_.shape().ny);
    const Between ei = between(i - 0.5, u_.shape().nx), nj = between(j - 0.5, u_.shape().ny);
    const double lowest = middles_[1];
    const Between level = between(middles_, std::max(z, lowest));
    double low = 1;
    if (z < lowest) {
        const auto roughness = domain_.roughness.view();
        const double z0 = double(roughness(std::clamp(idx(y / domain_.cell_size), idx(0), roughness.ny - 1),
                                           std::clamp(idx(x / domain_.cell_size), idx(0), roughness.nx - 1)));
        low = std::log((std::max(z, 0.0) + z0) / z0) / std::log((lowest + z0) / z0);
    }
    return {low * linear(u_.view(), level, cj, ei), low * linear(v_.view(), level, nj, ci),
            linear(w_.view(), between(tops_, z), cj, ci)};
}

double WindSample::speed(double x, double y, double z) const {
    const auto [u, v, w] = at(x, y, z);
    return std::sqrt(u * u + v * v + w * w);
}

}  // namespace luwte
