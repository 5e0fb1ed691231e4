// SPDX-License-Identifier: Apache-2.0
// Runs with [wind]: the library is computed once, survives, and reaches heat and comfort.
#include "host/output/output_lock.hpp"
#include "host/output/result_reader.hpp"
#include "host/output/result_samples.hpp"
#include "host/report/dutch_samples.hpp"
#include "host/run.hpp"
#include "host/wind_run.hpp"
#include "inputs/study/read_study.hpp"
#include "kernels/wind_comfort/nen8100.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <numbers>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

class WindRun : public testing::Test {
  protected:
    const sample::Folder folder;
    std::atomic<bool> stop{false};

    WindRun() { setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1); }

    /// A corner of the sample on coarse cells and four sectors, so that its wind takes seconds.
    Study corner(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> overrides = {"area.cell_size_m=4", "sky.azimuths=24",
                                              "area.bounds_m=[92900, 438500, 93060, 438660]",
                                              "weather.spin_up_days=0"};
        overrides.insert(overrides.end(), more.begin(), more.end());
        return read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml", overrides);
    }
    static std::vector<std::string> wind(const std::string& cell = "8") {
        return {"wind.sectors=4", "wind.cell_size_m=" + cell};
    }
    /// Four days about 1 July 2015 with "speed,direction" of each hour, and wind(cell).
    std::vector<std::string> with_weather(const std::function<std::string(int)>& wind_of,
                                          const std::string& cell = "8") const {
        const fs::path csv = folder / "weather.csv";
        std::ofstream out(csv);
        out << "# latitude_deg: 52\n# longitude_deg: 4.4\n"
            << "time_utc,air_temperature_degc,relative_humidity_pct,wind_speed_m_s,wind_from_direction_deg,"
               "global_horizontal_w_m2\n";
        for (int day = 30; day <= 33; ++day)
            for (int h = 0; h < 24; ++h) {
                const int date = day <= 30 ? day : day - 30, month = day <= 30 ? 6 : 7;
                out << "2015-0" << month << "-" << (date < 10 ? "0" : "") << date << "T"
                    << (h < 10 ? "0" : "") << h << ":00:00Z,25,50," << wind_of(24 * (day - 30) + h)
                    << (h > 6 && h < 19 ? ",300\n" : ",0\n");
            }
        std::vector<std::string> overrides = wind(cell);
        overrides.insert(overrides.end(),
                         {"weather.file=\"" + csv.string() + "\"", "weather.days=[\"2015-07-01\"]"});
        return overrides;
    }
    RunOptions to(const std::string& name, bool overwrite = false) {
        RunOptions o;
        o.output = folder / name;
        o.overwrite = overwrite;
        o.stop = &stop;
        return o;
    }
    /// The library of corner(wind()), computed once for all tests.
    const fs::path& library() {
        static const sample::Folder kept;
        static const fs::path file = [&] {
            RunOptions options;
            options.output = kept / "corner.nc";
            const Study study = corner(wind());
            EXPECT_FALSE(wind_of_study(study, options, read_run_inputs(study)).written.empty());
            EXPECT_EQ(kept.names(), std::vector<std::string>{"corner.wind.nc"}) << "parts are left";
            return kept / "corner.wind.nc";
        }();
        return file;
    }
    static std::string bytes_of(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static double mean_of(const ResultReader& result, const char* field, int layer) {
        double sum = 0, count = 0;
        for (const float v : result.read_map(field, layer))
            if (!std::isnan(v)) sum += double(v), count += 1;
        return sum / count;
    }
};

TEST_F(WindRun, TheLibraryIsComputedOnceAndGivesTheSameResultAgain) {
    const Study study = corner(wind());
    run_study(study, to("a.nc"));  // computes its own
    const std::string result = bytes_of(folder / "a.nc");
    EXPECT_TRUE(bytes_of(folder / "a.wind.nc") == bytes_of(library()));
    const auto time = fs::last_write_time(folder / "a.wind.nc");
    run_study(study, to("a.nc", true));
    EXPECT_TRUE(result == bytes_of(folder / "a.nc"));
    EXPECT_EQ(fs::last_write_time(folder / "a.wind.nc"), time) << "it was written again";
    EXPECT_TRUE(wind_of_study(study, to("a.nc"), read_run_inputs(study)).written.empty());

    // Another city has another library, which does not replace the old one unasked.
    const Study other = corner({"wind.sectors=4", "wind.cell_size_m=4"});
    EXPECT_THROW(run_study(other, to("a.nc")), InputError);
    try {
        wind_of_study(other, to("a.nc"), read_run_inputs(other));
        FAIL();
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("of another city or of other settings"));
    }
}

