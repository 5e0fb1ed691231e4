// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/air/air_model.hpp"
#include "models/city/city_model.hpp"
#include "models/comfort/comfort_model.hpp"
#include "models/heat/flux_means.hpp"
#include "models/heat/heat_model.hpp"
#include "models/national/national_method.hpp"
#include "models/radiation/radiation_model.hpp"
#include "models/shading/shade_model.hpp"
#include "models/summary/day_summary.hpp"
#include "models/weather/weather.hpp"
#include "models/wind/street_winds.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace luwte {

/// One city under one day's weather, on one backend. Owns every model; `step` is the coupling diagram.
///
/// The city goes to the backend once; fields stay there, and whoever needs one on the host copies it.
class Simulation {
  public:
    struct Parameters {
        int sky_azimuths = 72, sky_elevations = 18;
        ShadeModel::Parameters shade;
        HeatModel::Parameters heat;
        ComfortModel::Parameters comfort;
        RadiationModel::Parameters radiation;
        bool urban_increment = true;  ///< air temperature of the national method, else the station's
        std::optional<AirModel::Parameters> air = {};  ///< neither: the air answers to the surfaces
        std::function<void()> after_sky_azimuth = {};  ///< progress of the two sky views; may throw to stop
        bool national_method = true;                   ///< compute pet_national; NaN otherwise
        float leaf_area_share = 1;                     ///< of crowns on the date, per that in full leaf
        bool fluxes = false;                           ///< keep the mean fluxes of ground and roof
    };
    /// What heights and crowns alone make of a city, and what takes longest to make: sky views, and what
    /// facets see of each other. Another city that differs in its materials only, or other weather, can take
    /// it over: with the same key() all numbers are the same, bit for bit.
    struct Scene {
        Scene(const Backend& backend, const CityLayers& layers, const Parameters& parameters);
        Scene(const Scene&) = delete;
        /// SHA-256 of all that determines it but city's materials.
        static std::string key(const Backend& backend, const CityLayers& layers,
                               const Parameters& parameters);

        CityModel city;
        ShadeModel shade;
        WallFacets walls;
        ShadeModel::SkyView sky_at_surface, sky_at_body;
        ShadeModel::WallSky sky_at_walls;
        std::optional<FacetExchange> exchange = {};  ///< absent while a simulation has it
    };
    /// `scene`: of an earlier simulation with the same key, or nullptr to make one.
    Simulation(const Backend& backend, const CityLayers& layers, const Parameters& parameters,
               std::unique_ptr<Scene> scene = nullptr);
    Simulation(const Simulation&) = delete;
    /// For a later simulation; this one may only be destroyed then.
    std::unique_ptr<Scene> give_scene() &&;

    /// An hour long before, for surfaces in the open.
    struct SeasonHour {
        Forcing forcing;
        float mean_air_temperature;                ///< K, of its day
        SoilMoisture soil_moisture;                ///< at its day's begin
        std::optional<DailyWeather> weather = {};  ///< of the national method; absent: station air
    };

    /// What a whole day tells its steps.
    struct Day {
        std::optional<DailyWeather> weather;           ///< of the national method; absent: station air
        float mean_air_temperature = 0;                ///< K
        SoilMoisture soil_moisture = no_water_stress;  ///< at the day's begin
    };

    /// From now on wind comes from libraries (StreetWinds), which must outlive this, and no more from the
    /// national method, but for pet_national.
    void take_wind_from(std::span<const WindLibrary> libraries);

    /// Starts a day: summaries and counters begin anew; surfaces have the temperatures that weeks of weather
    /// (`weeks`, hours before the spin-up, may be empty) give their kind in the open, from the date's on.
    void begin_day(const Forcing& first, const std::vector<SeasonHour>& weeks);

    /// The same for a day that follows the last step: surfaces and air stay as they are.
    void continue_day();

    /// All that goes from one step to the next, for a checkpoint: before a step that begins an hour, or an
    /// hour of spin_up(), of a simulation of the same city and parameters, whose day need not have begun.
    void carry(State& state);

    /// One hour of surfaces finding their temperatures, without output.
    void spin_up(const Forcing& forcing, const Day& day);

    /// One step of at most an hour. `local_begin_h` is the local hour at which it begins [h]. `hour`: the
    /// hour that begins with it, nullptr within one: the national method has hourly values, which stand until
    /// then.
    void step(const Forcing& forcing, const Day& day, double local_begin_h, const Forcing* hour);
    void step(const Forcing& forcing, const Day& day, double local_begin_h) {
        step(forcing, day, local_begin_h, &forcing);
    }

  private:
    std::unique_ptr<Scene> scene_;  // before all that refers to it

  public:
    CityModel& city;
    ShadeModel& shade;
    WallFacets& walls;
    ShadeModel::SkyView &sky_at_surface, &sky_at_body;
    ShadeModel::WallSky& sky_at_walls;
    NationalMethod national;
    HeatModel heat;
    std::optional<AirModel> air;
    std::optional<StreetWinds> wind;
    RadiationModel radiation;
    ComfortModel comfort;

    Field2D<float> air_temperature;  ///< K, at street level
    Field2D<float> wind_speed;       ///< m s-1, at 1.1 m
    Field2D<float> pet_national;     ///< degC, of the hour, NaN on roofs
    double stability = 0;            ///< m-1, 1 / L that the wind of the step was looked up with; 0: neutral
    ComfortFields comfort_fields;
    std::optional<FluxMeans> fluxes;  ///< of ground and roof, where asked for
    DaySummary summary;
    UtciClips utci_clips;  ///< summed over the steps so far
    /// Hours of the steps so far in which air was further from neutral than the libraries' outermost.
    struct StabilityClips {
        double hours = 0, too_stable = 0, too_unstable = 0;
    } stability_clips;

  private:
    void street_air(const Forcing& forcing, const Day& day);
    void street_climate(const Forcing& forcing, const Day& day);
    double per_length(const Forcing& forcing) const;
    HeatModel::Beam part_beam(const SunPosition& sun);  // beam_at_surface_ is there already
    void advance(const Forcing& forcing, int part, HeatModel::Beam beam);
    void national_hour(const Forcing& hour, const Day& day);

    Parameters parameters_;
    Field2D<float> beam_at_surface_, beam_at_body_, beam_at_walls_, beam_at_crowns_;
    Field2D<float> wind_beside_walls_, wind_in_crowns_;  // m s-1, with a library only
};

}  // namespace luwte
