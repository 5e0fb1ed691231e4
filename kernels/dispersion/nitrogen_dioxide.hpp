// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

/// What ozone and light make of the nitrogen oxides of roads within an hour. Equation numbers are those of
/// docs/models/dispersion.md, section "NO2 of an hour". All concentrations are ug m-3 *as NO2*: a mole of NO
/// or O3 counts what a mole of NO2 weighs.
namespace luwte::dispersion {

inline constexpr float ozone_as_no2 = 0.95848f;  // 1, molar masses: 46.0055 / 47.9982

/// (42) NO + O3 -> NO2 + O2, m3 ug-1 s-1 at temperature `t` K: 3.0e-12 e^(-1500 / t) cm3 per molecule and
/// second (JPL Publication 10-6, Sander et al. 2011, to be verified).
LUWTE_HD float oxidation_rate(float t) {
    constexpr float rate = 0.0392701f;  // 3.0e-12 x 6.02214e23 mol-1 x 1e-6 m3 cm-3 / 46.0055e6 ug mol-1
    return rate * math::exp(-1500.0f / t);
}

/// (43) NO2 + light -> NO + O, s-1, of global radiation `g` W m-2 (Danish street model OSPM, second hand, to
/// be verified); 0 in the dark.
LUWTE_HD float photolysis_rate(float g) {
    const float light = math::max(g, 1e-3f);
    const float rate = 0.8e-3f * math::exp(-10.0f / light) + 7.4e-6f * light;
    return g > 0.0f ? rate : 0.0f;
}

/// What an hour has everywhere alike.
struct HourOfOzone {
    float no2, ozone;  ///< ug m-3 as NO2, of the background
    float ratio;       ///< ug m-3, photolysis over oxidation: (42), (43)
    float oxidation;   ///< m3 ug-1 s-1

    /// (44) What NO stands in balance with them; none without ozone.
    LUWTE_HD float no() const { return ozone > 0.0f ? ratio * no2 / ozone : 0.0f; }
};

/// (45) NO2 of air in which roads' NOx of `age` s stands: the smaller root of the balance of oxidation,
/// photolysis and mixing with air that has not reacted. Never above NOx nor above NO2 and ozone together.
LUWTE_HD float nitrogen_dioxide(const HourOfOzone& hour, float nox_of_roads, float direct, float age) {
    // What there would be had nothing reacted.
    const float no2 = hour.no2 + direct;
    const float no = hour.no() + math::max(nox_of_roads - direct, 0.0f);
    // 1 / (k age), bounded where nothing had time to react.
    const float mixing = 1.0f / math::max(hour.oxidation * age, 1e-12f);
    const float both = no + hour.ozone, difference = no - hour.ozone;
    const float b = 2.0f * no2 + both + hour.ratio + mixing;
    const float c = (no2 + no) * (no2 + hour.ozone) + no2 * mixing;
    // b^2 - 4 c, without its differences.
    const float square = difference * difference +
                         hour.ratio * (hour.ratio + 2.0f * (2.0f * no2 + both + mixing)) +
                         mixing * (mixing + 2.0f * both);
    return 2.0f * c / (b + math::sqrt(square));
}

/// (45) of each column.
struct NitrogenDioxideOfColumn {
    View2D<const float> nox, direct;                       ///< ug m-3 as NO2, what roads add
    View2D<const float> aged;                              ///< ug s m-3, `nox` times its mean age (41)
    View2D<const float> background_no2, background_ozone;  ///< ug m-3, each its own
    float ratio, oxidation;                                ///< HourOfOzone
    View2D<float> out;                                     ///< ug m-3

    LUWTE_HD void operator()(idx j, idx i) const {
        const float roads = nox(j, i);
        const HourOfOzone hour{background_no2(j, i), ozone_as_no2 * background_ozone(j, i), ratio, oxidation};
        out(j, i) = nitrogen_dioxide(hour, roads, direct(j, i), aged(j, i) / math::max(roads, 1e-20f));
    }
};

}  // namespace luwte::dispersion
