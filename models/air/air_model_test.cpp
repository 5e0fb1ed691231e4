// SPDX-License-Identifier: Apache-2.0
#include "models/air/air_model.hpp"

#include "models/air/test_airs.hpp"
#include "models/fill.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using scenes::AirRun;
using scenes::blocks_of_flats;
using scenes::plain;
using scenes::summer_days;
using scenes::with_trees;

/// Hours of a made-up wind and weather on made-up heat: no heat balance.
struct MadeUpHeat {
    CityModel city;
    WallFacets walls;
    AirModel air;
    Field2D<float> temperature;
    explicit MadeUpHeat(const CityLayers& layers, const AirModel::Parameters& p = {})
        : city(Backend::cpu(), layers),
          walls(city),
          air(walls, p),
          temperature(Backend::cpu(), city.terrain_height.shape(), "air", "K") {
        fill(air.heat_of_tops, 0.0f);
        fill(air.latent_of_tops, 0.0f);
        fill(air.heat_of_walls, 0.0f);
    }
    void part(const Forcing& f, int n, HeatIntoAir grass = {}) {
        air.begin_part(f, n, grass, temperature);
        air.end_part();
    }
};

Forcing windy(float speed, double from_deg) {
    Forcing f = scenes::night(1561075200, 290, 330);
    f.wind_speed = speed, f.wind_from_direction = float(from_deg * degree_d);
    return f;
}

TEST(AirModel, WithoutHeatTheAirIsTheStations) {
    MadeUpHeat run(blocks_of_flats(96, 80));
    for (int h = 0; h < 3; ++h)
        for (int n = 0; n < 6; ++n) run.part(windy(3, 70), n);
    run.air.finish_step(run.temperature);
    for (const float t : run.temperature.host()) ASSERT_EQ(t, 290.0f);
}

TEST(AirModel, WhatSurfacesGiveIsStoredOrCarriedUpOrOutOfTheArea) {
    // Every wind direction, uneven heat, blocks that differ by a cell; sums in double of what the model did.
    for (const double from : {0.0, 30.0, 45.0, 90.0, 200.0, 297.0}) {
        MadeUpHeat run(blocks_of_flats(130, 101), {.anthropogenic_heat = 7});
        AirModel& air = run.air;
        auto tops = air.heat_of_tops.host(), latent = air.latent_of_tops.host(),
             sides = air.heat_of_walls.host();
        double given = 0, given_vapour = -25.0 * double(tops.size());  // less what grass gives
        for (std::size_t n = 0; n < tops.size(); ++n) {
            given += double(tops[n] = float((n * 7) % 301) - 50);
            given_vapour += double(latent[n] = float((n * 13) % 401) - 30);
        }
        for (std::size_t n = 0; n < sides.size(); ++n) {
            sides[n] = float((n * 11) % 201) - 20;
            if (n < std::size_t(run.walls.count())) given += double(sides[n]);
        }
        given += 7.0 * double(tops.size());
        for (int n = 0; n < 6; ++n) {
            air.begin_part(windy(4, from), n, {0, 25}, run.temperature);
            const Field2D<float> before = air.block_warmer.copy_to(Backend::cpu()),
                                 drier = air.block_moister.copy_to(Backend::cpu());
            const AirModel::Rates rate = air.rates();
            const Lattice lines = air.lattice();
            air.end_part();
            const auto rows = air.rows(), columns = air.columns();
            const double each = double(tops.size()) / (double(rows.blocks) * columns.blocks);
            const idx steps = air.along_y() ? rows.blocks : columns.blocks,
                      cells = air.along_y() ? columns.blocks : rows.blocks;
            const auto expect_closed = [&](const char* what, const Field2D<float>& then,
                                           const Field2D<float>& field, float inflow, double in) {
                double stored = 0, up = 0, out = 0;
                for (idx b = 0; b < rows.blocks; ++b)
                    for (idx c = 0; c < columns.blocks; ++c) {
                        const double area = double(rows.begin(b + 1) - rows.begin(b)) *
                                            double(columns.begin(c + 1) - columns.begin(c));
                        const double now = double(field.view()(b, c));
                        stored += area * double(rate.storage) * (now - double(then.view()(b, c)));
                        up += area * double(rate.up) * now;
                        // The ends of the line that goes through this block.
                        const idx s = air.along_y() ? b : c, at = air.along_y() ? c : b;
                        const auto beyond = [&](idx step) {
                            const idx cell = at + lines.lateral(step) - lines.lateral(s);
                            return step < 0 || step >= steps || cell < 0 || cell >= cells;
                        };
                        if (beyond(s + lines.direction)) out += each * double(rate.along) * now;
                        if (beyond(s - lines.direction)) out -= each * double(rate.along) * double(inflow);
                    }
                EXPECT_NEAR((stored + up + out) / in, 1, 1e-5)
                    << what << ' ' << from << " degrees, part " << n;
                EXPECT_GT(std::abs(out / in), 1e-4) << what << ": something has to cross the edge";
            };
            expect_closed("heat", before, air.block_warmer, rate.inflow, given);
            expect_closed("vapour", drier, air.block_moister, rate.moist_inflow, given_vapour);
            EXPECT_NEAR(air.area().heat * double(tops.size()) / given, 1, 1e-5);
            EXPECT_NEAR((air.area().latent - 25) * double(tops.size()) / given_vapour, 1, 1e-5);
        }
    }
}

