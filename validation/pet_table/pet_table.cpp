// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/humidity.hpp"
#include "kernels/comfort/pet.hpp"
#include "validation/picture.hpp"
#include "validation/reference_table.hpp"
#include "validation/validation.hpp"

#include <cmath>
#include <cstdio>
#include <limits>

namespace luwte {
namespace {

/// Largest difference [K] over the table for a person of this age; NaN when the table is empty. Adds all to
/// `dots`.
double largest_error(const ReferenceTable& table, float age, std::vector<Panel::Point>& dots) {
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
        dots.push_back({want, got - want});
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
    Panel panel{"Differences by age of the person",
                "PET of the table, degC",
                "K, ours less that",
                {{"age 23, the table's", {}, true}, {"age 35", {}, true}},
                {-0.1, 0.1}};
    row.value = largest_error(table, 23, panel.curves[0].points);
    const double of_35 = largest_error(table, 35, panel.curves[1].points);
    draw_panels(context, "pet_table", "Differences of PET. Dashed: what is asked for.", {panel});
    row.pass = row.value <= 0.1;
    char text[120];
    std::snprintf(text, sizeof text, "for age 23, the default of the table's source; for age 35 it is %.3f K",
                  of_35);
    row.reason = text;
    return {row};
}

}  // namespace luwte
