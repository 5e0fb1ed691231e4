// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/heights.hpp"

#include <algorithm>
#include <cmath>

namespace luwte::sample {
namespace {

constexpr int n = raster_cells;
constexpr double cell = side / n;
Point centre_of(int i, int j) { return {(i + 0.5) * cell, (j + 0.5) * cell}; }  // j from the south

class Rasters {
  public:
    Rasters(const Plan& plan, const BuiltPlan& built, const std::vector<Tree>& trees, const Mask& mask,
            std::uint64_t seed)
        : plan_(plan), built_(built), trees_(trees), mask_(mask), seed_(seed) {}

    Heights run(const Terrain& terrain) {
        ground(terrain);
        low_growth();
        crowns();
        roofs();
        bridge();
        water();
        return holes();
    }

  private:
    static std::size_t index(int i, int j) { return static_cast<std::size_t>(j) * n + i; }

    template <class F>
    void inside(const Ring& ring, F&& f) {  // cells of the raster whose centre is inside
        constexpr int off = static_cast<int>(Mask::margin / Mask::cell);
        Mask::inside(ring, [&](int i, int j, Point p) {
            i -= off, j -= off;
            if (i >= 0 && j >= 0 && i < n && j < n) f(index(i, j), p);
        });
    }

    void ground(const Terrain& terrain) {  // terrain is smooth: every 2 m, bilinear between
        constexpr int coarse = n / 4 + 2;
        std::vector<double> z(static_cast<std::size_t>(coarse) * coarse);
        for (int j = 0; j < coarse; ++j)
            for (int i = 0; i < coarse; ++i)
                z[static_cast<std::size_t>(j) * coarse + i] = terrain.at({i * 2.0, j * 2.0});
        ground_.resize(static_cast<std::size_t>(n) * n);
        for (int j = 0; j < n; ++j)
            for (int i = 0; i < n; ++i) {
                const Point p = centre_of(i, j);
                const int a = static_cast<int>(p.x / 2), b = static_cast<int>(p.y / 2);
                const double s = p.x / 2 - a, t = p.y / 2 - b;
                const double* row = &z[static_cast<std::size_t>(b) * coarse + a];
                double height = (1 - t) * ((1 - s) * row[0] + s * row[1]) +
                                t * ((1 - s) * row[coarse] + s * row[coarse + 1]);
                if (mask_.at(p) & Mask::carriageway) height -= 0.08;  // kerb
                ground_[index(i, j)] = height;
            }
        surface_ = ground_;
    }

    void low_growth() {
        for (const Ring& ring : plan_.shrubs)
            inside(ring, [&](std::size_t c, Point p) {
                surface_[c] += 1.1 + 0.5 * smooth_noise(p.x / 1.1, p.y / 1.1, seed_ + 5);
            });
        for (const Ring& garden : built_.gardens)  // hedges, shrubs, garden furniture
            inside(garden, [&](std::size_t c, Point p) {
                const double clutter = smooth_noise(p.x / 1.4, p.y / 1.4, seed_ + 6);
                if (clutter > 0.35) surface_[c] += 2.2 * (clutter - 0.35) + 0.3;
            });
    }

    void crowns() {
        in_crown_.assign(ground_.size(), 0);
        for (const Tree& tree : trees_) {
            const double r = tree.crown * 0.62;
            const Frame box{tree.at};
            const double foot = ground_[index(std::clamp(static_cast<int>(tree.at.x / cell), 0, n - 1),
                                              std::clamp(static_cast<int>(tree.at.y / cell), 0, n - 1))];
            inside(rectangle(box, -r, r, -r, r), [&](std::size_t c, Point p) {
                const double h = crown_height(tree, p, seed_ + 7);
                if (h <= 0) return;
                in_crown_[c] = 1;
                if (cell_random(static_cast<int>(p.x * 2), static_cast<int>(p.y * 2), seed_ + 8) >
                    0.03)  // else seen through
                    surface_[c] = std::max(surface_[c], foot + h);
            });
        }
    }

    void roofs() {
        in_building_.assign(ground_.size(), 0);
        for (const Building& b : built_.buildings) {
            if (b.demolished) continue;
            inside(b.footprint, [&](std::size_t c, Point p) {
                const double h = b.height(p);
                if (h <= 0) return;
                in_building_[c] = 1;
                surface_[c] = std::max(in_crown_[c] ? surface_[c] : -99.0, b.base + h);
            });
        }
    }

    void bridge() {
        on_bridge_.assign(ground_.size(), 0);
        const Street& road = plan_.streets[0];
        const double half = road.half_width(true), reach = plan_.bridge_half_length;
        inside(band(road.line, plan_.bridge_s - reach, plan_.bridge_s + reach, -half, half),
               [&](std::size_t c, Point p) {
                   if (!(mask_.at(p) & Mask::water)) return;
                   on_bridge_[c] = 1;
                   surface_[c] =
                       plan_.bridge_deck +
                       (road.half_width(true) - std::fabs(road.line.nearest(p).side) < 0.6 ? 0.9 : 0);
               });
    }

