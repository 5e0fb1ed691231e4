// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/run_metadata.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace luwte {

/// What only this one run knows: unlike RunMetadata it may differ between two equal runs.
struct RunRecord {
    std::string command;              ///< as typed; absolute paths are cut
    std::string backend_description;  ///< "openmp, 2 threads"
    double begin_s = 0, end_s = 0;    ///< s since 1970, UTC, wall clock
    std::vector<std::pair<std::string, double>> stage_seconds;
    std::vector<std::filesystem::path> files;  ///< written, the result first; named by their last part
};

/// Writes the manifest RUN.run.json: state, inputs with hashes, licences and dates, rules, warnings,
/// versions, device, times, the slab's increments and every file written with its size and SHA-256. Appears
/// whole or not at all. Throws RuntimeError when it cannot be written, InputError when a file of `files`
/// cannot be read.
void write_manifest(const std::filesystem::path& file, const RunMetadata& run, const RunRecord& record);

/// RUN.run.json of RUN.nc.
std::filesystem::path manifest_path(const std::filesystem::path& result);

}  // namespace luwte
