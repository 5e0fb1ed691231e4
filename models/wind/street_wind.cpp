// SPDX-License-Identifier: Apache-2.0
#include "models/wind/street_wind.hpp"

#include "kernels/wind/boundary.hpp"
#include "kernels/wind/city_voxels.hpp"
#include "models/launches.hpp"
#include "models/wind/spread_columns.hpp"
#include "models/wind/sum.hpp"

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
    const wind::Coarsening columns{per_cell_, walls.city.grid.nx, walls.city.grid.ny, 0, 0};
    roofs_ = {backend, roughness_.shape(), "height of roofs", "m"};
    on_output(backend, "wind: height of roofs",
              wind::RoofOfColumn{columns, walls.city.building_height.cview(), roofs_.view()});

    Field3D<float> mean(backend, library.solid.shape(), "mean of sectors", "1");
    on_output(backend, "wind: no sectors", wind::SetAll<float>{0, mean.view()});
    for (const WindLibrary::Sector& sector : library.sectors) {
        speed_.push_back(sector.speed.copy_to(backend));
        reference_.push_back(library.reference_of(sector, 1));
        on_output(backend, "wind: mean of sectors",
                  wind::AddSector{speed_.back().cview(),
                                  float(reference_.back() / double(library.sectors.size())), mean.view()});
    }
    speed_.push_back(std::move(mean)), reference_.push_back(1);
    ground_ = above_tops(float(height), false, &mean_);
    roof_ = above_tops(float(height), true);
}

/// Over the station's speed, of each sector and of their mean; `mean`: of open columns.
Field3D<float> StreetWind::above_tops(float height, bool roofs, std::vector<double>* mean) const {
    const Backend& backend = walls_.city.backend();
    const Shape columns{1, library_.grid.ny, library_.grid.nx};
    Field3D<float> out(backend, {idx(speed_.size()), columns.ny, columns.nx},
                       roofs ? "wind over roofs" : "wind over ground", "1");
    const wind::RatioLevels levels{floors_.view().p, idx(library_.thickness.size())};
    const auto plane = [&](Shape shape) { return Field2D<float>(backend, shape, "ratio", "1"); };
    Field2D<float> now = plane(columns);
    for (std::size_t n = 0; n < speed_.size(); ++n) {
        on_output(backend, "wind: ratio above tops",
                  wind::RatioAboveTop{speed_[n].cview(), solid_.cview(), roughness_.cview(), roofs_.cview(),
                                      levels, height, roofs, now.view()});
        if (mean != nullptr) {
            // Of open columns only, before values spread into the others.
            Field2D<float> value = plane(columns), known = plane(columns);
            on_output(backend, "wind: open columns",
                      wind::KnownRatios{now.cview(), value.view(), known.view()});
            mean->push_back(reference_[n] * sum(value) / std::max(sum(known), 1.0));
        }
        // A column without a value of its own has its neighbours'; where there are none at all, 0.
        spread_into_gaps(now);
        on_output(backend, "wind: keep ratios",
                  wind::KeepRatios{now.cview(), float(reference_[n]), out.view().plane(idx(n))});
    }
    return out;
}

Field3D<float> StreetWind::ratios_over_ground(double height, double times) const {
    const Backend& backend = walls_.city.backend();
    const Field3D<float> columns = above_tops(float(height), false);
    const Grid& grid = walls_.city.grid;
    Field3D<float> out(backend, {idx(library_.sectors.size()), grid.ny, grid.nx}, "wind over ground", "1");
    on_output(backend, "wind: ratio of ground cells",
              wind::RatioOfGroundCell{columns.cview(), walls_.city.building_height.cview(),
                                      1.0f / float(per_cell_), float(1 / times), out.view()});
    return out;
}

/// The mean of all for both where there is no direction.
wind::BetweenSectors StreetWind::between(const Forcing& forcing) const {
    const auto all = idx(library_.sectors.size());
    if (!forcing.wind_has_direction) return {all, all, 0};
    return library_.between(double(forcing.wind_from_direction) * 180 / std::numbers::pi);
}

void StreetWind::at_street(const Forcing& forcing, Field2D<float>& out) const {
    on_output(walls_.city.backend(), "wind: at the street",
              wind::WindOfCell{ground_.cview(), roof_.cview(), walls_.city.building_height.cview(),
                               between(forcing), 1.0f / float(per_cell_), forcing.wind_speed, still_air,
                               out.view()});
}

/// m s-1, of a sector's reference times its share.
float StreetWind::reference_of(const Forcing& forcing, idx sector, float share) const {
    return float(double(forcing.wind_speed * share) * reference_[std::size_t(sector)]);
}

void StreetWind::in_crowns(const Forcing& forcing, idx size, Field2D<float>& out) const {
    const wind::BetweenSectors at = between(forcing);
    on_output(walls_.city.backend(), "wind: in crowns",
              wind::WindOfLeaves{walls_.city.canopy_top.cview(),
                                 walls_.city.canopy_base.cview(),
                                 walls_.city.leaf_area_density.cview(),
                                 speed_[std::size_t(at.first)].cview(),
                                 speed_[std::size_t(at.second)].cview(),
                                 solid_.cview(),
                                 {floors_.view().p, idx(library_.thickness.size())},
                                 size,
                                 per_cell_,
                                 reference_of(forcing, at.first, 1 - at.share),
                                 reference_of(forcing, at.second, at.share),
                                 still_air,
                                 out.view()});
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
                                per_cell_,
                                float(walls_.city.grid.cell_size),
                                float(walls_.city.grid.z0),
                                reference_of(forcing, at.first, 1 - at.share),
                                reference_of(forcing, at.second, at.share),
                                still_air,
                                out.view()});
}

double StreetWind::mean(const Forcing& forcing) const {
    const wind::BetweenSectors at = between(forcing);
    return double(forcing.wind_speed) *
           std::lerp(mean_[std::size_t(at.first)], mean_[std::size_t(at.second)], double(at.share));
}

}  // namespace luwte
