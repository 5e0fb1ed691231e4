// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/terrain.hpp"

#include "inputs/raster/fill_holes.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double smallest_water = 25;  ///< m2
constexpr double water_ring = 1;       ///< m
constexpr std::size_t enough_values = 20;
constexpr float deck_tolerance = 1.5f;  ///< m

/// The nearest patch within `steps` cells (four neighbours; west, east, south, north first).
std::vector<std::int32_t> labels_around(std::vector<std::int32_t> label, const Grid& g, int steps) {
    for (int s = 0; s < steps; ++s) {
        const auto now = label;
        for (idx j = 0; j < g.ny; ++j)
            for (idx i = 0; i < g.nx; ++i) {
                const std::size_t n = std::size_t(j) * std::size_t(g.nx) + std::size_t(i);
                if (now[n] >= 0) continue;
                if (i > 0 && now[n - 1] >= 0)
                    label[n] = now[n - 1];
                else if (i + 1 < g.nx && now[n + 1] >= 0)
                    label[n] = now[n + 1];
                else if (j > 0 && now[n - std::size_t(g.nx)] >= 0)
                    label[n] = now[n - std::size_t(g.nx)];
                else if (j + 1 < g.ny && now[n + std::size_t(g.nx)] >= 0)
                    label[n] = now[n + std::size_t(g.nx)];
            }
    }
    return label;
}

void lower_water(Terrain& t, const std::vector<float>& dtm, const std::vector<float>& dsm, const Grid& g) {
    const Patches bodies = find_patches(t.water, g.nx, g.ny);
    if (bodies.cells.empty()) return;
    const auto near = labels_around(bodies.label, g, std::max(1, int(std::lround(water_ring / g.cell_size))));
    std::vector<std::vector<float>> seen(bodies.cells.size());
    for (std::size_t n = 0; n < near.size(); ++n)
        if (near[n] >= 0 && !std::isnan(dsm[n])) seen[std::size_t(near[n])].push_back(dsm[n]);
    std::int64_t levelled = 0;
    std::vector<float> level(seen.size(), 9999.0f);
    for (std::size_t b = 0; b < seen.size(); ++b)
        if (seen[b].size() >= enough_values) {
            level[b] = quantile(seen[b], 0.02);
            ++levelled;
        }
    for (std::size_t n = 0; n < dtm.size(); ++n)
        if (bodies.label[n] >= 0 && std::isnan(dtm[n]))
            t.height[n] = std::min(t.height[n], level[std::size_t(bodies.label[n])]);
    t.rules.push_back(fmt::format(
        "water level: {} of {} water bodies lie at the 2nd percentile of the surface heights in them and "
        "within {} m of them, the others at the interpolated ground",
        levelled, seen.size(), water_ring));
}

void raise_decks(Terrain& t, const std::vector<float>& dtm, const std::vector<float>& dsm,
                 const LandCover& cover) {
    std::vector<std::vector<float>> seen(std::size_t(cover.decks));
    for (std::size_t n = 0; n < dtm.size(); ++n)
        if (cover.deck[n] >= 0 && !std::isnan(dsm[n])) seen[std::size_t(cover.deck[n])].push_back(dsm[n]);
    std::vector<float> middle(seen.size(), std::nanf(""));
    for (std::size_t d = 0; d < seen.size(); ++d)
        if (!seen[d].empty()) middle[d] = quantile(seen[d], 0.5);
    std::int64_t cells = 0;
    for (std::size_t n = 0; n < dtm.size(); ++n) {
        if (cover.deck[n] < 0 || !std::isnan(dtm[n])) continue;
        const float deck = middle[std::size_t(cover.deck[n])];
        if (std::isnan(deck)) continue;
        t.height[n] = std::abs(dsm[n] - deck) <= deck_tolerance ? dsm[n] : deck;  // false for NaN
        ++cells;
    }
    if (cells > 0)
        t.rules.push_back(
            fmt::format("bridge decks: {} cells without ground data are solid ground up to the deck", cells));
}

}  // namespace

float quantile(std::vector<float>& values, double share) {
    const auto n = std::lround(share * double(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + n, values.end());
    return values[std::size_t(n)];
}

Terrain make_terrain(const std::vector<float>& dtm, const std::vector<float>& dsm,
                     const Footprints& footprints, const LandCover& cover, const Grid& g) {
    Terrain t;
    t.height = dtm;
    const std::int64_t filled = fill_holes(t.height, g.nx, g.ny);
    std::int64_t lowered = 0;
    for (std::size_t n = 0; n < dtm.size(); ++n)
        if (std::isnan(dtm[n]) && footprints.id[n] < 0 && dsm[n] < t.height[n]) {
            t.height[n] = dsm[n];
            ++lowered;
        }
    t.rules.push_back(
        fmt::format("terrain: {} of {} cells had no data and were interpolated from the ground around "
                    "them (inverse distance in four quadrants, GDALFillNodata); {} of these were lowered "
                    "to the surface height there",
                    filled, dtm.size(), lowered));
    Mask empty(dtm.size(), 0);
    for (std::size_t n = 0; n < dtm.size(); ++n)
        empty[n] = std::isnan(dtm[n]) && std::isnan(dsm[n]) && footprints.id[n] < 0 && cover.type[n] < 0;
    const double area = g.cell_size * g.cell_size;
    t.water_by_rule =
        without_small_patches(empty, g.nx, g.ny, std::int64_t(std::ceil(smallest_water / area - 1e-9)));
    t.water = t.water_by_rule;
    for (std::size_t n = 0; n < dtm.size(); ++n)
        if (cover.type[n] == std::int8_t(SurfaceType::water) && footprints.id[n] < 0) t.water[n] = 1;
    lower_water(t, dtm, dsm, g);
    raise_decks(t, dtm, dsm, cover);
    return t;
}

}  // namespace luwte
