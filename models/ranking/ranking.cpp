// SPDX-License-Identifier: Apache-2.0
#include "models/ranking/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace luwte {
namespace {

double weight_of(const Weights& weights, const std::string& name) {
    const auto found = weights.find(name);
    return found == weights.end() ? 1 : found->second;
}

/// Weights of a ranking as products of those of groups and of their parts.
struct Parts {
    std::vector<std::string> groups;           ///< with something that scores, in order
    std::vector<double> group;                 ///< weight of each, as given
    std::vector<std::vector<std::size_t>> of;  ///< indicators of each
    std::vector<std::vector<double>> part;     ///< their weights, as given
};

Parts parts_of(const std::vector<Indicator>& indicators, const std::vector<bool>& scores,
               const Weights& weights) {
    Parts p;
    for (std::size_t n = 0; n < indicators.size(); ++n) {
        const double own = weight_of(weights, indicators[n].id);
        if (!scores[n] || !(own > 0)) continue;
        const auto at = std::ranges::find(p.groups, indicators[n].group) - p.groups.begin();
        if (std::size_t(at) == p.groups.size()) {
            p.groups.push_back(indicators[n].group);
            p.group.push_back(weight_of(weights, indicators[n].group));
            p.of.emplace_back(), p.part.emplace_back();
        }
        p.of[std::size_t(at)].push_back(n), p.part[std::size_t(at)].push_back(own);
    }
    return p;
}

double sum(const std::vector<double>& list) { return std::accumulate(list.begin(), list.end(), 0.0); }

/// Keeps of a weight the flip nearest to 1 on either side.
void keep_nearest(std::vector<Flip>& flips, const Flip& flip) {
    constexpr double most = 100;  // beyond that no council goes
    if (!(flip.factor >= 0 && flip.factor <= most) || flip.factor == 1) return;
    for (Flip& other : flips)
        if (other.weight == flip.weight && (other.factor < 1) == (flip.factor < 1)) {
            if (std::abs(flip.factor - 1) < std::abs(other.factor - 1)) other = flip;
            return;
        }
    flips.push_back(flip);
}

/// (8) With worth differences d of two sites, group weights W and parts v of their sums:
///     a group:        sum_h W_h D_h + (f - 1) W_g D_g = 0,  D_h = sum_i v_i d_i / sum_i v_i
///     an indicator k: O + W_g (R + f v_k d_k) / (S + f v_k) = 0,  O of the other groups, R and S of the
///                     group's other parts
void find_flips(const Parts& p, const std::vector<Indicator>& indicators,
                const std::vector<double>& difference, std::size_t better, std::size_t worse,
                std::vector<Flip>& flips) {
    std::vector<double> in_group;  // sum_i v_i d_i
    double all = 0;
    for (std::size_t g = 0; g < p.groups.size(); ++g) {
        in_group.push_back(0);
        for (std::size_t n = 0; n < p.of[g].size(); ++n) in_group[g] += p.part[g][n] * difference[p.of[g][n]];
        all += p.group[g] * in_group[g] / sum(p.part[g]);
    }
    for (std::size_t g = 0; g < p.groups.size(); ++g) {
        const double parts = sum(p.part[g]), own = p.group[g] * in_group[g] / parts, others = all - own;
        if (own != 0) keep_nearest(flips, {p.groups[g], -others / own, worse, better});
        if (p.of[g].size() == 1) continue;  // its weight within the group changes nothing
        for (std::size_t n = 0; n < p.of[g].size(); ++n) {
            const double v = p.part[g][n], d = difference[p.of[g][n]];
            const double slope = v * (others + p.group[g] * d);
            const double rest = others * (parts - v) + p.group[g] * (in_group[g] - v * d);
            if (slope != 0) keep_nearest(flips, {indicators[p.of[g][n]].id, -rest / slope, worse, better});
        }
    }
}

/// (6): ranks of sites in their order; a chain of ranges that overlap shares its ranks.
void give_ranks(Ranking& r) {
    std::size_t begin = 0;
    for (std::size_t n = 1; n <= r.order.size(); ++n) {
        double lowest = 1e9;
        for (std::size_t m = begin; m < n; ++m) lowest = std::min(lowest, r.sites[r.order[m]].score.low);
        bool joined = false;  // also by one further down
        for (std::size_t m = n; m < r.order.size(); ++m)
            joined = joined || r.sites[r.order[m]].score.high >= lowest;
        if (joined) continue;
        for (std::size_t m = begin; m < n; ++m)
            r.sites[r.order[m]].first_rank = int(begin) + 1, r.sites[r.order[m]].last_rank = int(n);
        begin = n;
    }
}

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
constexpr Estimate unknown_score{not_known, not_known, not_known};

/// Sites of which anything but imported scores is known; all, where that is none.
std::vector<bool> computed_sites(const std::vector<Indicator>& indicators,
                                 const std::vector<SiteValues>& sites) {
    std::vector<bool> computed;
    for (const SiteValues& values : sites) {
        bool known = false;
        for (std::size_t n = 0; n < indicators.size(); ++n)
            known = known || (indicators[n].group != "imported" && values[n]);
        computed.push_back(known);
    }
    if (std::ranges::none_of(computed, [](bool one) { return one; })) computed.assign(sites.size(), true);
    return computed;
}

}  // namespace

