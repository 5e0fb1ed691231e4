// SPDX-License-Identifier: Apache-2.0
#include "host/plan_runs.hpp"

namespace luwte {
namespace {

using plan_runs::expect_kept;
using plan_runs::no_spin_up;

class Plan : public plan_runs::OfSample {};

TEST_F(Plan, IsKeptByTheSample) { expect_kept({sample_case}, no_spin_up); }

TEST_F(Plan, IsKeptWithoutCompressionAndWithOneField) {
    expect_kept({sample_case, "--set", "area.cell_size_m=2", "--set", "output.compression_level=0", "--set",
                 "output.fields=[\"wind_speed\"]"});
}

TEST_F(Plan, IsKeptByRealHeights) {
    plan_runs::expect_kept_by_delft({"--set", "area.cell_size_m=1", "--set", "output.facets=\"steps\""});
}

}  // namespace
}  // namespace luwte
