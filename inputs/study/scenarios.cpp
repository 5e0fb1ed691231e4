// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/scenarios.hpp"

#include "inputs/materials/material_rules.hpp"
#include "inputs/study/ensemble.hpp"
#include "inputs/study/suggest.hpp"
#include "inputs/study/table_reader.hpp"
#include "models/city/surface_types.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

constexpr std::size_t most_scenarios = 50, most_edits = 100;
constexpr std::size_t most_names = 100000;
constexpr double most_times = 10;                  ///< 1, of the traffic
constexpr double most_warmer = 10;                 ///< K, either way
constexpr double least_wind = 0.2, most_wind = 3;  ///< 1
constexpr double most_raised = 200;                ///< m, either way
constexpr std::size_t longest_source = 400;

const RuleList& rules_of(std::string_view key) {
    return *std::ranges::find(rule_lists(), key, &RuleList::key);
}

/// Surface types of what lies between buildings.
const std::vector<std::string>& ground_types() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (int type = 0; type < surface_type_count; ++type)
            if (SurfaceType(type) != SurfaceType::building)
                all.emplace_back(surface_properties()[std::size_t(type)].name);
        return all;
    }();
    return names;
}

class ScenarioReader : TableReader {
  public:
    ScenarioReader(const std::filesystem::path& folder, const MaterialProblem& report)
        : TableReader(folder, report,
                      "for example: id = \"felled\", name = \"Trees felled\", edits = [{ action = "
                      "\"remove_trees\", polygons = \"car-park.geojson\" }]") {}

    std::vector<Study::Scenario> read(const toml::node& given) {
        std::vector<Study::Scenario> scenarios;
        each_table(given, "scenario", most_scenarios, [&](const toml::table& table, const std::string& path) {
            Study::Scenario one = scenario(table, path);
            if (std::ranges::find(scenarios, one.id, &Study::Scenario::id) != scenarios.end())
                problem(table, path + ".id", fmt::format("\"{}\" stands twice", one.id),
                        "each scenario has a folder of its own by its id");
            scenarios.push_back(std::move(one));
        });
        return scenarios;
    }

  private:
    Study::Scenario scenario(const toml::table& given, const std::string& path) {
        check_keys(given, path, {"id", "name", "edits"}, "a scenario");
        Study::Scenario out;
        out.id = id(given, path, base_id, "is that of the city as it is");
        if (out.id == ensemble_folder) problem(given, path + ".id", "is that of ranking.ensemble");
        out.name = name(given, path);
        const toml::array* edits = given["edits"].as_array();
        if (edits == nullptr || edits->empty() || edits->size() > most_edits) {
            problem(given, path + ".edits",
                    fmt::format("has to be a list of 1 to {} edits in braces", most_edits), example());
            return out;
        }
        for (std::size_t n = 0; n < edits->size(); ++n) {
            const std::string place = fmt::format("{}.edits[{}]", path, n + 1);
            const toml::table* table = (*edits)[n].as_table();
            if (table == nullptr) {
                problem((*edits)[n], place, "has to be an edit in braces", example());
                continue;
            }
            if (Study::Edit one = edit(*table, place); !one.action.empty()) {
                one.key = fmt::format("scenario {}, edit {} ({})", out.id, n + 1, one.action);
                out.edits.push_back(std::move(one));
            }
        }
        return out;
    }

