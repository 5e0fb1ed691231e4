// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"

#include <filesystem>

namespace luwte {

/// Draws what a study will compute, before it is: what covers the ground, buildings, crowns, the roads with
/// traffic, the yards of sites with the footprint of their school (dashed), and the polygons of every
/// scenario's edits with its id. PNG, whole or not at all. Throws InputError as plan_text() does,
/// RuntimeError where it cannot be written.
void draw_plan(const Study& study, const std::filesystem::path& file);

}  // namespace luwte
