// SPDX-License-Identifier: Apache-2.0
// A run whose surfaces leave the range of temperatures: what it says, and what it keeps.
#include "host/output/info.hpp"
#include "host/output/result_reader.hpp"
#include "host/output/result_samples.hpp"
#include "host/run.hpp"
#include "inputs/study/read_study.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <sstream>

#include <gmock/gmock.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// A part of the sample on 10 m cells with a sky of few directions, with ground of a legal sort that stores
/// nothing: under the sun of `file` it may get hotter than anything can be.
Study absurd(const fs::path& file) {
    std::vector<std::string> overrides = {"area.cell_size_m=10",
                                          "area.bounds_m=[92900,438500,93100,438700]",
                                          "sky.azimuths=24",
                                          "weather.file=\"" + file.string() + "\"",
                                          "weather.days=[\"2015-07-02\"]",
                                          "weather.spin_up_days=1",
                                          "weather.urban_increment=\"none\""};
    for (const char* type : {"open_paving", "closed_paving"}) {
        const std::string key = std::string("materials.") + type + ".";
        for (const char* value :
             {"albedo=0.2", "emissivity=0.1", "roughness_length_m=1e-5",
              "layers=[{thickness_m=1,conductivity_w_m_k=0.01,heat_capacity_mj_m3_k=0.001}]"})
            overrides.push_back(key + value);
    }
    return read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml", overrides);
}

/// The sample's weather with 60 degC and 1055 W m-2 in the hours that end at `from` to `to` UT of a day of
/// July.
void write_weather(const fs::path& file, int date, int from, int to) {
    std::istringstream in(
        sample::bytes_of(fs::path(LUWTE_BINARY_DIR) / "sample/knmi_uurgeg_344_20150701.txt"));
    std::ofstream out(file);
    for (std::string line; std::getline(in, line);) {
        int day = 0, hour = 0, direction = 0, wind = 0, t = 0, q = 0, p = 0, u = 0;
        if (std::sscanf(line.c_str(), " 344,%d,%d,%d,%d,%d,%d,%d,%d", &day, &hour, &direction, &wind, &t, &q,
                        &p, &u) == 8 &&
            day == date && hour >= from && hour <= to)
            line = "  344," + std::to_string(day) + "," + std::to_string(hour) + "," +
                   std::to_string(direction) + ",0,600,380," + std::to_string(p) + "," + std::to_string(u);
        out << line << "\n";
    }
}

class Runaway : public testing::Test {
  protected:
    sample::Folder folder;
    Runaway() { setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1); }

    RunOptions to(const char* name, bool overwrite = false) {
        RunOptions o;
        o.output = folder / name;
        o.overwrite = overwrite;
        return o;
    }
    std::string failure(const Study& study, const RunOptions& options) {
        try {
            run_study(study, options);
        } catch (const RuntimeError& e) {
            return e.what();
        }
        ADD_FAILURE() << "nothing ran away";
        return "";
    }
};

