// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"
#include "models/traffic/traffic.hpp"

#include <span>
#include <vector>

namespace luwte::srm1 {

/// Streets, receptors and which of them go together, where kernels/srm1 reads them.
///
/// Throws RuntimeError  a link names no segment, or an open road; a building type is not 1 to 4
struct StreetLinks {
    StreetLinks(const Backend& backend, std::span<const RoadSegment> roads,
                std::span<const Receptor> receptors);

    idx receptor_count, count;                      ///< receptors; links
    Field2D<double> points, receptors;              ///< m, x and y   [2, points of lines], [2, receptors]
    Field2D<std::int32_t> first_point, first_link;  ///< of a segment, of a receptor; one more at the end
    // Of each link   [1, links]; empty where there is none:
    Field2D<std::int32_t> segment;
    Field2D<std::int8_t> type;
    Field2D<float> tree_factor;
    Field2D<double> at;              ///< m, x and y of its receptor   [2, links]
    std::vector<std::int8_t> types;  ///< the same on the CPU
};

}  // namespace luwte::srm1
