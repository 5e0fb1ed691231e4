// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/weather_text.hpp"

#include <chrono>
#include <limits>

namespace luwte::weather_text {

TextFile read_text(const std::filesystem::path& file) {
    return read_text_file(
        file, {"weather file", "an hourly year is about 2 MB: cut the years that are needed out of it",
               "an hourly weather file"});
}

std::optional<double> day_begin_s(int year, int month, int day) {
    namespace chr = std::chrono;
    if (year < 1850 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return {};
    const chr::year_month_day date{chr::year(year), chr::month(unsigned(month)), chr::day(unsigned(day))};
    if (!date.ok()) return {};
    return 86400.0 * double(chr::sys_days(date).time_since_epoch().count());
}

std::optional<double> time_utc(std::string_view text) {
    if (text.ends_with('Z')) text.remove_suffix(1);
    if (text.size() == 16 || text.size() == 19) {
        const auto part = [&](std::size_t at, std::size_t n) {
            return integer(text.substr(at, n)).value_or(-1);
        };
        const bool shaped =
            text[4] == '-' && text[7] == '-' && (text[10] == 'T' || text[10] == ' ') && text[13] == ':';
        const int second = text.size() == 19 ? (text[16] == ':' ? part(17, 2) : -1) : 0;
        const int hour = part(11, 2), minute = part(14, 2);
        const auto day = day_begin_s(part(0, 4), part(5, 2), part(8, 2));
        if (shaped && day && hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && second >= 0 &&
            second < 60)
            return *day + 3600.0 * hour + 60.0 * minute + second;
    }
    return {};
}

WeatherHour empty_hour(double end_s) {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    WeatherHour hour{};
    hour.end_s = end_s;
    hour.air_temperature = hour.relative_humidity = hour.pressure = nan;
    hour.wind_speed = hour.wind_from_direction = nan;
    hour.global_horizontal = hour.diffuse_horizontal = hour.longwave_down = nan;
    hour.cloud_fraction = hour.rain = nan;
    return hour;
}

}  // namespace luwte::weather_text
