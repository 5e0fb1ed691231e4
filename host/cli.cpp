// SPDX-License-Identifier: Apache-2.0
#include "host/cli.hpp"

#include "host/cli_help.hpp"
#include "host/log.hpp"
#include "inputs/study/read_study.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <omp.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace luwte {

namespace {

namespace fs = std::filesystem;

std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch it");

/// While it lives, the first SIGINT or SIGTERM asks the run to stop; a second one ends the program at once.
class StopOnSignal {
  public:
    StopOnSignal() {
        stop_asked = false;
        struct sigaction action = {};
        action.sa_handler = [](int) {
            stop_asked = true;
            // A long stage ends before the run looks; whoever waits has to know that he was heard.
            constexpr char heard[] = "\nstopping after this stage; once more (Ctrl-C) ends at once\n";
            if (::write(STDERR_FILENO, heard, sizeof heard - 1) < 0) return;  // nobody reads it
        };
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        sigaction(SIGINT, &action, &old_interrupt_);
        sigaction(SIGTERM, &action, &old_terminate_);
    }
    ~StopOnSignal() {
        sigaction(SIGINT, &old_interrupt_, nullptr);
        sigaction(SIGTERM, &old_terminate_, nullptr);
    }

  private:
    struct sigaction old_interrupt_ = {}, old_terminate_ = {};
};

/// Every option of every command, in one place, with its default.
struct Arguments {
    fs::path study, output, file;
    std::vector<std::string> overrides;
    std::string backend = "auto";
    int threads = 0;              ///< 0 = as OpenMP decides
    double memory_limit_mib = 0;  ///< 0 = what the machine has
    double checkpoint_s = RunOptions().checkpoint_s;
    bool overwrite = false, quiet = false, markdown = false;
    std::string topic;
    CompareOptions compare;
    RankOptions rank;
    ValidateOptions validate;
};

struct Commands {
    CLI::App app{
        "Urban microclimate of Dutch neighbourhoods: shade, sky view, surface temperature and thermal\n"
        "comfort (PET, UTCI, WBGT) from heights, buildings, land cover and hourly weather.",
        "luwte"};
    CLI::App *run, *check, *info, *compare, *report, *rank, *validate, *help;

