// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/run_metadata.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace luwte {

/// What determines the bytes of a result, part by part: a name and what stands for it, mostly a SHA-256
/// (host/resume.hpp says which).
using MadeOf = std::vector<std::pair<std::string, std::string>>;

/// What only this one run knows: unlike RunMetadata it may differ between two equal runs.
struct RunRecord {
    std::string command;              ///< as typed; absolute paths are cut
    std::string backend_description;  ///< "openmp, 2 threads"
    double begin_s = 0, end_s = 0;    ///< s since 1970, UTC, wall clock
    std::vector<std::pair<std::string, double>> stage_seconds;
    std::vector<std::filesystem::path> files;  ///< written, the result first; named by their last part
    std::vector<std::filesystem::path> shared_files = {};  ///< of all days of the study
    MadeOf made_of = {};                                   ///< what determines the bytes of those files
    std::vector<std::string> headlines = {}, shared_headlines = {};  ///< of the day, and of all days
};

/// Writes the manifest RUN.run.json: state, inputs with hashes, licences and dates, rules, warnings,
/// versions, device, times, the slab's increments and every file written with its size and SHA-256. Appears
/// whole or not at all. Throws RuntimeError when it cannot be written, InputError when a file of `files`
/// cannot be read.
void write_manifest(const std::filesystem::path& file, const RunMetadata& run, const RunRecord& record);

/// Writes a manifest of state "unfinished": what stands or will stand beside it is of a run of this make,
/// which has not come to its end. Throws RuntimeError.
void write_unfinished_manifest(const std::filesystem::path& file, const MadeOf& made_of);

/// What an earlier run says in its manifest. Nothing in it is trusted but as a claim that is checked.
struct EarlierRun {
    struct File {
        std::filesystem::path path;  ///< beside the manifest, in a folder there, or in the folder above
        std::uintmax_t size = 0;     ///< B
        std::string sha256;
    };
    bool complete = false;
    MadeOf made_of;                                           ///< empty of versions that did not say it
    std::vector<std::pair<std::string, std::string>> inputs;  ///< role and SHA-256
    std::vector<File> files, shared_files;
    std::vector<std::string> headlines, shared_headlines;

    /// The first of `files` and `shared_files` that is not there or not as it was written, and how so.
    struct Flaw {
        std::filesystem::path path;
        bool missing = false;
    };
    std::optional<Flaw> flaw() const;
};

/// Nothing where there is no manifest, or none that can be read as one (64 MiB at most).
std::optional<EarlierRun> read_manifest(const std::filesystem::path& file);

/// RUN.run.json of RUN.nc.
std::filesystem::path manifest_path(const std::filesystem::path& result);

}  // namespace luwte
