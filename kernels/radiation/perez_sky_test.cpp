// SPDX-License-Identifier: Apache-2.0
#include "kernels/radiation/perez_sky.hpp"

#include "kernels/core/constants.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr double solar = 1361;  // W m-2

TEST(PerezSky, CoefficientsOfAClearAndOfAnOvercastSkyWorkedByHand) {
    // Z = 45 degrees = pi/4; D = 80, I = 850: clearness (930/80 + 1.041 Z^3) / (1 + 1.041 Z^3) = 8.071, the
    // last row. Brightness 80 m / 1361 with m = 1.4126: 0.08303.
    const double z = pi_d / 4;
    EXPECT_NEAR(air_mass(z), 1.4126, 1e-4);
    const PerezSky clear = PerezSky::of(80, 850, solar, z);
    EXPECT_NEAR(clear.a, -1.05 + 0.0289 * z + 0.08304 * (0.4260 + 0.3590 * z), 1e-4);
    EXPECT_NEAR(clear.c, 31.0625 - 14.5 * z + 0.08304 * (-46.1148 + 55.3750 * z), 1e-3);
    EXPECT_NEAR(clear.d, -7.2312 + 0.4050 * z + 0.08304 * (13.35 + 0.6234 * z), 1e-3);
    // Overcast, D = 200: brightness 0.20761.
    const PerezSky grey = PerezSky::of(200, 0, solar, z);
    const double b = 0.20761;
    EXPECT_NEAR(grey.c, std::exp(std::pow(b * (2.8 + 0.6004 * z), 1.2375)) - 1, 1e-3);
    EXPECT_NEAR(grey.d, -std::exp(b * (1.8734 + 0.6297 * z)) + 0.9738 + b * 0.2809, 1e-3);
}

TEST(PerezSky, ClearSkyIsBrightAroundTheSunAndAtTheHorizon) {
    const PerezSky sky = PerezSky::of(80, 850, solar, pi_d / 4);
    EXPECT_GT(sky.indicatrix(0), 5 * sky.indicatrix(60 * degree_d));
    EXPECT_GT(sky.gradation(0.1), sky.gradation(1));
}

TEST(PerezSky, OvercastSkyDarkensTowardsTheHorizonAndHardlyKnowsTheSun) {
    const PerezSky sky = PerezSky::of(200, 0, solar, pi_d / 4);
    EXPECT_LT(sky.gradation(0.1), 0.7 * sky.gradation(1));
    EXPECT_LT(sky.indicatrix(0), 3 * sky.indicatrix(pi_d / 2));
}

TEST(PerezSky, WithoutSunOrLightTheSkyIsEven) {
    for (const PerezSky& sky :
         {PerezSky::of(20, 0, solar, 91 * degree_d), PerezSky::of(0, 0, solar, pi_d / 4)}) {
        EXPECT_EQ(sky.radiance(0.2, 1), 1);
        EXPECT_EQ(sky.radiance(0.9, 0.1), 1);
    }
}

TEST(PerezSky, RadianceIsFiniteAndNotNegativeWhateverTheWeather) {
    for (double z = 0; z < 90; z += 3)
        for (double diffuse = 1; diffuse < 600; diffuse *= 1.7)
            for (double direct = 0; direct < 1100; direct += 90) {
                const PerezSky sky = PerezSky::of(diffuse, direct, solar, z * degree_d);
                for (double cosine = 0; cosine <= 1; cosine += 0.1)
                    for (double angle = 0; angle < pi_d; angle += 0.2) {
                        const double r = sky.radiance(cosine, angle);
                        ASSERT_TRUE(std::isfinite(r) && r >= 0) << z << ' ' << diffuse << ' ' << direct;
                    }
            }
}

}  // namespace
}  // namespace luwte