    Study::Edit edit(const toml::table& given, const std::string& path) {
        Study::Edit out;
        std::vector<std::string> names;
        for (const EditAction& action : edit_actions()) names.emplace_back(action.name);
        const toml::node* action_node = given.get("action");
        const std::string name =
            action_node == nullptr ? "" : action_node->value_exact<std::string>().value_or("");
        const auto action = std::ranges::find(edit_actions(), name, &EditAction::name);
        if (action == edit_actions().end()) {
            const std::string nearest = nearest_name(name, names);
            problem(action_node == nullptr ? given : *action_node, path + ".action",
                    fmt::format("has to be one of: {}", fmt::join(names, ", ")),
                    nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest));
            return out;
        }
        out.action = name;
        for (const std::string_view key : action->required)
            if (!given.contains(key))
                problem(given, fmt::format("{}.{}", path, key), "is missing",
                        fmt::format("{} needs it: {}", name, action->about));
        if (action->one_of &&
            std::ranges::none_of(action->optional, [&](std::string_view key) { return given.contains(key); }))
            problem(given, path,
                    fmt::format("does not say {}: it lacks {}", action->name == "weather" ? "what" : "where",
                                fmt::join(action->optional, " or ")),
                    std::string(action->about));
        for (const auto& [key_name, node] : given) {
            const std::string_view key = key_name.str();
            if (key == "action") continue;
            if (std::ranges::find(action->required, key) == action->required.end() &&
                std::ranges::find(action->optional, key) == action->optional.end())
                problem(node, path + "." + printable(key), fmt::format("is no key of {}", name),
                        fmt::format("{}: {}", name, action->about));
            else
                take(*action, key, node, path + "." + std::string(key), out);
        }
        return out;
    }

    void take(const EditAction& action, std::string_view key, const toml::node& node, const std::string& path,
              Study::Edit& out) {
        if (key == "height_m") {
            out.height_m = node.value<double>().value_or(0);
            if (!node.is_number() || !(out.height_m >= lowest_building && out.height_m <= highest_building))
                problem(node, path,
                        fmt::format("has to be a number, {} to {}", lowest_building, highest_building));
        } else if (key == "like") {
            out.like = node.value_exact<std::string>().value_or("");
            if (std::ranges::find(action.like, out.like) == action.like.end()) {
                const std::string nearest = nearest_name(out.like, action.like);
                problem(node, path, fmt::format("has to be one of: {}", fmt::join(action.like, ", ")),
                        nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest));
            }
        } else if (key == "by_m") {
            number(node, path, -most_raised, most_raised, out.by_m);
        } else if (key == "warmer_k") {
            number(node, path, -most_warmer, most_warmer, out.warmer_k);
        } else if (key == "wind_times") {
            number(node, path, least_wind, most_wind, out.wind_times);
        } else if (key == "source") {
            out.source = node.value_exact<std::string>().value_or("");
            if (out.source.empty() || out.source.size() > longest_source)
                problem(node, path, fmt::format("has to be a text of 1 to {} characters", longest_source),
                        "it stands in the result: where the change comes from");
        } else if (key == "instead_of") {
            out.instead_of = texts(node, path, "has to be a list of surface types, in quotes",
                                   "for example: instead_of = [\"closed_paving\", \"open_paving\"]");
            for (const std::string& type : out.instead_of)
                if (const auto& all = ground_types(); std::ranges::find(all, type) == all.end()) {
                    const std::string nearest = nearest_name(type, all);
                    problem(node, path, fmt::format("has to hold some of: {}", fmt::join(all, ", ")),
                            nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest));
                }
        } else if (key == "buildings") {
            out.buildings = texts(node, path, "has to be a list of numbers of buildings, in quotes",
                                  "for example: buildings = [\"0503100000018603\"]");
        } else if (key == "roads") {
            out.roads = texts(node, path, "has to be a list of identifications of road segments, in quotes",
                              "for example: roads = [\"123456\"], `identificatie` of city.roads");
        } else if (key == "times") {
            out.times = node.value<double>().value_or(-1);
            if (!node.is_number() || !(out.times >= 0 && out.times <= most_times))
                problem(node, path, fmt::format("has to be a number, 0 to {}", most_times));
        } else {
            (key == "trees" ? out.trees : out.polygons) = file(node, path);
        }
    }

    void number(const toml::node& node, const std::string& path, double least, double most, double& out) {
        out = node.value<double>().value_or(least - 1);
        if (!node.is_number() || !(out >= least && out <= most))
            problem(node, path, fmt::format("has to be a number, {:g} to {:g}", least, most));
    }

    std::vector<std::string> texts(const toml::node& node, const std::string& path, const std::string& wrong,
                                   const std::string& hint) {
        std::vector<std::string> out;
        const toml::array* given = node.as_array();
        bool good = given != nullptr && !given->empty() && given->size() <= most_names;
        if (good)
            for (const toml::node& item : *given) {
                out.push_back(item.value_exact<std::string>().value_or(""));
                good = good && !out.back().empty();
            }
        if (!good) problem(node, path, wrong, hint);
        return out;
    }
};

}  // namespace

