// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/heat/surface_material.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace luwte {

/// One number of a material or of a layer: its key in materials.toml and under [materials] of a study.
template <class Owner>
struct MaterialNumber {
    std::string_view key;  ///< the unit is in the name
    float Owner::*member;
    double min, max;  ///< both are allowed values, in the key's unit
    double si;        ///< SI units per unit of the key
    std::string_view about;
    bool of_walls = true;  ///< false: a wall has none, and the key is refused there
};
const std::vector<MaterialNumber<SurfaceMaterial>>& material_numbers();
const std::vector<MaterialNumber<MaterialLayer>>& layer_numbers();
const std::vector<MaterialNumber<CrownMaterial>>& crown_numbers();

/// "unknown", "building", ..., "water", "wall", and then other roofs, walls and grounds: the keys of the
/// table, but for "crown", which is no surface.
std::vector<std::string> material_names();

/// What [materials.NAME] can be `like`: other materials for the same place, which their names end in: a roof
/// (also "building"), a wall, or the ground.
std::vector<std::string> material_choices(std::string_view name);

/// Index of MaterialTable::ground, or of MaterialTable::wall_of(), by name. Throws std::logic_error.
std::int8_t top_material_of(std::string_view name);
std::int8_t wall_material_of(std::string_view name);

/// inputs/materials/materials.toml as it was when the program was built.
std::string_view materials_toml();

/// The materials of a study that replaces none.
MaterialTable default_materials();

/// Takes a problem at the place of `path`, "wall.layers", whose node stands at `at`.
using MaterialProblem = std::function<void(const toml::source_region& at, const std::string& path,
                                           std::string what, std::string hint)>;

/// Replaces what `given`, in the form of materials.toml, names; layers are replaced together, and `like`
/// takes all of another material before anything else. Reports every problem: unknown names, wrong types,
/// values outside their range, leaves without stomata, what a wall does not have. Texts of problems name keys
/// as "materials.wall.albedo".
void replace_materials(MaterialTable& materials, const toml::table& given, const MaterialProblem& report);

/// One key under a material, for `luwte help study`; "layers.thickness_m" stands in each layer.
struct MaterialHelp {
    std::string key, type, range, about;
};
std::vector<MaterialHelp> material_help();

}  // namespace luwte
