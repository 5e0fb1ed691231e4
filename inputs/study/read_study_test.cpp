// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/read_study.hpp"

#include "inputs/materials/materials.hpp"
#include "inputs/study/study_keys.hpp"
#include "inputs/study/study_test_files.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class StudyFile : public testing::Test {
  protected:
    StudyFolder folder;

    std::vector<Problem> problems(const std::string& text, const std::vector<std::string>& overrides = {}) {
        return folder.problems(text, overrides);
    }
    /// The only problem; fails when there are none or several.
    Problem problem(const std::string& text, const std::vector<std::string>& overrides = {}) {
        const auto list = problems(text, overrides);
        EXPECT_EQ(list.size(), 1u) << to_string(list);
        return list.empty() ? Problem{} : list[0];
    }
};

TEST_F(StudyFile, SmallestStudyReadsWithEveryDefault) {
    const Study study = folder.read(good_study);
    EXPECT_EQ(study.area.epsg, 28992);
    EXPECT_EQ(study.area.cell_size_m, Study{}.area.cell_size_m);
    EXPECT_EQ(study.city.surface_height, folder.path / "dsm.tif");
    EXPECT_TRUE(study.city.buildings.empty());
    EXPECT_THAT(study.weather.days, ElementsAre("2019-07-25"));
    EXPECT_EQ(study.weather.urban_increment, "slab");
    EXPECT_TRUE(study.output.fields.empty());
    EXPECT_EQ(study.text, good_study);
}

TEST_F(StudyFile, EveryDeclaredKeyIsReadIntoItsMember) {
    const Study study = folder.read(R"(format = 1
title = "Test"
time_zone = "UTC"
[area]
crs = "local"
bounds_m = [0, 0, 30, 20]
cell_size_m = 0.5
latitude_deg = 52.5
longitude_deg = 5.25
[city]
surface_height = "dsm.tif"
terrain_height = "dtm.tif"
buildings = "dtm.tif"
land_cover = "dtm.tif"
trees = "dtm.tif"
roads = "dtm.tif"
crown_base_share = 0.4
leaf_area_density_m2_m3 = 2
leaf_season_day_of_year = [100, 130, 280, 310.5]
bare_leaf_area_share = 0.3
canopy_clumping = 0.7
[weather]
file = "weather.txt"
days = ["2019-07-26", "2019-07-25"]
urban_increment = "none"
[output]
interval_min = 20
fields = ["pet", "utci"]
compression_level = 3
[sky]
azimuths = 144
elevations = 36
[person]
height_m = 1.7
weight_kg = 70
age_years = 40
work_w = 90
clothing_clo = 0.5
sex = "female"
)");
    EXPECT_EQ(study.title, "Test");
    EXPECT_EQ(study.time_zone, "UTC");
    EXPECT_EQ(study.area.epsg, 0);
    EXPECT_EQ(study.area.cell_size_m, 0.5);
    EXPECT_EQ(study.area.latitude_deg, 52.5);
    EXPECT_EQ(study.area.longitude_deg, 5.25);
    for (const auto& path : {study.city.buildings, study.city.land_cover, study.city.trees, study.city.roads})
        EXPECT_EQ(path, folder.path / "dtm.tif");
    EXPECT_EQ(study.city.crown_base_share, 0.4);
    EXPECT_EQ(study.city.leaf_area_density_m2_m3, 2);
    EXPECT_EQ(study.city.leaf_season_day_of_year, (std::array<double, 4>{100, 130, 280, 310.5}));
    EXPECT_EQ(study.city.bare_leaf_area_share, 0.3);
    EXPECT_EQ(study.city.canopy_clumping, 0.7);
    EXPECT_THAT(study.weather.days, ElementsAre("2019-07-25", "2019-07-26")) << "days are put in order";
    EXPECT_EQ(study.weather.urban_increment, "none");
    EXPECT_THAT(study.output.fields, ElementsAre("pet", "utci"));
    EXPECT_EQ(study.output.compression_level, 3);
    EXPECT_EQ(study.sky.azimuths, 144);
    EXPECT_EQ(study.sky.elevations, 36);
    EXPECT_EQ(study.person.height_m, 1.7);
    EXPECT_EQ(study.person.weight_kg, 70);
    EXPECT_EQ(study.person.age_years, 40);
    EXPECT_EQ(study.person.work_w, 90);
    EXPECT_EQ(study.person.clothing_clo, 0.5);
    EXPECT_EQ(study.person.sex, "female");
}

