// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// Tells a person how far a run is and how long it will still take.
///
/// A run is planned as stages with relative weights (expected cost, any unit); within a stage, steps are
/// counted. On a terminal one line is rewritten; elsewhere (a log, a batch queue) plain lines are written,
/// one per finished stage and at most one each 10 s in between. Quiet writes nothing.
/// Call from one thread. The weights steer only the estimate, never a result.
class Progress {
  public:
    enum class Style { line, plain, quiet };

    struct Stage {
        std::string name;
        double weight = 1;  ///< relative cost
    };

    using Write = std::function<void(std::string_view)>;
    using Clock = std::function<double()>;  ///< s, monotonic

    /// Writes to `write` (default: standard error). `clock` is replaced only by tests.
    explicit Progress(Style style, Write write = {}, Clock clock = {});
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `line` when standard error is a terminal, else `plain`; `quiet` when asked for.
    static Style style_for_stderr(bool quiet);

    /// Several runs one after the other, each of which will call plan() and finish() for itself: bar, percent
    /// and time left are of all of them. Starts the clock. Weights as those of stages.
    void plan_tasks(std::vector<Stage> tasks);
    /// The next of them, from the first; one that was left before its end (it failed) counts as done.
    void next_task();
    /// All are done.
    void finish_tasks();

    /// Starts the clock, but within tasks. Replaces an earlier plan.
    void plan(std::vector<Stage> stages);
    /// Enters the next stage of the plan by name; stages in between count as done. `steps` >= 1.
    /// Throws std::logic_error for a name that is not further on in the plan.
    void stage(std::string_view name, int steps = 1);
    /// One step of the stage is done.
    void step();
    /// The run is done: clears the line or, but within tasks, writes the total time.
    void finish();
    /// Takes the line off the terminal so that something else can be printed; it returns at the next step.
    void clear_line();

    double fraction() const;      ///< 0 to 1, of the planned weight, of all tasks where there are some
    double elapsed_s() const;     ///< since plan(), or plan_tasks()
    double seconds_left() const;  ///< NaN while nothing is known yet

  private:
    void show(bool stage_is_done);
    double fraction_of_plan() const;
    bool within_tasks() const { return !tasks_.empty(); }
    std::string name() const;  ///< of the stage, behind that of the task
    void close_stage();

    Style style_;
    Write write_;
    Clock clock_;
    std::vector<Stage> stages_;
    double total_weight_ = 0, done_weight_ = 0, begin_s_ = 0, stage_begin_s_ = 0, last_shown_s_ = 0;
    int current_ = -1, steps_ = 1, step_ = 0;
    std::vector<Stage> tasks_;
    int task_ = -1;  ///< in hand; -1: none yet
    std::size_t line_length_ = 0;
};

/// "0.7 s", "12 s", "2 min 05 s", "1 h 20 min"
std::string duration_text(double seconds);

}  // namespace luwte