    Commands(Arguments& a, const std::vector<ValidationCase>& cases) {
        app.set_version_flag("--version", "luwte " LUWTE_VERSION, "Print the version");
        app.require_subcommand(1);
        app.footer(
            "Examples:\n"
            "  luwte run inputs/cases/sample.toml\n"
            "  luwte help study\n"
            "\n"
            "Exit codes: 0 done, 1 failed, 2 bad input, 3 finished with failed tasks, 130 interrupted");

        run = app.add_subcommand("run",
                                 "Carry a study out: shade, surface temperatures and comfort, hour by hour.");
        add_study(run, a);
        run->add_option("-o,--output", a.output,
                        "HDF5 result file (default: <STUDY>.nc in the current folder)")
            ->type_name("<FILE>");
        run->add_flag("--overwrite", a.overwrite,
                      "Replace results that this run would not make; its own are kept");
        run->add_option("--backend", a.backend,
                        "Where kernels run (default: auto: cuda if built and present)")
            ->type_name("<cpu|cuda|auto>")
            ->check(CLI::IsMember({"cpu", "cuda", "auto"}));
        run->add_option("--threads", a.threads, "CPU threads, 1 to 4096 (default: one for each core)")
            ->type_name("<N>")
            ->check(CLI::Range(1, 4096));
        add_memory_limit(run, a);
        run->add_option("--checkpoint-s", a.checkpoint_s,
                        "Least seconds between a day's checkpoints; 0: at full hours (default: 60)")
            ->type_name("<N>")
            ->check(CLI::Range(0.0, 86400.0));
        add_set(run, a);
        run->add_flag("-q,--quiet", a.quiet, "Print errors only");
        run->footer(
            "Examples:\n"
            "  luwte run inputs/cases/sample.toml\n"
            "  luwte run inputs/cases/sample.toml -o coarse.nc --set area.cell_size_m=2 --backend cpu\n"
            "\n"
            "A run that was stopped, by whatever, goes on with the same command: results that are whole are "
            "kept,\n"
            "the others are computed and come out as if it had never been stopped.");

        check = app.add_subcommand("check",
                                   "Read everything, print the plan with memory, disk and time, and stop.");
        add_study(check, a);
        check
            ->add_option("-o,--output", a.output,
                         "Also draw what will be computed: land cover, sites, edits, roads")
            ->type_name("<FILE.png>");
        check->add_flag("--overwrite", a.overwrite, "Replace an existing picture");
        add_memory_limit(check, a);
        add_set(check, a);
        check->footer(
            "Ends with code 2 where the machine has no room for the plan.\n"
            "\n"
            "Examples:\n"
            "  luwte check inputs/cases/sample.toml\n"
            "  luwte check inputs/cases/sample.toml --set area.cell_size_m=0.5\n"
            "  luwte check inputs/cases/sample-scenarios.toml -o plan.png");

        info = app.add_subcommand("info", "Say what a result file holds.");
        info->add_option("FILE", a.file, "Result file (HDF5)")->required()->type_name("<FILE>");
        info->footer("Examples:\n  luwte info sample.nc");

        compare = app.add_subcommand("compare", "Say what differs between two results, how much and why.");
        compare->add_option("BEFORE", a.compare.before, "Result file (HDF5)")
            ->required()
            ->type_name("<BEFORE>");
        compare
            ->add_option("AFTER", a.compare.after,
                         "Result of the same grid; differences are AFTER less BEFORE")
            ->required()
            ->type_name("<AFTER>");
        compare
            ->add_option("-o,--output", a.compare.maps,
                         "Folder for maps (GeoTIFF) of what differs (default: none are written)")
            ->type_name("<FOLDER>");
        compare->add_flag("--overwrite", a.compare.overwrite, "Replace maps that stand there");
        compare->footer(
            "Examples:\n"
            "  luwte compare now.nc plan.nc\n"
            "  luwte compare now.nc plan.nc -o plan-less-now");

        report = app.add_subcommand(
            "report", "Write the pages for people anew: report, methods, register, plain words.");
        report->add_option("OUTPUT", a.file, "Result file, or the folder of a study with several")
            ->required()
            ->type_name("<OUTPUT>");
        report
            ->add_option("--set", a.overrides,
                         "Override one key of [ranking], in TOML: report and ranking [may be repeated]")
            ->type_name("<KEY=VALUE>")
            ->allow_extra_args(false);
        report->add_flag("--overwrite", a.overwrite,
                         "Replace files of the pages' names that luwte did not make");
        report->footer(
            "Examples:\n"
            "  luwte report sample.nc\n"
            "  luwte report what-if\n"
            "  luwte report schools --set ranking.weights.heat=2");

        rank = app.add_subcommand("rank", "Judge the sites of a study anew from its results.");
        rank->add_option("OUT", a.rank.folder, "Folder that `luwte run` made of a study with sites")
            ->required()
            ->type_name("<OUT>");
        rank->add_option("--set", a.rank.overrides,
                         "Override one key of [ranking], in TOML [may be repeated]")
            ->type_name("<KEY=VALUE>")
            ->allow_extra_args(false);
        rank->footer(
            "Examples:\n"
            "  luwte rank schools\n"
            "  luwte rank schools --set ranking.weights.heat=2 --set ranking.weights.air=1");

        validate =
            app.add_subcommand("validate", "Compare with analytic and published values; 1 when one fails.");
        validate->add_option("--only", a.validate.only, "Run one case")->type_name("<CASE>");
        validate->add_option("--json", a.validate.json, "Write the rows as JSON")->type_name("<FILE>");
        validate->add_option("--html", a.validate.html, "Write a page for reading")->type_name("<FILE>");
        validate
            ->add_option("--data", a.validate.context.shared,
                         "Folder with validation/ (default: $LUWTE_SHARED, else ../shared)")
            ->type_name("<DIR>");
        std::string names = "Cases:\n";
        for (const ValidationCase& one : cases) names += fmt::format("  {:<24} {}\n", one.name, one.title);
        validate->footer(names + "\nExamples:\n  luwte validate --html validation.html");

        help = app.add_subcommand("help", "Explain a command, or every key of the study file.");
        help->add_option("TOPIC", a.topic, "study, run, check, info, compare, report, rank or validate")
            ->type_name("<TOPIC>");
        help->add_flag("--markdown", a.markdown, "With study: as in docs/study.md");
        help->footer("Examples:\n  luwte help study");

        use_help_style(app);
    }

