// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/wind_model.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace luwte::test_wind {

/// Levels that grow by `growth` from `lowest` on, to at least `height`.
inline std::vector<double> levels(double lowest, double growth, double height) {
    std::vector<double> thickness;
    for (double top = 0, dz = lowest; top < height; dz *= growth) thickness.push_back(dz), top += dz;
    return thickness;
}

/// Solids where `is_solid(x, y, z)` [m], the same roughness everywhere.
inline WindDomain domain(idx nx, idx ny, double cell_size, std::vector<double> thickness, double roughness,
                         const std::function<bool(double, double, double)>& is_solid) {
    WindDomain d;
    d.cell_size = cell_size;
    d.thickness = std::move(thickness);
    const auto nz = idx(d.thickness.size());
    d.solid = Field3D<std::uint8_t>(Backend::cpu(), {nz, ny, nx}, "solid", "1");
    d.roughness = Field2D<float>(Backend::cpu(), {1, ny, nx}, "roughness", "m");
    std::ranges::fill(d.roughness.host(), float(roughness));
    const std::vector<double> heights = d.heights();
    const auto solid = d.solid.view();
    for (idx k = 0; k < nz; ++k)
        for (idx j = 0; j < ny; ++j)
            for (idx i = 0; i < nx; ++i)
                solid(k, j, i) =
                    is_solid((i + 0.5) * cell_size, (j + 0.5) * cell_size, heights[std::size_t(k)]);
    return d;
}

/// The same kinematic heat flux [K m s-1] from all tops.
inline void warm(WindDomain& domain, double heat_flux) {
    domain.heat_flux = Field2D<float>(Backend::cpu(), domain.roughness.shape(), "heat flux", "K m s-1");
    std::ranges::fill(domain.heat_flux.host(), float(heat_flux));
}

/// domain.heights() and one level above them.
inline std::vector<double> heights_with_top(const WindDomain& domain) {
    std::vector<double> heights = domain.heights();
    heights.push_back(heights.back() + domain.thickness.back());
    return heights;
}

}  // namespace luwte::test_wind
