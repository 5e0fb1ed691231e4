// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/radiation/surface_heating.hpp"
#include "models/shading/shade_model.hpp"
#include "models/weather/weather.hpp"

namespace luwte {

/// Radiation at street level for one output step, on the whole grid.
///
/// The step's sun is taken in the six 10-minute parts of its Forcing. Surface and wall temperatures are
/// parametrised; a surface heat balance will replace that step only. Equations and sources:
/// docs/models/radiation.md.
///
///     radiation.begin(forcing);
///     for (int part = 0; part < 6; ++part)
///         if (radiation.needs_beam(part)) {
///             shade.beam_transmissivity(forcing.parts[part].sun, 0.0f, at_surface);
///             shade.beam_transmissivity(forcing.parts[part].sun, 1.1f, at_body);
///             radiation.add_beam(part, at_surface, at_body);
///         }
///     radiation.finish(air_temperature);
///
/// In    city, both sky views        kept by reference: they must outlive the model
///       forcing                     weather of the step
///       beam transmissivity         1, per part, at the surface and at 1.1 m above it  (ny, nx)
///       air_temperature             K, at each column                                  (ny, nx)
/// Out   the five fields below, on the city's backend, valid after finish() until the next begin()
/// Throws  std::logic_error  calls out of order, or a part with sun left out
///         RuntimeError      not enough memory
/// Cost  9 planes of memory; one launch per part with sun, and three per step
class RadiationModel {
  public:
    struct Parameters {
        float wall_albedo = 0.20f;      ///< 1   Lindberg et al. (2016), walls; to be verified
        float wall_emissivity = 0.90f;  ///< 1   the same
        float ground_albedo = 0.18f;    ///< 1   of the ground that walls see: closed paving
        /// Lindberg et al. (2016), walls; read second hand, to be verified.
        SurfaceHeating wall_heating{0.37f, -3.41f, 15.0f};
    };

    /// `at_surface` for receivers on ground or roof, `at_body` for 1.1 m above it.
    RadiationModel(const CityModel& city, const ShadeModel::SkyView& at_surface,
                   const ShadeModel::SkyView& at_body, Parameters parameters);

    static constexpr float body_height = 1.1f;  ///< m

    void begin(const Forcing& forcing);
    /// True for a part whose sun is above the horizon: add_beam() must be called for it.
    bool needs_beam(int part) const { return forcing_.parts.at(part).sun.altitude_rad > 0; }
    void add_beam(int part, const Field2D<float>& at_surface, const Field2D<float>& at_body);
    void finish(const Field2D<float>& air_temperature);

    Field2D<float> shadow_fraction;           ///< 1, share of the step's parts with sun in shade; 1 at night
    Field2D<float> shortwave_down;            ///< W m-2, on ground or roof
    Field2D<float> longwave_down;             ///< W m-2, on ground or roof
    Field2D<float> surface_temperature;       ///< K, ground or roof
    Field2D<float> mean_radiant_temperature;  ///< K, standing person, 1.1 m above ground or roof
    /// K, of the walls that a column sees.
    const Field2D<float>& wall_temperature() const { return wall_temperature_; }

  private:
    const CityModel& city_;
    const ShadeModel::SkyView &at_surface_, &at_body_;
    Parameters parameters_;
    Forcing forcing_{};
    unsigned parts_added_ = 0;  ///< bit per part
    bool begun_ = false;
    Field2D<float> lit_, direct_, body_, wall_temperature_;
};

}  // namespace luwte
