// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/materials.hpp"

#include <fstream>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const toml::table& table() {
    static const toml::table parsed = toml::parse(materials_toml());
    return parsed;
}

/// In the order of material_names().
std::vector<SurfaceMaterial> all_materials() {
    const MaterialTable materials = default_materials();
    const auto roofs = materials.ground.begin() + surface_type_count,
               grounds = materials.ground.begin() + first_other_ground;
    std::vector<SurfaceMaterial> all(materials.ground.begin(), roofs);
    all.push_back(materials.wall);
    all.insert(all.end(), roofs, grounds);
    all.insert(all.end(), materials.other_walls.begin(), materials.other_walls.end());
    all.insert(all.end(), grounds, materials.ground.end());
    return all;
}

const SurfaceMaterial& ground(const MaterialTable& materials, SurfaceType type) {
    return materials.ground[static_cast<std::size_t>(type)];
}

SurfaceMaterial other(std::string_view name) {
    for (const SurfaceMaterial& material : all_materials())
        if (material.name == name) return material;
    ADD_FAILURE() << name;
    return {};
}

/// m2 K W-1, from surface to room.
float resistance(const SurfaceMaterial& material) {
    float sum = 0;
    for (const MaterialLayer& layer : material.layers) sum += layer.thickness / layer.conductivity;
    return sum;
}

/// What replacing `text` in the default table reports: "LINE: WHAT (HINT)".
std::vector<std::string> problems(const std::string& text) {
    MaterialTable materials = default_materials();
    std::vector<std::string> list;
    replace_materials(materials, toml::parse(text),
                      [&](const toml::source_region& at, const std::string&, const std::string& what,
                          const std::string& hint) {
                          list.push_back(fmt::format("{}: {}{}", at.begin.line, what,
                                                     hint.empty() ? "" : " (" + hint + ")"));
                      });
    return list;
}

TEST(Materials, TableGivesEverySurfaceTypeAndTheWallEveryValueAndASource) {
    std::set<std::string> given;
    for (const auto& [name, node] : table()) given.emplace(name.str());
    const std::vector<std::string> names = material_names();
    EXPECT_EQ(given.erase("crown"), 1u);
    EXPECT_EQ(given, std::set<std::string>(names.begin(), names.end()));
    for (const std::string& name : names) {
        const toml::table& material = *table()[name].as_table();
        for (const char* key : {"albedo", "emissivity", "layers", "source", "to_be_verified"})
            EXPECT_TRUE(material.contains(key)) << name << " lacks " << key;
        EXPECT_EQ(material.contains("roughness_length_m"), !name.ends_with("wall")) << name;
        for (const toml::node& layer : *material["layers"].as_array())
            EXPECT_TRUE(layer.as_table()->contains("material")) << name;
        const bool leaves = material.contains("leaf_area_index");
        EXPECT_EQ(material.contains("minimum_stomatal_resistance_s_m"), leaves) << name;
        EXPECT_EQ(material.contains("plant_available_water_m"), leaves) << name;
    }
    const auto materials = all_materials();
    for (std::size_t n = 0; n < materials.size(); ++n) {
        EXPECT_EQ(materials[n].name, names[n]);
        EXPECT_GT(materials[n].source.size(), 10u) << names[n];
    }
}

TEST(Materials, NamesHaveTheNumbersOfTheTable) {
    const MaterialTable materials = default_materials();
    for (int t = 0; t < top_material_count; ++t)
        EXPECT_EQ(top_material_of(materials.ground[std::size_t(t)].name), t);
    for (int k = 0; k < wall_material_count; ++k) EXPECT_EQ(wall_material_of(materials.wall_of(k).name), k);
    EXPECT_TRUE(is_roof(top_material_of("new_roof")));
    EXPECT_FALSE(is_roof(top_material_of("permeable_paving")));
    EXPECT_THROW(top_material_of("new_wall"), std::logic_error);
    EXPECT_THROW(wall_material_of("new_roof"), std::logic_error);
}

TEST(Materials, UnitsOfTheFileBecomeSi) {
    const toml::table& file = *table()["closed_paving"].as_table();
    const toml::table& layer = *file["layers"].as_array()->get(0)->as_table();
    const SurfaceMaterial asphalt = ground(default_materials(), SurfaceType::closed_paving);
    EXPECT_FLOAT_EQ(asphalt.albedo, float(*file["albedo"].value<double>()));
    EXPECT_FLOAT_EQ(asphalt.layers[0].thickness, float(*layer["thickness_m"].value<double>()));
    EXPECT_FLOAT_EQ(asphalt.layers[0].heat_capacity,
                    float(1e6 * *layer["heat_capacity_mj_m3_k"].value<double>()));
}

