// SPDX-License-Identifier: Apache-2.0
#include "inputs/traffic/read_cimlk_measures.hpp"

#include "inputs/traffic/test_cimlk.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using test_cimlk::CsvFile;
using test_cimlk::Fields;
using testing::HasSubstr;

/// Streets along y = 10 from x = 10 to 90 m, a point of a street at (20, 20), and an open road.
struct MeasuresFolder {
    test_files::Folder folder;
    CimlkRoads roads =
        read_cimlk_roads("roads",
                         test_cimlk::roads()
                             .add({})
                             .add({{"identificatie", "point"}, {"geometrie", "LINESTRING(20 20,20 20)"}})
                             .add({{"identificatie", "open"}, {"rekenmethode", "SRM2"}, {"wegsoort", "92"}})
                             .write(folder / "roads.csv"),
                         {0, 0, 100, 100, 0});

    CimlkMeasures read(const CsvFile& file) const {
        return read_cimlk_measures("air.measures", file.write(folder / "measures.csv"), roads);
    }
    std::string error(const CsvFile& file) const {
        try {
            read(file);
        } catch (const InputError& e) {
            return e.what();
        }
        return "none";
    }
};
double light(const CimlkMeasures& m, std::size_t segment, SpeedClass speed = SpeedClass::town) {
    return m.of_segment[segment].of(Substance::nox, speed, VehicleClass::light);
}

TEST(CimlkMeasures, HoldOnTheShareOfAStreetsLengthInside) {  // (10)
    const MeasuresFolder f;
    const CimlkMeasures m = f.read(test_cimlk::measures().add({}).add(
        {{"stof", "PM2.5"}, {"voertuigtype", "b"}, {"wegsoort", "d"}, {"schalingsfactor", "1.5"}}));
    EXPECT_NEAR(light(m, 0), 0.9, 1e-12) << "40 of its 80 m";
    EXPECT_NEAR(light(m, 1), 0.8, 1e-12) << "a point";
    EXPECT_EQ(light(m, 2), 1) << "an open road";
    EXPECT_EQ(light(m, 0, SpeedClass::stagnating), 1);
    EXPECT_NEAR(m.of_segment[0].of(Substance::pm25, SpeedClass::stagnating, VehicleClass::bus), 1.25, 1e-12);
    EXPECT_EQ(m.areas, 1u);
    EXPECT_EQ(m.rows, 2u);
    EXPECT_EQ(m.segments, 2u);
    EXPECT_EQ(m.partly, 1u);
    EXPECT_THAT(m.names, testing::ElementsAre("Zone"));
    EXPECT_EQ(m.record.date, "2022-09-27");
}

TEST(CimlkMeasures, BesideEachOtherTheyShareAStreetAndOverEachOtherTheyAreAnError) {
    const MeasuresFolder f;
    const auto with = [](const char* other) {
        return test_cimlk::measures().add({}).add(
            {{"identificatie", "m2"}, {"naam", "Ring"}, {"schalingsfactor", "0.5"}, {"geometrie", other}});
    };
    const CimlkMeasures m = f.read(with("POLYGON((50 0,100 0,100 100,50 100,50 0))"));
    EXPECT_NEAR(light(m, 0), 0.5 * 0.8 + 0.5 * 0.5, 1e-12);
    EXPECT_EQ(m.partly, 1u);
    EXPECT_THAT(
        f.error(with("POLYGON((30 0,100 0,100 100,30 100,30 0))")),
        HasSubstr("more than one measure of a kind holds on road segment s1, the last of them Ring (m2)"));
}

/// Streets along y = 1 to 59 and a border from (50, 0) to (50, 60) of as many corners as a line of the file
/// holds, which zigzags by 1 m.
TEST(CimlkMeasures, StreetsLieInsideOrOutsideOrAreCutByABorderOfManyCorners) {
    MeasuresFolder f;
    CsvFile roads = test_cimlk::roads();
    const int streets = 2000, corners = 2500;
    for (int n = 0; n < streets; ++n) {
        const char* line = n % 100 == 1 ? "LINESTRING(10 {0},90 {0})"
                           : n % 2 == 0 ? "LINESTRING(5 {0},40 {0})"
                                        : "LINESTRING(60 {0},95 {0})";
        roads.add({{"identificatie", "s" + std::to_string(n)},
                   {"geometrie", fmt::format(fmt::runtime(line), 1 + 58.0 * n / streets)}});
    }
    f.roads = read_cimlk_roads("roads", roads.write(f.folder / "many.csv"), {0, 0, 100, 100, 0});
    std::string border;
    for (int n = 0; n <= corners; ++n)
        border += fmt::format("{} {},", n % 2 == 0 ? 49.5 : 50.5, 60.0 * n / corners);
    const CimlkMeasures m =
        f.read(test_cimlk::measures().add({{"geometrie", "POLYGON((" + border + "0 60,0 0,49.5 0))"}}));
    for (int n = 0; n < streets; ++n) {
        const double inside = n % 100 == 1 ? 0.5 : n % 2 == 0 ? 1.0 : 0.0;
        ASSERT_NEAR(light(m, std::size_t(n)), 1 - 0.2 * inside, inside == 0.5 ? 0.003 : 1e-12) << n;
    }
    EXPECT_EQ(m.segments, 1020u);
    EXPECT_EQ(m.partly, 20u);
}

