// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <filesystem>
#include <iosfwd>
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
    std::string acceptance;    ///< in words, fixed before the run: "<= 0.005"; empty = a figure to read
    std::optional<bool> pass;  ///< empty = a figure, or the data set is not there; `reason` says so
    std::string reason;
    std::string goal;  ///< the figure wished for, where it is stricter than the acceptance

    bool is_figure() const { return !pass && acceptance.empty(); }
    bool has_value() const { return (pass || is_figure()) && std::isfinite(value); }
};

struct ValidationContext {
    std::filesystem::path shared;         ///< folder with validation/ and data/ (LUWTE_SHARED or --data)
    std::filesystem::path pictures = {};  ///< folder of the page, for a case's picture; empty = none wanted
};

struct ValidationCase {
    std::string name;
    std::string title;  ///< one sentence: what is compared with what
    std::vector<ValidationRow> (*run)(const ValidationContext&);
};

struct ValidateOptions {
    std::string only;                  ///< name of one case; empty = all
    std::filesystem::path json, html;  ///< files to write; empty = none
    ValidationContext context;
};

/// Runs the cases, prints a table to `out` and writes the files asked for.
///
/// A case that throws becomes a failed row with the reason. A row without data has pass = null
/// and value = null, a figure without acceptance pass = null and a value; neither counts as failed.
/// Returns 0 when no row failed, else 1.
/// Throws  InputError    `only` names no case (with the nearest name)
///         RuntimeError  a file cannot be written
int validate(const std::vector<ValidationCase>& cases, const ValidateOptions& options, std::ostream& out);

/// The rows as a JSON array, "pass" null where the data set is not there.
std::string validation_json(const std::vector<ValidationRow>& rows);

/// One self-contained page (no script, no link to anywhere), every text escaped.
std::string validation_html(const std::vector<ValidationCase>& cases, const std::vector<ValidationRow>& rows,
                            const std::string& version);

}  // namespace luwte
