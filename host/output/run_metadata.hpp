// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/report/methods.hpp"
#include "inputs/city/load_city.hpp"
#include "models/comfort/body_climate.hpp"

#include <string>
#include <vector>

namespace luwte {

/// One output step: values are valid for (begin, end].
struct OutputStep {
    double begin_s = 0, end_s = 0;  ///< s since 1970, UTC
};

/// What a result says about how it was made. Everything here comes from the inputs, nothing from the clock,
/// the user or the machine.
struct RunMetadata {
    std::string title, summary, institution, creator_name, references, licence;
    std::string time_zone = "Europe/Amsterdam";
    std::string vertical_datum = "NAP";
    std::string program = "luwte";
    std::string version;  ///< of the program
    std::string commit, compiler, flags;
    std::string backend = "openmp";
    std::string urban_increment;  ///< weather.urban_increment: "slab", "rule" or "none"
    /// K, with the slab, for the manifest: air over the station's by step, mean of the area, by what makes
    /// it.
    std::vector<double> air_lift, air_slab, air_blocks;
    std::vector<OutputStep> steps;
    Person person;
    double radiation_height = 1.1;  ///< m above ground or roof, where the body receives radiation
    std::string run_config_toml;    ///< the study as read
    std::vector<InputRecord> inputs;
    std::vector<std::string> warnings, rules;
    std::vector<Method> methods;              ///< that the result rests on
    std::vector<std::string> building_names;  ///< by building_id
    /// Shares of surface_type_source.
    double share_measured = 0, share_inferred = 0, share_unknown = 0, share_laid = 0;
};

/// The text with every absolute path in it cut to its last part: "/srv/jan/a/dsm.tif" and
/// "C:\data\dsm.tif" become "dsm.tif". Relative paths, URLs and units (m/s) stay.
std::string without_absolute_paths(std::string_view text);

/// UUID of a run from what went into it: equal inputs, fields and program give the same one.
std::string content_uuid(const RunMetadata& run, const std::string& grid_and_fields);

/// JSON texts of group /provenance.
std::string inputs_json(const RunMetadata& run);
std::string build_json(const RunMetadata& run);
std::string licences_json(const RunMetadata& run);
std::string list_json(const std::vector<std::string>& sentences);

/// "2019-07-25T14:00:00Z"
std::string iso_utc(double unix_time_s);
/// The other way, of "2019-07-23T22:00:00Z"; 0 of anything else.
double instant_of(const std::string& iso);
/// ISO 8601 duration of a step: "PT1H", "PT10M".
std::string iso_duration(double seconds);

}  // namespace luwte