TEST_F(StudyFile, TheSlabHasItsFetchAndHeatThatComesFromSomewhere) {
    const std::vector<std::string> slab = {"weather.urban_increment=\"slab\"", "weather.urban_fetch_m=1500",
                                           "weather.anthropogenic_heat_w_m2=12"};
    std::vector<std::string> whole = slab;
    whole.emplace_back("weather.anthropogenic_heat_source=\"a paper\"");
    const Study study = folder.read(good_study, whole);
    EXPECT_EQ(study.weather.urban_increment, "slab");
    EXPECT_EQ(study.weather.urban_fetch_m, 1500);
    EXPECT_EQ(study.weather.anthropogenic_heat_w_m2, 12);
    EXPECT_EQ(study.weather.anthropogenic_heat_source, "a paper");
    const auto what = [&](const std::vector<std::string>& set) {
        try {
            folder.read(good_study, set);
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    EXPECT_THAT(what(slab), HasSubstr("'weather.anthropogenic_heat_w_m2' is 12 without a source"));
    EXPECT_EQ(folder.read(good_study, {"weather.urban_fetch_m=1500"}).weather.urban_fetch_m, 1500);
    EXPECT_THAT(what({"weather.urban_fetch_m=1500", "weather.urban_increment=\"rule\""}),
                HasSubstr("counts with weather.urban_increment = \"slab\""));
}

TEST_F(StudyFile, UnknownKeyNamesTheNearest) {
    const Problem p = problem(replaced(good_study, "bounds_m =", "cell_sise_m = 1\nbounds_m ="));
    EXPECT_EQ(p.where, folder.file().string() + ", line 3, column 1");
    EXPECT_EQ(p.what, "unknown key 'area.cell_sise_m'");
    EXPECT_EQ(p.hint, "did you mean 'area.cell_size_m'?");
}

TEST_F(StudyFile, KeyInTheWrongSectionNamesTheRightOne) {
    EXPECT_EQ(problem("cell_size_m = 1\n" + good_study).hint, "did you mean 'area.cell_size_m'?");
    EXPECT_EQ(problem(good_study + "azimuth = 72\n").hint, "did you mean 'sky.azimuths'?");
}

TEST_F(StudyFile, UnknownKeyFarFromAllPointsToTheHelp) {
    EXPECT_EQ(problem("quite_another_thing = 1\n" + good_study).hint, "`luwte help study` lists every key");
}

TEST_F(StudyFile, MistypedSectionNamesTheNearest) {
    EXPECT_EQ(problem(good_study + "[outptu]\nfields = []\n").hint, "did you mean 'output'?");
}

TEST_F(StudyFile, WindIsAskedForByItsSectionOrByOneOfItsKeys) {
    EXPECT_FALSE(folder.read(good_study).wind.asked);
    const Study study = folder.read(good_study + "[wind]\n");
    EXPECT_TRUE(study.wind.asked);
    EXPECT_EQ(study.wind.cell_size_m, 2);
    EXPECT_EQ(study.wind.sectors, 12);
    EXPECT_EQ(study.wind.upwind_roughness_m, 0);
    EXPECT_EQ(study.wind.method, "k_epsilon");
    EXPECT_EQ(folder.read(good_study, {"wind.method=\"mass_consistent\""}).wind.method, "mass_consistent");
    EXPECT_TRUE(folder.read(good_study, {"wind.sectors=36"}).wind.asked);
    EXPECT_EQ(study.wind.stability_classes, std::vector<std::string>{"neutral"});
    EXPECT_EQ(folder.read(good_study, {"wind.stability_classes=[\"stable\", \"neutral\"]"})
                  .wind.stability_classes.size(),
              2u);
    EXPECT_THAT(to_string(problems(good_study, {"wind.stability_classes=[\"stable\", \"stable\"]"})),
                AllOf(HasSubstr("lacks \"neutral\""), HasSubstr("names 'stable' twice")));
    EXPECT_THAT(problem(good_study, {"wind.stability_classes=[\"neutral\", \"calm\"]"}).what,
                HasSubstr("calm"));
    EXPECT_THAT(problem(good_study, {"wind.stability_classes=[\"neutral\", \"stable\"]",
                                     "wind.method=\"mass_consistent\""})
                    .what,
                HasSubstr("which screening does not know"));
    EXPECT_THAT(problem(good_study + "[wind]\nsectors = 10\n").what,
                HasSubstr("'wind.sectors' is 10; it has to be one of: 4, 12, 36"));
}

TEST_F(StudyFile, WindColumnsAreWholeCells) {
    const Problem p = problem(good_study + "[wind]\ncell_size_m = 2.7\n");
    EXPECT_EQ(p.what,
              "'wind.cell_size_m' is 2.7; it has to be a whole number of area.cell_size_m, which is 1");
    EXPECT_EQ(p.hint, "3 is");
    EXPECT_THAT(problem(good_study + "[wind]\nupwind_roughness_m = 0.00001\n").what,
                HasSubstr("it has to be 0 or 0.0001 to 2"));
}

TEST_F(StudyFile, MaterialsReplaceSingleValuesOfTheTable) {
    EXPECT_EQ(folder.read(good_study).materials.wall.albedo, default_materials().wall.albedo);
    const Study study = folder.read(good_study + "[materials.closed_paving]\nalbedo = 0.4\n",
                                    {"materials.wall.emissivity=0.8"});
    EXPECT_EQ(study.materials.ground[int(SurfaceType::closed_paving)].albedo, 0.4f);
    EXPECT_EQ(study.materials.wall.emissivity, 0.8f);
    EXPECT_EQ(study.materials.wall.albedo, default_materials().wall.albedo);
    EXPECT_TRUE(study.materials_replaced);
}

TEST_F(StudyFile, ProblemsOfMaterialsStandAtTheirPlaceAmongTheOthers) {
    const auto list = problems(replaced(good_study, "format = 1", "format = 2") +
                                   "[materials.closed_pavin]\nalbedo = 0.4\n[materials.wall]\nalbedo = 1.5\n",
                               {"materials.grass.emissivity=0", "materials.wal.albedo=0.3",
                                "materials.water.layers=[{thickness_m=0,conductivity_w_m_k=1,"
                                "heat_capacity_mj_m3_k=1}]"});
    ASSERT_EQ(list.size(), 6u) << to_string(list);
    EXPECT_EQ(list[0].what, "'format' is 2; this version knows 1 only");
    EXPECT_EQ(list[1].where, folder.file().string() + ", line 10, column 12");
    EXPECT_EQ(list[1].what, "unknown key 'materials.closed_pavin'");
    EXPECT_EQ(list[1].hint, "did you mean 'materials.closed_paving'?");
    EXPECT_EQ(list[2].where, folder.file().string() + ", line 13, column 10");
    EXPECT_EQ(list[2].what, "'materials.wall.albedo' is 1.5; it has to be 0.02 to 0.95");
    EXPECT_EQ(list[3].where, "--set materials.grass.emissivity=0");
    EXPECT_EQ(list[4].where, "--set materials.wal.albedo=0.3");
    EXPECT_EQ(list[4].hint, "did you mean 'materials.wall'?");
    EXPECT_THAT(list[5].where, HasSubstr("--set materials.water.layers=[{thickness_m=0,"));
    EXPECT_EQ(list[5].what, "'materials.water.layers[1].thickness_m' is 0; it has to be 0.001 to 10");

    EXPECT_EQ(problem(good_study + "[material.wall]\nalbedo = 0.3\n").hint, "did you mean 'materials'?");
    EXPECT_EQ(problem("materials = 3\n" + good_study).what,
              "'materials' is an integer; it has to be a section: [materials]");
    EXPECT_EQ(problem(good_study, {"materials={}"}).hint,
              "set its keys one by one, for example --set materials.wall.albedo=0.3");
    EXPECT_EQ(problem(good_study, {"materials.wall.albedo=bright"}).hint,
              "`luwte help study` lists what materials take");
    EXPECT_EQ(problem(good_study + "[materials]\nwall = 3\n", {"materials.wall.albedo=0.3"}).what,
              "'materials.wall' has to be a table: [materials.wall]");
}

TEST_F(StudyFile, WrongTypesSayWhatTheyAreAndWhatTheyHaveToBe) {
    const auto what = [&](const std::string& section) { return problem(good_study + section).what; };
    EXPECT_EQ(what("[sky]\nazimuths = 72.0\n"), "'sky.azimuths' is a number; it has to be an integer");
    EXPECT_EQ(what("[sky]\nazimuths = true\n"), "'sky.azimuths' is true or false; it has to be an integer");
    EXPECT_EQ(what("[person]\nage_years = \"35\"\n"), "'person.age_years' is a text; it has to be a number");
    EXPECT_EQ(what("[person]\nsex = 1\n"), "'person.sex' is an integer; it has to be a text in quotes");
    EXPECT_EQ(what("[output]\nfields = \"pet\"\n"),
              "'output.fields' is a text; it has to be a list of texts");
    EXPECT_EQ(what("[output]\nfields = [1]\n"),
              "'output.fields' holds an integer; it has to hold texts in quotes");
    EXPECT_EQ(problem("output = 3\n" + good_study).what,
              "'output' is an integer; it has to be a section: [output]");
    EXPECT_EQ(what("[[output]]\n"), "'output' is a list; it has to be a section: [output]");
    EXPECT_EQ(problem(replaced(good_study, "\"dsm.tif\"", "5")).what,
              "'city.surface_height' is an integer; it has to be a path in quotes");
    EXPECT_EQ(problem(replaced(good_study, "[120625, 485937.5, 121250, 486320]", "[1, 2]")).what,
              "'area.bounds_m' is a list; it has to be a list of 4 numbers");
    const Problem date = problem(replaced(good_study, "\"2019-07-25\"", "2019-07-25"));
    EXPECT_EQ(date.what, "'weather.days' holds a date or time; it has to hold texts in quotes");
    EXPECT_EQ(date.hint, "put the date in quotes");
}

TEST_F(StudyFile, ValuesOutsideTheirRangeSayTheRange) {
    const auto what = [&](const std::string& section) { return problem(good_study + section).what; };
    EXPECT_EQ(what("[person]\nage_years = 0\n"), "'person.age_years' is 0; it has to be 1 to 110");
    EXPECT_EQ(what("[person]\nage_years = nan\n"), "'person.age_years' is nan; it has to be a finite number");
    EXPECT_EQ(what("[output]\ncompression_level = 99999999999\n"),
              "'output.compression_level' is 99999999999; it has to be 0 to 9");
    EXPECT_EQ(what("[output]\ninterval_min = 15\n"),
              "'output.interval_min' is 15; it has to be one of: 10, 20, 30, 60, 120, 180, 240, 360, 720");
    EXPECT_EQ(problem(replaced(good_study, "format = 1", "format = 2")).what,
              "'format' is 2; this version knows 1 only");
    EXPECT_EQ(what("[sky]\nazimuths = 73\n"), "'sky.azimuths' is 73; it has to be a multiple of 24");
    EXPECT_EQ(what("[sky]\nelevations = 20\n"), "'sky.elevations' is 20; it has to be a multiple of 18");
    const Problem season = problem(
        replaced(good_study, "[weather]", "leaf_season_day_of_year = [135, 105, 288, 319]\n[weather]"));
    EXPECT_EQ(
        season.what,
        "'city.leaf_season_day_of_year' is 135, 105, 288, 319; the days have to follow each other within "
        "a year");
    EXPECT_EQ(season.hint, "the order is: buds open, full leaf, leaves begin to fall, bare");
    const Problem field = problem(good_study + "[output]\nfields = [\"utic\"]\n");
    EXPECT_THAT(field.what, HasSubstr("'output.fields' is \"utic\"; it has to be one of: shadow_fraction"));
    EXPECT_EQ(field.hint, "did you mean \"utci\"?");
    EXPECT_EQ(what("[output]\nfields = [\"pet\", \"pet\"]\n"), "'output.fields' names 'pet' twice");
    EXPECT_EQ(what("[output]\nfields = [\"wind_danger_class\"]\n"),
              "'output.fields' names 'wind_danger_class', which needs the wind around the buildings");
    EXPECT_EQ(problem("title = \"a\\u001bb\"\n" + good_study).what,
              "'title' is \"a\\x1bb\"; it has to be one line without control characters");
    EXPECT_EQ(problem("time_zone = \"Europe/Amsterdm\"\n" + good_study).what,
              "'time_zone' is \"Europe/Amsterdm\"; no such time zone is known");
    EXPECT_THAT(problem("time_zone = \"../x\"\n" + good_study).what, HasSubstr("it has to be a name like"));
}

TEST_F(StudyFile, MissingKeysAreAllNamedWithAnExample) {
    const auto list = problems("");
    std::vector<std::string> what;
    for (const Problem& p : list) what.push_back(p.what);
    EXPECT_THAT(what, ElementsAre("missing key 'format'", "missing key 'area.bounds_m'",
                                  "missing key 'city.surface_height'", "missing key 'city.terrain_height'",
                                  "missing key 'weather.file'", "missing key 'weather.days'"));
    EXPECT_EQ(list[0].where, folder.file().string());
    EXPECT_EQ(list[0].hint, "for example: format = 1");
    EXPECT_EQ(list[5].hint, "for example, below [weather]: days = [\"2019-07-25\"]");
}

TEST_F(StudyFile, AllErrorsComeAtOnceInTheOrderOfTheFile) {
    const auto list = problems("format = 1\n[sky]\nazimuth = 8\nelevations = 0\n[area]\ncell_size_m = 0\n");
    ASSERT_GE(list.size(), 3u);
    EXPECT_THAT(list[0].where, HasSubstr("line 3"));
    EXPECT_THAT(list[1].where, HasSubstr("line 4, column 14"));
    EXPECT_THAT(list[2].where, HasSubstr("line 6"));
    EXPECT_THAT(list[3].what, HasSubstr("missing key"));
}

TEST_F(StudyFile, MoreThanFiftyErrorsAreCounted) {
    std::string text = good_study + "[person]\n";
    for (int n = 0; n < 70; ++n) text += "x" + std::to_string(n) + " = 1\n";
    const auto list = problems(text);
    ASSERT_EQ(list.size(), 51u);
    EXPECT_EQ(list.back().what, "20 more problems");
}

TEST_F(StudyFile, GridHoldsTheWholeCellsThatFitAndSaysWhatIsLeftOut) {
    const Study study = folder.read(good_study);  // 625 x 382.5 m at 1 m
    EXPECT_EQ(study.area.bounds_m, (std::array<double, 4>{120625, 485937.5, 121250, 486319.5}));
    EXPECT_THAT(study.warnings,
                ElementsAre("area.bounds_m is no whole number of cells of 1 m: the last 0 m in x and "
                            "0.5 m in y are left out"));
    const Study half = folder.read(good_study, {"area.cell_size_m=0.5"});
    EXPECT_EQ(half.area.bounds_m, (std::array<double, 4>{120625, 485937.5, 121250, 486320}));
    EXPECT_TRUE(half.warnings.empty());
    // 0.1 is no binary fraction: rounding of the quotient (8.999999999999998 cells) has to be forgiven.
    const std::string tenth =
        "crs = \"local\"\nlatitude_deg = 52\nlongitude_deg = 5\ncell_size_m = 0.1\nbounds_m = [0.3, 0, 1.2, "
        "0.7]";
    const Study fine = folder.read(replaced(good_study, good_bounds, tenth));
    EXPECT_NEAR(fine.area.bounds_m[2], 1.2, 1e-12);
    EXPECT_TRUE(fine.warnings.empty());
    EXPECT_EQ(
        problem(replaced(good_study, good_bounds, "cell_size_m = 2\nbounds_m = [1000, 400000, 1001, 400010]"))
            .what,
        "'area.bounds_m' is 1 x 10 m; that holds no cell of 2 m");
}

TEST_F(StudyFile, BoundsAreOrderedAndInsideTheirSystem) {
    const auto bounds = [&](const std::string& value) {
        return problem(replaced(good_study, good_bounds, "bounds_m = " + value));
    };
    EXPECT_EQ(bounds("[121250, 485937.5, 120625, 486320]").what,
              "'area.bounds_m' is empty: x 121250 to 120625, y 485937.5 to 486320");
    EXPECT_THAT(bounds("[485937, 120625, 486320, 121250]").what,
                HasSubstr("EPSG:28992 (RD New) holds x -7000 to 300000"));
    EXPECT_EQ(bounds("[4, 52, 5, 53]").hint, "these look like degrees; give metres in RD New");
    EXPECT_THAT(bounds("[0, 400000, 40000, 440000]").what,
                HasSubstr("40000 x 40000 cells of 1 m; at most 400 million"));
}

TEST_F(StudyFile, CoordinateSystemIsProjectedInMetres) {
    const auto what = [&](const std::string& crs) {
        return problem(replaced(good_study, "[area]", "[area]\ncrs = \"" + crs + "\"")).what;
    };
    EXPECT_EQ(what("EPSG:4326"),
              "'area.crs' is \"EPSG:4326\"; it is not projected; a system in metres is needed, such as "
              "\"EPSG:28992\"");
    EXPECT_EQ(what("EPSG:7415"),
              "'area.crs' is \"EPSG:7415\"; it is compound; give its horizontal system alone");
    EXPECT_EQ(what("EPSG:2263"), "'area.crs' is \"EPSG:2263\"; its unit is not the metre");
    EXPECT_EQ(what("EPSG:1"), "'area.crs' is \"EPSG:1\"; no such EPSG code is known");
    EXPECT_EQ(what("RD"), "'area.crs' is \"RD\"; it has to be \"EPSG:<code>\" or \"local\"");
    EXPECT_NO_THROW(folder.read(replaced(good_study, "[area]", "[area]\ncrs = \"EPSG:32631\"")));
}

TEST_F(StudyFile, LocalGridNeedsLatitudeAndLongitude) {
    const auto list = problems(replaced(good_study, "[area]", "[area]\ncrs = \"local\""));
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0].what,
              "missing key 'area.latitude_deg': crs = \"local\" does not say where the sun stands");
    EXPECT_EQ(list[1].hint, "for example: longitude_deg = 5.39");
    EXPECT_EQ(problem(replaced(good_study, "[area]", "[area]\nlatitude_deg = 52")).what,
              "'area.latitude_deg' goes with crs = \"local\" only; EPSG:28992 knows where it is");
}

