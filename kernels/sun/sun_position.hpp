// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luwte {

/// Geometric position of the sun's centre, without refraction.
struct SunPosition {
    double altitude_rad = 0;  ///< above the horizon
    double azimuth_rad = 0;   ///< clockwise from *true* north, 0 to 2 pi
    double distance_au = 1;   ///< Earth to sun
};

/// Sun position for an instant [s since 1970-01-01T00:00:00Z, UTC] and a place.
/// Good to 0.01 degrees for 1950 to 2100 (tested against the tables in validation/solar-position).
SunPosition sun_position(double unix_time_s, double latitude_rad, double longitude_rad);

}  // namespace luwte
