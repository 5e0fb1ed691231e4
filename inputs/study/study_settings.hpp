// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"

#include <string>
#include <utility>
#include <vector>

namespace luwte {

/// All of a study that can reach its own results: name of the part and its settings as text, "area",
/// "weather",
/// ..., "edits" and "materials". Two studies with the same parts and the same files have the same numbers.
///
/// Not in it: title, [ranking], [green_benefits], and the other scenarios and sites, which reach no result of
/// this one; they are judged when all results are there. Of files only the names: their contents are told
/// apart by their SHA-256 among the inputs.
std::vector<std::pair<std::string, std::string>> settings_that_reach_results(const Study& study);

}  // namespace luwte
