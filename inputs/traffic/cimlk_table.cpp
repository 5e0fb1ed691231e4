// SPDX-License-Identifier: Apache-2.0
#include "inputs/traffic/cimlk_table.hpp"

#include "inputs/raster/gdal_open.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <ogr_geometry.h>

namespace luwte::cimlk {
namespace {

using namespace text;

constexpr double largest_coordinate = 1e8;  ///< m; beyond the Earth in any projected CRS
constexpr std::size_t longest_id = 100;
constexpr std::size_t nowhere = std::string_view::npos;

TextFile read(const std::string& role, const std::filesystem::path& file) {
    require_local_file(role, file);
    return read_text_file(file, {"traffic file", "cut the area that is needed out of it", "a table"});
}

bool begins_with_word(std::string_view text, std::string_view word) {
    return text.size() > word.size() &&
           std::ranges::equal(text.substr(0, word.size()), word, [](char a, char b) {
               return (a >= 'a' && a <= 'z' ? char(a - 'a' + 'A') : a) == b;
           });
}

}  // namespace

std::string_view Row::text(std::size_t column) const {
    const std::size_t place = table_->place_[column];
    return place == nowhere ? std::string_view() : (*fields_)[place];
}

double Row::number(std::size_t column) const {
    const std::string_view field = text(column);
    if (text::number(field) == -999.0) return no_value;
    return read_number(field, table_->columns_[column].number, line_, table_->problems_);
}

std::optional<std::size_t> Row::word(std::size_t column, std::span<const std::string_view> words) const {
    const auto at = std::ranges::find(words, text(column));
    if (at != words.end()) return std::size_t(at - words.begin());
    std::string known;
    for (const std::string_view w : words) known += (known.empty() ? "" : ", ") + std::string(w);
    problem(column, in_quotes(text(column)) + " is none of " + known);
    return {};
}

std::string Row::id(std::size_t column) const {
    const std::string_view field = text(column);
    if (field.empty() || field.size() > longest_id ||
        std::ranges::any_of(field, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
        problem(column,
                in_quotes(field) + fmt::format(" is no identification of 1 to {} characters", longest_id));
        return {};
    }
    return std::string(field);
}

std::vector<MapPoint> Row::points(std::size_t column, std::string_view type) const {
    // Nothing but what is asked for comes to the parser: no collections of collections.
    const std::string_view field = text(column);
    const std::string hint = fmt::format("{} with x and y in metres, as WKT", type);
    if (!begins_with_word(field, type)) {
        problem(column, in_quotes(field) + fmt::format(" is no {}", type), hint);
        return {};
    }
    const std::string wkt(field);
    const char* rest = wkt.c_str();
    OGRGeometry* raw = nullptr;
    const QuietGdal quiet;
    const OGRErr error = OGRGeometryFactory::createFromWkt(&rest, nullptr, &raw);
    const OGRGeometryUniquePtr geometry(raw);
    std::vector<MapPoint> out;
    if (error == OGRERR_NONE && geometry && trimmed(rest).empty() && !geometry->IsEmpty()) {
        const auto flat = wkbFlatten(geometry->getGeometryType());
        if (flat == wkbPoint) {
            out.push_back({geometry->toPoint()->getX(), geometry->toPoint()->getY()});
        } else if (flat == wkbLineString) {
            const OGRLineString& line = *geometry->toLineString();
            for (int n = 0; n < line.getNumPoints(); ++n) out.push_back({line.getX(n), line.getY(n)});
        }
    }
    const auto sane = [](const MapPoint& p) {
        return std::abs(p.x_m) < largest_coordinate && std::abs(p.y_m) < largest_coordinate;  // false for NaN
    };
    if (out.empty() || !std::ranges::all_of(out, sane)) {
        problem(column, in_quotes(field) + fmt::format(" cannot be read as a {}", type), hint);
        return {};
    }
    return out;
}

void Row::problem(std::size_t column, std::string what, std::string hint) const {
    table_->problems_.add(line_, table_->columns_[column].number.name, std::move(what), std::move(hint));
}

Table::Table(const std::string& role, const std::filesystem::path& file, std::span<const Column> columns)
    : file_(read(role, file)), problems_(file_.name), columns_(columns), place_(columns.size(), nowhere) {
    while (header_line_ < file_.lines.size() && trimmed(file_.lines[header_line_]).empty()) ++header_line_;
    if (header_line_ == file_.lines.size()) throw InputError(file_.name, "is empty", "expected a CIMLK file");
    const std::string_view header = file_.lines[header_line_++];
    const auto names = split(header, ';');
    fields_ = names.size();
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const std::string_view name = columns[c].number.name;
        const auto count = std::ranges::count(names, name);
        if (count > 1) problems_.add(header_line_, name, "stands twice in the header");
        if (count > 0) place_[c] = std::size_t(std::ranges::find(names, name) - names.begin());
        if (count > 0 || !columns[c].needed) continue;
        const std::string near = nearest_name(name, {names.begin(), names.end()});
        problems_.add(header_line_, "", fmt::format("there is no column {}", name),
                      header.find(';') == nowhere ? "columns are parted by semicolons"
                      : near.empty()              ? "columns are those of the CIMLK's CSV files"
                                                  : "is it " + in_quotes(near) + "?");
    }
    problems_.throw_if_any();
}

void Table::for_each_row(const std::function<void(const Row&)>& f) {
    for (std::size_t n = header_line_; n < file_.lines.size(); ++n) {
        if (trimmed(file_.lines[n]).empty()) continue;
        const auto fields = split(file_.lines[n], ';');
        ++rows_;
        if (fields.size() != fields_) {
            problems_.add(n + 1, "", fmt::format("has {} fields; the header has {}", fields.size(), fields_),
                          "fields are parted by semicolons; there are no quotes, so that texts hold none");
            continue;
        }
        f(Row(*this, n + 1, fields));
    }
    problems_.throw_if_any();
}

void Table::note_date(std::string_view date) {
    const auto parts = split(date.substr(0, date.find(' ')), '-');
    if (parts.size() != 3) return;
    const auto day = integer(parts[0]), month = integer(parts[1]), year = integer(parts[2]);
    if (!day || !month || !year || *day < 1 || *day > 31 || *month < 1 || *month > 12 || *year < 1900 ||
        *year > 2200)
        return;
    latest_date_ = std::max(latest_date_, fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
}

}  // namespace luwte::cimlk
