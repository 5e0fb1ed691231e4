// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/breathing_level.hpp"

#include "kernels/dispersion/over_ground.hpp"
#include "models/launches.hpp"
#include "models/wind/spread_columns.hpp"

#include <algorithm>

namespace luwte {

BreathingLevel::BreathingLevel(const CityModel& city, const WindLayout& layout, double height)
    : backend_(city.backend()), grid_(layout.grid), per_cell_(layout.per_cell), height_(float(height)) {
    const WindDomain area = wind_domain(city, layout);
    closed_ = {Backend::cpu(), columns(), "solid", "1"};
    std::copy_n(area.solid.host().begin(), closed_.size(), closed_.host().begin());
    solid_ = {Backend::cpu(), columns(), "solid", "1"};
    std::ranges::copy(closed_.host(), solid_.host().begin());
    solid_ = solid_.copy_to(backend_);
    Field2D<float> floors(Backend::cpu(), {1, 1, idx(layout.thickness.size()) + 1}, "floors", "m");
    double floor = 0;
    floors.host()[0] = 0;
    for (std::size_t k = 0; k < layout.thickness.size(); ++k)
        floors.host()[k + 1] = float(floor += layout.thickness[k]);
    floors_ = floors.copy_to(backend_);
}

void BreathingLevel::add(const Field3D<float>& c, double times, View2D<float> out) const {
    const idx levels = floors_.shape().nx - 1;
    if (!(c.shape() == Shape{levels + 2, grid_.ny + 2 * wind::ghosts, grid_.nx + 2 * wind::ghosts}))
        throw RuntimeError("dispersion: a concentration has not the shape of the area's wind grid");
    on_output(backend_, "dispersion: over ground",
              dispersion::AddOverGround{c.cview(), {floors_.view().p, levels}, height_, float(times), out});
}

Field2D<float> BreathingLevel::filled(const Field2D<float>& plane) const {
    Field2D<float> out(backend_, columns(), "concentration", "m-3");
    on_output(backend_, "dispersion: open columns",
              dispersion::OfOpenColumns{plane.cview(), solid_.cview(), out.view()});
    spread_into_gaps(out);
    return out;
}

void BreathingLevel::at_cells(const Field2D<float>& plane, const Field2D<float>& building_height,
                              Field2D<float>& out) const {
    const Field2D<float> filled = this->filled(plane);
    const auto as_volume = []<class T>(const View2D<T>& v) {
        return View3D<T>{v.p, v.nx, v.ny, 1, v.sy, v.sy * std::ptrdiff_t(v.ny)};
    };
    on_output(backend_, "dispersion: at ground cells",
              wind::RatioOfGroundCell{as_volume(filled.cview()), building_height.cview(),
                                      1.0f / float(per_cell_), 1.0f, as_volume(out.view())});
}

}  // namespace luwte
