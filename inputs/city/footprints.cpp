// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/footprints.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

namespace luwte {
namespace {

/// Kinds of BGT `overigbouwwerk` that have a roof; basins and the like are ground.
bool has_roof(const Feature& f) {
    const std::string kind = normalised(f.get({"bgttype", "type", "typeoverigbouwwerk", "class"}));
    return kind == "overkapping" || kind == "openloods" || kind == "opslagtank" || kind == "lagetrafo" ||
           kind == "trafo" || kind == "schuur";
}

bool stands(const Feature& f) {
    const std::string status =
        normalised(f.get({"pandstatus", "status", "statuspand"}) + " " + f.get({"bgtstatus"}));
    for (const char* gone : {"gesloopt", "nietgerealiseerd", "tenonrechte", "bouwvergunningverleend",
                             "historie", "plan", "verwijderd"})
        if (status.find(gone) != std::string::npos) return false;
    const std::string inactive = normalised(f.get({"aanduidingrecordinactief"}));
    return inactive.empty() || inactive == "0" || inactive == "false" || inactive == "n" || inactive == "f";
}

/// Year of construction, 0 where there is none. A real number, as some files have it, is cut.
int year_of(const Feature& f) {
    const int year = std::atoi(f.get({"bouwjaar", "oorspronkelijkbouwjaar"}).c_str());
    return year >= 1000 && year <= 2100 ? year : 0;
}

bool all_digits(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

}  // namespace

std::string pand_number(const std::string& text) {
    const std::string tail = text.substr(text.find_last_of('.') + 1);
    if (!all_digits(tail) || tail.size() > 16) return text;
    // Municipality numbers start with up to three zeros; shorter texts are no BAG numbers.
    return tail.size() >= 13 ? std::string(16 - tail.size(), '0') + tail : text;
}

bool is_footprint_layer(const std::string& layer) {
    return layer == "pand" || layer == "panden" || layer == "gebouw" || layer == "gebouwen" ||
           layer == "building" || layer == "buildings" || layer == "overigbouwwerk";
}

Footprints place_footprints(const std::vector<const FeatureSet*>& sets, const Grid& grid) {
    struct Shape {
        std::string name;
        const OGRGeometry* geometry;
        int year;
    };
    Footprints out;
    std::vector<Shape> shapes;
    std::int64_t gone = 0, unnamed = 0;
    for (const FeatureSet* set : sets)
        for (const Feature& f : set->features) {
            if (f.layer == "overigbouwwerk" && !has_roof(f)) continue;
            if (!stands(f)) {
                ++gone;
                continue;
            }
            std::string name = f.get(
                {"identificatiebagpnd", "identificatie", "identificatiepand", "pandid", "pandidentificatie"});
            if (name.empty()) name = f.get({"lokaalid", "gmlid", "id"});
            if (name.empty()) name = fmt::format("unnamed-{:07}", ++unnamed);
            shapes.push_back({pand_number(name), f.geometry.get(), year_of(f)});
        }
    std::stable_sort(shapes.begin(), shapes.end(),
                     [](const Shape& a, const Shape& b) { return a.name < b.name; });
    std::vector<const OGRGeometry*> geometries;
    std::vector<std::int32_t> values;
    for (const Shape& s : shapes) {
        if (out.names.empty() || out.names.back() != s.name) {
            out.names.push_back(s.name);
            out.years.push_back(0);
        }
        out.years.back() = std::max(out.years.back(), s.year);
        geometries.push_back(s.geometry);
        values.push_back(std::int32_t(out.names.size()) - 1);
    }
    out.id.assign(std::size_t(grid.nx) * std::size_t(grid.ny), -1);
    burn(out.id, grid, geometries, values);
    if (gone > 0)
        out.rules.push_back(
            fmt::format("{} footprints were left out: demolished, never built or not built yet", gone));
    if (unnamed > 0)
        out.warnings.push_back(
            fmt::format("{} footprints have no number; they are named unnamed-0000001 and on", unnamed));
    return out;
}

}  // namespace luwte
