// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "models/traffic/road_emission.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

struct LoadedFactors {
    EmissionFactors factors;
    InputRecord record;
    std::vector<std::string> warnings;  ///< a table that does not say where it comes from
};

/// Emission factors of one year from a CSV of the user. Luwte has none of its own: they are published every
/// year.
///
///     # source: ministry, March 2025
///     substance,year,speed_class,vehicle_class,factor_g_km
///     nox,2030,c,light,0.341
///
/// Columns in any order; lines that begin with # are comments, of which those that begin with "# source:" are
/// kept. substance nox, no2 (emitted as such), pm10, pm25 or ec; speed_class a to e (d: stagnating);
/// vehicle_class light, medium, heavy or bus. Throws InputError  all problems of the file: columns, words,
/// numbers, a combination that stands twice, a
///                    year that it does not have
LoadedFactors read_emission_factors(const std::string& role, const std::filesystem::path& file, int year);

}  // namespace luwte
