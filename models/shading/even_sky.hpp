// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/shading/shade_model.hpp"

#include <algorithm>
#include <cmath>

/// Made-up skies for tests, validation cases and benches.
namespace luwte::scenes {

/// Sky views as given, cosine-weighted, with and without crowns (ny, nx), under a horizon that is even all
/// around.
inline ShadeModel::SkyView even_sky(const Field2D<float>& with_crowns, const Field2D<float>& opaque) {
    const Backend backend = with_crowns.backend();
    const auto crowns = with_crowns.copy_to(Backend::cpu()), bare = opaque.copy_to(Backend::cpu());
    const Shape shape = with_crowns.shape();
    Field3D<std::uint32_t> sectors(Backend::cpu(), {sky_octants, shape.ny, shape.nx}, "sky_sectors", "1");
    const auto byte = [](float share) {
        return std::uint32_t(std::lround(255 * std::clamp(share, 0.0f, 1.0f)));
    };
    for (std::size_t n = 0; n < crowns.size(); ++n) {
        const float open = bare.host()[n], through = open > 0 ? crowns.host()[n] / open : 1;
        const std::uint32_t word = byte(1 - open) * 0x010101u | byte(through) << 24;
        for (int o = 0; o < sky_octants; ++o) sectors.host()[std::size_t(o) * crowns.size() + n] = word;
    }
    return {with_crowns.copy_to(backend), with_crowns.copy_to(backend), opaque.copy_to(backend),
            sectors.copy_to(backend)};
}

}  // namespace luwte::scenes
