// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/street_mean.hpp"

#include "kernels/dispersion/over_ground.hpp"
#include "models/launches.hpp"
#include "models/wind/spread_columns.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

StreetMean::StreetMean(const CityModel& city, const WindLayout& layout, double height, std::size_t count)
    : city_(city), grid_(layout.grid), per_cell_(layout.per_cell), height_(float(height)) {
    const Backend& backend = city.backend();
    const Shape columns{1, grid_.ny, grid_.nx};
    const WindDomain area = wind_domain(city, layout);
    closed_ = {Backend::cpu(), columns, "solid", "1"};
    std::copy_n(area.solid.host().begin(), closed_.size(), closed_.host().begin());
    solid_ = {Backend::cpu(), columns, "solid", "1"};
    std::ranges::copy(closed_.host(), solid_.host().begin());
    solid_ = solid_.copy_to(backend);
    Field2D<float> floors(Backend::cpu(), {1, 1, idx(layout.thickness.size()) + 1}, "floors", "m");
    double floor = 0;
    floors.host()[0] = 0;
    for (std::size_t k = 0; k < layout.thickness.size(); ++k)
        floors.host()[k + 1] = float(floor += layout.thickness[k]);
    floors_ = floors.copy_to(backend);
    for (std::size_t n = 0; n < count; ++n) {
        mean_.emplace_back(backend, columns, "concentration", "m-3");
        on_cells(backend, "dispersion: zero", Box3{0, 1, 0, columns.ny, 0, columns.nx},
                 wind::SetAll<float>{0.0f,
                                     {mean_.back().view().p, columns.nx, columns.ny, 1, columns.nx,
                                      std::ptrdiff_t(columns.nx) * columns.ny}});
    }
}

void StreetMean::add(std::size_t n, const Field3D<float>& c, double share) {
    const idx levels = floors_.shape().nx - 1;
    if (!(c.shape() == Shape{levels + 2, grid_.ny + 2 * wind::ghosts, grid_.nx + 2 * wind::ghosts}))
        throw RuntimeError("dispersion: a concentration has not the shape of the area's wind grid");
    on_output(city_.backend(), "dispersion: over ground",
              dispersion::AddOverGround{
                  c.cview(), {floors_.view().p, levels}, height_, float(share), mean_.at(n).view()});
}

Field2D<float> StreetMean::filled(std::size_t n) const {
    Field2D<float> columns(city_.backend(), mean_.at(n).shape(), "concentration", "m-3");
    on_output(city_.backend(), "dispersion: open columns",
              dispersion::OfOpenColumns{mean_[n].cview(), solid_.cview(), columns.view()});
    spread_into_gaps(columns);
    return columns;
}

Field2D<float> StreetMean::at_cells(std::size_t n) const {
    const Backend& backend = city_.backend();
    const Field2D<float> columns = filled(n);
    Field2D<float> out(backend, city_.building_height.shape(), "concentration", "m-3");
    const auto as_volume = [](auto v) {
        return View3D{v.p, v.nx, v.ny, 1, v.sy, v.sy * std::ptrdiff_t(v.ny)};
    };
    on_output(backend, "dispersion: at ground cells",
              wind::RatioOfGroundCell{as_volume(columns.cview()), city_.building_height.cview(),
                                      1.0f / float(per_cell_), 1.0f, as_volume(out.view())});
    return out;
}

bool StreetMean::in_building(MapPoint point) const {
    const auto at = [&](double from, double begin, idx size) {
        return std::clamp(idx(std::floor((from - begin) / grid_.cell_size)), idx(0), size - 1);
    };
    return closed_.view()(at(point.y_m, grid_.y0, grid_.ny), at(point.x_m, grid_.x0, grid_.nx)) != 0;
}

std::vector<double> StreetMean::at(std::size_t n, std::span<const MapPoint> points) const {
    const Field2D<float> all = filled(n).copy_to(Backend::cpu());
    const auto value = all.view();
    const auto place = [&](double from, double begin, idx size) {
        return std::clamp((from - begin) / grid_.cell_size - 0.5, 0.0, double(size - 1));
    };
    std::vector<double> out;
    for (const MapPoint& point : points) {
        const double y = place(point.y_m, grid_.y0, grid_.ny), x = place(point.x_m, grid_.x0, grid_.nx);
        const idx j = idx(y), i = idx(x);
        double open = 0, weights = 0, every = 0;
        for (idx b = 0; b < 2; ++b)
            for (idx a = 0; a < 2; ++a) {
                const idx jj = std::min(j + b, grid_.ny - 1), ii = std::min(i + a, grid_.nx - 1);
                const double weight = (b == 0 ? 1 - (y - j) : y - j) * (a == 0 ? 1 - (x - i) : x - i);
                const double part = weight * double(std::max(value(jj, ii), 0.0f));
                every += part;
                if (closed_.view()(jj, ii) == 0) open += part, weights += weight;
            }
        out.push_back(weights > 0 ? open / weights : every);
    }
    return out;
}

}  // namespace luwte
