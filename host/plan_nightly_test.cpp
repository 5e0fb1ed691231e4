// SPDX-License-Identifier: Apache-2.0
#include "host/plan_runs.hpp"
#include "inputs/traffic/test_cimlk.hpp"

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

TEST_F(PlanOfOutputs, IsKeptByRealHeightsAtHalfAMetre) {
    plan_runs::expect_kept_by_delft({});
    plan_runs::expect_kept_by_delft({"--set", "output.facets=\"steps\""});
}

TEST_F(PlanOfOutputs, IsKeptWithDispersionOfTraffic) {
    const sample::Folder folder;
    const auto roads = test_cimlk::roads()
                           .add({{"geometrie", "LINESTRING(92850 438580,93110 438580)"}})
                           .write(folder / "roads.csv"),
               receptors = test_cimlk::receptors()
                               .add({{"geometrie", "POINT(93000 438590)"}})
                               .write(folder / "at.csv");
    std::ofstream factors(folder / "factors.csv");
    factors << "substance,year,speed_class,vehicle_class,factor_g_km\n";
    for (const char* substance : {"nox", "no2", "pm25"})
        for (const char* speed : {"c", "d"})
            for (const char* vehicle : {"light", "medium", "heavy", "bus"})
                factors << substance << ",2030," << speed << "," << vehicle << ",0.3\n";
    factors.close();
    std::vector<std::string> words = {sample_case};
    for (const std::string& key :
         {std::string("area.bounds_m=[92850, 438450, 93110, 438710]"), std::string("area.cell_size_m=2"),
          std::string("wind.cell_size_m=4"), std::string("wind.sectors=4"),
          "city.roads=\"" + roads.string() + "\"", "air.receptors=\"" + receptors.string() + "\"",
          "air.emission_factors=\"" + (folder / "factors.csv").string() + "\"", std::string("air.year=2030"),
          std::string("air.wind_speed_m_s=4"), std::string("air.pollutants=[\"no2\", \"pm25\"]"),
          std::string("air.background_no2_ug_m3=12"), std::string("air.background_o3_ug_m3=45"),
          std::string("air.background_pm25_ug_m3=8")})
        words.insert(words.end(), {"--set", key});
    expect_kept(words, plan_runs::no_spin_up);
}

}  // namespace
}  // namespace luwte
