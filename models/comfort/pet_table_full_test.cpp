// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/humidity.hpp"
#include "models/comfort/pet_table_cases.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

// 0.1 K is what the maps promise. Each range is one step: 3 K of air temperature, Tmrt from shade under a
// cold sky to full sun, wind from the calm of a courtyard to a gust; winter to a day hotter than any in
// the Netherlands, dry to muggy. 18 ranges of 6,000 points: 108,000.
TEST(PetTable, IsWithinATenthOfAKelvinOfTheFullModelOverTheRangesOfARun) {
    const PetModel model{Person{}};
    unsigned seed = 1;
    for (const float air : {263.0f, 278.0f, 288.0f, 298.0f, 305.0f, 311.0f})
        for (const float humidity : {0.2f, 0.4f, 0.7f}) {
            const float vapour = humidity * float(saturation_vapour_pressure(air + 1.5));
            const PetRange range{air, air + 3, air - 12, std::min(air + 45, 348.0f), 0.1f, 12.0f};
            const auto error = pet_table_error(model, range, vapour, 6000, seed++);
            EXPECT_LE(error.worst, 0.1) << "air " << error.air << " K, Tmrt " << error.radiant << " K, wind "
                                        << error.wind << " m/s, " << vapour << " Pa: " << error.table;
        }
}

// The hardest: calm, burning sun, dripping sweat, a child and an old woman.
TEST(PetTable, KeepsItsErrorForOtherPersons) {
    Person child{.height = 1.2f, .weight = 24, .age = 7, .work = 60, .clothing = 0.5f};
    Person old_woman{.height = 1.6f, .weight = 60, .age = 80, .work = 60, .clothing = 0.7f, .female = true};
    for (const Person& person : {child, old_woman}) {
        const auto error = pet_table_error(PetModel{person}, {302, 305, 293, 345, 0.2f, 8}, 2200, 20000, 99);
        EXPECT_LE(error.worst, 0.1) << error.air << " " << error.radiant << " " << error.wind;
    }
}

}  // namespace
}  // namespace luwte
