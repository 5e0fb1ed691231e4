// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/progress.hpp"
#include "inputs/study/study.hpp"
#include "kernels/core/backend.hpp"
#include "kernels/core/error.hpp"

#include <atomic>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace luwte {

class SharedScene;

/// The user pressed Ctrl-C (SIGINT) or the queue asked to stop (SIGTERM). Exit code 130.
class Interrupted : public std::runtime_error {
  public:
    Interrupted()
        : std::runtime_error(
              "interrupted; nothing was left half written, the same command goes on from what is ready") {}
};

struct RunOptions {
    std::filesystem::path output;       ///< result file RUN.nc; its siblings take its stem
    std::filesystem::path wind_beside;  ///< output of a run whose wind serves where it is the same
    bool overwrite = false;             ///< replace an existing result that is of another make
    double memory_limit_mib = 0;        ///< MiB that the run may take; 0: what the machine has
    double checkpoint_s = 60;           ///< at least, between checkpoints of a day; 0: at each full hour
    Backend backend;                    ///< chosen already
    std::string command;                ///< command line as typed, for the manifest
    const std::atomic<bool>* stop = nullptr;  ///< becomes true when the run has to stop; may be null
    Progress* progress = nullptr;             ///< may be null
    SharedScene* scene = nullptr;             ///< of the study's other runs; may be null

    /// Throws Interrupted when the run has to stop. Call between steps, never inside a write.
    void stop_if_asked() const {
        if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Interrupted();
    }
};

struct RunSummary {
    std::filesystem::path result;                      ///< the finished RUN.nc
    std::vector<std::filesystem::path> files;          ///< every file written, the result first
    std::vector<std::string> headlines;                ///< sentences for people: what the result shows
    std::vector<std::string> warnings;                 ///< also in the result file
    double seconds = 0;                                ///< wall time
    std::vector<std::string> failed = {};              ///< scenarios that failed, and why
    std::vector<std::filesystem::path> kept = {};      ///< results RUN.nc that were ready before this run
    std::vector<std::filesystem::path> computed = {};  ///< those of this run; also in `files`
};

/// Carries a study out: inputs, city, shade, comfort, result file, maps.
///
/// The result is written as `<output>.part` and renamed when it is whole; on an exception the .part file is
/// removed and an earlier result stays. More than one day makes a folder of that name with a result a day.
/// A study with scenarios makes one with a folder for the base and for each (host/scenarios.hpp).
/// While it runs the output is locked (host/output/output_lock.hpp).
///
/// Days whose results stand there already, whole and of the same make, are kept; the others are computed, and
/// come out with the bytes of a run that was never stopped (host/resume.hpp, docs/night.md).
/// Throws  InputError    bad input, every problem at once; an existing result of another make without
///                       `overwrite`, or one that another run writes; no room for it (host/room.hpp)
///         RuntimeError  memory, device, disk
///         Interrupted   `stop` became true
RunSummary run_study(const Study& study, const RunOptions& options);

/// Stages of a run with their cost, about seconds on 2 cores of a small area.
std::vector<Progress::Stage> stages_of(const Study& study, const RunOptions& options);

/// RUN.nc of a study of one day, else <day>.nc in a folder of the result's name.
std::filesystem::path result_of_day(const Study& study, const RunOptions& options, const std::string& day);

/// What a run would do, as text: grid, cells, inputs, classes, weather days, fields, and estimates of
/// memory [MiB], disk of all its files [MiB] and time [s]. A run needs no more memory and disk than that, and
/// the plan asks for at most half as much again (plan_full_test.cpp). Reads every input.
/// Throws InputError with every problem at once.
///
/// With `too_much` also what of it the machine has no room for (host/room.hpp): memory_limit_mib MiB at most,
/// or what there is when that is 0.
std::string plan_text(const Study& study, double memory_limit_mib = 0, Problems* too_much = nullptr);

}  // namespace luwte
