// SPDX-License-Identifier: Apache-2.0
#include "host/study_tasks.hpp"

#include "host/green_settings.hpp"
#include "host/hot_school_days.hpp"
#include "host/output/part_file.hpp"
#include "host/output/run_metadata.hpp"
#include "inputs/study/ensemble.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/sites.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// OUT/<site>/<scenario>: its days, wind and air stand in it or beside it.
fs::path stem_of(const fs::path& folder, const std::string& site, const std::string& scenario) {
    return site.empty() ? folder / scenario : folder / site / scenario;
}

/// A link to one file, or a copy of it.
void share_file(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (fs::equivalent(from, to, error)) return;
    PartFile part(to);  // a name that is replaced when the file is whole
    fs::remove(part.part(), error);
    fs::create_hard_link(from, part.part(), error);
    if (error) {
        error.clear();
        fs::copy_file(from, part.part(), fs::copy_options::overwrite_existing, error);
    }
    if (error)
        throw RuntimeError(
            fmt::format("{}: it cannot be shared as {}: {}", from.string(), to.string(), error.message()));
    part.commit();
}

/// Whether a run makes files of such a name: "2019-07-25.png", "2019-07-25.maps", maps within it.
bool is_of_a_run(const std::string& name) {
    const auto digits = [&](std::size_t at, std::size_t count) {
        return std::all_of(name.begin() + std::ptrdiff_t(at), name.begin() + std::ptrdiff_t(at + count),
                           [](char c) { return c >= '0' && c <= '9'; });
    };
    return name.ends_with(".tif") || (name.size() > 11 && name[10] == '.' && name[4] == '-' &&
                                      name[7] == '-' && digits(0, 4) && digits(5, 2) && digits(8, 2));
}

void share_all(const fs::path& from, const fs::path& to) {
    if (!fs::is_directory(from)) return share_file(from, to);
    std::error_code error;
    // What an earlier run left there and this one did not make; what a person put there stays.
    if (fs::is_directory(to, error))
        for (const auto& entry : fs::directory_iterator(to))
            if (!fs::exists(from / entry.path().filename(), error) &&
                is_of_a_run(entry.path().filename().string()))
                fs::remove_all(entry.path(), error);
    error.clear();
    fs::create_directories(to, error);
    if (error)
        throw RuntimeError(fmt::format("{}: cannot make the folder: {}", to.string(), error.message()));
    // Manifests first: until the files that they name are there too, the share counts as begun.
    for (const bool manifests : {true, false})
        for (const auto& entry : fs::directory_iterator(from))
            if (const std::string name = entry.path().filename().string();
                !name.starts_with('.') && name.ends_with(".run.json") == manifests)  // not locks
                share_all(entry.path(), to / name);
}

Json ranking_json(const Study& study, const SitePlaces& places) {
    Json weights = Json::object(), scores = Json::array();
    for (const auto& [name, weight] : study.ranking.weights) weights[name] = weight;
    for (std::size_t n = 0; n < places.scores.indicators.size(); ++n) {
        const Indicator& one = places.scores.indicators[n];
        Json score{{"id", one.id}, {"unit", one.unit}, {"values", places.scores.values[n]}};
        if (one.scores()) score["good"] = one.good, score["bad"] = one.bad;
        scores.push_back(std::move(score));
    }
    return {{"school_h", study.ranking.school_h},
            {"breaks_h", study.ranking.breaks_h},
            {"weights", std::move(weights)},
            {"warmer_2050_k", study.ranking.warmer_2050_k},
            {"warmer_2050_source", study.ranking.warmer_2050_source},
            {"scores", std::move(scores)}};
}

/// Of each scenario and site the nearest busy roads; empty where there is no traffic.
Json roads_json(const Study& study, const SitePlaces& places) {
    Json list = Json::array();
    const auto road_json = [](const std::optional<NearRoad>& road) -> Json {
        if (!road) return nullptr;
        return {{"distance_m", std::round(10 * road->distance) / 10},
                {"segment", road->segment},
                {"street", road->street},
                {"vehicles_per_day", std::round(road->vehicles)}};
    };
    for (std::size_t s = 0; s < places.roads.size(); ++s)
        for (std::size_t n = 0; n < places.places.size(); ++n)
            list.push_back({{"site", places.places[n].id},
                            {"scenario", s == 0 ? std::string(base_id) : study.scenarios[s - 1].id},
                            {"busy", road_json(places.roads[s][n].busy)},
                            {"open", road_json(places.roads[s][n].open)}});
    return list;
}

}  // namespace

fs::path study_folder(const RunOptions& options) { return fs::path(options.output).replace_extension(); }

