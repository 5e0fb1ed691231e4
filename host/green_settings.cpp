// SPDX-License-Identifier: Apache-2.0
#include "host/green_settings.hpp"

#include "inputs/study/study_keys.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr std::string_view green_section = "green_benefits";

}  // namespace

nlohmann::ordered_json green_settings_json(const Study::GreenBenefits& settings) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    Study study;
    study.green_benefits = settings;
    for (const StudyKey& key : study_keys()) {
        if (key.section() != green_section) continue;
        nlohmann::ordered_json& value = json[std::string(key.name())];
        if (const auto* number = std::get_if<double& (*)(Study&)>(&key.target)) {
            if (!std::isnan((*number)(study))) value = (*number)(study);
        } else if (const auto* whole = std::get_if<int& (*)(Study&)>(&key.target))
            value = (*whole)(study);
        else if (const auto* text = std::get_if<std::string& (*)(Study&)>(&key.target))
            value = (*text)(study);
        else if (const auto* flag = std::get_if<bool& (*)(Study&)>(&key.target))
            value = (*flag)(study);
    }
    return json;
}

Study::GreenBenefits green_settings_of(const nlohmann::json& json, const std::string& where) {
    Study study;
    study.green_benefits.asked = true;
    for (const StudyKey& key : study_keys()) {
        if (key.section() != green_section) continue;
        const nlohmann::json& value = json.at(std::string(key.name()));
        bool good = true;
        if (const auto* number = std::get_if<double& (*)(Study&)>(&key.target)) {
            double& of = (*number)(study);
            of = value.is_null() ? Study::GreenBenefits::not_given : value.get<double>();
            good = std::isnan(of) ? value.is_null() : of >= key.min && of <= key.max;
        } else if (const auto* whole = std::get_if<int& (*)(Study&)>(&key.target)) {
            const int of = (*whole)(study) = value.get<int>();
            good = std::ranges::find(key.values, of) != key.values.end();
        } else if (const auto* text = std::get_if<std::string& (*)(Study&)>(&key.target)) {
            const std::string of = (*text)(study) = value.get<std::string>();
            good = std::ranges::find(key.choices, std::string_view(of)) != key.choices.end();
        } else if (const auto* flag = std::get_if<bool& (*)(Study&)>(&key.target))
            (*flag)(study) = value.get<bool>();
        if (!good)
            throw InputError(where, fmt::format("'{}' lies outside its range", key.path),
                             "run the study again: luwte run writes this file");
    }
    return study.green_benefits;
}

}  // namespace luwte
