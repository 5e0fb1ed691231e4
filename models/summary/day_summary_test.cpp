// SPDX-License-Identifier: Apache-2.0
#include "models/summary/day_summary.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace luwte {
namespace {

Field2D<float> constant(float value) {
    Field2D<float> f(Backend::cpu(), {1, 1, 2}, "f", "1");
    f.host()[0] = value;
    f.host()[1] = std::numeric_limits<float>::quiet_NaN();
    return f;
}

/// A day of 24 hourly steps; PET is `pet(h)` and the shade `shade(h)` at local hour h.
template <class Pet, class Shade>
DaySummary day(Pet pet, Shade shade) {
    Grid grid;
    grid.nx = 2, grid.ny = 1;
    DaySummary summary(Backend::cpu(), grid);
    for (int h = 0; h < 24; ++h) {
        const bool sun_up = h >= 6 && h < 21;
        summary.add({1.0, sun_up ? 1.0 : 0.0, double(h)}, constant(pet(h)), constant(pet(h) - 1),
                    constant(pet(h) + 2), constant(sun_up ? shade(h) : 1.0f), constant(290.0f + float(h)));
    }
    return summary;
}

TEST(DaySummary, CountsHoursStrictlyAboveTheLimits) {
    const auto s =
        day([](int h) { return h < 12 ? 35.0f : (h < 15 ? 41.0f : 41.5f); }, [](int) { return 0.f; });
    EXPECT_FLOAT_EQ(s.hours_pet_above_35.host()[0], 12);
    EXPECT_FLOAT_EQ(s.hours_pet_above_41.host()[0], 9);
    EXPECT_FLOAT_EQ(s.pet_max.host()[0], 41.5f);
    EXPECT_FLOAT_EQ(s.utci_max.host()[0], 40.5f);
    EXPECT_FLOAT_EQ(s.surface_temperature_max.host()[0], 313);
}

TEST(DaySummary, LocalWindowsAreHalfOpen) {
    // Shade only in the hours 9, 10, 15 and 16: two of them lie in [10, 16).
    const auto s = day([](int h) { return float(h); },
                       [](int h) { return h == 9 || h == 10 || h == 15 || h == 16 ? 1.0f : 0.0f; });
    EXPECT_FLOAT_EQ(s.shade_hours_10_16.host()[0], 2);
    EXPECT_FLOAT_EQ(s.sun_hours.host()[0], 15 - 4);
    // Mean of 12 .. 17, the six hours of [12, 18).
    EXPECT_NEAR(s.pet_12_18.host()[0], 14.5f, 1e-5f);
    EXPECT_NEAR(s.pet_national_12_18.host()[0], 16.5f, 1e-5f);
    EXPECT_NEAR(s.pet_minus_national_12_18.host()[0], -2, 1e-5f);
    EXPECT_TRUE(std::isnan(s.pet_minus_national_12_18.host()[1]));  // a roof
}

TEST(DaySummary, RoofsHaveNoComfortAndKeepTheirShade) {
    const auto s = day([](int) { return 30.0f; }, [](int) { return 0.5f; });
    EXPECT_TRUE(std::isnan(s.hours_pet_above_35.host()[1]));
    EXPECT_TRUE(std::isnan(s.pet_max.host()[1]));
    EXPECT_TRUE(std::isnan(s.pet_12_18.host()[1]));
}

}  // namespace
}  // namespace luwte
