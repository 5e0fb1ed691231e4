// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace luwte {

/// A sentence for people, in English and Dutch.
struct TwoTexts {
    std::string en, nl;
};

/// What a site is judged by (docs/models/ranking.md).
struct Indicator {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    std::string id, group, unit;
    TwoTexts name;
    /// Anchors of the linear value function: worth 1 at `good` and beyond, 0 at `bad` and beyond. NaN: it is
    /// shown and does not score.
    double good = none, bad = none;
    TwoTexts source, status;  ///< of the anchors
    /// A site is knocked out where its value lies on the bad side of this; NaN: no rule.
    double knock_out = none;
    bool knock_out_above = true;  ///< above it, else below it
    TwoTexts rule;                ///< name, source and status of the knock-out
    int decimals = 1;             ///< for people

    bool scores() const { return good == good && bad == bad; }
    bool has_knock_out() const { return knock_out == knock_out; }
};

/// Groups in the order in which they are shown; "imported" is that of a study's own scores.
inline constexpr std::string_view indicator_groups[] = {"heat", "air", "green", "wind", "plot", "imported"};

/// All indicators of this version, by group.
std::span<const Indicator> indicators();

}  // namespace luwte