    /// Water swallows the pulses, but for patches where it mirrors straight up.
    void water() {
        seen_water_.assign(ground_.size(), 0);
        const auto reflect = [&](const Ring& ring, double level) {
            inside(ring, [&](std::size_t c, Point p) {
                if (in_crown_[c] || on_bridge_[c]) return;
                for (const Point d : {Point{1, 0}, Point{-1, 0}, Point{0, 1}, Point{0, -1}})  // dark banks
                    if (!(mask_.at(p + d) & Mask::water)) return;
                surface_[c] = level;
                seen_water_[c] = smooth_noise(p.x / 7, p.y / 7, seed_ + 10) > 0.62 &&
                                 smooth_noise(p.x / 0.8, p.y / 0.8, seed_ + 11) > 0.1;
            });
        };
        const auto strip = [](const Polyline& line, double width) {
            return band(line, 0, line.length(), -width / 2, width / 2);
        };
        reflect(strip(plan_.canal, plan_.canal_width), plan_.canal_level);
        reflect(strip(plan_.ditch, plan_.ditch_width), plan_.ditch_level);
        reflect(plan_.pond, plan_.pond_level);
    }

    Heights holes() {
        std::vector<std::uint8_t> no_surface(ground_.size(), 0), no_terrain(ground_.size(), 0);
        for (const Building& b : built_.buildings) {  // ground the scanner cannot see beside high walls
            if (b.demolished || b.highest < 5) continue;
            const double reach = std::min(0.5 + 0.09 * b.highest, 4.0);
            Ring shade = b.footprint;
            for (Point& p : shade) p = p + Point{-0.8 * reach, 0.6 * reach};
            inside(shade, [&](std::size_t c, Point p) {
                if (in_building_[c] || in_crown_[c]) return;
                if (smooth_noise(p.x / 2.5, p.y / 2.5, seed_ + 9) > -0.15) no_surface[c] = no_terrain[c] = 1;
            });
        }
        Heights result;
        result.surface.resize(ground_.size()), result.terrain.resize(ground_.size());
        for (int j = 0; j < n; ++j)
            for (int i = 0; i < n; ++i) {
                const std::size_t c = index(i, j), out = static_cast<std::size_t>(n - 1 - j) * n + i;
                const Point p = centre_of(i, j);
                const auto chance = [&](std::uint64_t salt) { return cell_random(i, j, seed_ + salt); };
                // Scattered gaps where no pulse fell, in small clumps.
                const double gap = smooth_noise(p.x / 1.2, p.y / 1.2, seed_ + 20) +
                                   0.5 * smooth_noise(p.x / 17, p.y / 17, seed_ + 21);
                bool hole = no_surface[c] || (gap > 1.12 && chance(22) < 0.8);
                bool terrain_hole =
                    no_terrain[c] || gap > 1.0 || in_building_[c] || near_building(i, j) || on_bridge_[c];
                if (mask_.at(p) & Mask::water) {
                    terrain_hole = true;
                    hole = !on_bridge_[c] && !seen_water_[c] &&
                           !(in_crown_[c] && surface_[c] > ground_[c] + 1.5);
                }
                if (in_crown_[c] && !in_building_[c]) {
                    hole = hole && (mask_.at(p) & Mask::water) == 0 ? chance(23) < 0.1 : hole;
                    terrain_hole = terrain_hole || smooth_noise(p.x / 1.6, p.y / 1.6, seed_ + 24) > 0.0;
                }
                const double above = surface_[c] - ground_[c];
                if (!in_crown_[c] && !in_building_[c] && above > 0.25)
                    terrain_hole = terrain_hole || chance(25) < 0.75;
                const double z_terrain = ground_[c] + noise(i, j, 30, 0.02);
                const double roughness = in_crown_[c] && above > 1 ? 0.25 : 0.025;
                const double z_surface = std::fabs(above) > 0.02 || on_bridge_[c]
                                             ? surface_[c] + noise(i, j, 32, roughness)
                                             : z_terrain + noise(i, j, 34, 0.012);
                result.surface[out] = hole ? ahn_no_data : to_millimetre(z_surface);
                result.terrain[out] = terrain_hole ? ahn_no_data : to_millimetre(z_terrain);
            }
        return result;
    }

    bool near_building(int i, int j) const {  // the last half metre along a facade is often gone as well
        for (int dj = -1; dj <= 1; ++dj)
            for (int di = -1; di <= 1; ++di) {
                const int a = i + di, b = j + dj;
                if (a >= 0 && b >= 0 && a < n && b < n && in_building_[index(a, b)])
                    return cell_random(i, j, seed_ + 40) < 0.6;
            }
        return false;
    }
    /// Roughly normal, standard deviation `sigma` [m].
    double noise(int i, int j, std::uint64_t salt, double sigma) const {
        double sum = 0;
        for (std::uint64_t k = 0; k < 3; ++k) sum += cell_random(i, j, seed_ + salt * 8 + k) - 0.5;
        return 2 * sigma * sum;
    }
    static float to_millimetre(double z) { return static_cast<float>(std::round(z * 1000) / 1000); }

    const Plan& plan_;
    const BuiltPlan& built_;
    const std::vector<Tree>& trees_;
    const Mask& mask_;
    std::uint64_t seed_;
    std::vector<double> ground_, surface_;  // m NAP, rows from the south
    std::vector<std::uint8_t> in_crown_, in_building_, on_bridge_, seen_water_;
};

}  // namespace

Heights heights(const Plan& plan, const BuiltPlan& built, const std::vector<Tree>& trees, const Mask& mask,
                const Terrain& terrain, std::uint64_t seed) {
    return Rasters(plan, built, trees, mask, seed).run(terrain);
}

}  // namespace luwte::sample
