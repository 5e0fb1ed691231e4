// SPDX-License-Identifier: Apache-2.0
#include "host/study_file.hpp"

#include "host/green_settings.hpp"
#include "inputs/study/study_checks.hpp"
#include "inputs/study/suggest.hpp"
#include "inputs/study/table_reader.hpp"
#include "inputs/text/text_file.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using AnyJson = nlohmann::json;

constexpr std::uintmax_t largest_file = 256 << 20;  ///< bytes; polygons of 50 sites
constexpr std::size_t most_entries = 100000;

constexpr const char* name_letters = "abcdefghijklmnopqrstuvwxyz0123456789_-";

class FileReader {
  public:
    explicit FileReader(const fs::path& file) : shown_(printable(file.string(), 300)) {
        std::error_code error;
        if (!fs::is_regular_file(file, error))
            refuse("there is no such file", "name the folder that `luwte run` made of a study with sites");
        if (fs::file_size(file, error) > largest_file) refuse("is larger than 256 MiB");
        std::ifstream stream(file, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        json_ = AnyJson::parse(text.str(), nullptr, false);
        if (!json_.is_object() || json_.value("format_name", AnyJson()) != "luwte-study")
            refuse("is no study.json of Luwte");
    }

    StudyFile read() {
        try {
            take();
        } catch (const AnyJson::exception& e) {
            refuse("is damaged: " + printable(e.what(), 200));
        }
        return std::move(out_);
    }

  private:
    [[noreturn]] void refuse(const std::string& what, const std::string& hint = {}) const {
        throw InputError(shown_, what, hint);
    }
    std::string id_of(const AnyJson& of, const char* key) const {
        const auto id = of.at(key).get<std::string>();
        if (!is_id(id)) refuse(fmt::format("'{}' is no id of a site or scenario", printable(id, 60)));
        return id;
    }
    const AnyJson& list(const AnyJson& of, const char* key) const {
        const AnyJson& found = of.at(key);
        if (!found.is_array() || found.size() > most_entries)
            refuse(fmt::format("'{}' is no list of at most {}", key, most_entries));
        return found;
    }

    void take() {
        out_.title = json_.at("title").get<std::string>();
        out_.toml = json_.value("study_toml", "");
        out_.time_zone = json_.at("time_zone").get<std::string>();
        for (const AnyJson& day : list(json_, "days")) {
            out_.days.push_back(day.get<std::string>());
            if (const std::string wrong = check_date(out_.days.back()); !wrong.empty())
                refuse("a day " + wrong);
        }
        for (const AnyJson& site : list(json_, "sites"))
            out_.places.push_back({id_of(site, "id"), site.at("name").get<std::string>(),
                                   site.at("yard_wkt").get<std::string>(), site.value("building_wkt", ""),
                                   site.at("yard_area_m2").get<double>()});
        for (const AnyJson& scenario : list(json_, "scenarios"))
            out_.scenarios.push_back({id_of(scenario, "id"), scenario.at("name").get<std::string>()});
        for (const AnyJson& task : list(json_, "tasks")) {
            const std::string site = task.contains("site") ? id_of(task, "site") : "";
            const std::string shared = task.value("shared_with", "");  // "park/base/2019-07-25.nc"
            out_.tasks.push_back({site, id_of(task, "scenario"), task.at("day").get<std::string>(),
                                  task.at("state").get<std::string>(),
                                  shared.empty() ? site : shared.substr(0, shared.find('/'))});
        }
        if (json_.contains("ensemble"))
            for (const AnyJson& task : list(json_, "ensemble"))
                out_.members.push_back({id_of(task, "site"), id_of(task, "member"),
                                        task.at("day").get<std::string>(),
                                        task.at("state").get<std::string>()});
        if (json_.contains("green_benefits"))
            out_.green_benefits = green_settings_of(json_.at("green_benefits"), shown_);
        if (json_.contains("hot_school_days")) {
            const AnyJson& days = json_.at("hot_school_days");
            out_.hot_school_days = days.at("per_year").get<std::map<std::string, double>>();
            out_.hot_school_days_of = days.at("school_h").get<std::vector<double>>();
            if (days.contains("weather_years"))
                out_.weather_years = {days.at("weather_years").at(0).get<int>(),
                                      days.at("weather_years").at(1).get<int>(),
                                      days.at("weather_years_of_hours").get<double>()};
            if (days.contains("per_year_2050"))
                out_.hot_school_days_2050 = days.at("per_year_2050").get<std::map<std::string, double>>();
        }
        if (out_.places.empty()) return;
        take_ranking(json_.at("ranking"));
        for (const AnyJson& entry : list(json_, "roads"))
            out_.roads[{id_of(entry, "scenario"), id_of(entry, "site")}] = {road_of(entry.at("busy")),
                                                                            road_of(entry.at("open"))};
    }

    static std::optional<NearRoad> road_of(const AnyJson& road) {
        if (road.is_null()) return {};
        return NearRoad{road.at("distance_m").get<double>(), road.at("segment").get<std::string>(),
                        road.at("street").get<std::string>(), road.at("vehicles_per_day").get<double>()};
    }

    void take_ranking(const AnyJson& ranking) {
        out_.ranking.school_h = ranking.at("school_h").get<std::vector<double>>();
        out_.ranking.breaks_h = ranking.at("breaks_h").get<std::vector<double>>();
        out_.ranking.weights = ranking.at("weights").get<std::map<std::string, double>>();
        out_.hot_school_days_warmer = out_.ranking.warmer_2050_k = ranking.value("warmer_2050_k", 0.0);
        out_.ranking.warmer_2050_source = text::plain(ranking.value("warmer_2050_source", ""));
        for (const AnyJson& score : list(ranking, "scores")) {
            Indicator one;
            one.id = score.at("id").get<std::string>(), one.group = "imported";
            one.unit = text::plain(score.at("unit").get<std::string>());
            one.name = {one.id, one.id};
            one.good = score.value("good", Indicator::none), one.bad = score.value("bad", Indicator::none);
            if (one.id.empty() || one.id.find_first_not_of(name_letters) != one.id.npos)
                refuse(fmt::format("'{}' is no name of a score", printable(one.id, 60)));
            if (one.good == one.bad)
                refuse(fmt::format("good and bad of the score '{}' are the same", one.id));
            one.source = {"imported scores", "ingelezen scores"};
            one.status = {"as imported, not checked", "zoals ingelezen, niet nagegaan"};
            one.decimals = 2;
            out_.scores.indicators.push_back(std::move(one));
            out_.scores.values.push_back(score.at("values").get<std::map<std::string, double>>());
        }
    }

    std::string shown_;
    AnyJson json_;
    StudyFile out_;
};

}  // namespace

const NearRoads* StudyFile::roads_of(const std::string& scenario, const std::string& site) const {
    const auto found = roads.find({scenario, site});
    return found == roads.end() ? nullptr : &found->second;
}

std::string StudyFile::made_in(const std::string& site, const std::string& scenario) const {
    const auto found = std::ranges::find_if(
        tasks, [&](const Task& task) { return task.site == site && task.scenario == scenario; });
    return found == tasks.end() ? site : found->made_in;
}

namespace {
bool has_done(const std::vector<StudyFile::Task>& tasks, const std::string& site, const std::string& scenario,
              const std::string& day) {
    return std::ranges::any_of(tasks, [&](const StudyFile::Task& task) {
        return task.site == site && task.scenario == scenario && task.day == day && task.state == "done";
    });
}
}  // namespace

bool StudyFile::is_done(const std::string& site, const std::string& scenario, const std::string& day) const {
    return has_done(tasks, site, scenario, day);
}

bool StudyFile::member_is_done(const std::string& site, const std::string& member,
                               const std::string& day) const {
    return has_done(members, site, member, day);
}

StudyFile read_study_file(const fs::path& file) { return FileReader(file).read(); }

}  // namespace luwte
