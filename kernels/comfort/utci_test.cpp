// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/utci.hpp"

#include "kernels/comfort/humidity.hpp"
#include "kernels/core/field.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace luwte {
namespace {

// Property 6. Broede et al. (2012): in the reference climate (Tmrt = Ta, 0.5 m s-1 at 10 m, 50 % humidity,
// at most 20 hPa) UTCI is the air temperature; the polynomial's error is 1.1 K RMS, below 3 K in the
// range of 0 to 40 degC tried here.
TEST(Utci, IsNearTheAirTemperatureInTheReferenceClimate) {
    for (float t = 0; t <= 40; t += 5) {
        const double vapour = std::min(0.5 * saturation_vapour_pressure(t + 273.15), 2000.0);
        EXPECT_NEAR(utci(t + 273.15f, t + 273.15f, 0.5f, float(vapour)), t, 3.0f) << t;
    }
}

TEST(Utci, TermsAreCountedAsBinomials) {
    static_assert(utci_detail::terms(4, 6) == 210);
    static_assert(utci_detail::block(4, 6, 1) == 84);
    static_assert(utci_detail::block(1, 3, 2) == 2);
    // The highest term alone: pa^6.
    EXPECT_EQ(utci_detail::coefficients[209], 1.48348065e-03);
    // With everything zero the constant remains.
    EXPECT_EQ(utci_offset(0.0, 0.0, 0.0, 0.0), 6.07562052e-01);
    // One variable at a time, against its seven coefficients.
    const double t = 2;
    EXPECT_NEAR(utci_offset(t, 0.0, 0.0, 0.0),
                6.07562052e-01 - 2.27712343e-02 * t + 8.06470249e-04 * t * t - 1.54271372e-04 * t * t * t -
                    3.24651735e-06 * std::pow(t, 4) + 7.32602852e-08 * std::pow(t, 5) +
                    1.35959073e-09 * std::pow(t, 6),
                1e-12);
    EXPECT_NEAR(
        utci_offset(0.0, 1.0, 0.0, 0.0) - utci_offset(0.0, 0.0, 0.0, 0.0),
        -2.25836520e+00 - 7.51269505e-01 + 1.58137256e-01 - 1.27762753e-02 + 4.56306672e-04 - 5.91491269e-06,
        1e-12);
}

TEST(Utci, FloatIsWithinAHundredthOfAKelvinOfDouble) {
    std::mt19937 generator(5);
    const auto between = [&](double a, double b) {
        return std::uniform_real_distribution<double>(a, b)(generator);
    };
    double worst = 0;
    for (int n = 0; n < 200000; ++n) {
        const double t = float(between(-50, 50)), v = float(between(0.5, 17)), d = float(between(-30, 70));
        const double p = float(std::min(between(0, 1) * saturation_vapour_pressure(t + 273.15) * 1e-3, 5.0));
        worst = std::max(
            worst, std::fabs(utci_offset(float(t), float(v), float(d), float(p)) - utci_offset(t, v, d, p)));
    }
    EXPECT_LT(worst, 0.01);
}

TEST(Utci, ClampsWindAndLeavesOutWhatIsOutOfRange) {
    EXPECT_EQ(utci(298.15f, 300, 0.0f, 1500), utci(298.15f, 300, 0.5f, 1500));
    EXPECT_EQ(utci(298.15f, 300, 40.0f, 1500), utci(298.15f, 300, 17.0f, 1500));
    EXPECT_TRUE(std::isnan(utci(324, 324, 1, 1500)));
    EXPECT_TRUE(std::isnan(utci(298, 369, 1, 1500)));
    EXPECT_TRUE(std::isnan(utci(298, 267, 1, 1500)));
    EXPECT_TRUE(std::isnan(utci(298, 298, 1, 5100)));
    EXPECT_TRUE(std::isnan(utci(298, 298, NAN, 1500)));
    EXPECT_TRUE(std::isnan(utci(298, NAN, 1, 1500)));
}

// ln(10 / 0.01) / ln(1.1 / 0.01) = 1.4696: the ratio carries two decimals.
TEST(Utci, WindRatioIsThatOfTheLogarithmicProfile) {
    EXPECT_NEAR(utci_wind_ratio, std::log(10 / 0.01) / std::log(1.1 / 0.01), 0.0005);
}

TEST(Utci, ClipsAreCountedOnceEachAndNotOnRoofs) {
    const Backend host = Backend::cpu();
    Field2D<float> air(host, {1, 1, 7}, "a", "K"), radiant(host, {1, 1, 7}, "r", "K"),
        wind(host, {1, 1, 7}, "w", "m s-1"), building(host, {1, 1, 7}, "b", "m");
    Field2D<std::int32_t> count(host, {1, 1, 4}, "c", "1");
    std::ranges::fill(air.host(), 300.0f);
    std::ranges::fill(building.host(), 0.0f);
    // fine, calm, strong, too hot a radiation, roof, missing, calm and out of range
    std::ranges::copy(std::initializer_list<float>{1, 0.1f, 20, 1, 0.1f, NAN, 0.1f}, wind.host().begin());
    std::ranges::copy(std::initializer_list<float>{300, 300, 300, 400, 400, 300, 400},
                      radiant.host().begin());
    building.host()[4] = 3;
    UtciClipsOfRow{air.cview(), radiant.cview(), wind.cview(), building.cview(), count.view(), 1500}(0, 0);
    EXPECT_EQ(count.host()[0], 5);
    EXPECT_EQ(count.host()[1], 2);
    EXPECT_EQ(count.host()[2], 1);
    EXPECT_EQ(count.host()[3], 2);
}

}  // namespace
}  // namespace luwte
