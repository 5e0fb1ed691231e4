// SPDX-License-Identifier: Apache-2.0
// A run with [air] and [wind]: maps, a picture, receptors and yards; other traffic needs no new wind.
#include "host/output/result_reader.hpp"
#include "host/output/result_samples.hpp"
#include "host/report/dutch_samples.hpp"
#include "host/run.hpp"
#include "host/wind_run.hpp"
#include "inputs/study/read_study.hpp"
#include "inputs/traffic/test_cimlk.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class DispersionRun : public testing::Test {
  protected:
    const sample::Folder folder;

    DispersionRun() { setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1); }

    /// A corner of the sample on coarse cells with one street, four sectors and a receptor beside it.
    Study corner(const std::string& cars, const std::vector<std::string>& more = {}) const {
        const fs::path roads = test_cimlk::roads()
                                   .add({{"geometrie", "LINESTRING(92900 438580,93060 438580)"},
                                         {"stagnatiefactorLichtVerkeer", "0"},
                                         {"intensiteitLichtVerkeer", cars},
                                         {"intensiteitMiddelzwaarVerkeer", "0"},
                                         {"intensiteitZwaarVerkeer", "0"},
                                         {"intensiteitBusVerkeer", "0"}})
                                   .write(folder / ("roads" + cars + ".csv")),
                       receptors = test_cimlk::receptors()
                                       .add({{"geometrie", "POINT(93000 438590)"}})
                                       .write(folder / "at.csv"),
                       factors = folder / "factors.csv", yards = folder / "yards.geojson";
        std::ofstream(factors) << "# source: a test\nsubstance,year,speed_class,vehicle_class,factor_g_km\n"
                                  "nox,2030,c,light,0.3\nno2,2030,c,light,0.06\npm25,2030,c,light,0.01\n";
        std::ofstream(yards)
            << R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": )"
               R"({"name": "urn:ogc:def:crs:EPSG::28992"}}, "features": [{"type": "Feature", "properties": )"
               R"({"name": "Plein"}, "geometry": {"type": "Polygon", "coordinates": )"
               R"([[[92900,438560],[93060,438560],[93060,438600],[92900,438600],[92900,438560]]]}}]})";
        const auto path = [](const char* key, const fs::path& file) {
            return std::string(key) + "=\"" + file.string() + "\"";
        };
        std::vector<std::string> overrides = {"area.cell_size_m=8",
                                              "sky.azimuths=24",
                                              "area.bounds_m=[92900, 438500, 93060, 438660]",
                                              "weather.spin_up_days=0",
                                              "wind.sectors=4",
                                              "wind.cell_size_m=8",
                                              path("city.roads", roads),
                                              path("air.receptors", receptors),
                                              path("air.emission_factors", factors),
                                              path("air.yards", yards),
                                              "air.year=2030",
                                              "air.wind_speed_m_s=4",
                                              "air.pollutants=[\"no2\", \"pm25\"]",
                                              "air.background_pm25_ug_m3=8"};
        overrides.insert(overrides.end(), more.begin(), more.end());
        const bool no2 = std::ranges::none_of(
            more, [](const std::string& one) { return one.starts_with("air.pollutants="); });
        if (no2)  // else its background would be an error
            overrides.insert(overrides.end(), {"air.background_no2_ug_m3=12", "air.background_o3_ug_m3=45"});
        return read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml", overrides);
    }
    RunOptions to(const std::string& name, bool overwrite = false) const {
        RunOptions options;
        options.output = folder / name, options.overwrite = overwrite;
        return options;
    }
    double mean_of(const fs::path& result, const char* field) const {
        double sum = 0, count = 0;
        for (const float v : ResultReader(result).read_map(field, 0))
            if (!std::isnan(v)) sum += double(v), count += 1;
        EXPECT_GT(count, 0) << field;
        return sum / std::max(count, 1.0);
    }
};