TEST_F(Runaway, KeepsTheGoodHoursUnderAnotherNameAndAnEarlierResult) {
    const auto calm = folder / "calm.txt", hot = folder / "hot.txt";
    write_weather(calm, 0, 0, 0);
    write_weather(hot, 20150702, 12, 14);
    run_study(absurd(calm), to("calm.nc"));
    std::ofstream(folder / "a.nc") << "an earlier result";

    const std::string said = failure(absurd(hot), to("a.nc", true));
    EXPECT_THAT(said, HasSubstr("surface heat balance: "));
    EXPECT_THAT(said, testing::ContainsRegex("_paving at x 9[23][0-9]+.00, y 43[89][0-9]+.00 m \\(column "));
    EXPECT_THAT(said, HasSubstr("in the ten minutes that end at 2015-07-02T1"));
    EXPECT_THAT(said,
                HasSubstr("in Europe/Amsterdam; " + (folder / "a.stopped.nc").string() + " keeps the "));
    EXPECT_EQ(sample::bytes_of(folder / "a.nc"), "an earlier result");
    EXPECT_FALSE(fs::exists(folder / "a.nc.part"));

    const ResultReader kept(folder / "a.stopped.nc"), whole(folder / "calm.nc");
    EXPECT_EQ(kept.number("run_complete"), 0.0);
    const std::string until = kept.text("good_until");
    EXPECT_THAT(until, testing::MatchesRegex("2015-07-02T1[0-9]:00:00Z"));
    EXPECT_THAT(kept.text("stopped_because"), HasSubstr("expected 200 to 400 K"));
    const int good = 2 + std::stoi(until.substr(11, 2));  // steps begin at local midnight, 22 UTC
    ASSERT_GT(good, 8);
    ASSERT_LT(good, 24);
    // Before the weather differs values are those of the run that went well; after the stop there are none.
    for (const char* name : {"surface_temperature", "pet"}) {
        const auto a = kept.read_map(name, 8), b = whole.read_map(name, 8);
        int values = 0;
        for (std::size_t n = 0; n < a.size(); ++n) {
            EXPECT_EQ(std::isnan(a[n]), std::isnan(b[n])) << name << n;
            if (std::isnan(a[n])) continue;
            EXPECT_NEAR(a[n], b[n], 0.5) << name << n;  // rooms follow the mean of the whole day
            ++values;
        }
        EXPECT_GT(values, 100) << name;
        const auto last = kept.read_map(name, good - 1), after = kept.read_map(name, good);
        EXPECT_FALSE(std::ranges::all_of(last, [](float x) { return std::isnan(x); })) << name;
        EXPECT_TRUE(std::ranges::all_of(after, [](float x) { return std::isnan(x); })) << name;
    }
    EXPECT_TRUE(std::ranges::all_of(kept.read_map("pet_max", 0), [](float x) { return std::isnan(x); }));
    std::ostringstream info;
    print_info(folder / "a.stopped.nc", info);
    EXPECT_THAT(info.str(),
                HasSubstr("STOPPED    values until " + until + " are good: surface heat balance: "));
    EXPECT_THAT(info.str(), HasSubstr("THE RUN STOPPED and is not whole"));

    // It is somebody's file: the next run asks, and replaces it where it may.
    fs::remove(folder / "a.nc");
    EXPECT_THROW(run_study(absurd(calm), to("a.nc")), InputError);
    run_study(absurd(calm), to("a.nc", true));
    EXPECT_FALSE(fs::exists(folder / "a.stopped.nc"));
}

TEST_F(Runaway, AirThatNoBodyIsMadeForSaysWhereAndWhenAndKeepsTheHoursBefore) {
    const auto hot = folder / "hot.txt";
    write_weather(hot, 20150701, 12, 14);
    const Study study = read_study(
        fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml",
        {"area.cell_size_m=10", "area.bounds_m=[92900,438500,93100,438700]", "sky.azimuths=24",
         "weather.file=\"" + hot.string() + "\"", "weather.days=[\"2015-07-01\"]", "weather.spin_up_days=1",
         "weather.anthropogenic_heat_w_m2=500", "weather.anthropogenic_heat_source=\"a test\""});
    const std::string said = failure(study, to("a.nc"));
    EXPECT_THAT(said, testing::ContainsRegex("thermal comfort: the air temperature at x 9[23][0-9]+.00, y "
                                             "43[89][0-9]+.00 m \\(column [0-9]+, row [0-9]+\\) is 33[3-9]"));
    EXPECT_THAT(said, testing::ContainsRegex("the step that ends at 2015-07-01T1[1-4]:00:00Z"));
    EXPECT_THAT(said, HasSubstr("a.stopped.nc keeps the "));
    EXPECT_EQ(ResultReader(folder / "a.stopped.nc").number("run_complete"), 0.0);
    EXPECT_EQ(failure(study, to("a.nc")), said) << "what the same study left is not in its way";
}

TEST_F(Runaway, WithoutAGoodStepNothingIsKept) {
    const auto hot = folder / "hot.txt";
    write_weather(hot, 20150701, 12, 14);  // in the spin-up
    const std::string said = failure(absurd(hot), to("a.nc"));
    EXPECT_THAT(said, HasSubstr("no step was finished before it, so nothing is kept"));
    EXPECT_THAT(folder.names(), ElementsAre("hot.txt"));
}

}  // namespace
}  // namespace luwte
