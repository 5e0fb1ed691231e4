// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "inputs/deposition/deposition.hpp"
#include "inputs/study/study.hpp"
#include "models/dispersion/scalar_model.hpp"

#include <span>
#include <string>
#include <vector>

namespace luwte {

/// Substances that are taken from the air alike, so that one matrix serves them (docs/models/dispersion.md,
/// 57 to 59).
struct RemovalGroup {
    std::vector<std::size_t> substances;  ///< places in the list that was given
    ScalarModel::Parameters parameters;   ///< of a flow at a reference speed of 1 m s-1
    bool takes = false;
};

/// In   speed   m s-1, reference speed at which the table's velocities hold: they go with it
/// Out          one group that takes nothing without air.deposition; else by their rates, that one first
std::vector<RemovalGroup> removal_groups(const Study& study, std::span<const Substance> substances,
                                         const CityLayers& city, const WindLayout& layout, double speed);

/// How many those are.
std::size_t removal_group_count(const Study& study, std::span<const Substance> substances);

/// What of each substance is emitted in the area and what of it is taken there, summed over flows.
struct TakenShares {
    std::vector<double> emitted, taken;  ///< by substance, any unit

    explicit TakenShares(std::size_t substances) : emitted(substances), taken(substances) {}
    /// "PM10 3.1 %, ..." of those that are taken.
    std::string text(std::span<const Substance> substances) const;
};

}  // namespace luwte
