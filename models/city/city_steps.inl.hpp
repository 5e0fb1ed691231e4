// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/launch.hpp"
#include "models/city/city_steps.hpp"

namespace luwte::city_steps {

template <class Tag>
void summarise(const Backend& backend, const SummariseRow& rows) {
    for_each_cell<Tag>(backend, "city: summarise rows", Box2{0, rows.first_fault.ny, 0, 1}, rows);
}

template <class Tag>
void opaque_height(const Backend& backend, const OpaqueHeight& step) {
    const auto& out = step.opaque_height;
    for_each_cell<Tag>(backend, "city: opaque height", Box2{0, out.ny, 0, out.nx}, step);
}

template <class Tag>
void scale_leaves(const Backend& backend, const ScaleLeaves& step) {
    const auto& out = step.leaf_area_density;
    for_each_cell<Tag>(backend, "city: leaves of the date", Box2{0, out.ny, 0, out.nx}, step);
}

template <class Tag>
void top_material(const Backend& backend, const TopMaterial& step) {
    const auto& out = step.top_material;
    for_each_cell<Tag>(backend, "city: top material", Box2{0, out.ny, 0, out.nx}, step);
}

template <class Tag>
void solid_mask(const Backend& backend, const SolidMask& step) {
    const auto& out = step.solid;
    for_each_cell<Tag>(backend, "city: solid mask", Box3{0, out.nz, 0, out.ny, 0, out.nx}, step);
}

template <class Tag>
void leaf_area_density_3d(const Backend& backend, const LeafAreaDensity3D& step) {
    const auto& out = step.out;
    for_each_cell<Tag>(backend, "city: leaf area density", Box3{0, out.nz, 0, out.ny, 0, out.nx}, step);
}

template <class Tag>
void count_wall_facets(const Backend& backend, const CountWallFacets& step) {
    const auto& n = step.count;
    for_each_cell<Tag>(backend, "city: count wall facets", Box3{0, n.nz, 0, n.ny, 0, n.nx}, step);
}

template <class Tag>
void empty_wall_facets(const Backend& backend, const EmptyWallFacets& step) {
    for_each_cell<Tag>(backend, "city: empty wall facets", Box2{0, step.facet.ny, 0, step.facet.nx}, step);
}

template <class Tag>
void list_wall_facets(const Backend& backend, const ListWallFacets& step) {
    const auto& n = step.first;
    for_each_cell<Tag>(backend, "city: list wall facets", Box3{0, n.nz, 0, n.ny, 0, n.nx}, step);
}

template <class Tag>
void mark_walls_around(const Backend& backend, const MarkWallsAround& step) {
    for_each_cell<Tag>(backend, "city: walls around", Box2{0, step.mask.ny, 0, step.mask.nx}, step);
}

template <class Tag>
void roof_slope(const Backend& backend, const RoofSlope& step) {
    for_each_cell<Tag>(backend, "city: slope of roofs", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void find_wall_normals(const Backend& backend, const FindWallNormals& step) {
    for_each_cell<Tag>(backend, "city: normals of walls", Box2{0, step.normal.ny, 0, step.normal.nx}, step);
}

template <class Tag>
void mark_turned_walls(const Backend& backend, const MarkTurnedWalls& step) {
    for_each_cell<Tag>(backend, "city: turned walls", Box2{0, step.mask.ny, 0, step.mask.nx}, step);
}

}  // namespace luwte::city_steps

#define LUWTE_CITY_STEPS(Tag)                                                          \
    namespace luwte::city_steps {                                                      \
    template void summarise<Tag>(const Backend&, const SummariseRow&);                 \
    template void opaque_height<Tag>(const Backend&, const OpaqueHeight&);             \
    template void scale_leaves<Tag>(const Backend&, const ScaleLeaves&);               \
    template void top_material<Tag>(const Backend&, const TopMaterial&);               \
    template void solid_mask<Tag>(const Backend&, const SolidMask&);                   \
    template void leaf_area_density_3d<Tag>(const Backend&, const LeafAreaDensity3D&); \
    template void count_wall_facets<Tag>(const Backend&, const CountWallFacets&);      \
    template void empty_wall_facets<Tag>(const Backend&, const EmptyWallFacets&);      \
    template void list_wall_facets<Tag>(const Backend&, const ListWallFacets&);        \
    template void mark_walls_around<Tag>(const Backend&, const MarkWallsAround&);      \
    template void roof_slope<Tag>(const Backend&, const RoofSlope&);                   \
    template void find_wall_normals<Tag>(const Backend&, const FindWallNormals&);      \
    template void mark_turned_walls<Tag>(const Backend&, const MarkTurnedWalls&);      \
    }
