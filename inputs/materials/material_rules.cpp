// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/material_rules.hpp"

#include "inputs/study/study_checks.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

constexpr std::size_t most_rules = 100, most_buildings = 100000;
constexpr int first_year = 1000, last_year = 2100;

/// What can lie on the ground: its surface types that are known, and other grounds.
std::vector<std::string> ground_choices() {
    std::vector<std::string> choices;
    for (int t = 0; t < surface_type_count; ++t)
        if (t != int(SurfaceType::unknown) && t != int(SurfaceType::building))
            choices.emplace_back(surface_properties()[std::size_t(t)].name);
    for (std::string& other : material_choices("open_paving")) choices.push_back(std::move(other));
    return choices;
}

struct RuleReader {
    const RuleList& list;
    const std::filesystem::path& folder;
    const MaterialProblem& report;
    std::string path;
    bool good = true;

    void problem(const toml::node& node, const std::string& key, const std::string& what, std::string hint) {
        report(node.source(), path, fmt::format("'materials.{}{}' {}", path, key, what), std::move(hint));
        good = false;
    }

    Study::MaterialRule read(const toml::table& given) {
        Study::MaterialRule rule;
        for (const auto& [name, node] : given) {
            const std::string_view key = name.str();
            if (std::ranges::find(list.keys, key) == list.keys.end())
                problem(node, "." + printable(key), fmt::format("is no key of a rule for {}", list.key),
                        fmt::format("one of: {}", fmt::join(list.keys, ", ")));
            else if (key == "like")
                rule.like = like(node);
            else if (key == "built_from")
                rule.built_from = year(node, ".built_from");
            else if (key == "built_before")
                rule.built_before = year(node, ".built_before");
            else if (key == "buildings")
                rule.buildings = buildings(node);
            else
                rule.polygons = polygons(node);
        }
        if (!given.contains("like"))
            problem(given, "", fmt::format("does not say which {}: it lacks `like`", list.place),
                    std::string(list.example));
        if (!list.everywhere && !given.contains("polygons"))
            problem(given, "", "does not say where: it lacks `polygons`",
                    fmt::format("{}; for the whole city: [materials.open_paving] and like",
                                std::string(list.example)));
        if (good && rule.built_from >= rule.built_before)
            problem(given, "", "holds no year: built_from has to be before built_before", "");
        return rule;
    }

    std::string like(const toml::node& node) {
        const std::string name = node.value_exact<std::string>().value_or("");
        if (std::ranges::find(list.choices, name) == list.choices.end())
            problem(node, ".like", fmt::format("has to name {}", list.material),
                    fmt::format("one of: {}", fmt::join(list.choices, ", ")));
        return name;
    }
    int year(const toml::node& node, const std::string& key) {
        const std::int64_t value = node.value_exact<std::int64_t>().value_or(0);
        if (value < first_year || value > last_year)
            problem(node, key, fmt::format("has to be a year, {} to {}", first_year, last_year), "");
        return int(std::clamp<std::int64_t>(value, first_year, last_year));
    }
    std::vector<std::string> buildings(const toml::node& node) {
        std::vector<std::string> names;
        const toml::array* given = node.as_array();
        bool texts = given != nullptr && !given->empty() && given->size() <= most_buildings;
        if (texts)
            for (const toml::node& item : *given) {
                names.push_back(item.value_exact<std::string>().value_or(""));
                texts = texts && !names.back().empty();
            }
        if (!texts)
            problem(
                node, ".buildings",
                fmt::format("has to be a list of 1 to {} numbers of buildings, in quotes", most_buildings),
                "for example: buildings = [\"0503100000018603\"]");
        return names;
    }
    std::filesystem::path polygons(const toml::node& node) {
        const auto text = node.value_exact<std::string>();
        if (!text) {
            problem(node, ".polygons", "has to be a path in quotes",
                    "for example: polygons = \"schoolyard.geojson\"");
            return {};
        }
        Problem wrong;
        std::filesystem::path file = resolve_input_path(*text, folder, wrong);
        if (file.empty()) problem(node, ".polygons", "cannot be used: " + wrong.what, wrong.hint);
        return file;
    }
};

}  // namespace

const std::vector<RuleList>& rule_lists() {
    static const std::vector<RuleList> lists = {
        {"roofs",
         "a roof",
         "roof",
         "In [materials] itself: other roofs, by number (BAG) or year of construction (`bouwjaar` of "
         "city.buildings) of their buildings, or within the polygons of a file; all that a rule says has to "
         "hold, and where rules meet the last one counts.",
         "for example: roofs = [{ like = \"green_roof\", built_from = 2015 }, { like = \"white_roof\", "
         "buildings = [\"0503100000018603\"] }]",
         {"like", "built_from", "built_before", "buildings", "polygons"},
         material_choices("building"),
         true,
         &Study::roofs},
        {"walls",
         "a wall",
         "wall",
         "The same of all walls of a building's columns.",
         "for example: walls = [{ like = \"uninsulated_wall\", built_before = 1975 }]",
         {"like", "built_from", "built_before", "buildings", "polygons"},
         material_choices("wall"),
         true,
         &Study::walls},
        {"ground",
         "what can lie on the ground",
         "ground",
         "What lies on the ground within the polygons of a file (any vector format of GDAL, cells by their "
         "centre), buildings left out; it counts as the surface type too, permeable_paving as open_paving.",
         "for example: ground = [{ like = \"grass\", polygons = \"schoolyard.geojson\" }]",
         {"like", "polygons"},
         ground_choices(),
         false,
         &Study::ground},
    };
    return lists;
}

bool is_rule_list(std::string_view key) {
    return std::ranges::any_of(rule_lists(), [&](const RuleList& list) { return list.key == key; });
}

std::vector<Study::MaterialRule> read_material_rules(const RuleList& list, const toml::node& given,
                                                     const std::filesystem::path& folder,
                                                     const MaterialProblem& report) {
    std::vector<Study::MaterialRule> rules;
    const toml::array* array = given.as_array();
    if (array == nullptr || array->size() > most_rules) {
        report(given.source(), std::string(list.key),
               fmt::format("'materials.{}' has to be a list of at most {} rules", list.key, most_rules),
               std::string(list.example));
        return rules;
    }
    for (std::size_t n = 0; n < array->size(); ++n) {
        RuleReader reader{list, folder, report, fmt::format("{}[{}]", list.key, n + 1)};
        const toml::table* table = (*array)[n].as_table();
        if (table == nullptr) {
            reader.problem((*array)[n], "", "has to be a rule in braces", std::string(list.example));
            continue;
        }
        Study::MaterialRule rule = reader.read(*table);
        if (reader.good) rules.push_back(std::move(rule));
    }
    return rules;
}

}  // namespace luwte
