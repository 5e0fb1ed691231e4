// SPDX-License-Identifier: Apache-2.0
#include "models/ranking/ranking.hpp"

#include "models/ranking/field_errors.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace luwte {
namespace {

Indicator indicator_of(const char* id, const char* group, double good, double bad) {
    Indicator one;
    one.id = id, one.group = group, one.good = good, one.bad = bad;
    return one;
}
/// Heat of two parts and air of one; less is better in all.
std::vector<Indicator> three_indicators() {
    return {indicator_of("pet", "heat", 0, 10), indicator_of("hours", "heat", 0, 10),
            indicator_of("no2", "air", 0, 10)};
}
SiteValues exact(std::initializer_list<double> values) {
    SiteValues out;
    for (const double v : values)
        out.push_back(std::isnan(v) ? std::nullopt : std::optional(Estimate::exactly(v)));
    return out;
}

TEST(Ranking, WorthIsLinearBetweenTheAnchorsWhicheverIsBetter) {
    const Indicator low = indicator_of("a", "g", 29, 41), high = indicator_of("b", "g", 40, 0);
    EXPECT_DOUBLE_EQ(worth(low, 29), 1);
    EXPECT_DOUBLE_EQ(worth(low, 35), 0.5);
    EXPECT_DOUBLE_EQ(worth(low, 44), 0);
    EXPECT_DOUBLE_EQ(worth(high, 10), 0.25);
    EXPECT_DOUBLE_EQ(worth(high, 90), 1);
    const Estimate of_low = worth(low, Estimate{30, 32, 44});
    EXPECT_DOUBLE_EQ(of_low.low, 0);
    EXPECT_DOUBLE_EQ(of_low.central, 0.75);
    EXPECT_NEAR(of_low.high, 11.0 / 12, 1e-15);
    const Estimate of_high = worth(high, Estimate{0, 10, 20});
    EXPECT_DOUBLE_EQ(of_high.low, 0);
    EXPECT_DOUBLE_EQ(of_high.high, 0.5);
}

TEST(Ranking, GroupsAndTheirPartsShareTheWeight) {
    const auto all = three_indicators();
    const Ranking r = rank_sites(all, {exact({2, 4, 6}), exact({0, 0, 10})}, {});
    EXPECT_EQ(r.weight, (std::vector<double>{0.25, 0.25, 0.5}));
    EXPECT_DOUBLE_EQ(r.sites[0].score.central, 0.25 * 0.8 + 0.25 * 0.6 + 0.5 * 0.4);
    EXPECT_DOUBLE_EQ(r.sites[1].score.central, 0.5);
    EXPECT_EQ(r.order, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(r.sites[0].first_rank, 1);
    EXPECT_EQ(r.sites[1].last_rank, 2);
    const Ranking by_council =
        rank_sites(all, {exact({2, 4, 6}), exact({0, 0, 10})}, {{"heat", 3}, {"hours", 0}});
    EXPECT_EQ(by_council.weight, (std::vector<double>{0.75, 0, 0.25}));
    EXPECT_EQ(by_council.order, (std::vector<std::size_t>{1, 0}));
}

TEST(Ranking, WhatIsUnknownSomewhereScoresNowhereAndIsNeverZero) {
    const double unknown = std::nan("");
    const Ranking r =
        rank_sites(three_indicators(), {exact({5, unknown, 5}), exact({5, 0, 5}), exact({5, 10, 5})}, {});
    EXPECT_EQ(r.left_out, std::vector<std::size_t>{1});
    EXPECT_EQ(r.weight, (std::vector<double>{0.5, 0, 0.5}));
    for (const SiteScore& s : r.sites) EXPECT_DOUBLE_EQ(s.score.central, 0.5);
    // Known nowhere: no reason to warn. Nothing known at all: nobody has a rank.
    EXPECT_TRUE(rank_sites(three_indicators(), {exact({5, unknown, 5})}, {}).left_out.empty());
    const Ranking none = rank_sites(three_indicators(), {exact({unknown, unknown, unknown})}, {});
    EXPECT_TRUE(none.order.empty());
    EXPECT_EQ(none.sites[0].first_rank, 0);
}

TEST(Ranking, ASiteThatWasNotComputedStandsAsideAndTheOthersAreCompared) {
    auto all = three_indicators();
    all.push_back(indicator_of("noise", "imported", 0, 10));
    const double nothing = std::nan("");
    const Ranking r = rank_sites(
        all, {exact({2, 4, 6, 1}), exact({nothing, nothing, nothing, 0}), exact({1, 1, 1, 1})}, {});
    EXPECT_EQ(r.order, (std::vector<std::size_t>{2, 0}));
    EXPECT_GT(r.weight[0], 0);
    EXPECT_TRUE(std::isnan(r.sites[1].score.central));
    EXPECT_EQ(r.sites[1].first_rank, 0);
    EXPECT_FALSE(r.sites[1].out);
    EXPECT_EQ(r.sites[0].last_rank, 2);
}

TEST(Ranking, AKnockOutHasNoRankHoweverGoodTheRest) {
    auto all = three_indicators();
    all[2].knock_out = 8;
    Indicator road = indicator_of("road", "air", 150, 25);
    road.knock_out = 25, road.knock_out_above = false;
    all.push_back(road);
    const Ranking r =
        rank_sites(all, {exact({0, 0, 8.1, 200}), exact({9, 9, 8, 25}), exact({0, 0, 0, 24})}, {});
    EXPECT_TRUE(r.sites[0].out);
    EXPECT_EQ(r.sites[0].knock_outs[2], KnockOut::yes);
    EXPECT_FALSE(r.sites[1].out);  // on the limit
    EXPECT_TRUE(r.sites[2].out);
    EXPECT_EQ(r.order, std::vector<std::size_t>{1});
    EXPECT_EQ(r.sites[1].first_rank, 1);
    EXPECT_EQ(r.sites[0].first_rank, 0);
    EXPECT_EQ(knocked_out(all[2], {7, 7.5, 9}), KnockOut::doubtful);
    EXPECT_EQ(knocked_out(road, {20, 30, 40}), KnockOut::doubtful);
}

TEST(Ranking, SitesWhoseRangesOverlapShareRanks) {
    const std::vector<Indicator> one = {indicator_of("pet", "heat", 0, 10)};
    const auto site = [](double low, double central, double high) {
        return SiteValues{Estimate{low, central, high}};
    };
    // A chain: the first overlaps the second, the second the third, the first not the third.
    const Ranking r = rank_sites(one, {site(1, 2, 3), site(2.5, 3.5, 4.5), site(4, 5, 6), site(7, 8, 9)}, {});
    for (std::size_t n = 0; n < 3; ++n) {
        EXPECT_EQ(r.sites[n].first_rank, 1) << n;
        EXPECT_EQ(r.sites[n].last_rank, 3) << n;
    }
    EXPECT_EQ(r.sites[3].first_rank, 4);
    // One wide range joins those below it, also past a narrow one.
    const Ranking wide = rank_sites(one, {site(1, 1.1, 1.2), site(1.5, 1.5, 1.5), site(0, 2, 9)}, {});
    for (std::size_t n = 0; n < 3; ++n) EXPECT_EQ(wide.sites[n].last_rank, 3) << n;
    const Ranking apart = rank_sites(one, {site(4, 5, 6), site(1, 2, 3)}, {});
    EXPECT_EQ(apart.sites[1].last_rank, 1);
    EXPECT_EQ(apart.sites[0].first_rank, 2);
}

/// With a weight multiplied by a flip's factor the two sites are level, and just beyond they have changed.
TEST(Ranking, AFlipIsWhereTwoSitesAreLevel) {
    const auto all = three_indicators();
    const std::vector<SiteValues> sites = {exact({2, 9, 3}), exact({6, 1, 5}), exact({4, 4, 7})};
    const Weights given = {{"air", 2}, {"hours", 0.7}};
    const Ranking r = rank_sites(all, sites, given);
    ASSERT_FALSE(r.flips.empty());
    std::set<std::string> named;
    for (const Flip& flip : r.flips) {
        named.insert(flip.weight);
        const auto lead = [&](double times) {
            Weights changed = given;
            const double before = given.contains(flip.weight) ? given.at(flip.weight) : 1;
            changed[flip.weight] = before * times;
            const Ranking then = rank_sites(all, sites, changed);
            return then.sites[flip.down].score.central - then.sites[flip.up].score.central;
        };
        EXPECT_GT(lead(1), 0) << flip.weight;
        EXPECT_NEAR(lead(flip.factor), 0, 1e-12) << flip.weight;
        EXPECT_LT(lead(flip.factor + (flip.factor - 1) * 1e-3), 0) << flip.weight;
    }
    EXPECT_TRUE(named.contains("air") && named.contains("hours")) << named.size();
    EXPECT_FALSE(named.contains("no2"));  // alone in its group
}

TEST(Ranking, ASiteThatIsBetterInEverythingIsPassedByNoWeight) {
    EXPECT_TRUE(rank_sites(three_indicators(), {exact({1, 1, 1}), exact({2, 2, 2})}, {}).flips.empty());
    EXPECT_TRUE(rank_sites(three_indicators(), {}, {}).order.empty());
}

TEST(RankIndicators, AreNamedOnceWithBothLanguagesAndASource) {
    std::set<std::string> ids;
    for (const Indicator& i : indicators()) {
        EXPECT_TRUE(ids.insert(i.id).second) << i.id;
        for (const TwoTexts* of : {&i.name, &i.source, &i.status})
            EXPECT_FALSE(of->en.empty() || of->nl.empty()) << i.id;
        EXPECT_NE(i.status.en, i.status.nl) << i.id;
        EXPECT_TRUE(i.group != "imported") << i.id;
        EXPECT_FALSE(ids.contains(i.group)) << i.group;
        EXPECT_NE(i.good, i.bad) << i.id;
        EXPECT_NE(i.has_knock_out(), i.rule.en.empty()) << i.id;
        EXPECT_EQ(i.rule.en.empty(), i.rule.nl.empty()) << i.id;
    }
    EXPECT_TRUE(ids.contains("shade_12_30") && ids.contains("no2_facade"));
}

/// The table of errors is that of the committed rows: one that changes has to be changed here too.
TEST(RankErrors, AreThoseOfTheCommittedValidation) {
    std::ifstream in(LUWTE_SOURCE_DIR "/README.md");
    const std::string readme{std::istreambuf_iterator<char>(in), {}};
    for (const char* row :
         {"| tmrt_gothenburg | rmse_k | **3.83 K", "| tmrt_gothenburg | bias_k | **+2.86 K",
          "| aij_case_e | rmse_over_mean | 0.38 |", "| epa_cube_array | fac2 of the tracer | 0.61 |"})
        EXPECT_NE(readme.find(row), std::string::npos) << row;
    EXPECT_NEAR(pet_error, std::sqrt(tmrt_rmse * tmrt_rmse - tmrt_bias * tmrt_bias) * pet_per_tmrt, 0.01);
    EXPECT_NEAR(pet_bias, tmrt_bias * pet_per_tmrt, 0.05);
    EXPECT_EQ(field_errors().size(), 6u);
}

TEST(RankErrors, RangesHoldTheValue) {
    const Estimate windy = share_of_hours(0.1);
    // With a Weibull distribution of shape 2: P = exp(-(5/a)^2); 38 % more speed is 1.38 a.
    const double a = 5 / std::sqrt(-std::log(0.1));
    EXPECT_NEAR(windy.high, std::exp(-std::pow(5 / (1.38 * a), 2)), 1e-12);
    EXPECT_NEAR(windy.low, std::exp(-std::pow(5 / (0.62 * a), 2)), 1e-12);
    EXPECT_EQ(windy.central, 0.1);
    EXPECT_EQ(share_of_hours(0).high, 0);
    EXPECT_EQ(share_of_hours(1).low, 1);
    const Estimate shade = relative(90, 0.13, 100);
    EXPECT_NEAR(shade.low, 78.3, 1e-12);
    EXPECT_EQ(shade.high, 100);
}

}  // namespace
}  // namespace luwte
