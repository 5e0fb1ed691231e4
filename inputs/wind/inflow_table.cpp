// SPDX-License-Identifier: Apache-2.0
#include "inputs/wind/inflow_table.hpp"

#include "inputs/text/text_file.hpp"
#include "models/wind/sector_library.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

using namespace text;

constexpr std::array<NumberColumn, 3> columns = {{
    {"height_m", 0.01, 10'000, "m", "heights count from the ground; leave out the row of the ground itself"},
    {"wind_speed_m_s", 0.01, 100, "m/s", "leave out rows without wind"},
    {"turbulent_kinetic_energy_m2_s2", 1e-4, 500, "m2/s2",
     "it is half the sum of the variances of the three components of the wind"},
}};
constexpr std::array<std::string_view, 3> names = {columns[0].name, columns[1].name, columns[2].name};
constexpr std::size_t least_rows = 3;

/// What single rows cannot show; `lines` of the rows.
void check_heights(const std::vector<double>& height, const std::vector<std::size_t>& lines,
                   FileProblems& problems) {
    const std::string_view column = names[0];
    if (height.size() < least_rows)
        problems.add(0, "", fmt::format("has {} rows; a profile has {} or more", height.size(), least_rows));
    for (std::size_t n = 1; n < height.size(); ++n)
        if (height[n] <= height[n - 1])
            problems.add(
                lines[n], column,
                fmt::format("{} m is not above the {} m of the row before it", height[n], height[n - 1]),
                "sort the rows by height, from the ground up, each height once");
    if (height.empty()) return;
    if (height.front() > wind_reference_height)
        problems.add(
            lines.front(), column,
            fmt::format("the first row is at {} m; one at {} m or lower is needed, because speeds of "
                        "the result are over that at {} m",
                        height.front(), wind_reference_height, wind_reference_height),
            "a lidar that begins higher needs a mast or a model below it");
    if (height.back() < wind_blending_height)
        problems.add(lines.back(), column,
                     fmt::format("the last row is at {} m; one at {} m or higher is needed, where the wind "
                                 "over the station and that over the site are taken to be the same",
                                 height.back(), wind_blending_height),
                     "the table has to reach the top of the computed space, 60 m or more; `luwte check` says "
                     "how high that is");
}

}  // namespace

InflowTable read_inflow_table(const std::filesystem::path& path) {
    const TextFile file =
        read_text_file(path, {"table of the wind's inflow", "a profile has a few hundred rows",
                              "a table of the wind's inflow", 1});
    FileProblems problems(file.name);
    InflowTable table;
    table.name = plain(path.filename().string());
    const std::array<std::vector<double>*, 3> targets = {&table.height, &table.speed, &table.k};
    std::vector<std::size_t> lines;  // of each row
    std::vector<int> order;          // by field: which of `columns`
    bool whole = true;               // so that heights can be compared
    for (std::size_t n = 0; n < file.lines.size(); ++n) {
        const std::size_t line = n + 1;
        const std::string_view row_text = trimmed(file.lines[n]);
        if (row_text.empty() || row_text.starts_with('#')) continue;
        if (order.empty()) {
            order = read_header(row_text, line, names, names.size(), problems);
            problems.throw_if_any();
            continue;
        }
        const auto row = read_row(row_text, line, order.size(), problems);
        if (row.empty()) {
            whole = false;
            continue;
        }
        lines.push_back(line);
        for (std::size_t f = 0; f < row.size(); ++f) {
            const NumberColumn& column = columns[std::size_t(order[f])];
            const double value = read_number(row[f], column, line, problems);
            if (row[f].empty()) problems.add(line, column.name, "has no value; every row needs all three");
            if (order[f] == 0 && std::isnan(value)) whole = false;
            targets[std::size_t(order[f])]->push_back(value);
        }
    }
    if (order.empty())
        problems.add(0, "", "has no header", fmt::format("{},{},{}", names[0], names[1], names[2]));
    else if (whole)
        check_heights(table.height, lines, problems);
    problems.throw_if_any();
    return table;
}

}  // namespace luwte
