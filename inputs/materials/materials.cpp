// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/materials.hpp"

#include "inputs/materials/material_rules.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {

namespace {

constexpr std::size_t most_layers = 10;
constexpr std::size_t most_suggestions = 50;  ///< for unknown keys; a hostile file may have many
constexpr std::size_t longest_source = 1000;  ///< characters

constexpr std::string_view stomata_key = "minimum_stomatal_resistance_s_m";
constexpr std::string_view plant_water_key = "plant_available_water_m";
/// Keys of a material that are no number.
constexpr std::string_view crown_name = "crown";
constexpr std::string_view layers_key = "layers", water_key = "open_water", like_key = "like",
                           source_key = "source", verify_key = "to_be_verified";

/// Materials beside those of surface types and the wall: other roofs, walls and grounds.
constexpr std::array<std::string_view, other_roof_count> other_roofs = {
    "green_roof", "white_roof", "white_aged_roof", "gravel_roof", "uninsulated_roof", "new_roof"};
constexpr std::array<std::string_view, wall_material_count - 1> other_walls = {"uninsulated_wall",
                                                                               "new_wall"};
constexpr std::array<std::string_view, other_ground_count> other_grounds = {"permeable_paving"};

std::vector<std::string_view> other_names() {
    std::vector<std::string_view> names(other_roofs.begin(), other_roofs.end());
    names.insert(names.end(), other_walls.begin(), other_walls.end());
    names.insert(names.end(), other_grounds.begin(), other_grounds.end());
    return names;
}

/// Names of MaterialTable::ground.
std::vector<std::string_view> top_names() {
    std::vector<std::string_view> names;
    for (const SurfaceProperties& type : surface_properties()) names.push_back(type.name);
    names.insert(names.end(), other_roofs.begin(), other_roofs.end());
    names.insert(names.end(), other_grounds.begin(), other_grounds.end());
    return names;
}

/// Where a material of this name can be: its last word.
std::string_view place_of(std::string_view name) {
    if (name == "building") return "roof";
    for (const std::string_view place : {"roof", "wall"})
        if (name.ends_with(place)) return place;
    return "ground";
}

SurfaceMaterial* find_material(MaterialTable& materials, std::string_view name) {
    for (SurfaceMaterial& material : materials.ground)
        if (material.name == name) return &material;
    for (SurfaceMaterial& material : materials.other_walls)
        if (material.name == name) return &material;
    return name == materials.wall.name ? &materials.wall : nullptr;
}

/// Keys that can be said to be verified or not: those that hold values.
std::vector<std::string> value_keys(bool wall) {
    std::vector<std::string> keys;
    for (const auto& number : material_numbers())
        if (number.of_walls || !wall) keys.emplace_back(number.key);
    keys.emplace_back(layers_key);
    if (!wall) keys.emplace_back(water_key);
    return keys;
}

std::vector<std::string> crown_keys() {
    std::vector<std::string> keys;
    for (const auto& number : crown_numbers()) keys.emplace_back(number.key);
    return keys;
}

/// Whether a wall lacks what another material's key of this name holds.
bool is_no_key_of_walls(std::string_view key) {
    const auto has = [&](bool wall) { return std::ranges::count(value_keys(wall), key) > 0; };
    return has(false) && !has(true);
}

class Reader {
  public:
    Reader(MaterialTable& materials, const MaterialProblem& report)
        : materials_(materials), report_(report) {}

    /// First what others can be like.
    void read(const toml::table& given) {
        for (const bool others : {true, false}) read(given, others);
    }

  private:
    MaterialTable& materials_;
    const MaterialProblem& report_;
    std::size_t unknown_ = 0;
    std::string path_;  ///< of what is being read, without "materials."

