// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/turbulence.hpp"

#include <span>
#include <string>
#include <vector>

namespace luwte {

/// What blows in, at given heights.
struct WindProfile {
    std::vector<float> speed;    ///< m s-1
    std::vector<float> k;        ///< m2 s-2
    std::vector<float> epsilon;  ///< m2 s-3

    /// Air that is not neutral; empty otherwise.
    std::vector<float> temperature = {};  ///< K, potential, above that at the reference height
    std::vector<float> per_prandtl = {};  ///< 1, one over the turbulent Prandtl number
    std::vector<float> k_gain = {};       ///< m2 s-3, (24) of docs/models/wind.md
    std::vector<float> k_loss = {};       ///< s-1, (24)
    double heat_flux = 0;                 ///< K m s-1, upward, the same at all heights
};

/// The neutral layer near the ground, a solution of the k-epsilon model (Richards & Hoxey 1993):
/// U = u* / kappa ln((z - d + z0) / z0), k = u*^2 / sqrt(c_mu), epsilon = u*^3 / (kappa (z - d + z0)); below
/// d there is no wind, and k and epsilon are those at d.
///
/// In     heights       m above the ground
///        speed         m s-1, at `height` above d
///        roughness     m, z0 of the land upwind
///        displacement  m above the ground, d
WindProfile log_law(std::span<const double> heights, double speed, double height, double roughness,
                    double displacement = 0, const wind::TurbulenceConstants& constants = {});

/// The layer near the ground where it is heated or cooled (25), by Monin-Obukhov similarity with the
/// functions of models/air/surface_layer.hpp; arguments as for log_law, which it is with `per_length` 0.
///
/// In     per_length  m-1, 1 / L: above 0 stable, below 0 unstable
WindProfile monin_obukhov(std::span<const double> heights, double speed, double height, double roughness,
                          double displacement, double per_length,
                          const wind::TurbulenceConstants& constants = {},
                          const wind::BuoyancyConstants& buoyancy = {});

/// Measured speed and k, linear between the heights measured, the lowest's log law below them and the
/// highest's values above; epsilon where production and dissipation are equal, sqrt(c_mu) k dU/dz.
WindProfile measured_profile(std::span<const double> heights, std::span<const double> at,
                             std::span<const double> speed, std::span<const double> k, double roughness,
                             const wind::TurbulenceConstants& constants = {});

/// A profile that was measured or modelled, in place of a law.
struct InflowTable {
    std::string name;            ///< of its file, for texts
    std::vector<double> height;  ///< m above ground, above 0 and ascending
    std::vector<double> speed;   ///< m s-1, above 0
    std::vector<double> k;       ///< m2 s-2, above 0

    bool empty() const { return height.empty(); }
    friend bool operator==(const InflowTable&, const InflowTable&) = default;
};

/// Speed of a table [m s-1] at a height [m], not above its last row: linear in ln((z + z0) / z0) between rows
/// and from the ground, where it is 0, to the first. So a table of a log law over z0 is that law.
double table_speed(const InflowTable& table, double z, double roughness);

/// z0 [m] of the log law that has a table's speed and rise with height at `z` [m], 0 where it does not rise.
double table_roughness(const InflowTable& table, double z, double roughness);

/// What blows in by a table (59), all speeds times the same, so that it is `speed` at `height`: speeds by
/// table_speed, k linear in z (times the square of the same, below the first row its value), epsilon where
/// production and dissipation are equal, sqrt(c_mu) k dU/dz. dU/dz is at least a tenth of that of a log law
/// through the same speed: where wind does not rise with height, eddies would have no end.
///
/// In     heights, height  m above the ground, none above the table's last row
///        speed            m s-1
///        roughness        m, z0 of the land upwind
WindProfile table_profile(std::span<const double> heights, const InflowTable& table, double speed,
                          double height, double roughness, const wind::TurbulenceConstants& constants = {});

}  // namespace luwte
