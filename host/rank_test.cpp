// SPDX-License-Identifier: Apache-2.0
// From results on disk to the ranking, on a small made-up study of three sites.
#include "host/rank.hpp"

#include "host/output/result_samples.hpp"
#include "host/study_tasks.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::string rank_box(double x0, double y0, double x1, double y1) {
    return fmt::format("POLYGON (({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x0, y0, x1, y1);
}

/// 40 x 20 cells of 5 m on 24 hours. PET rises from west to east; the middle site has a building.
class RankStudy : public testing::Test {
  protected:
    const sample::Folder folder;
    Study study;
    SitePlaces places;
    RunOptions options;

    RankStudy() {
        study.title = "=1+1, a title";
        study.area.crs = "EPSG:28992";
        study.weather.days = {"2019-07-24"};
        study.sites = {
            {"west", "West", "y", {}, 0}, {"middle", "@Middle", "y", "b", 0}, {"east", "East", "y", {}, 0}};
        places.places = {{"west", "West", rank_box(10, 40, 30, 60), {}, 400},
                         {"middle", "@Middle", rank_box(90, 40, 110, 60), rank_box(90, 60, 110, 70), 400},
                         {"east", "East", rank_box(170, 40, 190, 60), {}, 400}};
        options.output = folder / "out.nc";
    }
    fs::path out() const { return folder / "out"; }

    void write_result_of(const std::string& site, const std::vector<std::string>& fields,
                         const std::string& scenario = "base", float warmer = 0) const {
        Grid g;
        g.nx = 40, g.ny = 20, g.nz = 1, g.cell_size = 5, g.epsg = 28992;
        auto chosen = select_fields(fields, true, {"no2"});
        std::erase_if(chosen, [](const FieldInfo* f) { return f->shape == FieldShape::z_y_x; });
        const fs::path file = out() / site / scenario / "2019-07-24.nc";
        fs::create_directories(file.parent_path());
        ResultWriter writer(file, g, sample::metadata(24), {chosen, 1, false});
        for (const FieldInfo* field : chosen)
            for (int step = 0; step < (field->has_time() ? 24 : 1); ++step) {
                std::vector<float> values;
                for (idx n = 0; n < g.nx * g.ny; ++n)
                    values.push_back(value_of(field->name, n % 40, n / 40, step) +
                                     (field->name == "pet" ? warmer * (n % 40 < 10 ? 3 : 1) : 0));
                sample::put_numbers(writer, *field, step, values);
            }
        writer.finish();
    }
    static float value_of(std::string_view field, idx i, idx j, int hour) {
        const bool school = j >= 12 && j < 14 && i >= 18 && i < 22;
        if (field == "pet") return 20 + float(hour) + 0.25f * float(i);  // west: 2 to 5, east: 34 to 37
        if (field == "pet_12_18") return i < 10 ? 34.5f : 36;
        if (field == "shadow_fraction") return hour == 12 ? 0.5f : 0;
        if (field == "building_height") return school ? 8 : 0;
        if (field == "canopy_height") return j == 0 ? 6 : 0;
        if (field == "surface_type") return school ? 1 : j >= 10 ? 6 : 3;
        if (field == "hours_share_wind_above_5") return 0.0625f;
        if (field == "yearly_concentration_no2") return j == 11 && i == 20 ? 30 : i < 10 ? 40 : 12;
        if (field == "yearly_concentration_no2_from_roads") return i < 10 ? 7 : 3;
        return 0;
    }
    void write_all(const std::vector<std::string>& fields = {
                       "pet", "shadow_fraction", "hours_share_wind_above_5", "yearly_concentration_no2",
                       "yearly_concentration_no2_from_roads"}) const {
        const auto tasks = study_tasks(study, options);
        write_result_of("west", fields);
        share_results(tasks[0], options, tasks[0].site);
        StudyIndex index(study, options, places, tasks);
        index.set(0, TaskState::done);
        index.write();
    }
    StudyRanking ranking(std::vector<std::string> overrides = {}) const {
        return rank_study({out(), std::move(overrides)});
    }
    static double value(const StudyRanking& r, std::size_t site, const char* id) {
        const auto& m = r.scenarios.at(0).measures.at(site).at(id);
        return m.value ? m.value->central : std::numeric_limits<double>::quiet_NaN();
    }
};