TEST(Materials, OnlyWaterIsOpenWaterAndOnlyGreenTypesHaveLeaves) {
    const MaterialTable materials = default_materials();
    for (const SurfaceMaterial& material : all_materials()) {
        EXPECT_EQ(material.leaf_area_index > 0, material.stomatal_resistance > 0) << material.name;
        EXPECT_EQ(material.leaf_area_index > 0, material.plant_water > 0) << material.name;
    }
    const std::set<SurfaceType> green = {SurfaceType::grass, SurfaceType::shrub, SurfaceType::woodland,
                                         SurfaceType::cropland, SurfaceType::yard};
    for (int n = 0; n < surface_type_count; ++n) {
        const auto type = static_cast<SurfaceType>(n);
        const SurfaceMaterial& material = ground(materials, type);
        EXPECT_EQ(material.water, type == SurfaceType::water) << material.name;
        EXPECT_EQ(material.leaf_area_index > 0, green.contains(type)) << material.name;
        EXPECT_EQ(material.stomatal_resistance > 0, green.contains(type)) << material.name;
        EXPECT_EQ(material.plant_water > 0, green.contains(type)) << material.name;
    }
}

TEST(Materials, NothingStoresMoreThanWaterOrSpreadsHeatFasterThanRock) {
    for (const SurfaceMaterial& material : all_materials())
        for (const MaterialLayer& layer : material.layers) {
            EXPECT_LE(layer.heat_capacity, 4.19e6f) << material.name;
            if (layer.heat_capacity < 2e3f) continue;  // air
            // Quartz, the fastest of soil's components: 4.2e-6 m2 s-1 (De Vries 1963).
            EXPECT_LT(layer.conductivity / layer.heat_capacity, 4.2e-6f) << material.name;
        }
}

TEST(Materials, RoofAndWallAreInsulatedAsTheirSourcesSay) {
    const MaterialTable materials = default_materials();
    // 0.05: insulation comes in whole millimetres and its conductivity has one or two digits.
    EXPECT_NEAR(resistance(ground(materials, SurfaceType::building)), 2.0, 0.05);
    EXPECT_NEAR(resistance(materials.wall), 1.3, 0.05);
    EXPECT_NEAR(resistance(other("new_roof")), 6.3, 0.05);
    EXPECT_NEAR(resistance(other("new_wall")), 4.7, 0.05);
    EXPECT_NEAR(resistance(other("uninsulated_wall")), 0.4, 0.05);
    EXPECT_LT(resistance(other("uninsulated_roof")), 0.2);
}

TEST(Materials, GrassIsTheReferenceCropOfFao56) {
    const SurfaceMaterial grass = ground(default_materials(), SurfaceType::grass);
    EXPECT_FLOAT_EQ(grass.leaf_area_index, 24 * 0.12f);
    // The half of the leaves that works gives the reference crop's surface resistance, 70 s m-1 as rounded.
    EXPECT_NEAR(grass.stomatal_resistance / (0.5 * grass.leaf_area_index), 70, 1);
}

TEST(Materials, UnknownIsOpenPavingAndAYardIsHalfGrass) {
    const MaterialTable m = default_materials();
    const SurfaceMaterial &unknown = ground(m, SurfaceType::unknown), &yard = ground(m, SurfaceType::yard),
                          &paving = ground(m, SurfaceType::open_paving),
                          &grass = ground(m, SurfaceType::grass);
    for (const auto& number : material_numbers()) {
        EXPECT_EQ(unknown.*number.member, paving.*number.member) << number.key;
        // Of one leaf, and of the planted half.
        if (number.member == &SurfaceMaterial::stomatal_resistance ||
            number.member == &SurfaceMaterial::plant_water)
            continue;
        EXPECT_NEAR(yard.*number.member, (paving.*number.member + grass.*number.member) / 2, 1e-6)
            << number.key;
    }
    EXPECT_EQ(yard.stomatal_resistance, grass.stomatal_resistance);
    EXPECT_EQ(yard.plant_water, grass.plant_water);
    ASSERT_EQ(unknown.layers.size(), paving.layers.size());
    for (std::size_t n = 0; n < paving.layers.size(); ++n)
        for (const auto& number : layer_numbers())
            EXPECT_EQ(unknown.layers[n].*number.member, paving.layers[n].*number.member) << number.key;
}

