// SPDX-License-Identifier: Apache-2.0
#include "host/validate.hpp"

#include "kernels/core/error.hpp"

#include <cmath>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<ValidationRow> passing(const ValidationContext&) {
    return {{"sun", "max_abs_error", 0.004, "deg", "<= 0.01", true, "", "<= 0.001"}};
}
std::vector<ValidationRow> failing(const ValidationContext&) {
    return {{"shade", "max_abs_error", 2, "m", "<= 1", false, "", ""}};
}
std::vector<ValidationRow> without_data(const ValidationContext&) {
    return {{"table", "max_abs_error", 0, "K", "<= 0.1", std::nullopt, "no <file> & \"nothing\"", ""}};
}
std::vector<ValidationRow> figures(const ValidationContext&) {
    return {{"mast", "bias_north", -12.5, "W m-2", "", std::nullopt, "", ""}};
}
std::vector<ValidationRow> throwing(const ValidationContext&) { throw std::runtime_error("it broke"); }
std::vector<ValidationRow> empty(const ValidationContext&) { return {}; }

const std::vector<ValidationCase> good_cases = {{"sun", "Sun against an almanac", passing},
                                                {"table", "Table <b>", without_data}};

TEST(Validate, PassesWhenNoRowFails) {
    std::ostringstream out;
    EXPECT_EQ(validate(good_cases, {}, out), 0);
    EXPECT_THAT(out.str(), HasSubstr("sun: Sun against an almanac\n  pass     max_abs_error"));
    EXPECT_THAT(out.str(), HasSubstr("no data  max_abs_error"));
    EXPECT_TRUE(out.str().ends_with("1 passed, 0 failed, 1 without data\n"));
}

TEST(Validate, FailsWhenARowFailsACaseThrowsOrMakesNoRow) {
    for (const auto run : {failing, throwing, empty}) {
        std::ostringstream out;
        EXPECT_EQ(validate({{"sun", "", passing}, {"bad", "", run}}, {}, out), 1);
        EXPECT_THAT(out.str(), HasSubstr("1 passed, 1 failed"));
    }
    std::ostringstream out;
    validate({{"bad", "", throwing}}, {}, out);
    EXPECT_THAT(out.str(), HasSubstr("it broke"));
}

TEST(Validate, FigureWithoutAcceptanceIsShownAndNotCounted) {
    std::ostringstream out;
    EXPECT_EQ(validate({{"sun", "", passing}, {"mast", "", figures}}, {}, out), 0);
    EXPECT_THAT(out.str(), HasSubstr("  figure   bias_north"));
    EXPECT_THAT(out.str(), HasSubstr("-12.5"));
    EXPECT_TRUE(out.str().ends_with("1 passed, 0 failed, 0 without data\n"));
    const auto list = nlohmann::json::parse(validation_json(figures({})));
    EXPECT_EQ(list[0]["value"], -12.5);
    EXPECT_TRUE(list[0]["pass"].is_null());
    const std::string html = validation_html({{"mast", "", figures}}, figures({}), "1");
    EXPECT_THAT(html, HasSubstr("-12.5"));
    EXPECT_THAT(html, HasSubstr("<td class=\"figure\">figure</td>"));
}

TEST(Validate, OnlyRunsTheNamedCase) {
    std::ostringstream out;
    ValidateOptions options;
    options.only = "sun";
    EXPECT_EQ(validate({{"bad", "", failing}, {"sun", "", passing}}, options, out), 0);
    options.only = "snu";
    try {
        validate(good_cases, options, out);
        FAIL();
    } catch (const InputError& e) {
        EXPECT_STREQ(e.what(), "error: --only: no case is called 'snu'\n  hint: did you mean 'sun'?");
    }
}

TEST(Validate, RowsBecomeJsonWithNullWhereDataAreMissing) {
    const auto list =
        nlohmann::json::parse(validation_json({passing({})[0],
                                               without_data({})[0],
                                               {"x", "m", std::nan(""), "1", "a", false, "", ""},
                                               {"x", "\xff", 1, "1", "", true, "", ""}}));
    ASSERT_EQ(list.size(), 4u);
    EXPECT_EQ(list[0], (nlohmann::json{{"case", "sun"},
                                       {"metric", "max_abs_error"},
                                       {"value", 0.004},
                                       {"unit", "deg"},
                                       {"acceptance", "<= 0.01"},
                                       {"pass", true},
                                       {"goal", "<= 0.001"}}));
    EXPECT_TRUE(list[1]["pass"].is_null());
    EXPECT_TRUE(list[1]["value"].is_null());
    EXPECT_EQ(list[1]["reason"], "no <file> & \"nothing\"");
    EXPECT_TRUE(list[2]["value"].is_null()) << "JSON has no NaN";
    EXPECT_EQ(list[2]["pass"], false);
}

TEST(Validate, PageIsSelfContainedAndEscaped) {
    const std::string html = validation_html(good_cases, {passing({})[0], without_data({})[0]}, "1.2.3");
    EXPECT_THAT(html, HasSubstr("Table &lt;b&gt;"));
    EXPECT_THAT(html, HasSubstr("no &lt;file&gt; &amp; &quot;nothing&quot;"));
    EXPECT_THAT(html, HasSubstr("prefers-color-scheme: dark"));
    for (const char* outside : {"http:", "https:", "<script", "src=", "href="})
        EXPECT_THAT(html, Not(HasSubstr(outside)));
}

TEST(Validate, PicturesGoBesideThePageOrAreNotDrawn) {
    static std::filesystem::path told;
    const auto tell = [](const ValidationContext& context) {
        told = context.pictures;
        return passing(context);
    };
    std::ostringstream out;
    ValidateOptions options;
    validate({{"sun", "", tell}}, options, out);
    EXPECT_EQ(told, "");
    options.html = std::filesystem::path(testing::TempDir()) / "luwte-pictures.html";
    validate({{"sun", "", tell}}, options, out);
    EXPECT_TRUE(std::filesystem::equivalent(told, testing::TempDir()));
    std::filesystem::remove(options.html);
}

TEST(Validate, FilesAreWholeOrAbsent) {
    const std::filesystem::path folder = testing::TempDir();
    ValidateOptions options;
    options.json = folder / "luwte-validate.json";
    options.html = folder / "luwte-validate.html";
    std::ostringstream out;
    validate(good_cases, options, out);
    std::ifstream stream(options.json);
    EXPECT_EQ(nlohmann::json::parse(stream).size(), 2u);
    EXPECT_TRUE(std::filesystem::exists(options.html));
    EXPECT_FALSE(std::filesystem::exists(options.html.string() + ".part"));
    options.html = folder / "luwte-no-such-folder" / "x.html";
    EXPECT_THROW(validate(good_cases, options, out), RuntimeError);
    std::filesystem::remove(folder / "luwte-validate.json");
    std::filesystem::remove(folder / "luwte-validate.html");
}

}  // namespace
}  // namespace luwte
