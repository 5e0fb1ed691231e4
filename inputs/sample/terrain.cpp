// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/plan.hpp"

#include <algorithm>
#include <cmath>

namespace luwte::sample {
namespace {
/// 0 below `low`, 1 above `high`, smooth between.
double ramp(double x, double low, double high) {
    const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}
}  // namespace

Terrain::Terrain(const Plan& plan, std::uint64_t seed) : plan_(&plan), seed_(seed ^ 0x7e44) {}

double Terrain::at(Point p) const {
    // Polder: about 1 m below NAP, with the sag of soft soil.
    double z = -0.95 + 0.16 * smooth_noise(p.x / 130, p.y / 130, seed_) +
               0.05 * smooth_noise(p.x / 28, p.y / 28, seed_ + 1);

    // The busy road lies on sand, and climbs to the bridge on slopes of about 1:3.
    const Polyline::Nearest road = plan_->streets[0].line.nearest(p);
    const double off_road = std::fabs(road.side);
    z += 0.25 * (1 - ramp(off_road, 12, 20));
    const double along = std::fabs(road.s - plan_->bridge_s);
    const double climb = (plan_->bridge_deck + 0.75) * (1 - ramp(along, plan_->bridge_half_length, 80));
    z += climb * (1 - ramp(off_road, 11.5, 11.5 + std::max(3.0, 4 * climb)));

    // The dike north of the canal: crest 22 to 31 m from its middle, 1.7 m high.
    const double side_of_canal = plan_->canal.nearest(p).side;
    const double dike = 1.7 * ramp(side_of_canal, 13, 21) * (1 - ramp(side_of_canal, 29, 40));
    z = std::max(z, -0.95 + dike);

    // A low hill in the park and gentle banks at its pond.
    const Point hill = p - Point{128, 42};
    z += 1.5 * std::exp(-dot(hill, hill) / (2 * 13 * 13));
    const Point pond = p - Point{92, 118};
    z -= 0.35 * std::exp(-dot(pond, pond) / (2 * 34 * 34));
    return z;
}

}  // namespace luwte::sample
