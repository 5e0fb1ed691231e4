// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/comfort/pet.hpp"
#include "kernels/comfort/pet_table.hpp"
#include "kernels/core/field.hpp"

namespace luwte {

/// Smallest and largest value of each input of a step.
struct PetRange {
    float air_min, air_max;          ///< K
    float radiant_min, radiant_max;  ///< K
    float wind_min, wind_max;        ///< m s-1
};

/// What the model is made for.
inline constexpr PetRange pet_limits = {213.15f, 333.15f, 213.15f, 393.15f, 0.0f, 40.0f};

/// The full PET model tabulated over one step's range at one vapour pressure.
///
/// Node spacing 1 K in air and radiant temperature and 0.035 in the fourth root of wind speed, at whole
/// multiples, so that a node has the same value in every table of one vapour pressure. Interpolation is
/// linear: what bends remain (onset of sweating, limits of blood flow) would make higher orders overshoot.
/// Within 0.1 K of the full model: pet_table_full_test.cpp.
///
/// In     vapour pressure [Pa], range within that of PetModel
/// Throws RuntimeError when the range leaves that of the model
/// Cost   about 4 microseconds per node and core, 6,000 nodes where air varies by 3 K; the nodes are made on
/// the CPU and copied to `backend`
class PetTable {
  public:
    PetTable(const Backend& backend, const PetModel& model, const PetRange& range, float vapour_pressure);

    PetTableView view() const { return {nodes_.cview(), air_, radiant_, wind_}; }
    std::size_t node_count() const { return nodes_.size() / 4; }

  private:
    PetAxis air_, radiant_, wind_;
    Field3D<float> nodes_;  ///< degC  [wind, air, 4 radiant + branch]
};

}  // namespace luwte