TEST_F(StudyFile, DaysAreDaysOfTheCalendar) {
    const auto what = [&](const std::string& day) {
        return problem(replaced(good_study, "\"2019-07-25\"", day)).what;
    };
    EXPECT_EQ(what("\"2019-02-29\""),
              "'weather.days' is \"2019-02-29\"; there is no such day in the calendar");
    EXPECT_EQ(what("\"25-07-2019\""),
              "'weather.days' is \"25-07-2019\"; it has to be a date \"YYYY-MM-DD\", 1900 to 2100");
    EXPECT_EQ(what("\"2019-07-25\", \"2019-07-25\""), "'weather.days' names 2019-07-25 twice");
    EXPECT_EQ(what(""), "'weather.days' is empty; at least one day is needed");
    EXPECT_NO_THROW(folder.read(replaced(good_study, "2019-07-25", "2020-02-29")));
}

TEST_F(StudyFile, PathsAreLocalFilesThatExist) {
    const auto what = [&](const std::string& path) {
        return problem(replaced(good_study, "dsm.tif", path)).what;
    };
    EXPECT_THAT(what("absent.tif"), HasSubstr("'city.surface_height': no such file: "));
    EXPECT_THAT(what("."), HasSubstr("'city.surface_height': it is not a plain file: "));
    EXPECT_EQ(what(""), "'city.surface_height': an empty path");
    EXPECT_EQ(what("/vsicurl/http:/x/dsm.tif"),
              "'city.surface_height': \"/vsicurl/http:/x/dsm.tif\" is a virtual file system of GDAL");
    EXPECT_THAT(what("/x/../VSIZIP/a.zip"), HasSubstr("is a virtual file system of GDAL"));
    EXPECT_EQ(what("https://example.org/dsm.tif"),
              "'city.surface_height': \"https://example.org/dsm.tif\" is an address, not a file");
    EXPECT_EQ(what("${HOME}/dsm.tif"), "'city.surface_height': unknown variable '${HOME}'");
    EXPECT_EQ(what("${LUWTE_SHARED"), "'city.surface_height': unknown variable '${LUWTE_SHARED'");
    EXPECT_THAT(what("a\\u0000b"), HasSubstr("it is no usable path"));
}

