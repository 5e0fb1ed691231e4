// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/checkpoint.hpp"
#include "host/output/manifest.hpp"
#include "host/run.hpp"
#include "host/run_inputs.hpp"

namespace luwte {

struct StreetDispersion;
struct Srm1Maps;

struct DayTask {
    const Study& study;
    const RunOptions& options;
    const RunInputs& inputs;
    const DayPlan& day;
    std::filesystem::path result;                         ///< RUN.nc
    const WindNuisance* wind_comfort = nullptr;           ///< where the result holds it
    const StreetDispersion* street_dispersion = nullptr;  ///< where the study asks for dispersion
    const Srm1Maps* srm1_maps = nullptr;                  ///< where it has [air]
    const MadeOf& made_of;                                ///< for the manifest
    CheckpointClock& clock;
    /// Where the day goes on, found when the run began: it has to be there still. Absent: the day begins.
    std::optional<Checkpoint::Place> checkpoint = {};
    bool may_replace = false;  ///< what stands there is of a run of this make that did not end
    const std::vector<std::filesystem::path>& shared_files;  ///< of all days, written already
    const std::vector<std::string>& shared_headlines;
    double wall_begin_s = 0;  ///< s since 1970, begin of the whole run
    /// Wall time of the stages that all days share; of wind and dispersion 0 where none was asked for.
    double read_seconds = 0, wind_seconds = 0, street_dispersion_seconds = 0, sky_seconds = 0;
};

struct DayResult {
    std::vector<std::filesystem::path> files;  ///< the result first
    std::vector<std::string> headlines;
    std::vector<std::string> warnings;
};

/// Simulates one day and writes its result, maps, picture and manifest. Restarts the simulation's summary.
/// RUN.nc appears whole or not at all: on an exception before that an earlier result stays as it was. Where a
/// surface runs away the steps before it are kept in RUN.stopped.nc, which the exception names. Maps,
/// picture and manifest follow it, each whole or not at all; an exception then says that RUN.nc is whole.
DayResult run_day(const DayTask& task, Simulation& simulation);

/// The same day without a result, for the next day, which goes on from its end.
void carry_day(const DayTask& task, Simulation& simulation);

}  // namespace luwte
