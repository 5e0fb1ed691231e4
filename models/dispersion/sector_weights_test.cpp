// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/sector_weights.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>
#include <numeric>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();
constexpr double degree = std::numbers::pi / 180;

/// Without fields: only its sectors' inflow counts here.
WindLibrary library(int sectors, double roughness) {
    WindLibrary l;
    l.sectors.resize(std::size_t(sectors));
    for (int n = 0; n < sectors; ++n) {
        l.sectors[std::size_t(n)].from_deg = 360.0 * n / sectors;
        l.sectors[std::size_t(n)].report.inflow.roughness = roughness;
    }
    return l;
}

struct Wind {
    double speed, from_deg;
};
WeatherSeries record(std::initializer_list<Wind> hours) {
    WeatherSeries w;
    for (const Wind& h : hours) {
        WeatherHour hour{};
        hour.end_s = 3600.0 * double(w.hours.size() + 1);
        hour.wind_speed = float(h.speed), hour.wind_from_direction = float(h.from_deg * degree);
        w.hours.push_back(hour);
    }
    return w;
}
/// Libraries of one alone.
std::span<const WindLibrary> alone(const WindLibrary& l) { return {&l, 1}; }
double sum(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }

/// Over z0 = 0.001 m the direction turns by 4.7 degrees: less than the interpolation between 12 sectors.
TEST(SectorWeights, OneWindIsSharedByItsTwoSectors) {
    const WindLibrary l = library(12, 0.001);
    const SectorWeights w = sector_weights(record({{4, 40}}), alone(l));
    const double per_speed = 1 / l.reference_of(l.sectors[0], 4);
    for (std::size_t s = 0; s < 12; ++s)
        EXPECT_NEAR(w.per_speed[s], per_speed * (s == 1 ? 2 / 3. : s == 2 ? 1 / 3. : 0), 1e-7) << s;
    EXPECT_EQ(w.hours, 1);
    EXPECT_NEAR(w.most_spread, 1.9 * 0.4 / std::log(10001.) / degree, 1e-5);
    EXPECT_NEAR(w.sector_spread, 30 / std::sqrt(6.), 1e-12);
}

TEST(SectorWeights, AYearIsTheMeanOfItsHoursAndAgeGoesWithOneOverSpeedOnceMore) {
    WindLibrary l = library(12, 0.8);
    l.sectors[3].report.inflow.roughness = 0.1;
    const auto weather = record({{4, 40}, {0.3, 355}, {3, none}});
    const SectorsOfHour hours(alone(l));
    std::vector<double> mean(12, 0.0);
    for (const WeatherHour& hour : weather.hours) {
        const double speed = double(hour.wind_speed), from = double(hour.wind_from_direction);
        const std::vector<double> once = hours.per_speed(speed, from, 0),
                                  twice = hours.per_speed_squared(speed, from, 0);
        for (std::size_t s = 0; s < 12; ++s) {
            mean[s] += once[s] / 3;
            EXPECT_NEAR(twice[s] * l.reference_of(l.sectors[s], std::max(speed, 1.0)), once[s], 1e-15);
        }
    }
    const SectorWeights year = sector_weights(weather, alone(l));
    for (std::size_t s = 0; s < 12; ++s) EXPECT_NEAR(mean[s], year.per_speed[s], 1e-12) << s;
    EXPECT_THROW(SectorsOfHour(alone(WindLibrary{})), RuntimeError);
}

TEST(SectorWeights, SectorsAddUpToTheMeanOfOneOverSpeed) {
    for (const int sectors : {12, 36}) {
        const WindLibrary l = library(sectors, 0.8);
        const auto weather = record({{4, 40}, {2.5, 355}, {7, 181}, {0, 0}, {none, 20}, {3, none}});
        const SectorWeights w = sector_weights(weather, alone(l));
        double mean = 0;
        for (const double speed : {4., 2.5, 7., 1., 3.}) mean += 1 / l.reference_of(l.sectors[0], speed) / 5;
        EXPECT_NEAR(sum(w.per_speed) / mean, 1, 1e-12);
        EXPECT_EQ(w.hours, 5);
        EXPECT_EQ(w.without_speed, 1);
        EXPECT_EQ(w.below_floor, 1);
        EXPECT_EQ(w.without_direction, 1);
        EXPECT_EQ(w.begin_s, 0);
        EXPECT_EQ(w.end_s, 6 * 3600);
    }
}

