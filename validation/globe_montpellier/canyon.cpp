// SPDX-License-Identifier: Apache-2.0
#include "validation/globe_montpellier/canyon.hpp"

#include "inputs/materials/materials.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"
#include "models/city/plain_city.hpp"
#include "validation/reference_table.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

namespace luwte::montpellier {
namespace {

constexpr double clock_s = 2 * 3600;
constexpr double cell = 0.25;                                               // m
constexpr double length = 12, width = 5, height = 2.3, thick = 1, rim = 6;  // m
// From the western end, and from the southern wall's face; README.md says what of it is known.
constexpr std::array<double, 3> section_x = {3, 6, 9}, row_y = {3.7, 2.6, 1.3};  // m
constexpr int rows_needed = 5;                                                   // of a globe's six

idx cells(double metres) { return idx(std::lround(metres / cell)); }

/// Time of a row [s since 1970], as written.
double written_time(const std::string& text, const std::string& where) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0;
    if (std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:", &year, &month, &day, &hour, &minute) != 5)
        throw RuntimeError(where + ": '" + text + "' is no time");
    using namespace std::chrono;
    const sys_days date = std::chrono::year(year) / month / day;
    return double(date.time_since_epoch().count()) * 86400 + hour * 3600 + minute * 60;
}

std::size_t column_at(const Grid& grid, double x, double y) {
    const auto i = idx(std::floor((rim + x) / cell)), j = idx(std::floor((rim + thick + y) / cell));
    return std::size_t(j) * std::size_t(grid.nx) + std::size_t(i);
}

}  // namespace

std::vector<MeasuredHour> read_measured(const std::filesystem::path& file, int last_day) {
    ReferenceTable table = read_reference_table(file);
    for (auto& row : table.rows)
        for (std::string& word : row)
            if (word == "NA") word.clear();
    std::map<double, std::vector<std::size_t>> rows_of;  // by the hour's end as written
    for (std::size_t n = 0; n < table.rows.size(); ++n) {
        const double end =
            written_time(table.rows[n].front(), file.string() + ", line " + std::to_string(n + 2));
        rows_of[3600 * std::ceil(end / 3600)].push_back(n);
    }
    std::vector<MeasuredHour> out;
    for (const auto& [end, rows] : rows_of) {
        if (rows.size() != 6) continue;
        MeasuredHour hour;
        hour.end_s = end - clock_s;
        const std::chrono::year_month_day date{
            std::chrono::sys_days(std::chrono::days(long(std::floor((end - 1) / 86400))))};
        hour.day = int(unsigned(date.day()));
        hour.hour = int(std::lround(std::fmod(end - 1, 86400) / 3600 + 0.5));
        if (hour.day > last_day) break;
        const auto need = [&](std::size_t n, const char* name) {
            const double value = table.number(n, name);
            if (std::isnan(value))
                throw RuntimeError(file.string() + ", line " + std::to_string(n + 2) + ": " + name +
                                   " is missing");
            return value;
        };
        for (std::size_t k = 0; k < 6; ++k) {
            const std::size_t n = rows[k];
            hour.air_celsius += need(n, "SMn_TA") / 6;
            hour.relative_humidity += need(n, "SMn_HR") / 600;
            hour.wind[k] = need(n, "SMn_Wspd");
            double most = 0;
            for (const char* name : {"SlrW_1", "SlrW_2", "SlrW_3", "SlrW_4"})
                most = std::max(most, need(n, name));
            hour.shortwave += most / 6;
        }
        for (int g = 0; g < globes; ++g) {
            double sum = 0;
            int there = 0;
            for (const std::size_t n : rows) {
                const double t = table.number(n, "G" + std::to_string(g + 1) + "_TA");
                if (!std::isnan(t)) sum += t, ++there;
            }
            hour.globe_celsius[std::size_t(g)] =
                there >= rows_needed ? sum / there : std::numeric_limits<double>::quiet_NaN();
        }
        out.push_back(hour);
    }
    return out;
}

CityLayers canyon_layers() {
    const idx west = cells(rim), east = west + cells(length), south = cells(rim) + cells(thick),
              north = south + cells(width);
    CityLayers c =
        scenes::plain(east + cells(rim), north + cells(thick) + cells(rim), cell, SurfaceType::unknown);
    c.grid.latitude_rad = 43.64 * degree_d, c.grid.longitude_rad = 3.87 * degree_d;
    for (idx j = south - cells(thick); j < north + cells(thick); ++j)
        for (idx i = west; i < east; ++i) {
            if (j >= south && j < north) continue;
            const std::size_t n = std::size_t(j) * std::size_t(c.grid.nx) + std::size_t(i);
            c.building_height[n] = float(height);
            c.surface_type[n] = std::int8_t(SurfaceType::building);
        }
    return c;
}

MaterialTable canyon_materials() {
    MaterialTable table = default_materials();
    SurfaceMaterial& top = table.ground[std::size_t(SurfaceType::building)];
    const MaterialLayer concrete{float(thick), top.layers.back().conductivity,
                                 top.layers.back().heat_capacity};
    table.wall.layers = top.layers = {concrete};
    top.albedo = table.wall.albedo, top.emissivity = table.wall.emissivity;
    return table;
}

std::size_t column_of_globe(const Grid& grid, int globe) {
    return column_at(grid, section_x[std::size_t(globe / 3)], row_y[std::size_t(globe % 3)]);
}
std::size_t column_of_middle(const Grid& grid) { return column_at(grid, length / 2, width / 2); }

}  // namespace luwte::montpellier
