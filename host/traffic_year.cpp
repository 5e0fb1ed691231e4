// SPDX-License-Identifier: Apache-2.0
#include "host/traffic_year.hpp"

#include "inputs/weather/load_weather.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace luwte {

namespace {
constexpr int year_hours = 8760;
}

std::vector<double> traffic_of_hours(const WeatherSeries& weather, const std::string& time_zone,
                                     const std::vector<double>& by_hour) {
    std::vector<double> of;
    for (const WeatherHour& hour : weather.hours)
        of.push_back(traffic_of_hour(local_hour(hour.end_s - 3600, time_zone), by_hour));
    return of;
}

double traffic_of_hour(double local_hour, const std::vector<double>& by_hour) {
    if (by_hour.empty()) return 1;
    const double mean = std::accumulate(by_hour.begin(), by_hour.end(), 0.0) / double(by_hour.size());
    return by_hour.at(std::size_t(local_hour) % 24) / mean;
}

TrafficYear traffic_year(const Study& study, const WeatherSeries& weather, const WindLibrary& library) {
    const std::vector<double>& by_hour = study.air.traffic_by_hour;
    TrafficYear year;
    year.weights = by_hour.empty() ? sector_weights(weather, library)
                                   : sector_weights(weather, library,
                                                    traffic_of_hours(weather, study.time_zone, by_hour));
    const SectorWeights& w = year.weights;
    year.rule = fmt::format(
        "yearly means of dispersion: mean of {} hours of {} with wind, {} to {}; {} of them with less than "
        "{:g} m/s at the station, taken as that, {} calm or variable, taken as from all sectors; wind turns "
        "by {:.0f} to {:.0f} degrees within an hour (sigma_v = 1.9 u*, neutral air), of which interpolating "
        "between {} sectors makes {:.0f}; traffic {}, on weekdays and weekends alike",
        w.hours, weather.station, utc_text(w.begin_s), utc_text(w.end_s), w.below_floor, least_station_speed,
        w.without_direction, w.least_spread, w.most_spread, library.sectors.size(), w.sector_spread,
        by_hour.empty() ? "alike in all hours of the day"
                        : "as air.traffic_by_hour has it, by local hours (" + study.time_zone + ")");
    if (w.hours < year_hours)
        year.warnings.push_back(fmt::format(
            "yearly means of dispersion rest on {} hours of {}, fewer than the {} of a whole year: seasons "
            "without hours do not count",
            w.hours, weather.station, year_hours));
    if (by_hour.empty())
        year.warnings.emplace_back(
            "traffic is taken as alike in all hours of the day (air.traffic_by_hour): nights have weaker "
            "wind and less traffic, so that yearly means come out rather too high");
    if (w.sector_spread > w.most_spread)
        year.warnings.push_back(fmt::format(
            "yearly means of dispersion: interpolating between {} sectors spreads the wind's direction by "
            "{:.1f} degrees, more than the {:.1f} by which it turns within an hour; more wind.sectors would "
            "not",
            library.sectors.size(), w.sector_spread, w.most_spread));
    return year;
}

}  // namespace luwte