const std::vector<EditAction>& edit_actions() {
    static const std::vector<EditAction> actions = {
        {"remove_trees", "crowns whose cells lie within `polygons` go", {"polygons"}, {}},
        {"plant_trees",
         "crowns of the file `trees`, as city.trees, stand beside those that are there",
         {"trees"},
         {}},
        {"remove_buildings",
         "buildings within `polygons`, or those of the list `buildings` (BAG numbers; with both, those of "
         "the "
         "list within the polygons), become ground of `like`",
         {"like"},
         {"polygons", "buildings"},
         true,
         rules_of("ground").choices},
        {"add_building",
         "each polygon of `polygons` becomes a building with a flat roof `height_m` above the ground it "
         "stands "
         "on; trees there go",
         {"polygons", "height_m"},
         {}},
        {"raise_buildings",
         "buildings within `polygons`, or those of the list `buildings`, become `by_m` higher, or lower "
         "where "
         "that is negative, but no lower than 2 m",
         {"by_m"},
         {"polygons", "buildings"},
         true},
        {"ground",
         "what lies between buildings within `polygons`, or everywhere what is one of the surface types "
         "`instead_of` (with both, those within the polygons), becomes `like`",
         {"like"},
         {"polygons", "instead_of"},
         true,
         rules_of("ground").choices},
        {"roofs",
         "roofs become `like`: of all buildings, or within `polygons`, or of the list `buildings`",
         {"like"},
         {"polygons", "buildings"},
         false,
         rules_of("roofs").choices},
        {"weather",
         "every hour is `warmer_k` warmer, with the relative humidity that it has, and the wind blows "
         "`wind_times` as hard; `source` says where that comes from, such as a climate scenario",
         {"source"},
         {"warmer_k", "wind_times"},
         true},
        {"traffic",
         "the segments `roads` of city.roads have `times` as many vehicles: 0 closes them; with [air]",
         {"roads", "times"},
         {}},
    };
    return actions;
}

std::vector<Study::Scenario> read_scenarios(const toml::node& given, const std::filesystem::path& folder,
                                            const MaterialProblem& report) {
    return ScenarioReader(folder, report).read(given);
}

Study study_of(const Study& study, const Study::Scenario& scenario) {
    Study out = study;
    out.scenarios.clear();
    out.edits = scenario.edits;
    out.title = study.title.empty() ? scenario.name : study.title + ": " + scenario.name;
    for (const Study::Edit& edit : scenario.edits) {
        Study::MaterialRule rule;
        rule.label = edit.key;
        rule.like = edit.like, rule.polygons = edit.polygons, rule.buildings = edit.buildings;
        rule.instead_of = edit.instead_of;
        if (edit.action == "weather") {
            out.weather.warmer_k += edit.warmer_k, out.weather.wind_times *= edit.wind_times;
            out.weather.changed_source += (out.weather.changed_source.empty() ? "" : "; ") + edit.source;
        }
        if (edit.action == "ground") out.ground.push_back(rule);
        if (edit.action == "roofs") out.roofs.push_back(rule);
    }
    return out;
}

std::string scenario_text() {
    std::string text =
        "[[scenario]], any number of them: the city with edits, computed beside the city as it is. Each has "
        "`id` "
        "(a folder's name: a to z, 0 to 9, -), `name` and `edits`, a list in the order in which they are "
        "made: "
        "{ action = \"remove_trees\", polygons = \"car-park.geojson\" }. Polygons stand in any vector format "
        "of "
        "GDAL and take cells by their centre. Actions:";
    for (const EditAction& action : edit_actions())
        text += fmt::format(" {}: {};", action.name, action.about);
    text.back() = '.';
    return text + fmt::format(" `like` of ground: {}; of roofs: {}.",
                              fmt::join(rules_of("ground").choices, ", "),
                              fmt::join(rules_of("roofs").choices, ", "));
}

}  // namespace luwte
