// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/error.hpp"

namespace luwte {

std::string to_string(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& p : problems) {
        if (!text.empty()) text += '\n';
        text += "error: " + p.where + (p.where.empty() ? "" : ": ") + p.what;
        if (!p.hint.empty()) text += "\n  hint: " + p.hint;
    }
    return text;
}

}  // namespace luwte
