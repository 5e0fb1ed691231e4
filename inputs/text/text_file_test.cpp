// SPDX-License-Identifier: Apache-2.0
#include "inputs/text/text_file.hpp"

#include "inputs/raster/test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte::text {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Text : public testing::Test {
  protected:
    test_files::Folder folder_;
    std::filesystem::path file_ = folder_ / "file.csv";

    std::string error() {
        try {
            read_text_file(file_, {"table", "cut it", "a table"});
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
    void write(const std::string& text) { std::ofstream(file_, std::ios::binary) << text; }
};

TEST_F(Text, LinesLoseTheirEndsAndTheFirstItsByteOrderMark) {
    write(
        "\xEF\xBB\xBF"
        "a\r\n\nb");
    EXPECT_THAT(read_text_file(file_, {"table", "", ""}).lines, ElementsAre("a", "", "b"));
}

TEST_F(Text, AFileThatIsTooLargeIsRefusedBeforeItIsRead) {
    write("a\n");
    std::filesystem::resize_file(file_, 257u << 20);  // a hole; reading it would find bytes that are no text
    EXPECT_THAT(error(),
                testing::AllOf(HasSubstr("has 257.0 MiB; a table may have 256 MiB"), HasSubstr("cut it")));
}

TEST_F(Text, TooManyLinesAreRefused) {
    write(std::string(8000001, '\n'));
    EXPECT_THAT(error(), HasSubstr("has more than 8000000 lines"));
}

TEST_F(Text, OtherThingsThanTextFilesAreRefused) {
    EXPECT_THAT(error(), HasSubstr("there is no such table"));
    write(std::string(70000, 'a'));
    EXPECT_THAT(error(),
                testing::AllOf(HasSubstr("line 1: has 70000 characters"), HasSubstr("this is not a table")));
    write("a\nb\x01\n");
    EXPECT_THAT(error(), HasSubstr("line 2: holds the byte 0x01"));
}

}  // namespace
}  // namespace luwte::text