TEST(CimlkMeasures, WhatScalesNothingThatDrivesThereDoesNotCount) {
    const MeasuresFolder f;
    for (const Fields& row : {Fields{{"wegsoort", "a"}}, Fields{{"schalingsfactor", "1.0000"}}}) {
        const CimlkMeasures m = f.read(test_cimlk::measures().add(row));
        EXPECT_EQ(m.segments, 0u);
        EXPECT_EQ(m.partly, 0u);
        EXPECT_TRUE(m.names.empty());
        EXPECT_EQ(m.areas, 1u);
    }
    EXPECT_EQ(f.read(test_cimlk::measures().add({{"wegsoort", "d"}})).segments, 2u) << "16 % stagnates";
    EXPECT_EQ(f.read(test_cimlk::measures()
                         .add({})
                         .add({{"wegsoort", "a"}})
                         .add({{"identificatie", "m2"}, {"naam", "Ring"}, {"wegsoort", "a"}}))
                  .segments,
              2u)
        << "motorways of two measures meet where none is";
}

TEST(CimlkMeasures, BordersDrawnTwiceLeaveNoFactorBelowZero) {
    const MeasuresFolder f;
    const CimlkMeasures m =
        f.read(test_cimlk::measures()
                   .add({{"schalingsfactor", "0.0000"}})
                   .add({{"identificatie", "m2"},
                         {"schalingsfactor", "0.0000"},
                         {"geometrie", "POLYGON((48.8 0,100 0,100 100,48.8 100,48.8 0))"}}));
    EXPECT_NEAR(light(m, 0), 0, 1e-12) << "1.2 m of 80 lie in both";
    EXPECT_GE(light(m, 0), 0);
}

TEST(CimlkMeasures, TextsAreShortSafeAndSaidOnce) {
    const MeasuresFolder f;
    const CsvFile twice = test_cimlk::measures()
                              .add({{"naam", std::string(150, 'Z')}})
                              .add({{"identificatie", "m2"},
                                    {"naam", std::string(150, 'Z')},
                                    {"geometrie", "POLYGON((50 0,100 0,100 100,50 100,50 0))"}});
    const CimlkMeasures m = f.read(twice);
    ASSERT_EQ(m.names.size(), 1u);
    EXPECT_LT(m.names[0].size(), 110u);
    CsvFile roads = test_cimlk::roads();
    for (int n = 0; n < 25; ++n) roads.add({{"identificatie", "s" + std::to_string(n)}});
    MeasuresFolder many;
    many.roads = read_cimlk_roads("roads", roads.write(many.folder / "more.csv"), {0, 0, 100, 100, 0});
    const std::string all = many.error(test_cimlk::measures().add({}).add(
        {{"identificatie", "m2"}, {"geometrie", "POLYGON((0 0,100 0,100 100,0 100,0 0))"}}));
    EXPECT_THAT(all, HasSubstr("on road segment s19,"));
    EXPECT_THAT(all, testing::Not(HasSubstr("on road segment s20,")));
    EXPECT_THAT(all, HasSubstr("overlap on 25 road segments"));
}

TEST(CimlkMeasures, NoxWithoutTheNo2InItIsSaid) {
    const MeasuresFolder f;
    const auto alone = [&](const Fields& other) {
        return f.read(test_cimlk::measures().add({}).add(other)).nox_alone;
    };
    EXPECT_THAT(alone({{"stof", "NO2"}}), testing::IsEmpty());
    EXPECT_THAT(alone({{"stof", "PM10"}}), testing::ElementsAre("Zone"));
    EXPECT_THAT(alone({{"stof", "NO2"}, {"voertuigtype", "b"}}), testing::ElementsAre("Zone"));
}

TEST(CimlkMeasures, AllThatIsWrongIsSaidAtOnce) {
    const MeasuresFolder f;
    const std::string all = f.error(test_cimlk::measures()
                                        .add({})
                                        .add({})
                                        .add({{"stof", "SO2"}})
                                        .add({{"voertuigtype", "x"}})
                                        .add({{"wegsoort", "z"}})
                                        .add({{"schalingsfactor", "-999"}, {"stof", "EC"}})
                                        .add({{"identificatie", "m3"}, {"geometrie", "POINT(1 1)"}}));
    for (const char* what : {"stands twice for NOx of l, road type c", "'SO2' is none of NOx",
                             "'x' is none of l", "'z' is none of a", "has no value", "is no polygon in WKT"})
        EXPECT_THAT(all, HasSubstr(what));
    const CimlkMeasures open = f.read(test_cimlk::measures().add({{"wegsoort", "93"}}));
    EXPECT_EQ(open.of_open_roads, 1u);
    EXPECT_EQ(light(open, 0), 1);
}

}  // namespace
}  // namespace luwte