TEST(Materials, AReplacementChangesWhatItNamesAndSaysSo) {
    MaterialTable materials = default_materials();
    replace_materials(materials, toml::parse(R"([wall]
albedo = 0.6
layers = [{ thickness_m = 0.2, conductivity_w_m_k = 2, heat_capacity_mj_m3_k = 2.1 }]
source = "white concrete"
[bare_soil]
leaf_area_index = 1
minimum_stomatal_resistance_s_m = 80
plant_available_water_m = 0.05
to_be_verified = []
[water]
open_water = false
)"),
                      [](auto&&, auto&&, const std::string& what, auto&&) { ADD_FAILURE() << what; });
    const MaterialTable before = default_materials();
    EXPECT_EQ(materials.wall.albedo, 0.6f);
    EXPECT_EQ(materials.wall.emissivity, before.wall.emissivity);
    ASSERT_EQ(materials.wall.layers.size(), 1u);
    EXPECT_EQ(materials.wall.layers[0].heat_capacity, 2.1e6f);
    EXPECT_EQ(materials.wall.source,
              before.wall.source + "; replaced by the study: albedo, layers (white concrete)");
    EXPECT_TRUE(materials.wall.to_be_verified);
    EXPECT_EQ(ground(materials, SurfaceType::bare_soil).stomatal_resistance, 80);
    EXPECT_FALSE(ground(materials, SurfaceType::bare_soil).to_be_verified);
    EXPECT_FALSE(ground(materials, SurfaceType::water).water);
    EXPECT_EQ(ground(materials, SurfaceType::grass).source, ground(before, SurfaceType::grass).source);
}

TEST(Materials, LeavesOfCrownsHaveATableOfTheirOwn) {
    MaterialTable materials = default_materials();
    const CrownMaterial before = materials.crown;
    EXPECT_EQ(before.albedo, 0.18f);
    EXPECT_EQ(before.stomatal_resistance, 100);
    EXPECT_EQ(before.leaf_size, 0.05f);
    EXPECT_THAT(before.source, HasSubstr("Oke 1987"));
    EXPECT_TRUE(before.to_be_verified);
    replace_materials(materials, toml::parse("[crown]\nalbedo = 0.25\nleaf_size_m = 0.1\nsource = \"plane\""),
                      [](auto&&, auto&&, const std::string& what, auto&&) { ADD_FAILURE() << what; });
    EXPECT_EQ(materials.crown.albedo, 0.25f);
    EXPECT_EQ(materials.crown.leaf_size, 0.1f);
    EXPECT_EQ(materials.crown.stomatal_resistance, before.stomatal_resistance);
    EXPECT_EQ(materials.crown.source, before.source + "; replaced by the study: albedo, leaf_size_m (plane)");
    EXPECT_THAT(problems("[crown]\nleaf_size_m = 2\nemissivity = 0.9\nlayers = []"),
                UnorderedElementsAre("2: 'materials.crown.leaf_size_m' is 2; it has to be 0.001 to 1",
                                     HasSubstr("unknown key 'materials.crown.emissivity'"),
                                     HasSubstr("unknown key 'materials.crown.layers'")));
}

TEST(Materials, AMaterialCanBeLikeAnotherOfItsPlaceAndDifferInSingleValues) {
    MaterialTable materials = default_materials();
    replace_materials(materials, toml::parse(R"([building]
like = "green_roof"
albedo = 0.3
[green_roof]
leaf_area_index = 3
[wall]
like = "new_wall"
[open_paving]
like = "permeable_paving"
)"),
                      [](auto&&, auto&&, const std::string& what, auto&&) { ADD_FAILURE() << what; });
    const SurfaceMaterial& roof = ground(materials, SurfaceType::building);
    EXPECT_EQ(roof.name, "building");
    EXPECT_EQ(roof.albedo, 0.3f);
    EXPECT_EQ(roof.leaf_area_index, 3);
    EXPECT_EQ(roof.stomatal_resistance, other("green_roof").stomatal_resistance);
    EXPECT_EQ(roof.layers.size(), other("green_roof").layers.size());
    EXPECT_THAT(roof.source, testing::StartsWith("green_roof: "));
    EXPECT_THAT(roof.source, testing::EndsWith("; replaced by the study: albedo"));
    EXPECT_NEAR(resistance(materials.wall), 4.7, 0.05);
    EXPECT_EQ(ground(materials, SurfaceType::open_paving).rain_store, 0.003f);
}

