// SPDX-License-Identifier: Apache-2.0
#include "kernels/radiation/perez_sky.hpp"

#include "kernels/core/constants.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace luwte {
namespace {

/// Sky clearness at which the next row begins.
constexpr std::array clearness_limits{1.065, 1.230, 1.500, 1.950, 2.800, 4.500, 6.200};

/// Perez et al. (1993), table 1: x = x1 + x2 Z + delta (x3 + x4 Z) for a, b, c, d, e in turn.
constexpr double table[8][5][4] = {
    {{1.3525, -0.2576, -0.2690, -1.4366},
     {-0.7670, 0.0007, 1.2734, -0.1233},
     {2.8000, 0.6004, 1.2375, 1.0000},
     {1.8734, 0.6297, 0.9738, 0.2809},
     {0.0356, -0.1246, -0.5718, 0.9938}},
    {{-1.2219, -0.7730, 1.4148, 1.1016},
     {-0.2054, 0.0367, -3.9128, 0.9156},
     {6.9750, 0.1774, 6.4477, -0.1239},
     {-1.5798, -0.5081, -1.7812, 0.1080},
     {0.2624, 0.0672, -0.2190, -0.4285}},
    {{-1.1000, -0.2515, 0.8952, 0.0156},
     {0.2782, -0.1812, -4.5000, 1.1766},
     {24.7219, -13.0812, -37.7000, 34.8438},
     {-5.0000, 1.5218, 3.9229, -2.6204},
     {-0.0156, 0.1597, 0.4199, -0.5562}},
    {{-0.5484, -0.6654, -0.2672, 0.7117},
     {0.7234, -0.6219, -5.6812, 2.6297},
     {33.3389, -18.3000, -62.2500, 52.0781},
     {-3.5000, 0.0016, 1.1477, 0.1062},
     {0.4659, -0.3296, -0.0876, -0.0329}},
    {{-0.6000, -0.3566, -2.5000, 2.3250},
     {0.2937, 0.0496, -5.6812, 1.8415},
     {21.0000, -4.7656, -21.5906, 7.2492},
     {-3.5000, -0.1554, 1.4062, 0.3988},
     {0.0032, 0.0766, -0.0656, -0.1294}},
    {{-1.0156, -0.3670, 1.0078, 1.4051},
     {0.2875, -0.5328, -3.8500, 3.3750},
     {14.0000, -0.9999, -7.1406, 7.5469},
     {-3.4000, -0.1078, -1.0750, 1.5702},
     {-0.0672, 0.4016, 0.3017, -0.4844}},
    {{-1.0000, 0.0211, 0.5025, -0.5119},
     {-0.3000, 0.1922, 0.7023, -1.6317},
     {19.0000, -5.0000, 1.2438, -1.9094},
     {-4.0000, 0.0250, 0.3844, 0.2656},
     {1.0468, -0.3788, -2.4517, 1.4656}},
    {{-1.0500, 0.0289, 0.4260, 0.3590},
     {-0.3250, 0.1156, 0.7781, 0.0025},
     {31.0625, -14.5000, -46.1148, 55.3750},
     {-7.2312, 0.4050, 13.3500, 0.6234},
     {1.5000, -0.6426, 1.8564, 0.5636}},
};

}  // namespace

double air_mass(double zenith_angle) {
    const double z = std::clamp(zenith_angle / degree_d, 0.0, 90.0);
    return 1 / (std::cos(z * degree_d) + 0.50572 * std::pow(96.07995 - z, -1.6364));
}

PerezSky PerezSky::of(double diffuse, double direct_normal, double extraterrestrial_normal,
                      double zenith_angle) {
    if (!(diffuse > 0) || zenith_angle >= pi_d / 2) return {};
    const double z = std::max(zenith_angle, 0.0), z3 = 1.041 * z * z * z;
    const double clearness = ((diffuse + direct_normal) / diffuse + z3) / (1 + z3);
    const auto row =
        std::size_t(std::ranges::upper_bound(clearness_limits, clearness) - clearness_limits.begin());
    // Bounds of brightness as Radiance's gendaylit has them: the range of the skies behind the fits, and 0.2
    // from below where the fits of partly clouded skies turn round (second hand).
    const double darkest = row >= 1 && row <= 4 ? 0.2 : 0.01;
    const double brightness = std::clamp(diffuse * air_mass(z) / extraterrestrial_normal, darkest, 0.6);
    const auto coefficient = [&](int which) {
        const auto& x = table[row][which];
        return x[0] + x[1] * z + brightness * (x[2] + x[3] * z);
    };
    PerezSky sky{coefficient(0), coefficient(1), coefficient(2), coefficient(3), coefficient(4)};
    if (row == 0) {  // overcast: their equations for c and d
        const auto &c = table[0][2], &d = table[0][3];
        sky.c = std::exp(std::pow(std::max(brightness * (c[0] + c[1] * z), 0.0), c[2])) - c[3];
        sky.d = -std::exp(brightness * (d[0] + d[1] * z)) + d[2] + brightness * d[3];
    }
    return sky;
}

double PerezSky::gradation(double cos_zenith) const {
    return std::max(1 + a * std::exp(b / std::max(cos_zenith, 0.01)), 0.0);
}

double PerezSky::indicatrix(double angle_to_sun) const {
    const double cosine = std::cos(angle_to_sun);
    return std::max(1 + c * std::exp(d * angle_to_sun) + e * cosine * cosine, 0.0);
}

}  // namespace luwte