fs::path result_of(const RunOptions& study_options, const std::string& site, const std::string& scenario,
                   const std::string& day) {
    return stem_of(study_folder(study_options), site, scenario) / (day + ".nc");
}

fs::path output_of_task(const RunOptions& study_options, const Study& study, const std::string& site,
                        const std::string& scenario) {
    const std::vector<std::string>& days = study.weather.days;
    if (days.size() == 1) return result_of(study_options, site, scenario, days.front());
    return stem_of(study_folder(study_options), site, scenario) += ".nc";
}

std::vector<StudyTask> study_tasks(const Study& study, const RunOptions& options) {
    std::vector<StudyTask> tasks;
    const auto add_city = [&](const std::string& site, const Study& city,
                              const std::vector<std::string>& shares) {
        const std::size_t base = tasks.size();
        const auto add = [&](const std::string& scenario, Study of_task) {
            RunOptions own = options;
            own.output = output_of_task(options, study, site, scenario);
            if (tasks.size() > base) own.wind_beside = tasks[base].options.output;
            tasks.push_back({site, scenario, std::move(of_task), std::move(own), base, shares});
        };
        Study as_it_is = city;
        as_it_is.scenarios.clear();
        add(std::string(base_id), std::move(as_it_is));
        for (const Study::Scenario& scenario : city.scenarios) add(scenario.id, study_of(city, scenario));
        if (!study.ranking.ensemble || study.sites.empty()) return;
        for (const EnsembleMember& member : ensemble_members()) {
            add(fmt::format("{}/{}", ensemble_folder, member.id), study_of(tasks[base].study, member));
            tasks.back().base = tasks.size() - 1;
            tasks.back().member = member.id;
        }
    };
    if (study.sites.empty()) add_city({}, study, {});
    bool common = false;
    for (const Study::Site& site : study.sites) {
        if (has_own_city(site)) {
            add_city(site.id, study_of(study, site), {});
            continue;
        }
        std::vector<std::string> shares;
        for (const Study::Site& other : study.sites)
            if (!has_own_city(other) && other.id != site.id) shares.push_back(other.id);
        if (!common) add_city(site.id, study_of(study, site), shares);
        common = true;
    }
    return tasks;
}

void share_results(const StudyTask& task, const RunOptions& study_options, const std::string& site) {
    const fs::path made = stem_of(study_folder(study_options), site, task.scenario);
    const std::string stem = made.filename().string();
    std::vector<std::string> others = task.shares;
    others.insert(others.begin(), task.site);
    for (const std::string& other : others) {
        if (other == site) continue;
        const fs::path folder = stem_of(study_folder(study_options), other, task.scenario).parent_path();
        // The folder of days, and what stands beside it: wind and air of several days.
        for (const auto& entry : fs::directory_iterator(made.parent_path()))
            if (const std::string name = entry.path().filename().string();
                name == stem || name.starts_with(stem + "."))
                share_all(entry.path(), folder / name);
    }
}

StudyIndex::StudyIndex(const Study& study, const RunOptions& options, const SitePlaces& places,
                       const std::vector<StudyTask>& tasks)
    : folder_(study_folder(options)), study_(study), places_(places), done_(tasks.size()) {
    for (const StudyTask& task : tasks) made_in_.push_back(task.site), names_.push_back(task.name());
    std::vector<std::string> sites;
    for (const Study::Site& site : study.sites) sites.push_back(site.id);
    if (sites.empty()) sites.emplace_back();
    for (const std::string& site : sites)
        for (std::size_t n = 0; n < tasks.size(); ++n)
            if (tasks[n].site == site || std::ranges::find(tasks[n].shares, site) != tasks[n].shares.end())
                entries_.push_back({site, tasks[n].scenario, tasks[n].member, n});
}

void StudyIndex::set(std::size_t task, TaskState state, const std::string& error) {
    done_[task] = {state, error};
}

