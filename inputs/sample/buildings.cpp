// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/buildings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace luwte::sample {
namespace {

/// How a kind of house is built; lengths in m.
struct Style {
    double width_low, width_high, depth, front, back;
    double eave, slope;
    Roof roof;
    int most, least;  ///< houses in a row
    double gap_low, gap_high;
    int year_low, year_high;
    double extension, shed;  ///< share of houses with one
};

const Style& style_of(Houses houses) {
    static const Style thirties{5.2, 5.8, 9.2, 2.6, 12,   5.9,  0.95, Roof::ridge_along_u,
                                9,   2,   2.5, 5,   1927, 1938, 0.45, 0.6};
    static const Style sixties{5.7, 6.3, 8.8, 4.6, 12,   5.5,  0.62, Roof::ridge_along_u,
                               8,   3,   3,   7,   1961, 1974, 0.3,  0.75};
    static const Style nineties{5.3, 5.7, 10, 3, 11, 8.6, 0, Roof::flat, 7, 3, 3, 6, 1992, 2003, 0.15, 0.8};
    static const Style semi{6.2, 7.2, 9.5, 5, 13, 5.2, 0.85, Roof::hip, 2, 2, 5, 7, 1986, 1996, 0.3, 0.5};
    static const Style dike{7.5, 11.5, 9, 2.2, 13,   3.2,  1.15, Roof::ridge_along_v,
                            1,   1,    5, 17,  1885, 1948, 0.3,  0.8};
    switch (houses) {
        case Houses::thirties:
            return thirties;
        case Houses::sixties:
            return sixties;
        case Houses::nineties:
            return nineties;
        case Houses::semi:
            return semi;
        default:
            return dike;
    }
}

double millimetres(double x) { return std::round(x * 1000) / 1000; }

/// One house of a row at [u0, u1], with extension, dormer and chimney as chance has it.
Building house(const Style& style, const Frame& frame, double u0, double u1, double row_u1, double row_u0,
               Random& random) {
    Building b{.frame = frame};
    const double d = style.depth;
    Part body{
        .u0 = u0, .u1 = u1, .v0 = 0, .v1 = d, .roof = style.roof, .eave = style.eave, .slope = style.slope};
    if (style.roof == Roof::hip)
        body.u0 = row_u0, body.u1 = row_u1;  // one roof over the pair, cut by the footprint
    if (style.roof == Roof::flat) body.parapet = 0.35;
    b.parts.push_back(body);
    const double ridge = style.eave + style.slope * d / 2;
    if (style.roof == Roof::ridge_along_u) {
        if (random.chance(0.4)) {  // dormer on the garden side
            const double m = (u0 + u1) / 2, half = random.uniform(1.1, 1.9);
            b.parts.push_back({m - half, m + half, d * 0.60, d * 0.88, Roof::flat,
                               style.eave + 0.72 * (ridge - style.eave)});
        }
        const double c = u0 + random.uniform(0.8, 1.4);
        b.parts.push_back(
            {c - 0.4, c + 0.4, d / 2 - 0.9, d / 2 - 0.1, Roof::flat, ridge + random.uniform(0.5, 1.0)});
    }
    b.footprint = {frame.at(u0, 0), frame.at(u1, 0), frame.at(u1, d), frame.at(u0, d)};
    if (random.chance(style.extension)) {
        const double e = random.uniform(2, 3.4), e0 = u0 + random.uniform(0.1, 1.6),
                     e1 = u1 - random.uniform(0.1, 1.2);
        b.parts.push_back({e0, e1, d, d + e, Roof::flat, random.uniform(2.8, 3.2)});
        b.footprint = {frame.at(u0, 0),     frame.at(u1, 0),     frame.at(u1, d), frame.at(e1, d),
                       frame.at(e1, d + e), frame.at(e0, d + e), frame.at(e0, d), frame.at(u0, d)};
    }
    return b;
}

class Builder {
  public:
    Builder(const Plan& plan, const Terrain& terrain, Mask& mask, std::uint64_t seed)
        : plan_(plan), terrain_(terrain), mask_(mask), random_(seed ^ 0xb01d) {}

    BuiltPlan run() {
        for (const Block& block : plan_.blocks) add_block(block);
        for (const Street& street : plan_.streets) {
            if (street.right != Houses::none) add_rows(street, street.right, false);
            if (street.left != Houses::none) add_rows(street, street.left, true);
        }
        add_demolished();
        return std::move(built_);
    }