    void read(const toml::table& given, bool others) {
        for (const auto& [name, node] : given) {
            if (is_rule_list(name.str())) continue;
            const bool other = std::ranges::count(other_names(), name.str()) > 0;
            if (other != others) continue;
            path_ = std::string(name.str());
            const bool crown = name.str() == crown_name;
            SurfaceMaterial* material = find_material(materials_, name.str());
            if (material == nullptr && !crown) {
                std::vector<std::string> names = material_names();
                names.emplace_back(crown_name);
                for (const RuleList& list : rule_lists()) names.emplace_back(list.key);
                unknown(name.source(), names);
            } else if (!node.is_table())
                problem(node, fmt::format("has to be a table: [materials.{}]", path_));
            else if (crown)
                read_crown(*node.as_table());
            else
                read(*node.as_table(), *material);
        }
    }

    std::string shown() const { return "materials." + printable(path_); }

    /// "'materials.wall.albedo' WHAT", at the place of a value.
    void problem(const toml::node& node, const std::string& what, std::string hint = {}) {
        report_(node.source(), path_, fmt::format("'{}' {}", shown(), what), std::move(hint));
    }

    void unknown(const toml::source_region& at, const std::vector<std::string>& names) {
        const std::size_t dot = path_.rfind('.');
        const std::string parent = dot == path_.npos ? "" : path_.substr(0, dot + 1);
        if (++unknown_ > most_suggestions)
            return report_(at, path_, fmt::format("unknown key '{}'", shown()), "");
        const std::string nearest = nearest_name(path_.substr(parent.size()), names);
        report_(at, path_, fmt::format("unknown key '{}'", shown()),
                nearest.empty() ? fmt::format("one of: {}", fmt::join(names, ", "))
                                : fmt::format("did you mean 'materials.{}{}'?", parent, nearest));
    }

    void read(const toml::table& given, SurfaceMaterial& material) {
        const std::string parent = path_ + ".";
        const bool wall = place_of(material.name) == "wall";
        if (const toml::node* like = given.get(like_key)) {
            path_ = parent + std::string(like_key);
            take_like(*like, material);
        }
        std::vector<std::string> replaced;
        std::string source;
        for (const auto& [name, node] : given) {
            path_ = parent + std::string(name.str());
            const std::string_view key = name.str();
            if (key == like_key) continue;
            if (wall && is_no_key_of_walls(key)) {
                problem(node, "would change nothing: walls have no leaves, roughness or water in this model",
                        fmt::format("a wall has: {}", fmt::join(value_keys(true), ", ")));
                continue;
            }
            const auto* number = find_number(material_numbers(), key);
            if (number != nullptr)
                take(*number, node, material);
            else if (key == layers_key)
                take_layers(node, material.layers);
            else if (key == water_key)
                take_bool(node, material.water);
            else if (key == source_key)
                source = take_source(node);
            else if (key == verify_key)
                take_unverified(node, value_keys(wall), material.to_be_verified);
            else {
                std::vector<std::string> names = value_keys(wall);
                for (const std::string_view other : {like_key, source_key, verify_key})
                    names.emplace_back(other);
                unknown(name.source(), names);
                continue;
            }
            if (key != source_key && key != verify_key) replaced.emplace_back(key);
        }
        path_ = parent.substr(0, parent.size() - 1);
        tell_source(material.source, source, replaced);
        if (material.leaf_area_index > 0 && material.stomatal_resistance == 0 && !given.contains(stomata_key))
            report_(given.source(), path_, fmt::format("'{}' has leaves but no {}", shown(), stomata_key),
                    fmt::format("for example: {} = 100", stomata_key));
        if (material.leaf_area_index > 0 && material.plant_water == 0)
            report_(given.source(), path_,
                    fmt::format("'{}' has leaves but no {} above 0", shown(), plant_water_key),
                    fmt::format("for example: {} = 0.1, for roots in 0.7 m of soil", plant_water_key));
    }

