// SPDX-License-Identifier: Apache-2.0
#include "host/export/map_legend.hpp"

namespace luwte {

namespace {

/// Yearly means of NO2: the WHO's guideline of 10 ug/m3 (WHO global air quality guidelines, 2021) and the
/// EU's limit of 20 ug/m3 from 2030 on (Directive (EU) 2024/2881; 40 until then), both second hand
/// (methods-nl 2.7).
constexpr std::array<float, 6> no2_edges = {5, 10, 15, 20, 30, 40};
constexpr std::array<FieldClass, 7> no2_classes = {{{0, "below_5", "< 5", "#e9f6f8"},
                                                    {1, "5_to_10", "5–10", "#cdebdb"},
                                                    {2, "10_to_15", "10–15", "#f4d66c"},
                                                    {3, "15_to_20", "15–20", "#efae4b"},
                                                    {4, "20_to_30", "20–30", "#e2733c"},
                                                    {5, "30_to_40", "30–40", "#b53345"},
                                                    {6, "above_40", "≥ 40", "#671a52"}}};

/// Differences in K or ug/m3: less in blue, more in red, below a half neither.
constexpr std::array<float, 10> difference_edges = {-8, -4, -2, -1, -0.5f, 0.5f, 1, 2, 4, 8};
constexpr std::array<FieldClass, 11> difference_classes = {{{0, "below_m8", "< −8", "#053061"},
                                                            {1, "m8_to_m4", "−8 / −4", "#2166ac"},
                                                            {2, "m4_to_m2", "−4 / −2", "#4393c3"},
                                                            {3, "m2_to_m1", "−2 / −1", "#92c5de"},
                                                            {4, "m1_to_m05", "−1 / −0.5", "#d1e5f0"},
                                                            {5, "none", "±0.5", "#f7f7f7"},
                                                            {6, "05_to_1", "0.5 / 1", "#fddbc7"},
                                                            {7, "1_to_2", "1 / 2", "#f4a582"},
                                                            {8, "2_to_4", "2 / 4", "#d6604d"},
                                                            {9, "4_to_8", "4 / 8", "#b2182b"},
                                                            {10, "above_8", "≥ 8", "#67001f"}}};

}  // namespace

MapLegend legend_of(std::string_view name) {
    if (name == "yearly_concentration_no2")
        return {no2_classes,
                no2_edges,
                "NO2, yearly mean in µg/m³, exploratory; limits: WHO 2021 guideline 10, EU from 2030 on 20",
                {{0, 1, "up to WHO 2021 (10)"}, {2, 3, "up to EU 2030 (20)"}, {4, 6, "above both"}}};
    if (name == difference_legend) return {difference_classes, difference_edges, "difference in K", {}};
    if (name == air_difference_legend)
        return {difference_classes, difference_edges, "difference in µg/m³, exploratory", {}};
    const FieldInfo& field = *find_field(name);
    if (name == "surface_type") {
        static const std::vector<float> between = [&] {
            std::vector<float> edges;
            for (std::size_t n = 1; n < field.classes.size(); ++n) edges.push_back(float(n) - 0.5f);
            return edges;
        }();
        return {field.classes, between, "what covers the ground", {}};
    }
    if (name == "pet_class")
        return {field.classes,
                field.class_edges,
                "PET in °C, classes of the Klimaateffectatlas",
                {{0, 1, "up to moderate"}, {2, 3, "strong"}, {4, 8, "extreme heat stress"}}};
    return {field.classes, field.class_edges, std::string(field.long_name), {}};
}

}  // namespace luwte
