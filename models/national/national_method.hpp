// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/weather/weather.hpp"

namespace luwte {

/// The Dutch national heat-stress method on one city: urban air temperature, wind at 1.2 m and PET by
/// regression, as a reference beside the physical model.
///
/// Source: Koopmans et al. (2020), doi:10.1016/j.buildenv.2020.106984; docs/models/national_pet.md lists
/// equations, status of each coefficient and what is a choice of ours: windows are cut off at the grid's
/// edge, the heat-island window follows the hour's wind, values are taken at the middle of the step.
///
/// In    city and its sky view factor [1, ny nx], both on one backend; the city must outlive the method
/// Cost  construction reads each cell once; a step is a few passes over the cells
class NationalMethod {
  public:
    NationalMethod(const CityModel& city, const Field2D<float>& sky_view_factor);

    /// Whether the method is defined on this day: 1 April to 30 September (UTC date of `time_s`).
    static bool defined_on(double time_s);

    /// Air temperature [K] = station + diurnal factor * daily maximum of the urban heat island.
    /// Throws RuntimeError on a day on which the method is not defined.
    void air_temperature(const Forcing& forcing, const DailyWeather& day, Field2D<float>& out) const;

    /// Wind speed at 1.2 m [m s-1], at least 0.5.
    void wind_speed(const Forcing& forcing, Field2D<float>& out) const;

    /// The same two, mean over the area's blocks.
    double mean_air_temperature(const Forcing& forcing, const DailyWeather& day) const;
    double mean_wind_speed(const Forcing& forcing) const;

    /// PET [degC], NaN on roofs. `transmissivity` [1] is the direct beam's at the middle of the step, from
    /// `sun`; anything below 0.99 is shade.
    void pet(const Forcing& forcing, const SunPosition& sun, const Field2D<float>& air_temperature,
             const Field2D<float>& wind_speed, const Field2D<float>& transmissivity,
             Field2D<float>& out) const;

  private:
    void air_temperature(const Forcing& forcing, const DailyWeather& day, idx cells,
                         Field2D<float>& out) const;
    void wind_speed(const Forcing& forcing, idx cells, Field2D<float>& out) const;

    const CityModel* city_;
    const Field2D<float>* sky_view_factor_;
    idx block_cells_;  ///< cells along a block's side: about 25 m
    float block_;      ///< m
    Field3D<float> sums_;
    mutable Field2D<float> of_block_;
};

}  // namespace luwte
