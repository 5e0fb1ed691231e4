// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/walls.hpp"
#include "kernels/core/state.hpp"
#include "kernels/heat/facet_balance.hpp"
#include "kernels/heat/initial_layers.hpp"
#include "models/heat/conduction_grid.hpp"
#include "models/heat/soil_water.hpp"
#include "models/weather/weather.hpp"

#include <array>

namespace luwte {

/// The year's course of the temperature near the ground, for what lies deeper than a run can warm:
///
///     T(z, day) = mean + amplitude exp(-z/d) cos(2 pi (day - warmest) / 365.25 - z/d)
///
/// d [m] the depth of the yearly wave. Defaults: De Bilt, normals 1991-2020 (KNMI): 10.5 degC over the year,
/// 3.6 degC in January, 18.3 degC in July; read second hand, to be verified.
struct YearlyTemperature {
    double mean = 283.65;      ///< K
    double amplitude = 7.4;    ///< K
    double warmest_day = 205;  ///< day of the year

    /// K; `diffusivity` in m2 s-1, `time_s` since 1970.
    double at(double depth, double diffusivity, double time_s) const;
};

/// Thermal diffusivity of the deepest layer [m2 s-1]; water is as warm all the way down.
double deep_diffusivity(const SurfaceMaterial& material);

/// What a surface gives the air [W m-2].
struct HeatIntoAir {
    float sensible = 0, latent = 0;
};

/// Air between the buildings, mean of the area.
struct StreetAir {
    float temperature;  ///< K
    float wind_speed;   ///< m s-1, at 1.2 m
};

/// The weather station's grass under the whole sky, part by part of ten minutes. Host only.
class StationGrass {
  public:
    void carry(State& state) { state(layers_), state(rain_), state(gust_), state(into_air_); }
    /// `seconds`: of a part.
    StationGrass(const MaterialTable& materials, const YearlyTemperature& year, double height,
                 double seconds);
    /// From the year's course.
    void start(double time_s);
    /// Share of its stomata that the soil leaves open [1].
    void set_soil_moisture(float share) { material_.soil_moisture = share; }
    /// `weather` of the step; the gust is the grass' own.
    void advance(const Forcing& forcing, const Forcing::Part& part, const FacetWeather& weather);
    /// In the part before; 0 before the first.
    HeatIntoAir into_air() const { return into_air_; }

  private:
    YearlyTemperature year_;
    FacetMaterial material_;
    ConductionGrid grid_;
    double diffusivity_;
    std::array<float, conduction_nodes> layers_{};
    float rain_ = 0, gust_ = 0;  // kg m-2, m s-1
    HeatIntoAir into_air_{};
};

/// What facets of one step have alike, without a gust (docs/models/heat.md).
/// In   daily_mean_air  K, which rooms follow
///      seconds         of a part
FacetWeather facet_weather(const Forcing& forcing, float daily_mean_air, const YearlyTemperature& year,
                           const MaterialTable& materials, double seconds);

/// One facet of each kind in the open: each ground and each roof under the whole sky, the weather station's
/// grass, and each kind of wall facing each way over open paving. And of each ground and roof in the area one
/// in every exposure (InitialLayers): from no sky and no light to the open's, beside walls and under leaves.
/// Host only.
///
/// Those warm up what every facet of the city starts from, over weeks of weather; the fluxes of the ones in
/// the open, weighted by the area's surface types, say how much turbulence the area itself makes.
class OpenClimate {
  public:
    using Layers = std::array<float, conduction_nodes>;
    /// Wind along walls and at 1.2 m over open ground, and over roofs, over that at 10 m: to be verified; the
    /// wind model replaces them.
    static constexpr float wind_share = 0.4f, roof_wind_share = 0.5f;

    /// `area_share` [1] of each top material; `seconds`: of a part.
    OpenClimate(const MaterialTable& materials, const YearlyTemperature& year,
                const std::array<double, top_material_count>& area_share, double height, double seconds);

    /// Ground from the year's course, roofs and walls between `air` and `indoor` [K].
    void start(double time_s, float air, float indoor);
    void set_soil_moisture(const SoilMoisture& moisture);
    /// A part of ten minutes for those in the open; `weather` with this class' gust.
    void advance(const Forcing& forcing, const Forcing::Part& part, const FacetWeather& weather);
    /// The same for those in streets; before advance(), with its weather.
    void advance_streets(const Forcing& forcing, const Forcing::Part& part, const FacetWeather& weather,
                         StreetAir street);

    void carry(State& state) {
        station_.carry(state);
        state(ground_), state(rain_water_), state(street_), state(street_rain_), state(wall_layers_);
        state(paving_temperature_), state(gust_), state(sensible_of_area_);
    }

    /// m s-1, 1.2 w* of the part before; none without sun.
    float gust() const { return gust_; }
    /// Of the facets in streets: kg m-2 on them, below 0: owed; and their temperatures.
    float rain_water(int top_material, int exposure) const {
        return street_rain_[std::size_t(top_material)][std::size_t(exposure)];
    }
    const Layers& layers(int top_material, int exposure) const {
        return street_[std::size_t(top_material)][std::size_t(exposure)];
    }
    /// The station's grass, in the part before; 0 before the first.
    HeatIntoAir of_station_grass() const { return station_.into_air(); }
    /// Sensible heat of the area's ground and roofs as if in the open [W m-2], mean by `area_share`, in the
    /// part before; 0 before the first.
    float sensible_of_area() const { return sensible_of_area_; }
    const Layers& layers(int top_material) const { return ground_[std::size_t(top_material)]; }
    const Layers& wall_layers(int wall_material, Facing facing) const {
        return wall_layers_[std::size_t(wall_material)][std::size_t(facing)];
    }

  private:
    YearlyTemperature year_;
    std::array<ConductionGrid, top_material_count> grid_;
    std::array<double, top_material_count> diffusivity_{}, area_share_;
    std::array<FacetMaterial, top_material_count> ground_material_{};
    std::array<FacetMaterial, wall_material_count> wall_{};
    std::array<ConductionGrid, wall_material_count> wall_grid_;
    std::array<Layers, top_material_count> ground_{};
    std::array<float, top_material_count> rain_water_{};
    std::array<std::array<Layers, exposure_count>, top_material_count> street_{};
    std::array<std::array<float, exposure_count>, top_material_count> street_rain_{};
    StationGrass station_;
    std::array<std::array<Layers, facings>, wall_material_count> wall_layers_{};
    float paving_temperature_ = 0;  // K
    float gust_ = 0;                // m s-1
    float sensible_of_area_ = 0;    // W m-2
};

}  // namespace luwte
