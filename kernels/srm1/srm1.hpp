// SPDX-License-Identifier: Apache-2.0
#pragma once

/// SRM1, the Dutch standard method 1 for concentrations along streets. Equation numbers are those of
/// docs/models/srm1.md, which also says where each coefficient was read and what it was checked against.

#include "kernels/core/config.hpp"
#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte::srm1 {

inline constexpr float calibration = 0.62f;       // 1
inline constexpr float reference_wind = 5.0f;     // m s-1
inline constexpr float nearest = 3.5f;            // m, from the axis; nearer counts as this
inline constexpr float polynomial_reach = 30.0f;  // m
inline constexpr float ozone_share = 0.6f;        // 1, B
inline constexpr float half_conversion = 100.0f;  // ug m-3, K

/// theta = a S^2 + b S + c up to 30 m, alpha S^-0.747 from there to `reach`; s m-2 with S in m.
struct Street {
    float a, b, c, alpha, reach;
};

/// 1 wide canyon, 2 narrow canyon, 3 buildings on one side, 4 other (and any other number).
LUWTE_HD Street street_of(int type) {
    constexpr Street wide{0.000325f, -0.0205f, 0.39f, 0.856f, 60.0f};
    constexpr Street narrow{0.000488f, -0.0308f, 0.59f, 0.0f, 30.0f};
    constexpr Street one_side{0.000500f, -0.0316f, 0.57f, 0.0f, 30.0f};
    constexpr Street other{0.000310f, -0.0182f, 0.33f, 0.799f, 60.0f};
    return type == 1 ? wide : type == 2 ? narrow : type == 3 ? one_side : other;
}

/// (3) Dilution at `distance` m from the axis; below 3.5 m that at 3.5 m, beyond the reach that at the reach.
LUWTE_HD float dilution(int type, float distance) {
    const Street t = street_of(type);
    const float s = math::clamp(distance, nearest, t.reach);
    const float near = (t.a * s + t.b) * s + t.c;
    const float far = t.alpha * math::pow(s, -0.747f);
    return s <= polynomial_reach ? near : far;
}

/// (1) Yearly mean, ug m-3, of `emission` ug m-1 s-1 in yearly mean wind of `wind` m s-1.
LUWTE_HD float concentration(float emission, float theta, float tree_factor, float wind) {
    return calibration * emission * theta * tree_factor * (reference_wind / wind);
}

/// (4) NO2 that ozone makes of a road's NO, ug m-3. `no` = NOx less what was emitted as NO2; ug m-3 (as NO2).
LUWTE_HD float no2_made(float no, float ozone) { return ozone_share * ozone * no / (no + half_conversion); }

/// (5) The same where open roads (SRM2) contribute too. Theirs is converted with B = 1 and enters (4) as the
/// NO that would make as much with B = 0.6: K t / (B (t + K) - t), here multiplied out so that it has no pole
/// below t = 150 ug m-3; from there on all ozone's share B is used.
LUWTE_HD float no2_made_with_open_roads(float no, float no_open_roads, float ozone) {
    const float divisor = math::max(ozone_share * (no_open_roads + half_conversion) - no_open_roads, 0.0f);
    const float top = no * divisor + half_conversion * no_open_roads;
    return ozone_share * ozone * top / (top + half_conversion * divisor);
}

/// (6) Days a year with a daily mean of PM10 above 50 ug m-3, from the yearly mean in ug m-3.
LUWTE_HD float pm10_days(float mean) {
    const float from = mean - 31.2f;
    const float middle = (0.13401f * from + 3.9427f) * from + 35.0f;
    const float high = 4.6128f * mean - 108.92f;
    return mean > 31.2f ? high : mean > 16.0f ? middle : 6.0f;
}

