// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/green_benefits.hpp"

#include <string>

namespace luwte {

/// The part of a report about benefits of green after RIVM's rules, beside what Luwte computes of the same
/// plans; with amounts behind a fold where the study asks for them.
std::string green_section(const GreenBenefitsOfStudy& benefits);

}  // namespace luwte
