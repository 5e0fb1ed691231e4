// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/roof_rules.hpp"

#include "inputs/study/suggest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

constexpr std::size_t most_rules = 100, most_buildings = 100000;
constexpr int first_year = 1000, last_year = 2100;
const char* const example =
    "for example: roofs = [{ like = \"green_roof\", built_from = 2015 }, { like = \"white_roof\", buildings "
    "= "
    "[\"0503100000018603\"] }]";

struct RuleReader {
    const MaterialProblem& report;
    std::string path;
    bool good = true;

    void problem(const toml::node& node, const std::string& key, const std::string& what, std::string hint) {
        report(node.source(), path, fmt::format("'materials.{}{}' {}", path, key, what), std::move(hint));
        good = false;
    }

    Study::RoofRule read(const toml::table& given) {
        Study::RoofRule rule;
        for (const auto& [name, node] : given) {
            const std::string_view key = name.str();
            if (key == "like")
                rule.like = roof(node);
            else if (key == "built_from")
                rule.built_from = year(node, ".built_from");
            else if (key == "built_before")
                rule.built_before = year(node, ".built_before");
            else if (key == "buildings")
                rule.buildings = buildings(node);
            else
                problem(node, "." + printable(key), "is no key of a rule for roofs",
                        "one of: like, built_from, built_before, buildings");
        }
        if (!given.contains("like")) problem(given, "", "does not say which roof: it lacks `like`", example);
        if (good && rule.built_from >= rule.built_before)
            problem(given, "", "holds no year: built_from has to be before built_before", "");
        return rule;
    }

    std::string roof(const toml::node& node) {
        const std::string like = node.value_exact<std::string>().value_or("");
        const std::vector<std::string> choices = material_choices("building");
        if (std::ranges::find(choices, like) == choices.end())
            problem(node, ".like", "has to name a roof", fmt::format("one of: {}", fmt::join(choices, ", ")));
        return like;
    }
    int year(const toml::node& node, const std::string& key) {
        const std::int64_t value = node.value_exact<std::int64_t>().value_or(0);
        if (value < first_year || value > last_year)
            problem(node, key, fmt::format("has to be a year, {} to {}", first_year, last_year), "");
        return int(std::clamp<std::int64_t>(value, first_year, last_year));
    }
    std::vector<std::string> buildings(const toml::node& node) {
        std::vector<std::string> names;
        const toml::array* list = node.as_array();
        bool texts = list != nullptr && !list->empty() && list->size() <= most_buildings;
        if (texts)
            for (const toml::node& item : *list) {
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
};

}  // namespace

std::vector<Study::RoofRule> read_roof_rules(const toml::node& given, const MaterialProblem& report) {
    std::vector<Study::RoofRule> rules;
    const toml::array* list = given.as_array();
    if (list == nullptr || list->size() > most_rules) {
        report(given.source(), "roofs",
               fmt::format("'materials.roofs' has to be a list of at most {} rules", most_rules), example);
        return rules;
    }
    for (std::size_t n = 0; n < list->size(); ++n) {
        RuleReader reader{report, fmt::format("roofs[{}]", n + 1)};
        const toml::table* table = (*list)[n].as_table();
        if (table == nullptr) {
            reader.problem((*list)[n], "", "has to be a rule in braces", example);
            continue;
        }
        Study::RoofRule rule = reader.read(*table);
        if (reader.good) rules.push_back(std::move(rule));
    }
    return rules;
}

}  // namespace luwte
