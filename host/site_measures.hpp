// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/result_reader.hpp"
#include "inputs/sites/site_places.hpp"
#include "inputs/study/study.hpp"
#include "models/ranking/ranking.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// One step of a result, local hours; the last may end after 24.
struct StepHours {
    double begin_h = 0, length_h = 0;
};

/// Values of a field on the cells of a yard; steps that nobody asked for are empty.
struct YardSteps {
    std::vector<StepHours> hours;
    std::vector<std::vector<float>> values;  ///< [step][cell]
};

/// Time-weighted mean of every cell between two local hours; empty where steps do not cover all of it.
std::vector<double> window_mean(const YardSteps& steps,
                                const std::vector<std::pair<double, double>>& windows);
/// Hours between two local hours whose mean over the yard is above a limit; nothing where steps are missing.
std::optional<double> hours_above(const YardSteps& steps, double from_h, double to_h, double limit);
/// Of numbers without NaN; nothing where there are none.
std::optional<double> mean_of(const std::vector<double>& values);
std::optional<double> quantile_of(std::vector<double> values, double share);  ///< nearest rank
std::optional<double> share_above(const std::vector<double>& values, double limit);

/// How far it is from some cells to the nearest patch of a mask: parts that touch at an edge and have
/// together at least `least_area` [m2].
struct PatchDistance {
    std::optional<double> patch;  ///< m between middles of cells, 0 where they lie in it; nothing: none
    double rim = 0;               ///< m to the nearest cell beyond the grid
};
PatchDistance distance_to_patch(const std::vector<bool>& mask, const Grid& grid,
                                const std::vector<std::int32_t>& from, double least_area);

/// Share of the cells of a circle that lie in a mask, and which part of the circle the grid holds.
struct CircleShare {
    double share = 0, seen = 0;
};
CircleShare share_in_circle(const std::vector<bool>& mask, const Grid& grid, double x, double y,
                            double radius);

/// The value of an indicator, or why it is unknown; `note` may also say what a value leaves out.
struct Measure {
    std::optional<Estimate> value;  ///< its range is what sites are compared by
    TwoTexts note;
    /// Where an error that all sites share widens the range: what the value may be; else the same.
    std::optional<Estimate> alone = {};

    const Estimate& shown() const { return alone ? *alone : *value; }
};
using Measures = std::map<std::string, Measure>;  ///< by id of the indicator

/// What one result says of a site (docs/models/ranking.md, 9 to 16): cells by their middle; the yard is the
/// open ground inside its polygon, the facade the open cells beside the building's.
Measures measure_site(const ResultReader& result, const SitePlace& place, const Study::Ranking& settings,
                      const std::string& time_zone);

/// What traffic says of a site; `roads` is null where the study has none.
void measure_roads(const NearRoads* roads, Measures& measures);

/// The mean of several days; unknown where one of them is.
Measures mean_of_days(const std::vector<Measures>& days);

}  // namespace luwte
