// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/material_rules.hpp"

#include "inputs/study/study_test_files.hpp"

#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::HasSubstr;

struct MaterialRules : testing::Test {
    StudyFolder folder;

    Problem problem(const std::string& text) {
        const auto list = folder.problems(text);
        EXPECT_EQ(list.size(), 1u) << text;
        return list.empty() ? Problem{} : list[0];
    }
};

TEST_F(MaterialRules, RulesForRoofsAreReadInTheirOrder) {
    const Study study = folder.read(good_study + R"([materials]
roofs = [{ like = "uninsulated_roof", built_before = 1975 },
         { like = "green_roof", built_from = 2000, buildings = ["a", "b"] }]
)");
    ASSERT_EQ(study.roofs.size(), 2u);
    EXPECT_EQ(study.roofs[0].like, "uninsulated_roof");
    EXPECT_EQ(study.roofs[0].built_before, 1975);
    EXPECT_TRUE(study.roofs[0].by_year());
    EXPECT_EQ(study.roofs[1].built_from, 2000);
    EXPECT_EQ(study.roofs[1].buildings, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(folder.read(good_study, {"materials.roofs=[{like=\"new_roof\"}]"}).roofs.size(), 1u);
    EXPECT_TRUE(folder.read(good_study).roofs.empty());
}

TEST_F(MaterialRules, RulesForWallsAndGroundAreReadAsThoseForRoofs) {
    std::ofstream(folder.path / "yard.geojson") << "x";
    const Environment shared("LUWTE_SHARED", folder.path.c_str());
    const Study study = folder.read(good_study + R"([materials]
walls = [{ like = "uninsulated_wall", built_before = 1975 }, { like = "new_wall", buildings = ["a"] }]
ground = [{ like = "grass", polygons = "yard.geojson" },
          { like = "permeable_paving", polygons = "${LUWTE_SHARED}/yard.geojson" }]
roofs = [{ like = "white_roof", built_from = 1990, polygons = "yard.geojson" }]
)");
    ASSERT_EQ(study.walls.size(), 2u);
    EXPECT_EQ(study.walls[0].like, "uninsulated_wall");
    EXPECT_EQ(study.walls[0].built_before, 1975);
    EXPECT_EQ(study.walls[1].buildings, (std::vector<std::string>{"a"}));
    ASSERT_EQ(study.ground.size(), 2u);
    EXPECT_EQ(study.ground[0].like, "grass");
    EXPECT_EQ(study.ground[1].like, "permeable_paving");
    for (const Study::MaterialRule& rule : {study.ground[0], study.ground[1], study.roofs.at(0)})
        EXPECT_EQ(rule.polygons, folder.path / "yard.geojson");
    EXPECT_EQ(folder.read(good_study, {"materials.walls=[{like=\"new_wall\"}]"}).walls.size(), 1u);
    EXPECT_EQ(folder.read(good_study, {"materials.ground=[{like=\"water\",polygons=\"yard.geojson\"}]"})
                  .ground.size(),
              1u);
}

TEST_F(MaterialRules, ProblemsOfRulesForWallsAndGroundSayWhatARuleIs) {
    std::ofstream(folder.path / "yard.geojson") << "x";
    const auto what = [&](const std::string& rules) {
        const Problem p = problem(good_study + "[materials]\n" + rules + "\n");
        EXPECT_THAT(p.where, HasSubstr("line 11"));
        return p.what + " | " + p.hint;
    };
    EXPECT_THAT(
        what("walls = [{ like = \"grass\" }]"),
        HasSubstr("'materials.walls[1].like' has to name a wall | one of: uninsulated_wall, new_wall"));
    EXPECT_THAT(what("walls = 3"), HasSubstr("'materials.walls' has to be a list of at most 100 rules"));
    EXPECT_THAT(what("ground = [{ like = \"green_roof\", polygons = \"yard.geojson\" }]"),
                HasSubstr("'materials.ground[1].like' has to name what can lie on the ground | one of: "
                          "closed_paving, open_paving, semi_paving, bare_soil, grass, shrub, woodland, "
                          "cropland, yard, water, permeable_paving"));
    EXPECT_THAT(what("ground = [{ like = \"building\", polygons = \"yard.geojson\" }]"),
                HasSubstr("has to name what can lie on the ground"));
    EXPECT_THAT(what("ground = [{ like = \"grass\" }]"),
                HasSubstr("does not say where: it lacks `polygons`"));
    EXPECT_THAT(what("ground = [{ like = \"grass\", built_before = 1975, polygons = \"yard.geojson\" }]"),
                HasSubstr("ground[1].built_before' is no key of a rule for ground | one of: like, polygons"));
    EXPECT_THAT(what("ground = [{ like = \"grass\", polygons = \"none.geojson\" }]"),
                HasSubstr("'materials.ground[1].polygons' cannot be used: no such file: "));
    EXPECT_THAT(what("ground = [{ like = \"grass\", polygons = 3 }]"),
                HasSubstr("has to be a path in quotes"));
    EXPECT_THAT(what("ground = [{ like = \"grass\", polygons = \"/vsicurl/https://example.org/a.json\" }]"),
                HasSubstr("ground[1].polygons' cannot be used: "));
    EXPECT_THAT(what("roofs = [{ like = \"new_roof\", polygons = \"/vsizip/a.zip\" }]"),
                HasSubstr("is a virtual file system of GDAL"));
    EXPECT_THAT(what("grond = []"),
                HasSubstr("unknown key 'materials.grond' | did you mean 'materials.ground'?"));
}

TEST_F(MaterialRules, ProblemsOfRulesForRoofsSayWhatARuleIs) {
    const auto what = [&](const std::string& rules) {
        const Problem p = problem(good_study + "[materials]\nroofs = " + rules + "\n");
        EXPECT_THAT(p.where, HasSubstr("line 11"));
        return p.what + " | " + p.hint;
    };
    EXPECT_THAT(what("3"),
                HasSubstr("'materials.roofs' has to be a list of at most 100 rules | for example"));
    EXPECT_THAT(what("[3]"), HasSubstr("'materials.roofs[1]' has to be a rule in braces"));
    EXPECT_THAT(what("[{ like = \"wall\" }]"),
                HasSubstr("roofs[1].like' has to name a roof | one of: green_roof"));
    EXPECT_THAT(what("[{ built_before = 1975 }]"), HasSubstr("does not say which roof: it lacks `like`"));
    EXPECT_THAT(what("[{ like = \"new_roof\", built_from = \"2015\" }]"),
                HasSubstr("has to be a year, 1000 to 2100"));
    EXPECT_THAT(what("[{ like = \"new_roof\", built_from = 2015, built_before = 1990 }]"),
                HasSubstr("holds no year"));
    EXPECT_THAT(what("[{ like = \"new_roof\", buildings = [] }]"),
                HasSubstr("has to be a list of 1 to 100000 numbers"));
    EXPECT_THAT(what("[{ like = \"new_roof\", building = \"a\" }]"),
                HasSubstr("roofs[1].building' is no key of a rule"));
}

}  // namespace
}  // namespace luwte
