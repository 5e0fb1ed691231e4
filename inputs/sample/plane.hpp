// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace luwte::sample {

/// A point or vector in the plane of the sample [m]; x east, y north, (0, 0) its south-west corner.
struct Point {
    double x = 0, y = 0;
};
inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(double k, Point a) { return {k * a.x, k * a.y}; }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline double length(Point a) { return std::sqrt(dot(a, a)); }
inline Point left_of(Point a) { return {-a.y, a.x}; }

/// A closed outline; the first point is not repeated.
using Ring = std::vector<Point>;

/// Local axes of a row of houses or of a block: u along the front, v away from the street.
struct Frame {
    Point origin, u{1, 0}, v{0, 1};
    Point at(double a, double b) const { return origin + a * u + b * v; }
    Point local(Point p) const { return {dot(p - origin, u), dot(p - origin, v)}; }
};

/// The four corners of [u0, u1] x [v0, v1] of a frame.
Ring rectangle(const Frame& frame, double u0, double u1, double v0, double v1);
/// A frame whose origin is a block's centre, turned by `angle` [rad] anticlockwise.
Frame turned(Point centre, double angle);

/// A smooth line through control points (Catmull-Rom, a vertex about every 3 m), measured by length [m].
class Polyline {
  public:
    explicit Polyline(const std::vector<Point>& control);
    double length() const { return along_.back(); }
    Point at(double s) const;
    Point tangent(double s) const;
    const std::vector<Point>& points() const { return points_; }

    struct Nearest {
        double side;  ///< distance [m], positive to the left of the line
        double s;     ///< where along the line [m]
    };
    Nearest nearest(Point p) const;

  private:
    std::size_t segment(double s) const;
    std::vector<Point> points_;
    std::vector<double> along_;
};

/// The strip between the offsets d0 and d1 (positive to the left) of a line, from s0 to s1 [m].
Ring band(const Polyline& line, double s0, double s1, double d0, double d1);
/// An irregular round outline: radius times 1 + a few harmonics of the seed.
Ring blob(Point centre, double radius, double aspect, std::uint64_t seed);

/// Random numbers that are the same everywhere (splitmix64), unlike the standard distributions.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    double uniform(double low = 0, double high = 1);
    int whole(int low, int high);  ///< low..high, both included
    bool chance(double probability) { return uniform() < probability; }

  private:
    std::uint64_t state_;
};

/// Uniform in [0, 1) from two whole numbers and a seed: the same cell gets the same number.
double cell_random(std::int64_t i, std::int64_t j, std::uint64_t seed);
/// Smooth noise in [-1, 1] with features of about 1 unit (value noise with a cubic blend).
double smooth_noise(double x, double y, std::uint64_t seed);

/// Marks on the cells of the sample plus a margin, by which things find free room.
class Mask {
  public:
    static constexpr double cell = 0.5, margin = 20;  // m
    static constexpr int n = 1280;                    // cells: 600 m + 2 margins

    enum Bit : std::uint8_t {
        reserved = 1,     ///< street, water, park, square, school: no house here
        building = 2,     ///< footprint
        plot = 4,         ///< garden of a house
        carriageway = 8,  ///< a kerb lower
        water = 16,
        shrubs = 32,
        paved = 64,  ///< no tree here
    };
    Mask() : bits_(static_cast<std::size_t>(n) * n, 0) {}
    void paint(const Ring& ring, Bit bit);
    /// All bits found in the cells whose centre is inside the ring; outside the mask counts as reserved.
    std::uint8_t found(const Ring& ring) const;
    std::uint8_t at(Point p) const;
    /// Calls f(i, j, centre) for the cells whose centre is inside the ring (i, j may be outside the mask).
    template <class F>
    static void inside(const Ring& ring, F&& f);

  private:
    std::vector<std::uint8_t> bits_;
};

template <class F>
void Mask::inside(const Ring& ring, F&& f) {
    double low = 1e9, high = -1e9;
    for (const Point& p : ring) low = std::fmin(low, p.y), high = std::fmax(high, p.y);
    const int j0 = static_cast<int>(std::ceil((low + margin) / cell - 0.5));
    const int j1 = static_cast<int>(std::floor((high + margin) / cell - 0.5));
    std::vector<double> crossings;
    for (int j = j0; j <= j1; ++j) {
        const double y = (j + 0.5) * cell - margin;
        crossings.clear();
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const Point a = ring[k], b = ring[(k + 1) % ring.size()];
            if ((a.y <= y) != (b.y <= y)) crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
        for (std::size_t k = 1; k < crossings.size(); ++k)  // a handful: insertion sort
            for (std::size_t m = k; m > 0 && crossings[m] < crossings[m - 1]; --m)
                std::swap(crossings[m], crossings[m - 1]);
        for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
            const int i0 = static_cast<int>(std::ceil((crossings[k] + margin) / cell - 0.5));
            const int i1 = static_cast<int>(std::floor((crossings[k + 1] + margin) / cell - 0.5));
            for (int i = i0; i <= i1; ++i) f(i, j, Point{(i + 0.5) * cell - margin, y});
        }
    }
}

}  // namespace luwte::sample
