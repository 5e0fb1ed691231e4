// SPDX-License-Identifier: Apache-2.0
#include "inputs/sites/site_features.hpp"

#include <algorithm>

namespace luwte {

void keep_site(FeatureSet& set, const std::string& site, std::string_view layer) {
    const bool by_layer = std::ranges::find(set.layers, layer) != set.layers.end();
    std::erase_if(set.features, [&](const Feature& f) {
        const std::string of = f.get({"site"});
        return (by_layer && f.layer != layer) || (!of.empty() && of != site);
    });
}

}  // namespace luwte
