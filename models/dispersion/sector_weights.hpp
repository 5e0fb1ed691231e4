// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/weather/weather.hpp"
#include "models/wind/sector_library.hpp"

#include <span>
#include <vector>

namespace luwte {

/// What each sector's concentrations, made at a reference speed of 1 m s-1, weigh in the mean of all hours of
/// a record (docs/models/dispersion.md, 18 to 22): that mean is the sum over sectors of per_speed times
/// concentration.
struct SectorWeights {
    std::vector<double> per_speed;  ///< s m-1, by sector

    int hours = 0;                             ///< that have a speed
    int without_speed = 0;                     ///< left out
    int below_floor = 0;                       ///< of `hours`, with less than `least_speed` at the station
    int without_direction = 0;                 ///< of `hours`, calm or variable: the mean of all sectors
    double begin_s = 0, end_s = 0;             ///< s since 1970, UTC, of `hours`, from the first to the last
    double least_spread = 0, most_spread = 0;  ///< degrees, of the direction within an hour, by sector
    double sector_spread = 0;  ///< degrees, of which interpolating between sectors makes this much
};

inline constexpr double least_station_speed = 1;  ///< m s-1 at 10 m over grass

/// (19) to (21) What each sector's concentrations weigh in one hour. Keeps no reference to the library.
class SectorsOfHour {
  public:
    /// Throws RuntimeError  a library without sectors
    explicit SectorsOfHour(const WindLibrary& library);

    /// By sector, its share of the hour over its reference speed [s m-1]: concentrations go with it.
    /// In   station_speed   m s-1, counts as at least `least_station_speed`
    ///      from_direction  rad from true north, where it comes from; NaN: calm or variable, all sectors
    ///      alike
    std::vector<double> per_speed(double station_speed, double from_direction) const;
    /// (29) That over the reference speed once more [s2 m-2]: so does what is a concentration times its age.
    std::vector<double> per_speed_squared(double station_speed, double from_direction) const;

    std::size_t size() const { return spread_.size(); }
    double least_spread() const;  ///< degrees, of the direction within an hour, by sector
    double most_spread() const;

  private:
    std::vector<double> slowness_;  ///< s m-1 of the sector per m s-1 of the station
    std::vector<double> spread_;    ///< degrees
};

/// In   traffic  of each hour of the record over its mean [1], not negative; empty: all alike
/// Throws  InputError    no hour has a speed, or none of those has traffic
///         RuntimeError  a library without sectors, or as many values of traffic as hours are not given
SectorWeights sector_weights(const WeatherSeries& weather, const WindLibrary& library,
                             std::span<const double> traffic = {});

/// (20) Standard deviation of the wind's direction within an hour [degrees] over land of z0 `roughness` [m]
/// in neutral air, at the reference height.
double direction_spread(double roughness);

/// (21) Shares of `sectors` evenly spaced sectors [1] in wind from `from_deg` that turns by `spread`
/// [degrees, standard deviation] and is interpolated linearly between sectors: they spread it by as much, or
/// by what interpolating spreads, whichever is more.
std::vector<double> sector_shares(double from_deg, double spread, int sectors);

}  // namespace luwte