  private:
    void finish(Building b, Point ground) {
        for (Point& p : b.footprint) p = {millimetres(p.x), millimetres(p.y)};
        b.base = terrain_.at(ground);
        for (const Part& part : b.parts) {
            const double half = std::min(part.u1 - part.u0, part.v1 - part.v0) / 2;
            b.highest = std::max(b.highest, part.eave + part.parapet + part.slope * half);
        }
        char number[24];
        std::snprintf(number, sizeof number, "099810%010zu", 1200340 + 7 * built_.buildings.size());
        b.identifier = number;
        mask_.paint(b.footprint, Mask::building);
        built_.buildings.push_back(std::move(b));
    }

    void add_block(const Block& block) {
        const Frame frame = turned(block.centre, block.angle);
        const double a = block.length / 2, c = block.depth / 2, h = block.storeys * block.storey_height + 0.4;
        Building b{.frame = frame};
        b.parts.push_back({-a, a, -c, c, Roof::flat, h, 0, 0.4});
        if (block.storeys >= 4)  // lift and plant rooms
            for (int k = 0; k <= block.storeys / 5; ++k) {
                const double u = -a * 0.55 + k * a * 0.9;
                b.parts.push_back({u - 3, u + 3, -2, 2, Roof::flat, h + (block.storeys > 6 ? 3.4 : 2.6)});
            }
        for (double u = -a + 4; u < a - 4; u += random_.uniform(5, 9))  // ventilation
            b.parts.push_back({u, u + 1.2, 1.5, 2.7, Roof::flat, h + random_.uniform(0.6, 1.3)});
        b.footprint = rectangle(frame, -a, a, -c, c);
        b.year = block.year, b.homes = block.homes, b.use = block.use;
        mask_.paint(rectangle(frame, -a - 4, a + 4, -c - 4, c + 4), Mask::reserved);
        finish(std::move(b), block.centre);
    }

    bool free_at(const Frame& f, double u0, double u1, double v0, double v1) const {
        return (mask_.found(rectangle(f, u0, u1, v0, v1)) & (Mask::reserved | Mask::building | Mask::plot)) ==
               0;
    }

    void add_rows(const Street& street, Houses houses, bool left) {
        const Style& style = style_of(houses);
        double s = random_.uniform(2, 6);
        while (s < street.line.length() - style.width_low * style.least) {
            const double width = random_.uniform(style.width_low, style.width_high);
            const int wanted = random_.whole(std::max(style.least, style.most - 4), style.most);
            const double row = wanted * width;
            const double middle = std::min(s + row / 2, street.line.length());
            const Point along = street.line.tangent(middle);
            const Point away = left ? left_of(along) : -1 * left_of(along);
            const double front = style.front + random_.uniform(-0.5, 0.9);
            const Frame frame{
                street.line.at(middle) + (street.half_width(left) + front) * away - (row / 2) * along, along,
                away};
            const int placed = add_row(style, houses, frame, width, wanted, front);
            s += placed > 0 ? placed * width + random_.uniform(style.gap_low, style.gap_high) : 3;
        }
    }

    /// Places the first run of free plots of a row; returns up to which house it got, 0 if none.
    int add_row(const Style& style, Houses houses, const Frame& frame, double width, int wanted,
                double front) {
        const auto fits = [&](int k) {
            return free_at(frame, k * width - 0.6, (k + 1) * width + 0.6, 0.8 - front, style.depth + 5);
        };
        int first = 0;
        while (first < wanted && !fits(first)) ++first;
        int last = first;
        while (last < wanted && fits(last)) ++last;
        if (last - first < style.least) return 0;
        double back =
            style.back + random_.uniform(-0.5, 3.5);  // the deepest garden that the whole row can have
        while (back > 5 &&
               !free_at(frame, first * width, last * width, style.depth + 4, style.depth + back + 1.6))
            back -= 0.5;
        Style mine = style;
        mine.eave += random_.uniform(-0.2, 0.3);
        mine.slope *= random_.uniform(0.94, 1.08);
        if (houses == Houses::nineties && random_.chance(0.45))
            mine.roof = Roof::ridge_along_u, mine.eave = 5.6, mine.slope = 0.7;
        const int year = random_.whole(style.year_low, style.year_high);
        const double garden_end = style.depth + back;
        for (int k = first; k < last; ++k) {
            Building b = house(mine, frame, k * width, (k + 1) * width, last * width, first * width, random_);
            b.year = year;
            finish(std::move(b), frame.at((k + 0.5) * width, style.depth / 2));
            const Ring plot = rectangle(frame, k * width, (k + 1) * width, -front, garden_end);
            built_.gardens.push_back(plot);
            if (back > 6.5 && random_.chance(style.shed))
                add_shed(frame, k * width, (k + 1) * width, garden_end, year);
        }
        if (style.most > 2 && back > 5.5)
            built_.alleys.push_back(
                rectangle(frame, first * width - 1, last * width + 1, garden_end, garden_end + 1.4));
        mask_.paint(rectangle(frame, first * width - 0.5, last * width + 0.5, -front, garden_end + 0.7),
                    Mask::plot);
        return last;
    }

