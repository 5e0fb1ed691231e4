// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validation/globe_montpellier/canyon.hpp"
#include "validation/globe_montpellier/globe.hpp"

#include <array>
#include <filesystem>
#include <vector>

namespace luwte::montpellier {

/// What a globe gets, mean over its surface and the hour [W m-2].
struct OnGlobe {
    double direct = 0;                 ///< shortwave of the sun itself, on a sphere: a quarter of it
    double on_faces = 0;               ///< the same on the six faces of a box, a sixth each
    double diffuse = 0, longwave = 0;  ///< of six directions, a sixth each
};

/// One hour as measured and as the models have it.
struct CanyonHour {
    MeasuredHour measured;
    std::array<OnGlobe, globes> modelled{};
    double global = 0;   ///< W m-2, above the canyon, as taken back from the pyranometers
    bool night = false;  ///< sun below the horizon for the whole hour

    /// Globe temperature [degC]; wind_factor multiplies the station's wind.
    double globe_celsius(int n, const Globe& globe = {}, double wind_factor = 1,
                         bool sun_on_faces = false) const;
};

struct Choices {
    double pyranometer_height = 1.3;  ///< m above the canyon's floor
    SurfaceType ground = SurfaceType::unknown;
};

/// The program's models over the measured hours up to the end of `last_day` of August 2023, in one go; the
/// first day runs twice before. Throws what read_measured() and forcing_at() throw.
std::vector<CanyonHour> run_canyon(const std::filesystem::path& file, int last_day,
                                   const Choices& choices = {});

}  // namespace luwte::montpellier
