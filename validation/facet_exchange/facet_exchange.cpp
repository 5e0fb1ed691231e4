// SPDX-License-Identifier: Apache-2.0
#include "models/radiation/facet_exchange.hpp"

#include "models/fill.hpp"
#include "models/shading/shade_model.hpp"
#include "models/shading/test_scenes.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace luwte {

namespace {

ValidationRow row(std::string metric, double value, double bound, std::string note = {}) {
    return {"facet_exchange", std::move(metric), value, "1", fmt::format("<= {}", bound),
            value <= bound,   std::move(note),   ""};
}

/// A city, what its surfaces see, and radiosities to send.
class Scene {
  public:
    Scene(const CityLayers& layers, double patch_size, int directions = 64)
        : city(Backend::cpu(), layers),
          shade(city, {}),
          walls(city),
          sky(shade.sky_view(72, 18)),
          sky_of_walls(shade.wall_sky(walls)),
          none_(plane(city.terrain_height.shape(), 0)),
          none_of_walls_(plane(walls.shape(), 0)),
          exchange(walls, {sky.cosine_opaque, sky_of_walls.view_opaque}, {none_, none_of_walls_},
                   {directions, patch_size, 0.5f}) {}

    /// View factor to all wall facets for which `sends(column i, row j, level, facing)`: what arrives of 1.
    template <class F>
    void send(const F& sends) {
        Field2D<float> wall = plane(walls.shape(), 0);
        const idx nx = city.grid.nx;
        for (idx n = 0; n < walls.count(); ++n) {
            const WallFacet f = walls.facet.host()[std::size_t(n)];
            if (sends(f.column % nx, f.column / nx, idx(f.level), Facing(f.facing)))
                wall.host()[std::size_t(n)] = 1;
        }
        exchange.run({none_, none_of_walls_}, {none_, wall}, false);
    }
    double at_top(idx j, idx i) const {
        const auto n = std::size_t(j) * std::size_t(city.grid.nx) + std::size_t(i);
        return (1 - double(sky.cosine_opaque.host()[n])) * seen(exchange.patch_of_top.host()[n]);
    }
    double at_wall(Facing q, idx j, idx i, idx level) const {
        const auto n = std::size_t(walls.first.view()(int(q), j, i) + level);
        return (1 - double(sky_of_walls.view_opaque.host()[n])) * seen(exchange.patch_of_wall.host()[n]);
    }

    CityModel city;
    ShadeModel shade;
    WallFacets walls;
    ShadeModel::SkyView sky;
    ShadeModel::WallSky sky_of_walls;

  private:
    static Field2D<float> plane(const Shape& shape, float value) {
        Field2D<float> f(Backend::cpu(), shape, "plane", "");
        fill(f, value);
        return f;
    }
    double seen(std::int32_t patch) const {
        return double(exchange.seen_longwave.host()[std::size_t(patch)]);
    }

    Field2D<float> none_, none_of_walls_;

