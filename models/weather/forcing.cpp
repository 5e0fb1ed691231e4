// SPDX-License-Identifier: Apache-2.0
// Equation numbers are those of docs/models/weather.md.
#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"
#include "kernels/radiation/sun_and_sky.hpp"
#include "models/weather/instant_text.hpp"
#include "models/weather/weather.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>

namespace luwte {
namespace {

constexpr double hour_s = 3600, part_s = 600;
constexpr float standard_pressure = 101325;         // Pa, ISO 2533
constexpr double lowest_beam = 3 * degree_d;        // rad, no direct beam below
constexpr double lowest_cloud_sun = 10 * degree_d;  // rad, no cloud fraction from radiation below
constexpr int longest_cloud_search = 24;            // h, before and after
constexpr int cloud_hours = 3;                      // hours that speak for a night

/// The hour that ends at `end_s`, or nullptr.
const WeatherHour* hour_ending(const WeatherSeries& series, double end_s) {
    const auto after = std::lower_bound(series.hours.begin(), series.hours.end(), end_s - 0.5,
                                        [](const WeatherHour& hour, double t) { return hour.end_s < t; });
    if (after == series.hours.end() || after->end_s > end_s + 0.5) return nullptr;
    return &*after;
}

std::string place_of(const WeatherSeries& series, double instant_s) {
    return "weather of " + series.station + ", " + instant_text(instant_s);
}

const WeatherHour& need_hour(const WeatherSeries& series, double end_s) {
    if (const WeatherHour* hour = hour_ending(series, end_s)) return *hour;
    std::string hint = "the file has no hours";
    if (!series.hours.empty())
        hint = "the file has hours from " + instant_text(series.hours.front().end_s) + " to " +
               instant_text(series.hours.back().end_s) +
               " (hour ending); a day needs the instant at its begin too";
    throw InputError(place_of(series, end_s), "there is no hour that ends here", hint);
}

/// Sun at the middles of the six parts of (begin, begin + 1 h].
std::array<SunPosition, 6> suns_of(double begin_s, double latitude_rad, double longitude_rad) {
    std::array<SunPosition, 6> suns;
    for (int p = 0; p < 6; ++p)
        suns[p] = sun_position(begin_s + part_s * (p + 0.5), latitude_rad, longitude_rad);
    return suns;
}

/// Fills the radiation of `out`, the parts of an hour from `first` on, from the hour's: (2) to (4).
void disaggregate(Forcing& out, int first, const std::array<SunPosition, 6>& suns, const WeatherHour& hour,
                  const std::string& place) {
    std::array<double, 6> outside{};  // W m-2, extraterrestrial on the horizontal
    double outside_mean = 0;
    for (int p = 0; p < 6; ++p) {
        const SunPosition& sun = suns[p];
        outside[p] =
            extraterrestrial_normal(float(sun.distance_au)) * std::max(0.0, std::sin(sun.altitude_rad));
        outside_mean += outside[p] / 6;
    }
    const double global = hour.global_horizontal;
    // 20 W m-2: twilight. More cannot be: the clock of the file is not the one it claims.
    if (global > 1.05 * outside_mean + 20)
        throw InputError(
            place,
            "global radiation of " + std::to_string(std::lround(global)) + " W/m2 is more than the " +
                std::to_string(std::lround(outside_mean)) + " W/m2 outside the atmosphere",
            "are the hours of the file UTC (EPW: the time zone of its LOCATION line), and is it the "
            "right place?");
    const double clearness = outside_mean > 0 ? global / outside_mean : 0;
    double diffuse_share = diffuse_share_erbs(float(std::min(clearness, 1.0)));
    if (!std::isnan(hour.diffuse_horizontal)) {
        diffuse_share = global > 0 ? std::min(1.0, double(hour.diffuse_horizontal) / global) : 1;
    } else {
        out.estimated.diffuse_horizontal = true;
    }
    double global_mean = 0, diffuse_mean = 0;
    for (int p = 0; p < out.part_count; ++p) {
        Forcing::Part& part = out.parts[p];
        const double part_global = clearness * outside[first + p];
        const double sine = std::sin(part.sun.altitude_rad);
        double normal = 0;
        if (part.sun.altitude_rad >= lowest_beam)
            normal = std::min((1 - diffuse_share) * part_global / sine,
                              double(extraterrestrial_normal(float(part.sun.distance_au))));
        part.direct_normal = float(normal);
        part.diffuse_horizontal = float(part_global - normal * sine);
        part.global_horizontal = float(part_global);
        global_mean += part_global / out.part_count;
        diffuse_mean += (part_global - normal * sine) / out.part_count;
    }
    out.global_horizontal = float(global_mean);
    out.diffuse_horizontal = float(diffuse_mean);
}

/// Global radiation that fell and that a cloudless sky would have given, (5): sums of hours, W m-2.
struct Clearness {
    float fell = 0, clear = 0;
    int hours = 0;