TEST_F(StudyFile, SharedAndSampleFoldersAreExpanded) {
    const std::string text = replaced(replaced(good_study, "dsm.tif", "${LUWTE_SHARED}/dsm.tif"), "dtm.tif",
                                      "${LUWTE_SAMPLE}/dtm.tif");
    const Environment shared("LUWTE_SHARED", folder.path.c_str()),
        sample("LUWTE_SAMPLE", folder.path.c_str());
    const Study study = folder.read(text);
    EXPECT_EQ(study.city.surface_height, folder.path / "dsm.tif");
    EXPECT_EQ(study.city.terrain_height, folder.path / "dtm.tif");
}

TEST_F(StudyFile, WithoutTheEnvironmentSharedIsAnErrorAndTheSampleStandsBesideTheProgram) {
    const Environment no_shared("LUWTE_SHARED", nullptr), no_sample("LUWTE_SAMPLE", nullptr);
    const auto before = std::filesystem::current_path();
    std::filesystem::create_directories(folder.path / "alone");
    std::filesystem::current_path(folder.path / "alone");  // a folder without ../shared
    const Problem shared = problem(replaced(good_study, "dsm.tif", "${LUWTE_SHARED}/dsm.tif"));
    std::filesystem::current_path(before);
    EXPECT_EQ(shared.what,
              "'city.surface_height': the environment variable LUWTE_SHARED is not set and ../shared is "
              "no folder");
    EXPECT_EQ(shared.hint, "export LUWTE_SHARED=<folder with data/ and validation/>");
    EXPECT_THAT(problem(replaced(good_study, "dsm.tif", "${LUWTE_SAMPLE}/absent.tif")).what,
                HasSubstr(std::string(LUWTE_BINARY_DIR) + "/sample/absent.tif"));
}