TEST_F(WindRun, TwoRunsDoNotWriteOneOutput) {
    const OutputLock other(folder / "a.nc");
    try {
        run_study(corner(), to("a.nc"));
        FAIL() << "it ran beside the other";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("another run writes this output"));
    }
    EXPECT_FALSE(fs::exists(folder / "a.nc"));
}

TEST_F(WindRun, StreetsComfortAndSurfacesFeelIt) {
    run_study(corner(), to("national.nc"));
    run_study(corner(wind("4")), to("library.nc"));  // columns that the streets are wider than
    const ResultReader national(folder / "national.nc"), library(folder / "library.nc");
    const int hour = 14;
    // Streets are sheltered and uneven: the national method has blocks of 25 m and no less than 0.5 m/s.
    const std::vector<float> wind = library.read_map("wind_speed", hour);
    const auto [least, most] = std::ranges::minmax(wind);
    EXPECT_LT(least, 0.5f);
    EXPECT_GE(least, 0.1f - 0.5f / 256);
    const std::vector<float> by_blocks = national.read_map("wind_speed", hour);
    const auto [least_of_blocks, most_of_blocks] = std::ranges::minmax(by_blocks);
    EXPECT_GT(most - least, most_of_blocks - least_of_blocks);
    EXPECT_NE(mean_of(national, "pet", hour), mean_of(library, "pet", hour));
    EXPECT_NE(mean_of(national, "surface_temperature", hour), mean_of(library, "surface_temperature", hour));
    const auto a = national.read_map("pet_national", hour), b = library.read_map("pet_national", hour);
    for (std::size_t n = 0; n < a.size(); ++n)
        ASSERT_TRUE(a[n] == b[n] || (std::isnan(a[n]) && std::isnan(b[n]))) << "the national wind changed";
    EXPECT_THAT(library.provenance("rules_json"), HasSubstr("wind library: 4 sectors"));
    EXPECT_THAT(sample::without_dutch(library), testing::IsEmpty());
    EXPECT_THAT(sample::without_dutch(national), testing::IsEmpty());
    EXPECT_THAT(library.provenance("rules_json"), HasSubstr("speed ratio of a library of 4 sectors"));
    EXPECT_THAT(national.provenance("rules_json"), HasSubstr("ratio of the national method"));
}

TEST_F(WindRun, ScreeningIsAnotherLibraryAndSaysSo) {
    std::vector<std::string> keys = wind();
    keys.push_back("wind.method=\"mass_consistent\"");
    const StudyWind screening = wind_of_study(corner(keys), to("a.nc"), read_run_inputs(corner(keys)));
    EXPECT_FALSE(screening.written.empty());
    ASSERT_EQ(screening.sentences.warnings.size(), 1u);
    EXPECT_THAT(screening.sentences.warnings.front(), HasSubstr("screening only"));
    for (const WindLibrary::Sector& sector : screening.neutral().sectors) {
        EXPECT_EQ(sector.report.iterations, 0);
        EXPECT_EQ(sector.report.inflow.displacement, 0);
    }
    // Computed, it does not pass for the library of the solver, which has wakes: calmer on the whole.
    EXPECT_THROW(wind_of_study(corner(wind()), to("a.nc"), read_run_inputs(corner(wind()))), InputError);
    fs::copy(library(), folder / "b.wind.nc");
    const StudyWind solved = wind_of_study(corner(wind()), to("b.nc"), read_run_inputs(corner(wind())));
    const auto mean = [](const WindLibrary& of) {
        double sum = 0;
        for (const WindLibrary::Sector& sector : of.sectors)
            for (const float ratio : sector.speed.host()) sum += double(ratio);
        return sum;
    };
    EXPECT_LT(mean(solved.neutral()), mean(screening.neutral()));
}

