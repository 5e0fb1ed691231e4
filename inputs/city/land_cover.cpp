// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/land_cover.hpp"

#include "kernels/core/error.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace luwte {
namespace {

/// Burn order on one level.
int rank(const std::string& layer) {
    static constexpr std::array order = {
        "overbruggingsdeel",     "waterdeel",           "ondersteunendwaterdeel",
        "onbegroeidterreindeel", "begroeidterreindeel", "ondersteunendwegdeel",
        "overigbouwwerk",        "gebouwinstallatie",   "kunstwerkdeel",
        "overigescheiding",      "scheiding",           "wegdeel"};
    return int(std::find(order.begin(), order.end(), layer) - order.begin());
}

std::string class_of(const Feature& f) {
    return normalised(
        f.get({"surfacematerial", "bgtfysiekvoorkomen", "fysiekvoorkomen", "fysiekvoorkomenwegdeel",
               "fysiekvoorkomenondersteunendwegdeel", "class", "typewater", "bgttype", "type"}));
}

std::string plus_of(const Feature& f) {
    return normalised(
        f.get({"plusfysiekvoorkomen", "plusfysiekvoorkomenwegdeel", "plusfysiekvoorkomenondersteunendwegdeel",
               "plusfysiekvoorkomenbegroeidterreindeel", "plusfysiekvoorkomenonbegroeidterreindeel",
               "surfacematerialplus"}));
}

}  // namespace

LandCover place_land_cover(const FeatureSet& set, const std::string& role, const Grid& grid) {
    LandCover out;
    struct Shape {
        int level, rank;
        std::string id;
        const Feature* feature;
        SurfaceType type;
    };
    std::vector<Shape> shapes;
    std::map<std::string, std::int64_t> unknown;
    for (const Feature& f : set.features) {
        if (!is_land_cover_layer(f.layer)) continue;
        const std::string status = normalised(f.get({"bgtstatus", "status"}));
        if (status == "plan" || status == "historie" || status == "verwijderd") continue;
        SurfaceType type;
        if (!surface_type_of(f.layer, class_of(f), plus_of(f), type))
            ++unknown[f.layer + " '" + class_of(f) + "'"];
        const int level = std::atoi(f.get({"relatievehoogteligging"}).c_str());
        shapes.push_back({level, rank(f.layer), f.get({"lokaalid", "gmlid", "identificatie"}), &f, type});
    }
    std::stable_sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) {
        return std::tie(a.level, a.rank, a.id) < std::tie(b.level, b.rank, b.id);
    });
    std::vector<const OGRGeometry*> geometries;
    std::vector<std::int32_t> values;
    for (const Shape& s : shapes) {
        geometries.push_back(s.feature->geometry.get());
        values.push_back(std::int32_t(values.size()));
    }
    std::vector<std::int32_t> top(std::size_t(grid.nx) * std::size_t(grid.ny), -1);
    burn(top, grid, geometries, values);
    out.type.assign(top.size(), -1);
    out.deck.assign(top.size(), -1);
    std::vector<std::int32_t> deck_number(shapes.size(), -1);
    for (std::size_t n = 0; n < shapes.size(); ++n)
        if (shapes[n].level > 0) deck_number[n] = out.decks++;
    for (std::size_t n = 0; n < top.size(); ++n)
        if (top[n] >= 0) {
            out.type[n] = std::int8_t(shapes[std::size_t(top[n])].type);
            out.deck[n] = deck_number[std::size_t(top[n])];
        }
    if (set.ended > 0)
        out.rules.push_back(fmt::format("{}: {} ended versions of objects were left out", role, set.ended));
    if (set.not_on_the_ground > 0)
        out.rules.push_back(fmt::format("{}: {} objects below ground level (tunnels) were left out", role,
                                        set.not_on_the_ground));
    for (const auto& [what, count] : unknown)
        out.warnings.push_back(
            fmt::format("{}: {} objects have the class {}, which is not known here; their surface "
                        "is unknown and treated as paved",
                        role, count, what));
    return out;
}

}  // namespace luwte
