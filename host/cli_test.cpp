// SPDX-License-Identifier: Apache-2.0
#include "host/cli.hpp"

#include "inputs/study/read_study.hpp"
#include "inputs/study/study_test_files.hpp"

#include <csignal>
#include <sstream>

#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class CommandLine : public testing::Test {
  protected:
    StudyFolder folder;
    fs::path before = fs::current_path();
    Program program;
    Study study;  ///< what the last run got
    RunOptions options;
    int runs = 0;

    struct Result {
        int code;
        std::string out, err;
        std::string backend;  ///< the line "backend: ..." of a run, not in `err`
    };

    CommandLine() {
        folder.write(replaced(good_study, "486320]", "486319.5]"));
        fs::current_path(folder.path);
        program.run = [this](const Study& s, const RunOptions& o) {
            study = s;
            options = o;
            ++runs;
            return RunSummary{o.output, {o.output}, {"It is hot."}, {}, 1.5};
        };
        program.plan = [](const Study&, double limit, Problems* too_much) {
            if (limit == 1) too_much->add("memory", "it needs more", "larger cells");
            return "the plan\n";
        };
        program.info = [](const fs::path& file, std::ostream& out) {
            out << "info of " << file.string() << '\n';
        };
        program.rank = [](const RankOptions& o, std::ostream& out) {
            out << o.folder.string() << " ranked with " << o.overrides.at(0) << "\n";
        };
        program.compare = [](const CompareOptions& o, std::ostream& out) {
            out << o.before.string() << " to " << o.after.string() << ", maps in " << o.maps.string()
                << (o.overwrite ? ", again" : "") << '\n';
        };
        program.cases = {
            {"sun", "Sun against an almanac", [](const ValidationContext& c) {
                 return std::vector<ValidationRow>{{"sun", c.shared.string(), 1, "1", "", true, "", ""}};
             }}};
    }
    ~CommandLine() override { fs::current_path(before); }

    Result luwte(std::vector<std::string> words) {
        words.insert(words.begin(), "luwte");
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = luwte_main(static_cast<int>(words.size()), argv.data(), program);
        std::string out = testing::internal::GetCapturedStdout(),
                    err = testing::internal::GetCapturedStderr();
        // A run says first which backend it takes; that line depends on the machine.
        std::string backend;
        if (err.starts_with("backend: ")) {
            backend = err.substr(0, err.find('\n'));
            err.erase(0, backend.size() + 1);
        }
        return {code, std::move(out), std::move(err), std::move(backend)};
    }
};

TEST_F(CommandLine, ScenariosThatFailedAreNamedAndMakeTheExitCode3) {
    program.run = [](const Study&, const RunOptions& o) {
        return RunSummary{o.output, {o.output}, {}, {}, 1, {"felled: no memory"}};
    };
    const Result result = luwte({"run", "study.toml"});
    EXPECT_EQ(result.code, exit_some_failed);
    EXPECT_THAT(result.err, HasSubstr("failed: felled: no memory"));
}

TEST_F(CommandLine, CompareTakesTwoResultsAndAFolder) {
    EXPECT_EQ(luwte({"compare", "a.nc", "b.nc"}).out, "a.nc to b.nc, maps in \n");
    EXPECT_EQ(luwte({"compare", "a.nc", "b.nc", "-o", "maps", "--overwrite"}).out,
              "a.nc to b.nc, maps in maps, again\n");
    EXPECT_EQ(luwte({"compare", "a.nc"}).code, exit_bad_input);
    EXPECT_EQ(luwte({"rank", "schools", "--set", "ranking.weights.heat=2"}).out,
              "schools ranked with ranking.weights.heat=2\n");
    EXPECT_EQ(luwte({"rank"}).code, exit_bad_input);
}

