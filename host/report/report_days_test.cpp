// SPDX-License-Identifier: Apache-2.0
#include "host/report/report_days.hpp"

#include "host/output/result_samples.hpp"
#include "host/report/site_pages.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++count;
    return count;
}

/// Days of 40 x 30 cells, each with one PET everywhere.
class ReportDaysOf : public testing::Test {
  protected:
    const sample::Folder folder;
    Grid grid = [] {
        Grid g;
        g.nx = 40, g.ny = 30, g.cell_size = 1;
        g.x0 = 120000, g.y0 = 480000;
        return g;
    }();

    ReportResult day_of(const std::string& day, float pet, const std::string& site = "",
                        const std::string& scenario = "base") const {
        const std::filesystem::path file = folder / (site + scenario + day + ".nc");
        RunMetadata run = sample::metadata(2);
        run.rules = {"2001-01-01: weather of the station: of another day",
                     day +
                         ": weather of the station: air of 18.5 to 34.2 degC, wind of 3.1 m/s on average at "
                         "10 m, from the south-east, 14.5 hours of sun, no rain in the weather file"};
        const auto fields = select_fields({"pet"});
        ResultWriter writer(file, grid, run, {fields, 1, true});
        for (const FieldInfo* field : fields)
            for (int step = 0; step < (field->has_time() ? 2 : 1); ++step)
                sample::put_numbers(
                    writer, *field, step,
                    std::vector<float>(1200,
                                       field->name == "pet" || field->name == "pet_12_18" ? pet : 0.0f));
        writer.finish();
        return {file, site, scenario, scenario == "base" ? "" : "Name of " + scenario, day};
    }
    /// 1 to `count` July, warmer by the day.
    std::vector<ReportResult> july(int count, const std::string& site = "",
                                   const std::string& scenario = "base") const {
        std::vector<ReportResult> days;
        for (int n = 1; n <= count; ++n)
            days.push_back(day_of(fmt::format("2019-07-{:02}", n), 30 + float(n), site, scenario));
        return days;
    }
};

TEST_F(ReportDaysOf, OfAFewAllAreShownOfManyTheHottest) {
    EXPECT_THAT(report_days(july(2)).shown, ElementsAre("2019-07-01", "2019-07-02"));
    EXPECT_FALSE(report_days(july(1)).several());
    const ReportDays many = report_days(july(9));
    EXPECT_EQ(many.all.size(), 9u);
    EXPECT_EQ(many.shown.front(), "2019-07-03");
    EXPECT_EQ(many.shown.size(), ReportDays::most_days);
    EXPECT_FALSE(many.shows("2019-07-02"));
}

TEST_F(ReportDaysOf, TheMoreScenariosAndSitesTheFewerDaysButOneAtLeast) {
    std::vector<ReportResult> results = july(3);
    const auto with_scenarios = [&](int scenarios) {
        for (int n = 0; n < scenarios; ++n)
            results.push_back({results[0].file, "", fmt::format("s{}", n), "S", "2019-07-01"});
        return report_days(results).shown.size();
    };
    EXPECT_EQ(with_scenarios(19), 3u);  // 20 maps a day
    EXPECT_EQ(with_scenarios(20), 2u);  // 21: 60 hold two days
    EXPECT_EQ(with_scenarios(100), 1u);
    EXPECT_THAT(report_days(results).shown, ElementsAre("2019-07-03"));
}

TEST_F(ReportDaysOf, EachHasAHeadingItsWeatherAMapAndACourse) {
    const std::string html = study_report(july(2), {});
    for (const char* text :
         {"<h3><span lang=\"nl\">1 juli 2019</span>", "<h3><span lang=\"nl\">2 juli 2019</span>",
          "<span lang=\"en\">2 July 2019</span></h3>",
          "Weer van het meetstation: lucht van 18,5 tot 34,2 graden, wind van gemiddeld 3,1 m/s op 10 m, uit "
          "het zuidoosten, 14,5 uur zon, geen regen in het weerbestand.",
          "Weather of the station: air of 18.5 to 34.2 degC", "31,0 °C", "32.0 °C"})
        EXPECT_THAT(html, HasSubstr(text));
    EXPECT_EQ(count_of(html, "<figure>"), 2u);
    EXPECT_EQ(count_of(html, "<svg"), 2u);
    EXPECT_THAT(html, Not(HasSubstr("of another day")));
    EXPECT_THAT(html, Not(HasSubstr("hanteerbaar")));
}

