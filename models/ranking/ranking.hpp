// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/ranking/indicators.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// A value with its range: low <= central <= high.
struct Estimate {
    double low = 0, central = 0, high = 0;
    static Estimate exactly(double value) { return {value, value, value}; }
};

/// (1) Worth of a value, 0 to 1:  w(x) = min(1, max(0, (x - bad) / (good - bad))).
double worth(const Indicator& indicator, double value);
/// (2) The worth of a range: from its worse end to its better end.
Estimate worth(const Indicator& indicator, const Estimate& value);

/// What a value says of a knock-out rule.
enum class KnockOut { no, doubtful, yes };  ///< doubtful: the limit lies within the range
KnockOut knocked_out(const Indicator& indicator, const Estimate& value);

/// Weights of groups and of indicators within their group, by name; 1 where none is given.
using Weights = std::map<std::string, double>;

/// Values of one site, in the order of the indicators; nothing = unknown.
using SiteValues = std::vector<std::optional<Estimate>>;

struct SiteScore {
    Estimate score;                     ///< 0 to 1; NaN: unknown
    std::vector<KnockOut> knock_outs;   ///< of each indicator
    bool out = false;                   ///< knocked out
    int first_rank = 0, last_rank = 0;  ///< from 1; several ranks: not distinguishable; 0 = out
};

/// By which factor one weight has to change until two sites change places, all other weights as they are.
struct Flip {
    std::string weight;            ///< group or indicator
    double factor = 1;             ///< below 1 or above
    std::size_t up = 0, down = 0;  ///< sites: which passes which
};

struct Ranking {
    std::vector<double> weight;         ///< of each indicator, together 1; 0: it does not score
    std::vector<std::size_t> left_out;  ///< indicators with anchors that are unknown for some site
    std::vector<SiteScore> sites;
    std::vector<std::size_t> order;  ///< sites that are not out, the best central score first
    std::vector<Flip> flips;         ///< of each weight the nearest below and above 1, where there is one
};

/// Judges sites by the same indicators (docs/models/ranking.md):
///
///   (3) an indicator scores where every site has its value: what is unknown somewhere is left out
///   everywhere;
///       a site of which nothing but imported scores is known (its run failed) has no score and stands aside
///   (4) groups share the weight, and so do the indicators of a group, by the weights given
///   (5) score of a site: the weighted sum of its worths; low and high of those of its ranges
///   (6) sites are ranked by their central scores; those whose ranges overlap, one with the next, share ranks
///   (7) a site with a knock-out has no rank
///
/// In   weights  names of groups or indicators, 0 or more
Ranking rank_sites(const std::vector<Indicator>& indicators, const std::vector<SiteValues>& sites,
                   const Weights& weights);

}  // namespace luwte