TEST_F(CommandLine, RunWritesBesideTheUserUnderTheNameOfTheStudy) {
    const Result r = luwte({"run", "study.toml", "--backend", "cpu"});
    EXPECT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(options.output, "study.nc");
    EXPECT_FALSE(options.overwrite);
    EXPECT_TRUE(options.backend.is_cpu());
    EXPECT_EQ(options.command, "luwte run study.toml --backend cpu");
    EXPECT_EQ(r.out, "It is hot.\nwrote study.nc\nin 1.5 s\n");
    EXPECT_EQ(r.err, "");
    EXPECT_THAT(r.backend, StartsWith("backend: openmp, "));
}

TEST_F(CommandLine, RunTakesEveryOption) {
    const Result r = luwte({"run", "study.toml", "-o", "out.nc", "--overwrite", "--threads", "1", "--set",
                            "sky.azimuths=24", "--set", "title=\"x\"", "-q"});
    EXPECT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(options.output, "out.nc");
    EXPECT_TRUE(options.overwrite);
    EXPECT_EQ(study.sky.azimuths, 24);
    EXPECT_EQ(study.title, "x");
    EXPECT_EQ(r.out + r.err, "") << "quiet";
}

TEST_F(CommandLine, RunSaysWhatWasKeptComputedAndFailed) {
    program.run = [](const Study&, const RunOptions&) {
        return RunSummary{"b/a.nc", {"b/a.nc", "b/a.png"}, {},         {},
                          1.5,      {"c: no memory"},      {"a/a.nc"}, {"b/a.nc"}};
    };
    const Result r = luwte({"run", "study.toml"});
    EXPECT_EQ(r.code, exit_some_failed);
    EXPECT_EQ(r.out,
              "kept a/a.nc\nwrote b/a.nc\nwrote b/a.png\nresults: 1 kept, 1 computed, 1 failed\nin 1.5 s\n");
}

TEST_F(CommandLine, APlanThatTheMachineHasNoRoomForIsShownAndRefused) {
    EXPECT_EQ(luwte({"check", "study.toml", "--memory-limit-mib", "500"}).code, 0);
    const Result r = luwte({"check", "study.toml", "--memory-limit-mib", "1"});
    EXPECT_EQ(r.code, 2);
    EXPECT_EQ(r.out, "the plan\n");
    EXPECT_EQ(r.err, "error: memory: it needs more\n  hint: larger cells\n");
    EXPECT_EQ(luwte({"run", "study.toml", "--memory-limit-mib", "0"}).code, 2);
    EXPECT_EQ(luwte({"run", "study.toml", "--memory-limit-mib", "2000"}).code, 0);
    EXPECT_EQ(options.memory_limit_mib, 2000);
}

TEST_F(CommandLine, OutputHasToBeAUsableName) {
    EXPECT_THAT(luwte({"run", "study.toml", "-o", "out.h5"}).err,
                HasSubstr("error: --output: 'out.h5' does not end in .nc"));
    EXPECT_THAT(luwte({"run", "study.toml", "-o", "absent/out.nc"}).err,
                HasSubstr("error: --output: no such folder: "));
    EXPECT_THAT(luwte({"run", "study.toml", "-o", ".nc"}).err, HasSubstr("'.nc' has no name before .nc"));
    EXPECT_THAT(luwte({"run", "study.toml", "-o", std::string(300, 'a') + ".nc"}).err,
                HasSubstr("has more than 200 bytes"));
    // /proc takes no files, whoever asks.
    EXPECT_THAT(luwte({"run", "study.toml", "-o", "/proc/self/out.nc"}).err,
                HasSubstr("error: --output: cannot write into /proc/self: "));
    fs::create_directory("folder.nc");
    EXPECT_THAT(luwte({"run", "study.toml", "-o", "folder.nc", "--overwrite"}).err,
                HasSubstr("'folder.nc' is a folder"));
    EXPECT_EQ(runs, 0);
}

TEST_F(CommandLine, ErrorsOfOutputAndStudyComeTogether) {
    const Result r = luwte({"run", "study.toml", "-o", "out.h5", "--set", "sky.azimuths=25", "--set", "a=1"});
    EXPECT_EQ(r.code, 2);
    EXPECT_EQ(r.err,
              "error: --output: 'out.h5' does not end in .nc\n"
              "  hint: maps and pictures take the same name with their own ending\n"
              "error: --set sky.azimuths=25: 'sky.azimuths' is 25; it has to be a multiple of 24\n"
              "  hint: 24 is\n"
              "error: --set a=1: unknown key 'a'\n"
              "  hint: `luwte help study` lists every key\n");
}

