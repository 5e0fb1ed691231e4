// SPDX-License-Identifier: Apache-2.0
#include "host/deposition_of_streets.hpp"

#include "models/wind/test_cities.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr std::array<Substance, 5> all_substances = {Substance::nox, Substance::no2, Substance::pm10,
                                                     Substance::pm25, Substance::ec};

// Property 57: velocities by surface type and column, at the mean speed; alike substances share a matrix.
TEST(DepositionOfStreets, SubstancesThatAreTakenAlikeShareAGroup) {
    CityLayers layers = scenes::field_with_a_block();
    const CityModel city(Backend::cpu(), layers);
    const WindLayout layout = wind_layout(city, {.cell_size = 8});
    std::ranges::fill(layers.surface_type, std::int8_t(SurfaceType::grass));
    // The first column of the wind grid: a quarter water, the rest paved.
    for (idx j = 0; j < layout.per_cell; ++j)
        for (idx i = 0; i < layout.per_cell; ++i)
            layers.surface_type[std::size_t(j * layers.grid.nx + i)] =
                std::int8_t(2 * j < layout.per_cell && 2 * i < layout.per_cell ? SurfaceType::water
                                                                               : SurfaceType::closed_paving);
    Study study;
    ASSERT_EQ(removal_groups(study, all_substances, layers, layout, 4).size(), 1u);
    EXPECT_FALSE(removal_groups(study, all_substances, layers, layout, 4).front().takes);
    study.air.deposition = true;
    const std::vector<RemovalGroup> groups = removal_groups(study, all_substances, layers, layout, 4);
    EXPECT_EQ(removal_group_count(study, all_substances), 3u);
    ASSERT_EQ(groups.size(), 3u);
    EXPECT_EQ(groups[0].substances, (std::vector<std::size_t>{0, 1}));
    EXPECT_FALSE(groups[0].takes);
    EXPECT_EQ(groups[2].substances, (std::vector<std::size_t>{3, 4}));
    const DepositionRates& rates = deposition_rates(Substance::pm10);
    const auto& [members, parameters, takes] = groups[1];
    EXPECT_EQ(members, (std::vector<std::size_t>{2}));
    EXPECT_TRUE(takes);
    EXPECT_FLOAT_EQ(parameters.removal.settling, rates.removal.settling / 4);
    EXPECT_FLOAT_EQ(parameters.removal.to_leaves, rates.removal.to_leaves / 4);
    ASSERT_EQ(idx(parameters.tops.size()), layout.grid.nx * layout.grid.ny);
    EXPECT_FLOAT_EQ(parameters.tops[1], rates.surface[std::size_t(SurfaceType::grass)] / 4);
    EXPECT_FLOAT_EQ(parameters.tops[0], rates.surface[std::size_t(SurfaceType::water)] / 16);
    // Gases after particles come first all the same.
    constexpr std::array<Substance, 2> other = {Substance::pm25, Substance::nox};
    EXPECT_EQ(removal_groups(study, other, layers, layout, 4).front().substances,
              (std::vector<std::size_t>{1}));
    TakenShares shares(2);
    shares.emitted = {10, 10}, shares.taken = {0.25, 0};
    EXPECT_EQ(shares.text(other), "pm25 2.5 %");
}

}  // namespace
}  // namespace luwte
