// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"

#include <limits>
#include <string_view>
#include <variant>
#include <vector>

namespace luwte {

/// One key of a study file: everything that the reader, `luwte help study` and docs/study.md know of it.
struct StudyKey {
    /// Where the value goes; its type is the key's type, and its value in `Study{}` is the default.
    using Target =
        std::variant<int& (*)(Study&), double& (*)(Study&), std::string& (*)(Study&),
                     std::filesystem::path& (*)(Study&), std::vector<std::string>& (*)(Study&),
                     std::array<double, 4>& (*)(Study&), std::vector<double>& (*)(Study&), bool& (*)(Study&)>;
    enum class Presence { with_default, required, optional };
    static constexpr double none = std::numeric_limits<double>::infinity();

    std::string_view path;  ///< "area.cell_size_m"; the unit is in the name
    Target target;
    Presence presence = Presence::with_default;
    std::string_view example{};               ///< TOML value, shown when a required key is missing
    std::string_view about;                   ///< one or two sentences
    double min = -none, max = none;           ///< numbers: both are allowed values
    std::vector<int> values{};                ///< integers: the allowed values
    std::vector<std::string_view> choices{};  ///< texts and lists of texts: the allowed values
    std::string_view range{};                 ///< in words, where min, max and choices do not say it
    /// Texts and items of lists: "" when good, else what is wrong, as the end of "'key' is "value"; ".
    std::string (*check)(std::string_view) = nullptr;

    std::string type_text() const;     ///< "number", "integer", "text", "path", "list of texts", "4 numbers",
                                       ///< "list of numbers", "true or false"
    std::string default_text() const;  ///< TOML value, "required" or "optional"
    std::string range_text() const;    ///< "0.1 to 100", "male, female", `range`; may be empty
    std::string_view section() const {
        return path.substr(0, path.find('.') == path.npos ? 0 : path.find('.'));
    }
    std::string_view name() const {
        return path.substr(path.find('.') == path.npos ? 0 : path.find('.') + 1);
    }
};

/// Every key, in the order in which they are explained. Sections stand together.
const std::vector<StudyKey>& study_keys();

/// What a section is for; empty for a name that is no section. The top level is "".
std::string_view section_title(std::string_view section);

}  // namespace luwte
