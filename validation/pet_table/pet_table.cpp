// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/humidity.hpp"
#include "kernels/comfort/pet.hpp"
#include "validation/reference_table.hpp"
#include "validation/validation.hpp"

#include <cmath>
#include <cstdio>
#include <limits>

namespace luwte {
namespace {

/// Largest difference [K] over the table for a person of this age; NaN when the table is empty.
double largest_error(const ReferenceTable& table, float age) {
    double worst = table.rows.empty() ? std::numeric_limits<double>::quiet_NaN() : 0.0;
    for (std::size_t n = 0; n < table.rows.size(); ++n) {
        const double want = table.number(n, "pet");
        if (std::isnan(want)) continue;
        Person person;
        person.age = age;
        person.work = float(table.number(n, "met") * 58.2);  // the source takes its met as this many watts
        person.clothing = float(table.number(n, "clo"));
        const double air = table.number(n, "tdb") + 273.15;
        const double vapour = table.number(n, "rh") / 100 * saturation_vapour_pressure(air);
        const double got =
            PetModel(person).pet({air, table.number(n, "tr") + 273.15, table.number(n, "v"), vapour});
        const double error = std::fabs(got - want);
        if (!(error <= worst)) worst = error;
    }
    return worst;
}

}  // namespace

std::vector<ValidationRow> validate_pet_table(const ValidationContext& context) {
    ValidationRow row{"pet_table", "max_abs_error", 0, "K", "<= 0.1", {}, "", ""};
    const auto file = context.shared / "validation/comfort-pet/table.csv";
    if (!std::filesystem::exists(file)) {
        row.reason = "comfort-pet/table.csv is not there";
        return {row};
    }
    const ReferenceTable table = read_reference_table(file);
    row.value = largest_error(table, 23);
    row.pass = row.value <= 0.1;
    char text[120];
    std::snprintf(text, sizeof text, "for age 23, the default of the table's source; for age 35 it is %.3f K",
                  largest_error(table, 35));
    row.reason = text;
    return {row};
}

}  // namespace luwte
