// SPDX-License-Identifier: Apache-2.0
// From results on disk to benefits of green, on a made-up study of one city and a plan.
#include "host/green_benefits.hpp"

#include "host/green_settings.hpp"
#include "host/output/result_samples.hpp"
#include "host/rank.hpp"
#include "host/report/study_pages.hpp"
#include "host/study_tasks.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// Columns of 5 m, all paved; the plan plants a quarter of it with trees.
class GreenStudy : public testing::Test {
  protected:
    const sample::Folder folder;
    Study study;
    SitePlaces places;
    RunOptions options;
    idx nx = 40, ny = 20;
    std::vector<std::string> fields = {"pet"}, days_with_air = {"2019-07-24"};
    std::vector<Method> methods;
    float top = 2;

    GreenStudy() {
        study.title = "A title";
        study.weather.days = {"2019-07-24"};
        study.scenarios = {{"trees", "@More trees", {}}};
        study.green_benefits.asked = true;
        study.green_benefits.pm10_ug_m3 = 16;
        study.green_benefits.inhabitants = 1000, study.green_benefits.deaths_per_inhabitant_year = 0.01;
        options.output = folder / "out.nc";
    }
    fs::path out() const { return folder / "out"; }

    void write_city(const std::string& site, const std::string& scenario, const std::string& day) const {
        Grid g;
        g.nx = nx, g.ny = ny, g.nz = 1, g.cell_size = 5, g.epsg = 28992;
        const bool air = std::ranges::count(days_with_air, day) > 0;
        auto chosen = select_fields(air ? fields : std::vector<std::string>{"pet"}, air, {"pm10", "no2"});
        std::erase_if(chosen, [](const FieldInfo* f) { return f->shape == FieldShape::z_y_x; });
        const fs::path file = (site.empty() ? out() : out() / site) / scenario / (day + ".nc");
        fs::create_directories(file.parent_path());
        RunMetadata run = sample::metadata(24);
        run.methods = methods;
        ResultWriter writer(file, g, run, {chosen, 1, false});
        for (const FieldInfo* field : chosen)
            for (int step = 0; step < (field->has_time() ? 24 : 1); ++step) {
                std::vector<float> values;
                for (idx n = 0; n < nx * ny; ++n)
                    values.push_back(value_of(field->name, scenario != "base", n % nx));
                sample::put_numbers(writer, *field, step, values);
            }
        writer.finish();
    }
    float value_of(std::string_view field, bool plan, idx i) const {
        if (field == "surface_type" || field == "top_material") return field[0] == 't' ? top : 2;
        if (field == "canopy_height") return plan && i < nx / 4 ? 8 : 0;
        if (field == "pet_12_18") return plan ? 34.5f : 36;
        if (field == "yearly_concentration_pm10") return plan ? 17 : 16;
        return 0;
    }
    void write_all(bool with_plan = true) {
        const auto tasks = study_tasks(study, options);
        StudyIndex index(study, options, places, tasks);
        for (std::size_t n = 0; n < tasks.size(); ++n) {
            if (!with_plan && !tasks[n].is_base()) continue;
            for (const std::string& day : study.weather.days)
                write_city(tasks[n].site, tasks[n].scenario, day);
            share_results(tasks[n], options, tasks[n].site);
            index.set(n, TaskState::done);
        }
        index.write();
    }
    GreenBenefitsOfStudy benefits() const {
        return *green_benefits_of(read_study_file(out() / "study.json"), out());
    }
};

TEST_F(GreenStudy, PlanLessPresentStandsBesideWhatIsComputed) {
    write_all();
    const GreenBenefitsOfStudy all = benefits();
    ASSERT_EQ(all.plans.size(), 1u);
    const GreenPlan& plan = all.plans.front();
    EXPECT_EQ(all.area, 20000);
    // 50 cells of 10 m of trees.
    EXPECT_NEAR(plan.change.of.pm10_kg, 50 * 0.5 * 16 * 0.5 * 0.031536, 1e-5);
    EXPECT_NEAR(plan.change.of.tree, 0.25, 1e-6);
    EXPECT_GT(plan.change.deaths_avoided, 0);
    EXPECT_TRUE(std::isnan(plan.change.of.cooling));  // no wind is given
    EXPECT_TRUE(std::isnan(plan.change.of.pm25_kg));
    const auto pet = std::ranges::find(plan.beside, "pet_12_18", &GreenPlan::Physical::id);
    ASSERT_NE(pet, plan.beside.end());
    EXPECT_NEAR(pet->change, -1.5, 0.02);
}

