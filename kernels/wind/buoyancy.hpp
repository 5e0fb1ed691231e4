// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/wind/wind_grid.hpp"

/// What warm and cold air does to the flow (Boussinesq). Equation numbers are those of docs/models/wind.md.
namespace luwte::wind {

/// (23) C_3 as a function of the flux Richardson number, found from the inflow (models/wind/inflow.hpp): they
/// hold with TurbulenceConstants as they are.
struct BuoyancyConstants {
    float per_temperature = 0.03406f;  ///< m s-2 K-1, g / theta_0, of 288 K
    float c_3 = 1.92f;                 ///< 1, where buoyancy makes all of k
    float c_3_less = 3.6f;             ///< 1, what is taken from it where shear makes all of k
    float c_3_rise = 3.5f;             ///< 1, how fast that ends with buoyancy over shear
    float c_3_stable = -2.65f;         ///< 1, where shear makes all of k and buoyancy takes little
    float critical = 0.25f;            ///< 1, flux Richardson number at which c_3_stable ends
};

/// Temperature and what the undisturbed flow has of it. Not read in neutral air.
struct Buoyancy {
    View3D<const float> temperature;  ///< K, above that of the inflow at its reference, at centres
    View2D<const float> heat_flux;    ///< K m s-1, upward, of each column's top            [ny, nx]
    /// Of the inflow, by layer                                                             [nz + 2]
    const float* inflow = nullptr;       ///< K
    const float* per_prandtl = nullptr;  ///< 1, one over the turbulent Prandtl number
    const float* k_gain = nullptr;       ///< m2 s-3, (24)
    const float* k_loss = nullptr;       ///< s-1, (24)
    BuoyancyConstants constants = {};

    /// (21) Force over density [m4 s-2] on the air around the top of a cell: its halves of a column of
    /// `floor` m2.
    LUWTE_HD float lift(std::ptrdiff_t n, idx k, float floor, const float* thickness) const {
        const float* t = temperature.p + n;
        const float low = t[0] - inflow[k], high = t[temperature.sz] - inflow[k + 1];
        return 0.5f * constants.per_temperature * floor * (thickness[k] * low + thickness[k + 1] * high);
    }
    /// (21) Square of the frequency at which layers swing about the top of a cell [s-2], 0 where they turn
    /// over.
    LUWTE_HD float stiffness(std::ptrdiff_t n, float per_spacing) const {
        const float* t = temperature.p + n;
        return constants.per_temperature * math::max((t[temperature.sz] - t[0]) * per_spacing, 0.0f);
    }
    /// (22) Heat that eddies carry up through the face between a cell and the next above, `nu` the viscosity
    /// of the lower [K m s-1].
    LUWTE_HD float upward(std::ptrdiff_t n, idx k, const float* nu, float per_spacing) const {
        const std::ptrdiff_t sz = temperature.sz;
        const float* t = temperature.p + n;
        return 0.25f * (nu[0] + nu[sz]) * (per_prandtl[k] + per_prandtl[k + 1]) * (t[0] - t[sz]) *
               per_spacing;
    }
    /// (23) C_3 times G, with `shear` what shear makes of k and G in two parts: above and below 0 [m2 s-3].
    LUWTE_HD float epsilon_gain(float made, float taken, float shear) const {
        const BuoyancyConstants& c = constants;
        const float least = 1e-12f;
        const float up = made * (c.c_3 - c.c_3_less * shear / (shear + c.c_3_rise * made + least));
        const float richardson = taken / (c.critical * (shear + least));  // over the critical one
        const float left = math::max(1.0f - richardson * richardson, 0.0f);
        return up + taken * c.c_3_stable * left * left;
    }
};

}  // namespace luwte::wind
