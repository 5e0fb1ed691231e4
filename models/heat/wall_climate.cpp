// SPDX-License-Identifier: Apache-2.0
#include "models/heat/wall_climate.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {
namespace {
constexpr double height = 2;  // m, of the wind beside the paving
}

WallProperties wall_properties(const MaterialTable& materials) {
    return {materials.wall.albedo, materials.wall.emissivity,
            materials.ground[std::size_t(SurfaceType::open_paving)].albedo};
}

WallClimate::WallClimate(const MaterialTable& materials, double seconds)
    : wall_(facet_material(materials.wall, true, height, seconds)),
      paving_(
          facet_material(materials.ground[std::size_t(SurfaceType::open_paving)], false, height, seconds)),
      wall_grid_(conduction_grid(materials.wall, true)) {}

void WallClimate::start(const std::array<float, conduction_nodes>& ground, float air, float indoor) {
    ground_ = ground;
    closed_ = steady_profile(wall_grid_, double(air), double(indoor));
    open_.fill(closed_);
    paving_temperature_ = ground.front() + zero_celsius;
}

WallExcess WallClimate::advance(const Forcing& forcing, const Forcing::Part& part,
                                const FacetWeather& weather) {
    const float air = forcing.air_temperature, wind = wind_share * forcing.wind_speed;
    const auto balance = [&](float shortwave, float longwave, Layers& layers) {
        return facet_balance<true>(wall_, weather, {shortwave, longwave, air, wind}, layers.data(), 1)
            .surface_temperature;
    };
    const float from_paving = paving_.emissivity * black_body(paving_temperature_) +
                              (1 - paving_.emissivity) * forcing.longwave_down;
    const float diffuse = 0.5f * (part.diffuse_horizontal + paving_.albedo * part.global_horizontal);
    const float slant =
        longwave_slant(forcing.longwave_down, forcing.air_temperature, forcing.cloud_fraction);
    const float from_sky = forcing.longwave_down + slant * slant_on_vertical(1);
    const float longwave = 0.5f * (from_sky + from_paving);
    double sum = 0;
    for (int n = 0; n < orientations; ++n) {
        const double facing = 2 * pi_d * n / orientations;
        const double cosine = std::cos(part.sun.altitude_rad) * std::cos(part.sun.azimuth_rad - facing);
        const float direct = part.direct_normal * float(std::max(cosine, 0.0));
        sum += double(balance(direct + diffuse, longwave, open_[std::size_t(n)]));
    }
    // What sees no sky sees walls like itself: it gains nothing from them.
    const float closed = balance(0, black_body(closed_.front() + zero_celsius), closed_);
    paving_temperature_ =
        facet_balance<false>(paving_, weather, {part.global_horizontal, forcing.longwave_down, air, wind},
                             ground_.data(), 1)
            .surface_temperature;
    return {float(sum / orientations) - air, closed - air};
}

}  // namespace luwte
