// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"
#include "kernels/sun/sun_position.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>

namespace luwte {
namespace {

constexpr const char* name = "solar_position";
constexpr double bound_deg = 0.01;

ValidationRow row(const char* metric, double value_deg) {
    return {name, metric, value_deg, "degree", "<= 0.01", value_deg <= bound_deg, "", ""};
}

ValidationRow absent(const char* metric, const std::filesystem::path& file) {
    return {name, metric, 0, "degree", "<= 0.01", std::nullopt, file.filename().string() + " is not there",
            ""};
}

struct Errors {
    double altitude_deg = 0, azimuth_deg = 0;  ///< largest; azimuth as an arc on the sky: times cos(altitude)
};

/// Lines "site,lat,lon,utc,altitude_deg,azimuth_deg".
Errors against_almanac(const std::filesystem::path& file, const ValidationContext& context) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    Errors worst;
    Panel panel{"Error by altitude of the sun",
                "degrees high",
                "degrees",
                {{"altitude", {}, true}, {"azimuth, on the sky", {}, true}},
                {-bound_deg, bound_deg}};
    int rows = 0;
    for (; std::getline(stream, line); ++rows) {
        double latitude, longitude, altitude, azimuth;
        int year, month, day, hour, minute, second;
        if (std::sscanf(line.c_str(), "%*[^,],%lf,%lf,%d-%d-%dT%d:%d:%dZ,%lf,%lf", &latitude, &longitude,
                        &year, &month, &day, &hour, &minute, &second, &altitude, &azimuth) != 10)
            throw InputError(file.string() + ", line " + std::to_string(rows + 2),
                             "is not a row of the table");
        const std::chrono::sys_days date{std::chrono::year(year) / month / day};
        const double t =
            86400.0 * double(date.time_since_epoch().count()) + 3600.0 * hour + 60.0 * minute + second;
        const SunPosition sun = sun_position(t, latitude * degree_d, longitude * degree_d);
        const double turn = std::remainder(sun.azimuth_rad / degree_d - azimuth, 360.0);
        panel.curves[0].points.push_back({altitude, sun.altitude_rad / degree_d - altitude});
        panel.curves[1].points.push_back({altitude, turn * std::cos(altitude * degree_d)});
        worst.altitude_deg = std::max(worst.altitude_deg, std::fabs(sun.altitude_rad / degree_d - altitude));
        worst.azimuth_deg = std::max(worst.azimuth_deg, std::fabs(turn) * std::cos(altitude * degree_d));
    }
    if (rows == 0) throw InputError(file.string(), "holds no rows");
    draw_panels(context, name, "Less the almanac. Dashed: what is asked for.", {panel});
    return worst;
}

/// Distance on the sky between our sun and the one of Reda & Andreas' example, whose zenith angle is
/// refracted by their equation 42 at 820 mbar and 11 degC.
double against_nrel(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::map<std::string, double> values;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        const std::size_t first = line.find(','), last = line.rfind(',');
        if (first < last && last != std::string::npos)
            values[line.substr(0, first)] = std::atof(line.substr(first + 1, last - first - 1).c_str());
    }
    if (!values.contains("topocentric_zenith") || !values.contains("topocentric_azimuth"))
        throw InputError(file.string(), "has no topocentric_zenith and topocentric_azimuth");
    constexpr double t = 1066419030;  // 2003-10-17 19:30:30 UTC
    const SunPosition sun = sun_position(t, 39.742476 * degree_d, -105.1786 * degree_d);
    const double altitude = sun.altitude_rad / degree_d;
    const double refraction = (820.0 / 1010) * (283.0 / (273 + 11)) * 1.02 /
                              (60 * std::tan((altitude + 10.3 / (altitude + 5.11)) * degree_d));
    const double up = altitude + refraction - (90 - values["topocentric_zenith"]);
    const double along =
        (sun.azimuth_rad / degree_d - values["topocentric_azimuth"]) * std::cos(sun.altitude_rad);
    return std::hypot(up, along);
}

}  // namespace

std::vector<ValidationRow> validate_solar_position(const ValidationContext& context) {
    const auto folder = context.shared / "validation" / "solar-position";
    const auto almanac = folder / "nl_positions.csv", nrel = folder / "nrel_spa_example.csv";
    std::vector<ValidationRow> rows;
    if (std::filesystem::exists(almanac)) {
        const Errors errors = against_almanac(almanac, context);
        rows.push_back(row("max_altitude_error", errors.altitude_deg));
        rows.push_back(row("max_azimuth_error", errors.azimuth_deg));
    } else {
        rows.push_back(absent("max_altitude_error", almanac));
        rows.push_back(absent("max_azimuth_error", almanac));
    }
    rows.push_back(std::filesystem::exists(nrel) ? row("nrel_example_error", against_nrel(nrel))
                                                 : absent("nrel_example_error", nrel));
    return rows;
}

}  // namespace luwte
