// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/weather/weather.hpp"
#include "models/wind/sector_library.hpp"

#include <span>
#include <vector>

namespace luwte {

/// What the concentrations of each flow - a sector in air of one stability - made at a reference speed of
/// 1 m s-1, weigh in the mean of all hours of a record (docs/models/dispersion.md, 18 to 22 and 52 to 55):
/// that mean is the sum over flows of per_speed times concentration. Flows: the sectors of the first library,
/// then those of the next.
struct SectorWeights {
    std::vector<double> per_speed;  ///< s m-1, by flow

    int hours = 0;                             ///< that have a speed
    int without_speed = 0;                     ///< left out
    int below_floor = 0;                       ///< of `hours`, with less than `least_speed` at the station
    int without_direction = 0;                 ///< of `hours`, calm or variable: the mean of all sectors
    double begin_s = 0, end_s = 0;             ///< s since 1970, UTC, of `hours`, from the first to the last
    double least_spread = 0, most_spread = 0;  ///< degrees, of the direction within an hour, by flow
    double sector_spread = 0;  ///< degrees, of which interpolating between sectors makes this much

    std::vector<double> of_class;          ///< 1, by library: its share of `hours`
    int without_stability = 0;             ///< of `hours`, taken as neutral
    int too_stable = 0, too_unstable = 0;  ///< of `hours`, further than the outermost library: as that
};

inline constexpr double least_station_speed = 1;  ///< m s-1 at 10 m over grass

/// (19) to (21), (53) What each flow's concentrations weigh in one hour. Keeps no reference to the libraries.
class SectorsOfHour {
  public:
    /// In     libraries  by ascending 1 / L, with as many sectors each, one of them neutral
    /// Throws RuntimeError  no library, one without sectors, or other ones
    explicit SectorsOfHour(std::span<const WindLibrary> libraries);

    /// By flow, its share of the hour over its reference speed [s m-1]: concentrations go with it.
    /// In   station_speed   m s-1, counts as at least `least_station_speed`
    ///      from_direction  rad from true north, where it comes from; NaN: calm or variable, all sectors
    ///      alike
    ///      per_length      m-1, 1 / L of the hour; NaN: not known, taken as neutral
    std::vector<double> per_speed(double station_speed, double from_direction, double per_length) const;
    /// (29) That over the reference speed once more [s2 m-2]: so does what is a concentration times its age.
    std::vector<double> per_speed_squared(double station_speed, double from_direction,
                                          double per_length) const;
    BetweenClasses between(double per_length) const;

    std::size_t size() const { return classes_.size() * sectors(); }  ///< flows
    std::size_t sectors() const { return classes_.front().spread.size(); }
    std::span<const double> classes() const { return per_length_; }  ///< m-1, 1 / L of each library
    double least_spread() const;  ///< degrees, of the direction within an hour, by flow
    double most_spread() const;

  private:
    struct OfClass {
        std::vector<double> slowness;  ///< s m-1 of the sector per m s-1 of the station
        std::vector<double> spread;    ///< degrees
    };
    std::vector<OfClass> classes_;
    std::vector<double> per_length_;
};

/// In   traffic     of each hour of the record over its mean [1], not negative; empty: all alike
///      per_length  of each hour, 1 / L [m-1]; NaN: not known, taken as neutral; empty: all neutral
/// Throws  InputError    no hour has a speed, or none of those has traffic
///         RuntimeError  as SectorsOfHour; as many values of traffic or 1 / L as hours are not given
SectorWeights sector_weights(const WeatherSeries& weather, std::span<const WindLibrary> libraries,
                             std::span<const double> traffic = {}, std::span<const double> per_length = {});

/// (20) Standard deviation of the wind's direction within an hour [degrees] over land of z0 `roughness` [m]
/// in air of 1 / L `per_length` [m-1], at the reference height.
double direction_spread(double roughness, double per_length = 0);

/// (21) Shares of `sectors` evenly spaced sectors [1] in wind from `from_deg` that turns by `spread`
/// [degrees, standard deviation] and is interpolated linearly between sectors: they spread it by as much, or
/// by what interpolating spreads, whichever is more.
std::vector<double> sector_shares(double from_deg, double spread, int sectors);

}  // namespace luwte