TEST_F(RankStudy, HotSchoolDaysAreThoseOfTheRunNowAndAround2050) {
    write_all();
    const auto again = [&](double warmer, std::optional<double> later, WeatherYears years = {}) {
        study.ranking.warmer_2050_k = warmer;
        study.ranking.warmer_2050_source = warmer > 0 ? "a scenario of KNMI'23" : "";
        StudyIndex index(study, options, places, study_tasks(study, options));
        index.set(0, TaskState::done);
        index.set_hot_school_days("base", 5.1);
        if (later) index.set_hot_school_days_2050("base", *later);
        index.set_weather_years(years);
        index.write();
    };
    const auto note = [](const StudyRanking& r) {
        return r.scenarios.at(0).measures.at(0).at("hot_school_days_2050").note;
    };
    again(1.5, 9.4);
    const StudyRanking r = ranking(), other = ranking({"ranking.warmer_2050_k=2"});
    EXPECT_EQ(value(r, 2, "hot_school_days"), 5.1);
    EXPECT_EQ(value(r, 2, "hot_school_days_2050"), 9.4);
    EXPECT_EQ(note(r).en, "every hour 1.5 K warmer: a scenario of KNMI'23");
    EXPECT_EQ(note(r).nl, "elk uur 1,5 graden warmer: a scenario of KNMI'23");
    EXPECT_TRUE(std::isnan(value(other, 0, "hot_school_days_2050")));
    EXPECT_THAT(note(other).en, HasSubstr("another warming"));
    again(1.5, 9.4, {2019, 2019, 1});
    EXPECT_EQ(
        note(ranking()).en,
        "every hour 1.5 K warmer: a scenario of KNMI'23; that has to be relative to the years of the weather "
        "file, 2019, fewer than ten: one exceptional year says little");
    again(1.5, 9.4, {1991, 2020, 29.9});
    EXPECT_THAT(note(ranking()).nl, testing::EndsWith("de jaren van het weerbestand, 1991 tot en met 2020"));
    again(1.5, {});
    EXPECT_THAT(note(ranking()).en, HasSubstr("weather of its own"));
    again(0, {});
    EXPECT_THAT(note(ranking()).nl, HasSubstr("zegt niet hoeveel warmer"));
    EXPECT_EQ(value(ranking(), 0, "hot_school_days"), 5.1);
}

