// SPDX-License-Identifier: Apache-2.0
#include "host/plan_runs.hpp"

namespace luwte {
namespace {

using plan_runs::expect_kept;

class PlanOfOutputs : public plan_runs::OfSample {};

TEST_F(PlanOfOutputs, IsKeptWithFluxes) {
    expect_kept({sample_case, "--set",
                 "output.fields=[\"net_radiation\", \"sensible_heat_flux\", \"latent_heat_flux\", "
                 "\"ground_heat_flux\"]"});
}

TEST_F(PlanOfOutputs, IsKeptWithWhatABodyReceives) {
    const std::string fields =
        "output.fields=[\"six_directions\", \"mean_radiant_temperature_sphere\", \"pet\"]";
    expect_kept({sample_case, "--set", fields});
    expect_kept(
        {sample_case, "--set", fields, "--set", "area.cell_size_m=2", "--set", "output.interval_min=180"});
}

TEST_F(PlanOfOutputs, IsKeptByLongAndByShortSteps) {
    for (const char* minutes : {"output.interval_min=180", "output.interval_min=10"})
        expect_kept({sample_case, "--set", "area.cell_size_m=2", "--set", minutes});
}

}  // namespace
}  // namespace luwte
