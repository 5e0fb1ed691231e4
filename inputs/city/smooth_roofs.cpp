// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/smooth_roofs.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {
namespace {

// Calibrated on Delft (AHN3 class 6), tried on Amsterdam: figures in docs/models/city.md, section 3.
constexpr double window = 0.5;         ///< m, half width of the square through which a plane is laid
constexpr double roughest = 0.4;       ///< m, root mean square distance from it
constexpr double neighbourhood = 2.5;  ///< m, half width
constexpr double smooth_share = 0.3;   ///< 1, of the high cells in the neighbourhood
constexpr double smallest_roof = 20;   ///< m2
constexpr double narrowest = 1.5;      ///< m

/// Root mean square distance of the high cells around (j, i) from their plane; huge when one is missing.
double roughness(const std::vector<float>& h, const Mask& high, const Grid& g, int r, idx j, idx i) {
    if (j < r || j + r >= g.ny || i < r || i + r >= g.nx) return 1e9;
    const float origin = h[std::size_t(j) * std::size_t(g.nx) + std::size_t(i)];
    double sz = 0, sxz = 0, syz = 0, szz = 0, sxx = 0;
    for (int b = -r; b <= r; ++b)
        for (int a = -r; a <= r; ++a) {
            const std::size_t m = std::size_t(j + b) * std::size_t(g.nx) + std::size_t(i + a);
            if (!high[m]) return 1e9;
            const double z = double(h[m]) - origin;
            sz += z, sxz += a * z, syz += b * z, szz += z * z, sxx += a * a;
        }
    // On a full square the sums of a, b and a b are zero, so that the three coefficients are independent.
    const double n = (2 * r + 1) * (2 * r + 1);
    return std::sqrt(std::max(0.0, szz - sz * sz / n - (sxz * sxz + syz * syz) / sxx) / n);
}

/// Number of set cells in the square of half width r around every cell.
std::vector<std::int32_t> count_around(const Mask& mask, const Grid& g, int r) {
    const auto nx = std::size_t(g.nx), ny = std::size_t(g.ny);
    std::vector<std::int32_t> sum((nx + 1) * (ny + 1), 0), out(mask.size());
    for (std::size_t j = 0; j < ny; ++j)
        for (std::size_t i = 0; i < nx; ++i)
            sum[(j + 1) * (nx + 1) + i + 1] = mask[j * nx + i] + sum[j * (nx + 1) + i + 1] +
                                              sum[(j + 1) * (nx + 1) + i] - sum[j * (nx + 1) + i];
    for (idx j = 0; j < g.ny; ++j)
        for (idx i = 0; i < g.nx; ++i) {
            const auto j0 = std::size_t(std::max(0, j - r)), j1 = std::size_t(std::min(g.ny, j + r + 1));
            const auto i0 = std::size_t(std::max(0, i - r)), i1 = std::size_t(std::min(g.nx, i + r + 1));
            out[std::size_t(j) * nx + std::size_t(i)] = sum[j1 * (nx + 1) + i1] - sum[j0 * (nx + 1) + i1] -
                                                        sum[j1 * (nx + 1) + i0] + sum[j0 * (nx + 1) + i0];
        }
    return out;
}

}  // namespace

int narrowest_cells(const Grid& g) { return std::max(1, int(std::lround(narrowest / g.cell_size))); }

Mask smooth_roofs(const std::vector<float>& surface, const Mask& high, const Grid& g) {
    const int r = std::max(1, int(std::lround(window / g.cell_size)));
    Mask smooth(high.size(), 0);
#pragma omp parallel for schedule(dynamic, 16)
    for (idx j = 0; j < g.ny; ++j)
        for (idx i = 0; i < g.nx; ++i) {
            const std::size_t n = std::size_t(j) * std::size_t(g.nx) + std::size_t(i);
            smooth[n] = high[n] && roughness(surface, high, g, r, j, i) <= roughest;
        }
    const int around = std::max(1, int(std::lround(neighbourhood / g.cell_size)));
    const auto smooth_cells = count_around(smooth, g, around), high_cells = count_around(high, g, around);
    Mask roof(high.size(), 0);
    for (std::size_t n = 0; n < high.size(); ++n)
        roof[n] = high[n] && smooth_cells[n] >= smooth_share * high_cells[n];
    const auto cells = std::int64_t(std::ceil(smallest_roof / (g.cell_size * g.cell_size)));
    roof = without_small_patches(opened(roof, g.nx, g.ny, narrowest_cells(g)), g.nx, g.ny, cells);
    return grown(roof, high, g.nx, g.ny, narrowest_cells(g));
}

}  // namespace luwte
