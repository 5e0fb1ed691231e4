// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/speed_ratios.hpp"
#include "models/wind/coarse_start.hpp"
#include "models/wind/sector_flow.hpp"
#include "models/wind/wind_domain.hpp"

#include <functional>
#include <span>

namespace luwte {

/// Rises with every change of the solver or of what stands below that changes results: a stored library of
/// another version is not reused.
inline constexpr int wind_method_version = 9;

/// The inflow's speed at this height [m] above its displacement height is what all speeds of a sector are
/// divided by.
inline constexpr double wind_reference_height = 10;

/// Height [m] at which the wind over a station and over a site are taken to be the same.
inline constexpr double wind_blending_height = 60;

/// Implausible: so many times the reference.
inline constexpr double most_speed_ratio = 2;

/// |1 / L| of the inflow of the stable and the unstable class [m-1]: L of 50 m lies in the midst of what
/// Golder (1972), doi:10.1007/BF00769106, has for clear nights and sunny days with light wind over rough
/// ground. Our choice, to be verified.
inline constexpr double class_per_length = 0.02;

/// A flow that is no flow any more: in which sector, where and when.
class WindRunaway : public RuntimeError {
  public:
    using RuntimeError::RuntimeError;
};

/// What is known of one sector besides its fields.
struct SectorReport {
    Inflow inflow = {};
    int iterations = 0;
    double drift = 0;        ///< 1, SectorSolve
    double last_change = 0;  ///< 1, WindModel::last_change()
    bool settled = false;    ///< within SectorSolve's rule; else swings, or ended by most_iterations
    double fast_cells = 0;   ///< cells above most_speed_ratio
    double fastest = 0;      ///< 1, highest ratio
    double fastest_x = 0, fastest_y = 0, fastest_z = 0;  ///< m in the grid's system, m above ground
};

/// One sector: ratios to powers of the reference speed in the middles of the area's cells, 0 in solids; host
/// memory.
struct SectorFields {
    double from_deg = 0;  ///< where the wind comes from, clockwise from true north
    SectorReport report;
    Field3D<float> x, y, up, speed, k;  ///< 1   [levels, rows, columns of the area]
    Field3D<float> epsilon;             ///< m-1, over its third power
    Field3D<float> pressure;            ///< 1, over density, over its square; 0 far downwind
    SectorFlow flow = {};               ///< empty unless SectorSolve::keep_flow
};

/// When a sector ends (docs/models/wind.md, 50): as soon as the speed at pedestrian height changes little
/// from one look to the next; where it starts from the profile, not before the wind had time to cross the
/// area.
struct SectorSolve {
    WindModel::Parameters model;
    CoarseStart coarse;
    double pedestrian_height = 1.5;  ///< m above ground
    int look = 25;                   ///< iterations between two looks
    double most_drift = 1e-3;        ///< 1, root mean square change of the ratio over open ground, per look
    int most_iterations = 2000;      ///< or as many as wind needs to cross the area, where that is more
    int swing_looks = 20;            ///< a flow whose drift falls no more in so many looks swings, and ends
    bool screening = false;          ///< WindModel::project() in place of all that
    double per_length = 0;           ///< m-1, 1 / L of the inflow, 0 neutral
    bool keep_flow = false;          ///< for dispersion
};

/// (50) Whether the least drift of the last `looks` is more than nine tenths of the least before them.
bool falls_no_more(std::span<const double> drifts, int looks);

/// The levels that a library keeps: up to one and a half times the highest building, at least 20 m.
idx kept_levels(const WindLayout& layout);

/// Steady wind from one direction over the city, started from the flow on wider columns; in a screening
/// without pressure (NaN), k and epsilon those of the inflow at each height.
/// `after_look` is called after each look with the report so far and may throw to stop.
/// Throws  WindRunaway  a speed that is not a number or above 20 times the inflow's highest
SectorFields solve_sector(const CityModel& city, const WindLayout& layout, double from_deg,
                          const SectorSolve& solve,
                          const std::function<void(const SectorReport&)>& after_look = {});

/// The sectors of one city in air of one stability: speeds only, on the CPU.
struct WindLibrary {
    Grid grid;                      ///< of the area's columns
    std::vector<double> thickness;  ///< m, of the levels kept
    Field3D<std::uint8_t> solid;    ///< 1 in solids   [levels, rows, columns of the area]
    Field2D<float> roughness;       ///< m, z0 of each column's top
    bool screening = false;         ///< SectorSolve
    double per_length = 0;          ///< m-1, SectorSolve
    InflowTable inflow_table;       ///< WindLayout
    struct Sector {
        double from_deg = 0;  ///< clockwise from true north; evenly spaced from 0 on
        SectorReport report;
        Field3D<float> speed;  ///< 1, as in SectorFields
    };
    std::vector<Sector> sectors;

    /// What does not depend on the direction.
    static WindLibrary around(const CityModel& city, const WindLayout& layout);
    void add(SectorFields fields);

    std::vector<double> floors() const;  ///< m above ground, one more than levels
    wind::BetweenSectors between(double from_deg) const;
    /// The reference speed of a sector [m s-1] that a station's wind at 10 m over grass stands for.
    double reference_of(const Sector& sector, double station_speed) const;
    /// Speed at a point over the reference speed of each sector [1]: linear between the middles of cells with
    /// air and between sectors; 0 in solids. `x`, `y` in the grid's system, `z` m above ground.
    double speed_ratio(double x, double y, double z, double from_deg) const;
};

/// Between which of `count` sectors, evenly spaced from 0 on, wind from `from_deg` blows.
wind::BetweenSectors between_sectors(double from_deg, std::size_t count);

/// Between which libraries air of one stability lies.
struct BetweenClasses {
    std::size_t first = 0, second = 0;
    double share = 0;  ///< 1, of the second; 0 where the two are one
};
/// Linear in 1 / L [m-1] between `classes`, which ascend; beyond the outermost it is that one.
BetweenClasses between_classes(double per_length, std::span<const double> classes);

/// The reference speed [m s-1] that a station's wind at 10 m over grass stands for, over land of z0
/// `roughness` [m]: both log laws have one wind at 60 m, counted from the displacement height (KNMI's
/// potential wind; Wieringa 1986, doi:10.1002/qj.49711247316, to be verified). In air that is not neutral
/// Monin-Obukhov profiles with one 1 / L [m-1] over both (models/air/surface_layer.hpp).
double reference_speed(double station_speed, double roughness, double per_length = 0);

/// The same where the inflow is a table over land of z0 `roughness` [m]: its wind at 60 m above ground is the
/// station's there.
double reference_speed(double station_speed, const InflowTable& table, double roughness);

}  // namespace luwte
