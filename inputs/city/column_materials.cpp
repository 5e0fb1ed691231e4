// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/column_materials.hpp"

#include "inputs/city/polygons.hpp"
#include "inputs/materials/material_rules.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

std::string key_of(const RuleList& list, const std::vector<Study::MaterialRule>& rules, std::size_t rule) {
    return rules[rule].label.empty() ? fmt::format("materials.{}[{}]", list.key, rule + 1)
                                     : rules[rule].label;
}

int year_of(const Footprints& footprints, const std::string& name) {
    const auto at = std::ranges::lower_bound(footprints.names, name);
    return at != footprints.names.end() && *at == name
               ? footprints.years[std::size_t(at - footprints.names.begin())]
               : 0;
}

/// Which buildings a rule fits, by number; the last value is for columns of no building with a number.
Mask fitting_buildings(const Study::MaterialRule& rule, const std::string& key, const Footprints& footprints,
                       LoadedCity& city) {
    const std::vector<std::string>& names = city.layers.building_names;
    Mask fits(names.size() + 1, rule.by_year() || !rule.buildings.empty() ? 0 : 1);
    std::vector<std::string> wanted = rule.buildings;
    for (std::string& name : wanted) name = pand_number(name);
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::size_t found = 0;
    for (std::size_t b = 0; b < names.size(); ++b) {
        if (!wanted.empty() && !std::ranges::binary_search(wanted, names[b])) continue;
        ++found;
        const int year = year_of(footprints, names[b]);
        fits[b] = !rule.by_year() || (year != 0 && year >= rule.built_from && year < rule.built_before);
    }
    if (found < wanted.size())
        city.warnings.push_back(fmt::format("{}: {} of its {} buildings are not buildings of this area", key,
                                            wanted.size() - found, wanted.size()));
    return fits;
}

/// Number of the last rule that fits, from 1; 0 = none.
Mask last_rules(const RuleList& list, const std::vector<Study::MaterialRule>& rules,
                const RulePolygons& polygons, const Footprints& footprints, bool is_edited, LoadedCity& city,
                Problems& problems) {
    const CityLayers& c = city.layers;
    const bool on_ground = list.rules == &Study::ground;
    const auto replaces = [&](const Study::MaterialRule& rule, std::size_t n) {
        return rule.instead_of.empty() ||
               std::ranges::find(rule.instead_of,
                                 surface_properties()[std::size_t(c.surface_type[n])].name) !=
                   rule.instead_of.end();
    };
    Mask last(c.surface_type.size(), 0);
    for (std::size_t r = 0; r < rules.size(); ++r) {
        const std::string key = key_of(list, rules, r);
        const Mask fits = fitting_buildings(rules[r], key, footprints, city);
        const Mask* const within = polygons.of(rules[r]);
        std::size_t inside = 0, fitting = 0;
        for (std::size_t n = 0; n < last.size(); ++n) {
            if ((c.surface_type[n] != std::int8_t(SurfaceType::building)) != on_ground) continue;
            if (within != nullptr && (*within)[n] == 0) continue;
            ++inside;
            if (!replaces(rules[r], n)) continue;
            if (fits[c.building_id[n] >= 0 ? std::size_t(c.building_id[n]) : fits.size() - 1] == 0) continue;
            ++fitting;
            last[n] = std::uint8_t(r + 1);
        }
        const std::string nothing = fmt::format("the polygons of {} hold no {}", rules[r].polygons.string(),
                                                on_ground ? "ground outside buildings" : "building");
        // An edit before may have taken what a rule of the base is for.
        if (within != nullptr && inside == 0 && is_edited && rules[r].label.empty())
            city.warnings.push_back(key + ": " + nothing + " any more, in this scenario");
        else if (within != nullptr && inside == 0)
            problems.collect([&] {
                throw InputError(
                    key, nothing,
                    fmt::format("rules for {} change {} only", list.key,
                                on_ground ? "what lies between buildings" : "columns of buildings"));
            });
        else if (fitting == 0 && !rules[r].instead_of.empty())
            problems.add(
                key,
                fmt::format("there is no {}: it changes nothing", fmt::join(rules[r].instead_of, " and no ")),
                "surface types are those of the base; `luwte info` of its result counts them");
        else if (fitting == 0)
            city.warnings.push_back(fmt::format("{} fits no {} of this area", key, list.place));
    }
    return last;
}