    void read_crown(const toml::table& given) {
        const std::vector<std::string> keys = crown_keys();
        std::vector<std::string> replaced;
        std::string source;
        for (const auto& [name, node] : given) {
            path_ = fmt::format("{}.{}", crown_name, name.str());
            const std::string_view key = name.str();
            if (const auto* number = find_number(crown_numbers(), key))
                take(*number, node, materials_.crown), replaced.emplace_back(key);
            else if (key == source_key)
                source = take_source(node);
            else if (key == verify_key)
                take_unverified(node, keys, materials_.crown.to_be_verified);
            else {
                std::vector<std::string> names = keys;
                for (const std::string_view other : {source_key, verify_key}) names.emplace_back(other);
                unknown(name.source(), names);
            }
        }
        path_ = std::string(crown_name);
        tell_source(materials_.crown.source, source, replaced);
    }

    /// What a material says of its source, after the study replaced some of it.
    static void tell_source(std::string& told, const std::string& source,
                            const std::vector<std::string>& replaced) {
        if (told.empty())
            told = source;
        else if (!replaced.empty() || !source.empty())
            told += fmt::format("; replaced by the study: {}{}", fmt::join(replaced, ", "),
                                source.empty() ? "" : " (" + source + ")");
    }

    template <class Owner>
    static const MaterialNumber<Owner>* find_number(const std::vector<MaterialNumber<Owner>>& numbers,
                                                    std::string_view key) {
        for (const auto& number : numbers)
            if (number.key == key) return &number;
        return nullptr;
    }
    template <class Owner>
    void take(const MaterialNumber<Owner>& number, const toml::node& node, Owner& owner) {
        if (!node.is_number()) return problem(node, "has to be a number");
        const double value = *node.value<double>();
        if (!(value >= number.min && value <= number.max))  // not a number fails too
            return problem(node, fmt::format("is {}; it has to be {} to {}", value, number.min, number.max));
        owner.*number.member = static_cast<float>(value * number.si);
    }

    void take_like(const toml::node& node, SurfaceMaterial& material) {
        const std::string like = node.value_exact<std::string>().value_or("");
        const std::vector<std::string> choices = material_choices(material.name);
        if (std::ranges::find(choices, like) == choices.end())
            return problem(node, "has to name another material for the same place",
                           choices.empty() ? "no other material can be there"
                                           : fmt::format("one of: {}", fmt::join(choices, ", ")));
        std::string name = material.name;
        material = *find_material(materials_, like);
        material.source = like + ": " + material.source;
        material.name = std::move(name);
    }

    void take_bool(const toml::node& node, bool& target) {
        if (!node.is_boolean()) return problem(node, "has to be true or false");
        target = *node.value<bool>();
    }

    std::string take_source(const toml::node& node) {
        const auto text = node.value_exact<std::string>();
        if (!text)
            problem(node, "has to be a text in quotes");
        else if (text->empty() || text->size() > longest_source || printable(*text, longest_source) != *text)
            problem(node, fmt::format("has to be one line of at most {} characters", longest_source));
        else
            return *text;
        return {};
    }

    void take_unverified(const toml::node& node, const std::vector<std::string>& names, bool& target) {
        const toml::array* list = node.as_array();
        if (list == nullptr) return problem(node, "has to be a list of keys of this material");
        for (const toml::node& item : *list) {
            const std::string key = item.value_exact<std::string>().value_or("");
            if (std::find(names.begin(), names.end(), key) != names.end()) continue;
            const std::string nearest = nearest_name(key, names);
            return problem(item, "has to name keys of this material that hold values",
                           nearest.empty() ? fmt::format("one of: {}", fmt::join(names, ", "))
                                           : fmt::format("did you mean \"{}\"?", nearest));
        }
        target = !list->empty();
    }

