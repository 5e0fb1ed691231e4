// SPDX-License-Identifier: Apache-2.0
// Property 14 of docs/models/heat.md.
#include "models/heat/sunlit_city.hpp"
#include "models/heat/test_materials.hpp"
#include "models/shading/test_scenes.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr idx n = 48;

CityLayers house(double pitch_deg) {
    CityLayers c = scenes::plain(n, n);
    scenes::build(c, [&](double x, double y) {
        const bool inside = std::abs(x) < 10 && std::abs(y) < 6;
        return inside ? 5 + std::tan(pitch_deg * degree_d) * (6 - std::abs(y)) : 0.0;
    });
    for (std::size_t k = 0; k < c.building_height.size(); ++k)
        if (c.building_height[k] > 0) c.surface_type[k] = std::int8_t(SurfaceType::building);
    return c;
}

/// A house of 20 x 12 m whose ridge runs east and west, at noon.
struct House : scenes::SunlitCity {
    explicit House(double pitch_deg) : SunlitCity(house(pitch_deg), test_materials(), 1) {
        heat.settle();
        run(0, 13);
    }
    /// Mean of a plane over the half of the roof that looks south or north, 2 m from its edges.
    double mean(const Field2D<float>& field, bool south) const {
        double sum = 0;
        int cells = 0;
        for (idx j = 0; j < n; ++j)
            for (idx i = 0; i < n; ++i) {
                const double x = i - (n - 1) / 2.0, y = j - (n - 1) / 2.0;
                if (std::abs(x) > 8 || std::abs(y) > 4 || std::abs(y) < 1.5 || (y < 0) != south) continue;
                sum += double(field.host()[std::size_t(j * n + i)]), ++cells;
            }
        return sum / cells;
    }
};

TEST(PitchedRoof, ItsSouthSideIsWarmerThanAFlatRoofAndItsNorthSideCooler) {  // [14]
    const House pitched(40), flat(0);
    const double south = pitched.mean(pitched.heat.surface_temperature, true),
                 north = pitched.mean(pitched.heat.surface_temperature, false),
                 level = flat.mean(flat.heat.surface_temperature, true);
    EXPECT_NEAR(level, flat.mean(flat.heat.surface_temperature, false), 0.05);
    EXPECT_GT(south, level + 1);
    EXPECT_LT(north, level - 5);
}

TEST(PitchedRoof, TakesTheSunOfTheGroundBelowIt) {  // [14]
    const House pitched(35), flat(0);
    double both = 0;
    for (const bool south : {true, false})
        both += pitched.mean(pitched.heat.sun_on_tops(), south) / std::cos(35 * degree_d) / 2;
    // The diffuse light of a sky of which a slope sees less is more than 0.9 of it.
    EXPECT_NEAR(both / flat.mean(flat.heat.sun_on_tops(), true), 1, 0.04);
}

}  // namespace
}  // namespace luwte
