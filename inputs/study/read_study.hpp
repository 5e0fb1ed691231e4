// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"

#include <string>
#include <vector>

namespace luwte {

/// Reads and validates a study file. `overrides` are "key.path=value" from --set.
/// Throws InputError with every problem at once: line numbers, unknown keys with a suggestion, ranges.
Study read_study(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

/// Settings of [ranking] with --set ranking.KEY=VALUE upon them; paths are relative to the current folder.
/// Throws InputError with every problem at once.
Study::Ranking replace_ranking(const Study::Ranking& ranking, const std::vector<std::string>& overrides);

/// The table of all keys as text: name, type, default, range, description (`luwte help study`).
std::string describe_study_keys();

/// The same as Markdown: docs/study.md (`luwte help study --markdown`).
std::string study_keys_markdown();

}  // namespace luwte
