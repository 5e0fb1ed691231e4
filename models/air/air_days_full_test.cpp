// SPDX-License-Identifier: Apache-2.0
// Days of air over streets, woods and towns.
#include "models/air/test_airs.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

using scenes::AirRun;
using scenes::blocks_of_flats;
using scenes::plain;
using scenes::with_trees;

TEST(AirDays, ATownIsWarmerThanATownOfGreenAndBothThanTheMeadow) {
    AirRun paved(blocks_of_flats(128, 128), {}), green(blocks_of_flats(128, 128, SurfaceType::grass), {});
    double night_paved = 0, night_green = 0, day_paved = 0, day_green = 0;
    for (int h = 0; h < 48; ++h) {
        paved.hour(h), green.hour(h);
        if (h < 24) continue;
        const bool night = h % 24 < 4 || h % 24 >= 21, day = h % 24 >= 10 && h % 24 < 16;
        if (night) night_paved += paved.mean_increment() / 7, night_green += green.mean_increment() / 7;
        if (day) day_paved += paved.mean_increment() / 6, day_green += green.mean_increment() / 6;
    }
    EXPECT_GT(night_paved, night_green);
    EXPECT_GT(day_paved, day_green + 0.1);
    EXPECT_GT(night_paved, 0.5);
    EXPECT_LT(night_paved, 8);  // K: the largest heat islands measured in the Netherlands
    EXPECT_LT(day_paved, 3);
}

TEST(AirDays, StreetsWithTreesAreMoisterAndCoolerByDay) {
    AirRun bare(blocks_of_flats(128, 128), {}), planted(with_trees(blocks_of_flats(128, 128)), {});
    double moister = 0, cooler = 0, bare_vapour = 0;
    for (int h = 0; h < 48; ++h) {
        bare.hour(h), planted.hour(h);
        if (h < 24 || h % 24 < 10 || h % 24 >= 16) continue;
        moister += double(planted.air.moister() - bare.air.moister()) / 6;
        bare_vapour += double(bare.air.moister()) / 6;
        cooler += (bare.mean_increment() - planted.mean_increment()) / 6;
    }
    RecordProperty("moister_Pa", int(moister));
    RecordProperty("cooler_mK", int(1000 * cooler));
    EXPECT_GT(moister, 10);
    EXPECT_LT(moister, 400);
    EXPECT_LT(bare_vapour, 0) << "a paved town gives less vapour than the grass of the station";
    EXPECT_GT(cooler, 0.02);
}

TEST(AirDays, StrongWindNarrowDeepStreetsAndWoodsDoNotMakeItRunAway) {
    // Walls four times the ground's area: the heat that facets take from air is explicit in the air's
    // balance. So is what leaves give, from many times the ground's area.
    CityLayers layers = plain(64, 64);
    for (idx j = 0; j < 64; ++j)
        for (idx i = 0; i < 64; ++i)
            if (i / 4 % 2 == 0) {
                layers.building_height[std::size_t(j * 64 + i)] = 24;
                layers.surface_type[std::size_t(j * 64 + i)] = std::int8_t(SurfaceType::building);
            }
    const CityLayers woods = [] {
        CityLayers c = plain(64, 64);
        std::ranges::fill(c.canopy_base, 2.0f), std::ranges::fill(c.canopy_top, 14.0f);
        std::ranges::fill(c.leaf_area_density, 0.5f);
        return c;
    }();
    for (const CityLayers& city : {std::cref(layers), std::cref(woods)})
        for (const float wind : {0.0f, 1.0f, 15.0f}) {
            AirRun run(city, {});
            run.days.wind_speed = wind;
            float before = 0, moved = 0;
            int to_and_fro = 0;
            for (int h = 0; h < 30; ++h)
                for (int part = 0; part < 6; ++part) {
                    run.part(h, part);
                    const MinMax t = min_max(Backend::cpu(), run.air.block_warmer.cview());
                    ASSERT_LT(std::max(std::abs(t.min), std::abs(t.max)), 12) << wind << " m/s, hour " << h;
                    // A step that comes out too large is undone by the next, again and again.
                    const float move = t.max - before;
                    to_and_fro = move * moved < 0 && std::abs(move) > 0.05f ? to_and_fro + 1 : 0;
                    ASSERT_LT(to_and_fro, 5) << wind << " m/s, hour " << h << ", part " << part;
                    ASSERT_LT(std::abs(run.air.moister()), 1000) << wind << " m/s, hour " << h;
                    before = t.max, moved = move;
                }
        }
}

TEST(AirDays, AnyNumberOfThreadsAndASecondRunGiveTheSameBytes) {
    const auto bytes = [](int threads) {
        const int before = omp_get_max_threads();
        omp_set_num_threads(threads);
        AirRun run(with_trees(blocks_of_flats(150, 110)), {.anthropogenic_heat = 10});
        for (int h = 6; h < 12; ++h) run.hour(h);
        omp_set_num_threads(before);
        const auto h = run.temperature.host();
        return std::vector<float>(h.begin(), h.end());
    };
    const std::vector<float> one = bytes(1);
    EXPECT_EQ(one, bytes(3));
    EXPECT_EQ(one, bytes(1));
}

}  // namespace
}  // namespace luwte
