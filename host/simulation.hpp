// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/comfort/comfort_model.hpp"
#include "models/national/national_method.hpp"
#include "models/radiation/radiation_model.hpp"
#include "models/shading/shade_model.hpp"
#include "models/summary/day_summary.hpp"
#include "models/weather/weather.hpp"

#include <functional>
#include <optional>

namespace luwte {

/// One city under one day's weather, on one backend. Owns every model; `step` is the coupling diagram.
///
/// The city goes to the backend once; fields stay there, and whoever needs one on the host copies it.
/// Seam for the surface heat balance: it will replace the temperatures inside RadiationModel::finish.
class Simulation {
  public:
    struct Parameters {
        int sky_azimuths = 72, sky_elevations = 18;
        ShadeModel::Parameters shade;
        RadiationModel::Parameters radiation;
        ComfortModel::Parameters comfort;
        bool urban_increment = true;  ///< air temperature of the national method, else the station's
        std::function<void()> after_sky_azimuth = {};  ///< progress of the two sky views; may throw to stop
        bool national_method = true;                   ///< compute pet_national; NaN otherwise
    };
    Simulation(const Backend& backend, const CityLayers& layers, const Parameters& parameters);
    Simulation(const Simulation&) = delete;

    /// Starts a day: summaries and counters begin anew.
    void begin_day() {
        summary.restart();
        utci_clips = {};
    }

    /// One output step. `local_begin_h` is the local hour at which it begins [h]; `day` is needed with
    /// `urban_increment`, and not read without.
    void step(const Forcing& forcing, const std::optional<DailyWeather>& day, double local_begin_h);

    CityModel city;
    ShadeModel shade;
    ShadeModel::SkyView sky_at_surface, sky_at_body;
    NationalMethod national;
    RadiationModel radiation;
    ComfortModel comfort;

    Field2D<float> air_temperature;  ///< K, at street level
    Field2D<float> wind_speed;       ///< m s-1, at 1.1 m
    Field2D<float> pet_national;     ///< degC, NaN on roofs
    ComfortFields comfort_fields;
    DaySummary summary;
    UtciClips utci_clips;  ///< summed over the steps so far

  private:
    Parameters parameters_;
    Field2D<float> beam_at_surface_, beam_at_body_;
};

}  // namespace luwte