/// The point of a line that is nearest to a place, counted from there.
struct NearestOnLine {
    float x, y;  ///< m
    LUWTE_HD float distance() const { return math::sqrt(x * x + y * y); }
};
LUWTE_HD NearestOnLine nearest_on_line(const View2D<const double>& points, idx begin, idx end, double x,
                                       double y) {
    float ax = float(points(0, begin) - x), ay = float(points(1, begin) - y);
    NearestOnLine nearest{ax, ay};
    float least = ax * ax + ay * ay;
    for (idx n = begin + 1; n < end; ++n) {
        const float bx = float(points(0, n) - x), by = float(points(1, n) - y);
        const float dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy;
        const float along = -(ax * dx + ay * dy) / math::max(length2, 1e-12f);  // 0 where length is 0
        const float t = math::clamp(along, 0.0f, 1.0f);
        const float px = ax + t * dx, py = ay + t * dy;
        if (px * px + py * py < least) least = px * px + py * py, nearest = {px, py};
        ax = bx, ay = by;
    }
    return nearest;
}

/// Shortest distance from each link's receptor to its segment's line.
struct DistanceToLine {
    View2D<const double> points;         ///< m, x and y of all lines' points   [2, points]
    View2D<const std::int32_t> first;    ///< point with which a line begins    [1, segments + 1]
    View2D<const std::int32_t> segment;  ///< of each link   [1, links]
    View2D<const double> at;             ///< m, x and y of each link's receptor   [2, links]
    View2D<float> out;                   ///< m   [1, links]

    LUWTE_HD void operator()(idx link) const {
        const idx line = segment(0, link);
        out(0, link) =
            nearest_on_line(points, first(0, line), first(0, line + 1), at(0, link), at(1, link)).distance();
    }
};

/// (1) summed over the streets of each receptor, in the order of its links.
struct StreetContribution {
    View2D<const float> emission;        ///< ug m-1 s-1   [substances, segments]
    View2D<const std::int32_t> first;    ///< link with which a receptor begins   [1, receptors + 1]
    View2D<const std::int32_t> segment;  ///< of each link   [1, links]
    View2D<const float> distance;        ///< m   [1, links]
    View2D<const std::int8_t> type;      ///< building type   [1, links]
    View2D<const float> tree_factor;     ///< 1   [1, links]
    View2D<const float> wind;            ///< m s-1, yearly mean   [1, receptors]
    View2D<float> out;                   ///< ug m-3   [substances, receptors]

    LUWTE_HD void operator()(idx receptor) const {
        const idx begin = first(0, receptor), end = first(0, receptor + 1);
        const float u = wind(0, receptor);
        for (idx substance = 0; substance < out.ny; ++substance) {
            float sum = 0.0f;
            for (idx link = begin; link < end; ++link)
                sum += concentration(emission(substance, segment(0, link)),
                                     dilution(type(0, link), distance(0, link)), tree_factor(0, link), u);
            out(substance, receptor) = sum;
        }
    }
};

/// (4), (5) NO2 of all roads: emitted as such and made by ozone. One call per receptor.
struct No2OfRoads {
    View2D<const float> nox, direct;                        ///< ug m-3, of streets (SRM1)
    View2D<const float> nox_open_roads, direct_open_roads;  ///< ug m-3, of open roads (SRM2)
    View2D<const float> ozone;                              ///< ug m-3, background
    View2D<float> out;                                      ///< ug m-3, made by ozone   [1, receptors]

    LUWTE_HD void operator()(idx, idx receptor) const {
        const float streets = nox(0, receptor) - direct(0, receptor);
        const float open = nox_open_roads(0, receptor) - direct_open_roads(0, receptor);
        out(0, receptor) = no2_made_with_open_roads(streets, open, ozone(0, receptor));
    }
};

/// (6) of each value.
struct Pm10Days {
    View2D<const float> mean;  ///< ug m-3   [1, receptors]
    View2D<float> out;         ///< days     [1, receptors]

    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = pm10_days(mean(j, i)); }
};

}  // namespace luwte::srm1
