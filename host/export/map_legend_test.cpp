// SPDX-License-Identifier: Apache-2.0
#include "host/export/map_legend.hpp"

#include "host/export/map_raster.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(MapLegend, OfNo2BreaksAtTheLimitsAndDarkensFromClassToClass) {
    const MapLegend legend = legend_of("yearly_concentration_no2");
    ASSERT_EQ(legend.classes.size(), legend.edges.size() + 1);
    EXPECT_TRUE(std::ranges::is_sorted(legend.edges));
    // The groups' words name the limits that they end at.
    ASSERT_EQ(legend.groups.size(), 3u);
    EXPECT_EQ(legend.edges[legend.groups[0].last], 10.0f);
    EXPECT_THAT(std::string(legend.groups[0].word), testing::HasSubstr("WHO 2021 (10)"));
    EXPECT_EQ(legend.edges[legend.groups[1].last], 20.0f);
    EXPECT_THAT(std::string(legend.groups[1].word), testing::HasSubstr("EU 2030 (20)"));
    EXPECT_EQ(legend.groups[0].first, 0u);
    for (std::size_t n = 1; n < legend.groups.size(); ++n)
        EXPECT_EQ(legend.groups[n].first, legend.groups[n - 1].last + 1);
    EXPECT_EQ(legend.groups.back().last + 1, legend.classes.size());
    // Luminance of linear light, so that the order is read without colour vision.
    float before = 1;
    for (const FieldClass& c : legend.classes) {
        const auto linear = [](float v) {
            return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
        };
        const Colour colour = colour_of(c.colour);
        const float light =
            0.2126f * linear(colour.r) + 0.7152f * linear(colour.g) + 0.0722f * linear(colour.b);
        EXPECT_LT(light, 0.95f * before) << c.label;
        before = light;
    }
    EXPECT_THAT(legend.caption, testing::HasSubstr("exploratory"));
}

TEST(MapLegend, OfOtherFieldsIsTheirOwn) {
    EXPECT_EQ(legend_of("pet_class").edges.size(), pet_class_edges.size());
    EXPECT_EQ(legend_of("pet_class").groups.back().word, "extreme heat stress");
    EXPECT_EQ(legend_of("wind_comfort_class").classes.size(), 5u);
    EXPECT_TRUE(legend_of("wind_comfort_class").groups.empty());
    EXPECT_EQ(legend_of(difference_legend).caption, "difference in K");
    EXPECT_THAT(legend_of(air_difference_legend).caption, testing::HasSubstr("µg/m³, exploratory"));
}

}  // namespace
}  // namespace luwte
