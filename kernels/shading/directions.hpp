// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <cstdint>
#include <vector>

namespace luwte::shading {

/// A horizontal direction as sweeps need it: made in the first octant and reflected, so that mirrored
/// azimuths give mirrored lines bit for bit.
struct Heading {
    bool along_x = false;    ///< steps along x (columns of the map) instead of y (rows)
    idx direction = 1;       ///< away from the light: +1 or -1 along the step axis
    std::int64_t slope = 0;  ///< cells across per step index, times 2^32; below 2^32 in size
    double step_length = 1;  ///< cells that a ray travels per step, 1 to sqrt(2)
};

/// Towards a light at `azimuth_rad` clockwise from *grid* north.
Heading heading(double azimuth_rad);

/// One sky direction of a horizontal receiver. Weights are integers that sum to sky_unit over the set.
struct SkyRay {
    double tan_elevation;
    double sin_elevation;
    std::int32_t cosine_weight;  ///< units of sky_unit: cosine-weighted sky
    std::int32_t solid_weight;   ///< units of sky_unit: solid angle
};
struct SkyAzimuth {
    double azimuth_rad;  ///< clockwise from grid north, 0 to 2 pi
    Heading heading;
    std::vector<SkyRay> sharp;  ///< three per stratum, from low to high, for opaque surfaces
    std::vector<SkyRay> soft;   ///< one per stratum, for crowns, whose shade is smooth
};

/// Sky directions: `azimuths` (a multiple of 8) evenly spaced, symmetric about the axes and diagonals,
/// and `elevations` strata each. See docs/models/shading.md, section 3.
std::vector<SkyAzimuth> sky_directions(int azimuths, int elevations);

/// A direction of the upper half of space.
struct HemisphereRay {
    double azimuth_rad;    ///< clockwise from grid north
    double elevation_rad;  ///< above the horizon
};
/// `count` directions, each of the same solid angle 2 pi / count: a Fibonacci spiral.
std::vector<HemisphereRay> hemisphere_directions(int count);

}  // namespace luwte::shading
