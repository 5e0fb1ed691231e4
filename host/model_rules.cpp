// SPDX-License-Identifier: Apache-2.0
#include "host/model_rules.hpp"

#include "kernels/core/constants.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luwte {

namespace {

std::string air_rule(const Study::WeatherInput& weather) {
    if (weather.urban_increment == "rule")
        return "air temperature: the station's plus the heat island of the national method (Theeuwes et al. "
               "2017); vapour pressure: the station's";
    if (weather.urban_increment == "none")
        return "air temperature and vapour pressure: the station's everywhere";
    return fmt::format(
        "air temperature: the station's, lifted over grass to a level above the roofs, warmed in a slab of "
        "city air over {} m of city like this area (Urban Weather Generator), and below it in blocks of 32 m "
        "by what their ground, roofs and walls give; anthropogenic heat {} W/m2{}; vapour pressure likewise, "
        "by what evaporates, one value for the area",
        weather.urban_fetch_m, weather.anthropogenic_heat_w_m2,
        weather.anthropogenic_heat_w_m2 > 0 ? " (" + weather.anthropogenic_heat_source + ")" : "");
}

std::string wind_rule(const Study::Wind& wind) {
    if (!wind.asked)
        return "wind at 1.1 m, whatever the height of the radiation: the station's times the ratio of the "
               "national method (Macdonald with trees, blocks "
               "of 25 m), at least 0.5 m/s; no channelling in streets, no downwash at high buildings";
    return fmt::format(
        "wind at 1.1 m above ground or roof, whatever the height of the radiation, and beside walls: the "
        "station's, brought to the land upwind by {} that agree at 60 m, times the speed "
        "ratio of a library of {} sectors of {}, interpolated between sectors and in hours without a "
        "direction "
        "the mean of all{}, at least 0.1 m/s, and in crowns at their middle; against a wind tunnel of narrow "
        "streets (AIJ case E) {}, columns "
        "here {:g} m; pet_national keeps the wind of the national method",
        wind.inflow_table.empty() ? "logarithmic profiles"
                                  : "a logarithmic profile and that of wind.inflow_table",
        wind.sectors,
        wind.method == "mass_consistent" ? "screening by mass-consistent projection, without wakes"
                                         : "steady neutral wind around the buildings",
        wind.stability_classes.size() > 1
            ? fmt::format(", and of as many in {} air, linear in the 1/L of the part of an hour before "
                          "(surfaces of the open country and of the hours before spin-up feel neutral air)",
                          wind.stability_classes.size() > 2 ? "stable and in unstable"
                          : std::ranges::count(wind.stability_classes, "stable") > 0 ? "stable"
                                                                                     : "unstable")
            : "",
        wind.method == "mass_consistent"
            ? "34 to 69 % too high by direction on columns of 5 m"
            : "6 % too low on average on columns of 5 m and 38 % off at single places",
        wind.cell_size_m);
}

}  // namespace

std::vector<std::string> model_rules(const Study& study) {
    return {
        ("edge of the area: beyond it the ground is open and level, so that within about 20 m of the edge, "
         "in low sun further, there is too much sun and sky"),
        ("sun and sky: six positions of the sun per hour; diffuse radiation is spread over the sky after "
         "Perez et al. (1993), low sky sends more longwave than high sky; no direct sun below 3 degrees"),
        fmt::format(
            "crowns: let light through by exp(-0.5 clumping x leaf area density x path), clumping {}; "
            "leaves have a heat balance by blocks of 16 m, in the sun that buildings leave them and with the "
            "water that roots of trees find; they stand between surfaces too",
            study.city.canopy_clumping),
        fmt::format(
            "surface temperature: heat balance of ground, roofs and walls in steps of ten minutes, {} days "
            "of "
            "spin-up; the materials table of this version{}, rain and dew stay on surfaces until they have "
            "evaporated; "
            "values read second hand are marked there",
            study.weather.spin_up_days, study.materials_replaced ? " with the study's replacements" : ""),
        fmt::format("radiation on a person: at {} m above ground or roof, from above, from below (the own "
                    "cell's) and on sides that face true north, east, south and west, each with its own sky, "
                    "surfaces (known by patches of 2 m) and floor; weights 0.06 and 0.22, direct sun by the "
                    "projected area of a standing person; PET is that of the study's person, whatever the "
                    "height",
                    study.person.radiation_height_m),
        air_rule(study.weather),
        wind_rule(study.wind),
    };
}

std::string deep_ground_warning(double latitude_rad) {
    const double latitude = latitude_rad / degree_d;
    if (latitude > 50.5 && latitude < 54) return {};
    return fmt::format(
        "the area lies at {:.1f} degrees latitude: the ground at 2.5 m is taken to be as warm as in "
        "De Bilt (52.1 degrees), 10.5 degC over the year and 7.4 K more or less with the season",
        latitude);
}

std::string water_start_warning(const std::string& date, int days_before, const CityLayers& city) {
    constexpr int enough = 12;  // days, which leave a tenth of the start
    if (days_before >= enough || std::ranges::count(city.surface_type, std::int8_t(SurfaceType::water)) == 0)
        return {};
    return fmt::format(
        "{}: {} days of weather run before it, and open water remembers weeks: it starts from "
        "the year's usual temperature of the date and may be kelvins off; give a file that begins {} days "
        "earlier",
        date, days_before, enough - days_before);
}

std::string small_fetch_warning(const Study::WeatherInput& weather, const Grid& grid, double share_unknown) {
    constexpr double enough = 1000;  // m, least way upwind that makes a town's air: docs/models/air.md
    const double x = double(grid.nx) * grid.cell_size, y = double(grid.ny) * grid.cell_size;
    if (weather.urban_increment != "slab" || std::min(x, y) >= enough) return "";
    return fmt::format(
        "weather.urban_increment = \"slab\" takes the {:.0f} m of city upwind to be like this area of {:.0f} "
        "x "
        "{:.0f} m, with its buildings and ground{}; where the city around differs, load 1 km around the site",
        weather.urban_fetch_m, x, y,
        share_unknown >= 0.01 ? fmt::format(" ({:.0f} % of it unknown, as paved)", 100 * share_unknown) : "");
}

std::string small_area_warning(const Grid& grid) {
    constexpr double window_length = 1100, window_width = 500;  // m, heat island: docs/models/national_pet.md
    const double x = double(grid.nx) * grid.cell_size, y = double(grid.ny) * grid.cell_size;
    if (std::max(x, y) >= window_length && std::min(x, y) >= window_width) return "";
    return fmt::format(
        "the area of {:.0f} x {:.0f} m is smaller than the window of {:.0f} x {:.0f} m of the national "
        "method: what "
        "lies outside does not count in the heat island and pet_national; load 1 km around the site for "
        "the official values",
        x, y, window_length, window_width);
}

}  // namespace luwte
