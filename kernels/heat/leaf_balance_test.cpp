// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/heat.md.
#include "kernels/heat/leaf_balance.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// A crown of leaf area index 4 under an open sky; air at 300 K with half the vapour it can hold.
/// Of a closed slab: what it keeps of sky and ground.
constexpr float hidden = 0.86f;  // 1 - exp(-0.3 * 4 / 0.6)
LeafForcing crown(float direct, float diffuse, float sine, float sky, float ground, float air) {
    const float held = hidden * (0.82f * 0.8f * diffuse + 0.8f * sky + ground);
    const float taken = direct * (1 - std::exp(-0.3f * 4 / std::max(sine, 0.05f)));
    return {4, 0.3f, 0.8f, taken, diffuse, sine, held, 1.8f * hidden, air, 2, 0.18f, 0.05f, 100};
}
LeafForcing noon() { return crown(600, 100, 0.85f, 380, 500, 300); }
LeafForcing night() { return crown(0, 0, 0, 300, 400, 290); }
FacetWeather weather(float air, float humidity = 0.5f, float opening = 1) {
    FacetWeather w{};
    w.vapour_pressure = humidity * saturation_vapour_pressure(air);
    w.pressure = 101325;
    w.stomatal_opening = opening;
    return w;
}

/// What is left of the balance of leaves at `excess`, without any linear step [W m-2].
double rest(const LeafForcing& in, const FacetWeather& w, double excess) {
    const double path = 0.3 * 4, air = double(in.air_temperature);
    const double share = 1 - std::exp(-path / std::max(double(in.sin_altitude), 0.05));
    const double sigma = 5.670374419e-8, own = sigma * std::pow(air + excess, 4);
    const double kept = 0.82 * double(in.direct) + double(in.held) - double(in.view) * own;
    const double g = 0.00662 * std::sqrt(double(in.wind_speed) / 0.05);
    const double light = double(in.direct) / share + double(0.8f * in.diffuse);
    const double opening = double(w.stomatal_opening) * double(opening_by_light(float(light), 4, 100));
    const double r = std::min(100 / std::max(opening, 0.02), 5000.0);
    const double vapour = 1 / (r + 2 / (1.08 * g));
    const double density = 101325 / (double(gas_constant_of_air) * air);
    const double latent = double(latent_heat_of_vaporisation(in.air_temperature));
    const double inside = double(saturation_vapour_pressure(float(air + excess)));
    const double evaporation =
        4 * density * 0.622 / 101325 * latent * vapour * (inside - double(w.vapour_pressure));
    return kept - 4 * density * double(specific_heat_of_air) * g * excess - evaporation;
}

TEST(LeafBalance, SolvesTheBalanceThatIsNotLinear) {  // [12]
    for (const LeafForcing& in : {noon(), night()})
        for (const float opening : {1.0f, 0.2f}) {
            const FacetWeather w = weather(in.air_temperature, 0.5f, opening);
            double low = -20, high = 40;
            for (int n = 0; n < 60; ++n) {
                const double middle = 0.5 * (low + high);
                (rest(in, w, middle) > 0 ? low : high) = middle;
            }
            EXPECT_NEAR(double(leaf_balance(in, w).excess), low, 0.1) << in.air_temperature << ' ' << opening;
        }
}

TEST(LeafBalance, LeavesAreNearTheAirAndClosedStomataMakeThemWarmer) {  // [12]
    const float open = leaf_balance(noon(), weather(300)).excess,
                closed = leaf_balance(noon(), weather(300, 0.5f, 0)).excess;
    EXPECT_GT(open, -3);
    EXPECT_LT(open, 3);
    EXPECT_GT(closed, open + 1);
    LeafForcing windy = noon();
    windy.wind_speed = 8;
    EXPECT_LT(std::abs(leaf_balance(windy, weather(300, 0.5f, 0)).excess), closed);
}

TEST(LeafBalance, LeavesUnderAClearNightSkyAreColderThanTheAir) {  // [12]
    const float excess = leaf_balance(night(), weather(290)).excess;
    EXPECT_LT(excess, -0.1);
    EXPECT_GT(excess, -3);
}

TEST(LeafBalance, WhatLeavesKeepTheyGiveToTheAir) {  // [12]
    for (const LeafForcing& in : {noon(), night()})
        for (const float opening : {1.0f, 0.2f, 0.0f}) {
            const FacetWeather w = weather(in.air_temperature, 0.5f, opening);
            const LeafFluxes out = leaf_balance(in, w);
            EXPECT_NEAR(out.net_radiation, out.sensible + out.latent, 0.02) << opening;
            EXPECT_EQ(out.sensible > 0, out.excess > 0);
        }
    const LeafFluxes open = leaf_balance(noon(), weather(300)),
                     closed = leaf_balance(noon(), weather(300, 0.5f, 0));
    EXPECT_GT(open.latent, 2 * open.sensible);
    EXPECT_GT(closed.sensible, 5 * closed.latent);
    EXPECT_GT(open.net_radiation, 0.5f * noon().direct);
}

