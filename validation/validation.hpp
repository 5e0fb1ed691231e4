// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// One figure of one case: `luwte validate` writes it as
/// {"case","metric","value","unit","acceptance","pass"} plus "goal" and "reason" where they are set.
struct ValidationRow {
    std::string case_name, metric;
    double value = 0;
    std::string unit;
    std::string acceptance;    ///< in words, fixed before the run: "<= 0.005"
    std::optional<bool> pass;  ///< empty = the data set is not there; `reason` says so
    std::string reason;
    std::string goal;  ///< the figure wished for, where it is stricter than the acceptance
};

struct ValidationContext {
    std::filesystem::path shared;  ///< folder with validation/ and data/ (LUWTE_SHARED or --data)
};

struct ValidationCase {
    std::string name;
    std::string title;  ///< one sentence: what is compared with what
    std::vector<ValidationRow> (*run)(const ValidationContext&);
};

/// Every case, in the order in which they are reported.
const std::vector<ValidationCase>& validation_cases();

std::vector<ValidationRow> validate_solar_position(const ValidationContext&);
std::vector<ValidationRow> validate_sky_view_factor_canyon(const ValidationContext&);
std::vector<ValidationRow> validate_shadow_length(const ValidationContext&);
std::vector<ValidationRow> validate_utci_table(const ValidationContext&);
std::vector<ValidationRow> validate_pet_table(const ValidationContext&);
std::vector<ValidationRow> validate_national_pet_vectors(const ValidationContext&);

}  // namespace luwte