TEST_F(StudyFile, OverridesReplaceKeysAndAreKeptInTheText) {
    const Study study = folder.read(good_study, {"area.cell_size_m=0.5", "title=\"x = y\"",
                                                 "sky.azimuths = 144", "area.cell_size_m=2.5"});
    EXPECT_EQ(study.area.cell_size_m, 2.5) << "the last one wins";
    EXPECT_EQ(study.title, "x = y");
    EXPECT_EQ(study.sky.azimuths, 144) << "a section that the file does not have";
    EXPECT_EQ(study.text,
              good_study +
                  "# --set area.cell_size_m=0.5\n# --set title=\"x = y\"\n# --set sky.azimuths = 144\n"
                  "# --set area.cell_size_m=2.5\n");
}

TEST_F(StudyFile, OverridesPassTheSameChecks) {
    const auto set = [&](const std::string& text) { return problem(good_study, {text}); };
    EXPECT_EQ(set("person.age_years=0").where, "--set person.age_years=0");
    EXPECT_EQ(set("person.age_years=0").what, "'person.age_years' is 0; it has to be 1 to 110");
    EXPECT_EQ(set("area.cel_size_m=1").hint, "did you mean 'area.cell_size_m'?");
    EXPECT_EQ(set("title=Amsterdam").hint, "texts stand in quotes: --set 'title=\"Amsterdam\"'");
    EXPECT_THAT(set("title").what, HasSubstr("a value is missing"));
    EXPECT_EQ(set("sky.azimuths=8\nformat = 1").what, "more than one value");
    EXPECT_EQ(set("area={}").what, "'area' is a section, not a key");
    EXPECT_EQ(set("sky=1").hint, "set its keys one by one, for example --set sky.azimuths=72");
    EXPECT_EQ(set("area.cell_size_m=two").hint, "'area.cell_size_m' takes a number");
    EXPECT_EQ(set("weather.days=[\"2019-02-30\"]").where, "--set weather.days=[\"2019-02-30\"]");
    EXPECT_EQ(problem("output = 1\n" + good_study, {"output.fields=[]"}).what,
              "'output' is an integer; it has to be a section: [output]");
}

