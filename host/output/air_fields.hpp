// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"

namespace luwte {

/// Fields of air along streets, for the catalogue.
void add_yearly_air(std::vector<FieldInfo>& all);    ///< by dispersion
void add_srm1(std::vector<FieldInfo>& all);          ///< by SRM1, and the difference
void add_air_of_steps(std::vector<FieldInfo>& all);  ///< by dispersion, of every step

}  // namespace luwte
