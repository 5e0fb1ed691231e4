// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// What the colours of a picture mean.
struct MapLegend {
    struct Group {
        std::size_t first, last;  ///< classes
        std::string_view word;
    };
    std::span<const FieldClass> classes;
    std::span<const float> edges;  ///< between the classes; each limit belongs to the class above it
    std::string caption;
    std::vector<Group> groups;  ///< words above the bar
};

/// Name of the classes of differences between two maps of temperature or comfort, in K.
inline constexpr std::string_view difference_legend = "difference_k";
/// The same of two concentrations, in ug/m3.
inline constexpr std::string_view air_difference_legend = "difference_ug_m3";

/// Of a field of the catalogue with classes, or of yearly_concentration_no2 or the two legends of
/// differences, whose classes are of pictures only.
MapLegend legend_of(std::string_view field);

}  // namespace luwte