TEST_F(StudyFile, WhatIsNoTomlIsRefusedWithItsPlace) {
    EXPECT_EQ(problem("format = \n").where, folder.file().string() + ", line 1, column 10");
    EXPECT_THAT(problem("format = 1\nformat = 1\n").what, HasSubstr("this is not TOML: "));
    EXPECT_THAT(problem("title = \"\xff\xfe\"\n").what, HasSubstr("this is not TOML: "));
    EXPECT_EQ(problem(std::string("\x89HDF\0\0", 6)).what, "a zero byte: this is not a text file");
    EXPECT_THAT(problem("a = " + std::string(3000, '[') + "\n").what, HasSubstr("this is not TOML: "));
    EXPECT_EQ(problem("a" + std::string(100000, '.') + " = 1\n").what, "longer than 4000 characters");
    std::string deep = "a = ";
    for (int n = 0; n < 100000; ++n) deep += "[\n";
    EXPECT_THAT(problem(deep).what, HasSubstr("this is not TOML: "));
    EXPECT_THAT(problem(std::string(2 << 20, '#')).what, HasSubstr("a study file has at most 1 MiB"));
}

TEST_F(StudyFile, FilesThatAreNoFileAreRefused) {
    try {
        read_study(folder.path / "absent.toml");
        FAIL();
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("absent.toml: no such file"));
    }
    EXPECT_THROW(read_study(folder.path), InputError);
    EXPECT_THROW(read_study("/dev/zero"), InputError);
}

