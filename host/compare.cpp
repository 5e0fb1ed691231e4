// SPDX-License-Identifier: Apache-2.0
#include "host/compare.hpp"

#include "host/compare_groups.hpp"
#include "host/export/cog.hpp"
#include "host/field_change.hpp"
#include "host/output/group_reader.hpp"
#include "host/output/result_reader.hpp"
#include "host/output/run_metadata.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

namespace fs = std::filesystem;

struct Pair {
    ResultReader before, after;
    std::string text_before(const char* name) const { return printable(before.text(name), 200); }
    std::string text_after(const char* name) const { return printable(after.text(name), 200); }
};

std::string grid_text(const Grid& g) {
    return fmt::format("{} x {} cells of {} m from ({}, {}), {}", g.nx, g.ny, g.cell_size, g.x0, g.y0,
                       g.epsg == 0 ? "without CRS" : fmt::format("EPSG:{}", g.epsg));
}

void check_alike(const CompareOptions& options, const Pair& pair) {
    Problems problems;
    const std::string place = printable(options.after.string(), 300);
    const std::string a = grid_text(pair.before.grid()), b = grid_text(pair.after.grid());
    if (a != b)
        problems.add(place, "has " + b + "; " + printable(options.before.string(), 300) + " has " + a,
                     "run both with the same area.bounds_m and area.cell_size_m");
    if (pair.before.times().size() != pair.after.times().size())
        problems.add(place,
                     fmt::format("has {} steps; {} has {}", pair.after.times().size(),
                                 printable(options.before.string(), 300), pair.before.times().size()),
                     "run both over whole days with the same output.interval_min");
    problems.throw_if_any();
}

/// A field that differs, and where: the mean over its steps.
struct Difference {
    const FieldInfo* field;
    std::vector<float> map;
};

FieldChange change_of(const Pair& pair, const FieldInfo& field) {
    FieldChange change;
    for (int layer = 0; layer < pair.before.layers(field); ++layer)
        change.add<float>(pair.before.read_map(field.name, layer), pair.after.read_map(field.name, layer));
    return change;
}

/// Shares of cells, over all steps, with a lower and a higher class.
struct Moved {
    double lower = 0, higher = 0, cells = 0;
};
Moved moved_of(const Pair& pair, const FieldInfo& field) {
    Moved moved;
    for (int layer = 0; layer < pair.before.layers(field); ++layer) {
        const std::vector<float> before = pair.before.read_map(field.name, layer),
                                 after = pair.after.read_map(field.name, layer);
        for (std::size_t n = 0; n < before.size(); ++n) {
            if (std::isnan(before[n]) || std::isnan(after[n])) continue;
            ++moved.cells, moved.lower += after[n]<before[n], moved.higher += after[n]> before[n];
        }
    }
    return moved;
}

/// A text of /provenance as sentences: a JSON list of texts, or of inputs, or lines.
std::vector<std::string> sentences_of(const ResultReader& result, const char* name) {
    std::vector<std::string> out;
    const std::string text = result.provenance(name);
    const auto list = nlohmann::json::parse(text, nullptr, false);
    if (list.is_array()) {
        for (const auto& item : list) {
            if (item.is_string()) out.push_back(item.get<std::string>());
            if (!item.is_object()) continue;
            const auto of = [&](const char* key) {
                const auto found = item.find(key);
                return found != item.end() && found->is_string() ? found->get<std::string>() : std::string();
            };
            out.push_back(of("role") + ": " + of("path") + " (SHA-256 " + of("sha256").substr(0, 12) +
                          "...)");
        }
    } else if (list.is_discarded()) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            // Overrides of the command line stand there as comments.
            if (line.starts_with("# --set ") || !(line.empty() || line.starts_with('#'))) out.push_back(line);
    }
    return out;
}

void print_reasons(const Pair& pair, std::ostream& out) {
    bool same = true;
    for (const auto& [name, title] : {std::pair{"inputs_json", "Inputs"},
                                      {"run_config_toml", "Study"},
                                      {"rules_json", "Rules"},
                                      {"warnings_json", "Warnings"}}) {
        const std::vector<std::string> before = sentences_of(pair.before, name),
                                       after = sentences_of(pair.after, name);
        const std::set<std::string> in_before(before.begin(), before.end()),
            in_after(after.begin(), after.end());
        std::string text;
        for (const std::string& s : before)
            if (!in_after.contains(s)) text += "  < " + printable(s, 600) + "\n";
        for (const std::string& s : after)
            if (!in_before.contains(s)) text += "  > " + printable(s, 600) + "\n";
        if (text.empty()) continue;
        same = false;
        out << "\n" << title << " that only one has (< before, > after)\n" << text;
    }
    if (same) out << "\nInputs, study, rules and warnings are the same.\n";
}