TEST_F(WindRun, ATableOfTheInflowReachesTheResultAndItsProvenance) {
    const fs::path csv = folder / "mast.csv";
    const auto write = [&](double exponent) {
        std::ofstream out(csv);
        out << "height_m,wind_speed_m_s,turbulent_kinetic_energy_m2_s2\n";
        for (const double z : {2.0, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 400.0})
            out << fmt::format("{},{},{}\n", z, 4 * std::pow(z / 10, exponent), 0.9);
    };
    write(0.22);
    std::vector<std::string> law = wind("16");
    law.push_back("wind.upwind_roughness_m=0.3");
    std::vector<std::string> keys = law;
    keys.push_back("wind.inflow_table=\"" + csv.string() + "\"");
    run_study(corner(law), to("law.nc"));
    const RunSummary done = run_study(corner(keys), to("a.nc"));
    EXPECT_THAT(done.files, Contains(folder / "a.wind.nc"));
    const ResultReader result(folder / "a.nc"), by_law(folder / "law.nc");
    EXPECT_NE(mean_of(result, "wind_speed", 14), mean_of(by_law, "wind_speed", 14));
    EXPECT_THAT(result.provenance("rules_json"), HasSubstr("with the profile of mast.csv (8 rows from 2 to"));
    EXPECT_THAT(result.provenance("rules_json"), HasSubstr("that of wind.inflow_table that agree at 60 m"));
    const std::string manifest = bytes_of(folder / "a.run.json");
    EXPECT_THAT(manifest,
                AllOf(HasSubstr("\"inflow_table\""), HasSubstr("mast.csv"), HasSubstr(sha256_of_file(csv))));
    EXPECT_EQ(manifest.find(fs::path(folder / "a.nc").parent_path().string()), std::string::npos)
        << "the manifest names a folder";
    EXPECT_THAT(plan_text(corner(keys)), HasSubstr("with the profile of mast.csv"));

    // The same file with other numbers is another library, one of the same numbers with a remark is not.
    write(0.3);
    EXPECT_THROW(wind_of_study(corner(keys), to("a.nc"), read_run_inputs(corner(keys))), InputError);
    write(0.22);
    std::ofstream(csv, std::ios::app) << "# a remark\n";
    EXPECT_TRUE(wind_of_study(corner(keys), to("a.nc"), read_run_inputs(corner(keys))).written.empty());

    // All problems of all files at once; then those that need the city.
    std::ofstream(csv) << "height_m,wind_speed_m_s,turbulent_kinetic_energy_m2_s2\n2,1,1\n1,2,-1\n";
    std::vector<std::string> bad = keys;
    bad.push_back("weather.file=\"" + csv.string() + "\"");
    try {
        read_run_inputs(corner(bad));
        FAIL() << "two bad files";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), AllOf(HasSubstr("line 3, column 'turbulent_kinetic_energy_m2_s2'"),
                                    HasSubstr("no weather file that is known")));
    }
    std::ofstream(csv) << "height_m,wind_speed_m_s,turbulent_kinetic_energy_m2_s2\n2,1,1\n10,2,1\n60,3,1\n";
    try {
        read_run_inputs(corner(keys));
        FAIL() << "the top has no inflow";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("the table ends at 60 m above ground"));
    }
}

