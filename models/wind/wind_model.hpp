// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/boundary.hpp"
#include "models/wind/inflow.hpp"
#include "models/wind/pressure_solver.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luwte {

/// The space that wind blows through, on the CPU.
struct WindDomain {
    double cell_size = 2;           ///< m
    std::vector<double> thickness;  ///< m, of the levels from the ground up     [nz]
    Field3D<std::uint8_t> solid;    ///< 1 in solids                              [nz, ny, nx]
    /// Shares that are open (wind::OpenShares), empty = cells are whole             [nz, ny, nx]
    struct Open {
        Field3D<std::uint8_t> volume, east, north, top;
        bool empty() const { return volume.empty(); }
    } open;
    Field2D<float> roughness;       ///< m, z0 of each column's top                [ny, nx]
    double side_roughness = 0.005;  ///< m, z0 of facades
    Field3D<float> leaf_area;       ///< m2 m-3 of leaves and branches, empty = none  [nz, ny, nx]
    Field2D<float> heat_flux;       ///< K m s-1, upward, of each column's top, empty = neutral air  [ny, nx]

    /// m above the domain's floor, of the levels' middles.
    std::vector<double> heights() const;
};

/// Open shares of the cells of a domain, ghosts included (wind::OpenShares).
struct OpenCells {
    Field3D<std::uint8_t> volume, east, north, top;

    OpenCells(const Backend& backend, const WindDomain& domain, const wind::Extents& extents);
    wind::OpenShares views() const { return {volume.cview(), east.cview(), north.cview(), top.cview()}; }
};

/// Thickness of the layers of levels so thick, that below the ground and that above the highest included, and
/// the distances of their middles [m]   [nz + 2]
struct Layers {
    std::vector<float> thickness, spacing;
    explicit Layers(const std::vector<double>& levels);
};

/// A flow, ghost cells included (kernels/wind/wind_grid.hpp).
struct WindFlow {
    Field3D<float> u, v, w, pressure, k, epsilon, viscosity;
    Field3D<float> temperature = {};  ///< empty = neutral air
};

/// Steady wind by the Reynolds-averaged equations with k and epsilon (docs/models/wind.md).
///
/// Memory: 102 B per cell, 4 more with leaves, 4 more with heat.
class WindModel {
  public:
    struct Parameters {
        wind::TurbulenceConstants turbulence;
        wind::LeafConstants leaves;
        wind::BuoyancyConstants buoyancy;
        double relaxation = 0.7;         ///< 1, share of the local explicit step
        double stable_relaxation = 0.5;  ///< 1, the same where the inflow loses heat
        int pressure_iterations = 2;     ///< of conjugate gradients in each iteration
        double pressure_tolerance = 0.1;
    };

    /// Throws RuntimeError when fields of the domain differ in shape.
    /// Air is neutral unless the domain has a heat flux.
    WindModel(const Backend& backend, const WindDomain& domain, const Parameters& parameters);

    /// The profile everywhere as a first guess, or a flow on columns twice as wide.
    /// In     profile    at domain.heights() and one level above them, which is held; with temperature where
    ///                   the domain has a heat flux (else RuntimeError)
    ///        from_deg   degrees, where the wind comes from, clockwise from the grid's y axis
    ///        coarse     of the same levels and profile, on half the columns either way, rounded up
    void start(const WindProfile& profile, double from_deg, const WindFlow* coarse = nullptr);
    void iterate(int count);
    /// (56) In place of iterate(): the first guess, changed as little as keeps the mass of air everywhere.
    /// Speed, k and epsilon know nothing of wakes.
    void project();

    /// Root mean square change of the velocity in the last iteration, over the highest inflow speed [1].
    double last_change() const { return last_change_; }
    /// Largest |net outflow| of a cell over its area and the highest inflow speed [1].
    double largest_imbalance() const;
    int iterations() const { return iterations_; }

    const Backend& backend() const { return backend_; }
    const Parameters& parameters() const { return parameters_; }
    double from_deg() const { return from_deg_; }  ///< as started
    wind::Extents extents() const { return extents_; }
    /// On `backend`, ghost cells included (kernels/wind/wind_grid.hpp).
    const Field3D<float>& u() const { return u_; }
    const Field3D<float>& v() const { return v_; }
    const Field3D<float>& w() const { return w_; }
    const Field3D<float>& pressure() const { return pressure_; }
    const Field3D<float>& k() const { return k_; }
    const Field3D<float>& epsilon() const { return epsilon_; }
    const Field3D<float>& viscosity() const { return viscosity_; }
    /// K, above the inflow's at its reference height; empty in neutral air.
    const Field3D<float>& temperature() const { return temperature_; }
    const Field3D<std::uint8_t>& cells() const { return cell_; }
    const OpenCells& open() const { return open_; }
    /// The flow itself; the model is of no use after it.
    WindFlow take() && {
        return {std::move(u_), std::move(v_),       std::move(w_),         std::move(pressure_),
                std::move(k_), std::move(epsilon_), std::move(viscosity_), std::move(temperature_)};
    }

    /// What kernels read of it; valid until the next iteration.
    wind::Levels levels() const;
    wind::Flow flow() const;

  private:
    View3D<const float> leaf_drag() const;
    bool is_buoyant() const { return !heat_flux_.empty(); }
    wind::Buoyancy buoyancy() const;
    template <class F>
    void at_open_sides(const F& fill) const;
    void fill_outer_ghosts();
    void fill_temperature_ghosts();
    void step();
    void step_temperature(const wind::Relaxation& relaxation);

    Backend backend_;
    Parameters parameters_;
    wind::Extents extents_;
    double dx_;
    Field2D<float> thickness_, spacing_, centres_, tops_;
    Field3D<std::uint8_t> cell_;
    Field2D<float> roughness_;
    float side_roughness_;
    wind::Sides sides_{};
    double from_deg_ = 0;
    float top_speed_ = 1;
    bool is_stable_ = false;
    Field2D<float> friction_, mean_, centre_, first_;
    Field2D<float> roof_friction_, roof_mean_, roof_centre_;
    Field3D<float> u_, v_, w_, pressure_, k_, epsilon_, viscosity_;
    Field3D<float> u_next_, v_next_, w_next_, k_next_, epsilon_next_, viscosity_next_;
    Field3D<float> correction_;
    Field3D<float> leaf_drag_;  ///< empty = no leaves
    Field2D<float> no_leaves_;  ///< a row of zeros in its place
    Field2D<float> heat_flux_;  ///< empty = neutral air, and so the following
    Field3D<float> temperature_;
    Field2D<float> inflow_temperature_, per_prandtl_, k_gain_, k_loss_;
    OpenCells open_;
    PressureSolver solver_;
    double last_change_ = 0;
    int iterations_ = 0;
};

}  // namespace luwte
