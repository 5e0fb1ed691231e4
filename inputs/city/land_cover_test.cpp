// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/city.md.
#include "inputs/city/land_cover.hpp"

#include "inputs/raster/test_files.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::HasSubstr;

LandCover place(const Folder& folder, const std::vector<Layer>& layers, const Grid& g) {
    const auto file = write_vector(folder / "bgt.gpkg", layers);
    return place_land_cover(read_features("city.land_cover", file, g, is_land_cover_layer), "city.land_cover",
                            g);
}

struct Case {
    const char *layer, *value, *plus;
    SurfaceType type;
};

TEST(BgtClasses, GiveTheSurfaceTypesOfTheTable) {  // [7]
    using enum SurfaceType;
    for (const Case& c : {Case{"wegdeel", "geslotenverharding", "asfalt", closed_paving},
                          Case{"wegdeel", "openverharding", "gebakkenklinkers", open_paving},
                          Case{"wegdeel", "halfverhard", "", semi_paving},
                          Case{"wegdeel", "onverhard", "", bare_soil},
                          Case{"wegdeel", "", "betonstraatstenen", open_paving},
                          Case{"wegdeel", "transitie", "asfalt", closed_paving},
                          Case{"ondersteunendwegdeel", "groenvoorziening", "", grass},
                          Case{"onbegroeidterreindeel", "erf", "waardeonbekend", yard},
                          Case{"onbegroeidterreindeel", "zand", "", bare_soil},
                          Case{"begroeidterreindeel", "groenvoorziening", "heesters", shrub},
                          Case{"begroeidterreindeel", "groenvoorziening", "grasenkruidachtigen", grass},
                          Case{"begroeidterreindeel", "groenvoorziening", "waardeonbekend", grass},
                          Case{"begroeidterreindeel", "graslandagrarisch", "", grass},
                          Case{"begroeidterreindeel", "loofbos", "", woodland},
                          Case{"begroeidterreindeel", "bouwland", "", cropland},
                          Case{"begroeidterreindeel", "rietland", "", shrub},
                          Case{"waterdeel", "waterloop", "", water},
                          Case{"waterdeel", "somethingnew", "", water},
                          Case{"waterdeel", "greppeldrogesloot", "", grass},
                          Case{"ondersteunendwaterdeel", "oeverslootkant", "", grass},
                          Case{"overbruggingsdeel", "dek", "", closed_paving}}) {
        SurfaceType type;
        EXPECT_TRUE(surface_type_of(c.layer, c.value, c.plus, type)) << c.layer << " " << c.value;
        EXPECT_EQ(int(type), int(c.type)) << c.layer << " " << c.value << " " << c.plus;
    }
    SurfaceType type;
    EXPECT_FALSE(surface_type_of("wegdeel", "gloeiendelava", "", type));
    EXPECT_EQ(type, SurfaceType::unknown);
}

TEST(LandCover, AnUnknownClassIsCountedAndNamed) {  // [7]
    const Folder folder;
    const auto cover =
        place(folder,
              {{"bgt_wegdeel",
                {{box(100000, 400000, 100002, 400004), {{"surfacematerial", "gloeiende lava"}}},
                 {box(100002, 400000, 100004, 400004), {{"surfacematerial", "open verharding"}}}}}},
              grid(4, 4));
    EXPECT_EQ(cover.type[0], std::int8_t(SurfaceType::unknown));
    EXPECT_EQ(cover.type[3], std::int8_t(SurfaceType::open_paving));
    ASSERT_EQ(cover.warnings.size(), 1u);
    EXPECT_THAT(cover.warnings[0], HasSubstr("1 objects have the class wegdeel 'gloeiendelava'"));
}

TEST(LandCover, TheTopLevelIsTheSurfaceAndTheBridgesRoadLiesOnItsDeck) {  // [8]
    const Folder folder;
    const std::string all = box(100000, 400000, 100004, 400004), deck = box(100001, 400000, 100003, 400004);
    const auto cover = place(
        folder,
        {{"wegdeel", {{deck, {{"surfacematerial", "open verharding"}, {"relatievehoogteligging", "1"}}}}},
         {"overbruggingsdeel", {{deck, {{"class", "dek"}, {"relatievehoogteligging", "1"}}}}},
         {"waterdeel", {{all, {{"class", "waterloop"}, {"relatievehoogteligging", "0"}}}}}},
        grid(4, 4));
    EXPECT_EQ(cover.type[0], std::int8_t(SurfaceType::water));
    EXPECT_EQ(cover.type[1], std::int8_t(SurfaceType::open_paving));
    EXPECT_EQ(cover.deck[0], -1);
    EXPECT_GE(cover.deck[1], 0);
}

TEST(LandCover, DoesNotDependOnTheOrderInTheFile) {  // [8]
    const Folder folder;
    std::vector<Outline> shapes;
    const char* classes[] = {"gesloten verharding", "open verharding", "half verhard", "onverhard"};
    for (int n = 0; n < 12; ++n)
        shapes.push_back({box(100000 + n % 5, 400000 + n % 3, 100004 + n % 5, 400005 + n % 3),
                          {{"surfacematerial", classes[n % 4]}, {"lokaalid", "id" + std::to_string(n)}}});
    const auto a = place(folder, {{"wegdeel", shapes}}, grid(10, 10));
    std::reverse(shapes.begin(), shapes.end());
    std::filesystem::remove(folder / "bgt.gpkg");
    const auto b = place(folder, {{"wegdeel", shapes}}, grid(10, 10));
    EXPECT_EQ(a.type, b.type);
}

}  // namespace
}  // namespace luwte
