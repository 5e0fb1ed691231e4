// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/columns.hpp"
#include "kernels/city/roof_slope.hpp"
#include "kernels/city/voxels.hpp"
#include "kernels/city/wall_normals.hpp"
#include "kernels/core/backend.hpp"

/// The launches of CityModel, compiled once per processor: city_steps.cpp and city_steps.cu.
namespace luwte::city_steps {

/// One call per row: box {0, ny, 0, 1}.
template <class Tag>
void summarise(const Backend& backend, const SummariseRow& rows);
template <class Tag>
void opaque_height(const Backend& backend, const OpaqueHeight& step);
template <class Tag>
void scale_leaves(const Backend& backend, const ScaleLeaves& step);
template <class Tag>
void top_material(const Backend& backend, const TopMaterial& step);
template <class Tag>
void solid_mask(const Backend& backend, const SolidMask& step);
template <class Tag>
void leaf_area_density_3d(const Backend& backend, const LeafAreaDensity3D& step);
template <class Tag>
void count_wall_facets(const Backend& backend, const CountWallFacets& step);
template <class Tag>
void empty_wall_facets(const Backend& backend, const EmptyWallFacets& step);
template <class Tag>
void list_wall_facets(const Backend& backend, const ListWallFacets& step);
template <class Tag>
void mark_walls_around(const Backend& backend, const MarkWallsAround& step);
template <class Tag>
void roof_slope(const Backend& backend, const RoofSlope& step);
template <class Tag>
void find_wall_normals(const Backend& backend, const FindWallNormals& step);
template <class Tag>
void mark_turned_walls(const Backend& backend, const MarkTurnedWalls& step);

}  // namespace luwte::city_steps