TEST_F(DispersionRun, LeavesMapsAPictureReceptorsAndYardsAndOtherTrafficNeedsNoNewWind) {
    const Study study = corner("9000");
    EXPECT_THAT(plan_text(study), AllOf(HasSubstr("dispersion on the grid of 3 substances from 0.2 km"),
                                        HasSubstr("exploratory, not for permit tests")));
    const RunSummary done = run_study(study, to("a.nc"));
    for (const char* name :
         {"a.maps/yearly_concentration_no2.tif", "a.maps/yearly_concentration_no2_from_roads.tif",
          "a.maps/yearly_concentration_pm25.tif", "a.maps/yearly_concentration_no2_srm1.tif",
          "a.maps/yearly_concentration_no2_minus_srm1.tif", "a.maps/yard_1.tif", "a.air_no2.png", "a.air.csv",
          "a.yards.geojson", "a.wind.nc"}) {
        EXPECT_THAT(done.files, Contains(folder / name));
        EXPECT_TRUE(fs::exists(folder / name)) << name;
    }
    EXPECT_FALSE(fs::exists(folder / "a.maps/yearly_concentration_ec.tif"));
    EXPECT_THAT(done.headlines, Contains(HasSubstr("yearly mean of nitrogen dioxide that roads add")));
    const double no2 = mean_of(done.result, "yearly_concentration_no2"),
                 of_roads = mean_of(done.result, "yearly_concentration_no2_from_roads"),
                 pm25 = mean_of(done.result, "yearly_concentration_pm25_from_roads");
    EXPECT_GT(of_roads, 0.05);
    EXPECT_NEAR(no2, 12 + of_roads, 0.002) << "steps of 1/1024";
    EXPECT_GT(pm25, 0);
    const std::string manifest = text_of(folder / "a.run.json");
    EXPECT_THAT(manifest,
                AllOf(HasSubstr("air on the grid: dispersion of what 0.2 km of streets"),
                      HasSubstr("fewer than the 8760 of a whole year"), HasSubstr("yards.geojson")));
    EXPECT_THAT(text_of(folder / "a.air.csv"), HasSubstr("pm25_luwte_minus_srm1_ug_m3"));
    EXPECT_THAT(text_of(folder / "a.yards.geojson"), HasSubstr("Plein"));

    // A third of the traffic in the wind that is there, and a car park.
    std::ofstream(folder / "sources.geojson")
        << R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": )"
           R"({"name": "urn:ogc:def:crs:EPSG::28992"}}, "features": [{"type": "Feature", "properties": )"
           R"({"group": "parking", "nox_kg_per_year": 100, "no2_kg_per_year": 20, "pm25_kg_per_year": 3}, )"
           R"("geometry": {"type": "Polygon", "coordinates": )"
           R"([[[92940,438600],[92980,438600],[92980,438620],[92940,438620],[92940,438600]]]}}]})";
    const auto time = fs::last_write_time(folder / "a.wind.nc");
    const Study quieter = corner("3000", {"air.sources=\"" + (folder / "sources.geojson").string() + "\""});
    const RunSummary again = run_study(quieter, to("a.nc", true));
    EXPECT_EQ(fs::last_write_time(folder / "a.wind.nc"), time) << "the wind was written again";
    EXPECT_NEAR(mean_of(again.result, "yearly_concentration_pm25_from_roads") / pm25, 1.0 / 3, 0.02)
        << "steps of 1/1024";

    EXPECT_TRUE(fs::exists(folder / "a.maps/yearly_concentration_nox_from_parking.tif"));
    EXPECT_THAT(text_of(folder / "a.air.csv"), HasSubstr("pm25_parking_luwte_ug_m3"));
    EXPECT_THAT(text_of(folder / "a.yards.geojson"), HasSubstr("\"group\": \"parking\""));
    EXPECT_THAT(text_of(folder / "a.run.json"), HasSubstr("other sources in groups, parking (1 sources"));
    EXPECT_GT(mean_of(again.result, "yearly_concentration_pm25"),
              8.01 + mean_of(again.result, "yearly_concentration_pm25_from_roads"));

    // What is there already is not written over.
    fs::remove(folder / "a.nc");
    try {
        run_study(study, to("a.nc"));
        FAIL() << "products were written over";
    } catch (const InputError& e) {
        EXPECT_THAT(std::string(e.what()),
                    AllOf(HasSubstr("a.air.csv"), HasSubstr("a.yards.geojson"), HasSubstr("a.air_no2.png")));
    }
}

TEST_F(DispersionRun, StableHoursHaveTheAirOfTheirOwnLibrary) {
    std::vector<std::string> small = {
        "output.fields=[\"concentration_pm25_from_roads\", "
        "\"yearly_concentration_pm25_from_roads\"]",
        "area.bounds_m=[92900, 438530, 93028, 438626]", "wind.cell_size_m=16", "air.pollutants=[\"pm25\"]",
        "wind.stability_classes=[\"neutral\", \"stable\"]"};
    const Study study = corner("9000", small);
    EXPECT_THAT(plan_text(study), HasSubstr("in 4 sectors in air neutral, stable"));
    const RunSummary classes = run_study(study, to("a.nc"));
    EXPECT_THAT(classes.files, Contains(folder / "a.wind_stable.nc"));
    EXPECT_THAT(text_of(folder / "a.run.json"),
                AllOf(HasSubstr("% stable, linear in the 1/L over the town"),
                      HasSubstr("air between wind.stability_classes by the step's 1/L"),
                      Not(HasSubstr("neutral air: stable nights"))));
    const char *year = "yearly_concentration_pm25_from_roads", *step = "concentration_pm25_from_roads";
    const auto early = [&](const RunSummary& run) {  // 4 to 5 h
        double sum = 0, count = 0;
        for (const float v : ResultReader(run.result).read_map(step, 4))
            if (!std::isnan(v)) sum += double(v), count += 1;
        return sum / count;
    };
    const double of_year = mean_of(classes.result, year), of_hour = early(classes);
    small.pop_back();
    const RunSummary neutral = run_study(corner("9000", small), to("a.nc", true));
    EXPECT_THAT(neutral.files, Not(Contains(folder / "a.wind.nc"))) << "the wind was computed again";
    EXPECT_GT(of_year, 1.01 * mean_of(neutral.result, year));
    EXPECT_GT(of_hour, 1.2 * early(neutral)) << "of a clear night";
}