    /// Adds the hour that ends at `end_s`, where the file has it and its sun is high enough.
    bool add(const WeatherSeries& series, double end_s, double latitude_rad, double longitude_rad) {
        const WeatherHour* hour = hour_ending(series, end_s);
        if (hour == nullptr || std::isnan(hour->global_horizontal)) return false;
        float clear_hour = 0;
        for (const SunPosition& sun : suns_of(end_s - hour_s, latitude_rad, longitude_rad)) {
            if (sun.altitude_rad < lowest_cloud_sun) return false;
            clear_hour += global_of_clear_sky(float(std::sin(sun.altitude_rad))) / 6;
        }
        fell += hour->global_horizontal;
        clear += clear_hour;
        ++hours;
        return true;
    }
};

/// Cloud fraction from global radiation, (6): of the step's own hour where its sun is high enough, else of
/// the last three such hours before, else of the next three after; empty when a day has none.
std::optional<float> cloud_by_rule(const WeatherSeries& series, double end_s, double latitude_rad,
                                   double longitude_rad) {
    for (const int direction : {-1, 1}) {
        Clearness sum;
        for (int n = 0; n <= longest_cloud_search && sum.hours < cloud_hours; ++n)
            if (sum.add(series, end_s + direction * n * hour_s, latitude_rad, longitude_rad) && n == 0) break;
        if (sum.hours > 0) return cloud_fraction_of_global(sum.fell / sum.clear);
    }
    return {};
}

}  // namespace

Forcing forcing_at(const WeatherSeries& series, double begin_s, double latitude_rad, double longitude_rad) {
    return forcing_within(series, begin_s, 0, 6, latitude_rad, longitude_rad);
}

Forcing forcing_within(const WeatherSeries& series, double begin_s, int first_part, int part_count,
                       double latitude_rad, double longitude_rad) {
    if (first_part < 0 || part_count < 1 || first_part + part_count > 6)
        throw std::logic_error("forcing_within: parts that the hour does not have");
    const double end_s = begin_s + hour_s;
    Problems problems;
    const WeatherHour *before = nullptr, *hour = nullptr;
    problems.collect([&] { before = &need_hour(series, begin_s); });
    problems.collect([&] { hour = &need_hour(series, end_s); });
    problems.throw_if_any();

    Forcing out{};
    out.begin_s = begin_s + part_s * first_part;
    out.end_s = out.begin_s + part_s * part_count;
    out.part_count = part_count;
    // Share of the hour that has gone by at the middle of the step.
    const float gone = float(first_part + 0.5 * part_count) / 6;
    const auto between = [&](float at_begin, float at_end) { return (1 - gone) * at_begin + gone * at_end; };
    const auto need = [&](float value, double instant_s, const char* name) {
        if (std::isnan(value)) problems.add(place_of(series, instant_s), std::string(name) + " is missing");
        return value;
    };
    const auto middle = [&](float WeatherHour::*value, bool EstimatedFlags::*flag, const char* name) {
        out.estimated.*flag = before->estimated.*flag || hour->estimated.*flag;
        return between(need(before->*value, before->end_s, name), need(hour->*value, hour->end_s, name));
    };
    out.air_temperature =
        middle(&WeatherHour::air_temperature, &EstimatedFlags::air_temperature, "air temperature");
    const float humidity =
        middle(&WeatherHour::relative_humidity, &EstimatedFlags::relative_humidity, "relative humidity");
    out.wind_speed = need(hour->wind_speed, end_s, "wind speed");
    need(hour->global_horizontal, end_s, "global radiation");
    out.estimated.wind_speed = hour->estimated.wind_speed;
    out.estimated.global_horizontal = hour->estimated.global_horizontal;

    const auto vapour_at = [](const WeatherHour& h) {
        return h.relative_humidity * saturation_vapour_pressure(h.air_temperature);
    };
    // Vapour pressure is what air carries along: it is linear, relative humidity follows from it.
    out.vapour_pressure = std::isnan(humidity) ? humidity : between(vapour_at(*before), vapour_at(*hour));
    out.relative_humidity =
        std::min(1.0f, out.vapour_pressure / saturation_vapour_pressure(out.air_temperature));

    out.estimated.pressure = before->estimated.pressure || hour->estimated.pressure;
    const auto pressure_of = [&](const WeatherHour& h) {
        if (!std::isnan(h.pressure)) return h.pressure;
        out.estimated.pressure = true;
        return standard_pressure;
    };
    out.rain = std::isnan(hour->rain) ? 0.0f : hour->rain * float(part_count) / 6;
    out.pressure = between(pressure_of(*before), pressure_of(*hour));

    // Calm, variable or missing: the last known direction, at the start of a file the first known one. Where
    // none is known only calm hours pass, which need none: below 1 kn (WMO-No. 8, chapter 5).
    constexpr float calm = 0.5f;  // m s-1
    const auto known = [](const WeatherHour& h) { return !std::isnan(h.wind_from_direction); };
    const auto next = series.hours.begin() + (hour - series.hours.data()) + 1;
    const auto last = std::find_if(std::make_reverse_iterator(next), series.hours.rend(), known);
    const auto first = std::find_if(next, series.hours.end(), known);
    out.wind_has_direction = known(*hour);
    out.estimated.wind_from_direction = hour->estimated.wind_from_direction || !known(*hour);
    if (last != series.hours.rend())
        out.wind_from_direction = last->wind_from_direction;
    else if (first != series.hours.end())
        out.wind_from_direction = first->wind_from_direction;
    else if (hour->wind_speed < calm)
        out.wind_from_direction = 0;  // stands for none
    else
        problems.add(place_of(series, end_s),
                     "wind direction is missing in every hour of the file, and this one is not calm (0.5 m/s "
                     "and more)");

    const bool cloud_before = !std::isnan(before->cloud_fraction),
               cloud_after = !std::isnan(hour->cloud_fraction);
    out.estimated.cloud_fraction = before->estimated.cloud_fraction || hour->estimated.cloud_fraction;
    if (cloud_before && cloud_after) {
        out.cloud_fraction = between(before->cloud_fraction, hour->cloud_fraction);
    } else {
        out.estimated.cloud_fraction = true;
        const auto cloud = cloud_before  ? std::optional(before->cloud_fraction)
                           : cloud_after ? std::optional(hour->cloud_fraction)
                                         : cloud_by_rule(series, end_s, latitude_rad, longitude_rad);
        out.cloud_fraction = cloud.value_or(std::numeric_limits<float>::quiet_NaN());
        if (!cloud && std::isnan(hour->longwave_down))
            problems.add(place_of(series, end_s),
                         "cloud fraction is missing, and no hour within a day has sun enough to "
                         "estimate it",
                         "add cloud cover or longwave radiation to the file");
    }
    problems.throw_if_any();

    out.estimated.longwave_down = hour->estimated.longwave_down;
    out.longwave_down = hour->longwave_down;
    if (std::isnan(hour->longwave_down)) {
        const float clear = emissivity_of_clear_sky(out.air_temperature, out.vapour_pressure);
        out.longwave_down = emissivity_of_sky(clear, out.cloud_fraction) * black_body(out.air_temperature);
        out.estimated.longwave_down = true;
    }
    const auto suns = suns_of(begin_s, latitude_rad, longitude_rad);
    for (int p = 0; p < part_count; ++p) {
        out.parts[p].sun = suns[first_part + p];
        out.parts[p].air_temperature_offset =
            (hour->air_temperature - before->air_temperature) * (float(p) - 0.5f * float(part_count - 1)) / 6;
    }
    out.estimated.diffuse_horizontal = hour->estimated.diffuse_horizontal;
    disaggregate(out, first_part, suns, *hour, place_of(series, end_s));
    return out;
}

DailyWeather daily_weather(const WeatherSeries& series, double begin_s) {
    Problems problems;
    const auto value = [&](double end_s, float WeatherHour::*member, const char* name) {
        float out = std::numeric_limits<float>::quiet_NaN();
        problems.collect([&] {
            out = need_hour(series, end_s).*member;
            if (std::isnan(out)) throw InputError(place_of(series, end_s), std::string(name) + " is missing");
        });
        return out;
    };
    DailyWeather out{-std::numeric_limits<float>::infinity(), std::numeric_limits<float>::infinity(), 0, 0};
    // The date of the local day is the UTC date of its middle.
    const double date_s = 86400 * std::floor((begin_s + 43200) / 86400);
    double global = 0, wind = 0;
    for (int h = 0; h < 24; ++h) {
        const float t = value(date_s + (8 + h) * hour_s, &WeatherHour::air_temperature, "air temperature");
        out.temperature_max = std::max(out.temperature_max, t);
        out.temperature_min = std::min(out.temperature_min, t);
        const double end_s = begin_s + (h + 1) * hour_s;
        global += value(end_s, &WeatherHour::global_horizontal, "global radiation") / 24;
        wind += value(end_s, &WeatherHour::wind_speed, "wind speed") / 24;
    }
    problems.throw_if_any();
    out.global_mean = float(global);
    out.wind_mean = float(wind);
    return out;
}

}  // namespace luwte
