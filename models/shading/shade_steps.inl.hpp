// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/shading/shade_steps.hpp"

namespace luwte::shade_steps {

template <class T>
Box2 all_of(const View2D<T>& v) {
    return {0, v.ny, 0, v.nx};
}

/// In blocks on the CPU, element by element on CUDA.
template <class Tag, class T, bool Add>
void transposed(const Backend& backend, const char* name, const shading::Transpose<T, Add>& step) {
    if constexpr (std::is_same_v<Tag, Cpu>) {
        using Strip = shading::TransposeStrip<T, Add>;
        const idx strips = (step.out.ny + Strip::side - 1) / Strip::side;
        for_each_cell<Tag>(backend, name, Box2{0, strips, 0, 1}, Strip{step});
    } else {
        for_each_cell<Tag>(backend, name, all_of(step.out), step);
    }
}

template <class Tag>
void pack_heights(const Backend& backend, const shading::PackHeights& step) {
    for_each_cell<Tag>(backend, "shade: pack heights", all_of(step.out), step);
}

template <class Tag>
void pack_crowns(const Backend& backend, const shading::PackCrowns& step) {
    for_each_cell<Tag>(backend, "shade: pack crowns", all_of(step.out), step);
}

template <class Tag>
void transpose(const Backend& backend, const shading::Transpose<float, false>& step) {
    transposed<Tag>(backend, "shade: transpose", step);
}

template <class Tag>
void transpose(const Backend& backend, const shading::Transpose<std::uint32_t, false>& step) {
    transposed<Tag>(backend, "shade: transpose words", step);
}

template <class Tag>
void close_octant(const Backend& backend, const shading::CloseOctant& step) {
    for_each_cell<Tag>(backend, "shade: close octant", all_of(step.word), step);
}

template <class Tag>
void add_transposed(const Backend& backend, const shading::Transpose<std::int32_t, true>& step) {
    transposed<Tag>(backend, "shade: add transposed", step);
}

template <class Tag>
void fill(const Backend& backend, const shading::Fill<float>& step) {
    for_each_cell<Tag>(backend, "shade: fill", all_of(step.out), step);
}

template <class Tag>
void fill(const Backend& backend, const shading::Fill<std::int32_t>& step) {
    for_each_cell<Tag>(backend, "shade: fill counts", all_of(step.out), step);
}

template <class Tag>
void fill(const Backend& backend, const shading::Fill<std::uint32_t>& step) {
    for_each_cell<Tag>(backend, "shade: fill words", all_of(step.out), step);
}

template <class Tag>
void opaque_sun(const Backend& backend, const Lattice& lattice, const shading::OpaqueSun& step) {
    sweep_lines<Tag>(backend, "shade: sun", lattice, step);
}

template <class Tag>
void opaque_sky(const Backend& backend, const Lattice& lattice,
                const shading::OpaqueSky<elevations_per_pass>& step) {
    sweep_lines<Tag>(backend, "shade: sky", lattice, step);
}

template <class Tag>
void crown_sun(const Backend& backend, const Lattice& lattice,
               const shading::CrownShade<Tag, shading::BeamOut>& step) {
    sweep_lines<Tag>(backend, "shade: sun through crowns", lattice, step);
}

template <class Tag>
void crown_sun(const Backend& backend, const Lattice& lattice,
               const shading::CrownShade<Tag, shading::BeamAndLeavesOut>& step) {
    sweep_lines<Tag>(backend, "shade: sun through crowns and on leaves", lattice, step);
}

template <class Tag>
void crown_sky(const Backend& backend, const Lattice& lattice,
               const shading::CrownShade<Tag, shading::SkyLoss>& step) {
    sweep_lines<Tag>(backend, "shade: sky through crowns", lattice, step);
}

template <class Tag>
void fill_facets(const Backend& backend, const shading::FillFacets& step) {
    for_each_cell<Tag>(backend, "shade: fill facets", all_of(step.out), step);
}

template <class Tag>
void close_wall_sky(const Backend& backend, const shading::CloseWallSky& step) {
    for_each_cell<Tag>(backend, "shade: whole sky of walls", all_of(step.view), step);
}

template <class Tag, class Out>
void opaque_walls(const Backend& backend, const Lattice& lattice, const shading::OpaqueWalls<Out>& step) {
    sweep_lines<Tag>(backend, "shade: walls", lattice, step);
}

template <class Tag, class Out>
void crown_walls(const Backend& backend, const Lattice& lattice, const shading::CrownShade<Tag, Out>& step) {
    sweep_lines<Tag>(backend, "shade: walls through crowns", lattice, step);
}

template <class Tag>
void sky_from_hidden(const Backend& backend, const shading::SkyFromHidden& step) {
    for_each_cell<Tag>(backend, "shade: sky view factor", all_of(step.out), step);
}

}  // namespace luwte::shade_steps

#define LUWTE_SHADE_STEPS(Tag)                                                                        \
    namespace luwte::shade_steps {                                                                    \
    template void pack_heights<Tag>(const Backend&, const shading::PackHeights&);                     \
    template void pack_crowns<Tag>(const Backend&, const shading::PackCrowns&);                       \
    template void transpose<Tag>(const Backend&, const shading::Transpose<float, false>&);            \
    template void transpose<Tag>(const Backend&, const shading::Transpose<std::uint32_t, false>&);    \
    template void close_octant<Tag>(const Backend&, const shading::CloseOctant&);                     \
    template void add_transposed<Tag>(const Backend&, const shading::Transpose<std::int32_t, true>&); \
    template void fill<Tag>(const Backend&, const shading::Fill<float>&);                             \
    template void fill<Tag>(const Backend&, const shading::Fill<std::int32_t>&);                      \
    template void fill<Tag>(const Backend&, const shading::Fill<std::uint32_t>&);                     \
    template void opaque_sun<Tag>(const Backend&, const Lattice&, const shading::OpaqueSun&);         \
    template void opaque_sky<Tag>(const Backend&, const Lattice&,                                     \
                                  const shading::OpaqueSky<elevations_per_pass>&);                    \
    template void crown_sun<Tag>(const Backend&, const Lattice&,                                      \
                                 const shading::CrownShade<Tag, shading::BeamOut>&);                  \
    template void crown_sun<Tag>(const Backend&, const Lattice&,                                      \
                                 const shading::CrownShade<Tag, shading::BeamAndLeavesOut>&);         \
    template void crown_sky<Tag>(const Backend&, const Lattice&,                                      \
                                 const shading::CrownShade<Tag, shading::SkyLoss>&);                  \
    template void fill_facets<Tag>(const Backend&, const shading::FillFacets&);                       \
    template void close_wall_sky<Tag>(const Backend&, const shading::CloseWallSky&);                  \
    template void opaque_walls<Tag>(const Backend&, const Lattice&,                                   \
                                    const shading::OpaqueWalls<shading::WallBeamOut>&);               \
    template void opaque_walls<Tag>(const Backend&, const Lattice&,                                   \
                                    const shading::OpaqueWalls<shading::WallSkyOut>&);                \
    template void crown_walls<Tag>(const Backend&, const Lattice&,                                    \
                                   const shading::CrownShade<Tag, shading::WallBeamOut>&);            \
    template void crown_walls<Tag>(const Backend&, const Lattice&,                                    \
                                   const shading::CrownShade<Tag, shading::WallSkyOut>&);             \
    template void sky_from_hidden<Tag>(const Backend&, const shading::SkyFromHidden&);                \
    }
