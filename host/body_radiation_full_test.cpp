// SPDX-License-Identifier: Apache-2.0
// What a body receives in a run's file: six directions, at a height that the study sets.
#include "host/output/hdf5.hpp"
#include "host/output/result_reader.hpp"
#include "host/run.hpp"
#include "inputs/study/read_study.hpp"

#include <cmath>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using Map = std::vector<float>;
using testing::HasSubstr;

constexpr std::array<const char*, 4> sides = {"north", "east", "south", "west"};

class BodyRadiation : public testing::Test {
  protected:
    fs::path folder = fs::temp_directory_path() / ("luwte-body-" + std::to_string(::getpid()));
    std::atomic<bool> stop{false};

    BodyRadiation() {
        fs::create_directories(folder);
        setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1);
    }
    ~BodyRadiation() override { fs::remove_all(folder); }

    /// 200 x 200 m of the sample on 2 m cells with a coarse sky.
    ResultReader run(const std::string& name, std::vector<std::string> more) {
        std::vector<std::string> overrides = {"area.bounds_m=[93000, 438600, 93200, 438800]",
                                              "area.cell_size_m=2", "sky.azimuths=24"};
        overrides.insert(overrides.end(), more.begin(), more.end());
        RunOptions options;
        options.output = folder / name;
        options.stop = &stop;
        run_study(read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml", overrides), options);
        return ResultReader(folder / name);
    }
    /// An attribute of a field that is a number.
    double number(const std::string& name, const char* field, const char* attribute) const {
        const h5::Handle f(H5Fopen((folder / name).c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
        const h5::Handle d(H5Dopen2(f, field, H5P_DEFAULT), H5Dclose, field);
        const h5::Handle at(H5Aopen(d, attribute, H5P_DEFAULT), H5Aclose, attribute);
        double value = 0;
        EXPECT_GE(H5Aread(at, H5T_NATIVE_DOUBLE, &value), 0);
        return value;
    }
};

const std::string fields =
    "output.fields=[\"six_directions\", \"mean_radiant_temperature\", \"mean_radiant_temperature_sphere\", "
    "\"shadow_fraction\", \"surface_temperature\", \"air_temperature\", \"wind_speed\", \"pet\", \"utci\", "
    "\"wbgt\"]";

/// Sum over the four sides in a step [W m-2].
Map of_sides(const ResultReader& result, const std::string& prefix, int step) {
    Map sum;
    for (const char* side : sides) {
        const Map flux = result.read_map(prefix + "_from_" + side, step);
        sum.resize(flux.size());
        for (std::size_t c = 0; c < flux.size(); ++c) sum[c] += flux[c];
    }
    return sum;
}
Map of_ends(const ResultReader& result, const std::string& prefix, int step) {
    Map sum = result.read_map(prefix + "_from_above", step);
    const Map below = result.read_map(prefix + "_from_below", step);
    for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += below[c];
    return sum;
}

/// (12) of what the fluxes of the file add up to [K].
double made_of(double shortwave, double longwave) {
    return std::pow((0.70 * shortwave + 0.97 * longwave) / (0.97 * 5.670374419e-8), 0.25);
}

TEST_F(BodyRadiation, SixDirectionsInTheFileMakeBothMeanRadiantTemperatures) {
    const ResultReader result = run("a.nc", {fields});
    int shaded = 0, sunny = 0;
    for (int n = 0; n < int(result.times().size()); ++n) {
        const Map k_sides = of_sides(result, "shortwave", n), k_ends = of_ends(result, "shortwave", n),
                  l_sides = of_sides(result, "longwave", n), l_ends = of_ends(result, "longwave", n);
        const Map tmrt = result.read_map("mean_radiant_temperature", n),
                  sphere = result.read_map("mean_radiant_temperature_sphere", n),
                  shade = result.read_map("shadow_fraction", n);
        const bool night = n < 4 || n > 21;
        for (std::size_t c = 0; c < tmrt.size(); ++c) {
            const double standing =
                made_of(0.22 * k_sides[c] + 0.06 * k_ends[c], 0.22 * l_sides[c] + 0.06 * l_ends[c]);
            const double round = made_of((k_sides[c] + k_ends[c]) / 6, (l_sides[c] + l_ends[c]) / 6);
            if (night) {  // half a rounding of each flux, 1/16 W m-2, and of the temperature
                ASSERT_NEAR(tmrt[c], standing, 0.03) << "step " << n << ", cell " << c;
                ASSERT_NEAR(sphere[c], round, 0.03) << "step " << n << ", cell " << c;
                ++shaded;
            } else {  // a box and a body have other shares in the sun
                ASSERT_NEAR(tmrt[c], standing, 4) << "step " << n << ", cell " << c;
                ASSERT_NEAR(sphere[c], round, 4) << "step " << n << ", cell " << c;
                sunny += shade[c] == 0 && std::fabs(double(tmrt[c]) - standing) > 0.3;
            }
        }
    }
    EXPECT_GT(shaded, 10000);
    EXPECT_GT(sunny, 10000);
    EXPECT_FALSE(run("plain.nc", {}).has("longwave_from_east"));
}

TEST_F(BodyRadiation, SidesThatFaceTheSunGetIt) {
    const ResultReader result = run("a.nc", {fields});
    // Of cells in the sun all the step, mean shortwave on each side, in steps that end at 7, 12 and 17 UTC.
    const auto mean = [&](int step) {
        const Map shade = result.read_map("shadow_fraction", step);
        std::array<double, 4> sum{};
        int count = 0;
        for (const float s : shade) count += s == 0;
        for (std::size_t q = 0; q < 4; ++q) {
            const Map flux = result.read_map(std::string("shortwave_from_") + sides[q], step);
            for (std::size_t c = 0; c < flux.size(); ++c)
                if (shade[c] == 0) sum[q] += double(flux[c]) / count;
        }
        EXPECT_GT(count, 1000);
        return sum;
    };
    const auto morning = mean(8), noon = mean(13), evening = mean(18);
    EXPECT_GT(morning[1], morning[3] + 200);  // east, west
    EXPECT_GT(evening[3], evening[1] + 200);
    EXPECT_GT(noon[2], noon[0] + 200);  // south, north
    EXPECT_NEAR(noon[1], noon[3], 200);
}

TEST_F(BodyRadiation, LongerStepsAreTheMeansOfTheirHours) {
    const ResultReader hours = run("hours.nc", {fields}),
                       longer = run("longer.nc", {fields, "output.interval_min=180"});
    for (const char* name : {"shortwave_from_west", "longwave_from_below", "longwave_from_north",
                             "mean_radiant_temperature_sphere"}) {
        const Map mean = longer.read_map(name, 5);
        std::vector<double> sum(mean.size());
        for (int n = 15; n < 18; ++n) {
            const Map hour = hours.read_map(name, n);
            for (std::size_t c = 0; c < hour.size(); ++c) sum[c] += double(hour[c]) / 3;
        }
        for (std::size_t c = 0; c < mean.size(); ++c) ASSERT_NEAR(mean[c], sum[c], 0.13) << name;
    }
}

TEST_F(BodyRadiation, AChildsHeightIsNearerToWarmGround) {
    const ResultReader adult = run("adult.nc", {fields}),
                       child = run("child.nc", {fields, "person.radiation_height_m=0.8"});
    for (const char* field : {"pet", "utci", "wbgt", "pet_max", "hours_pet_above_35",
                              "mean_radiant_temperature", "longwave_from_east"}) {
        EXPECT_EQ(number("adult.nc", field, "height_above_ground"), 1.1) << field;
        EXPECT_EQ(number("child.nc", field, "height_above_ground"), 0.8) << field;
    }
    EXPECT_EQ(number("child.nc", "longwave_from_east", "side_azimuth"), 90);
    EXPECT_THAT(child.text("summary"), HasSubstr("WBGT at 0.8 m"));
    EXPECT_THAT(child.provenance("rules_json"), HasSubstr("radiation on a person: at 0.8 m"));
    // What has nothing to do with a body stays.
    for (const char* field : {"air_temperature", "wind_speed"}) {
        EXPECT_EQ(number("child.nc", field, "height_above_ground"), 1.1) << field;
        EXPECT_EQ(adult.read_map(field, 14), child.read_map(field, 14)) << field;
    }
    for (const char* field : {"surface_temperature", "shadow_fraction", "longwave_from_below"})
        EXPECT_EQ(adult.read_map(field, 14), child.read_map(field, 14)) << field;

    // 14 to 15 h: ground that is warmer or cooler than what lies within 8 m of it.
    const int nx = int(adult.grid().nx), ny = int(adult.grid().ny), step = 14;
    const Map ground = adult.read_map("surface_temperature", step), roof = adult.read_map("building_height"),
              shade = adult.read_map("shadow_fraction", step);
    const Map l = of_sides(adult, "longwave", step), l_low = of_sides(child, "longwave", step);
    const Map tmrt = adult.read_map("mean_radiant_temperature", step),
              tmrt_low = child.read_map("mean_radiant_temperature", step),
              sphere = adult.read_map("mean_radiant_temperature_sphere", step),
              sphere_low = child.read_map("mean_radiant_temperature_sphere", step);
    struct Means {
        double longwave = 0, tmrt = 0, sphere = 0, pet = 0, utci = 0, wbgt = 0;
        int count = 0;
    } warm, cool;
    const Map pet = adult.read_map("pet", step), pet_low = child.read_map("pet", step),
              utci = adult.read_map("utci", step), utci_low = child.read_map("utci", step),
              wbgt = adult.read_map("wbgt", step), wbgt_low = child.read_map("wbgt", step);
    constexpr int reach = 4;
    for (int j = reach; j < ny - reach; ++j)
        for (int i = reach; i < nx - reach; ++i) {
            double around = 0;
            bool open = true;
            for (int dj = -reach; dj <= reach; ++dj)
                for (int di = -reach; di <= reach; ++di) {
                    const auto c = std::size_t((j + dj) * nx + i + di);
                    around += double(ground[c]) / ((2 * reach + 1) * (2 * reach + 1));
                    open = open && roof[c] == 0;
                }
            const auto c = std::size_t(j * nx + i);
            const double more = double(ground[c]) - around;
            if (!open || shade[c] > 0 || std::fabs(more) < 3) continue;
            Means& m = more > 0 ? warm : cool;
            m.longwave += double(l_low[c]) - double(l[c]);
            m.tmrt += double(tmrt_low[c]) - double(tmrt[c]);
            m.sphere += double(sphere_low[c]) - double(sphere[c]);
            m.pet += double(pet_low[c]) - double(pet[c]);
            m.utci += double(utci_low[c]) - double(utci[c]);
            m.wbgt += double(wbgt_low[c]) - double(wbgt[c]);
            ++m.count;
        }
    ASSERT_GT(warm.count, 20);
    ASSERT_GT(cool.count, 20);
    EXPECT_GT(warm.longwave / warm.count, 1);
    EXPECT_LT(cool.longwave / cool.count, -1);
    for (const double Means::*difference :
         {&Means::tmrt, &Means::sphere, &Means::pet, &Means::utci, &Means::wbgt}) {
        EXPECT_GT(warm.*difference, 0);
        EXPECT_LT(cool.*difference, 0);
    }
}

}  // namespace
}  // namespace luwte
