// SPDX-License-Identifier: Apache-2.0
#include "models/summary/step_mean.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

Field2D<float> plane() { return {Backend::cpu(), {1, 3, 7}, "utci", "degC"}; }

TEST(StepMean, IsTheWeightedMeanOfWhatTheFieldWas) {
    Field2D<float> field = plane();
    StepMean mean(field);
    for (int run = 0; run < 2; ++run) {  // a second mean starts anew
        const float weights[] = {0.5f, 0.25f, 0.25f};
        for (int step = 0; step < 3; ++step) {
            for (std::size_t n = 0; n < field.size(); ++n)
                field.host()[n] = float(n) + 8.0f * float(step) + 100.0f * float(run);
            mean.add(weights[step], step == 0);
        }
        for (std::size_t n = 0; n < field.size(); ++n)
            EXPECT_EQ(mean.of().host()[n], float(n) + 6.0f + 100.0f * float(run));
    }
    EXPECT_EQ(mean.of().name(), "utci");
    EXPECT_EQ(mean.of().unit(), "degC");
}

TEST(StepMean, AValueMissingOnceIsMissing) {
    Field2D<float> field = plane();
    StepMean mean(field);
    for (int step = 0; step < 3; ++step) {
        std::fill(field.host().begin(), field.host().end(), 1.0f);
        if (step == 1) field.host()[4] = NAN;
        mean.add(1.0f / 3, step == 0);
    }
    EXPECT_TRUE(std::isnan(mean.of().host()[4]));
    EXPECT_NEAR(mean.of().host()[5], 1, 1e-6);
}

}  // namespace
}  // namespace luwte
