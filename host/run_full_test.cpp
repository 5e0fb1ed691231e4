// SPDX-License-Identifier: Apache-2.0
// Whole runs: a study in, a result and its products out.
#include "host/output/hdf5.hpp"
#include "host/output/result_reader.hpp"
#include "host/run.hpp"
#include "host/run_inputs.hpp"
#include "inputs/study/read_study.hpp"
#include "inputs/weather/load_weather.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <omp.h>
#include <unistd.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

fs::path shared_folder() {
    const char* set = std::getenv("LUWTE_SHARED");
    return set != nullptr ? set : LUWTE_SOURCE_DIR "/../shared";
}
fs::path shared_data() { return shared_folder() / "data"; }

class Run : public testing::Test {
  protected:
    fs::path folder = fs::temp_directory_path() / ("luwte-run-" + std::to_string(::getpid()));
    std::atomic<bool> stop{false};

    Run() {
        fs::create_directories(folder);
        setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1);
    }
    ~Run() override { fs::remove_all(folder); }

    /// The sample on 4 m cells with a coarse sky and without spin-up, so that a run takes seconds.
    Study sample(std::vector<std::string> more = {}) const {
        std::vector<std::string> overrides = {"area.cell_size_m=4", "sky.azimuths=24",
                                              "weather.spin_up_days=0"};
        overrides.insert(overrides.end(), more.begin(), more.end());
        return read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml", overrides);
    }
    RunOptions to(const char* name, bool overwrite = false) {
        RunOptions o;
        o.output = folder / name;
        o.overwrite = overwrite;
        o.stop = &stop;
        return o;
    }
    std::set<std::string> names() const {
        std::set<std::string> list;
        for (const auto& entry : fs::directory_iterator(folder))
            list.insert(entry.path().filename().string());
        return list;
    }
};

TEST_F(Run, LeavesAResultWithMapsPictureViewsAndManifest) {
    const RunSummary done = run_study(sample(), to("a.nc"));
    EXPECT_EQ(names(), (std::set<std::string>{"a.nc", "a.maps", "a.png", "a.run.json", "a.surface.vtkhdf",
                                              "a.volume.vtkhdf"}));
    EXPECT_EQ(done.result, folder / "a.nc");
    for (const fs::path& file : done.files) EXPECT_GT(fs::file_size(file), 0u) << file;
    EXPECT_THAT(done.headlines.front(), HasSubstr("2015-07-01, 12-18 h: PET"));
    const auto manifest = nlohmann::json::parse(bytes_of(folder / "a.run.json"));
    EXPECT_EQ(manifest.dump().find(folder.string()), std::string::npos) << "the manifest names a folder";
}

TEST_F(Run, HasTheSameBytesForAnyNumberOfThreadsAndFromRunToRun) {
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    run_study(sample(), to("one.nc"));
    omp_set_num_threads(2);
    run_study(sample(), to("two.nc"));
    omp_set_num_threads(3);
    run_study(sample(), to("three.nc"));
    omp_set_num_threads(threads);
    const std::string one = bytes_of(folder / "one.nc");
    EXPECT_TRUE(one == bytes_of(folder / "two.nc"));
    EXPECT_TRUE(one == bytes_of(folder / "three.nc"));
    EXPECT_TRUE(bytes_of(folder / "one.png") == bytes_of(folder / "two.png"));
}

TEST_F(Run, AnInterruptedRunLeavesNothingAndKeepsAnEarlierResult) {
    run_study(sample(), to("a.nc"));
    const std::string before = bytes_of(folder / "a.nc");
    const auto files = names();
    // The stage before the hours is reported when the result file is about to be opened.
    Progress progress(Progress::Style::plain, [this](std::string_view text) {
        if (text.find("sky view") != std::string_view::npos) stop = true;
    });
    RunOptions again = to("a.nc", true);
    again.progress = &progress;
    EXPECT_THROW(run_study(sample({"area.cell_size_m=5"}), again), Interrupted);
    EXPECT_TRUE(before == bytes_of(folder / "a.nc"));
    EXPECT_EQ(names(), files);
}

