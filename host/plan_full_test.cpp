// SPDX-License-Identifier: Apache-2.0
#include "host/plan_runs.hpp"

#include <cstdlib>

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
    const char* set = std::getenv("LUWTE_SHARED");
    const std::filesystem::path shared = set != nullptr ? set : LUWTE_SOURCE_DIR "/../shared";
    if (!exists(shared / "data/delft_ahn3_bgt")) GTEST_SKIP() << "no shared data: delft_ahn3_bgt";
    setenv("LUWTE_SHARED", shared.c_str(), 1);
    expect_kept({LUWTE_SOURCE_DIR "/inputs/cases/delft.toml"}, no_spin_up);
    expect_kept({LUWTE_SOURCE_DIR "/inputs/cases/delft.toml", "--set", "output.facets=\"steps\""},
                no_spin_up);
}

}  // namespace
}  // namespace luwte