TEST(SectorWeights, AUniformRoseWeighsAllAlike) {
    WeatherSeries w;
    for (int n = 0; n < 72; ++n) w.hours.push_back(record({{5, 5.0 * n}}).hours[0]);
    for (const double roughness : {0.001, 0.5, 2.0}) {
        const SectorWeights weights = sector_weights(w, alone(library(12, roughness)));
        for (const double weight : weights.per_speed) EXPECT_NEAR(weight / weights.per_speed[0], 1, 1e-5);
    }
    // So do hours without direction.
    const SectorWeights calm = sector_weights(record({{5, none}}), alone(library(12, 0.5)));
    for (const double weight : calm.per_speed) EXPECT_DOUBLE_EQ(weight, calm.per_speed[0]);
}

TEST(SectorWeights, HalfTheSpeedIsTwiceTheWeightDownToTheFloor) {
    const WindLibrary l = library(12, 0.3);
    const auto at = [&](double speed) {
        return sector_weights(record({{speed, 100}}), alone(l)).per_speed[3];
    };
    EXPECT_NEAR(at(2) / at(4), 2, 1e-12);
    EXPECT_NEAR(at(1) / at(4), 4, 1e-12);
    EXPECT_EQ(at(0.2), at(1));
    EXPECT_EQ(at(0), at(1));
}

TEST(SectorWeights, LandOfEachSectorCounts) {
    WindLibrary l = library(12, 0.1);
    l.sectors[3].report.inflow.roughness = 1;
    const SectorWeights w = sector_weights(record({{5, 90}}), alone(l));
    const double turned = sector_weights(record({{5, 90}}), alone(library(12, 1))).per_speed[3];
    EXPECT_NEAR(w.per_speed[3] / turned, 1, 1e-6);  // directions are floats
    EXPECT_LT(w.least_spread, w.most_spread);
}

TEST(SectorWeights, TheDirectionSpreadsAsItShould) {
    // 36 sectors, 20 degrees: the variance of sectors around the mean direction is 400.
    for (const double from : {0., 3., 187.5, 359.}) {
        const std::vector<double> share = sector_shares(from, 20, 36);
        EXPECT_NEAR(sum(share), 1, 1e-12);
        double mean = 0, variance = 0;
        for (int n = 0; n < 36; ++n) {
            const double apart = std::remainder(10.0 * n - from, 360);
            mean += share[std::size_t(n)] * apart;
            variance += share[std::size_t(n)] * apart * apart;
        }
        EXPECT_NEAR(mean, 0, 1e-9);
        EXPECT_NEAR(variance, 400, 0.05);
    }
    // Of 12 sectors interpolating spreads more than 5 degrees: the two nearest, no other.
    const std::vector<double> share = sector_shares(350, 5, 12);
    EXPECT_NEAR(share[11], 1 / 3., 1e-12);
    EXPECT_NEAR(share[0], 2 / 3., 1e-12);
    EXPECT_EQ(share[1], 0);
    // The integral of a Gaussian times what is linear between sectors, by a plain sum.
    const double width = 30, spread = 18, added = std::sqrt(spread * spread - width * width / 6);
    const std::vector<double> exact = sector_shares(77, spread, 12);
    for (int n = 0; n < 12; ++n) {
        double by_sum = 0;
        for (double turn = -90; turn < 90; turn += 0.01)
            by_sum += 0.01 / (added * std::sqrt(2 * std::numbers::pi)) *
                      std::exp(-0.5 * turn * turn / (added * added)) *
                      std::max(1 - std::abs(std::remainder(77 + turn - width * n, 360)) / width, 0.0);
        EXPECT_NEAR(exact[std::size_t(n)], by_sum, 1e-5) << n;
    }
}

TEST(SectorWeights, TrafficWeighsItsHours) {
    const WindLibrary l = library(12, 0.001);
    const double traffic[] = {3, 1};
    const auto weather = record({{4, 90}, {4, 180}});
    const SectorWeights w = sector_weights(weather, alone(l), traffic);
    const double per_speed = 1 / l.reference_of(l.sectors[0], 4);
    EXPECT_NEAR(w.per_speed[3], 0.75 * per_speed, 1e-7);
    EXPECT_NEAR(w.per_speed[6], 0.25 * per_speed, 1e-7);
    const double nothing[] = {0, 0};
    EXPECT_THROW(sector_weights(weather, alone(l), nothing), InputError);
    EXPECT_THROW(sector_weights(weather, alone(l), std::span(traffic, 1)), RuntimeError);
    EXPECT_THROW(sector_weights(record({{none, 90}}), alone(l)), InputError);
    EXPECT_THROW(sector_weights({}, alone(l)), InputError);
    EXPECT_THROW(sector_weights(weather, alone(WindLibrary{})), RuntimeError);
}

