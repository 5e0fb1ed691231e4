// SPDX-License-Identifier: Apache-2.0
#include "inputs/deposition/deposition.hpp"

#include <string>

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(DepositionTable, HasTheNumbersOfItsSources) {
    const DepositionRates &pm10 = deposition_rates(Substance::pm10),
                          &pm25 = deposition_rates(Substance::pm25);
    const auto at = [](const DepositionRates& r, SurfaceType type) {
        return double(r.surface[std::size_t(type)]);
    };
    // cm/s of the planner, half of which comes off again from plants.
    EXPECT_NEAR(at(pm10, SurfaceType::grass), 0.5 * 0.2e-2, 1e-9);
    EXPECT_NEAR(at(pm10, SurfaceType::shrub), 0.5 * 0.3e-2, 1e-9);
    EXPECT_NEAR(at(pm10, SurfaceType::water), 0.1e-2, 1e-9);
    EXPECT_NEAR(double(pm10.removal.to_leaves) * 4, 0.5 * 0.5e-2, 1e-9);
    for (const SurfaceType type : {SurfaceType::building, SurfaceType::closed_paving,
                                   SurfaceType::open_paving, SurfaceType::unknown, SurfaceType::bare_soil})
        EXPECT_EQ(at(pm10, type), 0);
    for (int t = 0; t < surface_type_count; ++t)
        EXPECT_NEAR(at(pm25, SurfaceType(t)), 0.2 * at(pm10, SurfaceType(t)), 1e-9) << t;
    EXPECT_NEAR(double(pm25.removal.to_leaves), 0.2 * double(pm10.removal.to_leaves), 1e-9);
    EXPECT_NEAR(double(pm10.removal.settling), 1500 * 9.81 * 16e-12 / (18 * 1.81e-5), 5e-5) << "Stokes";
    EXPECT_TRUE(deposition_rates(Substance::ec) == pm25);
    for (const Substance gas : {Substance::nox, Substance::no2}) EXPECT_FALSE(deposition_rates(gas).takes());
}

}  // namespace
}  // namespace luwte
