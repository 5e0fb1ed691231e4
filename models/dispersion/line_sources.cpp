// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/line_sources.hpp"

#include "models/dispersion/level_shares.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace luwte {
namespace {

constexpr std::size_t most_problems = 20;
constexpr double nothing = 1e-9;            ///< 1, of a column or a piece: rounding
constexpr double largest_coordinate = 1e8;  ///< m; beyond the Earth in any projected CRS

/// In columns from the area's south-west corner.
struct Point {
    double x, y;
};
Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
Point operator*(double f, Point a) { return {f * a.x, f * a.y}; }

/// A convex polygon; cuts with at most four lines more make at most eight corners.
struct Convex {
    std::array<Point, 12> corner;
    std::size_t size = 0;
    void add(Point p) { corner[size++] = p; }
};

/// What lies on the side of `at` where sign * (x or y) is larger.
template <double Point::*Axis>
Convex cut(const Convex& in, double at, double sign) {
    Convex out;
    for (std::size_t n = 0; n < in.size; ++n) {
        const Point a = in.corner[n], b = in.corner[(n + 1) % in.size];
        const double of_a = sign * (a.*Axis - at), of_b = sign * (b.*Axis - at);
        if (of_a >= 0) out.add(a);
        if ((of_a > 0 && of_b < 0) || (of_a < 0 && of_b > 0)) out.add(a + of_a / (of_a - of_b) * (b - a));
    }
    return out;
}

double area_of(const Convex& p) {
    double twice = 0;
    for (std::size_t n = 1; n + 1 < p.size; ++n) {
        const Point a = p.corner[n] - p.corner[0], b = p.corner[n + 1] - p.corner[0];
        twice += a.x * b.y - a.y * b.x;
    }
    return std::abs(twice) / 2;
}

/// First and last column or row, of `size`, that a polygon reaches.
template <double Point::*Axis>
std::pair<idx, idx> reach(const Convex& p, idx size) {
    double low = p.corner[0].*Axis, high = low;
    for (std::size_t n = 1; n < p.size; ++n)
        low = std::min(low, p.corner[n].*Axis), high = std::max(high, p.corner[n].*Axis);
    return {idx(std::clamp(std::floor(low), 0.0, double(size))),
            idx(std::clamp(std::floor(high), -1.0, double(size - 1)))};
}

/// A length of road across its whole width: what of it lies in which column [columns' widths of length].
struct Piece {
    std::map<std::pair<idx, idx>, double> in;  ///< by row and column
    Point moment{0, 0};                        ///< sum of length times middle
    double length = 0;                         ///< whole, outside the area too
};

class Roads {
  public:
    Roads(const WindLayout& layout, const WindDomain& area, const LineSources::Parameters& parameters)
        : layout_(layout),
          solid_(area.solid.view()),
          d_(layout.grid.cell_size),
          half_width_(parameters.road_width / 2 / d_) {
        out_.parameters = parameters;
    }

    LineSources of(std::span<const RoadSegment> roads) {
        for (const RoadSegment& road : roads) {
            out_.of_segment.emplace_back(), out_.length.push_back(0);
            if (road.line.empty()) continue;
            if (!std::ranges::all_of(road.line, [](const MapPoint& p) {
                    return std::abs(p.x_m) <= largest_coordinate && std::abs(p.y_m) <= largest_coordinate;
                })) {
                problem(road, "has a coordinate that is no place on Earth", "");
                continue;
            }
            const std::vector<Point> line = line_of(road);
            double length = 0;
            for (std::size_t n = 1; n < line.size(); ++n) length += apart(line[n - 1], line[n]);
            out_.length.back() = length * d_;
            if (!road.speed_class || road.tunnel_factor == 0 || !set_height(road)) continue;
            length > 0 ? spread(line, length) : in_a_point(line.front());
            finish(road);
        }
        if (problem_count_ > most_problems)
            problems_.add("road segments",
                          std::to_string(problem_count_ - most_problems) + " more with such problems");
        problems_.throw_if_any();
        return std::move(out_);
    }