TEST_F(CommandLine, EveryKindOfFailureHasItsExitCode) {
    program.run = [](const Study&, const RunOptions&) -> RunSummary {
        throw RuntimeError("the disk is full");
    };
    Result r = luwte({"run", "study.toml"});
    EXPECT_EQ(r.code, 1);
    EXPECT_EQ(r.err, "error: the disk is full\n");
    program.run = [](const Study&, const RunOptions&) -> RunSummary {
        throw InputError("dsm.tif", "it is empty", "get it again");
    };
    r = luwte({"run", "study.toml"});
    EXPECT_EQ(r.code, 2);
    EXPECT_EQ(r.err, "error: dsm.tif: it is empty\n  hint: get it again\n");
    program.run = [](const Study&, const RunOptions&) -> RunSummary { throw std::bad_alloc(); };
    r = luwte({"run", "study.toml"});
    EXPECT_EQ(r.code, 1);
    EXPECT_THAT(r.err, StartsWith("error: out of memory\n  hint: "));
}

TEST_F(CommandLine, InterruptStopsTheRunWith130AndTheHandlerIsSetBack) {
    program.run = [](const Study&, const RunOptions& o) -> RunSummary {
        EXPECT_NO_THROW(o.stop_if_asked());
        std::raise(SIGINT);
        o.stop_if_asked();
        ADD_FAILURE() << "the run went on";
        return {};
    };
    const Result r = luwte({"run", "study.toml"});
    EXPECT_EQ(r.code, 130);
    EXPECT_EQ(r.err,
              "\nstopping after this stage; once more (Ctrl-C) ends at once\n"
              "interrupted; nothing was left half written, the same command goes on from what is ready\n");
    struct sigaction now = {};
    sigaction(SIGINT, nullptr, &now);
    EXPECT_EQ(now.sa_handler, SIG_DFL);
}

TEST_F(CommandLine, WarningsGoToStandardErrorWithTheirName) {
    program.run = [](const Study&, const RunOptions&) {
        spdlog::warn("{} hours were filled", 3);
        return RunSummary{};
    };
    EXPECT_EQ(luwte({"run", "study.toml"}).err, "warning: 3 hours were filled\n");
    EXPECT_EQ(luwte({"run", "study.toml", "-q"}).err, "");
    folder.write(good_study);
    EXPECT_THAT(luwte({"run", "study.toml"}).err,
                StartsWith("warning: area.bounds_m is no whole number of cells of 1 m"));
}

#if !LUWTE_HAS_CUDA
TEST_F(CommandLine, CudaWithoutCudaIsAnErrorThatNamesTheCpu) {
    const Result r = luwte({"run", "study.toml", "--backend", "cuda"});
    EXPECT_EQ(r.code, 1);
    EXPECT_THAT(r.err, HasSubstr("--backend cpu"));
    EXPECT_EQ(runs, 0);
}
#endif

TEST_F(CommandLine, CheckInfoAndValidatePrintToStandardOutput) {
    EXPECT_EQ(luwte({"check", "study.toml"}).out, "the plan\n");
    EXPECT_EQ(luwte({"info", "x.nc"}).out, "info of x.nc\n");
    EXPECT_THAT(luwte({"validate", "--only", "sun", "--data", "."}).out,
                HasSubstr("1 passed, 0 failed, 0 without data"));
    EXPECT_EQ(luwte({"validate", "--only", "moon"}).code, 2);
    EXPECT_EQ(luwte({"validate", "--data", "absent"}).code, 2);
    EXPECT_EQ(luwte({"check", "absent.toml"}).code, 2);
}