void count(const RuleList& list, const std::vector<Study::MaterialRule>& rules, const Mask& last,
           LoadedCity& city) {
    const CityLayers& c = city.layers;
    for (std::size_t r = 0; r < rules.size(); ++r) {
        std::array<std::size_t, surface_type_count> cells{};
        std::size_t all = 0;
        Mask building(c.building_names.size(), 0);
        for (std::size_t n = 0; n < last.size(); ++n) {
            if (last[n] != r + 1) continue;
            ++cells[std::size_t(c.surface_type[n])];
            ++all;
            if (c.building_id[n] >= 0) building[std::size_t(c.building_id[n])] = 1;
        }
        std::string what;
        if (list.rules == &Study::ground) {
            for (std::size_t t = 0; t < cells.size(); ++t)
                if (cells[t] > 0)
                    what += fmt::format("{}{} {}", what.empty() ? ", before: " : ", ",
                                        surface_properties()[t].name, cells[t]);
        } else {
            what = fmt::format(" of {} of {} buildings", std::ranges::count(building, 1), building.size());
        }
        city.rules.push_back(
            fmt::format("{}: {} on {} cells{}", key_of(list, rules, r), rules[r].like, all, what));
    }
}

void warn_of_years(const RuleList& list, const std::vector<Study::MaterialRule>& rules,
                   const Footprints& footprints, LoadedCity& city) {
    if (std::ranges::none_of(rules, &Study::MaterialRule::by_year)) return;
    const std::vector<std::string>& names = city.layers.building_names;
    const auto yearless =
        std::ranges::count_if(names, [&](const std::string& name) { return year_of(footprints, name) == 0; });
    if (yearless > 0)
        city.warnings.push_back(
            fmt::format("materials.{}: {} of {} buildings have no year of construction (bouwjaar); rules by "
                        "year leave them as they are",
                        list.key, yearless, names.size()));
}

void lay(const std::vector<std::int8_t>& materials, const Mask& last, LoadedCity& city) {
    CityLayers& c = city.layers;
    for (std::size_t n = 0; n < last.size(); ++n) {
        if (last[n] == 0) continue;
        c.top_material[n] = materials[last[n] - 1u];
        c.surface_type[n] = std::int8_t(type_of_top(c.top_material[n]));
        c.surface_type_source[n] = std::int8_t(SurfaceTypeSource::laid);
    }
    count_sources(city);
}

}  // namespace

SurfaceType type_of_top(std::int8_t top_material) {
    return top_material < surface_type_count ? SurfaceType(top_material) : SurfaceType::open_paving;
}

void count_sources(LoadedCity& city) {
    std::array<std::size_t, 4> sources{};
    for (const std::int8_t source : city.layers.surface_type_source) ++sources[std::size_t(source)];
    const auto cells = double(city.layers.surface_type_source.size());
    city.share_unknown = double(sources[0]) / cells;
    city.share_measured = double(sources[1]) / cells;
    city.share_inferred = double(sources[2]) / cells;
    city.share_laid = double(sources[3]) / cells;
}

RulePolygons::RulePolygons(const Study& study, const Grid& grid, LoadedCity& city, Problems& problems) {
    for (const RuleList& list : rule_lists())
        for (std::size_t r = 0; r < (study.*list.rules).size(); ++r) {
            const std::filesystem::path& file = (study.*list.rules)[r].polygons;
            if (file.empty() || within_.contains(file)) continue;
            problems.collect([&] {
                const CellsInPolygons cells = cells_in_polygons(
                    key_of(list, study.*list.rules, r) + ".polygons", "materials", file, grid, city);
                Mask& within = within_[file];
                for (const std::int32_t polygon : cells.polygon) within.push_back(polygon >= 0);
            });
        }
}

const Mask* RulePolygons::of(const Study::MaterialRule& rule) const {
    return rule.polygons.empty() ? nullptr : &within_.at(rule.polygons);
}

void give_materials(const Study& study, const RulePolygons& polygons, const Footprints& footprints,
                    LoadedCity& city) {
    CityLayers& c = city.layers;
    Problems problems;
    for (const RuleList& list : rule_lists()) {
        const std::vector<Study::MaterialRule>& rules = study.*list.rules;
        if (rules.empty()) continue;
        const Mask last = last_rules(list, rules, polygons, footprints, !study.edits.empty(), city, problems);
        count(list, rules, last, city);
        warn_of_years(list, rules, footprints, city);
        const bool walls = list.rules == &Study::walls;
        std::vector<std::int8_t> materials;
        for (const Study::MaterialRule& rule : rules)
            materials.push_back(walls ? wall_material_of(rule.like) : top_material_of(rule.like));
        if (walls)
            c.wall_material.assign(last.size(), 0);
        else if (c.top_material.empty())
            c.top_material = c.surface_type;
        if (list.rules == &Study::ground) {
            lay(materials, last, city);
            continue;
        }
        std::vector<std::int8_t>& plane = walls ? c.wall_material : c.top_material;
        for (std::size_t n = 0; n < last.size(); ++n)
            if (last[n] > 0) plane[n] = materials[last[n] - 1u];
    }
    problems.throw_if_any();
}

}  // namespace luwte
