// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"
#include "inputs/study/study.hpp"

namespace luwte {

/// The fields that the result of a study holds, as select_fields() has them. Throws InputError likewise.
std::vector<const FieldInfo*> fields_of(const Study& study);

}  // namespace luwte
