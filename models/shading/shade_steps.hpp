// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/shading/crown_shade.hpp"
#include "kernels/shading/planes.hpp"
#include "kernels/shading/wall_shade.hpp"

/// The launches of ShadeModel, compiled once per processor: shade_steps.cpp and shade_steps.cu.
namespace luwte::shade_steps {

/// Elevations that one pass over the map serves.
inline constexpr int elevations_per_pass = 18;

template <class Tag>
void pack_heights(const Backend& backend, const shading::PackHeights& step);
template <class Tag>
void pack_crowns(const Backend& backend, const shading::PackCrowns& step);
template <class Tag>
void transpose(const Backend& backend, const shading::Transpose<float, false>& step);
template <class Tag>
void transpose(const Backend& backend, const shading::Transpose<std::uint32_t, false>& step);
template <class Tag>
void close_octant(const Backend& backend, const shading::CloseOctant& step);
template <class Tag>
void add_transposed(const Backend& backend, const shading::Transpose<std::int32_t, true>& step);
template <class Tag>
void fill(const Backend& backend, const shading::Fill<float>& step);
template <class Tag>
void fill(const Backend& backend, const shading::Fill<std::int32_t>& step);
template <class Tag>
void fill(const Backend& backend, const shading::Fill<std::uint32_t>& step);
template <class Tag>
void opaque_sun(const Backend& backend, const Lattice& lattice, const shading::OpaqueSun& step);
template <class Tag>
void opaque_sky(const Backend& backend, const Lattice& lattice,
                const shading::OpaqueSky<elevations_per_pass>& step);
template <class Tag>
void crown_sun(const Backend& backend, const Lattice& lattice,
               const shading::CrownShade<Tag, shading::BeamOut>& step);
template <class Tag>
void crown_sun(const Backend& backend, const Lattice& lattice,
               const shading::CrownShade<Tag, shading::BeamAndLeavesOut>& step);
template <class Tag>
void crown_sky(const Backend& backend, const Lattice& lattice,
               const shading::CrownShade<Tag, shading::SkyLoss>& step);
template <class Tag>
void fill_facets(const Backend& backend, const shading::FillFacets& step);
template <class Tag>
void close_wall_sky(const Backend& backend, const shading::CloseWallSky& step);
/// `Out` is shading::WallBeamOut or shading::WallSkyOut.
template <class Tag, class Out>
void opaque_walls(const Backend& backend, const Lattice& lattice, const shading::OpaqueWalls<Out>& step);
template <class Tag, class Out>
void crown_walls(const Backend& backend, const Lattice& lattice, const shading::CrownShade<Tag, Out>& step);
template <class Tag>
void sky_from_hidden(const Backend& backend, const shading::SkyFromHidden& step);

}  // namespace luwte::shade_steps