    void take_layers(const toml::node& node, std::vector<MaterialLayer>& target) {
        const toml::array* list = node.as_array();
        if (list == nullptr)
            return problem(node, "has to be a list of layers, from the surface inward", layer_example());
        if (list->empty() || list->size() > most_layers)
            return problem(node,
                           fmt::format("has {} layers; it has to be 1 to {}", list->size(), most_layers));
        std::vector<MaterialLayer> layers;
        const std::string parent = path_;
        for (std::size_t n = 0; n < list->size(); ++n) {
            path_ = fmt::format("{}[{}]", parent, n + 1);
            if (const toml::table* layer = (*list)[n].as_table())
                layers.push_back(take_layer(*layer));
            else
                problem((*list)[n], "has to be a layer in braces", layer_example());
        }
        path_ = parent;
        target = std::move(layers);
    }

    MaterialLayer take_layer(const toml::table& given) {
        MaterialLayer layer{};
        const std::string parent = path_;
        std::vector<std::string> names{"material"};
        for (const auto& number : layer_numbers()) {
            names.emplace_back(number.key);
            if (!given.contains(number.key))
                problem(given, fmt::format("lacks {}", number.key), layer_example());
        }
        for (const auto& [name, node] : given) {
            path_ = parent + "." + std::string(name.str());
            if (const auto* number = find_number(layer_numbers(), name.str()))
                take(*number, node, layer);
            else if (name.str() != "material")
                unknown(name.source(), names);
            else if (!node.is_string())
                problem(node, "has to be a text in quotes");
        }
        path_ = parent;
        return layer;
    }

    static std::string layer_example() {
        return "for example: { material = \"brick\", thickness_m = 0.1, conductivity_w_m_k = 0.9, "
               "heat_capacity_mj_m3_k = 1.5 }";
    }
};

template <class Owner>
MaterialHelp help_of(const std::string& prefix, const MaterialNumber<Owner>& n) {
    return {prefix + std::string(n.key), "number", fmt::format("{} to {}", n.min, n.max),
            std::string(n.about) + (n.of_walls ? "" : " Not of walls.")};
}

}  // namespace

const std::vector<MaterialNumber<SurfaceMaterial>>& material_numbers() {
    using M = SurfaceMaterial;
    static const std::vector<MaterialNumber<M>> numbers = {
        {"albedo", &M::albedo, 0.02, 0.95, 1, "Share of shortwave radiation that is reflected."},
        {"emissivity", &M::emissivity, 0.1, 1, 1, "For longwave radiation."},
        {"roughness_length_m", &M::roughness_length, 1e-5, 0.3, 1,
         "For momentum, of the material itself; its wind is that at 1.2 m.", false},
        {"leaf_area_index", &M::leaf_area_index, 0, 10, 1, "One-sided leaf area per area; 0 = bare.", false},
        {stomata_key, &M::stomatal_resistance, 10, 5000, 1, "Of one leaf in full sun with water enough.",
         false},
        {"rain_store_m", &M::rain_store, 0, 0.02, 1, "Rain that stays on it and evaporates freely.", false},
        {plant_water_key, &M::plant_water, 0, 2, 1,
         "What roots can take up between field capacity and wilting.", false},
    };
    return numbers;
}

const std::vector<MaterialNumber<MaterialLayer>>& layer_numbers() {
    using L = MaterialLayer;
    static const std::vector<MaterialNumber<L>> numbers = {
        {"thickness_m", &L::thickness, 0.001, 10, 1, "Thickness."},
        {"conductivity_w_m_k", &L::conductivity, 0.01, 100, 1, "Thermal conductivity, W m-1 K-1."},
        {"heat_capacity_mj_m3_k", &L::heat_capacity, 0.001, 10, 1e6, "Per volume, MJ m-3 K-1."},
    };
    return numbers;
}

const std::vector<MaterialNumber<CrownMaterial>>& crown_numbers() {
    using C = CrownMaterial;
    static const std::vector<MaterialNumber<C>> numbers = {
        {"albedo", &C::albedo, 0.02, 0.95, 1, "Share of shortwave radiation that leaves together reflect."},
        {stomata_key, &C::stomatal_resistance, 10, 5000, 1, "Of one leaf in full sun with water enough."},
        {"leaf_size_m", &C::leaf_size, 0.001, 1, 1, "Of one leaf, along the wind."},
    };
    return numbers;
}