  public:
    FacetExchange exchange;
};

constexpr idx length = 240, middle = length / 2;

/// Buildings of height(i) along y, `nx` columns across.
template <class F>
CityLayers endless(idx nx, const F& height) {
    CityLayers c = scenes::plain(nx, length);
    for (idx j = 0; j < length; ++j)
        for (idx i = 0; i < nx; ++i) c.building_height[scenes::at(c, j, i)] = height(i);
    return c;
}

struct Errors {
    double wall_to_wall = 0, floor_to_wall = 0, wall_to_sky = 0;
};

/// Streets of height over width `ratio`, `width` cells wide.
Errors street(idx width, double ratio) {
    const idx nx = width + 20;
    const auto levels = idx(std::lround(ratio * width));
    Scene s(endless(nx, [&](idx i) { return i < 10 || i >= 10 + width ? float(levels) : 0.0f; }), 1);
    s.send([&](idx i, idx, idx, Facing q) { return q == Facing::west && i == 10 + width; });
    double wall = 0, sky = 0, floor = 0;
    constexpr idx rows = 40;
    for (idx j = middle - rows / 2; j < middle + rows / 2; ++j) {
        for (idx k = 0; k < levels; ++k) {
            wall += s.at_wall(Facing::east, j, 9, k) / (levels * rows);
            const idx facet = s.walls.first.view()(int(Facing::east), j, 9) + k;
            sky += double(s.sky_of_walls.view_opaque.host()[std::size_t(facet)]) / (levels * rows);
        }
        for (idx i = 10; i < 10 + width; ++i) floor += s.at_top(j, i) / (width * rows);
    }
    const double h = double(levels) / width, diagonal = std::sqrt(1 + h * h);
    return {std::abs(wall - (diagonal - 1) / h), std::abs(floor - (1 + h - diagonal) / 2),
            std::abs(sky - (1 + h - diagonal) / (2 * h))};
}

/// A cubic court of `side` cells: floor to one wall, wall to the wall beside it; both 0.2 (Howell, C-11,
/// C-14).
std::pair<double, double> court(idx side) {
    const idx n = side + 20;
    CityLayers c = scenes::plain(n, n);
    for (idx j = 0; j < n; ++j)
        for (idx i = 0; i < n; ++i)
            if (std::min(i, j) < 10 || std::max(i, j) >= 10 + side)
                c.building_height[scenes::at(c, j, i)] = float(side);
    Scene s(c, 2);
    s.send(
        [&](idx i, idx j, idx, Facing q) { return q == Facing::east && i == 9 && j >= 10 && j < 10 + side; });
    double floor = 0, wall = 0;
    for (idx j = 10; j < 10 + side; ++j)
        for (idx i = 10; i < 10 + side; ++i) floor += s.at_top(j, i) / (side * side);
    for (idx i = 10; i < 10 + side; ++i)
        for (idx k = 0; k < side; ++k) wall += s.at_wall(Facing::north, 9, i, k) / (side * side);
    return {std::abs(floor - 0.200044), std::abs(wall - 0.200044)};
}

/// Ground that looks at a low block with a tower behind it: each has its own share, by elevation. Errors of
/// either, of the worst column and of the mean over the ground.
struct BehindBlock {
    double worst_block = 0, worst_tower = 0, mean_block = 0, mean_tower = 0;
    std::vector<Panel::Curve> curves = {};  // of the view factor across the ground
};
BehindBlock tower_behind_block(int directions) {
    constexpr idx nx = 60, first = 5, front = 30, tower = 40;
    const auto height = [](idx i) {
        return i >= front && i < front + 5 ? 4.0f : (i >= tower ? 20.0f : 0.0f);
    };
    Scene s(endless(nx, height), 1, directions);
    BehindBlock out;
    const auto errors = [&](idx column, bool is_tower, double& worst, double& mean) {
        s.send([&](idx i, idx, idx, Facing q) { return q == Facing::west && i == column; });
        double sum = 0;
        Panel::Curve exact{is_tower ? "tower, exact" : "block, exact", {}}, ours{"found", {}, true};
        for (idx i = first; i < front; ++i) {
            double got = 0;
            for (idx j = middle - 20; j < middle + 20; ++j) got += s.at_top(j, i) / 40;
            const double x = i + 0.5, block = std::atan(4 / (front - x));
            const double high = std::max(std::atan(20 / (tower - x)), block);
            const double wanted =
                is_tower ? (std::cos(block) - std::cos(high)) / 2 : (1 - std::cos(block)) / 2;
            worst = std::max(worst, std::abs(got - wanted));
            sum += got - wanted;
            exact.points.push_back({front - x, wanted}), ours.points.push_back({front - x, got});
        }
        out.curves.push_back(exact), out.curves.push_back(ours);
        mean = std::abs(sum) / (front - first);
    };
    errors(front, false, out.worst_block, out.mean_block);
    errors(tower, true, out.worst_tower, out.mean_tower);
    return out;
}

/// Largest difference between what patch a takes of b and b of a, over the larger [1].
double asymmetry(const Scene& s) {
    const FacetExchange::Table t = s.exchange.table();
    std::map<std::pair<std::int32_t, std::int32_t>, double> area;
    for (std::size_t p = 0; p + 1 < t.first.size(); ++p)
        for (auto n = std::size_t(t.first[p]); n < std::size_t(t.first[p + 1]); ++n)
            area[{std::int32_t(p), t.partner[n]}] = double(t.share[n]) * double(t.area[p]);
    double worst = 0;
    for (const auto& [pair, a] : area) {
        const double b = area[{pair.second, pair.first}];
        if (std::max(a, b) > 1e-6) worst = std::max(worst, std::abs(a - b) / std::max(a, b));
    }
    return worst;
}

/// Sun on a long wall: the largest difference of a facet's share from 1, away from the wall's ends [1].
double missing_on_long_wall(double to_wall_deg) {
    const CityModel city(Backend::cpu(), endless(60, [](idx i) { return i < 10 ? 12.0f : 0.0f; }));
    const ShadeModel shade(city, {});
    const WallFacets walls(city);
    Field2D<float> share(Backend::cpu(), walls.shape(), "share", "1");
    // The wall faces east; the sun stands in the north-east, `to_wall_deg` from the wall's own direction.
    shade.wall_beam({15 * degree_d, to_wall_deg * degree_d, 1}, walls, share);
    double missing = 0;
    for (idx k = 0; k < 12; ++k)
        for (idx j = middle - 40; j < middle + 40; ++j) {
            const auto n = std::size_t(walls.first.view()(int(Facing::east), j, 9) + k);
            missing = std::max(missing, std::abs(1 - double(share.host()[n])));
        }
    return missing;
}

}  // namespace