TEST_F(Run, TheSkyViewCanBeInterruptedToo) {
    int skies = 0;
    Progress progress(
        Progress::Style::line,
        [&](std::string_view text) {
            if (text.find("sky view") != std::string_view::npos && ++skies == 2) stop = true;
        },
        [now = 0.0]() mutable { return now += 1; });  // a second a call, so that each step is shown
    RunOptions options = to("a.nc");
    options.progress = &progress;
    EXPECT_THROW(run_study(sample(), options), Interrupted);
    EXPECT_GE(skies, 2);
    EXPECT_TRUE(names().empty());
}

TEST_F(Run, AnExistingResultIsNotTouchedUnlessAsked) {
    std::ofstream(folder / "a.nc") << "mine";
    EXPECT_THROW(run_study(sample(), to("a.nc")), InputError);
    EXPECT_EQ(bytes_of(folder / "a.nc"), "mine");
    EXPECT_EQ(names().size(), 1u);
}

TEST_F(Run, ProblemsOfHeightsAndWeatherComeTogetherBeforeAnythingIsWritten) {
    std::ofstream(folder / "heights.tif") << "no raster";
    std::ofstream(folder / "weather.txt") << "no weather";
    Study study = sample();
    study.city.surface_height = folder / "heights.tif";
    study.weather.file = folder / "weather.txt";
    try {
        run_study(study, to("a.nc"));
        FAIL() << "bad input was accepted";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("heights.tif"));
        EXPECT_THAT(e.what(), HasSubstr("weather.txt"));
    }
    EXPECT_EQ(names(), (std::set<std::string>{"heights.tif", "weather.txt"}));
}

TEST_F(Run, AFileOfTheUserBesideTheResultIsNotWrittenOver) {
    std::ofstream(folder / "a.png") << "mine";
    try {
        run_study(sample(), to("a.nc"));
        FAIL() << "a.png was written over";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("a.png"));
        EXPECT_THAT(e.what(), HasSubstr("--overwrite"));
    }
    EXPECT_EQ(bytes_of(folder / "a.png"), "mine");
    EXPECT_EQ(names(), (std::set<std::string>{"a.png"}));
}

TEST_F(Run, ADiskThatFillsBetweenTheMapsLeavesTheResultAndNoMap) {
    // One map of nine goes to a device on which no write finds space.
    fs::create_directories(folder / "a.maps");
    fs::create_symlink("/dev/full", folder / "a.maps/sun_hours.tif.part");
    try {
        run_study(sample(), to("a.nc", true));
        FAIL() << "a full disk took a map";
    } catch (const RuntimeError& e) {
        EXPECT_THAT(e.what(), HasSubstr("sun_hours.tif.part: cannot write: No space left on device"));
        EXPECT_THAT(e.what(), HasSubstr("hint: free disk space"));
        EXPECT_THAT(e.what(), HasSubstr("a.nc is whole"));
    }
    EXPECT_EQ(names(), (std::set<std::string>{"a.nc", "a.run.json"}));
    EXPECT_EQ(nlohmann::json::parse(bytes_of(folder / "a.run.json"))["state"], "unfinished");
    run_study(sample(), to("b.nc"));
    EXPECT_TRUE(bytes_of(folder / "a.nc") == bytes_of(folder / "b.nc"));
    run_study(sample(), to("a.nc"));  // when there is space again
    EXPECT_TRUE(bytes_of(folder / "a.png") == bytes_of(folder / "b.png"));
}