TEST(Materials, LikeNamesWhatTheRightPlaceCanBe) {
    EXPECT_THAT(
        problems("[building]\nlike = \"grean_roof\""),
        ElementsAre("2: 'materials.building.like' has to name another material for the same place (one "
                    "of: green_roof, white_roof, white_aged_roof, gravel_roof, uninsulated_roof, "
                    "new_roof)"));
    EXPECT_THAT(problems("[grass]\nlike = \"green_roof\""),
                ElementsAre(HasSubstr("(one of: permeable_paving)")));
    EXPECT_THAT(problems("[water]\nlike = \"permeable_paving\""),
                ElementsAre(HasSubstr("(no other material can be there)")));
    EXPECT_THAT(problems("[wall]\nlike = 3"), ElementsAre(HasSubstr("(one of: uninsulated_wall, new_wall)")));
}

TEST(Materials, NumbersOutsideTheirRangeSayTheRange) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"albedo", "0.02 to 0.95"},
        {"emissivity", "0.1 to 1"},
        {"roughness_length_m", "1e-05 to 0.3"},
        {"leaf_area_index", "0 to 10"},
        {"minimum_stomatal_resistance_s_m", "10 to 5000"},
        {"plant_available_water_m", "0 to 2"},
        {"rain_store_m", "0 to 0.02"},
    };
    for (const auto& [key, range] : cases)
        for (const std::string value : {"-1", "1e6", "nan", "inf"})
            EXPECT_THAT(problems("[grass]\n" + key + " = " + value),
                        ElementsAre(HasSubstr(fmt::format("2: 'materials.grass.{}' is ", key))))
                << key << value;
    for (const auto& [key, range] : cases)
        EXPECT_THAT(
            problems("[grass]\n" + key + " = 1e6"),
            ElementsAre(fmt::format("2: 'materials.grass.{}' is 1000000; it has to be {}", key, range)));
    EXPECT_THAT(
        problems("[wall]\nlayers = [{ thickness_m = 11, conductivity_w_m_k = 101, "
                 "heat_capacity_mj_m3_k = 1500000 }]"),
        testing::UnorderedElementsAre(
            "2: 'materials.wall.layers[1].thickness_m' is 11; it has to be 0.001 to 10",
            "2: 'materials.wall.layers[1].conductivity_w_m_k' is 101; it has to be 0.01 to 100",
            "2: 'materials.wall.layers[1].heat_capacity_mj_m3_k' is 1500000; it has to be 0.001 to 10"));
}

TEST(Materials, AllProblemsComeAtOnceAndSayWhatIsExpected) {
    EXPECT_THAT(
        problems("[wal]\nalbedo = 2\n[wall]\nalbeddo = 0.3\nlayers = 3\n[grass]\nopen_water = 1\n"),
        testing::UnorderedElementsAre(
            "1: unknown key 'materials.wal' (did you mean 'materials.wall'?)",
            "4: unknown key 'materials.wall.albeddo' (did you mean 'materials.wall.albedo'?)",
            HasSubstr("5: 'materials.wall.layers' has to be a list of layers, from the surface inward"),
            "7: 'materials.grass.open_water' has to be true or false"));
    const auto only = [](const std::string& text) {
        const auto list = problems(text);
        EXPECT_EQ(list.size(), 1u) << fmt::format("{}", fmt::join(list, "\n"));
        return list.empty() ? "" : list[0];
    };
    EXPECT_EQ(only("wall = 3"), "1: 'materials.wall' has to be a table: [materials.wall]");
    EXPECT_THAT(only("[something_else]"), HasSubstr("(one of: unknown, building, closed_paving, "));
    EXPECT_EQ(only("[wall]\nalbedo = \"dark\""), "2: 'materials.wall.albedo' has to be a number");
    EXPECT_EQ(only("[wall]\nlayers = []"), "2: 'materials.wall.layers' has 0 layers; it has to be 1 to 10");
    EXPECT_THAT(only("[wall]\nlayers = [1]"),
                HasSubstr("'materials.wall.layers[1]' has to be a layer in braces"));
    EXPECT_THAT(only("[wall]\nlayers = [{ thickness_m = 1, conductivity_w_m_k = 1 }]"),
                HasSubstr("'materials.wall.layers[1]' lacks heat_capacity_mj_m3_k (for example: {"));
    EXPECT_EQ(only("[wall]\nlayers = [{ thickness_m = 1, conductivity_w_m_k = 1, heat_capacity_mj_m3_k = 1, "
                   "materail = \"x\" }]"),
              "2: unknown key 'materials.wall.layers[1].materail' (did you mean "
              "'materials.wall.layers[1].material'?)");
    EXPECT_EQ(only("[wall]\nlayers = [{ thickness_m = 1, conductivity_w_m_k = 1, heat_capacity_mj_m3_k = 1, "
                   "material = 2 }]"),
              "2: 'materials.wall.layers[1].material' has to be a text in quotes");
    EXPECT_EQ(only("[wall]\nsource = 3"), "2: 'materials.wall.source' has to be a text in quotes");
    EXPECT_EQ(only("[wall]\nsource = \"a\\nb\""),
              "2: 'materials.wall.source' has to be one line of at most 1000 characters");
    EXPECT_EQ(only("[wall]\nto_be_verified = true"),
              "2: 'materials.wall.to_be_verified' has to be a list of keys of this material");
    EXPECT_EQ(
        only("[wall]\nto_be_verified = [\"albdo\"]"),
        "2: 'materials.wall.to_be_verified' has to name keys of this material that hold values (did you "
        "mean \"albedo\"?)");
    EXPECT_EQ(only("[bare_soil]\nleaf_area_index = 2\nplant_available_water_m = 0.1"),
              "1: 'materials.bare_soil' has leaves but no minimum_stomatal_resistance_s_m (for example: "
              "minimum_stomatal_resistance_s_m = 100)");
    EXPECT_EQ(only("[bare_soil]\nleaf_area_index = 2\nminimum_stomatal_resistance_s_m = 100"),
              "1: 'materials.bare_soil' has leaves but no plant_available_water_m above 0 (for example: "
              "plant_available_water_m = 0.1, for roots in 0.7 m of soil)");
    EXPECT_EQ(only("[grass]\nplant_available_water_m = 0"),
              "1: 'materials.grass' has leaves but no plant_available_water_m above 0 (for example: "
              "plant_available_water_m = 0.1, for roots in 0.7 m of soil)");
}

