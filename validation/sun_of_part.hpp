// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/heat/heat_model.hpp"
#include "models/radiation/radiation_model.hpp"

namespace luwte {

/// Direct sun on the surfaces, crowns and bodies of a city in one part of an hour, as a run has it. For cases
/// that step HeatModel and RadiationModel by themselves. The arguments must outlive it.
class SunOfPart {
  public:
    SunOfPart(const CityModel& city, const ShadeModel& shade, const WallFacets& walls)
        : shade_(shade),
          walls_(walls),
          has_canopy_(city.has_canopy),
          top_(Backend::cpu(), city.terrain_height.shape(), "beam", "1"),
          crowns_(Backend::cpu(), city.terrain_height.shape(), "beam", "1"),
          body_(Backend::cpu(), city.terrain_height.shape(), "beam", "1"),
          wall_(Backend::cpu(), walls.shape(), "beam", "1") {}

    void set(const SunPosition& sun) {
        is_up_ = sun.altitude_rad > 0;
        if (!is_up_) return;
        shade_.beam_transmissivity(sun, 0, top_, has_canopy_ ? &crowns_ : nullptr);
        shade_.beam_transmissivity(sun, RadiationModel::body_height, body_);
        shade_.wall_beam(sun, walls_, wall_);
    }
    /// Part `part` of the hour that both have begun.
    void advance(HeatModel& heat, RadiationModel& radiation, int part, const Field2D<float>& air,
                 const Field2D<float>& wind) const {
        if (is_up_) radiation.add_beam(part, top_, body_);
        heat.advance(
            part,
            is_up_ ? HeatModel::Beam{&top_, &wall_, has_canopy_ ? &crowns_ : nullptr} : HeatModel::Beam{},
            air, wind);
    }

  private:
    const ShadeModel& shade_;
    const WallFacets& walls_;
    bool has_canopy_, is_up_ = false;
    Field2D<float> top_, crowns_, body_, wall_;  ///< 1, share of the beam that arrives
};

}  // namespace luwte
