// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/export/map_png.hpp"
#include "host/output/result_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// City layers of a result that maps are drawn over, and its open ground: neither building nor water.
struct ReportCity {
    Grid grid;
    std::vector<float> terrain_height, building_height, canopy_height;
    std::vector<std::int8_t> surface_type;
    std::vector<std::uint8_t> data_gap;

    explicit ReportCity(const ResultReader& result);
    bool is_open(std::size_t cell) const;
    MapPicture picture(std::span<const float> values, std::string_view classes) const;
    /// The columns within `margin_m` of the rings' bounds, as a city of its own; `values` follow likewise.
    ReportCity window(const std::vector<MapOutline>& around, double margin_m,
                      std::vector<float>& values) const;

  private:
    ReportCity() = default;
};

/// <figure> of a map and its legend with the share of open ground in each class. Captions are HTML.
std::string map_figure(const ReportCity& city, std::span<const float> values, std::string_view classes,
                       std::string_view caption_nl, std::string_view caption_en,
                       const std::vector<MapOutline>& outlines = {}, int longest_px = 1100);

/// Mean and shares over open ground.
struct OpenGround {
    double mean = 0, p05 = 0, p95 = 0;
    std::size_t cells = 0;
    std::vector<float> sorted;
    double share_above(double limit) const;
};
OpenGround open_ground(const ReportCity& city, std::span<const float> values);

}  // namespace luwte
