// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/hot_school_days.hpp"
#include "inputs/sites/site_places.hpp"
#include "inputs/study/study.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace luwte {

/// OUT/study.json as it is read (docs/output.md); the file may come from anyone.
struct StudyFile {
    struct Scenario {
        std::string id, name;
    };
    struct Task {
        std::string site, scenario, day, state;
        std::string made_in = {};  ///< site whose city this one has; itself where it has its own
    };
    std::string title, time_zone;
    std::string toml;  ///< the study as read; empty of versions that did not keep it
    std::vector<std::string> days;
    std::vector<SitePlace> places;
    std::vector<Scenario> scenarios;
    Study::Ranking ranking;  ///< without a file of scores
    std::optional<Study::GreenBenefits> green_benefits;
    std::map<std::string, double> hot_school_days;       ///< a year, of scenarios; empty: unknown
    std::vector<double> hot_school_days_of;              ///< the school hours that those are of
    std::map<std::string, double> hot_school_days_2050;  ///< the same around 2050, with
    double hot_school_days_warmer = 0;                   ///< K
    WeatherYears weather_years;                          ///< of all these; count 0: unknown
    SiteScores scores;
    std::map<std::pair<std::string, std::string>, NearRoads> roads;  ///< scenario and site
    std::vector<Task> tasks;
    std::vector<Task> members;  ///< of the ensemble; the scenario is the member

    /// nullptr where the study has no traffic.
    const NearRoads* roads_of(const std::string& scenario, const std::string& site) const;
    /// The site in whose folder a city was computed.
    std::string made_in(const std::string& site, const std::string& scenario) const;
    /// Whether a task of this site, scenario and day is done.
    bool is_done(const std::string& site, const std::string& scenario, const std::string& day) const;
    /// The same of a member of the ensemble.
    bool member_is_done(const std::string& site, const std::string& member, const std::string& day) const;
};

/// A study of scenarios alone has no places.
/// Throws InputError  there is no such file, it is too large, no study.json, or its ids and days would not
///                    make names of files
StudyFile read_study_file(const std::filesystem::path& file);

}  // namespace luwte
