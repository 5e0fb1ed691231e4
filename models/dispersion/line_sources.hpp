// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/traffic/traffic.hpp"
#include "models/wind/wind_domain.hpp"

#include <span>
#include <vector>

namespace luwte {

/// A cell of the area's wind grid, counted from its south-west corner and the ground without ghost cells, and
/// its share of what a road segment emits [1].
struct SourceCell {
    idx k, j, i;
    float share;
};

/// Streets as sources of dispersion (docs/models/dispersion.md, 13 to 17).
struct LineSources {
    struct Parameters {
        double road_width = 7;      ///< m, over which a line is spread; to be verified: CIMLK has no widths
        double initial_height = 2;  ///< m, over which traffic mixes it first; OSPM (Berkowicz 2000,
                                    ///< doi:10.1023/A:1006448321977), to be verified
        double farthest = 20;       ///< m, from under a building to the nearest air
    };

    Parameters parameters;
    /// By segment, ordered by level, row and column; they add up to the part of its length inside the area.
    /// Empty: open roads (SRM2), tunnels of factor 0, and what lies outside.
    std::vector<std::vector<SourceCell>> of_segment;
    std::vector<double> length;  ///< m, by segment, whole

    // Of all segments that are sources:
    double inside = 0, outside = 0;  ///< m, in the area and not
    double moved_aside = 0;          ///< m of `inside` whose part of the width lies in a building: beside it
    double moved_out = 0;         ///< m of `inside` that lie under buildings all across: to the nearest air
    std::size_t zero_length = 0;  ///< segments without length, all in their column; they emit nothing
};

/// Throws InputError  a segment with a coordinate that is no place on Earth, above the wind grid, or under a
/// building
///                    with no air within `farthest`: each with its place and metres
///        RuntimeError  `area` is not the area of `layout`, or a parameter is not above 0
LineSources line_sources(std::span<const RoadSegment> roads, const WindLayout& layout, const WindDomain& area,
                         const LineSources::Parameters& parameters = {});

/// What all segments emit together, as ScalarModel over the area alone takes it.
/// In   emission  of each segment, per metre and second; where it is no source it does not count
///      area      extents of the area's wind grid
/// Out            per cell and second, ghost cells included (kernels/wind/wind_grid.hpp), on `backend`
Field3D<float> source_of(const Backend& backend, const LineSources& sources, std::span<const float> emission,
                         const wind::Extents& area);

}  // namespace luwte
