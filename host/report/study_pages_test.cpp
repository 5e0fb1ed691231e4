// SPDX-License-Identifier: Apache-2.0
#include "host/report/study_pages.hpp"

#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class StudyPagesOf : public testing::Test {
  protected:
    const sample::Folder folder;
    void write(const fs::path& file, const std::string& text) {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }
};

TEST_F(StudyPagesOf, OfOneResultStandBesideItAndAreTheSameBytesTwice) {
    const fs::path result = folder / "a.nc";
    sample::write_result(result);
    const std::vector<fs::path> pages = write_study_pages(result);
    std::vector<std::string> once;
    for (const fs::path& page : pages) once.push_back(sample::bytes_of(page));
    EXPECT_EQ(pages.front(), folder / "a.report.html");
    ASSERT_EQ(pages.size(), 4u);
    EXPECT_EQ(write_study_pages(result), pages);
    for (std::size_t n = 0; n < pages.size(); ++n) EXPECT_EQ(sample::bytes_of(pages[n]), once[n]) << pages[n];
}

TEST_F(StudyPagesOf, WhatLuwteDidNotMakeIsNotOverwrittenUnasked) {
    const fs::path result = folder / "a.nc";
    sample::write_result(result);
    for (const char* name : {"a.report.html", "a.method.md", "a.algoritmeregister.json", "a.uitleg.md"}) {
        write_study_pages(result);
        write(folder / name, "mine");
        EXPECT_THROW(write_study_pages(result), InputError) << name;
        EXPECT_EQ(sample::bytes_of(folder / name), "mine") << name;
        write_study_pages(result, {}, true);
        EXPECT_NE(sample::bytes_of(folder / name), "mine") << name;
    }
}

TEST_F(StudyPagesOf, AMarkBehindTheHeadOfAFileIsNotOurs) {
    const fs::path result = folder / "a.nc";
    sample::write_result(result);
    write(folder / "a.report.html", std::string(8192, ' ') + "made by luwte");
    EXPECT_THROW(write_study_pages(result), InputError);
    write(folder / "a.report.html", "made by luwte" + std::string(20000, ' '));
    EXPECT_NO_THROW(write_study_pages(result));
}

TEST_F(StudyPagesOf, OneDayOfOneCityGoesBesideItsFolder) {
    Study study;
    study.weather.days = {"2020-07-01"};
    EXPECT_FALSE(writes_a_folder(study));  // so that a page in a folder of that name is not in the way
    study.scenarios = {{"trees", "Trees", {}}};
    EXPECT_TRUE(writes_a_folder(study));
    study.scenarios.clear(), study.weather.days.push_back("2020-07-02");
    EXPECT_TRUE(writes_a_folder(study));
}

TEST_F(StudyPagesOf, ReportNeedsNothingBesideItselfAndHasBothLanguages) {
    const fs::path result = folder / "a.nc";
    sample::write_result(result);
    write_study_pages(result);
    const std::string html = sample::bytes_of(folder / "a.report.html");
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("src=\"http")));
    EXPECT_THAT(html, Not(HasSubstr("href")));
    EXPECT_THAT(html, HasSubstr("default-src 'none'"));
    EXPECT_THAT(html, HasSubstr("<span lang=\"nl\">In het kort</span><span lang=\"en\">In short</span>"));
    EXPECT_THAT(html, HasSubstr("src=\"data:image/png;base64,"));
}

TEST_F(StudyPagesOf, DaysInAFolderAreFoundInTheirOrder) {
    for (const char* name : {"2020-07-02.nc", "2020-07-01.nc"}) sample::write_result(folder / "run" / name);
    write(folder / "run/2020-07-01.wind.nc", "no result");
    const auto results = results_of_output(folder / "run.nc");
    ASSERT_EQ(results.size(), 2u);
    EXPECT_EQ(results.front().day, "2020-07-01");
}

TEST_F(StudyPagesOf, StudyPutsTheCityAsItIsFirstAndLeavesFailedTasksOut) {
    write(folder / "study.json",
          R"({"scenarios": [{"id": "trees", "name": "More <trees>"}],
              "tasks": [{"scenario": "trees", "day": "2020-07-01", "result": "trees/2020-07-01.nc", "state": "done"},
                        {"scenario": "base", "day": "2020-07-01", "result": "base/2020-07-01.nc", "state": "done"},
                        {"scenario": "base", "day": "2020-07-02", "result": "base/2020-07-02.nc", "state": "failed"}]})");
    const auto results = results_of_output(folder / ".");
    ASSERT_EQ(results.size(), 2u);
    EXPECT_EQ(results[0].scenario, "base");
    EXPECT_EQ(results[1].scenario_name, "More <trees>");
}

TEST_F(StudyPagesOf, StudyFileCannotLeadElsewhere) {
    for (const char* result : {"../a.nc", "/etc/passwd", "x/../../a.nc"}) {
        write(folder / "study.json",
              std::string(R"({"tasks": [{"scenario": "base", "day": "d", "state": "done", "result": ")") +
                  result + "\"}]}");
        EXPECT_THROW(results_of_output(folder / "."), InputError) << result;
    }
    for (const char* text : {"", "[]", "{\"tasks\": 3}", "{\"tasks\": [{\"scenario\": \"base\"}]}"}) {
        write(folder / "study.json", text);
        EXPECT_THROW(results_of_output(folder / "."), InputError) << text;
    }
}

TEST_F(StudyPagesOf, NoResultIsSaid) {
    try {
        results_of_output(folder / "nothing.nc");
        FAIL();
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("no result of a run is here"));
    }
}

}  // namespace
}  // namespace luwte
