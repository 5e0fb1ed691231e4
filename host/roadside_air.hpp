// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "inputs/study/study.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// Yearly means along streets by SRM1 (docs/models/srm1.md), of a study with [air].
struct RoadsideAir {
    std::string csv;   ///< a row for each receptor: RUN.srm1.csv, docs/output.md
    std::string plan;  ///< in a line: receptors, streets, factors
    std::string rule;
    std::vector<std::string> warnings;
    std::vector<InputRecord> records;
};

/// Reads roads, receptors and factors within the area and computes, on the CPU: a few thousand points.
/// Throws InputError with the problems of all files at once; no receptor lies in the area; a factor is
/// missing
RoadsideAir roadside_air_of(const Study& study);

/// RUN.srm1.csv of RUN.nc.
std::filesystem::path roadside_air_file(const std::filesystem::path& result);

}  // namespace luwte