TEST_F(Run, ADayThatTheWeatherFileLacksIsOneProblem) {
    // The sample's weather is 30 June to 2 July; the extremes of 2 July reach into the morning of the 3rd.
    const std::pair<const char*, const char*> days[] = {{"2015-07-05", "all of the 34 hours"},
                                                        {"2015-07-02", "7 of the 34 hours"}};
    for (const auto& [day, expected] : days) try {
            run_study(sample({std::string("weather.days=[\"") + day + "\"]"}), to("a.nc"));
            FAIL() << day << " was accepted";
        } catch (const InputError& e) {
            ASSERT_EQ(e.problems().size(), 1u) << e.what();
            EXPECT_EQ(e.problems()[0].where, std::string("weather.days, ") + day);
            EXPECT_THAT(e.problems()[0].what, HasSubstr(expected));
            EXPECT_THAT(e.problems()[0].hint, HasSubstr("2015-06-30T01:00:00Z to 2015-07-03T00:00:00Z"));
        }
}

TEST_F(Run, TheLastDayOfAFileRunsWithoutTheUrbanIncrementAndSaysSoWithIt) {
    try {
        read_run_inputs(sample({"weather.days=[\"2015-07-02\"]"}));
        FAIL() << "the next morning is not there";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("the day itself is whole"));
        EXPECT_THAT(e.what(), HasSubstr("2015-07-03T01:00:00Z to 2015-07-03T07:00:00Z"));
        EXPECT_THAT(e.what(), HasSubstr("set weather.urban_increment = \"none\""));
    }
    const auto none = [&](const char* day) {
        return sample({std::string("weather.days=[\"") + day + "\"]", "weather.urban_increment=\"none\"",
                       "area.cell_size_m=10"});
    };
    EXPECT_EQ(run_study(none("2015-07-02"), to("a.nc")).headlines.size(), 4u);
    EXPECT_THAT(plan_text(none("2015-07-02")), HasSubstr("24 steps of 60 min"));
    try {
        read_run_inputs(none("2015-07-03"));
        FAIL() << "a day that is not whole was accepted";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("22 of the 25 hours"));
        EXPECT_THAT(e.what(), testing::Not(HasSubstr("07:00 UTC")));
    }
}

