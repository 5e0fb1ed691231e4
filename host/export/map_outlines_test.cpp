// SPDX-License-Identifier: Apache-2.0
#include "host/export/map_outlines.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(MapOutlines, HoldEveryRingOfPolygonsAndEveryLine) {
    const MapOutline ring = outline_of_wkt(
        "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1)), ((9 9, 10 9, 10 10, 9 9)))",
        MapOutline::Kind::yard, "a");
    ASSERT_EQ(ring.rings.size(), 3u);
    EXPECT_EQ(ring.rings[0][1][0], 4);
    EXPECT_EQ(ring.label, "a");
    EXPECT_EQ(outline_of_wkt("LINESTRING (0 0, 1 1)", MapOutline::Kind::road).rings.size(), 1u);
    EXPECT_EQ(outline_of_wkt("POINT (5 5)", MapOutline::Kind::edit).rings.at(0).size(), 12u);
}

TEST(MapOutlines, WhatIsNoGeometryHasNone) {
    for (const char* text : {"", "POLYGON", "POLYGON ((0 0, 1", "hello", "POLYGON EMPTY"})
        EXPECT_TRUE(outline_of_wkt(text, MapOutline::Kind::yard).rings.empty()) << text;
}

}  // namespace
}  // namespace luwte
