// SPDX-License-Identifier: Apache-2.0
#include "models/wind_comfort/wind_comfort.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

/// WindHours at some speeds, all from one direction.
struct WindHours {
    std::vector<double> speed, from;
    void add(int count, double at, double from_deg) {
        speed.insert(speed.end(), std::size_t(count), at);
        from.insert(from.end(), std::size_t(count), from_deg);
    }
    WindStatistics statistics(int sectors) const { return {speed, from, sectors}; }
};

WindNuisance nuisance_of(const WindStatistics& statistics, const std::vector<float>& ratios) {
    Field3D<float> ratio(Backend::cpu(), {statistics.sectors, 1, 1}, "ratio", "1");
    std::ranges::copy(ratios, ratio.host().begin());
    return WindNuisance(Backend::cpu(), ratio, statistics);
}

TEST(WindComfort, ATestVectorForEachClass) {
    struct Vector {
        int hours_of_10000;
        int comfort;
    };
    for (const Vector v : {Vector{0, 0},
                           {249, 0},
                           {251, 1},
                           {499, 1},
                           {501, 2},
                           {999, 2},
                           {1001, 3},
                           {1999, 3},
                           {2001, 4},
                           {10000, 4}}) {
        WindHours h;
        h.add(v.hours_of_10000, 8, 240), h.add(10000 - v.hours_of_10000, 2, 240);
        const WindNuisance n = nuisance_of(h.statistics(1), {1});
        EXPECT_EQ(n.comfort_class.view()(0, 0), v.comfort) << v.hours_of_10000;
        EXPECT_NEAR(n.comfort_share.view()(0, 0), v.hours_of_10000 / 10000.0, 1e-6);
        EXPECT_EQ(n.danger_class.view()(0, 0), 0);
    }
    for (const Vector v : {Vector{0, 0}, {4, 0}, {6, 1}, {29, 1}, {31, 2}}) {
        WindHours h;
        h.add(v.hours_of_10000, 20, 240), h.add(10000 - v.hours_of_10000, 2, 240);
        EXPECT_EQ(nuisance_of(h.statistics(1), {1}).danger_class.view()(0, 0), v.comfort) << v.hours_of_10000;
    }
}

TEST(WindComfort, AShareOnALimitIsOfTheWorseClass) {
    const wind_comfort::Limits limits;
    EXPECT_EQ(limits.comfort_class(limits.b), 1);
    EXPECT_EQ(limits.comfort_class(limits.e), 4);
    EXPECT_EQ(limits.danger_class(limits.limited_risk), 1);
    EXPECT_EQ(limits.danger_class(limits.dangerous), 2);
}

TEST(WindComfort, SectorsHaveTheirOwnRatios) {
    WindHours h;
    h.add(600, 8, 270), h.add(400, 8, 90);
    const WindStatistics statistics = h.statistics(4);
    // Half of 8 m/s is below 5 m/s.
    EXPECT_NEAR(nuisance_of(statistics, {0, 1, 0, 0.5}).comfort_share.view()(0, 0), 0.4, 1e-6);
    EXPECT_NEAR(nuisance_of(statistics, {0, 0.5, 0, 1}).comfort_share.view()(0, 0), 0.6, 1e-6);
    EXPECT_NEAR(nuisance_of(statistics, {1, 0.5, 1, 0.5}).comfort_share.view()(0, 0), 0, 1e-6);
    EXPECT_EQ(nuisance_of(statistics, {0, 0, 0, 0}).comfort_class.view()(0, 0), 0);
    EXPECT_NEAR(nuisance_of(statistics, {0, 2, 0, 2}).danger_share.view()(0, 0), 1, 1e-6);
}

TEST(WindComfort, DirectionsGoToTheNearestSectorAndVariableWindToAll) {
    WindHours h;
    h.add(1, 8, 350), h.add(1, 8, 14), h.add(1, 8, 360), h.add(1, 8, 16), h.add(12, 8, not_measured);
    const WindStatistics s = h.statistics(12);
    const auto share = [&](int sector) {
        return s.share_above[std::size_t(sector * WindStatistics::speeds)];
    };
    EXPECT_NEAR(share(0), 4 / 16.0, 1e-6);
    EXPECT_NEAR(share(1), 2 / 16.0, 1e-6);
    EXPECT_NEAR(share(2), 1 / 16.0, 1e-6);
}

TEST(WindComfort, NoRatioNoClass) {
    WindHours h;
    h.add(10, 8, 0);
    const WindNuisance n = nuisance_of(h.statistics(2), {1, std::numeric_limits<float>::quiet_NaN()});
    EXPECT_TRUE(std::isnan(n.comfort_share.view()(0, 0)));
    EXPECT_EQ(n.comfort_class.view()(0, 0), -1);
    EXPECT_EQ(n.danger_class.view()(0, 0), -1);
}

TEST(WindComfort, HoursWithoutWindDoNotCountAndErrorsNameTheHour) {
    WindHours h;
    h.add(1, 8, 0), h.add(3, not_measured, 0), h.add(1, 2, 0);
    EXPECT_NEAR(nuisance_of(h.statistics(1), {1}).comfort_share.view()(0, 0), 0.5, 1e-6);
    h.add(1, 99, 0);
    const auto message = [](const WindHours& hours) {
        try {
            hours.statistics(1);
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    EXPECT_NE(message(h).find("hour 6 of the wind statistics"), std::string::npos) << message(h);
    WindHours none;
    none.add(5, not_measured, 0);
    EXPECT_NE(message(none).find("no hour of the station has a wind speed"), std::string::npos);
}

// ln(60 / 0.03) / ln(10 / 0.03) = 7.6009 / 5.8091.
TEST(WindComfort, SixtyMetresHaveAThirdMoreWindThanTen) { EXPECT_NEAR(wind_60_over_10(), 1.3084, 1e-4); }

}  // namespace
}  // namespace luwte
