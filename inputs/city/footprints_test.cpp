// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/city.md.
#include "inputs/city/footprints.hpp"

#include "inputs/raster/test_files.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::ElementsAre;

Footprints place(const std::filesystem::path& file, const Grid& g) {
    const FeatureSet set = read_features("city.buildings", file, g, is_footprint_layer);
    return place_footprints({&set}, g);
}

TEST(PandNumber, GetsItsLeadingZerosBack) {                         // [9]
    EXPECT_EQ(pand_number("503100000018603"), "0503100000018603");  // Delft, read from an integer
    EXPECT_EQ(pand_number("34100000000001"), "0034100000000001");   // Almere
    EXPECT_EQ(pand_number("0503100000018603"), "0503100000018603");
    EXPECT_EQ(pand_number("1709100000012345"), "1709100000012345");  // Moerdijk has none
    EXPECT_EQ(pand_number("NL.IMBAG.Pand.0363100012185598"), "0363100012185598");
    EXPECT_EQ(pand_number("P0025.0119231a"), "P0025.0119231a");
    EXPECT_EQ(pand_number("12"), "12");
}

TEST(Footprints, OfBgtAndBagGiveTheSameNumbers) {  // [9]
    const Folder folder;
    const std::string shape = box(100001, 400001, 100003, 400003);
    const Grid g = grid(4, 4);
    const auto bgt =
        place(write_vector(folder / "bgt.gpkg", {{"bgt_pand",
                                                  {{shape, {{"identificatiebagpnd", "503100000018603"}}}},
                                                  28992,
                                                  {{"identificatiebagpnd", OFTInteger64}}}}),
              g);
    const auto bag = place(
        write_vector(folder / "bag.gpkg", {{"pand", {{shape, {{"Identificatie", "0503100000018603"}}}}}}), g);
    EXPECT_THAT(bgt.names, ElementsAre("0503100000018603"));
    EXPECT_EQ(bgt.names, bag.names);
    EXPECT_EQ(bgt.id, bag.id);
    EXPECT_EQ(std::count(bgt.id.begin(), bgt.id.end(), 0), 4);
}

TEST(Footprints, OfWhatIsGoneOrNotBuiltYetAreLeftOut) {  // [9]
    const Folder folder;
    const std::string shape = box(100001, 400001, 100003, 400003);
    std::vector<Outline> shapes;
    for (const char* status : {"Pand gesloopt", "Bouwvergunning verleend", "Niet gerealiseerd pand",
                               "Pand ten onrechte opgevoerd"})
        shapes.push_back({shape, {{"identificatie", "0363100000000001"}, {"pandstatus", status}}});
    shapes.push_back(
        {shape,
         {{"identificatie", "0363100000000002"}, {"pandstatus", "Pand in gebruik"}, {"bouwjaar", "1005"}}});
    shapes.push_back({shape, {{"identificatie", "0363100000000003"}, {"aanduidingrecordinactief", "J"}}});
    const auto f = place(write_vector(folder / "bag.gpkg", {{"pand", shapes}}), grid(4, 4));
    EXPECT_THAT(f.names, ElementsAre("0363100000000002"));
    EXPECT_EQ(f.rules.size(), 1u);
}

TEST(Footprints, PartsOfOneBuildingShareItsNumberAndTheOrderInTheFileDoesNotMatter) {  // [9]
    const Folder folder;
    std::vector<Outline> shapes = {
        {box(100000, 400000, 100002, 400002), {{"identificatie", "0363100000000002"}}},
        {box(100004, 400000, 100006, 400002), {{"identificatie", "0363100000000001"}}},
        {box(100002, 400000, 100004, 400002), {{"identificatie", "0363100000000002"}}}};
    const auto a = place(write_vector(folder / "a.gpkg", {{"pand", shapes}}), grid(6, 2));
    std::reverse(shapes.begin(), shapes.end());
    const auto b = place(write_vector(folder / "b.gpkg", {{"pand", shapes}}), grid(6, 2));
    EXPECT_EQ(a.names, b.names);
    EXPECT_THAT(a.id, ElementsAre(1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0));
    EXPECT_EQ(a.id, b.id);
}

TEST(Footprints, OfOtherStructuresAreOnlyThoseWithARoof) {  // [9]
    const Folder folder;
    const auto f =
        place(write_vector(
                  folder / "a.gpkg",
                  {{"bgt_overigbouwwerk",
                    {{box(100000, 400000, 100002, 400002), {{"bgt_type", "overkapping"}, {"lokaalid", "a"}}},
                     {box(100002, 400000, 100004, 400002), {{"bgt_type", "bassin"}, {"lokaalid", "b"}}}}}}),
              grid(4, 2));
    EXPECT_THAT(f.names, ElementsAre("a"));
}

TEST(Footprints, KnowTheirYearWhereTheFileDoes) {
    const Folder folder;
    const std::string shape = box(100001, 400001, 100003, 400003);
    const auto out = place(
        write_vector(
            folder / "bag.gpkg",
            {{"pand",
              {{shape, {{"identificatie", "0363100000000003"}}},
               {shape, {{"identificatie", "0363100000000001"}, {"oorspronkelijkbouwjaar", "1931"}}},
               {shape, {{"identificatie", "0363100000000002"}, {"oorspronkelijkbouwjaar", "7"}}},
               {shape, {{"identificatie", "0363100000000004"}, {"oorspronkelijkbouwjaar", "2016.0"}}}}}}),
        grid(4, 4));
    EXPECT_THAT(out.names, testing::SizeIs(4));
    EXPECT_THAT(out.years, ElementsAre(1931, 0, 0, 2016));
}

}  // namespace
}  // namespace luwte
