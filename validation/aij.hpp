// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/wind_model.hpp"
#include "validation/reference_table.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// What the cases of the Architectural Institute of Japan have in common.
namespace luwte::aij {

/// One for a hit, zero for a miss: within 0.06 of the reference speed, or within a quarter of what was
/// measured.
double hit(double modelled, double measured, double reference);

/// The hit rate q.
double mean(const std::vector<double>& hits);

/// "95 of 136 points, W = 0.06 U_H, D = 0.25; 95 % of samples 0.62 to 0.77": what the mean would be for 2000
/// samples drawn from the points.
std::string interval(const std::vector<double>& hits);

/// What was measured of the inflow at one height.
struct InflowLevel {
    double z, speed, k;  ///< m, m s-1, m2 s-2
};
/// The inflow of `folder`/inflow.csv for the levels of `domain`, over land of this z0 [m].
WindProfile inflow(const std::filesystem::path& folder, const WindDomain& domain, double roughness,
                   const std::function<InflowLevel(const ReferenceTable&, std::size_t row)>& level);

/// The flow on wider columns as a first guess, as a run starts its sectors. `from` [degrees] as in
/// WindModel::start().
void start(WindModel& model, const WindDomain& domain, const WindProfile& profile, double from);

/// Root mean square change of the velocity in 50 iterations, over the highest inflow speed, if all went one
/// way.
double drift(const WindModel& model);

/// Iterates until `drift` is 0.001 at most, or `most` times: scores of a flow that still moves are not those
/// of the steady one.
void settle(WindModel& model, int most = 2000);

}  // namespace luwte::aij
