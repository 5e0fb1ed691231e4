// SPDX-License-Identifier: Apache-2.0
#include "inputs/traffic/cimlk.hpp"

#include "inputs/traffic/test_cimlk.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using test_cimlk::CsvFile;
using test_cimlk::Fields;
using test_files::Folder;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr TrafficArea hundred_metres{0, 0, 100, 100, 60};

class Cimlk : public testing::Test {
  protected:
    Folder folder_;

    CimlkRoads read(const CsvFile& file, const TrafficArea& area = hundred_metres) {
        return read_cimlk_roads("city.roads", file.write(folder_ / "Wegdelen.csv"), area);
    }
    RoadSegment segment(const Fields& fields) { return read(test_cimlk::roads().add(fields)).segments.at(0); }
    CimlkReceptors receptors(const CsvFile& file, const CsvFile& roads) {
        return read_cimlk_receptors("air.receptors", file.write(folder_ / "Receptoren.csv"), hundred_metres,
                                    read(roads));
    }
    template <class F>
    std::string error_of(F&& f) {
        try {
            f();
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
    std::string error_of_road(const Fields& fields) {
        return error_of([&] { segment(fields); });
    }
    std::string error_of_text(const std::string& text) {
        std::ofstream(folder_ / "Wegdelen.csv", std::ios::binary) << text;
        return error_of([&] { read_cimlk_roads("city.roads", folder_ / "Wegdelen.csv", hundred_metres); });
    }
};

TEST_F(Cimlk, AStreetKeepsItsTraffic) {
    const RoadSegment road = segment({{"straatnaam", "Burg de Vlugtlaan"}});
    EXPECT_EQ(road.id, "s1");
    EXPECT_EQ(road.street, "Burg de Vlugtlaan");
    EXPECT_EQ(road.speed_class, SpeedClass::town);
    EXPECT_EQ(road.of(VehicleClass::light).per_weekday, 7573);
    EXPECT_EQ(road.of(VehicleClass::medium).per_weekday, 122);
    EXPECT_EQ(road.of(VehicleClass::heavy).per_weekday, 50);
    EXPECT_EQ(road.of(VehicleClass::bus).per_weekday, 202);
    EXPECT_EQ(road.of(VehicleClass::bus).stagnation_share, 0.16);
    EXPECT_EQ(road.speed_limit_km_h, 50);
    ASSERT_EQ(road.line.size(), 2u);
    EXPECT_EQ(road.line[1].x_m, 90);
}

TEST_F(Cimlk, EmptyAndMinus999AreNoValue) {
    for (const char* none : {"", "-999", "-999.0000"}) {
        const RoadSegment road = segment({{"hoogte", none},
                                          {"overdrachtLinksHoogte", none},
                                          {"maximumsnelheid", none},
                                          {"tunnelfactor", none},
                                          {"intensiteitBusVerkeer", none},
                                          {"stagnatiefactorZwaarVerkeer", none}});
        EXPECT_TRUE(std::isnan(road.height_m)) << none;
        EXPECT_TRUE(std::isnan(road.left.height_m)) << none;
        EXPECT_TRUE(std::isnan(road.speed_limit_km_h)) << none;
        EXPECT_TRUE(std::isnan(road.of(VehicleClass::bus).per_weekday)) << none;
        EXPECT_TRUE(std::isnan(road.of(VehicleClass::heavy).stagnation_share)) << none;
        EXPECT_EQ(road.tunnel_factor, 1) << none;  // IMLK: 1 where nothing is said
    }
}

TEST_F(Cimlk, WhatStreetsDoNotSayIsWarnedOf) {
    const CimlkRoads roads = read(test_cimlk::roads()
                                      .add({{"intensiteitBusVerkeer", "-999"}})
                                      .add({{"identificatie", "s2"}, {"stagnatiefactorLichtVerkeer", ""}})
                                      .add({{"identificatie", "open"},
                                            {"rekenmethode", "SRM2"},
                                            {"wegsoort", "92"},
                                            {"intensiteitBusVerkeer", "-999"}}));
    EXPECT_THAT(roads.warnings,
                ElementsAre(AllOf(HasSubstr("1 streets"), HasSubstr("no stagnation share of light")),
                            AllOf(HasSubstr("1 streets"), HasSubstr("no number of bus vehicles"))));
}

TEST_F(Cimlk, TheMethodDecidesWhatTheKindMeans) {
    const RoadSegment open = segment({{"rekenmethode", "SRM2"}, {"wegsoort", "92"}, {"hoogte", "-4"}});
    EXPECT_FALSE(open.speed_class.has_value());
    EXPECT_EQ(open.open_road_type, 92);
    EXPECT_EQ(open.height_m, -4);
    EXPECT_EQ(segment({{"wegsoort", "e"}}).speed_class, SpeedClass::free_town);
    EXPECT_THAT(error_of_road({{"wegsoort", "92"}}),
                HasSubstr("line 2, column 'wegsoort': '92' is none of a, b, c, d, e"));
    EXPECT_THAT(error_of_road({{"rekenmethode", "SRM2"}, {"wegsoort", "c"}}),
                HasSubstr("'c' is none of 92, 93, 94"));
    EXPECT_THAT(error_of_road({{"rekenmethode", "SRM3"}}), HasSubstr("'SRM3' is none of SRM1, SRM2"));
}

TEST_F(Cimlk, TunnelsHaveFactorZeroAndTheirMouthsMoreThanOne) {
    EXPECT_EQ(segment({{"tunnelfactor", "0.0000"}}).tunnel_factor, 0);
    EXPECT_EQ(segment({{"tunnelfactor", "31.1000"}}).tunnel_factor, 31.1);
}

TEST_F(Cimlk, ScreensStandLeftAndRight) {
    const RoadSegment road = segment({{"overdrachtLinksAfstand", "1"},
                                      {"overdrachtLinksHoogte", "1.5000"},
                                      {"overdrachtRechtsAfstand", "12"},
                                      {"overdrachtRechtsHoogte", "4"}});
    EXPECT_EQ(road.left.distance_m, 1);
    EXPECT_EQ(road.left.height_m, 1.5);
    EXPECT_EQ(road.right.distance_m, 12);
    EXPECT_EQ(road.right.height_m, 4);
}

TEST_F(Cimlk, LinesOfZeroLengthOneTwoOrManyPointsAreKept) {
    const CimlkRoads roads =
        read(test_cimlk::roads()
                 .add({{"identificatie", "zero"}, {"geometrie", "LINESTRING(5 5,5 5)"}})
                 .add({{"identificatie", "one point"}, {"geometrie", "LINESTRING(5 5)"}})
                 .add({{"identificatie", "two"}, {"geometrie", "LINESTRING (5 5, 6 5)"}})
                 .add({{"identificatie", "three, z"}, {"geometrie", "linestring z (5 5 1,6 5 1,6 6 2)"}}));
    ASSERT_EQ(roads.segments.size(), 4u);
    EXPECT_EQ(roads.zero_length, 2u);
    EXPECT_EQ(roads.segments[3].line.size(), 3u);
}

TEST_F(Cimlk, BothDirectionsOfAStreetAreSegmentsOfTheirOwn) {
    const CimlkRoads roads =
        read(test_cimlk::roads()
                 .add({{"geometrie", "LINESTRING(10 10,90 10)"}})
                 .add({{"identificatie", "s2"}, {"geometrie", "LINESTRING(90 10,10 10)"}}));
    ASSERT_EQ(roads.segments.size(), 2u);
    EXPECT_EQ(roads.segments[0].line.front().x_m, roads.segments[1].line.back().x_m);
    const CimlkReceptors at = receptors(
        test_cimlk::receptors().add({}).add({{"wegdeelIdentificatie", "s2"}, {"bomenfactor", "1.5"}}),
        test_cimlk::roads().add({}).add({{"identificatie", "s2"}}));
    ASSERT_EQ(at.receptors.size(), 1u);
    ASSERT_EQ(at.receptors[0].streets.size(), 2u);
    EXPECT_EQ(at.receptors[0].streets[0].tree_factor, 1.25);  // of the link, not of the receptor
    EXPECT_EQ(at.receptors[0].streets[1].tree_factor, 1.5);
}

TEST_F(Cimlk, OnlySegmentsThatReachIntoTheGrownBoxAreKept) {
    const CimlkRoads roads = read(
        test_cimlk::roads()
            .add({{"identificatie", "inside"}})
            .add({{"identificatie", "in reach"}, {"geometrie", "LINESTRING(159 50,300 50)"}})
            .add({{"identificatie", "beyond"}, {"geometrie", "LINESTRING(161 50,300 50)"}})
            .add({{"identificatie", "passes"}, {"geometrie", "LINESTRING(-500 50,500 50)"}})
            .add({{"identificatie", "around a corner"},
                  {"geometrie", "LINESTRING(-500 170,170 170,170 -500)"}})
            .add({{"identificatie", "zero length, beyond"}, {"geometrie", "LINESTRING(161 50,161 50)"}}));
    std::vector<std::string> names;
    for (const RoadSegment& road : roads.segments) names.push_back(road.id);
    EXPECT_THAT(names, ElementsAre("inside", "in reach", "passes"));
    EXPECT_THAT(roads.elsewhere,
                testing::UnorderedElementsAre("beyond", "around a corner", "zero length, beyond"));
    EXPECT_EQ(roads.streets, 3u);
}

TEST_F(Cimlk, AFileFromElsewhereIsWarnedOf) {
    EXPECT_THAT(read(test_cimlk::roads().add({{"geometrie", "LINESTRING(4.9 52.3,4.8 52.3)"}}),
                     {120000, 480000, 121000, 481000, 60})
                    .warnings,
                ElementsAre(HasSubstr("no road segment of")));
}

TEST_F(Cimlk, ColumnsStandInAnyOrderAndOthersArePassedOver) {
    CsvFile file = test_cimlk::roads().add({});
    std::ranges::reverse(file.columns);
    file.columns.insert(file.columns.begin() + 3, "ietsNieuws");
    EXPECT_EQ(read(file).segments.at(0).of(VehicleClass::heavy).per_weekday, 50);
}

TEST_F(Cimlk, MissingColumnsAreNamed) {
    CsvFile file = test_cimlk::roads().add({});
    std::erase(file.columns, "tunnelfactor");
    std::ranges::replace(file.columns, std::string("wegsoort"), std::string("weg_soort"));
    const std::string error = error_of([&] { read(file); });
    EXPECT_THAT(error, HasSubstr("line 1: there is no column tunnelfactor"));
    EXPECT_THAT(error, AllOf(HasSubstr("there is no column wegsoort"), HasSubstr("is it 'weg_soort'?")));
    EXPECT_THAT(error_of_text("identificatie,geometrie\n"), HasSubstr("columns are parted by semicolons"));
    EXPECT_THAT(error_of_text(""), HasSubstr("is empty"));
    file = test_cimlk::roads();
    file.columns.push_back("wegsoort");
    EXPECT_THAT(error_of([&] { read(file); }), HasSubstr("column 'wegsoort': stands twice in the header"));
}

TEST_F(Cimlk, AllProblemsComeAtOnceWithLineAndColumn) {
    const std::string error = error_of([&] {
        read(test_cimlk::roads()
                 .add({{"intensiteitLichtVerkeer", "12a"}, {"stagnatiefactorBusVerkeer", "1,5"}})
                 .add({{"identificatie", "s2"}, {"tunnelfactor", "-3"}, {"hoogte", "31"}})
                 .add({{"identificatie", "s2"}, {"geometrie", "LINESTRING(1 2,3)"}})
                 .add({{"identificatie", ""}}));
    });
    EXPECT_THAT(error, HasSubstr("line 2, column 'intensiteitLichtVerkeer': '12a' is not a number"));
    EXPECT_THAT(error, HasSubstr("line 2, column 'stagnatiefactorBusVerkeer': '1,5' is not a number"));
    EXPECT_THAT(error, HasSubstr("line 3, column 'tunnelfactor': '-3' is outside 0 to 1000"));
    EXPECT_THAT(error, HasSubstr("line 3, column 'hoogte': '31' is outside -30 to 30 m"));
    EXPECT_THAT(error, HasSubstr("line 4, column 'identificatie': 's2' stands in two rows"));
    EXPECT_THAT(error,
                HasSubstr("line 4, column 'geometrie': 'LINESTRING(1 2,3)' cannot be read as a LINESTRING"));
    EXPECT_THAT(error, HasSubstr("line 5, column 'identificatie'"));
}

TEST_F(Cimlk, TheFirstFiftyProblemsAreToldAndTheRestCounted) {
    CsvFile file = test_cimlk::roads();
    for (int n = 0; n < 60; ++n) file.add({{"identificatie", fmt::format("s{}", n)}, {"hoogte", "x"}});
    const std::string error = error_of([&] { read(file); });
    EXPECT_THAT(error,
                AllOf(HasSubstr("line 51,"), Not(HasSubstr("line 52,")), HasSubstr("and 10 problems more")));
}

TEST_F(Cimlk, GeometriesOfOtherKindsAreRefused) {
    for (const char* wkt :
         {"POINT(1 2)", "MULTILINESTRING((1 2,3 4))", "", "GEOMETRYCOLLECTION(LINESTRING(1 2,3 4))",
          "LINESTRING EMPTY", "LINESTRING(1 2,3 4) POINT(1 2)", "LINESTRING(nan 2,3 4)",
          "LINESTRING(1e300 2,3 4)", "LINESTRING(((1 2))"})
        EXPECT_THAT(error_of_road({{"geometrie", wkt}}), HasSubstr("column 'geometrie'")) << wkt;
}

TEST_F(Cimlk, RowsOfAnotherLengthAreRefused) {
    EXPECT_THAT(error_of_road({{"straatnaam", "a;b"}}),
                HasSubstr("line 2: has 31 fields; the header has 30"));
}

TEST_F(Cimlk, VirtualPathsAndBytesThatAreNoTextAreRefused) {
    const auto of = [&](const char* path) {
        return error_of([&] { read_cimlk_roads("city.roads", path, hundred_metres); });
    };
    EXPECT_THAT(of("/vsizip/a.zip/Wegdelen.csv"), HasSubstr("virtual or network path"));
    EXPECT_THAT(of("http://localhost/Wegdelen.csv"), HasSubstr("virtual or network path"));
    EXPECT_THAT(of("none.csv"), HasSubstr("there is no file"));
    EXPECT_THAT(error_of_text(std::string("ident\0ificatie\n", 15)), HasSubstr("this is not a text file"));
    EXPECT_THAT(error_of_text(std::string(70000, 'a')), HasSubstr("a line may have 65536"));
}

TEST_F(Cimlk, TheRecordHasHashAndDate) {
    const CimlkRoads roads = read(test_cimlk::roads().add({}).add(
        {{"identificatie", "s2"}, {"tijdstipRegistratie", "9-10-2022 14:02"}}));
    EXPECT_EQ(roads.record.role, "city.roads");
    EXPECT_EQ(roads.record.sha256.size(), 64u);
    EXPECT_EQ(roads.record.date, "2022-10-09");
}

TEST_F(Cimlk, ReceptorsOutsideTheBoxOrWithoutAStreetHaveNoLinks) {
    const CimlkReceptors at =
        receptors(test_cimlk::receptors()
                      .add({{"identificatie", "outside"}, {"geometrie", "POINT(101 50)"}})
                      .add({{"identificatie", "no street"},
                            {"wegdeelIdentificatie", ""},
                            {"bebouwingstype", ""},
                            {"bomenfactor", ""},
                            {"toetspuntSoort", "Geen"}})
                      .add({{"identificatie", "r1"}}),
                  test_cimlk::roads().add({}));
    ASSERT_EQ(at.receptors.size(), 2u);
    EXPECT_THAT(at.receptors[0].streets, IsEmpty());
    EXPECT_EQ(at.without_street, 1u);
    ASSERT_EQ(at.receptors[1].streets.size(), 1u);
    EXPECT_EQ(at.receptors[1].streets[0].building_type, 3);
    EXPECT_EQ(at.receptors[1].at.y_m, 22.25);
}

TEST_F(Cimlk, LinksThatLeadNowhereAreCountedAndSaid) {
    const CimlkReceptors at =
        receptors(test_cimlk::receptors()
                      .add({{"wegdeelIdentificatie", "left out"}})
                      .add({{"wegdeelIdentificatie", "far"}})
                      .add({{"wegdeelIdentificatie", "open"}, {"bebouwingstype", ""}, {"bomenfactor", ""}}),
                  test_cimlk::roads()
                      .add({{"identificatie", "far"}, {"geometrie", "LINESTRING(1000 0,1001 0)"}})
                      .add({{"identificatie", "open"}, {"rekenmethode", "SRM2"}, {"wegsoort", "93"}}));
    EXPECT_EQ(at.roads_missing, 1u);
    EXPECT_EQ(at.roads_elsewhere, 1u);
    EXPECT_EQ(at.open_roads, 1u);
    EXPECT_EQ(at.links, 0u);
    EXPECT_THAT(at.warnings, ElementsAre(HasSubstr("1 links of receptors")));
}

TEST_F(Cimlk, LinksWithAStreetSayWhatStandsAlongIt) {
    const auto error = [&](const Fields& fields) {
        return error_of([&] { receptors(test_cimlk::receptors().add(fields), test_cimlk::roads().add({})); });
    };
    EXPECT_THAT(error({{"bebouwingstype", ""}}), HasSubstr("has no building type 1 to 4 for street 's1'"));
    EXPECT_THAT(error({{"bebouwingstype", "2.5"}}), HasSubstr("has no building type 1 to 4"));
    EXPECT_THAT(error({{"bomenfactor", "1.3"}}), HasSubstr("has no tree factor 1, 1.25 or 1.5"));
    EXPECT_THAT(
        error_of([&] { receptors(test_cimlk::receptors().add({}).add({}), test_cimlk::roads().add({})); }),
        HasSubstr("line 3, column 'wegdeelIdentificatie': the receptor has two rows for segment 's1'"));
    EXPECT_THAT(error_of([&] {
                    receptors(test_cimlk::receptors().add({}).add(
                                  {{"wegdeelIdentificatie", ""}, {"geometrie", "POINT(51 22.25)"}}),
                              test_cimlk::roads().add({}));
                }),
                HasSubstr("line 3, column 'geometrie': receptor 'r1' stood elsewhere in a row before"));
}

}  // namespace
}  // namespace luwte
