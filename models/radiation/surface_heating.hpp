// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/sun/solar_day.hpp"
#include "models/weather/weather.hpp"

namespace luwte {

/// How a kind of surface warms above air in the sun over a clear day.
struct SurfaceHeating {
    float per_altitude;  ///< K per degree of the day's highest sun altitude
    float offset;        ///< K
    float hour_of_max;   ///< h, solar time
};

/// Excess of a sunlit surface over air on a cloudless day [K], never negative, zero at night:
///
///     dT = max(0, a h_max + b) sin(pi/2 (t - t_rise) / (t_max - t_rise))     until t_max
///     dT = max(0, a h_max + b) cos(pi/2 (t - t_max) / (t_set - t_max))       after
///
/// Amplitude and morning: Lindberg, Onomura & Grimmond (2016), doi:10.1007/s00484-016-1135-x. The afternoon
/// is ours: their sine is still at 0.7 at sunset, where the sun ends; ours ends with it.
float excess_of_clear_day(const SurfaceHeating& heating, const SolarDay& day);

/// Share of a cloudless sky's global radiation that the step has [1], 0 to 1: lessens the excess.
float clearness_of(const Forcing& forcing);

}  // namespace luwte
