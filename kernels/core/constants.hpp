// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luwte {

inline constexpr double pi_d = 3.14159265358979323846;
inline constexpr float pi = 3.14159265358979f;
inline constexpr float two_pi = 6.28318530717959f;
inline constexpr float half_pi = 1.57079632679490f;
inline constexpr double degree_d = pi_d / 180.0;  ///< radians in one degree
inline constexpr float degree = 0.0174532925199433f;

/// W m-2 K-4. CODATA 2018.
inline constexpr float stefan_boltzmann = 5.670374419e-8f;
/// K. BIPM (2019), SI brochure 9th ed.: 0 degC.
inline constexpr float zero_celsius = 273.15f;
/// W m-2. Total solar irradiance at 1 AU, Kopp & Lean (2011), doi:10.1029/2010GL045777.
inline constexpr float solar_constant = 1360.8f;
/// 1. von Karman constant.
inline constexpr float von_karman = 0.4f;

}  // namespace luwte
