// SPDX-License-Identifier: Apache-2.0
// What keys say of themselves in help, documentation and errors.
#include "inputs/study/study_keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {

std::string_view section_title(std::string_view section) {
    if (section.empty()) return "The study";
    if (section == "area") return "Where";
    if (section == "city") return "The city: files relative to the study file";
    if (section == "weather") return "When, and the weather";
    if (section == "wind")
        return "Wind around buildings, by a flow model where this section stands, even empty";
    if (section == "air")
        return "Air along streets: SRM1 and, with [wind], dispersion; exploratory, not for permit tests";
    if (section == "output") return "What is written";
    if (section == "sky") return "Directions of the sky view factors";
    if (section == "person") return "For whom comfort is computed";
    if (section == "ranking") return "How sites are judged beside each other";
    if (section == "green_benefits")
        return "Benefits of green by the rules of RIVM's Groene Baten Planner; exploratory";
    if (section == "materials") return "What surfaces are made of: replacements in the table of materials";
    return {};
}

std::string StudyKey::type_text() const {
    static constexpr std::array<std::string_view, 8> names = {
        "integer",   "number",          "text",         "path", "list of texts",
        "4 numbers", "list of numbers", "true or false"};
    return std::string(names[target.index()]);
}

std::string StudyKey::default_text() const {
    if (presence == Presence::required) return "required";
    if (presence == Presence::optional) return "optional";
    Study study;
    return std::visit(
        [&](auto access) -> std::string {
            const auto& value = access(study);
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, std::string>)
                return fmt::format("\"{}\"", value);
            else if constexpr (std::is_same_v<Value, double>)
                return fmt::format("{}", value);
            else if constexpr (std::is_same_v<Value, bool>)
                return value ? "true" : "false";
            else if constexpr (std::is_same_v<Value, int>)
                return fmt::format("{}", value);
            else if constexpr (std::is_same_v<Value, std::array<double, 4>>)
                return fmt::format("[{}]", fmt::join(value, ", "));
            else if constexpr (std::is_same_v<Value, std::vector<std::string>>)
                return value.empty() ? "[]" : fmt::format("[\"{}\"]", fmt::join(value, "\", \""));
            else if constexpr (std::is_same_v<Value, std::vector<double>>)
                return fmt::format("[{}]", fmt::join(value, ", "));
            else
                return "[]";  // paths have no default
        },
        target);
}

std::string StudyKey::range_text() const {
    if (!range.empty()) return std::string(range);
    if (!choices.empty()) return fmt::format("{}", fmt::join(choices, ", "));
    if (!values.empty()) return fmt::format("{}", fmt::join(values, ", "));
    if (min == max) return fmt::format("{}", min);
    if (max < none) return fmt::format("{} to {}", min, max);
    return {};
}

}  // namespace luwte
