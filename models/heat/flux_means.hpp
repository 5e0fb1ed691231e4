// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"

namespace luwte {

/// Fluxes of the heat balance of ground and roof per area of the column, means of a step; for those who want
/// them.
///
///     FluxMeans fluxes(city);
///     for (int part = 0; part < forcing.part_count; ++part) {
///         heat.advance(part, beam, air_temperature, wind_speed, {&fluxes.terms, nullptr});
///         fluxes.add(part, forcing.part_count);
///     }
///
/// Out   the four fields, on the city's backend, valid after the last part: net radiation is the sum of the
/// others
///       (docs/models/heat.md, equation 1 and its closure)
/// Cost  36 B per column; one launch per part
class FluxMeans {
  public:
    explicit FluxMeans(const CityModel& city);
    void add(int part, int part_count);

    const CityModel& city;
    Field3D<float> terms;               ///< W m-2, of the last part, as HeatModel::Terms  (5, ny, nx)
    Field2D<float> net_radiation;       ///< W m-2, into the surface, shortwave and longwave
    Field2D<float> sensible_heat_flux;  ///< W m-2, from the surface into the air
    Field2D<float> latent_heat_flux;    ///< W m-2, from the surface into the air
    Field2D<float> ground_heat_flux;    ///< W m-2, from the surface into ground, water or roof
};

}  // namespace luwte
