// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/study_file.hpp"
#include "models/green/green_model.hpp"
#include "models/ranking/indicators.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// One plan beside the city as it is.
struct GreenPlan {
    /// What Luwte computes of the same plan by its own physics: plan less present, mean of open ground.
    struct Physical {
        std::string id, unit;
        TwoTexts name;
        double change = 0;
    };
    std::string site, scenario, name;  ///< ids; the scenario's name
    TwoTexts unknown;                  ///< why nothing is known of it; empty where something is
    GreenState present;
    GreenChange change;
    std::vector<Physical> beside;
};

/// Benefits of green of a study's plans after RIVM's rules (docs/models/green_benefits.md).
struct GreenBenefitsOfStudy {
    Study::GreenBenefits settings;
    double area = 0;                   ///< m2; 0 where no result is there
    std::vector<TwoTexts> statements;  ///< what holds for all numbers, what lies outside RIVM's limits
    std::vector<GreenPlan> plans;      ///< of each city and scenario

    /// The plan of a site, or of the site whose city it shares; nullptr where there is none.
    const GreenPlan* plan_of(const StudyFile& study, const std::string& site,
                             const std::string& scenario) const;
};

/// What is said of an area [m2] smaller or larger than RIVM's planner is meant for; nothing of others.
std::optional<TwoTexts> green_area_outside_limits(double area);

/// The same as a cell of a table: "within", "OUTSIDE: less than 20000 m2"; empty of no area.
std::string green_limits_word(double area);

/// Reads the results that study.json names; nothing where the study has no [green_benefits].
/// Throws InputError  a result that cannot be read, columns of more than 5 m
std::optional<GreenBenefitsOfStudy> green_benefits_of(const StudyFile& study,
                                                      const std::filesystem::path& folder);

/// OUT/green_benefits.csv and .json, the same bytes for the same study. Throws RuntimeError.
std::vector<std::filesystem::path> write_green_benefits(const GreenBenefitsOfStudy& benefits,
                                                        const std::filesystem::path& folder);
std::string green_benefits_csv(const GreenBenefitsOfStudy& benefits);
std::string green_benefits_json(const GreenBenefitsOfStudy& benefits);

}  // namespace luwte