  private:
    static double apart(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

    std::vector<Point> line_of(const RoadSegment& road) const {
        std::vector<Point> line;
        for (const MapPoint& p : road.line)
            line.push_back({(p.x_m - layout_.grid.x0) / d_, (p.y_m - layout_.grid.y0) / d_});
        return line;
    }

    /// (15) What of the height over which it is mixed lies in which level.
    bool set_height(const RoadSegment& road) {
        const double low = std::isnan(road.height_m) ? 0 : std::max(road.height_m, 0.0),
                     high = low + out_.parameters.initial_height;
        const double top = level_shares(layout_.thickness, low, high, level_);
        if (top >= high) return true;
        problem(road, "lies " + metres(low) + " above the land, the wind grid ends at " + metres(top),
                "is its height right?");
        return false;
    }

    void in_a_point(Point p) {
        ++out_.zero_length;
        if (p.x < 0 || p.y < 0 || p.x >= solid_.nx || p.y >= solid_.ny) return;
        piece_ = {{{{idx(p.y), idx(p.x)}, 1.0}}, p, 1};
        put_down(false);
    }

    /// (13, 14) Pieces of at most a column's width of length, the same wherever the line has points.
    void spread(const std::vector<Point>& line, double length) {
        const double count = std::ceil(length - nothing), step = length / std::max(count, 1.0);
        double begin = 0, now = -1;
        piece_ = {};
        for (std::size_t n = 1; n < line.size(); ++n) {
            const Point a = line[n - 1], way = line[n] - a;
            const double part = std::hypot(way.x, way.y);
            if (!(part > 0)) continue;
            const auto [first, last] = near(a, way);
            double s = begin + first * part;
            const double end = begin + last * part;
            for (double m = std::floor(s / step); s < end; ++m) {
                const double to = std::min(end, std::max((m + 1) * step, s));
                if (m != now) put_down(true), now = m;
                lay(a + (s - begin) / part * way, a + (to - begin) / part * way,
                    {-half_width_ * way.y / part, half_width_ * way.x / part}, to - s);
                s = to;
            }
            begin += part;
        }
        put_down(true);
        out_.inside += inside_ * d_;
        out_.outside += std::max(length - inside_, 0.0) * d_;
        inside_ = 0;
    }

    /// The part of a straight way that may reach into the area [1].
    std::pair<double, double> near(Point a, Point way) const {
        double first = 0, last = 1;
        const auto within = [&](double from, double by, double size) {
            const double low = -half_width_ - 1, high = size + half_width_ + 1;
            if (by == 0) {
                if (from < low || from > high) last = 0;
                return;
            }
            const double one = (low - from) / by, other = (high - from) / by;
            first = std::max(first, std::min(one, other)), last = std::min(last, std::max(one, other));
        };
        within(a.x, way.x, solid_.nx), within(a.y, way.y, solid_.ny);
        return {first, last};
    }

    /// A straight stretch across the width, by the area that it covers of each column.
    void lay(Point from, Point to, Point aside, double length) {
        Convex box;
        for (const Point p : {from - aside, to - aside, to + aside, from + aside}) box.add(p);
        piece_.moment = piece_.moment + 0.5 * length * (from + to);
        piece_.length += length;
        const auto [j0, j1] = reach<&Point::y>(box, solid_.ny);
        for (idx j = j0; j <= j1; ++j) {
            const Convex row = cut<&Point::y>(cut<&Point::y>(box, j, 1), j + 1, -1);
            if (row.size == 0) continue;
            const auto [i0, i1] = reach<&Point::x>(row, solid_.nx);
            for (idx i = i0; i <= i1; ++i) {
                const double area = area_of(cut<&Point::x>(cut<&Point::x>(row, i, 1), i + 1, -1));
                if (area > nothing) piece_.in[{j, i}] += area / (2 * half_width_);
            }
        }
    }

    /// (16) Into the piece's cells of air, else into the nearest.
    void put_down(bool has_length) {
        double whole = 0, air = 0;
        for (const auto& [at, amount] : piece_.in) whole += amount, air += amount * open_share(at);
        const Piece piece = std::exchange(piece_, {});
        if (!(whole > 0)) return;
        if (has_length) inside_ += whole;
        if (air > nothing * whole) {
            for (const auto& [at, amount] : piece.in) add(at, amount * whole / air);
            if (has_length) out_.moved_aside += (whole - air) * d_;
            return;
        }
        const Point middle = (1 / piece.length) * piece.moment;
        const std::vector<std::pair<idx, idx>> nearest = nearest_air(middle);
        if (nearest.empty()) {
            if (buried_ == 0) first_buried_ = middle;
            buried_ += has_length ? whole * d_ : 0, is_buried_ = true;
            return;
        }
        for (const auto& at : nearest) add(at, whole / (open_share(at) * double(nearest.size())));
        if (has_length) out_.moved_out += whole * d_;
    }

    /// Of the height over which it is mixed.
    double open_share(std::pair<idx, idx> at) const {
        double share = 0;
        for (const auto& [k, of_level] : level_)
            if (solid_(k, at.first, at.second) == 0) share += of_level;
        return share;
    }
    void add(std::pair<idx, idx> at, double amount) {
        for (const auto& [k, of_level] : level_)
            if (solid_(k, at.first, at.second) == 0) cells_[{k, at.first, at.second}] += amount * of_level;
    }

    /// All columns with air whose middles are equally near.
    std::vector<std::pair<idx, idx>> nearest_air(Point middle) const {
        const double farthest = out_.parameters.farthest / d_;
        const auto span = [&](double at, idx size) {
            return std::pair{idx(std::clamp(std::floor(at - farthest), 0.0, double(size))),
                             idx(std::clamp(std::ceil(at + farthest), 0.0, double(size)))};
        };
        const auto [j0, j1] = span(middle.y, solid_.ny);
        const auto [i0, i1] = span(middle.x, solid_.nx);
        std::vector<std::pair<idx, idx>> nearest;
        double best = farthest;
        for (idx j = j0; j < j1; ++j)
            for (idx i = i0; i < i1; ++i) {
                const double distance = apart(middle, {i + 0.5, j + 0.5});
                if (distance > best + 1e-6 || open_share({j, i}) <= 0) continue;
                if (distance < best - 1e-6) nearest.clear();
                best = std::min(best, distance);
                nearest.emplace_back(j, i);
            }
        return nearest;
    }

    void finish(const RoadSegment& road) {
        if (std::exchange(is_buried_, false))
            problem(road,
                    metres(std::exchange(buried_, 0)) + " of it lie under buildings, from (" +
                        coordinate(layout_.grid.x0 + first_buried_.x * d_) + ", " +
                        coordinate(layout_.grid.y0 + first_buried_.y * d_) + ") on; there is no air within " +
                        metres(out_.parameters.farthest),
                    "a tunnel has a tunnel factor of 0; is the surface height of the same year as the road?");
        const double length = out_.length.back() > 0 ? out_.length.back() / d_ : 1;
        for (const auto& [at, amount] : cells_) {
            const auto& [k, j, i] = at;
            out_.of_segment.back().push_back({k, j, i, float(amount / length)});
        }
        cells_.clear();
    }

    static std::string metres(double m) {
        std::array<char, 40> text{};
        std::snprintf(text.data(), text.size(), "%.1f m", m);
        return text.data();
    }
    static std::string coordinate(double m) {
        std::array<char, 400> text{};
        std::snprintf(text.data(), text.size(), "%.1f", m);
        return text.data();
    }
    void problem(const RoadSegment& road, const std::string& what, const std::string& hint) {
        if (++problem_count_ <= most_problems) problems_.add("road segment " + road.id, what, hint);
    }

    const WindLayout& layout_;
    View3D<const std::uint8_t> solid_;
    double d_, half_width_;  ///< m; columns
    LineSources out_;
    Problems problems_;
    std::size_t problem_count_ = 0;
    // Of the segment in hand:
    std::vector<std::pair<idx, double>> level_;  ///< share of levels
    std::map<std::tuple<idx, idx, idx>, double> cells_;
    Piece piece_;
    double inside_ = 0, buried_ = 0;  ///< columns; m
    bool is_buried_ = false;
    Point first_buried_{0, 0};
};

}  // namespace

LineSources line_sources(std::span<const RoadSegment> roads, const WindLayout& layout, const WindDomain& area,
                         const LineSources::Parameters& p) {
    if (!(area.solid.shape() == Shape{idx(layout.thickness.size()), layout.grid.ny, layout.grid.nx}))
        throw RuntimeError("line sources: the domain is not the area of the layout");
    if (!(p.road_width > 0) || !(p.initial_height > 0) || !(p.farthest > 0))
        throw RuntimeError("line sources: width, height and distance have to be above 0");
    return Roads(layout, area, p).of(roads);
}

Field3D<float> source_of(const Backend& backend, const LineSources& sources, std::span<const float> emission,
                         const wind::Extents& area) {
    if (emission.size() != sources.of_segment.size())
        throw RuntimeError("line sources: as many emissions as segments are expected");
    Field3D<float> out(Backend::cpu(), {area.layers(), area.columns_y(), area.columns_x()}, "source", "s-1");
    std::ranges::fill(out.host(), 0.0f);
    for (std::size_t n = 0; n < emission.size(); ++n)
        for (const SourceCell& c : sources.of_segment[n])
            out.view()(c.k + 1, c.j + wind::ghosts, c.i + wind::ghosts) +=
                float(double(emission[n]) * sources.length[n] * double(c.share));
    return out.copy_to(backend);
}

}  // namespace luwte
