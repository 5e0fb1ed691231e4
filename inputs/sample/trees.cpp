// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/trees.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace luwte::sample {
namespace {

class Planter {
  public:
    Planter(const Plan& plan, const BuiltPlan& built, const Mask& mask, std::uint64_t seed)
        : plan_(plan), built_(built), mask_(mask), random_(seed ^ 0x73ee) {}

    std::vector<Tree> run() {
        for (const Street& street : plan_.streets)
            for (const bool left : {true, false}) street_row(street, left);
        const auto scatter = [&](const Ring& ring, int tries, double apart,
                                 std::initializer_list<int> species, auto&& wish) {
            const std::vector<int> kinds(species);
            Point low = ring[0], high = ring[0];
            for (const Point& p : ring) {
                low = {std::min(low.x, p.x), std::min(low.y, p.y)};
                high = {std::max(high.x, p.x), std::max(high.y, p.y)};
            }
            Mask area;
            area.paint(ring, Mask::plot);
            for (int k = 0; k < tries; ++k) {
                const Point p{random_.uniform(low.x, high.x), random_.uniform(low.y, high.y)};
                const int kind =
                    kinds[static_cast<std::size_t>(random_.whole(0, static_cast<int>(kinds.size()) - 1))];
                if ((area.at(p) & Mask::plot) && wish(p)) put(p, kind, apart, true);
            }
        };
        const auto groups = [&](Point p) { return smooth_noise(p.x / 34, p.y / 34, 77) > 0.12; };
        const auto anywhere = [](Point) { return true; };
        scatter(plan_.wood, 320, 4.5, {oak, ash, maple, birch}, anywhere);
        for (int k = 0; k < 9; ++k) {  // willows around the pond
            const Point rim = plan_.pond[std::size_t(k) * 5 + std::size_t(random_.whole(0, 2))];
            put(rim + (3 / length(rim - Point{92, 118})) * (rim - Point{92, 118}), willow, 9, true);
        }
        scatter(plan_.park, 420, 8, {oak, lime, plane, maple, birch}, groups);
        for (const Ring& ring : plan_.flats_green)
            scatter(ring, 700, 8.5, {plane, lime, maple, birch, poplar, ash}, groups);
        const auto left_over = [&](Point p) {  // green between the gardens
            return mask_.at(p) == 0 && plan_.canal.nearest(p).side < 0 &&
                   smooth_noise(p.x / 20, p.y / 20, 78) > 0;
        };
        scatter({{0, 0}, {side, 0}, {side, side}, {0, side}}, 1500, 8, {maple, birch, cherry, oak, ash},
                left_over);
        for (double s = 8; s < plan_.ditch.length() - 5; s += 13)  // hawthorns along the ditch
            if (random_.chance(0.8))
                put(plan_.ditch.at(s) + 3.5 * left_of(plan_.ditch.tangent(s)), hawthorn, 6, true);
        scatter(plan_.square, 14, 9, {lime}, anywhere);
        scatter(plan_.school_yard, 6, 12, {maple, plane}, anywhere);
        scatter(plan_.school_garden, 40, 6, {birch, cherry, hawthorn, maple}, anywhere);
        for (const Ring& garden : built_.gardens)
            if (random_.chance(0.3)) {
                const double t = random_.uniform(0.55, 0.85), u = random_.uniform(0.25, 0.75);
                const Point front = garden[0] + u * (garden[1] - garden[0]),
                            back = garden[3] + u * (garden[2] - garden[3]);
                put(front + t * (back - front), random_.chance(0.5) ? hawthorn : cherry, 4, false);
            }
        return std::move(trees_);
    }

  private:
    void street_row(const Street& street, bool left) {
        const int species = left ? street.species_left : street.species_right;
        if (species < 0) return;
        // In the verge, else in the parking strip, else in the footpath beside the kerb.
        const double strip =
            street.verge > 0 ? street.verge / 2 : (left ? street.parking_left : street.parking_right) / 2;
        const double offset = street.carriageway / 2 + (strip > 0 ? strip : 0.7);
        for (double s = random_.uniform(5, 10); s < street.line.length() - 5;
             s += street.tree_spacing * random_.uniform(0.9, 1.15)) {
            if (random_.chance(0.1)) continue;
            const Point p = street.line.at(s) + (left ? offset : -offset) * left_of(street.line.tangent(s));
            if (on_a_junction(street, p)) continue;
            put(p, species, 4, true);
        }
    }

    bool on_a_junction(const Street& own, Point p) const {
        for (const Street& other : plan_.streets)
            if (&other != &own && std::fabs(other.line.nearest(p).side) < other.carriageway / 2 + 5)
                return true;
        return false;
    }

    void put(Point p, int species, double apart, bool municipal) {
        if (p.x < 1 || p.y < 1 || p.x > side - 1 || p.y > side - 1) return;
        const std::uint8_t here = mask_.at(p);
        if (here & (Mask::building | Mask::water | Mask::paved)) return;
        for (const Tree& t : trees_)
            if (length(t.at - p) < apart) return;
        double wall = 12;  // how far the nearest facade or water is
        for (double r = 1; r < wall; r += 0.5)
            for (int k = 0; k < 16; ++k) {
                const double a = std::numbers::pi * k / 8;
                const std::uint8_t there = mask_.at(p + Point{r * std::cos(a), r * std::sin(a)});
                if (there & Mask::building) wall = std::min(wall, r);
                if ((there & Mask::water) && r < 1.2) return;
            }
        if (wall < 2) return;
        const Species& kind = tree_species()[static_cast<std::size_t>(species)];
        const double age = random_.uniform();
        Tree tree{p, kind.height_low + age * (kind.height_high - kind.height_low),
                  (kind.crown_low + age * (kind.crown_high - kind.crown_low)) * random_.uniform(0.9, 1.1),
                  species, municipal};
        const double room = 2 * (wall + 0.5);  // pruned at facades
        if (tree.crown > room) tree.height *= std::max(0.7, room / tree.crown), tree.crown = room;
        if (!municipal) tree.crown *= 0.75, tree.height *= 0.85;
        tree.height = std::round(tree.height * 10) / 10, tree.crown = std::round(tree.crown * 10) / 10;
        trees_.push_back(tree);
    }

    const Plan& plan_;
    const BuiltPlan& built_;
    const Mask& mask_;
    Random random_;
    std::vector<Tree> trees_;
};

}  // namespace

std::vector<Tree> plant(const Plan& plan, const BuiltPlan& built, const Mask& mask, std::uint64_t seed) {
    return Planter(plan, built, mask, seed).run();
}

double crown_height(const Tree& tree, Point p, std::uint64_t seed) {
    const Point d = p - tree.at;
    const double angle = std::atan2(d.y, d.x), phase = tree.at.x * 1.7 + tree.at.y * 0.9;
    const double radius =
        tree.crown / 2 * (1 + 0.10 * std::cos(2 * angle + phase) + 0.07 * std::cos(5 * angle + 2 * phase));
    const double r = length(d) / radius;
    if (r >= 1) return 0;
    const double dome = std::sqrt(1 - r * r);
    const double base = tree.base() + 0.12 * (tree.height - tree.base());
    const double bumps =
        0.10 * smooth_noise(p.x / 1.3, p.y / 1.3, seed) + 0.06 * smooth_noise(p.x / 0.7, p.y / 0.7, seed + 1);
    return std::min(tree.height,
                    base + (tree.height - base) * (dome * (1 + bumps) + 0.5 * bumps * (1 - dome)));
}

}  // namespace luwte::sample
