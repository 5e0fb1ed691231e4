// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/error.hpp"
#include "kernels/heat/wall_balance.hpp"
#include "kernels/radiation/surroundings.hpp"
#include "models/city/wall_facets.hpp"
#include "models/heat/open_climate.hpp"
#include "models/heat/soil_water.hpp"
#include "models/radiation/facet_exchange.hpp"
#include "models/radiation/surface_climate.hpp"
#include "models/shading/shade_model.hpp"

#include <optional>

namespace luwte {

/// A surface or leaf that cannot be so cold or warm: where, what and when.
class SurfaceRunaway : public RuntimeError {
  public:
    SurfaceRunaway(const std::string& what, double end_s) : RuntimeError(what), end_s(end_s) {}
    double end_s;  ///< s since 1970, end of the ten minutes
};

/// The heat balance of ground, roofs and walls: each facet has its own temperature, from what sun, sky and
/// the surfaces that it sees send it, what air and evaporation take, and what its body stores
/// (docs/models/heat.md).
///
///     heat.start(first_hour);
///     heat.open_hour(forcing, mean, street);  // weeks of weather, for facets of each kind (OpenClimate)
///     heat.add_light(part, beam);             // how much of the light each column gets
///     heat.settle();                          // every column starts from the facets that are most like it
///     heat.begin(forcing);
///     for (int part = 0; part < forcing.part_count; ++part)
///         heat.advance(part, {beam, wall_beam}, air_temperature, wind_speed);
///
/// In    walls, sky views                kept by reference: they must outlive the model
///       beam             1, share of the direct sun at each top; nullptr: no sun in this part   (ny, nx)
///       wall_beam        1, the same over each wall facet                                       by facet
///       crown_beam       1, taken_by_leaves of ShadeModel; nullptr: no sun, or no crowns          (ny, nx)
///       air_temperature  K, 1.1 m above each surface                                              (ny, nx)
///       wind_speed       m s-1, at 1.2 m                                                          (ny, nx)
/// Out   the fields below, means of the step, on the city's backend, valid after its last part
/// Throws  SurfaceRunaway  a surface or leaf below 200 K, above 400 K or not a number in one of the parts
///         std::logic_error  parts out of order
/// Cost  two launches per part and one reading of the exchange's table per reflection; keeps 112 B per column
///       and 96 B per wall facet, and looks at the temperatures of each part once
class HeatModel {
  public:
    static constexpr double reference_height = 1.2;  ///< m, of wind and air
    static constexpr double part_seconds = 600;

    struct Parameters {
        MaterialTable materials;
        YearlyTemperature year;
        float soil_moisture = 1;  ///< 1, of every type, until set_soil_moisture() is called
        FacetExchange::Parameters exchange = {};
        float leaf_extinction = 0.3f;  ///< 1, leaf area that a ray meets per leaf area: G times clumping
        double leaf_block = 16;        ///< m, side of the blocks in which crowns have one temperature
    };
    /// `exchange`, where there is one: that of the same walls, sky views and parameters but for the
    /// materials, which an earlier model has made; it is taken over, with the albedo of this one's.
    HeatModel(const WallFacets& walls, const ShadeModel::SkyView& at_surface,
              const ShadeModel::WallSky& at_walls, Parameters parameters,
              std::optional<FacetExchange> exchange = std::nullopt);
    /// For such a later model; this one is of no more use.
    FacetExchange give_exchange() && { return std::move(exchange_); }

    /// Sets the facets in the open to the temperatures of the date: the ground from the year's course, roofs
    /// and walls between the air of `first` and the room.
    void start(const Forcing& first);
    /// An hour of weather for OpenClimate's facets only; arguments as begin().
    void open_hour(const Forcing& forcing, float daily_mean_air, StreetAir street);
    /// Some of the sun and sky of a typical day, of which `beam` [1] of the direct light reaches each column;
    /// at several times, before settle().
    void add_light(const Forcing::Part& part, const Field2D<float>& beam);
    /// Gives every column the temperatures of its kind that sees as much sky and gets as much light; of its
    /// kind in the open where no light was added.
    void settle();
    /// What the soil leaves open of stomata, from the next begin() or open_hour() on.
    void set_soil_moisture(const SoilMoisture& moisture);
    /// `indoor` follows the day's mean air temperature [K].
    void begin(const Forcing& forcing, float daily_mean_air);
    struct Beam {
        const Field2D<float>*top = nullptr, *wall = nullptr, *crown = nullptr;
    };
    /// The balance at the end of a part [W m-2], where wanted: absorbed radiation, emitted radiation,
    /// sensible heat, latent heat, heat into the body (5, ny, nx) and by facet.
    struct Terms {
        Field3D<float>*top = nullptr, *wall = nullptr;
        /// What the air gets [W m-2]: sensible and latent heat of tops with the crowns over them (ny, nx),
        /// sensible heat of walls by facet; all three or none, on walls not together with the above.
        Field2D<float>*sensible_top = nullptr, *latent_top = nullptr, *sensible_wall = nullptr;
    };
    void advance(int part, Beam beam, const Field2D<float>& air_temperature, const Field2D<float>& wind_speed,
                 Terms terms);
    void advance(int part, Beam beam, const Field2D<float>& air_temperature,
                 const Field2D<float>& wind_speed) {
        advance(part, beam, air_temperature, wind_speed, Terms{});
    }

