// SPDX-License-Identifier: Apache-2.0
#include "validation/picture.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

namespace luwte {
namespace {

TEST(Picture, ScalesToItsPointsAndBounds) {
    const std::filesystem::path folder = testing::TempDir();
    draw_panels({{}, folder}, "luwte-picture", "caption",
                {{"title", "hour", "K", {{"line", {{0, 0}, {10, 4}}}, {"dots", {{5, 2}}, true}}, {5}}});
    std::stringstream text;
    text << std::ifstream(folder / "luwte-picture.svg").rdbuf();
    // 0 to 10 over 62 to 388, 0 to 5 over 228 up to 58.
    EXPECT_THAT(text.str(), testing::HasSubstr("M62.0 228.0L388.0 92.0"));
    EXPECT_THAT(text.str(), testing::HasSubstr("cx=\"225.0\" cy=\"160.0\""));
    EXPECT_THAT(text.str(), testing::HasSubstr("M62 58.0H388\" stroke=\"#111\" stroke-dasharray"));
}

TEST(Picture, IsNotDrawnWithoutAFolderAndACurveThatStandsStillHasAnAxis) {
    EXPECT_NO_THROW(draw_panels({{}, {}}, "luwte-none", "", {{"", "", "", {{"", {{0, 1}}}}}}));
    const std::filesystem::path folder = testing::TempDir();
    draw_panels({{}, folder}, "luwte-still", "", {{"", "", "", {{"", {{0, 1}, {1, 1}}}}}});
    std::stringstream text;
    text << std::ifstream(folder / "luwte-still.svg").rdbuf();
    EXPECT_THAT(text.str(), testing::Not(testing::HasSubstr("nan")));
    EXPECT_THAT(text.str(), testing::HasSubstr("M62.0 143.0L388.0 143.0"));
}

}  // namespace
}  // namespace luwte