TEST_F(Run, TheSlabGivesItsOwnAirAndLeavesThatOfTheNationalMethod) {
    const auto run = [&](const char* increment) {
        const Study study = sample({std::string("weather.urban_increment=\"") + increment + "\"",
                                    "area.cell_size_m=10", "weather.spin_up_days=1"});
        const std::string name = std::string(increment) + ".nc";
        run_study(study, to(name.c_str()));
        return folder / name;
    };
    const fs::path rule = run("rule"), slab = run("slab"), none = run("none");
    const auto read = [](const fs::path& file, const char* field) {
        const h5::Handle f(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
        const h5::Handle d(H5Dopen2(f, field, H5P_DEFAULT), H5Dclose, "open");
        const h5::Handle space(H5Dget_space(d), H5Sclose, "space");
        std::vector<float> values(std::size_t(H5Sget_simple_extent_npoints(space)));
        EXPECT_GE(H5Dread(d, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
        return values;
    };
    EXPECT_EQ(read(rule, "pet_national").size(), read(slab, "pet_national").size());
    // NaN on roofs.
    const std::vector<float> a = read(rule, "pet_national"), b = read(slab, "pet_national");
    for (std::size_t n = 0; n < a.size(); ++n)
        ASSERT_TRUE(a[n] == b[n] || (a[n] != a[n] && b[n] != b[n])) << n;
    const std::vector<float> station = read(none, "air_temperature"), air = read(slab, "air_temperature");
    std::size_t other = 0;
    for (std::size_t n = 0; n < air.size(); ++n) {
        ASSERT_LT(std::abs(air[n] - station[n]), 9) << n;
        other += std::abs(air[n] - station[n]) > 0.1f;
    }
    EXPECT_GT(other, air.size() / 2);
    const auto increment = [](const fs::path& file, const char* field) {
        const h5::Handle f(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
        const h5::Handle d(H5Dopen2(f, field, H5P_DEFAULT), H5Dclose, "open");
        const h5::Handle at(H5Aopen(d, "urban_increment", H5P_DEFAULT), H5Aclose, "attribute");
        const h5::Handle type(H5Aget_type(at), H5Tclose, "type");
        std::string text(H5Tget_size(type), ' ');
        EXPECT_GE(H5Aread(at, type, text.data()), 0);
        return text;
    };
    EXPECT_EQ(increment(slab, "air_temperature"), "slab");
    EXPECT_EQ(increment(rule, "air_temperature"), "rule");
    // Without the key it is the slab, and the area stands for the city upwind.
    const RunInputs inputs = read_run_inputs(sample());
    EXPECT_TRUE(simulation_parameters(sample(), inputs).air.has_value());
    EXPECT_THAT(inputs.warnings, testing::Contains(HasSubstr("2000 m of city upwind to be like this area")));
    // The manifest says what makes the slab's air, hour by hour, and that of others does not.
    const auto manifest = [&](const char* name) { return nlohmann::json::parse(bytes_of(folder / name)); };
    EXPECT_FALSE(manifest("rule.run.json").contains("air_over_station_k"));
    const nlohmann::json made = manifest("slab.run.json")["air_over_station_k"];
    ASSERT_EQ(made["lift"].size(), 24u);
    const std::size_t cells = air.size() / 24;
    for (std::size_t h = 0; h < 24; ++h) {
        double over = 0;
        for (std::size_t n = h * cells; n < (h + 1) * cells; ++n)
            over += double(air[n] - station[n]) / double(cells);
        const double sum =
            made["lift"][h].get<double>() + made["slab"][h].get<double>() + made["blocks"][h].get<double>();
        EXPECT_NEAR(over, sum, 0.05) << h;
    }
    EXPECT_THAT(increment(rule, "pet_minus_national_12_18"), HasSubstr("says nothing about it"));
    EXPECT_THAT(increment(slab, "pet_minus_national_12_18"), HasSubstr("this model's own air"));
}

TEST_F(Run, AValueMissingInManyHoursIsToldOnceWithTheirNumber) {
    // The sample's weather without its marks of estimates and without humidity, the last column.
    std::ifstream in(fs::path(LUWTE_BINARY_DIR) / "sample/knmi_uurgeg_344_20150701.txt");
    std::ofstream out(folder / "weather.txt");
    for (std::string line; std::getline(in, line);) {
        if (line.find("luwte-estimated") != line.npos) continue;
        if (!line.empty() && line[0] != '#') line.erase(line.rfind(',') + 1);
        out << line << '\n';
    }
    out.close();
    Study study = sample();
    study.weather.file = folder / "weather.txt";
    try {
        run_study(study, to("a.nc"));
        FAIL() << "hours without humidity were accepted";
    } catch (const InputError& e) {
        ASSERT_EQ(e.problems().size(), 1u) << e.what();
        EXPECT_THAT(e.what(),
                    HasSubstr("2015-06-30T22:00:00Z: relative humidity is missing, also in 24 later"));
    }
}

TEST_F(Run, TwoDaysMakeAFolderWithAResultADay) {
    Study study = sample({"weather.days=[\"2019-07-24\", \"2019-07-25\"]", "area.cell_size_m=10"});
    study.weather.file = shared_data() / "epw_knmi_2019/NLD_DeBilt_2019.epw";
    if (!fs::exists(study.weather.file)) GTEST_SKIP() << "no shared data: " << study.weather.file;
    const RunSummary done = run_study(study, to("a.nc"));
    EXPECT_TRUE(fs::exists(folder / "a" / "2019-07-24.nc"));
    EXPECT_TRUE(fs::exists(folder / "a" / "2019-07-25.nc"));
    EXPECT_FALSE(fs::exists(folder / "a.nc"));
    EXPECT_EQ(done.headlines.size(), 8u);
}

TEST_F(Run, ADayGoesOnFromTheDayBeforeItAndElseSpinsUpAnew) {
    const fs::path weather = shared_data() / "epw_knmi_2019/NLD_DeBilt_2019.epw";
    if (!fs::exists(weather)) GTEST_SKIP() << "no shared data: " << weather;
    const auto run = [&](const std::string& name, const std::string& days, int spin_up) {
        run_study(sample({"weather.days=[" + days + "]", "area.cell_size_m=10",
                          "weather.file=\"" + weather.string() + "\"",
                          "weather.spin_up_days=" + std::to_string(spin_up)}),
                  to((name + ".nc").c_str()));
    };
    run("two", "\"2019-07-24\", \"2019-07-25\", \"2019-07-27\"", 1);
    run("longer", "\"2019-07-25\"", 2);
    run("alone", "\"2019-07-27\"", 1);
    // The same season, the same days after it: the day before as a result or without one.
    const ResultReader on(folder / "two/2019-07-25.nc"), longer(folder / "longer.nc");
    const ResultReader third(folder / "two/2019-07-27.nc"), alone(folder / "alone.nc");
    float largest = 0;  // K
    for (int n = 0; n < 24; ++n)
        for (const char* field : {"surface_temperature", "mean_radiant_temperature"}) {
            const std::vector<float> a = on.read_map(field, n), b = longer.read_map(field, n);
            for (std::size_t c = 0; c < a.size(); ++c) largest = std::max(largest, std::fabs(a[c] - b[c]));
            ASSERT_EQ(third.read_map(field, n), alone.read_map(field, n)) << field << ", " << n;
        }
    EXPECT_LT(largest, 0.05f);
    EXPECT_THAT(on.provenance("rules_json"), HasSubstr("2019-07-25: surfaces and air go on"));
    EXPECT_THAT(on.provenance("rules_json"), testing::Not(HasSubstr("2019-07-27: surfaces and air go on")));
}

/// Mean over the columns that `choose` accepts.
template <class Choose>
double mean(const Field2D<float>& field, Choose choose) {
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t n = 0; n < field.size(); ++n)
        if (choose(n) && !std::isnan(field.host()[n])) sum += double(field.host()[n]), ++count;
    return sum / double(count);
}

TEST_F(Run, TheSampleIsHotOnPavingCoolUnderTreesAndCoolsAtNight) {
    const Study study = sample({"weather.spin_up_days=2"});
    const RunInputs inputs = read_run_inputs(study);
    const DayPlan& day = inputs.days.front();
    Simulation simulation(Backend::cpu(), inputs.city.layers, simulation_parameters(study, inputs));
    const CityLayers& c = inputs.city.layers;
    const auto crown = [&](std::size_t n) { return c.canopy_top[n] > 8 && c.building_height[n] == 0; };
    const auto open_paving = [&](std::size_t n) {
        return c.canopy_top[n] == 0 && c.surface_type[n] == std::int8_t(SurfaceType::closed_paving) &&
               simulation.sky_at_surface.cosine.host()[n] > 0.7f;
    };
    double night = 0, afternoon = 0, tree = 0;
    simulation.begin_day(day.spin_up.front().forcing, {});
    for (const SpinUpHour& hour : day.spin_up) simulation.spin_up(hour.forcing, hour.day);
    for (std::size_t n = 0; n < day.steps.size(); ++n) {
        simulation.step(day.steps[n], day.day, day.local_hour[n]);
        const double pet = mean(simulation.comfort_fields.pet, open_paving);
        if (day.local_hour[n] == 3) night = pet;
        if (day.local_hour[n] == 14) {
            afternoon = pet;
            tree = mean(simulation.comfort_fields.pet, crown);
        }
    }
    // Published differences of PET between sun and tree shade on hot days: 10 K and more at one place
    // (rule of thumb -10 to -20 K); means over places of one neighbourhood differ less.
    EXPECT_GT(afternoon - tree, 5);
    EXPECT_LT(afternoon - tree, 20);
    EXPECT_GT(afternoon, 38);
    EXPECT_LT(afternoon, 52);
    EXPECT_LT(night, 24);
}

/// Steps `first` to `first + count` of a field, mean in every cell.
std::vector<double> mean_of_steps(const ResultReader& result, const char* name, int first, int count) {
    std::vector<double> mean;
    for (int n = first; n < first + count; ++n) {
        const std::vector<float> map = result.read_map(name, n);
        mean.resize(map.size());
        for (std::size_t c = 0; c < map.size(); ++c) mean[c] += double(map[c]) / count;
    }
    return mean;
}

/// Largest and mean difference of two maps with the same cells missing.
struct Difference {
    double largest = 0, mean = 0;
};
Difference difference(const std::vector<double>& a, const std::vector<float>& b) {
    Difference d;
    int count = 0;
    EXPECT_EQ(a.size(), b.size());
    for (std::size_t c = 0; c < a.size(); ++c) {
        EXPECT_EQ(std::isnan(a[c]), std::isnan(b[c]));
        if (std::isnan(a[c])) continue;
        d.largest = std::max(d.largest, std::fabs(a[c] - double(b[c])));
        d.mean += std::fabs(a[c] - double(b[c])), ++count;
    }
    d.mean /= count;
    return d;
}

TEST_F(Run, StepsOfOtherLengthsAreTheMeansOfTheirTime) {
    const auto run = [&](int minutes) {
        const std::string name = std::to_string(minutes) + ".nc";
        run_study(sample({"area.cell_size_m=10", "output.facets=\"steps\"",
                          "output.interval_min=" + std::to_string(minutes)}),
                  to(name.c_str()));
        return ResultReader(folder / name);
    };
    const ResultReader ten = run(10), hours = run(60), long_steps = run(180);
    EXPECT_EQ(ten.times().size(), 144u);
    EXPECT_EQ(hours.times().size(), 24u);
    EXPECT_EQ(long_steps.times().size(), 8u);
    EXPECT_EQ(ten.text("time_coverage_resolution"), "PT10M");
    EXPECT_EQ(long_steps.text("time_coverage_resolution"), "PT3H");
    for (const ResultReader* result : {&ten, &hours, &long_steps}) {
        EXPECT_EQ(result->text("time_coverage_start"), "2015-06-30T22:00:00Z");
        EXPECT_EQ(result->text("time_coverage_end"), "2015-07-01T22:00:00Z");
        EXPECT_EQ(result->times().back(), hours.times().back());
    }
    EXPECT_EQ(ten.times()[1] - ten.times()[0], 600);
    EXPECT_EQ(long_steps.times()[0], hours.times()[2]);

    // Three hours: means of what the hours hold, but for the rounding of both (half a step each).
    for (const int n : {0, 2, 4, 7}) {
        for (const FieldInfo* field : long_steps.fields()) {
            if (!field->has_time() || field->name == "pet_class" || field->name == "shadow_fraction")
                continue;
            const std::string name(field->name);
            EXPECT_LE(difference(mean_of_steps(hours, name.c_str(), 3 * n, 3), long_steps.read_map(name, n))
                          .largest,
                      field->resolution + 1e-4)
                << name << ", step " << n;
        }
        const std::vector<float> pet = long_steps.read_map("pet", n),
                                 kind = long_steps.read_map("pet_class", n);
        for (std::size_t c = 0; c < pet.size(); ++c) {
            if (std::isnan(pet[c])) {
                EXPECT_TRUE(std::isnan(kind[c]));
            } else if (pet_class_of(pet[c] - 0.01f) == pet_class_of(pet[c] + 0.01f)) {
                EXPECT_EQ(int(kind[c]), pet_class_of(pet[c]));
            }
        }
    }
    // By day shade is weighted with the sun's time, here whole hours; in the night all is shade.
    EXPECT_LE(
        difference(mean_of_steps(hours, "shadow_fraction", 12, 3), long_steps.read_map("shadow_fraction", 4))
            .largest,
        1.0 / 1024 + 1e-6);
    EXPECT_EQ(long_steps.read_map("shadow_fraction", 0), hours.read_map("shadow_fraction", 0));

    // Ten minutes: sun and shade are the hour's, its air follows; comfort and surfaces differ by what within
    // an hour is linear now: vapour pressure, the sky's longwave, the urban increment.
    const int noon = 13;
    const auto against = [&](const char* name) {
        return difference(mean_of_steps(ten, name, 6 * noon, 6), hours.read_map(name, noon));
    };
    EXPECT_LE(against("shadow_fraction").largest, 1.0 / 1024 + 1e-6);
    EXPECT_LE(against("wind_speed").largest, 1.0 / 256);
    EXPECT_LE(against("shortwave_down").largest, 1);
    EXPECT_LE(against("air_temperature").largest, 0.1);
    EXPECT_LE(against("surface_temperature").largest, 0.2);
    EXPECT_LE(against("pet").mean, 0.2);
    // The sun moves within the hour, the national method does not.
    EXPECT_GT(difference(mean_of_steps(ten, "shortwave_down", 6 * noon, 1),
                         ten.read_map("shortwave_down", 6 * noon + 5))
                  .largest,
              100);
    for (int part = 0; part < 6; ++part)
        EXPECT_EQ(difference(mean_of_steps(ten, "pet_national", 6 * noon + part, 1),
                             hours.read_map("pet_national", noon))
                      .largest,
                  0)
            << part;

    // Summaries are of hours in both; the national one is the same in all three.
    for (const char* name :
         {"pet_12_18", "hours_pet_above_35", "sun_hours", "pet_max", "surface_temperature_max"})
        EXPECT_EQ(difference(mean_of_steps(hours, name, 0, 1), long_steps.read_map(name)).largest, 0) << name;
    EXPECT_LE(difference(mean_of_steps(hours, "pet_national_12_18", 0, 1), ten.read_map("pet_national_12_18"))
                  .largest,
              1.0 / 64);
    EXPECT_LE(difference(mean_of_steps(hours, "pet_12_18", 0, 1), ten.read_map("pet_12_18")).mean, 0.2);
    EXPECT_LE(difference(mean_of_steps(hours, "sun_hours", 0, 1), ten.read_map("sun_hours")).largest, 0.01);
}

TEST_F(Run, FluxesAreWrittenWhereTheyAreNamedAndClose) {
    for (const char* minutes :
         {"output.interval_min=20", "output.interval_min=60", "output.interval_min=240"}) {
        run_study(sample({"area.cell_size_m=10", minutes,
                          "output.fields=[\"net_radiation\",\"sensible_heat_flux\",\"latent_heat_flux\","
                          "\"ground_heat_flux\"]"}),
                  to("a.nc", true));
        const ResultReader result(folder / "a.nc");
        EXPECT_FALSE(result.has("pet"));
        double largest = 0;
        for (int n = 0; n < int(result.times().size()); ++n) {
            const auto net = result.read_map("net_radiation", n),
                       h = result.read_map("sensible_heat_flux", n),
                       e = result.read_map("latent_heat_flux", n), g = result.read_map("ground_heat_flux", n);
            for (std::size_t c = 0; c < net.size(); ++c) {
                ASSERT_NEAR(net[c], h[c] + e[c] + g[c], 0.3)
                    << minutes;  // four roundings to 1/8 W m-2, halved
                largest = std::max(largest, double(net[c]));
            }
        }
        EXPECT_GT(largest, 400);
    }
    EXPECT_FALSE(simulation_parameters(sample(), read_run_inputs(sample())).fluxes);
}

TEST_F(Run, DaysOnWhichClocksChangeEndWithAShorterStep) {
    const fs::path epw = shared_data() / "epw_knmi_2019/NLD_DeBilt_2019.epw";
    if (!fs::exists(epw)) GTEST_SKIP() << "no shared data: " << epw;
    const auto day = [&](const char* date, int minutes) {
        Study study =
            sample({std::string("weather.days=[\"") + date + "\"]", "weather.urban_increment=\"none\"",
                    "area.cell_size_m=20", "output.interval_min=" + std::to_string(minutes)});
        study.weather.file = epw;
        return read_run_inputs(study).days.front();
    };
    const DayPlan autumn = day("2019-10-27", 120), spring = day("2019-03-31", 720),
                  fine = day("2019-10-27", 20);
    EXPECT_EQ(autumn.results.size(), 13u);
    EXPECT_EQ(autumn.results.back().count, 1u);
    EXPECT_EQ(autumn.end_of(autumn.results.back()), autumn.begin_s + 25 * 3600);
    EXPECT_EQ(spring.results.size(), 2u);
    EXPECT_EQ(spring.end_of(spring.results[0]) - spring.begin_of(spring.results[0]), 12 * 3600);
    EXPECT_EQ(spring.end_of(spring.results[1]) - spring.begin_of(spring.results[1]), 11 * 3600);
    EXPECT_EQ(fine.results.size(), 75u);
    EXPECT_EQ(fine.hour_beginning_with(3), &fine.hours[1]);
    EXPECT_EQ(fine.hour_beginning_with(4), nullptr);
}

TEST_F(Run, TheUrbanIncrementOfTheNationalMethodIsRefusedInWinterAndSaysWhatToDo) {
    const fs::path epw = shared_data() / "epw_knmi_2019/NLD_DeBilt_2019.epw";
    if (!fs::exists(epw)) GTEST_SKIP() << "no shared data: " << epw;
    Study study =
        sample({"weather.days=[\"2019-02-25\"]", "area.cell_size_m=10", "weather.urban_increment=\"rule\""});
    study.weather.file = epw;
    try {
        run_study(study, to("a.nc"));
        FAIL() << "a winter day was accepted";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("1 April to 30 September"));
        EXPECT_THAT(e.what(), HasSubstr("urban_increment = \"slab\" or \"none\""));
    }
    for (const char* other : {"none", "slab"}) {
        study.weather.urban_increment = other;
        EXPECT_NO_THROW(run_study(study, to("a.nc", true))) << other;
    }
}

TEST_F(Run, TheFirstDaysOfAprilHaveTheNationalIncrementAfterASpinUpInMarch) {
    const fs::path epw = shared_data() / "epw_knmi_2019/NLD_DeBilt_2019.epw";
    if (!fs::exists(epw)) GTEST_SKIP() << "no shared data: " << epw;
    Study study = sample({"weather.days=[\"2019-04-01\", \"2019-04-02\"]", "area.cell_size_m=10",
                          "weather.urban_increment=\"rule\"", "weather.spin_up_days=2"});
    study.weather.file = epw;
    EXPECT_NO_THROW(run_study(study, to("a.nc")));
}

TEST_F(Run, DelftRunsFromRealHeightsAndLandCover) {
    if (!fs::exists(shared_data() / "delft_ahn3_bgt")) GTEST_SKIP() << "no shared data: delft_ahn3_bgt";
    setenv("LUWTE_SHARED", shared_folder().c_str(), 1);
    const Study study = read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/delft.toml",
                                   {"area.cell_size_m=2", "sky.azimuths=24"});
    const RunSummary done = run_study(study, to("delft.nc"));
    EXPECT_THAT(done.headlines.front(), HasSubstr("2019-07-25"));
    const std::string plan = plan_text(study);
    EXPECT_THAT(plan, HasSubstr("estimated, not measured"));
    EXPECT_THAT(plan, HasSubstr("% inferred"));
}

}  // namespace
}  // namespace luwte
