// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/inflow.hpp"

#include <filesystem>

namespace luwte {

/// Reads the wind's inflow from CSV of our own, with columns by name in any order and comments after '#':
///
///     # mast of Cabauw, neutral hours of 2019
///     height_m,wind_speed_m_s,turbulent_kinetic_energy_m2_s2
///     2,2.9,1.1
///     10,4.6,1.1
///     ...
///
/// Heights above ground rise from row to row, the first at 10 m or lower, the last at 60 m or higher; three
/// rows or more, at most 1 MiB. Every cell has a value: speed and k above 0.
/// Throws InputError with every problem (file, line, column).
InflowTable read_inflow_table(const std::filesystem::path& file);

}  // namespace luwte
