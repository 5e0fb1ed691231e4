// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/materials/materials.hpp"
#include "inputs/study/study.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// All [[site]] of a study; their files are relative to `folder`:
///
///     [[site]]
///     id = "park"
///     name = "At the edge of the park"
///     yard = "sites.gpkg"
///     building = "sites.gpkg"
///     building_height_m = 8
///
/// Reports every problem, with paths such as "site[2].yard".
std::vector<Study::Site> read_sites(const toml::node& given, const std::filesystem::path& folder,
                                    const MaterialProblem& report);

/// Whether a site has a city of its own: with the school that is built there.
inline bool has_own_city(const Study::Site& site) { return site.building_height_m > 0; }

/// The study of one site alone: its school is built after all edits, and its name stands behind the title.
/// Without a school to build only the list of sites is left out.
Study study_of(const Study& study, const Study::Site& site);

/// For `luwte help study`.
std::string site_text();

}  // namespace luwte
