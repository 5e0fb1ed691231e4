// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/heat/surface_material.hpp"
#include "models/weather/weather.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

/// Garcia de Cezar et al. (2025), doi:10.1002/gdj3.70033: two walls of concrete blocks in Montpellier with
/// globe thermometers between them. What is measured, and the canyon as the models take it.
namespace luwte::montpellier {

inline constexpr int globes = 9;  ///< G1 to G9: rows of three across the canyon, from north to south

/// Means of an hour, of its six rows.
struct MeasuredHour {
    double end_s = 0;                               ///< s since 1970, UTC
    int day = 0;                                    ///< of August 2023, local time
    int hour = 0;                                   ///< local time (UTC+2) at the end, 1 to 24
    double air_celsius = 0, relative_humidity = 0;  ///< degC; 1
    std::array<double, 6> wind{};                   ///< m s-1, of each ten minutes, at the station
    double shortwave = 0;  ///< W m-2, of the pyranometer in the canyon that has most in each ten minutes
    std::array<double, globes> globe_celsius{};  ///< degC; NaN where two or more of the rows are missing
};

/// Hours with all six rows, in order, up to the end of `last_day`; a row ends at its time, which is UTC+2
/// whatever the file says. Throws RuntimeError, with file and line, for what cannot be read or is missing
/// beside a globe.
std::vector<MeasuredHour> read_measured(const std::filesystem::path& file, int last_day);

/// The canyon on cells of 0.25 m: 12 m from west to east, 5 m wide, walls 2.3 m high and 1 m thick, 6 m of
/// open ground around.
CityLayers canyon_layers();
/// The program's materials; walls and their tops are 1 m of the table's concrete.
MaterialTable canyon_materials();
/// Column of a globe and of the canyon's middle: j nx + i.
std::size_t column_of_globe(const Grid& grid, int globe);
std::size_t column_of_middle(const Grid& grid);

}  // namespace luwte::montpellier