std::vector<std::string> material_names() {
    std::vector<std::string> names;
    for (const SurfaceProperties& type : surface_properties()) names.emplace_back(type.name);
    names.emplace_back("wall");
    for (const std::string_view name : other_names()) names.emplace_back(name);
    return names;
}

std::vector<std::string> material_choices(std::string_view name) {
    std::vector<std::string> choices;
    if (name == "water") return choices;
    for (const std::string_view other : other_names())
        if (other != name && place_of(other) == place_of(name)) choices.emplace_back(other);
    return choices;
}

std::int8_t top_material_of(std::string_view name) {
    const std::vector<std::string_view> names = top_names();
    const auto at = std::ranges::find(names, name);
    if (at == names.end()) throw std::logic_error("no material of a top: " + std::string(name));
    return std::int8_t(at - names.begin());
}

std::int8_t wall_material_of(std::string_view name) {
    if (name == "wall") return 0;
    const auto at = std::ranges::find(other_walls, name);
    if (at == other_walls.end()) throw std::logic_error("no material of a wall: " + std::string(name));
    return std::int8_t(1 + at - other_walls.begin());
}

MaterialTable default_materials() {
    static const MaterialTable table = [] {
        MaterialTable materials;
        const std::vector<std::string_view> tops = top_names();
        for (std::size_t n = 0; n < tops.size(); ++n) materials.ground[n].name = tops[n];
        materials.wall.name = "wall";
        for (std::size_t n = 0; n < other_walls.size(); ++n) materials.other_walls[n].name = other_walls[n];
        replace_materials(
            materials, toml::parse(materials_toml()),
            [](const toml::source_region& at, const std::string&, const std::string& what,
               const std::string&) {
                throw std::logic_error(fmt::format("materials.toml, line {}: {}", at.begin.line, what));
            });
        materials.station_grass = materials.ground[std::size_t(SurfaceType::grass)];
        return materials;
    }();
    return table;
}

void replace_materials(MaterialTable& materials, const toml::table& given, const MaterialProblem& report) {
    Reader(materials, report).read(given);
}

std::vector<MaterialHelp> material_help() {
    std::vector<MaterialHelp> rows;
    for (const auto& number : material_numbers()) rows.push_back(help_of("", number));
    rows.push_back({std::string(layers_key), "list of tables", fmt::format("1 to {} layers", most_layers),
                    "From the surface inward, each with the keys below; all are replaced together."});
    rows.push_back({"layers.material", "text", "", "What it is, for the reader."});
    for (const auto& number : layer_numbers()) rows.push_back(help_of("layers.", number));
    rows.push_back({std::string(water_key), "true or false", "",
                    "Open water: evaporates freely and is mixed over its layers. Not of walls."});
    for (const auto& number : crown_numbers()) rows.push_back(help_of("crown.", number));
    rows.push_back(
        {std::string(like_key), "text",
         fmt::format("building: {}; wall: {}; ground: {}", fmt::join(material_choices("building"), ", "),
                     fmt::join(material_choices("wall"), ", "),
                     fmt::join(material_choices("open_paving"), ", ")),
         "Another material of the table for the whole city, before single values are replaced."});
    for (const RuleList& list : rule_lists())
        rows.push_back({std::string(list.key), "list of tables",
                        fmt::format("{}", fmt::join(list.keys, ", ")),
                        fmt::format("{} `like`: {}.", list.about, fmt::join(list.choices, ", "))});
    rows.push_back({std::string(source_key), "text", "one line", "Who says so."});
    rows.push_back({std::string(verify_key), "list of texts", "keys of the material",
                    "Values that somebody should check."});
    return rows;
}

}  // namespace luwte
