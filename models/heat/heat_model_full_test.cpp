// SPDX-License-Identifier: Apache-2.0
// The number in brackets is the property of docs/models/heat.md.
#include "models/heat/test_runs.hpp"

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

TEST(HeatRun, HasTheSameBytesForAnyNumberOfThreadsAndASecondTime) {  // [9]
    const auto run = [] { return scenes::varied_run(Backend::cpu(), 131, 96); };
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const auto one = run();
    omp_set_num_threads(2);
    const auto two = run(), again = run();
    omp_set_num_threads(threads);
    for (std::size_t f = 0; f < one.size(); ++f) {
        EXPECT_EQ(one[f].values, two[f].values) << one[f].name;
        EXPECT_EQ(two[f].values, again[f].values) << one[f].name;
    }
}

}  // namespace
}  // namespace luwte
