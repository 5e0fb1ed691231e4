// SPDX-License-Identifier: Apache-2.0
#include "host/site_measures.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr float none_f = std::numeric_limits<float>::quiet_NaN();

/// Two cells; hours from 10 to 14, of which 11 to 12 was not read.
YardSteps yard_steps() {
    return {{{10, 1}, {11, 1}, {12, 1}, {13, 1}}, {{30, 34}, {}, {36, 38}, {40, none_f}}};
}

TEST(RankMeasures, AWindowIsTheMeanOverItsTime) {
    const std::vector<double> noon = window_mean(yard_steps(), {{12, 13.5}});
    EXPECT_DOUBLE_EQ(noon[0], (36 + 0.5 * 40) / 1.5);
    EXPECT_TRUE(std::isnan(noon[1]));
    EXPECT_DOUBLE_EQ(window_mean(yard_steps(), {{10.25, 10.5}, {12, 12.75}})[1],
                     (0.25 * 34 + 0.75 * 38) / 1.0);
    EXPECT_TRUE(window_mean(yard_steps(), {{10.5, 12.5}}).empty());  // a step is missing
    EXPECT_TRUE(window_mean(yard_steps(), {{13, 15}}).empty());      // the day ends
}

TEST(RankMeasures, HoursCountWhereTheMeanOfTheYardIsAbove) {
    EXPECT_EQ(hours_above(yard_steps(), 12, 14, 36.9), 2);
    EXPECT_EQ(hours_above(yard_steps(), 12.25, 13.5, 37), 0.5);  // 37 itself is not above
    EXPECT_EQ(hours_above(yard_steps(), 10, 14, 20), std::nullopt);
}

TEST(RankMeasures, NumbersPassOverWhatIsMissing) {
    const double nan = std::nan("");
    EXPECT_EQ(mean_of({1, nan, 3}), 2);
    EXPECT_EQ(mean_of({nan}), std::nullopt);
    EXPECT_EQ(mean_of({}), std::nullopt);
    std::vector<double> hundred;
    for (int n = 100; n > 0; --n) hundred.push_back(n);
    EXPECT_EQ(quantile_of(hundred, 0.95), 95);
    EXPECT_EQ(quantile_of({3, nan, 1}, 1), 3);
    EXPECT_EQ(quantile_of({7}, 0.95), 7);
    EXPECT_EQ(share_above({34, 35, 36, nan, 37}, 35), 0.5);
}

Grid rank_grid(idx nx, idx ny, double cell) {
    Grid g;
    g.nx = nx, g.ny = ny, g.cell_size = cell;
    return g;
}

TEST(RankMeasures, APatchHasToBeLargeEnoughInOnePiece) {
    const Grid g = rank_grid(20, 10, 2);  // cells of 4 m2
    std::vector<bool> mask(200, false);
    const auto set = [&](idx j, idx i) { mask[std::size_t(j * 20 + i)] = true; };
    set(5, 4), set(6, 5);                // touch at a corner only
    set(2, 10), set(2, 11), set(3, 11);  // three in one piece
    const std::vector<std::int32_t> from = {5 * 20 + 1, 5 * 20 + 2};
    EXPECT_DOUBLE_EQ(*distance_to_patch(mask, g, from, 4).patch, 2 * 2.0);
    EXPECT_DOUBLE_EQ(*distance_to_patch(mask, g, from, 8).patch, 2 * std::hypot(8.0, 3.0));
    EXPECT_FALSE(distance_to_patch(mask, g, from, 16).patch);
    EXPECT_DOUBLE_EQ(distance_to_patch(mask, g, from, 16).rim, 2 * 2.0);  // of the column at i = 1
    EXPECT_DOUBLE_EQ(*distance_to_patch(mask, g, {2 * 20 + 11}, 12).patch, 0);
}

TEST(RankMeasures, DistancesAreThoseOfAllPairsOfCells) {
    const Grid g = rank_grid(23, 17, 1);
    std::vector<bool> mask(23 * 17, false);
    for (std::size_t n = 0; n < mask.size(); ++n) mask[n] = (n * 7919) % 83 == 3;
    for (std::int32_t cell = 0; cell < 23 * 17; cell += 5) {
        double least = 1e9;
        for (std::size_t n = 0; n < mask.size(); ++n)
            if (mask[n])
                least = std::min(least, std::hypot(double(n % 23) - double(cell % 23),
                                                   double(n / 23) - double(cell / 23)));
        EXPECT_NEAR(*distance_to_patch(mask, g, {cell}, 1).patch, least, 1e-9) << cell;
    }
}

TEST(RankMeasures, ACircleIsSeenAsFarAsTheAreaReaches) {
    const Grid g = rank_grid(200, 200, 1);
    std::vector<bool> west(200 * 200, false);
    for (std::size_t n = 0; n < west.size(); ++n) west[n] = n % 200 < 100;
    const CircleShare whole = share_in_circle(west, g, 100, 100, 80);
    EXPECT_NEAR(whole.share, 0.5, 0.005);
    EXPECT_NEAR(whole.seen, 1, 0.005);
    const CircleShare cut = share_in_circle(west, g, 0, 100, 80);
    EXPECT_NEAR(cut.share, 1, 0.005);
    EXPECT_NEAR(cut.seen, 0.5, 0.005);
}

TEST(RankMeasures, SeveralDaysAreTheirMeanAndUnknownWhereOneIs) {
    const auto day = [](std::optional<Estimate> pet) {
        Measures m;
        m["pet"] = {pet, {}};
        return m;
    };
    const Measures two =
        mean_of_days({day(Estimate{30, 32, 35}), day(Estimate{34, 36, 37}), day(Estimate{35, 40, 42})});
    EXPECT_NEAR(two.at("pet").value->low, 33, 1e-12);
    EXPECT_NEAR(two.at("pet").value->central, 36, 1e-12);
    EXPECT_NEAR(two.at("pet").value->high, 38, 1e-12);
    EXPECT_FALSE(mean_of_days({day(Estimate{30, 32, 35}), day({})}).at("pet").value);
    Measures alone = day(Estimate{30, 32, 35});
    alone["pet"].alone = Estimate{28, 32, 35};
    EXPECT_EQ(mean_of_days({alone, alone}).at("pet").shown().low, 28);
    EXPECT_EQ(mean_of_days({alone, alone}).at("pet").value->low, 30);
    EXPECT_FALSE(mean_of_days({alone, day({})}).at("pet").alone);
}

TEST(RankMeasures, WithoutTrafficARoadIsUnknownAndWithoutABusyOneItIsFar) {
    Measures m;
    measure_roads(nullptr, m);
    EXPECT_FALSE(m.at("distance_to_busy_road").value);
    NearRoads roads;
    roads.busy = NearRoad{40, "1", "Stadsweg", 12345};
    measure_roads(&roads, m);
    EXPECT_EQ(m.at("distance_to_busy_road").value->central, 40);
    EXPECT_EQ(m.at("distance_to_busy_road").note.nl, "Stadsweg, 12345 voertuigen per dag");
    EXPECT_EQ(m.at("distance_to_open_road").value->low, 1000);
    EXPECT_FALSE(m.at("distance_to_open_road").note.en.empty());
}

}  // namespace
}  // namespace luwte
