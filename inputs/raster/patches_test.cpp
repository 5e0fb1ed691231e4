// SPDX-License-Identifier: Apache-2.0
#include "inputs/raster/patches.hpp"

#include <numeric>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

/// '#' = inside; rows as they are written, all equally long.
Mask mask(const std::vector<std::string>& rows) {
    Mask m;
    for (const auto& r : rows)
        for (const char c : r) m.push_back(c == '#');
    return m;
}

TEST(Patches, AreConnectedThroughSidesNotCorners) {
    const Patches p = find_patches(mask({"##..#", "#..#.", "...##"}), 5, 3);
    EXPECT_THAT(p.cells, testing::ElementsAre(3, 1, 3));
    EXPECT_EQ(p.label[0], p.label[5]);
    EXPECT_NE(p.label[4], p.label[8]);
    EXPECT_EQ(p.label[2], -1);
}

TEST(Patches, SmallOnesCanBeDropped) {
    EXPECT_EQ(without_small_patches(mask({"##..#", "#..#.", "...##"}), 5, 3, 3),
              mask({"##...", "#..#.", "...##"}));
}

TEST(Opening, DropsWhatIsNarrowerThanTheSquareAndKeepsTheRest) {
    EXPECT_EQ(opened(mask({"#####", "#####", "###..", "..#.."}), 5, 4, 2),
              mask({"#####", "#####", "###..", "....."}));
    EXPECT_EQ(opened(mask({"###", "###", "###"}), 3, 3, 3), mask({"###", "###", "###"}));
    EXPECT_EQ(opened(mask({"###", "#.#", "###"}), 3, 3, 2), mask({"...", "...", "..."}));
}

TEST(Closing, FillsGapsNarrowerThanTheSquareOnly) {
    EXPECT_EQ(closed(mask({"#####", "##.##", "#####"}), 5, 3, 2), mask({"#####", "#####", "#####"}));
    EXPECT_EQ(closed(mask({"######", "##..##", "##..##", "######"}), 6, 4, 2),
              mask({"######", "##..##", "##..##", "######"}));
    EXPECT_EQ(closed(mask({".....", "..#..", "....."}), 5, 3, 2), mask({".....", "..#..", "....."}));
}

TEST(Growing, StaysWithinItsBounds) {
    EXPECT_EQ(grown(mask({"#....."}), mask({"####.#"}), 6, 1, 2), mask({"###..."}));
    EXPECT_EQ(grown(mask({"#....."}), mask({"####.#"}), 6, 1, 9), mask({"####.."}));
}

}  // namespace
}  // namespace luwte