TEST_F(GreenStudy, FilesLeaveUnknownEmptyAndSayThatAllIsExploratory) {
    write_all();
    const auto files = write_green_benefits(benefits(), out());
    ASSERT_EQ(files.size(), 2u);
    const std::string csv = sample::bytes_of(out() / "green_benefits.csv"),
                      json = sample::bytes_of(out() / "green_benefits.json");
    EXPECT_THAT(csv, HasSubstr("\r\nexploratory,trees,\"'@More trees\",,6.3072,,,,"));
    const auto parsed = nlohmann::json::parse(json);
    EXPECT_EQ(parsed["status"], "exploratory");
    EXPECT_TRUE(parsed["plans"][0]["plan_less_present"]["cooling_k"].is_null());
    EXPECT_TRUE(parsed["settings"]["wind_100_m_m_s"].is_null());
    EXPECT_THAT(json, HasSubstr("Unknown: cooling; the study does not give green_benefits.wind_100_m_m_s"));
    EXPECT_THAT(json, Not(HasSubstr("OUTSIDE")));
    write_green_benefits(benefits(), out());
    EXPECT_EQ(json, sample::bytes_of(out() / "green_benefits.json"));
}

TEST_F(GreenStudy, AnAreaOutsideTheLimitsIsSaid) {
    nx = 38;
    write_all();
    EXPECT_THAT(green_benefits_csv(benefits()), HasSubstr(",manual,OUTSIDE: less than 20000 m2\r\n"));
    EXPECT_THAT(green_benefits_json(benefits()), HasSubstr("OUTSIDE RIVM'S LIMITS: the area has 19,000 m2"));
    EXPECT_THAT(green_benefits_json(benefits()), HasSubstr("het gebied is 19.000 m2, kleiner dan de 20.000"));
}

TEST_F(GreenStudy, DepositionOfTheRunIsSaidOfPmAndOfItsDays) {
    fields = {"pet", "yearly_concentration_pm10", "yearly_concentration_no2"};
    const auto name_of = [&](const GreenPlan& plan, const char* id) {
        const auto found = std::ranges::find(plan.beside, id, &GreenPlan::Physical::id);
        return found == plan.beside.end() ? TwoTexts{} : found->name;
    };
    write_all();
    EXPECT_THAT(name_of(benefits().plans[0], "yearly_concentration_pm10").nl,
                HasSubstr("zonder wat planten"));
    fs::remove_all(out());
    methods = {{"deposition", "deposition", "a rule", "a table", "own choice", "a page"}};
    study.weather.days = {"2019-07-24", "2019-07-25", "2019-07-26"};
    days_with_air = {"2019-07-25", "2019-07-26"};  // and not the first: matched by name, not by place
    write_all();
    const GreenPlan plan = benefits().plans[0];
    EXPECT_THAT(name_of(plan, "yearly_concentration_pm10").nl, HasSubstr("met wat oppervlakken en bladeren"));
    EXPECT_THAT(name_of(plan, "yearly_concentration_pm10").en, HasSubstr("with what surfaces and leaves"));
    EXPECT_THAT(name_of(plan, "yearly_concentration_no2").en, HasSubstr("without what plants"));
    for (const GreenPlan::Physical& one : plan.beside)
        EXPECT_NEAR(one.change,
                    one.id == "pet_12_18"                   ? -1.5
                    : one.id == "yearly_concentration_pm10" ? 1
                                                            : 0,
                    0.02)
            << one.id;
}

TEST_F(GreenStudy, ACoverThatIsNotKnownMakesThePlanUnknown) {
    top = 100;
    write_all();
    const GreenBenefitsOfStudy all = benefits();
    EXPECT_THAT(all.plans[0].unknown.en, HasSubstr("800 values that this version does not know"));
    EXPECT_THAT(all.plans[0].unknown.nl, HasSubstr("800 waarden"));
}

