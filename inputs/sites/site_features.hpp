// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/vector/features.hpp"

#include <string>
#include <string_view>

namespace luwte {

/// Keeps of a file's features those of a site: of a file with a layer named `layer` those of that layer, and
/// of features with a property `site` those where it is this id.
void keep_site(FeatureSet& set, const std::string& site, std::string_view layer);

}  // namespace luwte
