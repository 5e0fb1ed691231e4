// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/run_inputs.hpp"
#include "inputs/study/study.hpp"

#include <string>

namespace luwte {

/// What the weather of a day was, as the station has it, in a sentence of the result: lowest and highest
/// hour, wind with its direction, hours of sun, rain where there was some.
std::string weather_rule(const DayPlan& day, const Study::WeatherInput& weather);

/// What stands behind the day in that sentence, by which pages find it.
inline constexpr const char* weather_rule_begin = ": weather of the station";

}  // namespace luwte
