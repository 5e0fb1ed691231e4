// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/traffic/traffic.hpp"

namespace luwte {

/// What is left of the emission of a segment's vehicles [1] by substance, class of driving and of vehicles.
struct EmissionScaling {
    using BySpeed = std::array<std::array<double, vehicle_class_names.size()>, speed_class_names.size()>;
    std::array<BySpeed, substance_names.size()> left;

    EmissionScaling() {
        for (BySpeed& of_substance : left)
            for (auto& of_speed : of_substance) of_speed.fill(1);
    }
    double& of(Substance s, SpeedClass speed, VehicleClass v) {
        return left[std::size_t(s)][std::size_t(speed)][std::size_t(v)];
    }
    double of(Substance s, SpeedClass speed, VehicleClass v) const {
        return left[std::size_t(s)][std::size_t(speed)][std::size_t(v)];
    }
};

}  // namespace luwte