TEST_F(CommandLine, MistypedCommandLinesAreExplained) {
    const auto error = [&](std::vector<std::string> words) {
        const Result r = luwte(std::move(words));
        EXPECT_EQ(r.code, 2);
        return r.err;
    };
    EXPECT_EQ(error({}), "error: luwte: a command is missing\n  hint: `luwte --help` shows what there is\n");
    EXPECT_EQ(error({"rnu", "study.toml"}),
              "error: luwte: unknown command 'rnu'\n  hint: did you mean 'run'?\n");
    EXPECT_EQ(error({"run", "study.toml", "--overwrit"}),
              "error: luwte run: unknown option '--overwrit'\n  hint: did you mean '--overwrite'?\n");
    EXPECT_EQ(
        error({"run", "study.toml", "more"}),
        "error: luwte run: unexpected argument 'more'\n  hint: `luwte run --help` shows what there is\n");
    EXPECT_THAT(error({"run"}), StartsWith("error: luwte run: STUDY is required\n"));
    EXPECT_THAT(error({"run", "study.toml", "--backend", "gpu"}),
                HasSubstr("--backend: gpu not in {cpu,cuda,auto}"));
    EXPECT_THAT(error({"run", "study.toml", "--threads", "0"}), HasSubstr("--threads"));
    EXPECT_EQ(error({"help", "stduy"}),
              "error: help: no topic is called 'stduy'\n  hint: did you mean 'study'?\n");
}

TEST_F(CommandLine, HelpFitsOneScreen) {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"--help"},
                                                                                       {"help"},
                                                                                       {"run", "--help"},
                                                                                       {"check", "--help"},
                                                                                       {"info", "-h"},
                                                                                       {"validate", "--help"},
                                                                                       {"help", "run"}}) {
        const Result r = luwte(words);
        EXPECT_EQ(r.code, 0);
        EXPECT_THAT(r.out, StartsWith("Usage: luwte"));
        EXPECT_THAT(r.out, HasSubstr("Examples:\n  luwte "));
        std::istringstream lines(r.out);
        int count = 0;
        for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(line.size(), 100u) << line;
        EXPECT_LE(count, 32) << r.out;
    }
    EXPECT_EQ(luwte({"help", "run"}).out, luwte({"run", "--help"}).out);
    EXPECT_EQ(luwte({"help"}).out, luwte({"--help"}).out);
}

TEST_F(CommandLine, HelpOfRunReadsAsAManual) {
    EXPECT_EQ(luwte({"run", "--help"}).out, R"(Usage: luwte run [OPTIONS] <STUDY>

Carry a study out: shade, surface temperatures and comfort, hour by hour.

Positional arguments:
  <STUDY>                  Study file (TOML); `luwte help study` lists its keys [required]

Options:
  -o, --output <FILE>      HDF5 result file (default: <STUDY>.nc in the current folder)
      --overwrite          Replace results that this run would not make; its own are kept
      --backend <cpu|cuda|auto>
                           Where kernels run (default: auto: cuda if built and present)
      --threads <N>        CPU threads, 1 to 4096 (default: one for each core)
      --memory-limit-mib <N>
                           Refuse a plan that needs more, 1 to 1e8 (default: what is available)
      --checkpoint-s <N>   Least seconds between a day's checkpoints; 0: at full hours (default: 60)
      --set <KEY=VALUE>    Override one study key, in TOML [may be repeated]
  -q, --quiet              Print errors only
  -h, --help               Print this help

Examples:
  luwte run inputs/cases/sample.toml
  luwte run inputs/cases/sample.toml -o coarse.nc --set area.cell_size_m=2 --backend cpu

A run that was stopped, by whatever, goes on with the same command: results that are whole are kept,
the others are computed and come out as if it had never been stopped.
)");
}

TEST_F(CommandLine, HelpStudyAndVersionPrint) {
    EXPECT_EQ(luwte({"help", "study"}).out, describe_study_keys());
    EXPECT_EQ(luwte({"help", "study", "--markdown"}).out, study_keys_markdown());
    EXPECT_EQ(luwte({"--version"}).out, "luwte " LUWTE_VERSION "\n");
}

}  // namespace
}  // namespace luwte
