// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/scalar_sample.hpp"

#include <algorithm>
#include <array>

namespace luwte {

namespace {

/// Two neighbours and their weights.
struct Between {
    std::array<idx, 2> index;
    std::array<double, 2> weight;
};

Between between(double position, idx size) {
    const double at = std::clamp(position, 0.0, double(size - 1));
    const idx first = std::max(std::min(idx(at), size - 2), idx(0));
    const double share = at - double(first);
    return {{first, std::min(first + 1, size - 1)}, {1 - share, share}};
}

Between between(const std::vector<double>& heights, double z) {
    const auto above = std::ranges::upper_bound(heights, z);
    const auto n = std::clamp(idx(above - heights.begin()), idx(1), idx(heights.size()) - 1);
    const double low = heights[std::size_t(n - 1)], high = heights[std::size_t(n)];
    const double share = std::clamp((z - low) / (high - low), 0.0, 1.0);
    return {{n - 1, n}, {1 - share, share}};
}

}  // namespace

ScalarSample::ScalarSample(const Field3D<float>& c, const WindDomain& domain)
    : domain_(domain), heights_(domain.heights()), c_(c.copy_to(Backend::cpu())) {}

double ScalarSample::at(double x, double y, double z) const {
    const auto solid = domain_.solid.view();
    const auto column = [&](double position, idx size) {
        return std::clamp(idx(position / domain_.cell_size), idx(0), size - 1);
    };
    const idx column_j = column(y, solid.ny), column_i = column(x, solid.nx);
    idx lowest = 0;
    while (lowest + 1 < solid.nz && solid(lowest, column_j, column_i) != 0) ++lowest;
    const Between k = between(heights_, std::max(z, heights_[std::size_t(lowest)]));
    const Between j = between(y / domain_.cell_size - 0.5, solid.ny);
    const Between i = between(x / domain_.cell_size - 0.5, solid.nx);
    double weights = 0, sum = 0;
    for (std::size_t n = 0; n < 8; ++n) {
        const std::size_t a = n >> 2, b = n >> 1 & 1, c = n & 1;
        if (solid(k.index[a], j.index[b], i.index[c]) != 0) continue;
        const double weight = k.weight[a] * j.weight[b] * i.weight[c];
        weights += weight;
        sum +=
            weight * double(c_.view()(k.index[a] + 1, j.index[b] + wind::ghosts, i.index[c] + wind::ghosts));
    }
    return weights > 0 ? sum / weights : 0;
}

}  // namespace luwte
