// SPDX-License-Identifier: Apache-2.0
#include "models/city/wall_facets.hpp"

#include "kernels/core/reduce.hpp"
#include "models/city/city_steps.hpp"

namespace luwte {

WallFacets::WallFacets(const CityModel& c)
    : city(c), first(c.backend(), {facings, c.grid.ny, c.grid.nx}, "first wall facet", "1") {
    const Backend& backend = city.backend();
    const auto flat = [](View3D<std::int32_t> v) {
        return View2D<std::int32_t>{v.p, v.nx, v.ny * v.nz, v.sy};
    };
    dispatch(backend, [&](auto tag) {
        using Tag = decltype(tag);
        city_steps::count_wall_facets<Tag>(backend, {geometry(), first.view()});
        count_ = exclusive_sum(backend, flat(first.view()));
        facet = {backend, shape(), "wall facets", "1"};
        outside = {backend, shape(), "columns before wall facets", "1"};
        normal = {backend, shape(), "normals of wall facets", "1"};
        city_steps::empty_wall_facets<Tag>(backend, {facet.view(), outside.view()});
        city_steps::list_wall_facets<Tag>(backend, {geometry(), first.cview(), facet.view(), outside.view()});
        city_steps::find_wall_normals<Tag>(backend, {geometry(), facet.cview(), normal.view()});
        around_along_y = {backend, {1, city.grid.ny, city.grid.nx}, "walls around", "1"};
        around_along_x = {backend, {1, city.grid.nx, city.grid.ny}, "walls around", "1"};
        for (const bool transposed : {false, true}) {
            const auto mask = (transposed ? around_along_x : around_along_y).view();
            city_steps::mark_walls_around<Tag>(backend, {geometry(), mask, transposed});
            city_steps::mark_turned_walls<Tag>(backend,
                                               {geometry(), first.cview(), normal.cview(), mask, transposed});
        }
    });
}

WallGeometry WallFacets::geometry() const {
    const auto d = float(city.grid.cell_size);
    return {city.opaque_height.cview(), city.building_height.cview(), float(city.grid.z0), d, 1 / d,
            std::max(1.0f, d)};
}

std::array<idx, facings> WallFacets::count_by_facing() const {
    const Field3D<std::int32_t> host = first.copy_to(Backend::cpu());
    std::array<idx, facings> begin{}, out{};
    for (int q = 0; q < facings; ++q) begin[std::size_t(q)] = host.view()(q, 0, 0);
    for (std::size_t q = 0; q < facings; ++q) out[q] = (q + 1 < facings ? begin[q + 1] : count_) - begin[q];
    return out;
}

}  // namespace luwte
