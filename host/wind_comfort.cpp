// SPDX-License-Identifier: Apache-2.0
#include "host/wind_comfort.hpp"

#include "host/study_fields.hpp"
#include "inputs/weather/load_weather.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace luwte {

namespace {

constexpr double walking_height = 1.75;                      // m, NEN 8100
constexpr double year_hours = 8760, mean_year_hours = 8766;  // h

WindStatistics statistics_of(const WeatherSeries& weather, int sectors) {
    std::vector<double> speed, from_deg;
    for (const WeatherHour& hour : weather.hours) {
        speed.push_back(wind_60_over_10() * double(hour.wind_speed));
        from_deg.push_back(double(hour.wind_from_direction) * 180 / std::numbers::pi);
    }
    return {speed, from_deg, sectors};
}

}  // namespace

bool wants_wind_comfort(const Study& study) {
    return std::ranges::any_of(fields_of(study),
                               [](const FieldInfo* field) { return field->of_wind_comfort; });
}

WindRecord::WindRecord(const WeatherSeries& weather, int sectors)
    : statistics(statistics_of(weather, sectors)) {
    int hours = 0;
    for (const WeatherHour& hour : weather.hours) {
        if (std::isnan(hour.wind_speed)) continue;
        if (hours++ == 0) begin_s = hour.end_s - 3600;
        end_s = hour.end_s;
    }
    const std::string record = fmt::format("{} hours with wind ({:.2f} years), {} to {}", hours,
                                           hours / mean_year_hours, utc_text(begin_s), utc_text(end_s));
    // KNMI's name only where the hours are KNMI's.
    const std::string label =
        fmt::format("NEN 8100 classes, {}",
                    weather.source_format == "knmi" ? "KNMI-based statistics" : "statistics of one station");
    subtitle = fmt::format("{} at {:g} m: {}, {} hours, {} to {}", label, walking_height, weather.station,
                           hours, utc_text(begin_s).substr(0, 10), utc_text(end_s).substr(0, 10));
    rule = fmt::format(
        "wind comfort: {}: {}, all {} of the weather file; wind at 10 m taken as over open "
        "land, brought to 60 m by a logarithmic profile and to the site at {:g} m by the inflow and the "
        "library "
        "of {} sectors; a map, not a report as the standard asks for one",
        label, weather.station, record, walking_height, sectors);
    if (hours < year_hours)
        warning = fmt::format(
            "wind comfort: the NEN 8100 classes rest on {} of {}, fewer than the {:.0f} of a whole year: "
            "seasons without hours do not count; the standard wants a record of many years",
            record, weather.station, year_hours);
}

WindNuisance wind_comfort_of(const StreetWind& wind, const WindStatistics& statistics) {
    const Field3D<float> ratio = wind.ratios_over_ground(walking_height, wind_60_over_10());
    return {ratio.backend(), ratio, statistics};
}

double wind_comfort_memory(int sectors, double columns, double wind_columns) {
    return columns * (4.0 * sectors + 2 * 4 + 2) + 4.0 * sectors * wind_columns;
}

}  // namespace luwte
