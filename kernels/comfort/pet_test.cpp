// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/pet.hpp"

#include "kernels/comfort/humidity.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace luwte {
namespace {

PetModel::Climate celsius(double air, double radiant, double wind, double vapour_hpa) {
    return {air + 273.15, radiant + 273.15, wind, vapour_hpa * 100};
}

// Hoeppe (1999), table 1, printed in whole degrees.
TEST(Pet, MatchesHoeppesTableForRoomWinterShadeAndSummerShade) {
    const PetModel model{Person{}};
    EXPECT_NEAR(model.pet(celsius(21, 21, 0.1, 12)), 21, 0.05);
    EXPECT_NEAR(model.pet(celsius(-5, -5, 5.0, 2)), -13, 0.5);
    EXPECT_NEAR(model.pet(celsius(30, 30, 1.0, 21)), 29, 0.5);
}

// The same table, rows in the sun: 10 and 43. Walther & Goestchel (2018) diffuse vapour through clothing
// and solve the balances together, which lowers both; 2 K is what that is seen to do, not a fit.
TEST(Pet, IsSomewhatBelowHoeppesTableInTheSun) {
    const PetModel model{Person{}};
    EXPECT_NEAR(model.pet(celsius(-5, 40, 0.5, 2)), 10, 2);
    EXPECT_NEAR(model.pet(celsius(30, 60, 1.0, 21)), 43, 2);
}

// Property 1: the reference room is its own equivalent; its clothing and wind are those of the definition.
TEST(Pet, OfTheReferenceRoomIsItsAirTemperature) {
    const PetModel model{Person{}};
    for (double t = -20; t <= 45; t += 2.5) EXPECT_NEAR(model.pet(celsius(t, t, 0.1, 12)), t, 1e-4) << t;
}

// Property 2.
TEST(Pet, GrowsWithAirAndRadiantTemperatureAndVapourPressure) {
    const PetModel model{Person{}};
    for (double wind : {0.1, 1.0, 8.0})
        for (double t = -20; t < 45; t += 5) {
            const double vapour = 0.5 * saturation_vapour_pressure(t + 273.15) / 100;
            const double here = model.pet(celsius(t, t + 15, wind, vapour));
            EXPECT_GT(model.pet(celsius(t + 1, t + 15, wind, vapour)), here);
            EXPECT_GT(model.pet(celsius(t, t + 16, wind, vapour)), here);
            EXPECT_GE(model.pet(celsius(t, t + 15, wind, 1.1 * vapour)), here - 1e-5);
        }
}

// Property 3: wind takes heat from a person warmer than the air and radiation.
TEST(Pet, FallsWithWindInTheCold) {
    const PetModel model{Person{}};
    for (double wind = 0.1; wind < 10; wind *= 1.5)
        EXPECT_LT(model.pet(celsius(0, 0, 1.5 * wind, 4)), model.pet(celsius(0, 0, wind, 4)));
}

// Property 4: a root exists in every climate that can come up, and a few that cannot.
TEST(Pet, HasAnAnswerInEveryClimate) {
    const PetModel model{Person{}};
    for (double air = -40; air <= 55; air += 5)
        for (double radiant = -40; radiant <= 100; radiant += 10)
            for (double wind : {0.05, 0.5, 3.0, 20.0})
                for (double humidity : {0.01, 0.5, 1.0}) {
                    const double vapour = humidity * saturation_vapour_pressure(air + 273.15) / 100;
                    const double pet = model.pet(celsius(air, radiant, wind, vapour));
                    ASSERT_TRUE(pet > -100 && pet < 150)
                        << air << " " << radiant << " " << wind << " " << humidity << ": " << pet;
                }
}

// Property 5: what PET tables rest on.
TEST(Pet, IsTheMaximumOfTheMinimaOfItsBranches) {
    const PetModel model{Person{}};
    std::mt19937 generator(7);
    const auto between = [&](double a, double b) {
        return std::uniform_real_distribution<double>(a, b)(generator);
    };
    for (int n = 0; n < 20000; ++n) {
        const auto climate =
            celsius(between(-40, 55), between(-40, 100), std::exp(between(-3, 3)), std::exp(between(-1, 5)));
        const auto b = model.branches(climate);
        const double combined =
            std::max(std::min(b.sweat_sweat, b.sweat_wet), std::min(b.wet_sweat, b.wet_wet));
        ASSERT_NEAR(model.pet(climate), combined, 1e-5);
    }
}

TEST(Pet, BodyBalancesAtPlausibleTemperaturesInARoom) {
    const auto body = PetModel{Person{}}.body(celsius(21, 21, 0.1, 12));
    EXPECT_NEAR(body.core, 36.7, 0.2);
    EXPECT_GT(body.skin, body.clothing);
    EXPECT_GT(body.clothing, 21);
}

TEST(Pet, PassesNanOn) {
    const PetModel model{Person{}};
    EXPECT_TRUE(std::isnan(model.pet(celsius(NAN, 20, 1, 10))));
    EXPECT_TRUE(std::isnan(model.pet(celsius(20, NAN, 1, 10))));
    EXPECT_TRUE(std::isnan(model.pet(celsius(20, 20, 1, NAN))));
    EXPECT_TRUE(std::isnan(model.pet(celsius(20, 20, NAN, 10))));
}

TEST(Pet, NamesEveryPersonValueThatIsOutOfRange) {
    Person person;
    person.height = 0;
    person.clothing = -1;
    try {
        PetModel{person};
        FAIL() << "no error";
    } catch (const InputError& error) {
        ASSERT_EQ(error.problems().size(), 2u);
        EXPECT_EQ(error.problems()[0].where, "person.height");
        EXPECT_EQ(error.problems()[1].where, "person.clothing");
    }
}

// Triple point of water 611.657 Pa at 273.16 K; normal boiling point 373.124 K (ITS-90).
TEST(Humidity, SaturationMeetsTheTriplePointAndTheBoilingPoint) {
    EXPECT_NEAR(saturation_vapour_pressure(273.16), 611.657, 0.01);
    EXPECT_NEAR(saturation_vapour_pressure(373.124), 101325, 20);
}

}  // namespace
}  // namespace luwte
