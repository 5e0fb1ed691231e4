// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/building_roofs.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luwte {
namespace {

std::int8_t index_of(const MaterialTable& materials, const std::string& name) {
    const auto found =
        std::ranges::find(materials.ground, name, [](const SurfaceMaterial& m) { return m.name; });
    return std::int8_t(found - materials.ground.begin());
}

int year_of(const Footprints& footprints, const std::string& name) {
    const auto at = std::ranges::lower_bound(footprints.names, name);
    return at != footprints.names.end() && *at == name
               ? footprints.years[std::size_t(at - footprints.names.begin())]
               : 0;
}

}  // namespace

void give_roofs(const Study& study, const Footprints& footprints, LoadedCity& city) {
    if (study.roofs.empty()) return;
    CityLayers& c = city.layers;
    c.building_roof.assign(c.building_names.size(), std::int8_t(SurfaceType::building));
    std::size_t number = 0, yearless = 0;
    bool years = false;
    for (const Study::RoofRule& rule : study.roofs) {
        ++number;
        years = years || rule.by_year();
        const std::int8_t roof = index_of(study.materials, rule.like);
        std::vector<std::string> wanted = rule.buildings;
        for (std::string& name : wanted) name = pand_number(name);
        std::ranges::sort(wanted);
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        std::size_t found = 0;
        for (std::size_t b = 0; b < c.building_names.size(); ++b) {
            if (!wanted.empty() && !std::ranges::binary_search(wanted, c.building_names[b])) continue;
            ++found;
            if (rule.by_year()) {
                const int year = year_of(footprints, c.building_names[b]);
                if (year == 0 || year < rule.built_from || year >= rule.built_before) continue;
            }
            c.building_roof[b] = roof;
        }
        if (found < wanted.size())
            city.warnings.push_back(
                fmt::format("materials.roofs[{}]: {} of its {} buildings are not buildings of this area",
                            number, wanted.size() - found, wanted.size()));
    }
    std::string roofs;
    for (int t = surface_type_count; t < top_material_count; ++t)
        if (const auto n = std::ranges::count(c.building_roof, std::int8_t(t)); n > 0)
            roofs += fmt::format("{} {}, ", n, study.materials.ground[std::size_t(t)].name);
    city.rules.push_back(fmt::format("roofs: {}{} `building`, of {} buildings, by materials.roofs", roofs,
                                     std::ranges::count(c.building_roof, std::int8_t(SurfaceType::building)),
                                     c.building_names.size()));
    for (const std::string& name : c.building_names) yearless += year_of(footprints, name) == 0;
    if (years && yearless > 0)
        city.warnings.push_back(fmt::format(
            "materials.roofs: {} of {} buildings have no year of construction (bouwjaar); rules by "
            "year leave them as they are",
            yearless, c.building_names.size()));
}

}  // namespace luwte
