// SPDX-License-Identifier: Apache-2.0
#include "models/wind/sector_flow.hpp"

#include "kernels/wind/sector_flow.hpp"
#include "models/launches.hpp"

namespace luwte {

SectorFlow SectorFlow::of_shape(Shape cells, double from_deg) {
    const Backend cpu = Backend::cpu();
    const auto& [nz, ny, nx] = cells;
    return {from_deg,
            {cpu, {nz, ny, nx + 1}, "x_wind", "1"},
            {cpu, {nz, ny + 1, nx}, "y_wind", "1"},
            {cpu, cells, "upward_air_velocity", "1"},
            {cpu, cells, "eddy_viscosity", "m"}};
}

SectorFlow flow_over_area(const WindModel& model, const WindLayout& layout, double speed) {
    const WindLayout::Margins margins = layout.margins(model.from_deg());
    SectorFlow flow = SectorFlow::of_shape({idx(layout.thickness.size()), layout.grid.ny, layout.grid.nx},
                                           model.from_deg());
    const idx j = margins.south + wind::ghosts, i = margins.west + wind::ghosts;
    const auto cut = [&](const Field3D<float>& from, idx first_j, idx first_i, Field3D<float>& to) {
        Field3D<float> out(model.backend(), to.shape(), to.name(), to.unit());
        on_output(model.backend(), "wind: flow over the area",
                  wind::CutOut{from.cview(), 1, first_j, first_i, float(1 / speed), out.view()});
        to = out.copy_to(Backend::cpu());
    };
    const wind::OpenShares open = model.flow().open;
    const auto through = [&](const Field3D<float>& from, const View3D<const std::uint8_t>& share, idx first_j,
                             idx first_i, Field3D<float>& to) {
        Field3D<float> out(model.backend(), to.shape(), to.name(), to.unit());
        on_output(model.backend(), "wind: flow through the area's faces",
                  wind::ThroughFaces{from.cview(), share, 1, first_j, first_i, float(1 / speed), out.view()});
        to = out.copy_to(Backend::cpu());
    };
    through(model.u(), open.east, j, i - 1, flow.u);
    through(model.v(), open.north, j - 1, i, flow.v);
    through(model.w(), open.top, j, i, flow.w);
    cut(model.viscosity(), j, i, flow.viscosity);
    return flow;
}

}  // namespace luwte
