// SPDX-License-Identifier: Apache-2.0
#include "host/hot_school_days.hpp"

#include "inputs/weather/load_weather.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double hour_s = 3600, day_s = 86400;

/// The local day that holds an instant: its number from 1970-01-01, a Thursday.
long local_day(double end_s, double local_h) {
    double ahead = local_h - std::fmod(end_s, day_s) / hour_s;
    if (ahead > 14) ahead -= 24;
    if (ahead < -12) ahead += 24;
    return std::lround(std::floor((end_s + hour_s * ahead) / day_s));
}

std::chrono::year_month_day date_of_day(long day) { return std::chrono::sys_days{std::chrono::days{day}}; }

/// One month of one year: hours with a temperature, and weekdays with a hot one in school hours.
struct SchoolMonth {
    double hours = 0;
    std::set<long> hot;
};

}  // namespace

std::optional<double> hot_school_days(const WeatherSeries& weather, const std::string& time_zone,
                                      const std::vector<double>& school_h, double warmer_k) {
    using namespace std::chrono;
    constexpr double zero_c = 273.15;
    std::map<year_month, SchoolMonth> months;
    for (const WeatherHour& hour : weather.hours) {
        if (std::isnan(hour.air_temperature)) continue;
        const double local = local_hour(hour.end_s, time_zone);
        const long day = local_day(hour.end_s, local);
        const year_month_day date = date_of_day(day);
        SchoolMonth& month = months[date.year() / date.month()];
        ++month.hours;
        // Files have tenths; 27.0 degC as a float of K is a little less.
        if (!(double(hour.air_temperature) - zero_c + warmer_k >= hot_school_day_degc - 0.01)) continue;
        if (local < school_h[0] || local > school_h[1]) continue;
        const long weekday = (day + 3) % 7;  // 0 = Monday
        if (weekday < 5) month.hot.insert(day);
    }
    std::array<double, 12> hot{}, count{};
    for (const auto& [of, month] : months) {
        const auto length = double(unsigned((of / last).day()));
        if (month.hours < least_hours_of_month * 24 * length) continue;
        const auto n = unsigned(of.month()) - 1;
        hot[n] += double(month.hot.size()), ++count[n];
    }
    double year = 0;
    for (std::size_t n = 0; n < hot.size(); ++n) {
        if (count[n] == 0) return {};
        year += hot[n] / count[n];
    }
    return year;
}

std::string WeatherYears::text(const char* to) const {
    return first == last ? fmt::format("{}", first) : fmt::format("{} {} {}", first, to, last);
}

WeatherYears weather_years(const WeatherSeries& weather, const std::string& time_zone) {
    std::map<int, int> hours;  // of each year
    for (const WeatherHour& hour : weather.hours) {
        if (std::isnan(hour.air_temperature)) continue;
        const double begin_s = hour.end_s - hour_s;
        ++hours[int(date_of_day(local_day(begin_s, local_hour(begin_s, time_zone))).year())];
    }
    WeatherYears years;
    for (const auto& [year, of_it] : hours) years.count += of_it / (365.2425 * 24);
    // A file of a year in UTC has an hour of the next one here: less than a day names no year.
    if (hours.size() > 1) std::erase_if(hours, [](const auto& year) { return year.second < 24; });
    if (!hours.empty()) years.first = hours.begin()->first, years.last = hours.rbegin()->first;
    return years;
}

}  // namespace luwte