TEST_F(RankStudy, ValuesAreThoseOfTheYardAndTheFacade) {
    write_all();
    const StudyRanking r = ranking();
    // Columns 2 to 5 from 12 to 15 h: 20 + 13 + 0.25 x 3.5.
    EXPECT_NEAR(value(r, 0, "pet_mean_12_15"), 33.875, 0.02);
    EXPECT_NEAR(value(r, 0, "pet_p95_12_15"), 34.25, 0.02);
    EXPECT_NEAR(value(r, 2, "pet_mean_12_15"), 41.875, 0.02);
    EXPECT_EQ(value(r, 0, "yard_above_35"), 0);
    EXPECT_EQ(value(r, 2, "yard_above_41"), 100);
    // Breaks: a quarter of an hour of 30 + ..., three of 32 + ...
    EXPECT_NEAR(value(r, 0, "pet_in_breaks"), (0.25 * 30 + 0.75 * 32) + 0.875, 0.02);
    EXPECT_EQ(value(r, 0, "school_hours_above_35"), 0);
    EXPECT_EQ(value(r, 2, "school_hours_above_35"), 6.5);  // 28.5 + 8.875 at 8:30
    EXPECT_EQ(value(r, 1, "shade_12_30"), 50);
    EXPECT_EQ(value(r, 1, "shade_10_30"), 0);
    EXPECT_EQ(value(r, 0, "distance_to_coolness"), 0);
    EXPECT_EQ(value(r, 1, "distance_to_coolness"), 45);  // from column 18 to column 9
    EXPECT_EQ(value(r, 0, "no2_yard"), 40);
    EXPECT_EQ(value(r, 1, "no2_facade"), 30);
    EXPECT_NEAR(value(r, 1, "no2_from_roads"), 100 * 3 / ((15 * 12 + 30) / 16.0), 1e-3);
    EXPECT_TRUE(std::isnan(value(r, 0, "no2_facade")));  // no building
    EXPECT_TRUE(std::isnan(value(r, 0, "pm10_yard")));
    EXPECT_EQ(value(r, 0, "wind_above_5"), 6.25);
    // Ranges: PET 1.2 K either way, so that the cool west reaches the middle or is none.
    const auto range = [&](std::size_t site, const char* id) {
        return *r.scenarios.at(0).measures.at(site).at(id).value;
    };
    EXPECT_NEAR(range(0, "pet_mean_12_15").low, 32.675, 0.02);
    EXPECT_NEAR(range(0, "pet_mean_12_15").high, 35.075, 0.02);
    // Alone it may be less by the bias that all sites share, 1.3 K, too.
    const auto alone = [&](std::size_t site, const char* id) {
        return r.scenarios.at(0).measures.at(site).at(id).shown();
    };
    EXPECT_NEAR(alone(0, "pet_mean_12_15").low, 31.375, 0.02);
    EXPECT_NEAR(alone(0, "pet_mean_12_15").central, 33.875, 0.02);
    EXPECT_NEAR(alone(0, "pet_mean_12_15").high, 35.075, 0.02);
    EXPECT_EQ(range(2, "yard_above_41").low, 25);  // 41.5 to 42.25, a column each
    EXPECT_EQ(alone(2, "yard_above_41").low, 0);
    EXPECT_EQ(alone(2, "yard_above_41").high, 100);
    EXPECT_EQ(alone(1, "shade_12_30").high, range(1, "shade_12_30").high);
    EXPECT_EQ(range(1, "distance_to_coolness").low, 0);
    EXPECT_EQ(range(1, "distance_to_coolness").high, 300);
    EXPECT_EQ(range(0, "yard_above_35").low, 0);
    EXPECT_EQ(range(0, "yard_above_35").high, 50);  // two columns of four
    EXPECT_NEAR(range(1, "shade_12_30").high, 56.5, 0.1);
    // What roads add, 7, half or twice; the background, 33, 15 % either way.
    EXPECT_NEAR(range(0, "no2_yard").low, 0.85 * 33 + 3.5, 1e-3);
    EXPECT_NEAR(range(0, "no2_yard").high, 1.15 * 33 + 14, 1e-3);
    EXPECT_EQ(value(r, 0, "distance_to_green"), 0);
    EXPECT_TRUE(std::isnan(value(r, 0, "canopy_300")));  // the area shows too little of the circle
    EXPECT_EQ(value(r, 0, "yard_area"), 400);
    EXPECT_TRUE(std::isnan(value(r, 0, "distance_to_busy_road")));
}

TEST_F(RankStudy, WithoutTheShareOfRoadsAllOfAMeanMayBeTheirs) {
    write_all({"pet", "yearly_concentration_no2"});
    const StudyRanking r = ranking();
    const auto& of_east = r.scenarios.at(0).measures.at(2);
    EXPECT_EQ(of_east.at("no2_yard").value->low, 6);
    EXPECT_EQ(of_east.at("no2_yard").value->central, 12);
    EXPECT_EQ(of_east.at("no2_yard").value->high, 24);
    EXPECT_THAT(of_east.at("no2_yard").note.nl, HasSubstr("de marge neemt alles"));
    EXPECT_FALSE(of_east.at("no2_from_roads").value);
}

