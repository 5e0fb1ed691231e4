// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/write_files.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include <fmt/format.h>

namespace luwte::sample {
namespace {

using Day = std::array<double, 24>;  // hours 1 to 24 UT, each ending at that hour

// KNMI station 344 (Rotterdam), 1 July 2015, hours 1 to 23, the day of the national heat map; hour 24 is
// filled below.
constexpr Day temperature{195, 184, 180, 178, 189, 204, 231, 255, 272, 290, 303, 318,
                          325, 330, 338, 340, 338, 329, 313, 293, 278, 275, 265, 0};  // 0.1 degC
constexpr Day radiation{0,   0,   0,   2,   29,  77, 134, 189, 227, 278, 306, 319,
                        306, 287, 251, 207, 155, 99, 47,  9,   0,   0,   0,   0};  // J/cm2
constexpr Day wind{30, 30, 20, 30, 20, 30, 40, 30, 40, 50, 70, 60,
                   50, 50, 50, 50, 50, 50, 40, 40, 30, 40, 40, 40};  // 0.1 m/s
constexpr Day direction{100, 90,  90,  100, 90,  100, 100, 110, 100, 100, 90,  110,
                        110, 120, 120, 130, 130, 110, 100, 100, 100, 110, 110, 110};  // degrees

constexpr double dew_point_c = 16.5;       // see the header of the file
constexpr double night_minimum_c10 = 238;  // 0.1 degC, Rotterdam, night to 2 July 2015
constexpr int pressure = 10150;            // 0.1 hPa

/// Saturation vapour pressure over water [hPa], Magnus with the coefficients of Sonntag (1990).
double magnus(double celsius) { return 6.112 * std::exp(17.62 * celsius / (243.12 + celsius)); }

int humidity(double t_c10, double dew_c) {
    return static_cast<int>(std::lround(std::min(100.0, 100 * magnus(dew_c) / magnus(t_c10 / 10))));
}

const char* header = R"(# BRON: KONINKLIJK NEDERLANDS METEOROLOGISCH INSTITUUT (KNMI)
# SOURCE: ROYAL NETHERLANDS METEOROLOGICAL INSTITUTE (KNMI), station 344, 1 July 2015, hours 1 to 23: T, Q, FF, DD.
# Everything else was estimated by Luwte's sample generator. Each '# luwte-estimated:' line below says which
# variable, hours and date, and the rule. Do not use this file for climate statistics.
#
# STN      LON(east)   LAT(north)     ALT(m)  NAME
# 344:         4.447       51.962      -4.30  ROTTERDAM
#
# YYYYMMDD = date; HH = hour ending, UT; DD = wind direction (degrees); FF = wind speed over the last ten minutes
# (0.1 m/s); T = temperature at 1.50 m (0.1 degC); Q = global radiation (J/cm2); P = air pressure at sea level
# (0.1 hPa); U = relative humidity at 1.50 m (%)
#
)";

}  // namespace

void write_weather(const std::filesystem::path& file) {
    std::array<Day, 3> t{temperature, temperature, temperature}, dew{};  // 30 June, 1 July, 2 July
    t[1][23] = std::round(t[1][22] + (t[1][22] - t[1][19]) / 3);
    const double lower = (t[1][0] + (t[1][0] - t[1][1])) - t[1][23];
    for (int h = 0; h < 24; ++h) {
        t[0][h] = t[1][h] + lower;
        dew[0][h] = dew_point_c + lower / 10 * (23 - h) / 24;
        dew[1][h] = dew[2][h] = dew_point_c;
        const double share = (t[1][h] - 178) / (340 - 178);
        t[2][h] = h < 4 ? t[1][23] + (night_minimum_c10 - t[1][23]) * (h + 1) / 4
                        : night_minimum_c10 + (340 - night_minimum_c10) * share;
        t[2][h] = std::round(t[2][h]);
    }

    std::string text = header;
    const auto mark = [&](const char* variable, const char* hours, const char* date,
                          const std::string& rule) {
        text += fmt::format("# luwte-estimated: {} {} {} ; {}\n", variable, hours, date, rule);
    };
    const std::string dew_rule =
        "Magnus (Sonntag 1990) from T and a dew point of 16.5 degC, the median of De Bilt's hours 10-15 UT "
        "of "
        "25 July 2019, a hot dry day";
    mark("T", "24", "20150701", "hour 23 plus the mean change over hours 21 to 23");
    mark("Q", "24", "20150701", "0: the sun is below the horizon");
    for (const char* v : {"FF", "DD"}) mark(v, "24", "20150701", "as hour 23");
    mark("U", "1-24", "20150701", dew_rule);
    mark("P", "1-24", "20150701", "1015.0 hPa, a usual value for a summer high");
    mark("T", "1-24", "20150630",
         fmt::format(
             "persistence: the same hour of 1 July, {:.1f} K lower so that hour 24 joins hour 1 of 1 July",
             -lower / 10));
    for (const char* v : {"Q", "FF", "DD", "P"})
        mark(v, "1-24", "20150630", "persistence: the same hour of 1 July");
    mark("U", "1-24", "20150630",
         fmt::format("Magnus (Sonntag 1990) from T and a dew point that rises evenly by {:.1f} K to 16.5 "
                     "degC at hour 24",
                     -lower / 10));
    mark("T", "1-24", "20150702",
         "hours 1-4: a straight line to the night minimum of 23.8 degC that was reported for Rotterdam; then "
         "the "
         "course of 1 July between that and its maximum");
    for (const char* v : {"Q", "FF", "DD", "P"})
        mark(v, "1-24", "20150702", "persistence: the same hour of 1 July");
    mark("U", "1-24", "20150702", dew_rule);

    text += "#\n# STN,YYYYMMDD,   HH,   DD,   FF,    T,    Q,    P,    U\n\n";
    const int dates[] = {20150630, 20150701, 20150702};
    for (int d = 0; d < 3; ++d)
        for (int h = 0; h < 24; ++h)
            text += fmt::format("  344,{},{:5},{:5},{:5},{:5},{:5},{:5},{:5}\n", dates[d], h + 1,
                                std::lround(direction[h]), std::lround(wind[h]), std::lround(t[d][h]),
                                std::lround(radiation[h]), pressure, humidity(t[d][h], dew[d][h]));

    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw RuntimeError("cannot write " + file.string());
}

}  // namespace luwte::sample
