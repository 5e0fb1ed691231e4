// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/radiation/mean_radiant_temperature.hpp"
#include "models/city/city_model.hpp"
#include "models/heat/surface_material.hpp"
#include "models/radiation/surface_climate.hpp"
#include "models/shading/shade_model.hpp"
#include "models/weather/weather.hpp"

#include <array>

namespace luwte {

/// Sky and sun of a step: means over its parts.
StepSky sky_of(const Forcing& forcing);

/// Radiation that a standing person receives at street level, for one output step, on the whole grid.
///
/// The step's sun is taken in the 10-minute parts of its Forcing; surfaces and walls come with their
/// temperatures (SurfaceClimate). Equations and sources: docs/models/radiation.md.
///
///     radiation.begin(forcing);
///     for (int part = 0; part < forcing.part_count; ++part)
///         if (radiation.needs_beam(part)) {
///             shade.beam_transmissivity(forcing.parts[part].sun, 0.0f, at_surface);
///             shade.beam_transmissivity(forcing.parts[part].sun, parameters.height, at_body);
///             radiation.add_beam(part, at_surface, at_body);
///         }
///     radiation.finish(heat.climate(radiation.normal()));
///
/// In    city, sky view at the body   kept by reference: they must outlive the model
///       forcing                      weather of the step
///       beam transmissivity          1, per part, at the surface and at the body above it  (ny, nx)
///       surfaces                     means of the step                                  (ny, nx)
/// Out   the fields below, on the city's backend, valid after finish() until the next begin()
/// Throws  std::logic_error  calls out of order, or a part with sun left out
///         RuntimeError      not enough memory
/// Cost  8 planes of memory, 17 more with fluxes, 1 with the sphere; one launch per part with sun, three per
///       step
class RadiationModel {
  public:
    static constexpr float body_height = 1.1f;  ///< m, of a standing adult's centre
    struct Parameters {
        float height = body_height;  ///< m, above ground or roof, that `at_body` has
        bool fluxes = false;         ///< keep the six fluxes and the direct sun on a box
        double yaw = 0;              ///< rad, azimuth from true north of the side that counts as north
        bool sphere = false;         ///< keep the mean radiant temperature of a sphere
    };
    RadiationModel(const CityModel& city, const ShadeModel::SkyView& at_body, const MaterialTable& materials,
                   Parameters parameters);

    /// Azimuth from grid north of the body's first side [rad].
    double normal() const { return parameters_.yaw - city_.grid.convergence_rad; }

    void begin(const Forcing& forcing);
    /// True for a part whose sun is above the horizon: add_beam() must be called for it.
    bool needs_beam(int part) const { return forcing_.parts.at(part).sun.altitude_rad > 0; }
    void add_beam(int part, const Field2D<float>& at_surface, const Field2D<float>& at_body);
    void finish(const SurfaceClimate& surfaces);

    Field2D<float> shadow_fraction;           ///< 1, share of the step's parts with sun in shade; 1 at night
    Field2D<float> mean_radiant_temperature;  ///< K, standing person above ground or roof
    Field2D<float> mean_radiant_temperature_sphere;  ///< K, of a sphere, where asked for
    /// W m-2, where asked for: shortwave from above and below and on the north, east, south and west side,
    /// then longwave; and the direct sun in it, from above and on the sides, (5, ny, nx).
    std::array<Field2D<float>, SixFluxes::count> fluxes;
    Field3D<float> direct;
    Field2D<float> globe_radiation;  ///< W m-2, absorbed by a black globe there, per its surface
    Field2D<float> wick_radiation;   ///< W m-2, absorbed by the wick of a wet bulb, per its side

  private:
    const CityModel& city_;
    const ShadeModel::SkyView& at_body_;
    Parameters parameters_;
    PerTopMaterial albedo_, emissivity_;
    Crowns crowns_;
    Forcing forcing_{};
    unsigned parts_added_ = 0;  ///< bit per part
    bool begun_ = false;
    Field2D<float> lit_, body_, up_shortwave_, up_longwave_;
    Field2D<float> view_and_slant_;  // VerticalSectors
    GroundAround ground_{};
    float cosine_[sky_sectors][body_sides] = {};  // VerticalSectors
};

}  // namespace luwte
