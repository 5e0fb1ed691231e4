// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/land_cover.hpp"

#include <map>

namespace luwte {
namespace {

using enum SurfaceType;

// BGT (IMGeo 2.1) domain values, normalised. Grouping: docs/models/city.md, section 2.
const std::map<std::string, SurfaceType>& known_values() {
    static const std::map<std::string, SurfaceType> values = {
        // wegdeel, ondersteunendwegdeel, onbegroeidterreindeel
        {"geslotenverharding", closed_paving},
        {"openverharding", open_paving},
        {"halfverhard", semi_paving},
        {"onverhard", bare_soil},
        {"zand", bare_soil},
        {"erf", yard},
        {"groenvoorziening", grass},
        {"berm", grass},
        // begroeidterreindeel
        {"graslandagrarisch", grass},
        {"graslandoverig", grass},
        {"bouwland", cropland},
        {"struiken", shrub},
        {"rietland", shrub},
        {"kwelder", shrub},
        {"heide", shrub},
        {"moeras", shrub},
        {"duin", bare_soil},
        {"loofbos", woodland},
        {"gemengdbos", woodland},
        {"naaldbos", woodland},
        {"houtwal", woodland},
        {"boomteelt", woodland},
        {"fruitteelt", woodland},
        // waterdeel, ondersteunendwaterdeel
        {"waterloop", water},
        {"watervlakte", water},
        {"zee", water},
        {"greppeldrogesloot", grass},
        {"oeverslootkant", grass},
        {"slik", bare_soil},
    };
    return values;
}

/// Finer classes that change the type of "groenvoorziening" and of a road without a class.
const std::map<std::string, SurfaceType>& plus_values() {
    static const std::map<std::string, SurfaceType> values = {
        {"heesters", shrub},
        {"struikrozen", shrub},
        {"bosplantsoen", shrub},
        {"planten", shrub},
        {"bodembedekkers", shrub},
        {"grasenkruidachtigen", grass},
        {"asfalt", closed_paving},
        {"cementbeton", closed_paving},
        {"betonstraatstenen", open_paving},
        {"gebakkenklinkers", open_paving},
        {"tegels", open_paving},
        {"sierbestrating", open_paving},
        {"betonelement", open_paving},
        {"grasklinkers", semi_paving},
        {"grind", semi_paving},
        {"gravel", semi_paving},
        {"puin", semi_paving},
        {"schelpen", semi_paving},
        {"boomschors", bare_soil},
        {"zand", bare_soil},
    };
    return values;
}

/// Objects that are paved whatever their class says.
bool is_structure(const std::string& layer) {
    return layer == "overbruggingsdeel" || layer == "kunstwerkdeel" || layer == "scheiding" ||
           layer == "overigescheiding" || layer == "overigbouwwerk" || layer == "gebouwinstallatie";
}

}  // namespace

bool is_land_cover_layer(const std::string& layer) {
    return layer == "wegdeel" || layer == "ondersteunendwegdeel" || layer == "begroeidterreindeel" ||
           layer == "onbegroeidterreindeel" || layer == "waterdeel" || layer == "ondersteunendwaterdeel" ||
           is_structure(layer);
}

bool surface_type_of(const std::string& layer, const std::string& value, const std::string& plus,
                     SurfaceType& type) {
    type = unknown;
    if (is_structure(layer)) {
        type = closed_paving;
        return true;
    }
    const auto known = known_values().find(value);
    const auto finer = plus_values().find(plus);
    if (known != known_values().end()) type = known->second;
    const bool refine = known == known_values().end() || value == "groenvoorziening";
    if (refine && finer != plus_values().end()) type = finer->second;
    if (type == unknown && layer == "waterdeel") type = water;  // whatever its kind is called
    return type != unknown;
}

}  // namespace luwte
