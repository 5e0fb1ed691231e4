// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/run.hpp"
#include "host/run_inputs.hpp"
#include "host/wind_run.hpp"

#include <string>
#include <vector>

namespace luwte {

/// Yearly means of a study's pollutants by its own dispersion (docs/models/dispersion.md, in a run):
/// exploratory, not for permit tests.
struct StreetDispersion {
    struct Map {
        std::string name;       ///< in the field catalogue
        Field2D<float> values;  ///< ug m-3, NaN on buildings, host memory   [ny, nx]
    };
    std::vector<Map> maps;           ///< of each pollutant all of it, then what roads add
    std::vector<AirColumn> columns;  ///< of each receptor, beside SRM1's
    std::string subtitle;            ///< of a picture: what hours, whose roads
    double begin_s = 0, end_s = 0;   ///< s since 1970, UTC, of the hours
    std::vector<std::string> headlines, warnings, rules;

    const Field2D<float>* find(std::string_view name) const;  ///< nullptr where there is none
};

/// Steps of progress: one a sector and substance.
int street_dispersion_steps(const Study& study, const RunInputs& inputs);

/// Streets of the study as sources on its wind grid. Throws InputError: docs of LineSources.
LineSources street_sources(const Study& study, const CityLayers& layers, const WindLayout& layout,
                           double leaf_area_share, const std::vector<RoadSegment>& roads);

/// One solve a sector and substance in the stored flows, one sector in memory at a time.
/// Throws  InputError   a flow cannot be read, or no hour has a wind speed
///         Interrupted
StreetDispersion street_dispersion_of(const Study& study, const RunOptions& options, const RunInputs& inputs,
                                      const StudyWind& wind);

/// What `luwte check` counts for it: memory [B] while it runs, time [s] on 2 cores.
struct StreetDispersionNeed {
    double memory = 0, seconds = 0;
};
StreetDispersionNeed street_dispersion_need(const Study& study, const WindLayout& layout,
                                            const RoadsideAir& roads, double columns);

/// A line for the plan, of a study with [air]; empty where there is no more to say than of SRM1.
std::string street_dispersion_plan(const Study& study, const RunInputs& inputs);

}  // namespace luwte
