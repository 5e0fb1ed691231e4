// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/comfort/pet_table.hpp"

#include <cmath>
#include <random>

namespace luwte {

struct PetTableError {
    double worst = 0;                 ///< K
    float air, radiant, wind, table;  ///< where
};

/// Largest difference between a table and the full model at random points of its range (wind uniform in
/// its logarithm).
inline PetTableError pet_table_error(const PetModel& model, const PetRange& range, float vapour_pressure,
                                     int points, unsigned seed) {
    const PetTable table(Backend::cpu(), model, range, vapour_pressure);
    std::mt19937 generator(seed);
    const auto between = [&](float a, float b) {
        return std::uniform_real_distribution<float>(a, b)(generator);
    };
    PetTableError error;
    for (int n = 0; n < points; ++n) {
        const float a = between(range.air_min, range.air_max);
        const float r = between(range.radiant_min, range.radiant_max);
        const float w = std::exp(between(std::log(range.wind_min), std::log(range.wind_max)));
        const float value = table.view()(a, r, w);
        const double e = std::fabs(value - model.pet({a, r, w, vapour_pressure}));
        if (!(e <= error.worst)) error = {e, a, r, w, value};
    }
    return error;
}

}  // namespace luwte
