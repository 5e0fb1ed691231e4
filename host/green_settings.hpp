// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"

#include <nlohmann/json.hpp>

namespace luwte {

/// Settings of [green_benefits] as study.json keeps them; null: not given.
nlohmann::ordered_json green_settings_json(const Study::GreenBenefits& settings);

/// Back, from a file of anyone. Throws nlohmann::json::exception where a value is of another type, InputError
/// where one lies outside the range of its key.
Study::GreenBenefits green_settings_of(const nlohmann::json& json, const std::string& where);

}  // namespace luwte
