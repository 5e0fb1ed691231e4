// SPDX-License-Identifier: Apache-2.0
#include "host/soil_days.hpp"

#include "models/weather/reference_evaporation.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luwte {

SoilDays soil_days(const std::string& date, double begin_s, const WeatherSeries& weather,
                   const MaterialTable& materials, const CityLayers& city) {
    SoilDays out;
    out.at_begin.push_back(no_water_stress);
    const int start = int(100 * SoilWater::at_start);
    if (std::ranges::none_of(weather.hours, [](const WeatherHour& hour) { return hour.rain > 0; })) {
        out.rule = fmt::format(
            "{}: soil water: assumed, {} % of what roots can take up, enough for open stomata", date, start);
        out.warnings.push_back(
            fmt::format("{}: the weather file has no rain: {} % of the water that roots can take up is "
                        "assumed to be in the "
                        "ground, and nothing gets wet",
                        date, start));
        return out;
    }

    std::vector<WaterDay> days;  // the last one first
    while (int(days.size()) < soil_water_days)
        if (const auto day = water_day(weather, begin_s - 86400.0 * double(days.size() + 1)))
            days.push_back(*day);
        else
            break;
    SoilWater soil(materials);
    double rain = 0, evaporation = 0;
    int missing = 0;
    for (auto day = days.rbegin(); day != days.rend(); ++day) {
        soil.day(day->rain, day->reference_evaporation);
        out.at_begin.push_back(soil.moisture());
        rain += day->rain, evaporation += day->reference_evaporation, missing += day->rain_missing;
    }
    std::ranges::reverse(out.at_begin);

    out.rule = fmt::format(
        "{}: soil water: {} % of what roots can take up, then {} days of rain ({:.0f} mm) and Makkink's "
        "reference evaporation ({:.0f} mm); open stomata at the day's begin: ",
        date, start, days.size(), 1e3 * rain, 1e3 * evaporation);
    const auto tell = [&](const std::string& name, std::size_t bucket, double room) {
        out.rule += fmt::format("{} {:.0f} % ({:.0f} of {:.0f} mm), ", name,
                                100 * out.at_begin.front()[bucket], 1e3 * soil.water(bucket), 1e3 * room);
    };
    for (std::size_t t = 0; t < materials.ground.size(); ++t)
        if (materials.ground[t].leaf_area_index > 0 &&
            (t < surface_type_count || std::ranges::count(city.top_material, std::int8_t(t)) > 0))
            tell(materials.ground[t].name, t, double(materials.ground[t].plant_water));
    if (std::ranges::any_of(city.canopy_top, [](float top) { return top > 0; }))
        tell("trees", trees, SoilWater::tree_water);
    out.rule.resize(out.rule.size() - 2);
    if (int(days.size()) < soil_water_days)
        out.warnings.push_back(
            fmt::format("{}: the weather file has {} whole days before it, not the {} over which rain and "
                        "evaporation make "
                        "the soil's water; it begins there with {} % of what roots can take up",
                        date, days.size(), soil_water_days, start));
    if (missing > 0)
        out.warnings.push_back(
            fmt::format("{}: rain is missing in {} of the {} hours before it; taken as none", date, missing,
                        24 * days.size()));
    return out;
}

}  // namespace luwte