TEST_F(ReportDaysOf, WhatIsLeftOutIsSaidAndStandsInTheTable) {
    std::vector<ReportResult> results = july(9);
    const std::string table = days_table(results, report_days(results));
    EXPECT_THAT(table, HasSubstr("van de 7 warmste dagen. Wat niet wordt getoond staat in de mappen met "
                                 "uitkomsten: 1 juli 2019, 2 juli 2019."));
    EXPECT_THAT(table, HasSubstr("for the 7 hottest days. What is not shown is in the folders of results: "
                                 "1 July 2019, 2 July 2019."));
    EXPECT_THAT(table, HasSubstr("31,0 °C"));
    EXPECT_EQ(count_of(table, "Weer van het meetstation"), 2u) << "the others have it below their heading";

    results.resize(2);
    for (int n = 0; n < 60; ++n) results.push_back({results[0].file, fmt::format("s{}", n), "base", "", "x"});
    const std::string html = study_report(results, {});
    EXPECT_EQ(count_of(html, "<figure>"), 1u);
    EXPECT_THAT(html,
                HasSubstr("van de warmste dag. Wat niet wordt getoond staat in de mappen met uitkomsten: "
                          "1 juli 2019."));
    EXPECT_THAT(html, Not(HasSubstr("<h3><span lang=\"nl\">1 juli 2019")));
    EXPECT_THAT(html, HasSubstr("<h3><span lang=\"nl\">2 juli 2019"));
}

TEST_F(ReportDaysOf, ScenariosSayTheirChangeDayByDay) {
    std::vector<ReportResult> results = july(2);
    results.push_back(day_of("2019-07-01", 30, "", "felled"));
    results.push_back(day_of("2019-07-02", 34.5f, "", "felled"));
    const std::string html = study_report(results, {});
    EXPECT_EQ(count_of(html, "Name of felled</span><span"), 1u) << "one heading";
    EXPECT_THAT(html, HasSubstr("verandert op 1 juli 2019 gemiddeld met <b>-1,00 graden</b>"));
    EXPECT_THAT(html, HasSubstr("changes on 2 July 2019 by <b>2.50 K</b> on average"));
}

TEST_F(ReportDaysOf, YardsHaveTheirNumbersOfEveryDayAndScenario) {
    std::vector<ReportResult> results = july(2, "a");
    results.push_back(day_of("2019-07-02", 28, "a", "felled"));
    StudyRanking study;
    study.study.places = {
        {"a",
         "A",
         "POLYGON ((120005 480005,120020 480005,120020 480020,120005 480020,120005 480005))",
         {},
         225}};
    RankedScenario base;
    base.id = "base", base.measures = {{}}, base.ranking = rank_sites({}, {{}}, {});
    study.scenarios = {base};
    const std::string html = site_sections(study, results);
    EXPECT_THAT(html, HasSubstr("Wat van een dag afhangt is het gemiddelde van 2 dagen."));
    EXPECT_THAT(html, HasSubstr("<tr><td><span lang=\"nl\">1 juli 2019</span><span lang=\"en\">1 July "
                                "2019</span></td><td class=\"n\"><span lang=\"nl\">31,0</span><span "
                                "lang=\"en\">31.0</span></td><td class=\"n\"><span lang=\"nl\">onbekend"));
    EXPECT_THAT(html, HasSubstr("<span lang=\"nl\">28,0</span>"));
    EXPECT_THAT(html, HasSubstr("<h4><span lang=\"nl\">2 juli 2019 op het plein"));
    EXPECT_THAT(html, HasSubstr("Op 1 juli 2019: hoe warm het voelt"));
    EXPECT_EQ(count_of(html, "<figure>"), 2u);
    results.resize(1);
    EXPECT_THAT(site_sections(study, results), Not(HasSubstr("Wat van een dag afhangt")));
}

}  // namespace
}  // namespace luwte
