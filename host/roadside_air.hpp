// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/background.hpp"
#include "inputs/city/load_city.hpp"
#include "inputs/study/study.hpp"
#include "kernels/core/field.hpp"
#include "models/traffic/traffic.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// A number for each receptor, and its name in RUN.air.csv.
struct AirColumn {
    std::string name;
    std::vector<double> values;
};

/// Traffic of a study with [air], and yearly means along its streets by SRM1 (docs/models/srm1.md).
struct RoadsideAir {
    std::vector<RoadSegment> roads;  ///< within 200 m of the area
    std::vector<Receptor> receptors;
    std::vector<Substance> substances;  ///< that the pollutants need
    Field2D<float> emission;            ///< ug m-1 s-1, NaN of open roads   [substances, roads]
    std::vector<AirColumn> columns;     ///< by SRM1, ug m-3; of PM10 days too
    int year = 0;                       ///< of the emission factors
    Background background;

    /// RUN.air.csv, docs/output.md: a row for each receptor, with `more` behind what SRM1 has,
    /// in which other sources than roads may be.
    std::string csv(const std::vector<AirColumn>& more = {}, bool other_sources = false) const;
    /// Place in `columns` of a name, which has to be there.
    const std::vector<double>& column(const std::string& name) const;

    std::string plan;  ///< in a line: receptors, streets, factors
    std::string rule;
    std::vector<std::string> warnings;
    std::vector<InputRecord> records;
};

/// Reads roads, receptors and factors within the area and computes, on the CPU: a few thousand points.
/// Throws InputError with the problems of all files at once; no receptor lies in the area; a factor is
/// missing
RoadsideAir roadside_air_of(const Study& study);

/// RUN.air.csv of RUN.nc.
std::filesystem::path roadside_air_file(const std::filesystem::path& result);

}  // namespace luwte
