// SPDX-License-Identifier: Apache-2.0
#include "models/comfort/comfort_model.hpp"

#include "kernels/comfort/utci.hpp"
#include "kernels/comfort/wbgt.hpp"
#include "kernels/core/error.hpp"
#include "models/city/plain_city.hpp"
#include "models/comfort/pet_table_cases.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

const Backend host = Backend::cpu();

using scenes::plain;

struct Climate {
    Field2D<float> air, radiant, wind, globe, wick;
    Climate(idx nx, idx ny)
        : air(host, {1, ny, nx}, "air_temperature", "K"),
          radiant(host, {1, ny, nx}, "mean_radiant_temperature", "K"),
          wind(host, {1, ny, nx}, "wind_speed", "m s-1"),
          globe(host, {1, ny, nx}, "globe_radiation", "W m-2"),
          wick(host, {1, ny, nx}, "wick_radiation", "W m-2") {
        for (idx n = 0; n < nx * ny; ++n) {
            air.host()[std::size_t(n)] = 300.0f + 0.1f * float(n % 17);
            radiant.host()[std::size_t(n)] = 296.0f + 1.7f * float(n % 29);
            wind.host()[std::size_t(n)] = 0.2f + 0.3f * float(n % 13);
            globe.host()[std::size_t(n)] = 380.0f + 11.0f * float(n % 31);
            wick.host()[std::size_t(n)] = 400.0f + 9.0f * float(n % 37);
        }
    }
    ComfortClimate at(float vapour) const { return {air, vapour, radiant, wind, globe, wick, 100500}; }
};

TEST(Comfort, MapFollowsTheFullModelCellByCell) {
    const CityModel city(host, plain(31, 9));
    const Climate climate(31, 9);
    const ComfortModel model(city, {});
    ComfortFields out(host, city.grid);
    model.step(climate.at(1700), out);
    const PetModel full{Person{}};
    for (std::size_t n = 0; n < out.pet.size(); ++n) {
        const float a = climate.air.host()[n], r = climate.radiant.host()[n], w = climate.wind.host()[n];
        ASSERT_NEAR(out.pet.host()[n], full.pet({a, r, w, 1700}), 0.1);  // the table's promise
        ASSERT_EQ(out.utci.host()[n], utci(a, r, utci_wind_ratio * w, 1700));
        const float globe = globe_temperature(a, w, 100500, climate.globe.host()[n]);
        const float wet = natural_wet_bulb(a, 1700, w, 100500, climate.wick.host()[n]);
        ASSERT_EQ(out.wbgt.host()[n], 0.7f * wet + 0.2f * globe + 0.1f * a - zero_celsius);
        ASSERT_EQ(out.pet_class.host()[n], pet_class_of(out.pet.host()[n], PetClasses{}));
    }
}

TEST(Comfort, RoofsAndMissingValuesAreLeftOutAndClipsCounted) {
    CityLayers layers = plain(5, 1);
    layers.building_height[1] = 8;
    const CityModel city(host, layers);
    Climate climate(5, 1);
    climate.radiant.host()[2] = climate.wick.host()[2] = NAN;
    climate.wind.host()[3] = 0.1f;
    const ComfortModel model(city, {});
    ComfortFields out(host, city.grid);
    const UtciClips clips = model.step(climate.at(1700), out);
    for (const std::size_t n : {1u, 2u}) {
        EXPECT_TRUE(std::isnan(out.pet.host()[n]));
        EXPECT_TRUE(std::isnan(out.utci.host()[n]));
        EXPECT_TRUE(std::isnan(out.wbgt.host()[n]));
        EXPECT_EQ(out.pet_class.host()[n], -1);
    }
    EXPECT_EQ(clips.cells, 3);
    EXPECT_EQ(clips.wind_raised, 2);  // 0.2 and 0.1 m s-1 at 1.1 m are 0.29 and 0.15 at 10 m
    EXPECT_EQ(clips.wind_lowered, 0);
    EXPECT_EQ(clips.out_of_range, 0);
}

// Matzarakis & Mayer (1996): 18, 23, 29, 35, 41 degC; a limit belongs to the class above it.
TEST(Comfort, ClassesStartAtTheirLimits) {
    const PetClasses classes;
    EXPECT_EQ(pet_class_of(-30.0f, classes), 0);
    EXPECT_EQ(pet_class_of(17.99f, classes), 0);
    EXPECT_EQ(pet_class_of(18.0f, classes), 1);
    EXPECT_EQ(pet_class_of(34.99f, classes), 3);
    EXPECT_EQ(pet_class_of(35.0f, classes), 4);
    EXPECT_EQ(pet_class_of(60.0f, classes), 5);
    EXPECT_EQ(pet_class_of(NAN, classes), -1);
}

TEST(Comfort, HasTheSameBytesForAnyNumberOfThreads) {
    const CityModel city(host, plain(64, 33));
    const Climate climate(64, 33);
    const ComfortModel model(city, {});
    ComfortFields one(host, city.grid), three(host, city.grid);
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    model.step(climate.at(2100), one);
    omp_set_num_threads(3);
    model.step(climate.at(2100), three);
    omp_set_num_threads(threads);
    EXPECT_TRUE(std::ranges::equal(one.pet.host(), three.pet.host()));
    EXPECT_TRUE(std::ranges::equal(one.utci.host(), three.utci.host()));
    EXPECT_TRUE(std::ranges::equal(one.wbgt.host(), three.wbgt.host()));
}

TEST(Comfort, RefusesAClimateThatTheModelIsNotMadeFor) {
    const CityModel city(host, plain(4, 4));
    Climate climate(4, 4);
    const ComfortModel model(city, {});
    ComfortFields out(host, city.grid);
    climate.radiant.host()[3] = 500;
    try {
        model.step(climate.at(1500), out);
        FAIL() << "no error";
    } catch (const ComfortOutOfRange& error) {
        EXPECT_NE(std::string(error.what())
                      .find("mean radiant temperature at x 3.50, y 0.50 m (column 3, row 0) "
                            "is 500.00 K; PET is made for 213.15 to 393.15 K"),
                  std::string::npos)
            << error.what();
    }
    const Climate other(5, 4);
    EXPECT_THROW(model.step(other.at(1500), out), RuntimeError);
}

// A node at a whole multiple of the spacing is the model itself, but for float.
TEST(PetTable, IsExactAtItsNodes) {
    const PetModel model{Person{}};
    const PetTable table(host, model, {300, 303, 290, 340, 0.3f, 5}, 1800);
    const auto v = table.view();
    for (idx k = 0; k < v.wind.count; k += 5)
        for (idx i = 0; i < v.radiant.count; i += 7) {
            const double root = v.wind.node(k), wind = root * root * root * root;
            EXPECT_NEAR(v(301, v.radiant.node(i), float(wind)),
                        model.pet({301, v.radiant.node(i), wind, 1800}), 2e-4);
        }
}

TEST(PetTable, FollowsTheFullModelOnAHotAfternoon) {
    const auto error = pet_table_error(PetModel{Person{}}, {303, 306, 296, 345, 0.3f, 8}, 1800, 5000, 3);
    EXPECT_LE(error.worst, 0.1) << error.air << " " << error.radiant << " " << error.wind;
}

TEST(PetTable, CanHoldASingleValue) {
    const PetModel model{Person{}};
    const PetTable table(host, model, {300, 300, 310, 310, 1, 1}, 1500);
    EXPECT_NEAR(table.view()(300, 310, 1), model.pet({300, 310, 1, 1500}), 0.01);
}

}  // namespace
}  // namespace luwte
