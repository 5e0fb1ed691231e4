// SPDX-License-Identifier: Apache-2.0
#include "host/hot_school_days.hpp"

#include "inputs/weather/load_weather.hpp"

#include <cmath>
#include <set>

namespace luwte {

std::optional<double> hot_school_days(const WeatherSeries& weather, const std::string& time_zone,
                                      const std::vector<double>& school_h, double warmer_k) {
    constexpr double hour_s = 3600, day_s = 86400, zero_c = 273.15, hours_of_a_year = 8760,
                     hours_of_a_mean_year = 8766;
    double hours = 0;
    std::set<long> hot;
    for (const WeatherHour& hour : weather.hours) {
        if (std::isnan(hour.air_temperature)) continue;
        ++hours;
        // Files have tenths; 27.0 degC as a float of K is a little less.
        if (!(double(hour.air_temperature) - zero_c + warmer_k >= hot_school_day_degc - 0.01)) continue;
        const double local = local_hour(hour.end_s, time_zone);
        if (local < school_h[0] || local > school_h[1]) continue;
        // The local day that holds the instant: its number from 1970-01-01, a Thursday.
        double ahead = local - std::fmod(hour.end_s, day_s) / hour_s;
        if (ahead > 14) ahead -= 24;
        if (ahead < -12) ahead += 24;
        const long day = std::lround(std::floor((hour.end_s + hour_s * ahead) / day_s));
        const long weekday = (day + 3) % 7;  // 0 = Monday
        if (weekday < 5) hot.insert(day);
    }
    if (hours < hours_of_a_year) return {};
    return double(hot.size()) * hours_of_a_mean_year / hours;
}

}  // namespace luwte
