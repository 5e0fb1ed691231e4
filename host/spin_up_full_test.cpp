// SPDX-License-Identifier: Apache-2.0
// Two days of spin-up against ten: what the start leaves of itself (docs/models/heat.md).
#include "host/run_inputs.hpp"
#include "inputs/study/read_study.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;

using Steps = std::vector<std::vector<float>>;

struct Course {
    std::vector<std::int32_t> material;  // of each column
    Steps tops, walls, radiant;          // K, degC
};

Course day_after(int days, const std::string& air) {
    const Study study =
        read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/delft.toml",
                   {"area.cell_size_m=4", "sky.azimuths=24", "weather.urban_increment=\"" + air + "\"",
                    "weather.spin_up_days=" + std::to_string(days)});
    const RunInputs inputs = read_run_inputs(study);
    const DayPlan& day = inputs.days.front();
    EXPECT_EQ(day.season, season_days);
    Simulation s(Backend::cpu(), inputs.city.layers, simulation_parameters(study, inputs));
    s.begin_day(day.spin_up.front().forcing, season_of(day, inputs.weather, s.city.grid));
    for (const SpinUpHour& hour : day.spin_up) s.spin_up(hour.forcing, hour.day);
    Course out;
    const auto types = s.city.top_material.host();
    out.material.assign(types.begin(), types.end());
    const auto keep = [](Steps& to, const Field2D<float>& field) {
        to.emplace_back(field.host().begin(), field.host().end());
    };
    for (std::size_t n = 0; n < day.steps.size(); ++n) {
        s.step(day.steps[n], day.day, day.local_hour[n], day.hour_beginning_with(n));
        keep(out.tops, s.heat.surface_temperature);
        keep(out.walls, s.heat.wall_temperature);
        keep(out.radiant, s.radiation.mean_radiant_temperature);
    }
    return out;
}

/// |a - b| [K], where it is largest.
template <class Choose>
double apart(const Steps& a, const Steps& b, Choose choose) {
    double largest = 0;
    std::size_t count = 0;
    for (std::size_t step = 0; step < a.size(); ++step)
        for (std::size_t n = 0; n < a[step].size(); ++n) {
            if (!choose(n)) continue;
            largest = std::fmax(largest, std::fabs(double(a[step][n]) - double(b[step][n])));
            EXPECT_EQ(std::isnan(a[step][n]), std::isnan(b[step][n]));
            ++count;
        }
    EXPECT_GT(count, 1000u);
    return largest;
}

class SpinUp : public testing::TestWithParam<const char*> {};  // weather.urban_increment

TEST_P(SpinUp, TwoDaysDoAsTenDo) {
    const char* shared = std::getenv("LUWTE_SHARED");
    if (shared == nullptr) setenv("LUWTE_SHARED", LUWTE_SOURCE_DIR "/../shared", 1);
    if (!fs::exists(fs::path(std::getenv("LUWTE_SHARED")) / "data/delft_ahn3_bgt"))
        GTEST_SKIP() << "no shared data";
    const Course two = day_after(2, GetParam()), ten = day_after(10, GetParam());
    const auto all = [](std::size_t) { return true; };
    const auto water = [&](std::size_t n) { return two.material[n] == int(SurfaceType::water); };
    const auto land = [&](std::size_t n) { return !water(n); };
    EXPECT_LT(apart(two.tops, ten.tops, land), 0.5);
    EXPECT_LT(apart(two.tops, ten.tops, water), 0.5);
    EXPECT_LT(apart(two.walls, ten.walls, all), 0.5);
    EXPECT_LT(apart(two.radiant, ten.radiant, all), 0.5);
}

INSTANTIATE_TEST_SUITE_P(Air, SpinUp, testing::Values("rule", "slab"));

}  // namespace
}  // namespace luwte
