// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"
#include "models/city/city_model.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// One file that was read, for the provenance of a result.
struct InputRecord {
    std::string role;  ///< "surface_height", "buildings", "weather", ...
    std::string path;  ///< as given in the study
    std::string sha256;
    std::uint64_t size_bytes = 0;
    std::string crs;      ///< as declared in the file, "" = none
    std::string date;     ///< date inside the data where it has one
    std::string licence;  ///< as declared in a sidecar or the file; "" = not stated
};

struct LoadedCity {
    CityLayers layers;
    std::vector<InputRecord> inputs;
    std::vector<std::string> warnings;  ///< for the log, the report and the result file
    std::vector<std::string> rules;     ///< each rule used, in words: fill method, crown base, classes
    /// Of surface_type_source, together 1.
    double share_measured = 0, share_inferred = 0, share_unknown = 0, share_laid = 0;
};

/// Reads heights, footprints and land cover of a study onto its grid. Throws InputError with all problems.
LoadedCity load_city(const Study& study);

/// Hash, size and licence of a file. A licence stands in a side file `<file>.license` (REUSE): its SPDX line,
/// else its first line; `licence`: that in the file itself.
InputRecord record_of(const std::string& role, const std::filesystem::path& file, const std::string& crs,
                      const std::string& date, const std::string& licence = "");

/// SHA-256 of a file, lower-case hex. Throws InputError when it cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);
/// The same of a text or of bytes in one.
std::string sha256_of_text(std::string_view text);

}  // namespace luwte
