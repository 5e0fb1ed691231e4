// SPDX-License-Identifier: Apache-2.0
#include "host/validate.hpp"

#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <fstream>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace luwte {

namespace {

std::string value_text(const ValidationRow& row) {
    return row.has_value() ? fmt::format("{:.6g}", row.value) : "-";
}

std::string_view verdict(const ValidationRow& row) {
    return row.is_figure() ? "figure" : !row.pass ? "no data" : *row.pass ? "pass" : "FAIL";
}

/// A case that throws is a failed row: one broken case does not hide the others.
std::vector<ValidationRow> run_case(const ValidationCase& one, const ValidationContext& context) {
    const auto failed = [&](const std::string& why) {
        return std::vector<ValidationRow>{
            {one.name, "completes", std::nan(""), "1", "runs to its end", false, printable(why, 500), ""}};
    };
    try {
        std::vector<ValidationRow> rows = one.run(context);
        return rows.empty() ? failed("the case made no row") : rows;
    } catch (const std::exception& e) {
        return failed(e.what());
    }
}

void print_row(const ValidationRow& row, std::ostream& out) {
    out << fmt::format("  {:<8} {:<42} {:>12} {:<8} {}\n", verdict(row), row.metric, value_text(row),
                       row.unit, row.acceptance);
    if (!row.goal.empty()) out << fmt::format("           goal: {}\n", row.goal);
    if (!row.reason.empty()) out << fmt::format("           {}\n", row.reason);
}

/// Whole or not at all: a reader never sees half a file.
void write_file(const std::filesystem::path& file, const std::string& text) {
    const std::filesystem::path part = file.string() + ".part";
    std::ofstream stream(part, std::ios::binary);
    stream << text;
    stream.close();
    std::error_code error;
    if (stream) std::filesystem::rename(part, file, error);
    if (!stream || error) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw RuntimeError("cannot write " + printable(file.string(), 300));
    }
}

}  // namespace

int validate(const std::vector<ValidationCase>& cases, const ValidateOptions& options, std::ostream& out) {
    std::vector<std::string> names;
    for (const ValidationCase& one : cases) names.push_back(one.name);
    if (!options.only.empty() && std::find(names.begin(), names.end(), options.only) == names.end()) {
        const std::string nearest = nearest_name(options.only, names);
        throw InputError("--only", fmt::format("no case is called '{}'", printable(options.only)),
                         nearest.empty() ? fmt::format("the cases are {}", fmt::join(names, ", "))
                                         : fmt::format("did you mean '{}'?", nearest));
    }

    ValidationContext context = options.context;
    if (!options.html.empty()) context.pictures = std::filesystem::absolute(options.html).parent_path();
    std::vector<ValidationRow> rows;
    int passed = 0, failed = 0, without_data = 0;
    for (const ValidationCase& one : cases) {
        if (!options.only.empty() && one.name != options.only) continue;
        out << one.name << ": " << one.title << '\n';
        for (ValidationRow& row : run_case(one, context)) {
            print_row(row, out);
            if (!row.is_figure()) (!row.pass ? without_data : *row.pass ? passed : failed) += 1;
            rows.push_back(std::move(row));
        }
        out << std::flush;
    }
    out << fmt::format("{} passed, {} failed, {} without data\n", passed, failed, without_data);

    if (!options.json.empty()) write_file(options.json, validation_json(rows));
    if (!options.html.empty()) write_file(options.html, validation_html(cases, rows, LUWTE_VERSION));
    return failed == 0 ? 0 : 1;
}

std::string validation_json(const std::vector<ValidationRow>& rows) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const ValidationRow& row : rows) {
        nlohmann::ordered_json item;
        item["case"] = row.case_name;
        item["metric"] = row.metric;
        if (row.has_value())
            item["value"] = row.value;
        else
            item["value"] = nullptr;
        item["unit"] = row.unit;
        item["acceptance"] = row.acceptance;
        if (row.pass)
            item["pass"] = *row.pass;
        else
            item["pass"] = nullptr;
        if (!row.goal.empty()) item["goal"] = row.goal;
        if (!row.reason.empty()) item["reason"] = row.reason;
        list.push_back(std::move(item));
    }
    return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace luwte