double worth(const Indicator& indicator, double value) {
    return std::clamp((value - indicator.bad) / (indicator.good - indicator.bad), 0.0, 1.0);
}

Estimate worth(const Indicator& indicator, const Estimate& value) {
    const double a = worth(indicator, value.low), b = worth(indicator, value.high);
    return {std::min(a, b), worth(indicator, value.central), std::max(a, b)};
}

KnockOut knocked_out(const Indicator& indicator, const Estimate& value) {
    if (!indicator.has_knock_out()) return KnockOut::no;
    const auto beyond = [&](double x) {
        return indicator.knock_out_above ? x > indicator.knock_out : x < indicator.knock_out;
    };
    if (beyond(value.low) && beyond(value.high)) return KnockOut::yes;
    return beyond(value.low) || beyond(value.high) ? KnockOut::doubtful : KnockOut::no;
}

Ranking rank_sites(const std::vector<Indicator>& indicators, const std::vector<SiteValues>& sites,
                   const Weights& weights) {
    Ranking r;
    std::vector<bool> scores(indicators.size());
    const std::vector<bool> computed = computed_sites(indicators, sites);
    for (std::size_t n = 0; n < indicators.size(); ++n) {
        bool known = true;
        for (std::size_t site = 0; site < sites.size(); ++site)
            known = known && (!computed[site] || sites[site][n]);
        const bool somewhere = std::ranges::any_of(sites, [&](const SiteValues& v) { return bool(v[n]); });
        scores[n] = indicators[n].scores() && known && !sites.empty();
        if (indicators[n].scores() && !known && somewhere) r.left_out.push_back(n);
    }
    const Parts p = parts_of(indicators, scores, weights);
    r.weight.assign(indicators.size(), 0);
    const double of_groups = sum(p.group);
    for (std::size_t g = 0; g < p.groups.size() && of_groups > 0; ++g)
        for (std::size_t n = 0; n < p.of[g].size(); ++n)
            r.weight[p.of[g][n]] = p.group[g] / of_groups * p.part[g][n] / sum(p.part[g]);

    for (std::size_t site = 0; site < sites.size(); ++site) {
        const SiteValues& values = sites[site];
        SiteScore s;
        if (!computed[site] || !(of_groups > 0)) s.score = unknown_score;
        for (std::size_t n = 0; n < indicators.size(); ++n) {
            s.knock_outs.push_back(values[n] ? knocked_out(indicators[n], *values[n]) : KnockOut::no);
            s.out = s.out || s.knock_outs.back() == KnockOut::yes;
            if (!(r.weight[n] > 0) || !computed[site]) continue;
            const Estimate w = worth(indicators[n], *values[n]);
            s.score.low += r.weight[n] * w.low, s.score.central += r.weight[n] * w.central;
            s.score.high += r.weight[n] * w.high;
        }
        r.sites.push_back(std::move(s));
    }
    for (std::size_t n = 0; n < sites.size(); ++n)
        if (!r.sites[n].out && computed[n]) r.order.push_back(n);
    if (!(of_groups > 0)) r.order.clear();  // nothing scores: nobody has a rank
    std::ranges::stable_sort(r.order, [&](std::size_t a, std::size_t b) {
        return r.sites[a].score.central > r.sites[b].score.central;
    });
    give_ranks(r);

    for (std::size_t a = 0; a < r.order.size(); ++a)
        for (std::size_t b = a + 1; b < r.order.size(); ++b) {
            const std::size_t better = r.order[a], worse = r.order[b];
            std::vector<double> difference(indicators.size(), 0);
            for (std::size_t n = 0; n < indicators.size(); ++n)
                if (r.weight[n] > 0)
                    difference[n] = worth(indicators[n], sites[better][n]->central) -
                                    worth(indicators[n], sites[worse][n]->central);
            find_flips(p, indicators, difference, better, worse, r.flips);
        }
    return r;
}

}  // namespace luwte
