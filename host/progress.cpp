// SPDX-License-Identifier: Apache-2.0
#include "host/progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <unistd.h>

namespace luwte {

namespace {
constexpr double line_interval_s = 0.1;    ///< between two pictures of the terminal line
constexpr double plain_interval_s = 10.0;  ///< between two plain lines within a stage
constexpr double settled_fraction = 0.02;  ///< an estimate from less than this is a guess; none is shown
}  // namespace

Progress::Progress(Style style, Write write, Clock clock)
    : style_(style), write_(std::move(write)), clock_(std::move(clock)) {
    if (!write_)
        write_ = [](std::string_view text) {
            std::fwrite(text.data(), 1, text.size(), stderr);
            std::fflush(stderr);
        };
    if (!clock_)
        clock_ = [] {
            return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
        };
    begin_s_ = clock_();
}

Progress::~Progress() { clear_line(); }

Progress::Style Progress::style_for_stderr(bool quiet) {
    return quiet ? Style::quiet : isatty(STDERR_FILENO) != 0 ? Style::line : Style::plain;
}

void Progress::plan(std::vector<Stage> stages) {
    stages_ = std::move(stages);
    total_weight_ = 0;
    for (const Stage& stage : stages_) total_weight_ += stage.weight;
    done_weight_ = 0;
    current_ = -1;
    steps_ = 1;
    step_ = 0;
    if (!within_tasks()) begin_s_ = last_shown_s_ = clock_();
}

void Progress::plan_tasks(std::vector<Stage> tasks) {
    tasks_ = std::move(tasks);
    task_ = -1;
    plan({});
    begin_s_ = last_shown_s_ = clock_();
}

void Progress::next_task() {
    task_ = std::min(task_ + 1, int(tasks_.size()) - 1);
    plan({});
}

void Progress::finish_tasks() {
    clear_line();
    if (style_ == Style::plain) write_(fmt::format("all done in {}\n", duration_text(elapsed_s())));
    tasks_.clear();
    plan({});
}

void Progress::stage(std::string_view name, int steps) {
    const auto later = stages_.begin() + (current_ + 1);
    const auto found = std::find_if(later, stages_.end(), [&](const Stage& s) { return s.name == name; });
    if (found == stages_.end())
        throw std::logic_error("progress: no stage '" + std::string(name) + "' further on in the plan");
    close_stage();
    for (auto skipped = later; skipped != found; ++skipped) done_weight_ += skipped->weight;
    current_ = static_cast<int>(found - stages_.begin());
    steps_ = std::max(1, steps);
    step_ = 0;
    stage_begin_s_ = clock_();
    if (style_ == Style::line) show(false);
}

void Progress::step() {
    if (current_ < 0) return;
    step_ = std::min(step_ + 1, steps_);
    if (style_ == Style::plain && step_ == steps_) return;  // the end of the stage has its own line
    const double wait_s = style_ == Style::line ? line_interval_s : plain_interval_s;
    if (clock_() - last_shown_s_ >= wait_s) show(false);
}

void Progress::close_stage() {
    if (current_ < 0) return;
    step_ = steps_;
    if (style_ == Style::plain) show(true);
    done_weight_ += stages_[current_].weight;
    current_ = -1;
}

void Progress::finish() {
    close_stage();
    clear_line();
    if (style_ == Style::plain && !within_tasks())
        write_(fmt::format("done in {}\n", duration_text(elapsed_s())));
}

void Progress::clear_line() {
    if (line_length_ == 0) return;
    write_("\r" + std::string(line_length_, ' ') + "\r");
    line_length_ = 0;
}

double Progress::fraction() const {
    if (!within_tasks()) return fraction_of_plan();
    double done = 0, all = 0;
    for (int n = 0; n < int(tasks_.size()); ++n) {
        all += tasks_[n].weight;
        if (n < task_) done += tasks_[n].weight;
        if (n == task_) done += tasks_[n].weight * fraction_of_plan();
    }
    return all > 0 ? std::clamp(done / all, 0.0, 1.0) : 0;
}

double Progress::fraction_of_plan() const {
    if (total_weight_ <= 0) return 0;
    const double part = current_ < 0 ? 0 : stages_[current_].weight * step_ / steps_;
    return std::clamp((done_weight_ + part) / total_weight_, 0.0, 1.0);
}

double Progress::elapsed_s() const { return clock_() - begin_s_; }

double Progress::seconds_left() const {
    const double f = fraction();
    return f < settled_fraction ? std::numeric_limits<double>::quiet_NaN() : elapsed_s() * (1 - f) / f;
}

void Progress::show(bool stage_is_done) {
    if (style_ == Style::quiet) return;
    last_shown_s_ = clock_();
    const double left = seconds_left();
    const std::string left_text = std::isnan(left) ? "" : fmt::format(", about {} left", duration_text(left));
    const int percent = static_cast<int>(100 * fraction());
    if (style_ == Style::plain) {
        if (stage_is_done)
            write_(fmt::format("{}: {}{}\n", name(), duration_text(clock_() - stage_begin_s_),
                               within_tasks() ? fmt::format("; {} % of all{}", percent, left_text) : ""));
        else
            write_(fmt::format("{}: step {} of {}; {} % of {}{}\n", name(), step_, steps_, percent,
                               within_tasks() ? "all" : "the run", left_text));
        return;
    }
    const int bar = 24, full = percent * bar / 100;
    std::string line = fmt::format("[{}{}] {:3} %  {}{}", std::string(full, '#'),
                                   std::string(bar - full, '.'), percent, name(), left_text);
    if (line.size() > 79) line.resize(79);  // a wrapped line cannot be rewritten
    const std::size_t length = line.size();
    if (length < line_length_) line.append(line_length_ - length, ' ');
    write_("\r" + line);
    line_length_ = length;
}

std::string Progress::name() const {
    const std::string& stage = stages_[current_].name;
    if (task_ < 0 || !within_tasks()) return stage;
    return fmt::format("{}/{} {}: {}", task_ + 1, tasks_.size(), tasks_[task_].name, stage);
}

std::string duration_text(double seconds) {
    if (seconds < 9.95) return fmt::format("{:.1f} s", std::max(0.0, seconds));
    const auto whole = static_cast<long long>(std::llround(seconds));
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace luwte
