// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// One rule that results rest on, as a line of host/report/methods.toml.
struct Method {
    std::string id;
    std::string used;    ///< the part of a study that needs it; "always"
    std::string what;    ///< a sentence
    std::string source;  ///< paper, norm, programme or validation case
    std::string status;  ///< "verified", "compared, missed", "second hand", "to be verified" or "own choice"
    std::string page;    ///< of the documentation
    std::string what_nl = {};  ///< of this program's own table; empty for a rule that it has not
};

/// How sure a rule is, in Dutch; what is no status of the table is given back.
std::string status_in_dutch(const std::string& status);

/// The text of host/report/methods.toml, which is part of the program.
std::string_view methods_toml();

/// All of them, in the order of the table.
const std::vector<Method>& all_methods();

/// Those that a run of this study rests on.
std::vector<Method> methods_of(const Study& study);

/// Those of [green_benefits], which no result rests on, only the pages.
std::vector<Method> methods_of_green_benefits();

/// For dataset methods_json of group /provenance, and back. What is no such list, or too long, gives none.
std::string methods_json(const std::vector<Method>& methods);
std::vector<Method> methods_from_json(const std::string& text);

}  // namespace luwte