TEST_F(GreenStudy, LimitsOfTheAreaAreRivms) {
    EXPECT_EQ(green_limits_word(20000), "within");
    EXPECT_EQ(green_limits_word(500001), "OUTSIDE: more than 500000 m2");
    EXPECT_EQ(green_limits_word(0), "");
    EXPECT_FALSE(green_area_outside_limits(20000));
    EXPECT_FALSE(green_area_outside_limits(500000));
    EXPECT_THAT(green_area_outside_limits(500001)->nl, HasSubstr("500.001 m2, groter dan de 500.000 m2"));
}

TEST_F(GreenStudy, APlanThatWasNotComputedIsUnknown) {
    write_all(false);
    const GreenBenefitsOfStudy all = benefits();
    EXPECT_THAT(all.plans.front().unknown.en, HasSubstr("was not computed"));
    EXPECT_THAT(green_benefits_csv(all), HasSubstr("\r\nexploratory,trees,\"'@More trees\",,,,"));
}

TEST_F(GreenStudy, ReportAndMethodsHaveThem) {
    write_all();
    write_study_pages(out());
    const std::string report = sample::bytes_of(out() / "report.html");
    EXPECT_THAT(report, HasSubstr("Wat levert groen op?"));
    EXPECT_THAT(report, HasSubstr("+6,31"));
    EXPECT_THAT(report, HasSubstr("verkoeling volgens de handleiding, graden"));
    EXPECT_THAT(report, HasSubstr("exploratory; cooling by the manual<"));
    EXPECT_THAT(sample::bytes_of(out() / "method.md"), HasSubstr("Groene Baten Planner"));
    EXPECT_TRUE(fs::exists(out() / "green_benefits.csv"));
}

TEST_F(GreenStudy, SitesThatShareACityShareItsBenefits) {
    study.sites = {{"west", "West", "y", {}, 0}, {"east", "East", "y", {}, 0}};
    places.places = {{"west", "West", "POLYGON ((10 40,30 40,30 60,10 60,10 40))", {}, 400},
                     {"east", "East", "POLYGON ((170 40,190 40,190 60,170 60,170 40))", {}, 400}};
    write_all();
    const StudyRanking ranking = rank_study({out(), {}});
    ASSERT_TRUE(ranking.green);
    EXPECT_EQ(ranking.green->plans.size(), 1u);
    const std::string csv = ranking_csv(ranking);
    EXPECT_THAT(csv,
                HasSubstr(",green_pm10_held_back [kg/year],green_cooling [K],green_deaths_avoided [1/year],"
                          "green_cooling_rule,green_limits\r\n"));
    const std::string cells =
        fmt::format(",6.307,,{:.4g},manual,within\r\n", ranking.green->plans[0].change.deaths_avoided);
    const auto first = csv.find(cells);
    ASSERT_NE(first, csv.npos);
    EXPECT_NE(csv.find(cells, first + 1), csv.npos);  // of both sites
    EXPECT_THAT(csv, HasSubstr(",,,,,\r\n"));         // the city as it is has none
}

TEST_F(GreenStudy, AStudyWithoutSitesHasNothingToRank) {
    write_all();
    EXPECT_THROW(rank_study({out(), {}}), InputError);
}

TEST_F(GreenStudy, SettingsOfAFileAreWithinTheirRanges) {
    const auto json = [&](const char* key, const nlohmann::json& value) {
        nlohmann::json all = green_settings_json(study.green_benefits);
        all[key] = value;
        return all;
    };
    const Study::GreenBenefits back = green_settings_of(json("euro", true), "study.json");
    EXPECT_EQ(back.pm10_ug_m3, 16);
    EXPECT_TRUE(std::isnan(back.pm25_ug_m3));
    EXPECT_TRUE(back.euro);
    EXPECT_THROW(green_settings_of(json("pm10_ug_m3", -1), "s"), InputError);
    EXPECT_THROW(green_settings_of(json("ndvi_radius_m", 400), "s"), InputError);
    EXPECT_THROW(green_settings_of(json("cooling_rule", "mine"), "s"), InputError);
    EXPECT_THROW(green_settings_of(json("cooling_rule", 3), "s"), nlohmann::json::exception);
}

}  // namespace
}  // namespace luwte
