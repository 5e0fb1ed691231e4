// SPDX-License-Identifier: Apache-2.0
#include "host/output/run_metadata.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(AbsolutePaths, AreCutToTheFileNameEverythingElseStays) {
    for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
             {"file = \"/srv/jan/data/dsm.tif\"\n", "file = \"dsm.tif\"\n"},
             {"file = '/srv/jan de boer/dsm.tif' # x", "file = 'dsm.tif' # x"},
             {"C:\\Users\\Jan\\dsm.tif, ~/dtm.tif", "dsm.tif, dtm.tif"},
             {"[\"/a/b.tif\",\"/a/c.tif\"]", "[\"b.tif\",\"c.tif\"]"},
             {"file:///srv/jan/dsm.tif", "dsm.tif"},
             {"read /srv/jan/dsm.tif: 3 holes", "read dsm.tif: 3 holes"},
             {"area/dsm.tif", "area/dsm.tif"},
             {"../shared/dsm.tif", "../shared/dsm.tif"},
             {"${LUWTE_SHARED}/dsm.tif", "${LUWTE_SHARED}/dsm.tif"},
             {"https://www.pdok.nl/ahn", "https://www.pdok.nl/ahn"},
             {"a <b>title</b>", "a <b>title</b>"},
             {"wind 3 m/s, 1 / 2, W/m2", "wind 3 m/s, 1 / 2, W/m2"},
             {"title = \"Sun / shade\"", "title = \"Sun / shade\""}})
        EXPECT_EQ(without_absolute_paths(text), expected);
}

TEST(Iso8601, TimesAndDurations) {
    EXPECT_EQ(iso_utc(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(iso_utc(1564056000), "2019-07-25T12:00:00Z");
    EXPECT_EQ(iso_utc(951782399), "2000-02-28T23:59:59Z");
    EXPECT_EQ(iso_duration(3600), "PT1H");
    EXPECT_EQ(iso_duration(600), "PT10M");
    EXPECT_EQ(iso_duration(90), "PT90S");
}

}  // namespace
}  // namespace luwte
