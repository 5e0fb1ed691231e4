// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/air/block_air.hpp"
#include "models/air/surface_layer.hpp"
#include "models/city/wall_facets.hpp"
#include "models/heat/open_climate.hpp"
#include "models/weather/weather.hpp"

namespace luwte {

/// The air between the buildings answers to the surfaces (docs/models/air.md): the station's air is lifted to
/// a level above the roofs, a slab of the city's air warms on its way over the city, and below it blocks of
/// canopy air take what their own ground, roofs, walls and crowns give and pass it up and on with the wind.
/// Vapour goes the same way, as the latent heat that it carries.
///
///     air.start();
///     for (each part) {
///         air.begin_part(forcing, part, of_grass, temperature);
///         heat.set_moister(air.moister());
///         heat.advance(part, beam, temperature, wind,
///                      {.sensible_top = &air.heat_of_tops, .latent_top = &air.latent_of_tops,
///                       .sensible_wall = &air.heat_of_walls});
///         air.end_part();
///     }
///     air.finish_step(temperature);
///
/// In    walls           kept by reference
///       of_grass        that grass in the open gave the air in the part before
///       heat_of_tops    W m-2, sensible, that each top with the crown over it gives in this part, filled
///                       between begin and end of a part                                         (ny, nx)
///       latent_of_tops  W m-2, latent, the same                                                 (ny, nx)
///       heat_of_walls   W m-2, sensible, the same of each wall facet                            by facet
/// Out   temperature    K, air at street level: of a part, without Forcing::Part::air_temperature_offset
///                      which the heat balance adds; after finish_step() the mean of the step    (ny, nx)
/// Throws  std::logic_error  parts out of order
/// Cost  four passes over the columns and one over the facets per part; 8 B per column, 4 B per facet
class AirModel {
  public:
    struct Parameters {
        double block_size = 32;         ///< m, side of a block, rounded to a whole number of blocks
        double fetch = 2000;            ///< m, way of the air over the city before it arrives here
        double anthropogenic_heat = 0;  ///< W m-2, into the air between the buildings, everywhere alike
    };
    AirModel(const WallFacets& walls, const Parameters& parameters);

    /// Forgets the past: no slab, blocks as warm as the air above.
    void start();
    void begin_part(const Forcing& forcing, int part, HeatIntoAir of_grass, Field2D<float>& temperature);
    void end_part();
    void finish_step(Field2D<float>& temperature);
    /// Between steps.
    void carry(State& state);

    /// Vapour of the blocks' air over the station's [Pa], mean of the area: of the part begun, and of the
    /// step after finish_step(). No more below the station's than nine tenths of it.
    float moister() const { return moister_; }

    /// What the area as a whole does in this part. Vapour in K: as warm as its latent heat makes the air.
    struct Area {
        double heat = 0;               ///< W m-2, from surfaces, crowns and people, of the part before
        double latent = 0;             ///< W m-2, from surfaces and crowns, of the part before
        double lift = 0;               ///< K, air at the forcing level over the station's
        double slab = 0;               ///< K, the city's air over that of the land, at the forcing level
        double moist_slab = 0;         ///< K, the same of vapour
        double mixing_height = 0;      ///< m, of the slab
        double wind = 0;               ///< m s-1, at the forcing level
        double friction_velocity = 0;  ///< m s-1
        double per_length = 0;         ///< m-1, 1 / L over the town
        double exchange = 0;           ///< m s-1, between the blocks and the forcing level: u_E
        double canopy_wind = 0;        ///< m s-1, U_C
        double per_kelvin = 0;         ///< J m-3 K-1, rho c_p
    };
    const Area& area() const { return area_; }
    /// By how much the air is warmer than the station's, mean of the area and of the step finished: what
    /// lifting, the slab and the blocks do of it [K].
    struct Increment {
        double lift = 0, slab = 0, blocks = 0;
    };
    const Increment& increment() const { return increment_; }
    /// Lines of blocks along the wind in this part; with along_y() steps are rows of blocks.
    const Lattice& lattice() const { return lattice_; }
    bool along_y() const { return along_y_; }
    air::BlockAxis rows() const { return rows_; }
    air::BlockAxis columns() const { return columns_; }
    double forcing_level() const { return forcing_level_; }  ///< m above ground
    double canopy_depth() const { return canopy_depth_; }    ///< m
    /// W m-2 K-1, of the part begun: C, E and M of (8), and what comes in over the edge: t [K] and vapour
    /// [K].
    struct Rates {
        float storage, up, along, inflow, moist_inflow;
    };
    Rates rates() const;

    Field2D<float> temperature;  ///< K                                       (ny, nx)
    Field2D<float> heat_of_tops, latent_of_tops,
        heat_of_walls;             ///< W m-2                                  (ny, nx), by facet
    Field2D<float> block_heat;     ///< W m-2 of block, from its surfaces       (blocks y, blocks x)
    Field2D<float> block_warmer;   ///< K, the block's air over the air above    the same
    Field2D<float> block_latent;   ///< W m-2 of block, from its surfaces        the same
    Field2D<float> block_moister;  ///< K, vapour of the block's air over that of the air above

  private:
    void street_air(const Field2D<float>& blocks, double added, Field2D<float>& out);
    void turn_to(const Forcing& forcing);
    double frontal_area(double towards_x, double towards_y) const;
    double area_mean(const Field2D<float>& blocks) const;
    float vapour(double kelvin) const;

    const WallFacets& walls_;
    Parameters parameters_;
    air::BlockAxis rows_, columns_;
    double plan_area_ = 0;  // 1
    double height_ = 0;     // m, mean of the buildings
    double forcing_level_, canopy_depth_, air_share_;
    Field2D<float> strips_, block_mean_, block_moist_mean_;
    Area area_;
    Increment increment_;
    Lattice lattice_;
    bool along_y_ = true;
    double towards_x_ = 0, towards_y_ = 0;       // 1, where the wind goes
    double steps_per_metre_ = 0;                 // m-1, blocks along the sweep per metre of wind
    double slab_heat_ = 0, slab_vapour_ = 0;     // K m, over the height of the slab
    double mean_warmer_ = 0, mean_moister_ = 0;  // K, of all blocks
    double pascals_ = 0;                         // Pa K-1, of vapour by its latent heat
    float station_ = 0, station_vapour_ = 0;     // K, Pa
    float grass_latent_ = 0;                     // W m-2
    float moister_ = 0;                          // Pa
    int next_part_ = 0, part_count_ = 6;
};

}  // namespace luwte
