// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dispersion/transport.hpp"
#include "models/city/surface_types.hpp"
#include "models/traffic/traffic.hpp"

#include <array>
#include <string_view>

namespace luwte {

/// How fast a substance is taken from the air (inputs/deposition/deposition.toml); all 0: nothing is taken.
struct DepositionRates {
    dispersion::Removal removal;                      ///< m s-1; of surfaces that of facades
    std::array<float, surface_type_count> surface{};  ///< m s-1, of ground and roofs, by SurfaceType

    bool operator==(const DepositionRates&) const = default;
    bool takes() const { return !(*this == DepositionRates{}); }
};

/// Of the table; nothing is taken of substances that it does not name.
const DepositionRates& deposition_rates(Substance substance);

/// The table as it is built in.
std::string_view deposition_toml();

}  // namespace luwte
