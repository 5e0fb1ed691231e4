// SPDX-License-Identifier: Apache-2.0
#include "kernels/shading/directions.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/shading/planes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace luwte::shading {

namespace {

/// `angle` (0 to pi/4, from the step axis) with the reflections that lead to the real direction.
Heading reflected(double angle, bool along_x, bool light_is_east, bool light_is_north) {
    Heading h;
    h.along_x = along_x;
    // Angles that differ by rounding only (mirror images) become equal here: 2^-40 rad is 1e-12.
    const double a = std::round(std::abs(angle) * 0x1p40) * 0x1p-40;
    // Just below one cell per step: at exactly one, rounding half away from zero would make lines
    // jump by two cells at the centre of a scene of even size.
    const auto slope =
        std::min<std::int64_t>(std::llround(std::tan(a) * 0x1p32), (std::int64_t(1) << 32) - 1);
    h.slope = light_is_east == light_is_north ? slope : -slope;
    h.direction = (along_x ? light_is_east : light_is_north) ? -1 : 1;
    const double s = double(slope) * 0x1p-32;
    h.step_length = std::sqrt(1 + s * s);
    return h;
}

}  // namespace

Heading heading(double azimuth_rad) {
    double a = azimuth_rad - 2 * pi_d * std::floor(azimuth_rad / (2 * pi_d));
    const bool east = a <= pi_d;
    if (!east) a = 2 * pi_d - a;
    const bool north = a <= pi_d / 2;
    if (!north) a = pi_d - a;
    const bool along_x = a > pi_d / 4;
    return reflected(along_x ? pi_d / 2 - a : a, along_x, east, north);
}

std::vector<SkyAzimuth> sky_directions(int azimuths, int elevations) {
    const int octant = azimuths / 8;
    // Strata are equal in sin^1.5(elevation), between equal cosine weight (power 2) and equal solid
    // angle (power 1): one set of rays serves both factors. Stratum k weighs its exact share of either.
    const auto edge = [&](double k) { return std::pow(k / elevations, 2.0 / 3.0); };
    // Each azimuth of an octant looks at another height within the strata, so that a horizon that is
    // the same all round is resolved to 1 / (elevations * octant) and not to 1 / elevations.
    // The stride was chosen among all for 72 azimuths: canyons of H/W 0.1 to 4 at six angles, worst error
    // 0.004.
    int stride = std::max(1, int(std::lround(0.56 * octant)));
    while (std::gcd(stride, octant) != 1) ++stride;

    std::vector<SkyAzimuth> all;
    for (int q = 0; q < octant; ++q) {
        const double angle = (q + 0.5) / octant * pi_d / 4;
        const double offset = ((q * stride) % octant + 0.5) / octant;
        const auto strata = [&](int cuts) {
            std::vector<SkyRay> rays;
            for (int n = 0; n < elevations * cuts; ++n) {
                const double low = edge(double(n) / cuts), high = edge(double(n + 1) / cuts);
                const double v = (n + offset) / cuts;
                const double s = edge(v < 1 ? 0.2 + 0.8 * v : v);  // none below 3 degrees for 18 strata
                const auto weight = [&](double share) { return std::int32_t(share / azimuths * sky_unit); };
                rays.push_back(
                    {s / std::sqrt(1 - s * s), s, weight(high * high - low * low), weight(high - low)});
            }
            return rays;
        };
        for (int m = 0; m < 8; ++m) {
            SkyAzimuth a;
            const bool along_x = (m & 1) != 0, east = (m & 2) != 0, north = (m & 4) != 0;
            const double from_north = along_x ? pi_d / 2 - angle : angle;  // of its mirror image
            const double in_half = north ? from_north : pi_d - from_north;
            a.azimuth_rad = east ? in_half : 2 * pi_d - in_half;
            a.heading = reflected(angle, along_x, east, north);
            a.sharp = strata(3);
            a.soft = strata(1);
            all.push_back(std::move(a));
        }
    }
    // What truncation left over goes to the highest ray of every azimuth; fewer than `azimuths` units of
    // 2^-30 remain and stay open sky.
    for (const auto rays : {&SkyAzimuth::sharp, &SkyAzimuth::soft})
        for (const auto weight : {&SkyRay::cosine_weight, &SkyRay::solid_weight}) {
            std::int64_t rest = sky_unit;
            for (const auto& a : all)
                for (const auto& r : a.*rays) rest -= r.*weight;
            for (auto& a : all) (a.*rays).back().*weight += std::int32_t(rest / std::int64_t(all.size()));
        }
    return all;
}

std::vector<HemisphereRay> hemisphere_directions(int count) {
    const double golden = 0.5 * (std::sqrt(5.0) - 1);
    std::vector<HemisphereRay> all;
    for (int n = 0; n < count; ++n) {
        const double turns = (n + 0.5) * golden;
        all.push_back({2 * pi_d * (turns - std::floor(turns)), std::asin((n + 0.5) / count)});
    }
    return all;
}

}  // namespace luwte::shading