TEST_F(StudyFile, TextFromTheFileReachesTheTerminalEscaped) {
    const Problem p = problem(good_study + "\"\\u001b[31m\" = 1\n");
    EXPECT_EQ(p.what, "unknown key 'weather.\\x1b[31m'");
}

TEST(StudyCases, EveryCaseOfTheRepositoryIsAGoodStudy) {
    const std::filesystem::path source = LUWTE_SOURCE_DIR;
    const char* set = std::getenv("LUWTE_SHARED");
    const std::string folder = set != nullptr ? set : (source / "../shared").string();
    const Environment shared("LUWTE_SHARED", folder.c_str());
    int cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source / "inputs/cases")) {
        if (entry.path().extension() != ".toml") continue;
        ++cases;
        try {
            const Study study = read_study(entry.path());
            EXPECT_TRUE(study.warnings.empty()) << study.warnings[0];
        } catch (const InputError& e) {
            // Data that are not on this machine (or a sample not built yet) are no fault of the study.
            for (const Problem& p : e.problems())
                EXPECT_THAT(p.what, HasSubstr("no such file: ")) << to_string({p});
        }
    }
    EXPECT_GE(cases, 3);
}

TEST(StudyKeys, DefaultsLieInTheirOwnRange) {
    Study defaults;
    for (const StudyKey& key : study_keys()) {
        EXPECT_FALSE(key.about.empty()) << key.path;
        EXPECT_FALSE(section_title(key.section()).empty()) << key.path;
        EXPECT_EQ(key.example.empty(), key.presence != StudyKey::Presence::required) << key.path;
        if (key.presence != StudyKey::Presence::with_default) continue;
        if (key.type_text() == "4 numbers") {
            for (const double value : std::get<std::array<double, 4>& (*)(Study&)>(key.target)(defaults))
                EXPECT_TRUE(value >= key.min && value <= key.max) << key.path;
        }
        if (key.type_text() == "number" || key.type_text() == "integer") {
            const double value = std::stod(key.default_text());
            EXPECT_TRUE(key.presence == StudyKey::Presence::required ||
                        (value >= key.min && value <= key.max))
                << key.path;
        }
        if (key.check != nullptr) {
            const std::string text = key.default_text();
            EXPECT_EQ(key.check(text.substr(1, text.size() - 2)), "") << key.path;
        }
    }
}