TEST(Materials, AWallRefusesWhatItsBalanceDoesNotAsk) {
    for (const std::string wall : {"wall", "uninsulated_wall", "new_wall"})
        for (const std::string value :
             {"roughness_length_m = 0.5", "leaf_area_index = 5", "minimum_stomatal_resistance_s_m = 100",
              "rain_store_m = 0.001", "plant_available_water_m = 0.1", "open_water = true"})
            EXPECT_THAT(problems("[" + wall + "]\n" + value),
                        ElementsAre("2: 'materials." + wall + "." + value.substr(0, value.find(' ')) +
                                    "' would change nothing: walls have no leaves, roughness or water in "
                                    "this model (a wall has: albedo, emissivity, layers)"));
    EXPECT_THAT(problems("[wall]\nto_be_verified = [\"rain_store_m\"]"),
                ElementsAre(HasSubstr("has to name keys of this material that hold values")));
}

/// docs/models/materials.md holds a row for each material and a row for each layer, as they are read.
TEST(Materials, ThePageShowsTheTable) {
    std::ifstream file(std::string(LUWTE_SOURCE_DIR) + "/docs/models/materials.md", std::ios::binary);
    const std::string page((std::istreambuf_iterator<char>(file)), {});
    std::string values, layers;
    for (const std::string& name : material_names()) {
        const toml::table& m = *table()[name].as_table();
        values += fmt::format("| `{}` |", name);
        for (const auto& number : material_numbers())
            values += m.contains(number.key) ? fmt::format(" {} |", *m[number.key].value<double>()) : " |";
        std::vector<std::string> doubtful;
        for (const toml::node& item : *m["to_be_verified"].as_array())
            doubtful.push_back(*item.value<std::string>());
        values += fmt::format(" {} |\n", fmt::join(doubtful, ", "));
        for (const toml::node& item : *m["layers"].as_array()) {
            const toml::table& layer = *item.as_table();
            layers += fmt::format("| `{}` | {} |", name, *layer["material"].value<std::string>());
            for (const auto& number : layer_numbers())
                layers += fmt::format(" {} |", *layer[number.key].value<double>());
            layers += '\n';
        }
    }
    EXPECT_THAT(page, HasSubstr(values));
    values = "| `crown` |";
    const toml::table& crown = *table()["crown"].as_table();
    for (const auto& number : crown_numbers())
        values += fmt::format(" {} |", *crown[number.key].value<double>());
    EXPECT_THAT(page, HasSubstr(values));
    EXPECT_THAT(page, HasSubstr(layers));
}

}  // namespace
}  // namespace luwte
