// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// The candidate nearest to a mistyped name: fewest insertions, deletions, replacements and swaps of
/// neighbours (optimal string alignment), without regard to case. Empty when none is near: at most a third
/// of the name may differ, and at least 2 characters (1 where the name has less than 4). The first of equally
/// near candidates wins.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// Text from a file or a command line made safe for a terminal: control characters and bytes that are not
/// UTF-8 are escaped, anything beyond `limit` bytes is cut off and marked.
std::string printable(std::string_view text, std::size_t limit = 80);

}  // namespace luwte
