// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/air_hours.hpp"
#include "host/run.hpp"
#include "host/run_inputs.hpp"
#include "host/source_groups.hpp"
#include "host/wind_run.hpp"

#include <optional>
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
    std::vector<Map> maps;             ///< of each pollutant all of it, then what roads add
    std::vector<GroupMap> group_maps;  ///< what each group of sources adds; empty where roads are all
    std::vector<AirColumn> columns;    ///< of each receptor, beside SRM1's
    std::vector<Map> yard_maps;        ///< s m-3, of yard_map_field()   [columns of the wind grid]
    std::string yard_maps_of;          ///< substances whose removal those maps have: "nox, pm10"
    std::string yards;                 ///< RUN.yards.geojson; empty without yards
    std::string subtitle;              ///< of a picture: what hours, whose roads
    double begin_s = 0, end_s = 0;     ///< s since 1970, UTC, of the hours
    std::vector<std::string> headlines, warnings, rules;
    std::optional<SectorAir> hours;  ///< where fields of steps are asked for

    const Field2D<float>* find(std::string_view name) const;  ///< nullptr where there is none
};

/// RUN.yards.geojson of RUN.nc.
std::filesystem::path yards_file(const std::filesystem::path& result);

/// Steps of progress: one a solution.
int street_dispersion_steps(const Study& study, const RunInputs& inputs);

/// Streets and other sources on the wind grid, and the yards where the study names some; the rest of the
/// inputs is there. Throws InputError with all problems of all: docs of LineSources, read_sources(),
/// place_sources(), read_yards() and yard_columns().
void read_dispersion_inputs(const Study& study, RunInputs& inputs);

/// One solution a sector and substance, one more for the age of NOx, and one a sector and yard, in the stored
/// flows, one sector in memory at a time. Throws  InputError   a flow cannot be read, or no hour has a wind
/// speed
///         Interrupted
StreetDispersion street_dispersion_of(const Study& study, const RunOptions& options, const RunInputs& inputs,
                                      const StudyWind& wind);

/// What `luwte check` counts for it: memory while it runs and of it what the hours keep [B]; disk [B] but for
/// fields; time [s] on 2 cores.
struct StreetDispersionNeed {
    double memory = 0, kept = 0, disk = 0, seconds = 0;
};
StreetDispersionNeed street_dispersion_need(const Study& study, const RunInputs& inputs);

/// A line for the plan, of a study with [air]; empty where there is no more to say than of SRM1.
std::string street_dispersion_plan(const Study& study, const RunInputs& inputs);

}  // namespace luwte
