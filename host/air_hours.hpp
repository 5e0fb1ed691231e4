// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/background.hpp"
#include "inputs/study/study.hpp"
#include "models/dispersion/sector_weights.hpp"
#include "models/dispersion/street_hours.hpp"
#include "models/traffic/traffic.hpp"
#include "models/weather/weather.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// What hourly fields of air need of dispersion: planes of each sector and stability of some substances, and
/// of NOx times its age where NO2 is asked for.
struct SectorAir {
    std::vector<Substance> substances;
    bool aged;  ///< one plane more, behind the substances'
    SectorsOfHour sectors;
    StreetHours
        planes;  ///< of each flow, at a reference speed of 1 m s-1 and the traffic of a mean hour, ug m-3
};

/// Pollutants of which output.fields asks for fields of steps, in the order of air.pollutants.
std::vector<std::string> pollutants_of_steps(const Study& study);
/// Substances that those need, of `all`.
std::vector<Substance> substances_of_steps(const Study& study, const std::vector<Substance>& all);

/// Says of what these fields are; nothing where none is asked for.
void describe_air_hours(const Study& study, const Background& background, std::vector<std::string>& rules,
                        std::vector<std::string>& warnings);

/// Concentrations of each step of a day where people breathe them (docs/models/dispersion.md, 28 to 30):
/// exploratory, not for permit tests. On the city's backend.
class AirHours {
  public:
    /// All kept by reference.
    AirHours(const Study& study, const Background& background, const SectorAir& air, const CityModel& city);

    /// In   local_hour   h, at which the step begins
    ///      per_length   m-1, 1 / L that its wind was looked up with (Simulation::stability)
    void step(const Forcing& forcing, double local_hour, double per_length);
    /// By their names in the file, only those asked for; they stay where they are   [ny, nx], ug m-3
    std::vector<const Field2D<float>*> fields() const;

  private:
    struct OfPollutant {
        std::string name;
        Field2D<float> background;  ///< of the hour, where it has hours, else of the year
        Field2D<float> all, roads;  ///< empty where not asked for
    };
    struct Weights {
        std::vector<double> per_speed, squared;  ///< s m-1, s2 m-2: by flow, traffic included
    };
    std::size_t plane_of(Substance substance) const;
    void no2(const Forcing& forcing, const Weights& weights, OfPollutant& of);

    Field2D<float> background_plane(const std::string& name) const;

    const Study& study_;
    const Background& background_;
    const SectorAir& air_;
    const CityModel& city_;
    std::vector<OfPollutant> pollutants_;
    Field2D<float> ozone_;                  ///< of the background, for NO2 only
    Field2D<float> first_, direct_, aged_;  ///< room; the last two for NO2 only
};

}  // namespace luwte
