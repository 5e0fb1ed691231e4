// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/load_weather.hpp"
#include "inputs/weather/weather_text.hpp"
#include "models/weather/instant_text.hpp"

#include <chrono>
#include <cmath>
#include <stdexcept>

#include <date/tz.h>

namespace luwte {
namespace {

const date::time_zone* zone_of(const std::string& name) {
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) {
        throw InputError("time_zone", weather_text::in_quotes(name) + " is no known time zone",
                         "a name of the IANA time zone database, such as Europe/Amsterdam or UTC");
    }
}

date::local_days day_of(const std::string& text) {
    const auto part = [&](std::size_t at, std::size_t n) {
        return weather_text::integer(std::string_view(text).substr(at, n)).value_or(-1);
    };
    const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
    const auto begin = shaped ? weather_text::day_begin_s(part(0, 4), part(5, 2), part(8, 2)) : std::nullopt;
    if (!begin) throw InputError("day " + weather_text::in_quotes(text), "is no date; expected YYYY-MM-DD");
    return date::local_days(date::days(int(*begin / 86400)));
}

/// A day whose midnight the clocks skip begins at the jump; one with two midnights at the first.
double begin_of(const date::time_zone* zone, date::local_days day) {
    return double(zone->to_sys(day, date::choose::earliest).time_since_epoch().count());
}

}  // namespace

double local_day_begin(const std::string& date_yyyy_mm_dd, const std::string& time_zone) {
    return begin_of(zone_of(time_zone), day_of(date_yyyy_mm_dd));
}

int local_day_hours(const std::string& date_yyyy_mm_dd, const std::string& time_zone) {
    const date::time_zone* zone = zone_of(time_zone);
    const date::local_days day = day_of(date_yyyy_mm_dd);
    return int(std::lround((begin_of(zone, day + date::days(1)) - begin_of(zone, day)) / 3600));
}

double local_hour(double unix_time_s, const std::string& time_zone) {
    const double whole = std::floor(unix_time_s);
    const date::sys_seconds instant{std::chrono::seconds(std::llround(whole))};
    const auto offset = zone_of(time_zone)->get_info(instant).offset;
    const double local = whole + double(offset.count());
    return (local - 86400 * std::floor(local / 86400) + (unix_time_s - whole)) / 3600;
}

std::string utc_text(double unix_time_s) { return instant_text(unix_time_s); }

}  // namespace luwte