TEST_F(RankStudy, RanksSaysWhyAndWhatWouldChangeIt) {
    write_all();
    std::ostringstream said;
    rank_results({out(), {}}, said);
    // NO2 above the EU value of 2030 on the yard of the west, at the facade of the middle.
    EXPECT_THAT(said.str(), HasSubstr("base, rank 1: east"));
    EXPECT_THAT(said.str(), HasSubstr("base, no rank: west: yearly mean of NO2 above the EU value of 2030"));
    EXPECT_THAT(said.str(), HasSubstr("base, no rank: middle"));
    EXPECT_THAT(said.str(), HasSubstr("wrote"));
    const std::string csv = sample::bytes_of(out() / "ranking.csv");
    EXPECT_THAT(csv, HasSubstr("\r\nbase,middle,\"'@Middle\",,,"));
    EXPECT_THAT(csv, HasSubstr("\"no2_yard [ug/m3]\""));
    const std::string text = sample::bytes_of(out() / "ranking.json");
    const auto json = nlohmann::json::parse(text);
    const auto& west = json["scenarios"][0]["sites"][0];
    EXPECT_EQ(west["knocked_out"], true);
    EXPECT_TRUE(west["rank_from"].is_null());
    const auto of = [](const nlohmann::json& site, const char* id) {
        for (const auto& one : site["indicators"])
            if (one["id"] == id) return one;
        return nlohmann::json();
    };
    EXPECT_EQ(of(west, "no2_yard")["verdict"]["nl"], "40,00 \u00b5g/m\u00b3 (31,55 tot 51,95): valt af");
    EXPECT_EQ(of(west, "pm10_yard")["value"], nullptr);
    const auto pet = of(west, "pet_mean_12_15");
    EXPECT_NEAR(pet["value"]["low"].get<double>(), 31.375, 0.02);
    EXPECT_NEAR(pet["compared"]["low"].get<double>(), 32.675, 0.02);
    EXPECT_THAT(pet["verdict"]["nl"].get<std::string>(), HasSubstr("(31,4 tot 35,1): "));
    EXPECT_FALSE(of(west, "no2_yard").contains("compared"));
    EXPECT_THAT(of(west, "pm10_yard")["verdict"]["en"].get<std::string>(),
                HasSubstr("unknown: the result has no"));
    EXPECT_EQ(of(json["scenarios"][0]["sites"][2], "wind_above_5")["verdict"]["en"],
              "6.2 % (0.1 to 23.3), class C of NEN 8100: fair");
    // The same again gives the same bytes.
    std::ostringstream again;
    rank_results({out(), {}}, again);
    EXPECT_EQ(text, sample::bytes_of(out() / "ranking.json"));
    EXPECT_EQ(csv, sample::bytes_of(out() / "ranking.csv"));
    EXPECT_THAT(text, Not(HasSubstr(out().string())));
}

TEST_F(RankStudy, WeightsAndHoursCanBeSetAnew) {
    write_all({"pet", "hours_share_wind_above_5"});
    const StudyRanking equal = ranking(),
                       heat = ranking({"ranking.weights.wind=0", "ranking.school_h=[6, 7]"});
    const auto weight = [](const StudyRanking& r, const char* id) {
        double sum = 0;
        for (std::size_t n = 0; n < r.indicators.size(); ++n)
            if (r.indicators[n].id == id) sum += r.scenarios[0].ranking.weight[n];
        return sum;
    };
    EXPECT_NEAR(weight(equal, "wind_above_5"), 1.0 / 3, 1e-12);  // heat, green and wind
    EXPECT_EQ(weight(heat, "wind_above_5"), 0);
    EXPECT_NEAR(weight(heat, "distance_to_green"), 0.5, 1e-12);
    EXPECT_EQ(value(heat, 2, "school_hours_above_35"), 0);
    EXPECT_EQ(equal.scenarios[0].ranking.order.front(), 0u);
    EXPECT_THAT(groups_without_weight(equal, equal.scenarios[0]), testing::ElementsAre("air"));
    EXPECT_THAT(ranking_sentences(equal), testing::Contains("base: the score says nothing of: air"));
    for (const char* wrong : {"ranking.weights.heet=2", "ranking.weights.heat=-1", "ranking.school_h=[3]",
                              "area.cell_size_m=2", "ranking.weights.heat=\"much\""})
        EXPECT_THROW(ranking({wrong}), InputError) << wrong;
}

