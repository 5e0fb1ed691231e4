// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/checkpoint.hpp"
#include "host/output/manifest.hpp"
#include "host/room.hpp"
#include "host/run.hpp"
#include "host/run_inputs.hpp"

#include <string>
#include <vector>

namespace luwte {

/// All that determines the numbers of a day's result, part by part: program and its libraries' processor
/// level, backend, the study's settings that can reach it, section by section, inputs by their SHA-256, rules
/// and warnings, and the day. Equal values promise equal numbers, and but for title and text of the study,
/// which a result keeps as they were when it was computed, equal bytes (docs/night.md).
MadeOf made_of(const Study& study, const RunOptions& options, const RunInputs& inputs,
               const std::string& day);

/// What stands of one day of a study before a run.
struct DayReady {
    /// Its result and all that goes with it are there, whole, and what this run would make: nothing to do.
    bool kept = false;
    /// Some of it may be there, of a run of this make that did not come to its end: it may be written over.
    bool begun = false;
    std::vector<std::filesystem::path> files = {};                   ///< where kept, the result first
    std::vector<std::filesystem::path> shared_files = {};            ///< of all days
    std::vector<std::string> headlines = {}, shared_headlines = {};  ///< where kept, safe for a terminal
};

/// Looks at what stands at the output of a study, day by day. A file that is not where its manifest has it
/// makes its day one to be computed again.
/// Throws InputError, unless `overwrite`, for everything in the way: results of another make, with what
/// differs; files that were changed since they were written; files that no run has made.
std::vector<DayReady> days_ready(const Study& study, const RunOptions& options, const RunInputs& inputs);

/// Adds what the days that are to be computed need; nothing where all are kept.
void add_need(const Study& study, const RunInputs& inputs, const std::vector<DayReady>& ready,
              const std::string& name, Room& room);

/// For every day, whether a later one that is to be computed goes on from its end though its own result is
/// there: it has to be simulated again, without writing; not where the later one has a checkpoint.
std::vector<bool> days_to_carry(const std::vector<DayPlan>& days, const std::vector<DayReady>& ready,
                                const std::vector<std::optional<Checkpoint::Place>>& checkpoints);

/// Says that what will stand at RUN.nc, and beside it, is of a run that has not come to its end, before the
/// first file of it takes its name. RUN.stopped.nc is marked by a manifest of its own.
void mark_begun(const std::filesystem::path& result, const MadeOf& made_of);

}  // namespace luwte