void write_maps(const CompareOptions& options, const Pair& pair, const std::vector<Difference>& differences) {
    Problems problems;
    std::error_code error;
    const auto file_of = [&](const Difference& d) {
        return options.maps / fmt::format("difference_{}.tif", d.field->name);
    };
    for (const Difference& d : differences)
        if (const fs::path file = file_of(d); fs::exists(file, error) && !options.overwrite)
            problems.add(printable(file.string(), 300), "this exists already",
                         "--overwrite replaces it; --output names another folder");
    problems.throw_if_any();
    const MapCaption caption{pair.text_after("title") + " less " + pair.text_before("title"),
                             "luwte " LUWTE_VERSION, instant_of(pair.after.text("time_coverage_start")),
                             instant_of(pair.after.text("time_coverage_end"))};
    std::deque<PartFile> parts;
    for (const Difference& d : differences) {
        FieldInfo field = *d.field;
        // These outlive the views that `field` has of them. K would be taken for a temperature and lose its
        // zero.
        const std::string name = fmt::format("difference_{}", field.name),
                          unit = unit_of_change(field.units) == "K" ? "degC" : unit_of_change(field.units),
                          long_name = fmt::format("{}{}, after less before", field.long_name,
                                                  field.has_time() ? ", mean of all steps" : "");
        field.name = name, field.long_name = long_name, field.units = unit;
        parts.emplace_back(file_of(d));
        write_cog(parts.back(), pair.after.grid(), field, d.map, caption);
    }
    // Of an earlier comparison, of fields that do not differ any more.
    if (fs::is_directory(options.maps, error))
        for (const auto& entry : fs::directory_iterator(options.maps))
            if (const std::string name = entry.path().filename().string();
                name.starts_with("difference_") && name.ends_with(".tif"))
                fs::remove(entry.path(), error);
    for (PartFile& part : parts) part.commit();
}

/// Wind libraries are no results: what differs is in their groups.
void compare_libraries(const CompareOptions& options, std::ostream& out) {
    for (const auto& [name, file] : {std::pair{"before", &options.before}, {"after", &options.after}}) {
        const GroupReader groups(*file);
        out << fmt::format("{:<8}{}: {}, hash {}\n", name, printable(file->string(), 300),
                           groups.attribute("wind", "method"), groups.attribute("wind", "hash"));
    }
    out << groups_compared(options.before, options.after);
}

}  // namespace

void compare_results(const CompareOptions& options, std::ostream& out) {
    if (is_wind_library(options.before) && is_wind_library(options.after))
        return compare_libraries(options, out);
    const Pair pair{ResultReader(options.before), ResultReader(options.after)};
    check_alike(options, pair);
    out << fmt::format("before  {}: {}, {} to {}\n", printable(options.before.string(), 300),
                       pair.text_before("title"), pair.text_before("time_coverage_start"),
                       pair.text_before("time_coverage_end"));
    out << fmt::format("after   {}: {}, {} to {}\n", printable(options.after.string(), 300),
                       pair.text_after("title"), pair.text_after("time_coverage_start"),
                       pair.text_after("time_coverage_end"));
    if (pair.text_before("time_coverage_start") != pair.text_after("time_coverage_start"))
        out << "        of different instants: first step is compared with first step\n";
    out << fmt::format("grid    {}\n", grid_text(pair.after.grid()));

    std::vector<Difference> differences;
    std::string rows, same, only_one, classes;
    const auto name_in = [](std::string& list, std::string_view name) {
        list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
    };
    for (const FieldInfo& field : field_catalogue()) {
        const bool in_before = pair.before.has(field.name), in_after = pair.after.has(field.name);
        if (in_before != in_after) name_in(only_one, field.name);
        if (!in_before || !in_after || field.type == FieldType::i32) continue;
        if (pair.before.layers(field) != pair.after.layers(field)) {  // volumes up to other heights
            name_in(only_one, fmt::format("{} (levels)", field.name));
            continue;
        }
        if (!field.classes.empty()) {
            const Moved m = moved_of(pair, field);
            if (m.lower + m.higher == 0)
                name_in(same, field.name);
            else
                classes += fmt::format("  {:<34}{:>8.2f} % of cells lower, {:.2f} % higher\n", field.name,
                                       100 * m.lower / m.cells, 100 * m.higher / m.cells);
            continue;
        }
        const FieldChange change = change_of(pair, field);
        if (!change.is_there()) {
            name_in(same, field.name);
            continue;
        }
        rows += change.row(field.name, unit_of_change(field.units));
        if (field.shape != FieldShape::z_y_x && !options.maps.empty())  // of levels there is no map
            differences.push_back({&field, change.mean_map()});
    }
    if (!rows.empty()) out << "\n" << field_change_head() << rows;
    if (!classes.empty()) out << "\n" << classes;
    if (rows.empty() && classes.empty()) out << "\nNo field differs.\n";
    if (!same.empty()) out << "\n  the same: " << same << "\n";
    if (!only_one.empty()) out << "\n  in one of them only: " << only_one << "\n";
    out << groups_compared(options.before, options.after);
    print_reasons(pair, out);

    if (differences.empty()) return;
    write_maps(options, pair, differences);
    out << fmt::format("\nwrote {} maps into {}\n", differences.size(),
                       printable(options.maps.string(), 300));
}

}  // namespace luwte