std::string StudyIndex::text() const {
    Json json;
    json["format_name"] = "luwte-study";
    json["format_version"] = {1, 0};
    json["title"] = study_.title;
    json["program"] = "luwte " LUWTE_VERSION;
    json["crs"] = study_.area.crs;
    json["time_zone"] = study_.time_zone;
    json["days"] = study_.weather.days;
    json["sites"] = Json::array();
    for (std::size_t n = 0; n < places_.places.size(); ++n) {
        const SitePlace& place = places_.places[n];
        Json site{{"id", place.id},
                  {"name", place.name},
                  {"yard_area_m2", std::round(10 * place.yard_area) / 10},
                  {"yard_wkt", place.yard}};
        if (!place.building.empty()) site["building_wkt"] = place.building;
        if (has_own_city(study_.sites[n])) site["built_height_m"] = study_.sites[n].building_height_m;
        json["sites"].push_back(std::move(site));
    }
    json["site_files"] = Json::array();
    for (const InputRecord& r : places_.records)
        json["site_files"].push_back({{"role", r.role},
                                      {"path", without_absolute_paths(r.path)},
                                      {"size_bytes", r.size_bytes},
                                      {"sha256", r.sha256},
                                      {"crs", r.crs}});
    json["scenarios"] = Json::array({{{"id", base_id}, {"name", "The city as it is"}}});
    for (const Study::Scenario& s : study_.scenarios)
        json["scenarios"].push_back({{"id", s.id}, {"name", s.name}});
    if (!study_.sites.empty()) {
        json["ranking"] = ranking_json(study_, places_);
        json["roads"] = roads_json(study_, places_);
    }
    if (!hot_school_days_.empty())
        json["hot_school_days"] = {{"limit_degc", hot_school_day_degc},
                                   {"school_h", study_.ranking.school_h},
                                   {"per_year", hot_school_days_},
                                   {"per_year_2050", hot_school_days_2050_},
                                   {"weather_years", {weather_years_.first, weather_years_.last}},
                                   {"weather_years_of_hours", std::round(10 * weather_years_.count) / 10}};
    if (study_.green_benefits.asked) json["green_benefits"] = green_settings_json(study_.green_benefits);
    json["study_toml"] = without_absolute_paths(study_.text);
    json["tasks"] = Json::array();
    if (study_.ranking.ensemble && !study_.sites.empty()) json["ensemble"] = Json::array();
    for (const Entry& entry : entries_)
        for (const std::string& day : study_.weather.days) {
            const auto relative = [&](const std::string& site) {
                return stem_of({}, site, entry.scenario).generic_string() + "/" + day + ".nc";
            };
            const Done& done = done_[entry.task];
            Json task;
            if (!entry.site.empty()) task["site"] = entry.site;
            if (entry.member.empty())
                task["scenario"] = entry.scenario;
            else
                task["member"] = entry.member;
            task["day"] = day;
            task["result"] = relative(entry.site);
            task["state"] = done.state == TaskState::waiting ? "waiting"
                            : done.state == TaskState::done  ? "done"
                                                             : "failed";
            if (made_in_[entry.task] != entry.site) task["shared_with"] = relative(made_in_[entry.task]);
            if (!scene_of_.empty() && scene_of_[entry.task] != entry.task)
                task["sky_views_of"] = names_[scene_of_[entry.task]];
            if (!done.error.empty()) task["error"] = without_absolute_paths(done.error);
            json[entry.member.empty() ? "tasks" : "ensemble"].push_back(std::move(task));
        }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void StudyIndex::write() const { write_whole_file(file(), text()); }

std::vector<std::size_t> first_of_each_key(const std::vector<std::string>& keys) {
    std::vector<std::size_t> first;
    for (const std::string& key : keys)
        first.push_back(key.empty() ? first.size()
                                    : std::size_t(std::ranges::find(keys, key) - keys.begin()));
    return first;
}

std::vector<std::size_t> order_of_runs(const std::vector<StudyTask>& tasks,
                                       const std::vector<std::size_t>& scene_of) {
    std::vector<std::size_t> order;
    std::vector<bool> placed(tasks.size(), false);
    const auto place = [&](std::size_t n) {
        if (!placed[n]) order.push_back(n);
        placed[n] = true;
    };
    for (std::size_t n = 0; n < tasks.size(); ++n) {
        if (placed[n]) continue;
        place(n);
        for (std::size_t m = n + 1; m < tasks.size(); ++m)
            if (scene_of[m] == scene_of[n] && (placed[tasks[m].base] || tasks[m].base == m)) place(m);
    }
    return order;
}

std::string sites_text(const SitePlaces& places, const std::vector<StudyTask>& tasks) {
    std::string text;
    for (const SitePlace& place : places.places) {
        text += fmt::format("site {} ({}): yard of {:.0f} m2{}", place.id, printable(place.name, 200),
                            place.yard_area, place.building.empty() ? "" : ", with a building");
        for (const StudyTask& task : tasks) {
            if (task.site == place.id && !task.study.edits.empty() && task.is_base())
                text += fmt::format(" of {:g} m that is built", task.study.edits.back().height_m);
            if (task.is_base() && std::ranges::find(task.shares, place.id) != task.shares.end())
                text += fmt::format("; the city is that of site {}: computed once", task.site);
        }
        text += "\n";
    }
    return text;
}

}  // namespace luwte
