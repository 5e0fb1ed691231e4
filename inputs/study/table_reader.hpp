// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/materials/materials.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace luwte {

/// What reads lists of tables with ids, [[scenario]] and [[site]], has in common. Reports every problem.
class TableReader {
  protected:
    /// `folder` is the one that paths are relative to; `example` a whole table, for hints. All are kept by
    /// reference but the example.
    TableReader(const std::filesystem::path& folder, const MaterialProblem& report, std::string example)
        : folder_(folder), report_(report), example_(std::move(example)) {}

    void problem(const toml::node& node, const std::string& path, const std::string& what,
                 std::string hint = {}) const;

    /// Calls `one` with each table of the list and its path, "site[2]"; nothing where it is no such list.
    void each_table(const toml::node& given, std::string_view name, std::size_t most,
                    const std::function<void(const toml::table&, const std::string&)>& one) const;
    /// A key that is none of `keys` is a problem.
    void check_keys(const toml::table& given, const std::string& path, const std::vector<std::string>& keys,
                    std::string_view whose) const;
    /// An id as folders take it; `reserved` is refused with `why`.
    std::string id(const toml::table& given, const std::string& path, std::string_view reserved,
                   std::string_view why) const;
    /// A name for people: one line.
    std::string name(const toml::table& given, const std::string& path) const;
    /// An existing file; empty with a problem.
    std::filesystem::path file(const toml::node& node, const std::string& path) const;

    const std::string& example() const { return example_; }

  private:
    std::string text(const toml::table& given, const std::string& path, const char* key,
                     const std::function<std::string(const std::string&)>& check) const;

    const std::filesystem::path& folder_;
    const MaterialProblem& report_;
    std::string example_;
};

/// Whether a text is an id of a scenario or a site: 1 to 40 of a to z, 0 to 9 and -.
bool is_id(std::string_view id);

/// Heights of buildings that a study puts up [m].
inline constexpr double lowest_building = 2, highest_building = 400;

}  // namespace luwte
