// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/background/read_background.hpp"
#include "inputs/study/study.hpp"
#include "models/traffic/traffic.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// The air without the streets of a study (keys air.background_..., docs/models/dispersion.md, 60 to 63): of
/// each substance one value, the hours of one place, or a map of a year; what it holds of those streets is
/// taken off. Host only.
class Background {
  public:
    struct Of {
        bool known = false;      ///< of the study's pollutants, with NO2 ozone too
        double year = 0;         ///< ug m-3, mean of the year, and of the area where there is a map
        std::vector<float> map;  ///< ug m-3, of the year at each cell of the grid, j * nx + i; may be empty
        std::vector<double> hours;  ///< ug m-3, by hour, NaN: missing; may be empty
    };

    const Of& of(std::string_view name) const;
    /// Of the year at each of `count` cells.
    std::vector<float> of_cells(std::string_view name, std::size_t count) const;
    /// Of the year at a place of the area.
    double at(std::string_view name, MapPoint point) const;
    bool has_hours(std::string_view name) const { return !of(name).hours.empty(); }
    /// In the hour in which `time_s` [s since 1970] lies. Throws RuntimeError  it has none
    double of_hour(std::string_view name, double time_s) const;

    std::string rule;
    std::vector<std::string> warnings;
    std::vector<InputRecord> records;

  private:
    friend Background read_background(const Study& study);
    std::array<Of, background_names.size()> of_;
    std::vector<double> end_s_;
    Grid grid_;
};

/// Reads the file and maps that the study names. Throws InputError with all problems: those of the files; a
/// substance with a column and a value or map, or with none; hours of another year than
/// air.background_year; a step of the study without a value; a yearly mean below 0; more taken off than there
/// is
Background read_background(const Study& study);

}  // namespace luwte
