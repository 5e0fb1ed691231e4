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

namespace {

/// Which share of the hours has the air of which library.
std::string stability_text(const Study& study, const SectorWeights& w,
                           std::span<const WindLibrary> libraries) {
    if (libraries.size() == 1) return "air neutral in all hours";
    std::string text = "air";
    for (std::size_t n = 0; n < libraries.size(); ++n)
        text += fmt::format("{} {:.1f} % {}", n == 0 ? "" : ",", 100 * w.of_class[n],
                            libraries[n].per_length == 0  ? "neutral"
                            : libraries[n].per_length > 0 ? "stable"
                                                          : "unstable");
    return text +
           fmt::format(
               ", linear in the 1/L {} by a heat balance up to the ten minutes before the hour; {} hours "
               "more stable and {} more unstable than these, taken as the outermost, {} without what it "
               "needs, taken as neutral",
               study.weather.urban_increment == "slab" ? "over the town, of its ground and roofs in the open,"
                                                       : "over the station's grass",
               w.too_stable, w.too_unstable, w.without_stability);
}

}  // namespace

TrafficYear traffic_year(const Study& study, const WeatherSeries& weather,
                         std::span<const WindLibrary> libraries, std::span<const double> per_length) {
    const std::vector<double>& by_hour = study.air.traffic_by_hour;
    const bool classes = libraries.size() > 1;
    TrafficYear year;
    const std::vector<double> traffic =
        by_hour.empty() ? std::vector<double>{} : traffic_of_hours(weather, study.time_zone, by_hour);
    year.weights =
        sector_weights(weather, libraries, traffic, classes ? per_length : std::span<const double>{});
    const SectorWeights& w = year.weights;
    const std::size_t sectors = libraries.front().sectors.size();
    year.rule = fmt::format(
        "yearly means of dispersion: mean of {} hours of {} with wind, {} to {}; {} of them with less than "
        "{:g} m/s at the station, taken as that, {} calm or variable, taken as from all sectors; wind turns "
        "by {:.0f} to {:.0f} degrees within an hour (sigma_v = 1.9 u*, as in neutral air), of which "
        "interpolating "
        "between {} sectors makes {:.0f}; {}; traffic {}, on weekdays and weekends alike",
        w.hours, weather.station, utc_text(w.begin_s), utc_text(w.end_s), w.below_floor, least_station_speed,
        w.without_direction, w.least_spread, w.most_spread, sectors, w.sector_spread,
        stability_text(study, w, libraries),
        by_hour.empty() ? "alike in all hours of the day"
                        : "as air.traffic_by_hour has it, by local hours (" + study.time_zone + ")");
    if (w.hours < year_hours)
        year.warnings.push_back(fmt::format(
            "yearly means of dispersion rest on {} hours of {}, fewer than the {} of a whole year: seasons "
            "without hours do not count",
            w.hours, weather.station, year_hours));
    if (classes && w.without_stability > 0)
        year.warnings.push_back(
            fmt::format("yearly means of dispersion: {} of {} hours have not the temperature, humidity, "
                        "radiation or cloud "
                        "that their stability needs, in the hour or the one before: taken as neutral",
                        w.without_stability, w.hours));
    if (classes && study.weather.urban_increment != "slab")
        year.warnings.push_back(fmt::format(
            "yearly means of dispersion: the air of the hours is as stable as over the station's grass "
            "(weather.urban_increment = \"{}\"), far more often than over a town, so that what roads add "
            "comes out too high; \"slab\" takes the town's, and wind.stability_classes = [\"neutral\"] "
            "neutral air",
            study.weather.urban_increment));
    if (by_hour.empty())
        year.warnings.emplace_back(
            "traffic is taken as alike in all hours of the day (air.traffic_by_hour): nights have weaker "
            "wind and less traffic, so that yearly means come out rather too high");
    if (w.sector_spread > w.most_spread)
        year.warnings.push_back(fmt::format(
            "yearly means of dispersion: interpolating between {} sectors spreads the wind's direction by "
            "{:.1f} degrees, more than the {:.1f} by which it turns within an hour; more wind.sectors would "
            "not",
            sectors, w.sector_spread, w.most_spread));
    return year;
}

}  // namespace luwte
