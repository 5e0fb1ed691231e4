// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"
#include "models/traffic/emission_scaling.hpp"

#include <span>
#include <string>

namespace luwte {

/// What vehicles of one year emit, g km-1; NaN = the table has no value. Data of the user, never of ours.
struct EmissionFactors {
    int year = 0;
    std::string source;  ///< as its comment lines say; for messages and provenance
    using BySpeed = std::array<std::array<double, vehicle_class_names.size()>, speed_class_names.size()>;
    std::array<BySpeed, substance_names.size()> g_per_km;

    EmissionFactors();
    double& of(Substance s, SpeedClass speed, VehicleClass v) {
        return g_per_km[std::size_t(s)][std::size_t(speed)][std::size_t(v)];
    }
    double of(Substance s, SpeedClass speed, VehicleClass v) const {
        return g_per_km[std::size_t(s)][std::size_t(speed)][std::size_t(v)];
    }
};

/// Emission of each street segment, ug m-1 s-1   [substances, roads]: docs/models/srm1.md, equation (2).
///
/// In   measures  of each road, what area measures leave; empty: all
///
/// A class of vehicles without a number counts as none, a stagnation share without one as 0. Open roads
/// (SRM2) have NaN: their factors go by speed limit and are not read. Throws InputError  no factor for
/// vehicles that a segment has: each such combination once, with a segment
Field2D<float> road_emission(const Backend& backend, std::span<const RoadSegment> roads,
                             std::span<const Substance> substances, const EmissionFactors& factors,
                             std::span<const EmissionScaling> measures = {});

}  // namespace luwte
