// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/humidity.hpp"
#include "kernels/comfort/utci.hpp"
#include "validation/picture.hpp"
#include "validation/reference_table.hpp"
#include "validation/validation.hpp"

#include <cmath>

namespace luwte {
namespace {

ValidationRow row(const char* metric) { return {"utci_table", metric, 0, "K", "<= 0.1", {}, "", ""}; }

void add(ValidationRow& out, double error) {
    if (!(error <= out.value)) out.value = error;  // a NaN of ours stays and fails
    out.pass = out.value <= 0.1;
}

}  // namespace

std::vector<ValidationRow> validate_utci_table(const ValidationContext& context) {
    const auto panel = [](const char* title) {
        return Panel{title, "UTCI of the table, degC", "K, ours less that", {{"", {}, true}}, {-0.1, 0.1}};
    };
    std::vector<Panel> panels;
    std::vector<ValidationRow> rows{row("max_abs_error"), row("thermofeel_max_abs_error")};

    const auto table_file = context.shared / "validation/comfort-utci/table.csv";
    if (!std::filesystem::exists(table_file)) {
        rows[0].reason = "comfort-utci/table.csv is not there";
    } else {
        const ReferenceTable t = read_reference_table(table_file);
        panels.push_back(panel("Table of pythermalcomfort"));
        for (std::size_t n = 0; n < t.rows.size(); ++n) {
            const double want = t.number(n, "utci");
            if (std::isnan(want)) continue;  // out of range in the source, which then clips or blanks
            const double air = t.number(n, "tdb") + 273.15, radiant = t.number(n, "tr") + 273.15;
            const double vapour = t.number(n, "rh") / 100 * saturation_vapour_pressure(air);
            const float got = utci(float(air), float(radiant), float(t.number(n, "v")), float(vapour));
            add(rows[0], std::fabs(double(got) - want));
            panels.back().curves[0].points.push_back({want, double(got) - want});
        }
    }

    const auto thermofeel_file = context.shared / "validation/comfort-thermofeel/table.csv";
    if (!std::filesystem::exists(thermofeel_file)) {
        rows[1].reason = "comfort-thermofeel/table.csv is not there";
    } else {
        const ReferenceTable t = read_reference_table(thermofeel_file);
        panels.push_back(panel("Table of thermofeel"));
        for (std::size_t n = 0; n < t.rows.size(); ++n) {
            const double want = t.number(n, "out_utci") - 273.15;
            const double air = t.number(n, "t2m"), radiant = t.number(n, "mrt");
            const double vapour = saturation_vapour_pressure(t.number(n, "td"));
            // The package extrapolates beyond the range of the polynomial and below 0.5 m/s; that is left
            // out.
            const double wind = t.number(n, "va");
            if (std::isnan(want) || !utci_in_range(float(air), float(radiant), float(vapour)) ||
                wind < UtciRange::wind_min || wind > UtciRange::wind_max)
                continue;
            const double got = double(utci(float(air), float(radiant), float(wind), float(vapour)));
            add(rows[1], std::fabs(got - want));
            panels.back().curves[0].points.push_back({want, got - want});
        }
    }
    if (!panels.empty())
        draw_panels(context, "utci_table", "Differences of UTCI. Dashed: what is asked for.", panels);
    return rows;
}

}  // namespace luwte
