// SPDX-License-Identifier: Apache-2.0
#include "models/wind/coarse_start.hpp"

#include "kernels/wind/coarse_start.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <utility>

namespace luwte {

WindDomain on_wider_columns(const WindDomain& domain) {
    const Backend cpu = Backend::cpu();
    const Shape fine = domain.solid.shape();
    const Shape wide{fine.nz, (fine.ny + 1) / 2, (fine.nx + 1) / 2};
    WindDomain out;
    out.cell_size = 2 * domain.cell_size, out.thickness = domain.thickness;
    out.side_roughness = domain.side_roughness;
    out.solid = {cpu, wide, "solid", "1"};
    on_output(cpu, "wind: wider solids", wind::CoarsenSolids{domain.solid.cview(), out.solid.view()});
    if (!domain.open.empty()) {
        for (auto* f : {&out.open.volume, &out.open.east, &out.open.north, &out.open.top})
            *f = {cpu, wide, "open share", "1"};
        on_cells(cpu, "wind: wider shares", whole(out.solid.view()),
                 wind::CoarsenShares{domain.open.volume.cview(), domain.open.east.cview(),
                                     domain.open.north.cview(), domain.open.top.cview(),
                                     out.open.volume.view(), out.open.east.view(), out.open.north.view(),
                                     out.open.top.view(), out.solid.view()});
        on_cells(cpu, "wind: wider solids", whole(out.solid.view()),
                 wind::CloseSolids{out.solid.cview(), out.open.east.view(), out.open.north.view(),
                                   out.open.top.view()});
    }
    out.roughness = {cpu, {1, wide.ny, wide.nx}, "roughness length", "m"};
    on_output(cpu, "wind: wider z0", wind::CoarsenRoughness{domain.roughness.cview(), out.roughness.view()});
    if (!domain.heat_flux.empty()) {
        out.heat_flux = {cpu, {1, wide.ny, wide.nx}, "heat flux", "K m s-1"};
        on_output(cpu, "wind: wider heat fluxes",
                  wind::CoarsenHeat{domain.heat_flux.cview(), out.heat_flux.view()});
    }
    if (!domain.leaf_area.empty()) {
        out.leaf_area = {cpu, wide, "leaf area density", "m2 m-3"};
        on_output(cpu, "wind: wider leaves",
                  wind::CoarsenLeaves{domain.leaf_area.cview(), out.leaf_area.view()});
    }
    return out;
}

std::optional<WindFlow> flow_on_wider_columns(const Backend& backend, const WindDomain& domain,
                                              const WindModel::Parameters& parameters,
                                              const WindProfile& profile, double from_deg,
                                              const CoarseStart& rule) {
    const Shape fine = domain.solid.shape();
    if (std::min(fine.nx, fine.ny) < 2 * rule.least_columns) return {};
    const WindDomain wide = on_wider_columns(domain);
    const auto guess = flow_on_wider_columns(backend, wide, parameters, profile, from_deg, rule);
    WindModel model(backend, wide, parameters);
    model.start(profile, from_deg, guess ? &*guess : nullptr);
    // Without a guess the wind needs an iteration for each column to cross.
    const int least = guess ? 0 : int(std::max(wide.solid.shape().nx, wide.solid.shape().ny));
    do model.iterate(rule.look);
    while (model.iterations() < least ||
           (model.last_change() > rule.most_change && model.iterations() < rule.most_iterations));
    return std::move(model).take();
}

}  // namespace luwte