TEST(StudyKeys, HelpNamesEveryKeyAndFitsTheScreen) {
    const std::string help = describe_study_keys();
    for (const StudyKey& key : study_keys())
        EXPECT_THAT(help, HasSubstr("\n  " + std::string(key.name()) + " ")) << key.path;
    for (const MaterialHelp& key : material_help())
        EXPECT_THAT(help, HasSubstr("\n  " + key.key + " ")) << key.key;
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

TEST(StudyKeys, TheSmallestStudyOfTheHelpIsAStudy) {
    const std::string text = study_keys_markdown(), fence = "```toml\n";
    const std::size_t begin = text.find(fence) + fence.size();
    const StudyFolder folder;
    std::ofstream(folder.path / "uurgeg_260.txt") << "x";
    const auto problems = folder.problems(text.substr(begin, text.find("```", begin) - begin));
    EXPECT_TRUE(problems.empty()) << to_string(problems);
}

TEST(StudyKeys, DocumentIsTheGeneratedText) {
    std::ifstream file(std::string(LUWTE_SOURCE_DIR) + "/docs/study.md", std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(text, study_keys_markdown()) << "run: luwte help study --markdown > docs/study.md";
}

TEST(NearestName, FindsSwapsCaseAndNothingFar) {
    const std::vector<std::string> names = {"buildings", "trees", "roads"};
    EXPECT_EQ(nearest_name("biuldings", names), "buildings");
    EXPECT_EQ(nearest_name("Trees", names), "trees");
    EXPECT_EQ(nearest_name("materials", names), "");
    EXPECT_EQ(nearest_name("", names), "");
    EXPECT_EQ(nearest_name("k0", {"sky"}), "") << "two edits of two letters are another word";
    EXPECT_EQ(nearest_name(std::string(100000, 'x'), names), "");
}

TEST(Printable, KeepsUtf8AndEscapesTheRest) {
    EXPECT_EQ(printable("caf\u00e9 \u20ac"), "caf\u00e9 \u20ac");
    EXPECT_EQ(printable("a\tb\x7f"), "a\\x09b\\x7f");
    EXPECT_EQ(printable("\xc2\x9b\xff\xc3"), "\\xc2\\x9b\\xff\\xc3") << "C1 control, not UTF-8, cut off";
    EXPECT_EQ(printable(std::string(200, 'x'), 10), "xxxxxxxxxx...");
}

}  // namespace
}  // namespace luwte