TEST_F(WindRun, StableAirHasALibraryOfItsOwnAndReachesTheStreets) {
    const auto keys = with_weather([](int) { return "1.5,200"; });
    std::vector<std::string> more = keys;
    more.push_back("wind.stability_classes=[\"stable\", \"neutral\"]");
    for (const char* name : {"neutral.wind.nc", "a.wind.nc"}) fs::copy(library(), folder / name);
    run_study(corner(keys), to("neutral.nc"));
    const RunSummary summary = run_study(corner(more), to("a.nc"));
    EXPECT_TRUE(bytes_of(folder / "a.wind.nc") == bytes_of(library())) << "neutral sectors stay as they are";
    EXPECT_THAT(summary.files, Contains(folder / "a.wind_stable.nc"));
    EXPECT_FALSE(fs::exists(folder / "a.wind_stable.work"));
    EXPECT_THAT(summary.warnings, Contains(HasSubstr("more unstable than the unstablest")));
    const StudyWind wind = wind_of_study(corner(more), to("a.nc"), read_run_inputs(corner(more)));
    EXPECT_TRUE(wind.written.empty()) << "both are read";
    ASSERT_EQ(wind.libraries.size(), 2u);
    EXPECT_EQ(wind.libraries[0].per_length, 0);
    EXPECT_EQ(wind.libraries[1].per_length, class_per_length);
    EXPECT_EQ(&wind.neutral(), &wind.libraries[0]);
    EXPECT_THAT(wind.sentences.rules, Contains(HasSubstr("stable air: 1/L 0.02 m-1, 4 sectors")));
    // By night the street is calmer than in neutral air, at noon, which is unstable, the same.
    const ResultReader neutral(folder / "neutral.nc"), both(folder / "a.nc");
    EXPECT_THAT(sample::without_dutch(both), testing::IsEmpty());
    EXPECT_EQ(mean_of(neutral, "wind_speed", 12), mean_of(both, "wind_speed", 12));
    EXPECT_LT(mean_of(both, "wind_speed", 2), 0.95 * mean_of(neutral, "wind_speed", 2));
    // The hash knows the class: the neutral library does not pass for it.
    fs::copy(library(), folder / "b.wind_stable.nc");
    EXPECT_THROW(wind_of_study(corner(more), to("b.nc"), read_run_inputs(corner(more))), InputError);
}

TEST_F(WindRun, ARunThatWasStoppedGoesOnFromItsSectors) {
    const Study study = corner(wind());
    const RunInputs inputs = read_run_inputs(study);
    const fs::path part = folder / "a.wind.work/sector_000.0.nc";
    // Progress is told after each sector; a second a call, so that each is shown.
    Progress progress(
        Progress::Style::line, [&](std::string_view) { stop = fs::exists(part); },
        [now = 0.0]() mutable { return now += 1; });
    progress.plan({{"wind", 1}});
    progress.stage("wind", 4 * steps_per_sector);
    RunOptions options = to("a.nc");
    options.progress = &progress;
    EXPECT_THROW(wind_of_study(study, options, inputs), Interrupted);
    ASSERT_TRUE(fs::exists(part));
    EXPECT_FALSE(fs::exists(folder / "a.wind.nc"));
    stop = false;
    options.progress = nullptr;
    const StudyWind wind = wind_of_study(study, options, inputs);
    EXPECT_EQ(wind.neutral().sectors.size(), 4u);
    EXPECT_FALSE(fs::exists(folder / "a.wind.work"));
    EXPECT_TRUE(bytes_of(folder / "a.wind.nc") == bytes_of(library())) << "as if it had not stopped";
}

