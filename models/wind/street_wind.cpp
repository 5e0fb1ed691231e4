// SPDX-License-Identifier: Apache-2.0
#include "models/wind/street_wind.hpp"

#include "kernels/core/reduce.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace luwte {

StreetWind::StreetWind(const WallFacets& walls, const WindLibrary& library)
    : walls_(walls),
      library_(library),
      per_cell_(idx(std::lround(library.grid.cell_size / walls.city.grid.cell_size))) {
    const Backend& backend = walls.city.backend();
    solid_ = library.solid.copy_to(backend);
    roughness_ = library.roughness.copy_to(backend);
    Field2D<float> floors(Backend::cpu(), {1, 1, idx(library.thickness.size()) + 1}, "floors", "m");
    std::ranges::transform(library.floors(), floors.host().begin(), [](double z) { return float(z); });
    floors_ = floors.copy_to(backend);
    for (const WindLibrary::Sector& sector : library.sectors) speed_.push_back(sector.speed.copy_to(backend));
    ground_ = above_tops(float(height), false, &mean_);
    roof_ = above_tops(float(height), true);
}

/// Of each sector; `mean`: of open columns.
Field3D<float> StreetWind::above_tops(float height, bool roofs, std::vector<double>* mean) const {
    const Backend& backend = walls_.city.backend();
    const Shape columns{1, library_.grid.ny, library_.grid.nx};
    Field3D<float> out(backend, {idx(speed_.size()), columns.ny, columns.nx},
                       roofs ? "wind over roofs" : "wind over ground", "1");
    const wind::RatioLevels levels{floors_.view().p, idx(library_.thickness.size())};
    Field2D<float> now(backend, columns, "ratio", "1"), next(backend, columns, "ratio", "1");
    for (std::size_t n = 0; n < speed_.size(); ++n) {
        on_output(backend, "wind: ratio above tops",
                  wind::RatioAboveTop{speed_[n].cview(), solid_.cview(), roughness_.cview(), levels, height,
                                      roofs, now.view()});
        if (mean != nullptr) {
            // Of open columns only, before values spread into the others.
            const Field2D<float> open = now.copy_to(Backend::cpu());
            double sum = 0, count = 0;
            for (const float r : open.host()) sum += r >= 0 ? double(r) : 0, count += r >= 0 ? 1 : 0;
            mean->push_back(count > 0 ? sum / count : 0);
        }
        // A column without a value of its own has its neighbours'; where there are none at all, 0.
        const MinMax range = min_max(backend, now.cview());
        while (range.max >= 0 && min_max(backend, now.cview()).min < 0) {
            on_output(backend, "wind: spread ratios", wind::SpreadRatios{now.cview(), next.view()});
            now.swap(next);
        }
        const auto to = out.view();
        on_cells(backend, "wind: keep ratios", Box3{0, 1, 0, columns.ny, 0, columns.nx},
                 wind::KeepRatios{now.cview(), View3D<float>{to.p + std::ptrdiff_t(n) * to.sz, to.nx, to.ny,
                                                             1, to.sy, to.sz}});
    }
    return out;
}

Field3D<float> StreetWind::ratios_over_ground(double height, double speed) const {
    const Backend& backend = walls_.city.backend();
    const Field3D<float> columns = above_tops(float(height), false);
    const Grid& grid = walls_.city.grid;
    Field3D<float> out(backend, {columns.shape().nz, grid.ny, grid.nx}, "wind over ground", "1");
    on_output(backend, "wind: ratio of ground cells",
              wind::RatioOfGroundCell{columns.cview(), walls_.city.building_height.cview(),
                                      1.0f / float(per_cell_), float(1 / speed), out.view()});
    return out;
}

wind::BetweenSectors StreetWind::between(const Forcing& forcing) const {
    return library_.between(double(forcing.wind_from_direction) * 180 / std::numbers::pi);
}

void StreetWind::at_street(const Forcing& forcing, Field2D<float>& out) const {
    on_output(walls_.city.backend(), "wind: at the street",
              wind::WindOfCell{ground_.cview(), roof_.cview(), walls_.city.building_height.cview(),
                               between(forcing), 1.0f / float(per_cell_),
                               float(reference_speed(double(forcing.wind_speed), library_.upwind_roughness)),
                               still_air, out.view()});
}

void StreetWind::beside_walls(const Forcing& forcing, Field2D<float>& out) const {
    const wind::BetweenSectors at = between(forcing);
    on_output(walls_.city.backend(), "wind: beside walls",
              wind::WindOfFacet{speed_[std::size_t(at.first)].cview(),
                                speed_[std::size_t(at.second)].cview(),
                                solid_.cview(),
                                walls_.city.terrain_height.cview(),
                                walls_.facet.cview(),
                                walls_.outside.cview(),
                                {floors_.view().p, idx(library_.thickness.size())},
                                at.share,
                                per_cell_,
                                float(walls_.city.grid.cell_size),
                                float(walls_.city.grid.z0),
                                float(reference_speed(double(forcing.wind_speed), library_.upwind_roughness)),
                                still_air,
                                out.view()});
}

double StreetWind::mean(const Forcing& forcing) const {
    const wind::BetweenSectors at = between(forcing);
    return reference_speed(double(forcing.wind_speed), library_.upwind_roughness) *
           std::lerp(mean_[std::size_t(at.first)], mean_[std::size_t(at.second)], double(at.share));
}

}  // namespace luwte