/// Stable, neutral and unstable air over the same land, as wind.stability_classes has it.
std::vector<WindLibrary> three_classes(double roughness) {
    std::vector<WindLibrary> all;
    for (const double per_length : {-class_per_length, 0.0, class_per_length}) {
        all.push_back(library(12, roughness));
        all.back().per_length = per_length;
    }
    return all;
}

// Property 52: a year in neutral air, in whatever libraries, is that of the neutral library, to the bit.
TEST(StabilityWeights, NeutralHoursAreThoseOfTheNeutralLibraryAlone) {
    const std::vector<WindLibrary> all = three_classes(0.5);
    const auto weather = record({{4, 40}, {0.3, 355}, {3, none}, {none, 3}});
    const double traffic[] = {1, 2, 0.5, 1}, neutral[] = {0, 0, 0, 0}, unknown[] = {none, none, none, none};
    const SectorWeights one = sector_weights(weather, std::span(all).subspan(1, 1), traffic);
    for (const std::span<const double> per_length : {std::span<const double>(neutral), {unknown}, {}}) {
        const SectorWeights w = sector_weights(weather, all, traffic, per_length);
        ASSERT_EQ(w.per_speed.size(), 36u);
        for (std::size_t s = 0; s < 12; ++s) {
            EXPECT_EQ(w.per_speed[12 + s], one.per_speed[s]);
            EXPECT_EQ(w.per_speed[s], 0) << "unstable";
            EXPECT_EQ(w.per_speed[24 + s], 0) << "stable";
        }
        EXPECT_EQ(w.of_class, (std::vector<double>{0, 1, 0}));
        EXPECT_EQ(w.without_stability, per_length.data() == unknown ? 3 : 0);
    }
    EXPECT_THROW(sector_weights(weather, all, {}, std::span(neutral, 2)), RuntimeError);
    std::vector<WindLibrary> other = three_classes(0.5);
    other[2] = library(36, 0.5);
    EXPECT_THROW(sector_weights(weather, other), RuntimeError);
}

// Property 53: shares of classes are linear in 1 / L and add up; each class has its own reference speed.
TEST(StabilityWeights, ClassesShareAnHourAndAddUp) {
    const std::vector<WindLibrary> all = three_classes(0.5);
    const auto weather = record({{4, 40}, {4, 40}, {2, 40}, {2, 40}});
    const double per_length[] = {0.005, -0.01, 0.7, -0.3};
    const SectorWeights w = sector_weights(weather, all, {}, per_length);
    const std::vector<double> shares = {(0.5 + 1) / 4, (0.75 + 0.5) / 4, (0.25 + 1) / 4};
    const auto slowness = [&](std::size_t n) { return 1 / all[n].reference_of(all[n].sectors[0], 1); };
    const std::vector<double> speeds = {(0.5 / 4 + 1 / 2.) / 4, (0.75 + 0.5) / 4 / 4,
                                        (0.25 / 4 + 1 / 2.) / 4};
    for (std::size_t n = 0; n < 3; ++n) {
        EXPECT_NEAR(w.of_class[n], shares[n], 1e-12) << n;
        const auto begin = w.per_speed.begin() + std::ptrdiff_t(12 * n);
        EXPECT_NEAR(std::accumulate(begin, begin + 12, 0.0), speeds[n] * slowness(n), 1e-12) << n;
    }
    EXPECT_NEAR(sum(w.of_class), 1, 1e-12);
    EXPECT_EQ(w.too_stable, 1);
    EXPECT_EQ(w.too_unstable, 1);
    // Under one wind over grass stable air has less of it at 10 m over rougher land.
    EXPECT_GT(slowness(2), slowness(1));
    EXPECT_GT(slowness(1), slowness(0));
}

// Property 54: what direction turns by goes with u* over the wind at 10 m.
TEST(StabilityWeights, DirectionTurnsLessInStableAir) {
    EXPECT_LT(direction_spread(0.5, 0.02), direction_spread(0.5));
    EXPECT_GT(direction_spread(0.5, -0.02), direction_spread(0.5));
    EXPECT_NEAR(direction_spread(0.5, 1e-9), direction_spread(0.5), 1e-6);
}

}  // namespace
}  // namespace luwte
