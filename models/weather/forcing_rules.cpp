// SPDX-License-Identifier: Apache-2.0
#include "models/weather/forcing_rules.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

std::vector<std::string> forcing_rules(const WeatherSeries& series) {
    const auto any_missing = [&](float WeatherHour::*value) {
        return std::any_of(series.hours.begin(), series.hours.end(),
                           [&](const WeatherHour& hour) { return std::isnan(hour.*value); });
    };
    std::vector<std::string> rules;
    if (any_missing(&WeatherHour::diffuse_horizontal))
        rules.push_back("diffuse radiation: split from global radiation by Erbs et al. (1982)");
    if (any_missing(&WeatherHour::longwave_down)) {
        rules.push_back("longwave radiation of the sky: Prata (1996), clouds by Crawford & Duchon (1999)");
        if (any_missing(&WeatherHour::cloud_fraction))
            rules.push_back(
                "cloud fraction where it is missing: from global radiation by Kasten & Czeplak "
                "(1980) with the sun above 10 degrees, else from the last three such hours");
    }
    if (any_missing(&WeatherHour::pressure)) rules.push_back("pressure where it is missing: 1013.25 hPa");
    if (std::all_of(series.hours.begin(), series.hours.end(),
                    [](const WeatherHour& hour) { return std::isnan(hour.wind_from_direction); }))
        rules.push_back("wind direction: none in the file; calm hours are taken as if wind came from north");
    else if (any_missing(&WeatherHour::wind_from_direction))
        rules.push_back("wind direction of calm and variable hours: the last known one");
    return rules;
}

}  // namespace luwte
