// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/street_hours.hpp"

#include "kernels/dispersion/over_ground.hpp"
#include "models/launches.hpp"

namespace luwte {

StreetHours::StreetHours(const CityModel& city, const WindLayout& layout, double height, std::size_t sectors,
                         std::size_t count)
    : level_(city, layout, height) {
    const Shape columns = level_.columns();
    for (std::size_t n = 0; n < count; ++n) {
        Field3D<float>& plane =
            planes_.emplace_back(level_.backend(), Shape{idx(sectors), columns.ny, columns.nx},
                                 "concentration of sectors", "s-1 m-2");
        on_cells(level_.backend(), "dispersion: zero", whole(plane.view()),
                 wind::SetAll<float>{0.0f, plane.view()});
    }
}

void StreetHours::set(std::size_t n, std::size_t sector, const Field3D<float>& c) {
    const View3D<float> all = planes_.at(n).view();
    const View2D<float> plane = all.plane(idx(sector));
    const View3D<float> alone{plane.p, plane.nx, plane.ny, 1, plane.sy, all.sz};
    on_cells(level_.backend(), "dispersion: zero", whole(alone), wind::SetAll<float>{0.0f, alone});
    level_.add(c, 1, plane);
}

void StreetHours::of_hour(std::size_t n, std::span<const double> weights,
                          const Field2D<float>& building_height, Field2D<float>& out) const {
    const Field3D<float>& planes = planes_.at(n);
    const Shape columns = level_.columns();
    if (idx(weights.size()) != planes.shape().nz)
        throw RuntimeError("dispersion: a weight of every sector is expected");
    Field2D<float> weight(Backend::cpu(), {1, 1, idx(weights.size())}, "weights", "s m-1");
    for (std::size_t s = 0; s < weights.size(); ++s) weight.host()[s] = float(weights[s]);
    const Field2D<float> there = weight.copy_to(level_.backend());
    Field2D<float> sum(level_.backend(), columns, "concentration", "m-3");
    on_output(level_.backend(), "dispersion: sum of sectors",
              dispersion::SumOfSectors{planes.cview(), there.cview(), sum.view()});
    level_.at_cells(sum, building_height, out);
}

void add_background(const Field2D<float>& in, const Field2D<float>& background, double times,
                    Field2D<float>& out) {
    on_output(out.backend(), "dispersion: background",
              dispersion::PlusTimes{in.cview(), background.cview(), float(times), out.view()});
}

}  // namespace luwte