std::vector<ValidationRow> validate_facet_exchange(const ValidationContext& context) {
    Errors worst;
    for (const idx width : {5, 10, 21})
        for (const double ratio : {0.5, 1.0, 2.0}) {
            const Errors e = street(width, ratio);
            worst.wall_to_wall = std::max(worst.wall_to_wall, e.wall_to_wall);
            worst.floor_to_wall = std::max(worst.floor_to_wall, e.floor_to_wall);
            worst.wall_to_sky = std::max(worst.wall_to_sky, e.wall_to_sky);
        }
    const auto [court_floor, court_wall] = court(20);
    const BehindBlock block = tower_behind_block(64), fine = tower_behind_block(1296);
    const auto panel = [](const char* directions, const BehindBlock& b) {
        return Panel{std::string("Block of 4 m, tower of 20 m, ") + directions,
                     "m of ground before the block", "view factor of the ground", b.curves};
    };
    draw_panels(context, "facet_exchange", "Lines: closed form. Dots: found.",
                {panel("64 directions", block), panel("1296 directions", fine)});
    const char* streets = "streets of H/W 0.5, 1 and 2, 5, 10 and 21 cells wide";
    std::vector<ValidationRow> rows = {
        row("street_wall_to_wall", worst.wall_to_wall, 0.01, streets),
        row("street_floor_to_wall", worst.floor_to_wall, 0.01, streets),
        row("street_wall_to_sky", worst.wall_to_sky, 0.01, streets),
        row("court_floor_to_wall", court_floor, 0.01, "a cube of 20 cells"),
        row("court_wall_to_wall_beside", court_wall, 0.01, "a cube of 20 cells"),
        row("low_block_before_tower", std::max(block.mean_block, block.mean_tower), 0.01,
            "mean over the ground, worse of block and tower"),
        row("low_block_before_tower_worst_column", std::max(fine.worst_block, fine.worst_tower), 0.02,
            fmt::format("1296 directions; {:.3f} with the 64 of a run",
                        std::max(block.worst_block, block.worst_tower))),
        row("reciprocity", asymmetry(Scene(scenes::random_city(96, 80, 7, true), 2)), 1e-5,
            "a random city with towers, every pairing")};
    for (const double degrees : {3.0, 18.0, 45.0})
        rows.push_back(row(fmt::format("sun_on_long_wall_at_{:.0f}_degrees", degrees),
                           missing_on_long_wall(degrees), 0.01, "worst facet, away from the ends"));
    return rows;
}

}  // namespace luwte
