// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/heat/surface_material.hpp"

#include <array>

namespace luwte {

/// Kinds of plants that have a bucket of water of their own: top materials, and after them trees and the
/// weather station's grass.
inline constexpr std::size_t trees = top_material_count, station_grass = trees + 1,
                             water_bucket_count = trees + 2;
/// Share of the stomata that the soil's water leaves open [1], by bucket; 1 without plants.
using SoilMoisture = std::array<float, water_bucket_count>;
inline constexpr SoilMoisture no_water_stress = [] {
    SoilMoisture all{};
    all.fill(1);
    return all;
}();

/// Water in the ground that plants can use: one bucket for each top material with plants, as deep as its
/// SurfaceMaterial::plant_water, and one for trees, a day at a time:
///
///     W' = min(W + rain, W_max),   W = W' - K_s E                     what does not fit drains or runs off
///     K_s = min(1, W' / (W_max (1 - p))),   p = 0.5
///
/// E: reference evaporation; every type uses what reference grass would (crop factor 1). K_s and p (the part
/// of the water that plants take with open stomata; 0.5 "commonly used for many crops", 0.4 for cool-season
/// turf): FAO-56, Allen et al. (1998), chapter 8 and table 22. Trees: 1.5 m of roots, the middle of 1.0 to
/// 2.0 m that table 22 has for apples, cherries and pears (p = 0.5 too), at the 150 mm of water per metre of
/// the other plants (docs/models/materials.md); read second hand, to be verified for trees in streets.
class SoilWater {
  public:
    static constexpr double at_start = 0.5;           ///< 1, of W_max: the least with which stomata stay open
    static constexpr double readily_available = 0.5;  ///< 1, p
    static constexpr double tree_water = 1.5 * 0.150;  ///< m, W_max of trees

    explicit SoilWater(const MaterialTable& materials);

    /// `rain` and `reference_evaporation` of the day [m].
    void day(double rain, double reference_evaporation);

    double water(std::size_t bucket) const { return water_[bucket]; }  ///< m
    SoilMoisture moisture() const;                                     ///< K_s

  private:
    std::array<double, water_bucket_count> room_{}, water_{};  // m; 0 without plants
};

}  // namespace luwte
