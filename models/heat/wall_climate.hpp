// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/heat/ground_balance.hpp"
#include "models/heat/conduction_grid.hpp"
#include "models/weather/weather.hpp"

#include <array>

namespace luwte {

/// Walls as one grey surround, with the paving before them.
WallProperties wall_properties(const MaterialTable& materials);

/// Walls as a street sees them, until every wall facet has its own balance: eight walls in the open, one per
/// orientation, a wall that sees no sky, and the paving before them, each with facet_balance(). Host only:
/// ten facets.
///
/// In     materials: wall, and open paving for the ground before them
///        forcing   of the step; part 0 to 5
/// Out    WallExcess of the part [K above the station's air]
class WallClimate {
  public:
    static constexpr int orientations = 8;
    /// Wind along walls over that at 10 m: to be verified; the wind model replaces it.
    static constexpr float wind_share = 0.4f;

    WallClimate(const MaterialTable& materials, double seconds);

    /// All facets between `air` and `indoor`, the paving at `ground` [K relative to the freezing point].
    void start(const std::array<float, conduction_nodes>& ground, float air, float indoor);
    WallExcess advance(const Forcing& forcing, const Forcing::Part& part, const FacetWeather& weather);

  private:
    using Layers = std::array<float, conduction_nodes>;
    FacetMaterial wall_, paving_;
    Layers ground_{}, closed_{};
    std::array<Layers, orientations> open_{};
    float paving_temperature_ = 0;  // K
    ConductionGrid wall_grid_;
};

}  // namespace luwte