TEST_F(RankStudy, ImportedScoresJoinAsColumns) {
    std::ofstream(folder / "scores.csv") << "site,indicator,value,unit,better,good,bad\n"
                                            "west,noise,48,dB,low,45,60\n"
                                            "middle,noise,60,dB,low,45,60\n"
                                            "east,noise,52.5,dB,low,45,60\n"
                                            "west,cost,3,=million,low,,\n";
    const std::string set = "ranking.scores=\"" + (folder / "scores.csv").string() + "\"";
    write_all({"pet"});
    const StudyRanking r = ranking({set, "ranking.weights.heat=0", "ranking.weights.green=0"});
    EXPECT_EQ(value(r, 2, "noise"), 52.5);
    EXPECT_NEAR(r.scenarios[0].ranking.sites[2].score.central, 0.5, 1e-12);
    EXPECT_NEAR(r.scenarios[0].ranking.sites[0].score.central, 0.8, 1e-12);
    EXPECT_TRUE(std::isnan(value(r, 1, "cost")));
    EXPECT_THAT(ranking_csv(r), HasSubstr(",\"noise [dB]\",\"cost [=million]\"\r\n"));
    EXPECT_NO_THROW(ranking({set, "ranking.weights.noise=2"}));
    EXPECT_THROW(ranking({set, "ranking.weights.nois=2"}), InputError);
}

TEST_F(RankStudy, AnEnsembleWidensRangesAndSaysWhetherTheOrderStays) {
    study.ranking.ensemble = true;
    const auto tasks = study_tasks(study, options);
    StudyIndex index(study, options, places, tasks);
    for (std::size_t n = 0; n < 4; ++n) {  // windier and what follows is not there
        if (n == 3) continue;
        write_result_of("west", {"pet"}, tasks[n].scenario, n == 1 ? 2.0f : n == 2 ? -0.5f : 0);
        share_results(tasks[n], options, tasks[n].site);
        index.set(n, TaskState::done);
    }
    index.write();
    const StudyRanking r = ranking();
    const auto& pet = *r.scenarios[0].measures[0].at("pet_mean_12_15").value;
    EXPECT_NEAR(pet.central, 33.875, 0.02);
    EXPECT_NEAR(pet.high, 33.875 + 6, 0.02);   // the member, three times as warm in the west
    EXPECT_NEAR(pet.low, 33.875 - 1.5, 0.02);  // the member; validation has 1.2
    const auto& alone = *r.scenarios[0].measures[0].at("pet_mean_12_15").alone;
    EXPECT_NEAR(alone.low, 33.875 - 2.5, 0.02);  // the envelope: validation with its bias
    EXPECT_NEAR(alone.high, 33.875 + 6, 0.02);
    EXPECT_NEAR(r.scenarios[0].measures[2].at("pet_mean_12_15").value->low, 41.875 - 1.2, 0.02);
    ASSERT_EQ(r.scenarios[0].in_members.size(), 2u);
    EXPECT_EQ(r.scenarios[0].in_members[0].first, "warmer");
    EXPECT_THAT(ranking_json(r), HasSubstr("\"order_in_ensemble\""));
    EXPECT_THAT(ranking_sentences(r), testing::Contains(HasSubstr("of 2 members of the ensemble")));
}

TEST_F(RankStudy, WhatWasNotComputedIsUnknownAndAFileThatIsNoneIsRefused) {
    write_all();
    const std::string good = sample::bytes_of(out() / "study.json");
    StudyIndex index(study, options, places, study_tasks(study, options));
    index.set(0, TaskState::failed, "disk full");
    index.write();
    const StudyRanking none = ranking();
    EXPECT_TRUE(std::isnan(value(none, 0, "pet_mean_12_15")));
    EXPECT_TRUE(none.scenarios[0].ranking.order.empty());

    const auto refused = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        std::ofstream(index.file()) << text;
        EXPECT_THROW(ranking(), InputError) << to;
    };
    refused("\"west\"", "\"../west\"");
    refused("2019-07-24", "/etc/passwd");
    refused("luwte-study", "other");
    refused("\"yard_area_m2\"", "\"yard\"");
    refused("{", "");
    refused("POLYGON", "POINT");
    fs::remove(index.file());
    EXPECT_THROW(ranking(), InputError);
}

}  // namespace
}  // namespace luwte