    void add_shed(const Frame& frame, double u0, double u1, double garden_end, int year) {
        const double w = random_.uniform(2, 2.7), d = random_.uniform(2.6, 3.6);
        const double a = random_.chance(0.5) ? u0 + 0.2 : u1 - 0.2 - w;
        const double end = garden_end - 0.3;
        if (mask_.found(rectangle(frame, a, a + w, end - d, end)) & (Mask::building | Mask::reserved)) return;
        Building b{.frame = frame};
        b.parts.push_back({a, a + w, end - d, end, Roof::flat, random_.uniform(2.2, 2.6)});
        b.footprint = rectangle(frame, a, a + w, end - d, end);
        b.year = year + random_.whole(0, 30), b.homes = 0, b.use = "overige gebruiksfunctie";
        b.in_bag = random_.chance(0.75);
        finish(std::move(b), frame.at(a + w / 2, end - d / 2));
    }

    /// A pavilion that BAG still lists as demolished: a loader must not draw it.
    void add_demolished() {
        const Frame frame = turned({508, 236}, 0.3);
        Building b{.frame = frame};
        b.footprint = rectangle(frame, -9, 9, -5, 5);
        for (Point& p : b.footprint) p = {millimetres(p.x), millimetres(p.y)};
        b.demolished = true, b.year = 1966, b.homes = 0, b.use = "bijeenkomstfunctie";
        b.identifier = "0998100001200001";
        built_.buildings.push_back(std::move(b));
    }

    const Plan& plan_;
    const Terrain& terrain_;
    Mask& mask_;
    Random random_;
    BuiltPlan built_;
};

}  // namespace

double Part::height(double u, double v) const {
    const double du = std::min(u - u0, u1 - u), dv = std::min(v - v0, v1 - v);
    switch (roof) {
        case Roof::ridge_along_u:
            return eave + slope * dv;
        case Roof::ridge_along_v:
            return eave + slope * du;
        case Roof::hip:
            return eave + slope * std::min(du, dv);
        default:
            return eave + (std::min(du, dv) < 0.5 ? parapet : 0);
    }
}

double Building::height(Point p) const {
    const Point q = frame.local(p);
    double highest_here = 0;
    for (const Part& part : parts)
        if (q.x >= part.u0 && q.x <= part.u1 && q.y >= part.v0 && q.y <= part.v1)
            highest_here = std::max(highest_here, part.height(q.x, q.y));
    return highest_here;
}

void reserve(const Plan& plan, Mask& mask) {
    for (const Street& s : plan.streets) {
        const double end = s.line.length();
        mask.paint(band(s.line, 0, end, -s.half_width(false), s.half_width(true)), Mask::reserved);
        const double paved = s.carriageway / 2;
        mask.paint(band(s.line, 0, end, -paved, paved), Mask::carriageway);
        mask.paint(band(s.line, 0, end, -paved - 0.5, paved + 0.5), Mask::paved);
    }
    const double half = plan.canal_width / 2;
    for (const auto& [ring, bit] :
         {std::pair{band(plan.canal, 0, plan.canal.length(), -half, half), Mask::water},
          std::pair{band(plan.ditch, 0, plan.ditch.length(), -plan.ditch_width / 2, plan.ditch_width / 2),
                    Mask::water},
          std::pair{plan.pond, Mask::water}, std::pair{plan.park, Mask::reserved},
          std::pair{plan.square, Mask::reserved}, std::pair{plan.school_yard, Mask::reserved},
          std::pair{plan.school_garden, Mask::reserved}}) {
        mask.paint(ring, bit);
        mask.paint(ring, Mask::reserved);
    }
    for (const Ring& ring : plan.flats_green) mask.paint(ring, Mask::reserved);
    for (const Ring& ring : plan.parking_lots)
        mask.paint(ring, Mask::reserved), mask.paint(ring, Mask::paved);
    for (const Ring& ring : plan.shrubs) mask.paint(ring, Mask::shrubs);
}

BuiltPlan build(const Plan& plan, const Terrain& terrain, Mask& mask, std::uint64_t seed) {
    return Builder(plan, terrain, mask, seed).run();
}

}  // namespace luwte::sample
