// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/ranking/ranking.hpp"

#include <span>
#include <string_view>

namespace luwte {

/// What a committed row of `luwte validate` says of a field, and what a ranking makes of it
/// (docs/models/ranking.md, 17 to 21).
struct FieldError {
    std::string_view of;  ///< indicators, in words
    double size;          ///< as the range takes it
    std::string_view unit;
    std::string_view row;      ///< the validation row or page that it comes from, with its value
    std::string_view meaning;  ///< how the range comes from it
};
std::span<const FieldError> field_errors();

/// PET: scatter of the mean radiant temperature against the mast in Gothenburg, sqrt(3.83^2 - 2.86^2) = 2.55
/// K, times 0.47 K of PET per K (the published table: 29 degC at 30, 43 at 60 degC of Tmrt, in air of 30 degC
/// and 1 m/s).
inline constexpr double tmrt_rmse = 3.83, tmrt_bias = 2.86, pet_per_tmrt = 0.47;
inline constexpr double pet_error = 1.2;  ///< K
/// How much too warm PET may be everywhere: that bias, 2.86 K, likewise. Common to all sites: it widens what
/// a value may be, downwards, and not what sites are compared by. Whether it is the model's or the mast's is
/// not known, so that no value is lowered by it.
inline constexpr double pet_bias = 1.3;  ///< K
/// Shade: a share of itself.
inline constexpr double shade_error = 0.13;
/// Speed of the wind between buildings: a share of itself.
inline constexpr double wind_error = 0.38;
/// What roads add: a factor either way.
inline constexpr double roads_factor = 2;
/// The background of the study: a share of itself.
inline constexpr double background_error = 0.15;
/// Crowns and plants: a share of themselves.
inline constexpr double crown_error = 0.065;

/// The share of hours above a speed, where the speed is `wind_error` more or less: P^(1 / (1 -+ e)^2), as a
/// Weibull distribution of shape 2 has it.
Estimate share_of_hours(double share);
/// A value that is `error` of itself more or less, within 0 to `most`.
Estimate relative(double value, double error, double most);

}  // namespace luwte