  private:
    static void add_study(CLI::App* command, Arguments& a) {
        command->add_option("STUDY", a.study, "Study file (TOML); `luwte help study` lists its keys")
            ->required()
            ->type_name("<STUDY>");
    }
    static void add_memory_limit(CLI::App* command, Arguments& a) {
        command
            ->add_option("--memory-limit-mib", a.memory_limit_mib,
                         "Refuse a plan that needs more, 1 to 1e8 (default: what is available)")
            ->type_name("<N>")
            ->check(CLI::Range(1.0, 1e8));
    }
    static void add_set(CLI::App* command, Arguments& a) {
        command->add_option("--set", a.overrides, "Override one study key, in TOML [may be repeated]")
            ->type_name("<KEY=VALUE>")
            ->allow_extra_args(false);
    }
};

constexpr std::size_t longest_name = 200;  ///< bytes, of the 255 that file systems allow

fs::path result_file(const Arguments& a) {
    fs::path file = a.output.empty() ? a.study.stem() += ".nc" : a.output;
    std::error_code error;
    const std::string name = printable(file.string(), 300);
    const fs::path folder = fs::absolute(file).parent_path();
    if (file.filename() == ".nc")
        throw InputError("--output", fmt::format("'{}' has no name before .nc", name), "for example: run.nc");
    if (file.extension() != ".nc")
        throw InputError("--output", fmt::format("'{}' does not end in .nc", name),
                         "maps and pictures take the same name with their own ending");
    if (!fs::is_directory(folder, error))
        throw InputError("--output", "no such folder: " + printable(folder.string(), 300), "make it first");
    if (file.filename().string().size() > longest_name)
        throw InputError("--output",
                         fmt::format("the name of '{}' has more than {} bytes", name, longest_name),
                         "give a shorter one; maps and pictures add their own endings to it");
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        throw InputError(
            "--output",
            fmt::format("cannot write into {}: {}", printable(folder.string(), 300), std::strerror(errno)),
            "name a file in a folder of your own: --output <FOLDER>/run.nc");
    if (fs::is_directory(file, error)) throw InputError("--output", fmt::format("'{}' is a folder", name));
    return file;
}

/// Says in one line what was chosen and, where nobody asked for it, why.
Backend chosen_backend(const std::string& name) {
    std::string why;
    const Backend backend = name == "cpu"    ? Backend::cpu()
                            : name == "cuda" ? Backend::cuda()
                                             : Backend::automatic(&why);
    spdlog::info("backend: {}", why.empty() ? backend.description() : why);
    return backend;
}

std::string command_line(int argc, char** argv) {
    std::string line = "luwte";
    for (int n = 1; n < argc; ++n) line += std::string(" ") + argv[n];
    return line;
}

int do_run(const Program& program, const Arguments& a, const std::string& command) {
    Progress progress(Progress::style_for_stderr(a.quiet));
    const Log log(a.quiet, &progress);
    Problems problems;
    RunOptions options;
    Study study;
    problems.collect([&] { options.output = result_file(a); });
    problems.collect([&] { study = read_study(a.study, a.overrides); });
    problems.throw_if_any();
    for (const std::string& warning : study.warnings) spdlog::warn("{}", warning);

    if (a.threads > 0) omp_set_num_threads(a.threads);
    options.overwrite = a.overwrite;
    options.memory_limit_mib = a.memory_limit_mib;
    options.checkpoint_s = a.checkpoint_s;
    options.backend = chosen_backend(a.backend);
    options.command = command;
    options.stop = &stop_asked;
    options.progress = &progress;
    const StopOnSignal stop;
    const RunSummary summary = program.run(study, options);
    progress.clear_line();
    if (a.quiet) return summary.failed.empty() ? exit_done : exit_some_failed;
    for (const std::string& sentence : summary.headlines) std::cout << sentence << '\n';
    for (const fs::path& file : summary.kept) std::cout << "kept " << printable(file.string(), 300) << '\n';
    for (const fs::path& file : summary.files) std::cout << "wrote " << printable(file.string(), 300) << '\n';
    if (!summary.kept.empty() || !summary.failed.empty() || summary.computed.size() > 1)
        std::cout << fmt::format("results: {} kept, {} computed, {} failed\n", summary.kept.size(),
                                 summary.computed.size(), summary.failed.size());
    std::cout << "in " << duration_text(summary.seconds) << '\n';
    for (const std::string& failed : summary.failed) std::cerr << "failed: " << failed << '\n';
    return summary.failed.empty() ? exit_done : exit_some_failed;
}

int do_check(const Program& program, const Arguments& a) {
    const Log log(false, nullptr);
    std::error_code error;
    if (!a.output.empty() && a.output.extension() != ".png")
        throw InputError("--output",
                         fmt::format("'{}' does not end in .png", printable(a.output.string(), 300)),
                         "the plan is drawn as a PNG");
    if (!a.output.empty() && fs::exists(a.output, error) && !a.overwrite)
        throw InputError(printable(a.output.string(), 300), "this file exists already",
                         "--overwrite replaces it; --output names another");
    const Study study = read_study(a.study, a.overrides);
    Problems too_much;
    std::cout << program.plan(study, a.memory_limit_mib, &too_much);  // the plan holds the warnings
    if (!a.output.empty()) {
        program.draw_plan(study, a.output);
        std::cout << "wrote " << printable(a.output.string(), 300) << '\n';
    }
    std::cout << std::flush;
    too_much.throw_if_any();
    return exit_done;
}

int do_validate(const Program& program, Arguments a) {
    const Log log(false, nullptr);
    fs::path& shared = a.validate.context.shared;
    if (shared.empty()) {
        const char* set = std::getenv("LUWTE_SHARED");
        shared = set != nullptr && *set != '\0' ? set : "../shared";
    } else if (std::error_code error; !fs::is_directory(shared, error)) {
        throw InputError("--data", "no such folder: " + printable(shared.string(), 300));
    }
    return validate(program.cases, a.validate, std::cout);
}

int do_help(const Commands& commands, const Arguments& a) {
    if (a.topic == "study") {
        std::cout << (a.markdown ? study_keys_markdown() : describe_study_keys());
        return exit_done;
    }
    if (a.topic.empty()) {
        std::cout << help_text(commands.app);
        return exit_done;
    }
    std::vector<std::string> topics = {"study"};
    for (const CLI::App* command : commands.app.get_subcommands([](const CLI::App*) { return true; })) {
        if (command->get_name() == a.topic) {
            std::cout << help_text(*command);
            return exit_done;
        }
        topics.push_back(command->get_name());
    }
    const std::string nearest = nearest_name(a.topic, topics);
    throw InputError("help", fmt::format("no topic is called '{}'", printable(a.topic)),
                     nearest.empty() ? fmt::format("topics: {}", fmt::join(topics, ", "))
                                     : fmt::format("did you mean '{}'?", nearest));
}

int do_command(const Program& program, int argc, char** argv) {
    Arguments a;
    Commands commands(a, program.cases);
    try {
        commands.app.parse(argc, argv);
    } catch (const CLI::Success& e) {
        return commands.app.exit(e, std::cout, std::cerr);  // --help and --version
    } catch (const CLI::ParseError& e) {
        throw command_line_error(commands.app, e);
    }
    if (*commands.run) return do_run(program, a, command_line(argc, argv));
    if (*commands.check) return do_check(program, a);
    if (*commands.validate) return do_validate(program, a);
    if (*commands.help) return do_help(commands, a);
    const Log log(false, nullptr);
    if (*commands.compare) {
        program.compare(a.compare, std::cout);
        return exit_done;
    }
    if (*commands.report) {
        for (const fs::path& file : program.report(a.file, a.overrides, a.overwrite))
            std::cout << "wrote " << printable(file.string(), 300) << '\n';
        return exit_done;
    }
    if (*commands.rank) {
        program.rank(a.rank, std::cout);
        return exit_done;
    }
    program.info(a.file, std::cout);
    return exit_done;
}

}  // namespace

int luwte_main(int argc, char** argv, const Program& program) {
    const auto fail = [](int code, const std::string& text) {
        std::cout << std::flush;
        std::cerr << text << std::endl;
        return code;
    };
    try {
        const int code = do_command(program, argc, argv);
        std::cout << std::flush;
        return std::cout ? code : fail(exit_failed, "error: cannot write to standard output");
    } catch (const InputError& e) {
        return fail(exit_bad_input, e.what());
    } catch (const Interrupted& e) {
        return fail(exit_interrupted, e.what());
    } catch (const std::bad_alloc&) {
        return fail(exit_failed,
                    "error: out of memory\n  hint: use a larger cell_size_m or a smaller area; `luwte check` "
                    "prints the need");
    } catch (const std::exception& e) {
        return fail(exit_failed, std::string("error: ") + e.what());
    }
}

}  // namespace luwte
