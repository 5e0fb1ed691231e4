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

// Columns at the east and north edge that reach beyond the surface grid have the mean of the cells there are.
TEST(DepositionOfStreets, ColumnsThatReachBeyondTheGridHaveTheirOwnCellsOnly) {
    CityLayers layers = scenes::plain(33, 31, 2, SurfaceType::grass);
    const auto cell = [](idx j, idx i) { return std::size_t(j * 33 + i); };
    for (idx j = 12; j < 16; ++j)
        for (idx i = 12; i < 16; ++i) layers.building_height[cell(j, i)] = 6;
    for (idx j = 0; j < 4; ++j) layers.surface_type[cell(j, 32)] = std::int8_t(SurfaceType::shrub);
    layers.surface_type[cell(4, 32)] = std::int8_t(SurfaceType::closed_paving);
    for (idx j = 28; j < 31; ++j)
        for (idx i = 0; i < 4; ++i) layers.surface_type[cell(j, i)] = std::int8_t(SurfaceType::shrub);
    const WindLayout layout = wind_layout(CityModel(Backend::cpu(), layers), {.cell_size = 8});
    ASSERT_EQ(layout.per_cell, 4);
    ASSERT_EQ(layout.grid.nx, 9);
    ASSERT_EQ(layout.grid.ny, 8);
    Study study;
    study.air.deposition = true;
    constexpr std::array<Substance, 1> pm10 = {Substance::pm10};
    const std::vector<RemovalGroup> groups = removal_groups(study, pm10, layers, layout, 4);
    ASSERT_EQ(groups.size(), 1u);
    const std::vector<float>& tops = groups[0].parameters.tops;
    ASSERT_EQ(tops.size(), 72u);
    const auto& of = deposition_rates(Substance::pm10).surface;
    const float grass = of[std::size_t(SurfaceType::grass)] / 4,
                shrub = of[std::size_t(SurfaceType::shrub)] / 4;
    ASSERT_NE(grass, shrub);
    EXPECT_FLOAT_EQ(tops[8], shrub) << "four cells in the east";
    EXPECT_FLOAT_EQ(tops[17], 0.75f * grass) << "the first of four is paved";
    EXPECT_FLOAT_EQ(tops[9], grass) << "the column to which the row would wrap";
    EXPECT_FLOAT_EQ(tops[63], shrub) << "twelve cells in the north";
    EXPECT_FLOAT_EQ(tops[71], grass) << "three in the corner";
}

}  // namespace
}  // namespace luwte
