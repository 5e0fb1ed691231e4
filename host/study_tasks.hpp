// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/hot_school_days.hpp"
#include "host/run.hpp"
#include "inputs/sites/site_places.hpp"
#include "inputs/study/study.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace luwte {

/// One city of a study over all its days: a run of its own.
struct StudyTask {
    std::string site;      ///< id; empty where the study has no sites
    std::string scenario;  ///< id, or base_id
    Study study;
    RunOptions options;
    std::size_t base = 0;  ///< place in the list of the task that it is compared with; itself = none
    std::vector<std::string> shares;  ///< ids of further sites whose results are the same
    std::string member = {};          ///< of ranking.ensemble; then the scenario is "ensemble/<member>"

    /// "park/base", without sites "base".
    std::string name() const { return site.empty() ? scenario : site + "/" + scenario; }
    bool is_base() const { return scenario == "base"; }
    bool is_member() const { return !member.empty(); }
};

/// Base and scenarios of every city of a study, each base before what is compared with it, and where
/// ranking.ensemble asks for it the members of its ensemble, which are compared with nothing. Results are
/// OUT/<scenario>/<day>.nc, with sites OUT/<site>/<scenario>/<day>.nc; OUT is `options.output` without its
/// ending. Sites without a school to build have one city: the first of them has the tasks. The wind of a
/// city's base serves its scenarios where it is the same.
std::vector<StudyTask> study_tasks(const Study& study, const RunOptions& options);

/// The folder OUT.
std::filesystem::path study_folder(const RunOptions& options);
/// OUT/<site>/<scenario>/<day>.nc of any site of a study, also one that shares its results.
std::filesystem::path result_of(const RunOptions& study_options, const std::string& site,
                                const std::string& scenario, const std::string& day);

/// What the run of a task, or of a site that shares its results, is given as output.
std::filesystem::path output_of_task(const RunOptions& study_options, const Study& study,
                                     const std::string& site, const std::string& scenario);

/// What stands of a task in the folder of `site`, its own or one that shares it, under the names of all
/// others of these: hard links, copies where the file system has none. Results of an earlier run are
/// replaced. Throws RuntimeError
void share_results(const StudyTask& task, const RunOptions& study_options, const std::string& site);

enum class TaskState { waiting, done, failed };

/// OUT/study.json: what a study consists of and how far it is. No times, host names or absolute paths, so
/// that the same study leaves the same bytes.
class StudyIndex {
  public:
    /// Keeps copies of what it needs. `places` is empty without sites.
    StudyIndex(const Study& study, const RunOptions& options, const SitePlaces& places,
               const std::vector<StudyTask>& tasks);

    /// Hot school days a year (host/hot_school_days.hpp) in the weather of a scenario.
    void set_hot_school_days(const std::string& scenario, double per_year) {
        hot_school_days_[scenario] = per_year;
    }
    /// The same with ranking.warmer_2050_k, of scenarios whose air is no warmer or cooler than the file's.
    void set_hot_school_days_2050(const std::string& scenario, double per_year) {
        hot_school_days_2050_[scenario] = per_year;
    }
    /// The years of the weather file that these are of.
    void set_weather_years(const WeatherYears& years) { weather_years_ = years; }
    /// Of each task the first whose heights and crowns are the same, itself where there is none.
    void set_scenes(std::vector<std::size_t> first_of) { scene_of_ = std::move(first_of); }
    /// Of `tasks`, by its place. `error` is said of failed ones.
    void set(std::size_t task, TaskState state, const std::string& error = {});
    std::string text() const;
    std::filesystem::path file() const { return folder_ / "study.json"; }
    /// Throws RuntimeError.
    void write() const;

  private:
    struct Entry {
        std::string site, scenario, member;
        std::size_t task;  ///< that makes or shares it
    };
    struct Done {
        TaskState state = TaskState::waiting;
        std::string error;
    };
    std::filesystem::path folder_;
    Study study_;
    SitePlaces places_;
    std::map<std::string, double> hot_school_days_, hot_school_days_2050_;
    WeatherYears weather_years_;
    std::vector<Entry> entries_;        ///< sites in the study's order, and of each its scenarios
    std::vector<Done> done_;            ///< of each task
    std::vector<std::string> made_in_;  ///< of each task: the site that has the tasks
    std::vector<std::string> names_;    ///< of each task
    std::vector<std::size_t> scene_of_;
};

/// For every task the first of the same key (of heights and crowns); itself without one.
std::vector<std::size_t> first_of_each_key(const std::vector<std::string>& keys);

/// The order in which tasks run: as they stand, but those whose heights and crowns are a task's follow it, so
/// that its sky views serve them; each base stays before what is compared with it.
std::vector<std::size_t> order_of_runs(const std::vector<StudyTask>& tasks,
                                       const std::vector<std::size_t>& scene_of);

/// What a plan says of sites: a line for each.
std::string sites_text(const SitePlaces& places, const std::vector<StudyTask>& tasks);

}  // namespace luwte