TEST_F(WindRun, WindComfortHasTheClassesOfItsShares) {
    // 0 to 25 m/s from all sides; where it is 0 without a direction.
    std::vector<std::string> windy = with_weather(
        [](int n) {
            const int speed = n * 7 % 26;
            return fmt::format("{},{}", speed, speed == 0 ? "" : fmt::format("{}", n * 37 % 360));
        },
        "4");  // columns as wide as cells: a cell has its column's ratio
    const Study study = corner(windy);
    const RunSummary done = run_study(study, to("a.nc"));
    const ResultReader result(folder / "a.nc");
    const std::vector<float> building = result.read_map("building_height", 0);
    const wind_comfort::Limits limits;
    // A share is rounded in the file, its class is not: beside a limit both classes may stand.
    const float half = find_field("hours_share_wind_above_5")->resolution / 2;
    std::set<int> seen;
    const auto check = [&](const char* share_name, const char* class_name, auto class_of) {
        const std::vector<float> share = result.read_map(share_name, 0),
                                 kind = result.read_map(class_name, 0);
        for (std::size_t n = 0; n < share.size(); ++n) {
            ASSERT_EQ(std::isnan(share[n]), building[n] > 0) << class_name << ", cell " << n;
            ASSERT_EQ(kind[n] == 127 || std::isnan(kind[n]), building[n] > 0) << class_name << ", cell " << n;
            if (building[n] > 0) continue;
            ASSERT_GE(int(kind[n]), class_of(share[n] - half)) << class_name << ", cell " << n;
            ASSERT_LE(int(kind[n]), class_of(share[n] + half)) << class_name << ", cell " << n;
            seen.insert(int(kind[n]));
        }
    };
    check("hours_share_wind_above_5", "wind_comfort_class",
          [&](float share_above) { return int(limits.comfort_class(share_above)); });
    EXPECT_GE(seen.size(), 2u) << "sheltered and windy places are alike";
    check("hours_share_wind_above_15", "wind_danger_class",
          [&](float share_above) { return int(limits.danger_class(share_above)); });

    // Each open cell by hand: all hours of the file with the ratio of their nearest sector. The table of
    // speeds at 60 m has steps of 0.25 m/s, so an hour so near to the limit counts in part.
    const RunInputs inputs = read_run_inputs(study);
    const StudyWind read = wind_of_study(study, to("a.nc"), inputs);
    const WindLibrary& stored = read.neutral();
    const Grid& grid = inputs.city.layers.grid;
    const std::vector<float> share = result.read_map("hours_share_wind_above_5", 0);
    const double to_60 = wind_60_over_10();
    int cells = 0;
    for (std::size_t n = 0; n < share.size(); ++n) {
        if (building[n] > 0) continue;
        const double x = grid.x(idx(n) % grid.nx), y = grid.y(idx(n) / grid.nx);
        double least = 0, most = 0;
        for (int s = 0; s < 4; ++s) {
            const double ratio = stored.speed_ratio(x, y, 1.75, 90.0 * s);
            const double limit = 5 / ratio * to_60 /
                                 reference_speed(1, stored.sectors[std::size_t(s)].report.inflow.roughness);
            for (const WeatherHour& hour : inputs.weather.hours) {
                const double from = double(hour.wind_from_direction) * 180 / std::numbers::pi;
                if (std::isnan(from) || std::lround(from / 90) % 4 != s) continue;
                least += to_60 * double(hour.wind_speed) > limit + 0.251 ? 1 : 0;
                most += to_60 * double(hour.wind_speed) > limit - 0.251 ? 1 : 0;
            }
        }
        const double hours = double(inputs.weather.hours.size());
        ASSERT_GE(share[n], least / hours - double(half)) << "cell " << n;
        ASSERT_LE(share[n], most / hours + double(half)) << "cell " << n;
        ++cells;
    }
    EXPECT_GT(cells, 1000);

    EXPECT_THAT(result.provenance("rules_json"), HasSubstr("NEN 8100 classes, statistics of one station"));
    EXPECT_THAT(sample::without_dutch(result), testing::IsEmpty());
    EXPECT_THAT(result.provenance("warnings_json"), HasSubstr("fewer than the 8760 of a whole year"));
    for (const char* file : {"a.maps/wind_comfort_class.tif", "a.maps/wind_danger_class.tif",
                             "a.maps/hours_share_wind_above_5.tif", "a.maps/hours_share_wind_above_15.tif",
                             "a.wind_comfort.png", "a.wind_danger.png"})
        EXPECT_THAT(done.files, Contains(folder / file));

    windy.push_back("output.fields=[\"pet\"]");
    run_study(corner(windy), to("a.nc", true));
    const ResultReader without(folder / "a.nc");
    EXPECT_FALSE(without.has("wind_comfort_class"));
    EXPECT_THAT(without.provenance("rules_json"), testing::Not(HasSubstr("NEN 8100")));
}

TEST_F(WindRun, ThePlanTellsCellsMemoryAndTime) {
    const std::string with = plan_text(corner(wind())), without = plan_text(corner());
    EXPECT_THAT(with, HasSubstr("  wind      4 sectors, up to "));
    EXPECT_THAT(with, HasSubstr(" million cells, "));
    EXPECT_THAT(without, testing::Not(HasSubstr("  wind      ")));
}

TEST_F(WindRun, AStationWithoutDirectionsIsRefused) {
    try {
        read_run_inputs(corner(with_weather([](int) { return "0,"; })));
        FAIL() << "wind without a direction";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("direction"));
    }
}

}  // namespace
}  // namespace luwte
