// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/radiation/facet_exchange.hpp"
#include "models/shading/shade_model.hpp"
#include "models/shading/test_scenes.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class ExchangeOnDevice : public CudaTest {};

struct Result {
    std::vector<WallFacet> facets;
    std::vector<float> share, view, shortwave, longwave, held;
    std::vector<std::int32_t> partner;
};

/// Larger than a block of threads in both directions; towers, crowns and walls of every facing. Multiples of
/// four: the emulated device watches for races by words of four bytes, and rows of bytes must not share one.
Result run(const Backend& backend) {
    const CityModel city(backend, scenes::random_city(68, 44, 3, true));
    const ShadeModel shade(city, {});
    const WallFacets walls(city);
    const auto wall_sky = shade.wall_sky(walls, 16);
    Field2D<float> share(backend, walls.shape(), "share", "1");
    shade.wall_beam({0.6, 2.5, 1}, walls, share);
    const auto varied = [&](const Shape& shape, float low, float high) {
        Field2D<float> f(Backend::cpu(), shape, "test", "1");
        for (std::size_t n = 0; n < f.size(); ++n) f.host()[n] = low + (high - low) * float(n % 13) / 12;
        return f.copy_to(backend);
    };
    const Shape tops = city.terrain_height.shape();
    const auto psi = varied(tops, 0.2f, 0.9f), albedo = varied(tops, 0.1f, 0.4f),
               wall_albedo = varied(walls.shape(), 0.2f, 0.3f);
    FacetExchange exchange(walls, {psi, wall_sky.view_opaque}, {albedo, wall_albedo}, {8, 3, 0.5f});
    const auto k = varied(tops, 0, 200), kw = varied(walls.shape(), 0, 150), l = varied(tops, 350, 550),
               lw = varied(walls.shape(), 380, 500);
    const auto with_crowns = varied(tops, 0.1f, 0.6f);
    exchange.join_crowns({with_crowns, wall_sky.view}, {psi, wall_sky.view_opaque}, {albedo, wall_albedo});
    exchange.set_leaves({with_crowns, {100, 150, 600, 350, 0, 1}, {0.18f, 0.2f}});
    exchange.run({k, kw}, {l, lw}, true);
    exchange.add_leaf_longwave(varied(exchange.leaf_area.shape(), 400, 450));
    const auto host = [](const auto& field) {
        const auto copy = field.copy_to(Backend::cpu());
        return std::vector(copy.host().begin(), copy.host().end());
    };
    return {host(walls.facet),
            host(share),
            host(wall_sky.view),
            host(exchange.seen_shortwave),
            host(exchange.seen_longwave),
            host(exchange.held_by_leaves),
            exchange.table().partner};
}

// Which pairings there are may differ where a ray grazes an edge; what is seen then differs by as little. The
// rest is sums of floats with or without fused multiply-add.
TEST_F(ExchangeOnDevice, IsTheExchangeOnTheHost) {
    const Result a = run(host), b = run(device);
    ASSERT_EQ(a.facets.size(), b.facets.size());
    for (std::size_t n = 0; n < a.facets.size(); ++n) {
        ASSERT_EQ(a.facets[n].column, b.facets[n].column);
        ASSERT_EQ(a.facets[n].level, b.facets[n].level);
        ASSERT_EQ(a.facets[n].facing, b.facets[n].facing);
        ASSERT_NEAR(a.share[n], b.share[n], 2e-4) << n;
        ASSERT_NEAR(a.view[n], b.view[n], 2e-4) << n;
    }
    ASSERT_EQ(a.shortwave.size(), b.shortwave.size());
    EXPECT_NEAR(double(a.partner.size()), double(b.partner.size()), 0.002 * double(a.partner.size()));
    for (std::size_t n = 0; n < a.shortwave.size(); ++n) {
        ASSERT_NEAR(a.shortwave[n], b.shortwave[n], 0.6) << n;  // twice what reflections leave
        ASSERT_NEAR(a.longwave[n], b.longwave[n], 0.05) << n;
    }
    ASSERT_EQ(a.held.size(), b.held.size());
    for (std::size_t n = 0; n < a.held.size(); ++n)
        ASSERT_NEAR(a.held[n], b.held[n], 1e-3f * std::abs(a.held[n])) << n;
}

}  // namespace
}  // namespace luwte