    /// K relative to the freezing point, of the nodes of conduction_grid() (conduction_nodes, ny, nx).
    const Field3D<float>& layers() const { return layers_; }
    const Field3D<float>& wall_layers() const { return wall_layers_; }  ///< the same of walls, by facet
    const FacetExchange& exchange() const { return exchange_; }
    /// What a body gets of the surfaces, after the last part of a step, for RadiationModel::finish().
    /// `normal`: azimuth of its first side from grid north [rad].
    SurfaceClimate climate(double normal);
    /// What sun, sky and crowns sent to each surface in the last part, and the longwave that it sent [W m-2].
    const Field2D<float>& sun_on_tops() const { return sun_; }
    const Field2D<float>& sun_on_walls() const { return wall_sun_; }
    const Field2D<float>& radiosity_of_tops() const { return radiosity_; }
    const Field2D<float>& radiosity_of_walls() const { return wall_radiosity_; }
    const WallFacets& walls() const { return walls_; }
    /// What a facet of this top material gives the air in the open, in the last part.
    HeatIntoAir of_station_grass() const { return open_.of_station_grass(); }
    /// Vapour of the air between the buildings over the station's [Pa], from the next part on; 0 at first.
    void set_moister(float pressure) { moister_ = pressure; }
    /// Between steps.
    void carry(State& state);
    /// Wind beside each wall facet [m s-1], by facet, from the next part on; the wind given to advance() then
    /// counts on roofs as it is. nullptr, as at first: shares of the wind at 10 m.
    void set_wind_beside_walls(const Field2D<float>* wind) { beside_walls_ = wind; }
    /// Wind at the leaves of each block [m s-1], of exchange().leaf_area's shape, from the next part on;
    /// nullptr, as at first: a share of the wind at 10 m.
    void set_wind_in_crowns(const Field2D<float>* wind) { in_crowns_ = wind; }
    /// Of the step begun, with what is behind the layers.
    const FacetWeather& weather() const { return weather_; }

    Field2D<float> shortwave_down;       ///< W m-2, on ground or roof
    Field2D<float> longwave_down;        ///< W m-2, on ground or roof
    Field2D<float> surface_temperature;  ///< K, ground or roof
    Field2D<float> surround_shortwave;   ///< W m-2, mean radiosity of the surfaces that a column sees
    Field2D<float> surround_longwave;    ///< W m-2, the same
    Field2D<float> wall_temperature;     ///< K, surface of each wall facet; by facet
    Field2D<float> leaf_temperature;     ///< K, of the nearest crowns; air where there are none at all
    Field2D<float> rain_water;           ///< kg m-2, on ground or roof at the step's end; below 0: owed

  private:
    void make_table();
    WallMaterials wall_materials() const { return {wall_kind_.cview(), wall_material_.cview()}; }
    void check(const Field2D<float>& air_temperature, float air_offset, double end_s) const;
    FacetExchange make_exchange(const Parameters& parameters, std::optional<FacetExchange> made);
    TopSun top_sun(const Forcing::Part& part, const Field2D<float>* beam, const StepSky& sky);
    StepSky part_sky(const Forcing::Part& part) const;
    void advance_leaves(const Forcing::Part& part, const Field2D<float>* beam,
                        const Field2D<float>& air_temperature, Terms terms);

    const WallFacets& walls_;
    const CityModel& city_;
    const ShadeModel::SkyView& at_surface_;
    const ShadeModel::WallSky& at_walls_;
    Parameters parameters_;
    Crowns crowns_;
    OpenClimate open_;
    SoilMoisture moisture_;
    Field2D<std::int32_t> wall_kind_;          // by facet
    Field2D<float> material_, wall_material_;  // FacetMaterial, by kind of top and of wall
    Field3D<float> layers_, wall_layers_;
    Field2D<float> albedo_;                              // 1, of tops
    Field2D<float> top_temperature_, wall_temperature_;  // K, of the last part
    FacetExchange exchange_;
    Field2D<float> sun_, reflected_, radiosity_, ahead_;                      // W m-2, of tops
    Field2D<float> wall_sun_, wall_reflected_, wall_radiosity_, wall_ahead_;  // W m-2, of walls
    Forcing forcing_{};
    FacetWeather weather_{};
    float open_light_ = 0;  // W m-2, of add_light() on an open horizontal plane
    float moister_ = 0;     // Pa
    const Field2D<float>*beside_walls_ = nullptr, *in_crowns_ = nullptr;  // m s-1
    Field2D<float> wall_gain_, wall_gain_there_;  // W m-2, DiffuseSky, on the CPU and where the fields are
    Field2D<float> leaf_excess_, leaf_emitted_;   // K over the air of this part, W m-2; by block
    int next_part_ = 6;
};

/// (11) Share of stomata that air leaves open [1]: 1 - 0.0016 (298 - T)^2, times 1 / (1 + 36.25 dq);
/// Chen & Dudhia (2001), doi:10.1175/1520-0493(2001)129<0569:CAALSH>2.0.CO;2.
float stomatal_opening(float air_temperature, float vapour_pressure, float pressure);

/// (12) Temperature of rooms [K]: 20 degC while heated, else 18.8 + 0.33 t with the day's mean t [degC]
/// between 10 and 30 degC (EN 16798-1:2019, adaptive comfort without cooling).
float indoor_temperature(float daily_mean_air);

}  // namespace luwte
