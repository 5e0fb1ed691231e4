// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/comfort.md.
#include "kernels/comfort/wbgt.hpp"

#include "kernels/comfort/wbgt_reference.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Sun, sky and ground of the plain as a column of the map gets them.
struct Absorbed {
    float globe, wick;
};
Absorbed absorbed(const liljegren::Plain& p) {
    const float direct = float(p.direct_share * p.solar / p.cos_zenith);
    const float diffuse = float((1 - p.direct_share) * p.solar), up = float(p.surface_albedo * p.solar);
    const float black = black_body(float(p.air));
    const float sky = float(liljegren::sky_emissivity(p)) * black,
                ground = float(p.surface_emissivity) * black;
    return {absorbed_by_globe(sun_on_globe * direct, 0.5f * (diffuse + up), 0.5f * (sky + ground)),
            absorbed_by_wick(sun_on_wick(float(std::asin(p.cos_zenith))) * direct, 0.5f * (diffuse + up),
                             diffuse, 0.5f * (sky + ground))};
}

float on_plain(const liljegren::Plain& p) {
    const Absorbed a = absorbed(p);
    const float air = float(p.air), wind = float(p.wind), pressure = float(p.pressure);
    const float vapour = float(p.humidity) * saturation_vapour_pressure(air);  // as the weather has it
    return 0.7f * natural_wet_bulb(air, vapour, wind, pressure, a.wick) +
           0.2f * globe_temperature(air, wind, pressure, a.globe) + 0.1f * air - zero_celsius;
}

const liljegren::Plain afternoon{303.15, 0.4, 1, 101325, 800, 0.75, 0.8};

liljegren::Plain any_plain(std::mt19937& generator) {
    const auto between = [&](double a, double b) {
        return std::uniform_real_distribution<double>(a, b)(generator);
    };
    liljegren::Plain p{between(253, 323), between(0.03, 1), between(0, 12), between(90e3, 104e3), 0, 0, 1};
    p.cos_zenith = between(0.06, 1);  // the beam ends at 3 degrees
    p.solar = between(0, 1100) * p.cos_zenith;
    p.direct_share = between(0, 0.85);
    return p;
}

// [8] In saturated air, in the dark, amid surroundings of its temperature.
TEST(Wbgt, IsTheAirTemperatureInSaturatedIsothermalDarkness) {
    for (const float t : {263.15f, 283.15f, 303.15f, 313.15f}) {
        const float e = saturation_vapour_pressure(t), l = black_body(t);
        const float globe = globe_temperature(t, 1, 101325, absorbed_by_globe(0, 0, l));
        const float wet = natural_wet_bulb(t, e, 1, 101325, absorbed_by_wick(0, 0, 0, l));
        EXPECT_NEAR(globe, t, 2e-3) << t;  // single precision of sigma T^4
        EXPECT_NEAR(wet, t, 2e-3) << t;
    }
}

// [9] The same equations in double and by bisection, same saturation pressure: what Newton's six steps,
// single precision and rounded constants cost.
TEST(Wbgt, InstrumentsHaveTheTemperaturesOfTheirEquations) {
    std::mt19937 generator(11);
    double worst_globe = 0, worst_wick = 0;
    for (int n = 0; n < 20000; ++n) {
        liljegren::Plain p = any_plain(generator);
        p.buck = false;
        const Absorbed a = absorbed(p);
        const float air = float(p.air), wind = float(p.wind), pressure = float(p.pressure);
        const double globe = globe_temperature(air, wind, pressure, a.globe);
        const double wet =
            natural_wet_bulb(air, float(liljegren::vapour_pressure(p)), wind, pressure, a.wick);
        worst_globe = std::max(worst_globe, std::fabs(globe - liljegren::globe(p, double(a.globe))));
        worst_wick = std::max(worst_wick, std::fabs(wet - liljegren::natural_wet_bulb(p, double(a.wick))));
    }
    EXPECT_LT(worst_globe, 1e-3);
    EXPECT_LT(worst_wick, 1e-3);
}

// [10] Everything as in the paper, radiation of the plain and its saturation pressure too. 0.06 K: Buck's
// (1981) with 1.004 for moist air is 0.4 % above the weather's; with one of them [9] holds.
TEST(Wbgt, FollowsLiljegrenOnAnOpenPlain) {
    std::mt19937 generator(12);
    double worst = 0;
    for (int n = 0; n < 20000; ++n) {
        const liljegren::Plain p = any_plain(generator);
        worst = std::max(worst, std::fabs(double(on_plain(p)) - liljegren::wbgt(p)));
    }
    EXPECT_LT(worst, 0.06);
}

// [11]
TEST(Wbgt, GrowsWithHumidityAndSunAndFallsWithWindInTheSun) {
    float before = -100;
    for (double rh = 0.05; rh <= 1; rh += 0.05) {
        liljegren::Plain p = afternoon;
        p.humidity = rh;
        EXPECT_GT(on_plain(p), before) << rh;
        before = on_plain(p);
    }
    before = -100;
    for (double sun = 0; sun <= 1000; sun += 50) {
        liljegren::Plain p = afternoon;
        p.solar = sun;
        EXPECT_GT(on_plain(p), before) << sun;
        before = on_plain(p);
    }
    before = 100;
    for (double wind = 0.13; wind < 15; wind *= 1.3) {
        liljegren::Plain p = afternoon;
        p.wind = wind;
        EXPECT_LT(on_plain(p), before) << wind;
        before = on_plain(p);
    }
}

// A globe that wind cools no more has the temperature of what it absorbs; in a storm it has that of the air.
TEST(Wbgt, GlobeLiesBetweenAirAndRadiation) {
    for (const float absorbed : {250.0f, 450.0f, 700.0f, 1000.0f})
        for (const float wind : {0.0f, 1.0f, 30.0f}) {
            const float radiant = std::sqrt(std::sqrt(absorbed / (0.95f * stefan_boltzmann)));
            const float t = globe_temperature(300, wind, 101325, absorbed);
            EXPECT_GT(t, std::min(300.0f, radiant));
            EXPECT_LT(t, std::max(300.0f, radiant));
        }
}

TEST(Wbgt, CalmIsTheLeastWindThatTheExchangeKnows) {
    liljegren::Plain calm = afternoon, slow = afternoon;
    calm.wind = 0, slow.wind = 0.13;
    EXPECT_EQ(on_plain(calm), on_plain(slow));
}

TEST(Wbgt, MissingInputsGiveNoValue) {
    const float nan = math::detail::not_a_number;
    EXPECT_TRUE(math::is_nan(globe_temperature(nan, 1, 101325, 500)));
    EXPECT_TRUE(math::is_nan(globe_temperature(300, 1, 101325, nan)));
    EXPECT_TRUE(math::is_nan(natural_wet_bulb(300, nan, 1, 101325, 500)));
    EXPECT_TRUE(math::is_nan(natural_wet_bulb(300, 1500, 1, 101325, nan)));
}

}  // namespace
}  // namespace luwte