TEST(LeafBalance, ACrownInShadeIsNearTheAir) {  // [12]
    LeafForcing shade = noon();
    shade.direct = 0;
    const float in_the_sun = leaf_balance(noon(), weather(300, 0.5f, 0)).excess,
                in_shade = leaf_balance(shade, weather(300, 0.5f, 0)).excess;
    EXPECT_GT(in_the_sun, 1);
    EXPECT_LT(std::abs(in_shade), 0.3f * in_the_sun);
}

TEST(LeafBalance, LargeLeavesAndClosedStomataAreWarmer) {
    LeafForcing large = noon(), thrifty = noon();
    large.size = 0.2f, thrifty.stomatal_resistance = 400;
    const FacetWeather dry = weather(300, 0.5f, 0), moist = weather(300);
    EXPECT_GT(leaf_balance(large, dry).excess, 1.2f * leaf_balance(noon(), dry).excess);
    EXPECT_GT(leaf_balance(thrifty, moist).excess, leaf_balance(noon(), moist).excess + 0.3f);
}

TEST(LeafBalance, InAnEnclosureOfMoistAirLeavesHaveItsTemperature) {  // [12]
    const float all = black_body(290);
    const LeafForcing in = crown(0, 0, 0, all, all, 290);
    EXPECT_NEAR(leaf_balance(in, weather(290, 1)).excess, 0, 1e-4);
}

TEST(LeafBalance, ABlockHasTheMeanOfItsCrownsAndWithoutCrownsTheAir) {
    constexpr idx n = 6;
    const auto plane = [](float value) { return std::vector<float>(n * n, value); };
    auto top = plane(0), base = plane(0), density = plane(0), sky = plane(0.8f), air = plane(290),
         mean = plane(99);
    const auto view = [](std::vector<float>& v) { return View2D<float>{v.data(), n, n, n}; };
    std::vector<float> leaf_area{12, 0, 0, 0}, held{3 * noon().held, 0, 0, 0}, area{3 * noon().view, 0, 0, 0},
        excess(4, 99), emitted(4, 99);
    const auto blocks = [](std::vector<float>& v) { return View2D<float>{v.data(), 2, 2, 2}; };
    for (const std::size_t at : {0u, 1u, 7u}) top[at] = 8, base[at] = 4, density[at] = 1;
    sky[1] = 0.4f;
    auto sun = plane(0), sensible = plane(99), latent = plane(99);
    sun[0] = sun[7] = 1, sun[1] = 0.25f;
    LeafForcing same = noon();
    same.air_temperature = 0, same.sky_view = 0, same.direct = 0,
    same.held = same.view = 0;  // the columns have their own
    LeavesOfBlock step{};
    step.canopy_top = view(top), step.canopy_base = view(base), step.leaf_area_density = view(density);
    step.sky_view_opaque = view(sky), step.air_temperature = view(air), step.sun = view(sun);
    step.leaf_area = blocks(leaf_area), step.held = blocks(held), step.view = blocks(area);
    step.excess = blocks(excess), step.emitted = blocks(emitted);
    step.sensible = view(sensible), step.latent = view(latent);
    step.direct_normal = noon().direct;
    step.weather = weather(290), step.same = same, step.size = 4, step.air_offset = 0.5f;
    for (const idx j : {0, 1})
        for (const idx i : {0, 1}) step(j, i);
    LeafForcing in = noon();
    in.air_temperature = 290.5f;
    const LeafFluxes open = leaf_balance(in, weather(290));
    in.sky_view = 0.4f, in.direct *= 0.25f;
    const LeafFluxes hidden = leaf_balance(in, weather(290));
    EXPECT_NEAR(excess[0], (2 * open.excess + hidden.excess) / 3, 1e-4);
    EXPECT_NEAR(emitted[0], (2 * open.emitted + hidden.emitted) / 3, 1e-2);
    EXPECT_NEAR(sensible[0], open.sensible, 1e-2);  // of each crown, not of the block
    EXPECT_NEAR(latent[1], hidden.latent, 1e-2);
    EXPECT_EQ(sensible[8], 0);
    EXPECT_EQ(latent[5 * n + 5], 0);
    EXPECT_EQ(excess[1], 0);
    // Columns see the leaves of the nearest block that has any.
    std::vector<std::int32_t> nearest{0, 0, 0, 3};
    LeafTemperature seen{view(air), {nearest.data(), 2, 2, 2}, blocks(excess), view(mean), 4, 0.5f, 1, 0};
    seen(0, 5), seen(5, 5);
    EXPECT_NEAR(mean[5], 290.5f + excess[0], 1e-4);
    EXPECT_EQ(mean[5 * n + 5], 290.5f);
}

}  // namespace
}  // namespace luwte
