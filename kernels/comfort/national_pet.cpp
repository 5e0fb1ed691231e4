// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/national_pet.hpp"

#include <cmath>
#include <limits>

namespace luwte::national {

namespace {

// Rows: hour UTC; columns: sunrise/sunset class 6/17 5/17 5/18 5/19 4/19 4/20 3/20.
constexpr float table[24][7] = {
    {.748f, .782f, .807f, .910f, .900f, 1.000f, 1.000f},
    {.667f, .640f, .704f, .780f, .757f, .888f, .866f},
    {.602f, .573f, .617f, .675f, .710f, .728f, .690f},
    {.525f, .490f, .533f, .590f, .543f, .609f, .560f},
    {.449f, .355f, .435f, .490f, .413f, .490f, .380f},
    {.281f, .150f, .227f, .320f, .150f, .256f, .107f},
    {.127f, .078f, .095f, .120f, .057f, .079f, .015f},
    {.063f, .025f, .032f, .040f, .000f, .007f, -.020f},
    {.019f, -.013f, -.009f, -.005f, -.020f, -.020f, -.007f},
    {-.015f, -.020f, -.020f, -.020f, -.005f, .006f, .007f},
    {-.020f, -.001f, -.003f, -.004f, .013f, .010f, .029f},
    {.000f, .025f, .020f, .016f, .037f, .033f, .050f},
    {.030f, .056f, .048f, .042f, .063f, .056f, .074f},
    {.065f, .090f, .080f, .071f, .090f, .082f, .108f},
    {.117f, .165f, .136f, .111f, .150f, .128f, .161f},
    {.205f, .270f, .215f, .176f, .222f, .184f, .228f},
    {.335f, .413f, .325f, .270f, .318f, .270f, .312f},
    {.532f, .600f, .485f, .386f, .450f, .366f, .424f},
    {.747f, .803f, .662f, .546f, .600f, .506f, .556f},
    {.906f, .920f, .849f, .716f, .762f, .651f, .695f},
    {.975f, .978f, .932f, .877f, .890f, .803f, .838f},
    {1.000f, 1.000f, .979f, .941f, .950f, .901f, .911f},
    {.931f, .925f, 1.000f, .981f, .982f, .958f, .964f},
    {.849f, .830f, .918f, 1.000f, 1.000f, .983f, .984f},
};

struct Period {
    int last_month, last_day, column;
};
// From 1 April on; each period ends on the day named.
constexpr Period periods[] = {
    {4, 12, 2}, {4, 19, 3}, {5, 19, 4}, {5, 25, 5}, {7, 10, 6}, {7, 30, 5},
    {8, 21, 4}, {8, 30, 3}, {9, 24, 2}, {9, 27, 1}, {9, 30, 0},
};

int day_number(int month, int day, bool leap) {
    constexpr int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return before[month - 1] + day + (leap && month > 2 ? 1 : 0);
}

}  // namespace

float diurnal_factor(int day_of_year, bool leap_year, double hour) {
    // The local day of 1 April begins at 22 h UTC of 31 March.
    if (day_of_year == day_number(3, 31, leap_year) && hour >= 22) ++day_of_year;
    if (day_of_year < day_number(4, 1, leap_year)) return std::numeric_limits<float>::quiet_NaN();
    for (const Period& p : periods)
        if (day_of_year <= day_number(p.last_month, p.last_day, leap_year)) {
            const int h = int(std::floor(hour)) % 24;
            const float share = float(hour - std::floor(hour));
            return table[h][p.column] + share * (table[(h + 1) % 24][p.column] - table[h][p.column]);
        }
    return std::numeric_limits<float>::quiet_NaN();
}

}  // namespace luwte::national
