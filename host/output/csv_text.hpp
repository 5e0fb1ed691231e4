// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace luwte {

/// A cell of a CSV (RFC 4180) with a text that no spreadsheet takes for a formula: in quotes, with an
/// apostrophe before = + - @ and tabs.
inline std::string csv_text(const std::string& text) {
    std::string out = "\"";
    if (text.find_first_of("=+-@\t") == 0) out += '\'';
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

}  // namespace luwte