TEST_F(DispersionRun, AWindLibraryWithoutTheFlowIsSaidToLackItAndNoOtherFieldsAreMade) {
    Study heat = corner("9000");
    heat.air.asked = false;
    const RunInputs of_heat = read_run_inputs(heat);
    wind_of_study(heat, to("a.nc"), of_heat);
    const Study study = corner("9000", {"output.fields=[\"pet\", \"yearly_concentration_pm25_from_roads\"]"});
    try {
        run_study(study, to("a.nc"));
        FAIL() << "the library was replaced unasked";
    } catch (const InputError& e) {
        EXPECT_THAT(std::string(e.what()), HasSubstr("has not the flow that dispersion"));
    }
    const RunSummary done = run_study(study, to("a.nc", true));
    EXPECT_TRUE(fs::exists(folder / "a.maps/yearly_concentration_pm25_from_roads.tif"));
    EXPECT_FALSE(fs::exists(folder / "a.maps/yearly_concentration_pm25.tif"));
    EXPECT_FALSE(fs::exists(folder / "a.air_no2.png"));
    EXPECT_FALSE(fs::exists(folder / "a.wind_comfort.png"));
    // With the flow it serves runs without [air] too.
    EXPECT_TRUE(wind_of_study(heat, to("a.nc"), of_heat).written.empty());
}

TEST_F(DispersionRun, EveryStepHasTheAirOfItsHourAndLongerStepsTheMeanOfTheirs) {
    const std::string rush = "air.traffic_by_hour=[1,1,1,1,1,2,6,12,12,9,9,9,9,9,9,9,12,12,9,6,4,3,2,1]";
    const char* fields = "output.fields=[\"pet\", \"air_concentrations\"]";
    const Study study = corner("9000", {fields, rush});
    EXPECT_THAT(plan_text(study), HasSubstr("every step has no2, pm25"));
    const RunSummary done = run_study(study, to("a.nc"));
    EXPECT_FALSE(fs::exists(folder / "a.maps/yearly_concentration_no2.tif")) << "no yearly map was named";
    const ResultReader result(done.result);
    EXPECT_THAT(sample::without_dutch(result), testing::IsEmpty());
    ASSERT_EQ(result.times().size(), 24u);
    const auto at = [](const ResultReader& r, const char* name, int step) {
        double sum = 0, count = 0;
        for (const float v : r.read_map(name, step))
            if (!std::isnan(v)) sum += double(v), count += 1;
        return sum / std::max(count, 1.0);
    };
    std::vector<double> pm25;
    for (int step = 0; step < 24; ++step) {
        const double no2 = at(result, "concentration_no2", step),
                     of_roads = at(result, "concentration_no2_from_roads", step);
        EXPECT_NEAR(no2, 12 + of_roads, 0.002) << step;
        EXPECT_GT(of_roads, 0) << step;
        pm25.push_back(at(result, "concentration_pm25_from_roads", step));
        EXPECT_NEAR(at(result, "concentration_pm25", step), 8 + pm25.back(), 0.002) << step;
    }
    // 7 to 9 h has twelve times the traffic of 2 to 4 h, and more wind.
    EXPECT_GT(pm25[7] + pm25[8], 2 * (pm25[2] + pm25[3]));
    EXPECT_THAT(
        text_of(folder / "a.run.json"),
        AllOf(HasSubstr("concentrations of steps: dispersion in neutral air"),
              HasSubstr("yearly means of the background, whatever the day's were: no2, ozone, pm25")));

    const RunSummary longer =
        run_study(corner("9000", {fields, rush, "output.interval_min=180"}), to("a.nc", true));
    const ResultReader of_three(longer.result);
    ASSERT_EQ(of_three.times().size(), 8u);
    for (int step = 0; step < 8; ++step) {
        const auto n = std::size_t(3 * step);
        EXPECT_NEAR(at(of_three, "concentration_pm25_from_roads", step),
                    (pm25[n] + pm25[n + 1] + pm25[n + 2]) / 3, 0.001)
            << step << ", steps of 1/1024";
    }
}

}  // namespace
}  // namespace luwte
