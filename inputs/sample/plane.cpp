// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/plane.hpp"

#include <algorithm>
#include <numbers>

namespace luwte::sample {

Ring rectangle(const Frame& frame, double u0, double u1, double v0, double v1) {
    return {frame.at(u0, v0), frame.at(u1, v0), frame.at(u1, v1), frame.at(u0, v1)};
}

Frame turned(Point centre, double angle) {
    const Point u{std::cos(angle), std::sin(angle)};
    return {centre, u, left_of(u)};
}

Polyline::Polyline(const std::vector<Point>& control) {
    for (std::size_t k = 0; k + 1 < control.size(); ++k) {
        const Point p1 = control[k], p2 = control[k + 1];
        const Point p0 = k > 0 ? control[k - 1] : p1 - (p2 - p1);
        const Point p3 = k + 2 < control.size() ? control[k + 2] : p2 + (p2 - p1);
        const int steps = std::max(2, static_cast<int>(sample::length(p2 - p1) / 3));
        for (int step = 0; step < steps; ++step) {
            const double t = static_cast<double>(step) / steps;
            points_.push_back(0.5 * (2 * p1 + t * (p2 - p0) + (t * t) * (2 * p0 - 5 * p1 + 4 * p2 - p3) +
                                     (t * t * t) * (3 * p1 - p0 - 3 * p2 + p3)));
        }
    }
    points_.push_back(control.back());
    along_.push_back(0);
    for (std::size_t k = 1; k < points_.size(); ++k)
        along_.push_back(along_.back() + sample::length(points_[k] - points_[k - 1]));
}

std::size_t Polyline::segment(double s) const {
    const auto it = std::upper_bound(along_.begin() + 1, along_.end() - 1, s);
    return static_cast<std::size_t>(it - along_.begin()) - 1;
}

Point Polyline::at(double s) const {
    const std::size_t k = segment(s);
    const double t = (s - along_[k]) / (along_[k + 1] - along_[k]);
    return points_[k] + t * (points_[k + 1] - points_[k]);
}

Point Polyline::tangent(double s) const {
    const Point d = at(std::min(s + 2, length())) - at(std::max(s - 2, 0.0));
    return (1 / sample::length(d)) * d;
}

Polyline::Nearest Polyline::nearest(Point p) const {
    double best = 1e30;
    Nearest found{1e9, 0};
    for (std::size_t k = 0; k + 1 < points_.size(); ++k) {
        const Point a = points_[k], d = points_[k + 1] - a;
        const double t = std::clamp(dot(p - a, d) / dot(d, d), 0.0, 1.0);
        const Point off = p - (a + t * d);
        const double square = dot(off, off);
        if (square < best) {
            best = square;
            const double distance = std::sqrt(square);
            found = {dot(off, left_of(d)) < 0 ? -distance : distance,
                     along_[k] + t * (along_[k + 1] - along_[k])};
        }
    }
    return found;
}

Ring band(const Polyline& line, double s0, double s1, double d0, double d1) {
    const int steps = std::max(1, static_cast<int>(std::ceil((s1 - s0) / 4)));
    Ring ring;
    for (int k = 0; k <= steps; ++k) {
        const double s = s0 + (s1 - s0) * k / steps;
        ring.push_back(line.at(s) + d0 * left_of(line.tangent(s)));
    }
    for (int k = steps; k >= 0; --k) {
        const double s = s0 + (s1 - s0) * k / steps;
        ring.push_back(line.at(s) + d1 * left_of(line.tangent(s)));
    }
    return ring;
}

Ring blob(Point centre, double radius, double aspect, std::uint64_t seed) {
    Random random(seed);
    const double phase2 = random.uniform(0, 2 * std::numbers::pi);
    const double phase3 = random.uniform(0, 2 * std::numbers::pi);
    const double turn = random.uniform(0, std::numbers::pi);
    Ring ring;
    for (int k = 0; k < 48; ++k) {
        const double a = 2 * std::numbers::pi * k / 48;
        const double r = radius * (1 + 0.14 * std::cos(2 * a + phase2) + 0.10 * std::cos(3 * a + phase3));
        const Point flat{r * std::cos(a) * aspect, r * std::sin(a)};
        ring.push_back(centre + Point{flat.x * std::cos(turn) - flat.y * std::sin(turn),
                                      flat.x * std::sin(turn) + flat.y * std::cos(turn)});
    }
    return ring;
}

namespace {
std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}
}  // namespace

std::uint64_t Random::next() { return mix(state_ += 0x9e3779b97f4a7c15ULL); }

double Random::uniform(double low, double high) {
    return low + (high - low) * (static_cast<double>(next() >> 11) * 0x1.0p-53);
}

int Random::whole(int low, int high) { return low + static_cast<int>(uniform() * (high - low + 1)); }

double cell_random(std::int64_t i, std::int64_t j, std::uint64_t seed) {
    const auto key = static_cast<std::uint64_t>(i) * 0x9e3779b97f4a7c15ULL +
                     static_cast<std::uint64_t>(j) * 0xc2b2ae3d27d4eb4fULL + seed * 0x165667b19e3779f9ULL;
    return static_cast<double>(mix(mix(key)) >> 11) * 0x1.0p-53;
}

double smooth_noise(double x, double y, std::uint64_t seed) {
    const double fx = std::floor(x), fy = std::floor(y);
    const auto i = static_cast<std::int64_t>(fx), j = static_cast<std::int64_t>(fy);
    const auto blend = [](double t) { return t * t * (3 - 2 * t); };
    const double a = blend(x - fx), b = blend(y - fy);
    const double low = (1 - a) * cell_random(i, j, seed) + a * cell_random(i + 1, j, seed);
    const double high = (1 - a) * cell_random(i, j + 1, seed) + a * cell_random(i + 1, j + 1, seed);
    return 2 * ((1 - b) * low + b * high) - 1;
}

void Mask::paint(const Ring& ring, Bit bit) {
    inside(ring, [&](int i, int j, Point) {
        if (i >= 0 && j >= 0 && i < n && j < n) bits_[static_cast<std::size_t>(j) * n + i] |= bit;
    });
}

std::uint8_t Mask::found(const Ring& ring) const {
    std::uint8_t all = 0;
    inside(ring, [&](int i, int j, Point) {
        const bool in = i >= 0 && j >= 0 && i < n && j < n;
        all |= in ? bits_[static_cast<std::size_t>(j) * n + i] : std::uint8_t{reserved};
    });
    return all;
}

std::uint8_t Mask::at(Point p) const {
    const int i = static_cast<int>(std::floor((p.x + margin) / cell));
    const int j = static_cast<int>(std::floor((p.y + margin) / cell));
    const bool in = i >= 0 && j >= 0 && i < n && j < n;
    return in ? bits_[static_cast<std::size_t>(j) * n + i] : std::uint8_t{0};
}

}  // namespace luwte::sample