TEST(AirModel, HeatWarmsTheBlocksDownwindAndNotThoseUpwind) {
    // Three rows of blocks, heat in the middle column only; wind from the west.
    MadeUpHeat run(plain(224, 96));
    auto tops = run.air.heat_of_tops.host();
    for (std::size_t n = 0; n < tops.size(); ++n) tops[n] = (n % 224) / 32 == 3 ? 300.0f : 0.0f;
    for (int h = 0; h < 6; ++h) run.part(windy(3, 270), h);
    const auto t = run.air.block_warmer.view();
    for (idx b = 0; b < 3; ++b) {
        EXPECT_GT(t(b, 3), t(b, 4)) << b;
        EXPECT_GT(t(b, 4), t(b, 5)) << b;
        EXPECT_GT(t(b, 4) - t(b, 2), 0.2) << b;
        // Upwind only what came in over the edge is left, the less the further: a known share per block.
        const AirModel::Rates rate = run.air.rates();
        const float share = rate.along / (rate.along + rate.up);
        EXPECT_NEAR(t(b, 1) / t(b, 0), share, 0.03f) << b;
        EXPECT_NEAR(t(b, 2) / t(b, 1), share, 0.03f) << b;
    }
}

TEST(AirModel, LiftSlabAndBlocksMakeUpTheAirOfTheStep) {
    MadeUpHeat run(blocks_of_flats(96, 96));
    std::ranges::fill(run.air.heat_of_tops.host(), 150.0f);
    for (int n = 0; n < 6; ++n) run.part(windy(3, 70), n, {.sensible = -20});
    run.air.finish_step(run.temperature);
    const AirModel::Increment& k = run.air.increment();
    EXPECT_GT(k.lift, 0.1);
    EXPECT_GT(k.slab, 0.01);
    EXPECT_GT(k.blocks, 0.1);
    double mean = 0;
    for (const float t : run.temperature.host()) mean += double(t) / double(run.temperature.size());
    EXPECT_NEAR(mean - 290, k.lift + k.slab + k.blocks, 1e-3);
}

TEST(AirModel, ColumnsShowNoEdgesOfBlocks) {
    MadeUpHeat run(plain(224, 160));
    auto tops = run.air.heat_of_tops.host();
    for (std::size_t n = 0; n < tops.size(); ++n)
        tops[n] = ((n % 224) / 32 + n / 224 / 32) % 2 == 0 ? 400.0f : 0.0f;
    for (int n = 0; n < 6; ++n) run.part(windy(1, 250), n);
    run.air.begin_part(windy(1, 250), 0, {}, run.temperature);
    const auto t = run.temperature.view();
    const MinMax range = min_max(Backend::cpu(), run.air.block_warmer.cview());
    const float most = (range.max - range.min) / 32 * 1.01f;
    for (idx j = 0; j < 160; ++j)
        for (idx i = 1; i < 224; ++i) ASSERT_LE(std::abs(t(j, i) - t(j, i - 1)), most) << j << ' ' << i;
}

TEST(AirModel, AnthropogenicHeatOfTheWholeAreaIsWhatItSays) {
    // Without edges to cross (what comes in is what goes out) 20 W/m2 go up at the rate of the exchange.
    MadeUpHeat run(plain(96, 96), {.fetch = 200, .anthropogenic_heat = 20});
    for (int h = 0; h < 10; ++h)
        for (int n = 0; n < 6; ++n) run.part(windy(3, 0), n);
    EXPECT_NEAR(run.air.area().heat, 20, 1e-5);
    const MinMax t = min_max(Backend::cpu(), run.air.block_warmer.cview());
    EXPECT_NEAR(t.max * run.air.rates().up, 20, 0.02);
    EXPECT_NEAR(t.min * run.air.rates().up, 20, 0.02);
    // The slab: dT/dt = Q / (rho c_p z_i) - U T / L, at rest T = Q L / (rho c_p z_i U).
    const AirModel::Area& a = run.air.area();
    EXPECT_NEAR(a.slab, 20 * 200 / (a.per_kelvin * 80 * a.wind), 1e-3 * a.slab);
}

TEST(AirModel, AMeadowHasTheStationsAir) {
    // Lifted over grass and brought down over grass. What is left is the difference between the grass of the
    // city and that in the open: air of the part before.
    AirRun run(plain(64, 64, 1, SurfaceType::grass), {});
    double largest = 0;
    for (int h = 0; h < 48; ++h) {
        run.hour(h);
        if (h >= 24) largest = std::max(largest, std::abs(run.mean_increment()));
    }
    RecordProperty("largest_increment_mK", int(1000 * largest));
    EXPECT_LT(largest, 0.5);
}

TEST(AirModel, TreesMoistenTheirBlockAndThoseDownwind) {
    // Trees in the fourth of seven blocks along the wind, which comes from the south-west.
    AirRun bare(plain(224, 96), {}), planted(with_trees(plain(224, 96), 96, 128), {});
    for (int h = 9; h < 13; ++h) bare.hour(h), planted.hour(h);
    const auto more = [&](idx b, idx c) {
        return planted.air.block_moister.view()(b, c) - bare.air.block_moister.view()(b, c);
    };
    for (idx b = 0; b < 3; ++b) {
        EXPECT_GT(planted.air.block_latent.view()(b, 3), 20) << b;
        EXPECT_EQ(planted.air.block_latent.view()(b, 2), 0) << b;
        EXPECT_GT(more(b, 3), 0.1) << b;
        EXPECT_GT(more(b, 3), 2 * more(b, 2)) << b << ": upwind only what comes in over the edge";
    }
    for (const idx b : {1, 2}) EXPECT_GT(more(b, 4), 1.5f * more(b, 2)) << b;
}

TEST(AirModel, PartsOutOfOrderAreRefused) {
    MadeUpHeat run(plain(40, 40));
    EXPECT_THROW(run.part(windy(3, 0), 1), std::logic_error);
    run.part(windy(3, 0), 0);
    EXPECT_THROW(run.air.finish_step(run.temperature), std::logic_error);
}

}  // namespace
}  // namespace luwte
