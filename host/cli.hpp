// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/compare.hpp"
#include "host/rank.hpp"
#include "host/run.hpp"
#include "host/validate.hpp"

#include <functional>
#include <iosfwd>

namespace luwte {

/// What the command line can do, named by the composition root (main.cpp); tests pass their own.
struct Program {
    std::function<RunSummary(const Study&, const RunOptions&)> run;
    std::function<std::string(const Study&, double memory_limit_mib, Problems* too_much)> plan;
    std::function<void(const Study&, const std::filesystem::path&)> draw_plan;
    std::function<void(const std::filesystem::path&, std::ostream&)> info;
    std::function<void(const CompareOptions&, std::ostream&)> compare;
    /// Writes the pages of an output for people anew; returns their files.
    std::function<std::vector<std::filesystem::path>(const std::filesystem::path&,
                                                     const std::vector<std::string>&, bool overwrite)>
        report;
    std::vector<ValidationCase> cases;
    std::function<void(const RankOptions&, std::ostream&)> rank = {};
};

/// Exit codes of every command.
enum ExitCode {
    exit_done = 0,
    exit_failed = 1,
    exit_bad_input = 2,
    exit_some_failed = 3,
    exit_interrupted = 130
};

/// The whole program: reads the command line, does the command, returns the exit code. Throws nothing.
/// Results for people go to standard output; progress, warnings and errors to standard error.
int luwte_main(int argc, char** argv, const Program& program);

}  // namespace luwte
