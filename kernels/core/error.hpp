// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace luwte {

/// One thing that is wrong with what a user gave us.
struct Problem {
    std::string where;  ///< file, line, column or key: "study.toml, line 9"
    std::string what;   ///< what is wrong and what was expected
    std::string hint;   ///< what to do next; may be empty
};

/// "error: WHERE: WHAT\n  hint: HINT", one block per problem.
std::string to_string(const std::vector<Problem>& problems);

/// Bad input; carries every problem found, not only the first. Exit code 2.
class InputError : public std::runtime_error {
  public:
    explicit InputError(std::vector<Problem> problems)
        : std::runtime_error(to_string(problems)), problems_(std::move(problems)) {}
    InputError(std::string where, std::string what, std::string hint = {})
        : InputError(std::vector<Problem>{{std::move(where), std::move(what), std::move(hint)}}) {}
    const std::vector<Problem>& problems() const { return problems_; }

  private:
    std::vector<Problem> problems_;
};

/// Something failed that is not the user's input: memory, device, disk. Exit code 1.
class RuntimeError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Collects problems so that a user sees them all at once.
class Problems {
  public:
    void add(std::string where, std::string what, std::string hint = {}) {
        list_.push_back({std::move(where), std::move(what), std::move(hint)});
    }
    /// Adds the problems of an InputError thrown by `f`; other exceptions pass.
    template <class F>
    void collect(F&& f) {
        try {
            f();
        } catch (const InputError& e) {
            list_.insert(list_.end(), e.problems().begin(), e.problems().end());
        }
    }
    bool empty() const { return list_.empty(); }
    const std::vector<Problem>& list() const { return list_; }
    void throw_if_any() const {
        if (!list_.empty()) throw InputError(list_);
    }

  private:
    std::vector<Problem> list_;
};

}  // namespace luwte
