// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/sector_weights.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace luwte {
namespace {

constexpr double degrees = 180 / std::numbers::pi;
constexpr double sigma_v_per_friction = 1.9;  ///< 1, neutral air

/// A Gaussian around 0 integrated twice, from below up to `x`; without spread max(x, 0).
double ramp(double x, double spread) {
    if (!(spread > 0)) return std::max(x, 0.0);
    const double t = x / spread;
    return 0.5 * x * std::erfc(-t / std::numbers::sqrt2) +
           spread * std::exp(-0.5 * t * t) / std::sqrt(2 * std::numbers::pi);
}

}  // namespace

double direction_spread(double roughness) {
    const double kappa = double(wind::TurbulenceConstants{}.kappa);
    const double friction_over_speed = kappa / std::log((wind_reference_height + roughness) / roughness);
    return sigma_v_per_friction * friction_over_speed * degrees;
}

std::vector<double> sector_shares(double from_deg, double spread, int sectors) {
    const double width = 360.0 / sectors;
    const double added = std::sqrt(std::max(spread * spread - width * width / 6, 0.0));
    std::vector<double> share(std::size_t(sectors), 0.0);
    double sum = 0;
    for (int n = 0; n < sectors; ++n) {
        const double apart = std::remainder(from_deg - n * width, 360);
        for (const double turn : {-360.0, 0.0, 360.0}) {
            const double x = apart + turn;
            share[std::size_t(n)] +=
                (ramp(x + width, added) - 2 * ramp(x, added) + ramp(x - width, added)) / width;
        }
        share[std::size_t(n)] = std::max(share[std::size_t(n)], 0.0);
        sum += share[std::size_t(n)];
    }
    for (double& s : share) s /= sum;  // rounding, and what turns by more than one and a half circles
    return share;
}

SectorsOfHour::SectorsOfHour(const WindLibrary& library) {
    if (library.sectors.empty()) throw RuntimeError("sector weights: the library has no sectors");
    for (const WindLibrary::Sector& sector : library.sectors) {
        slowness_.push_back(1 / library.reference_of(sector, 1));
        spread_.push_back(direction_spread(sector.report.inflow.roughness));
    }
}

double SectorsOfHour::least_spread() const { return *std::ranges::min_element(spread_); }
double SectorsOfHour::most_spread() const { return *std::ranges::max_element(spread_); }

std::vector<double> SectorsOfHour::per_speed(double station_speed, double from_direction) const {
    std::vector<double> weight(size(), 1.0 / double(size()));
    if (!std::isnan(from_direction)) {
        const double from = from_direction * degrees;
        const wind::BetweenSectors at = between_sectors(from, size());
        weight = sector_shares(
            from,
            std::lerp(spread_[std::size_t(at.first)], spread_[std::size_t(at.second)], double(at.share)),
            int(size()));
    }
    const double speed = std::max(station_speed, least_station_speed);
    for (std::size_t s = 0; s < size(); ++s) weight[s] *= slowness_[s] / speed;
    return weight;
}

std::vector<double> SectorsOfHour::per_speed_squared(double station_speed, double from_direction) const {
    std::vector<double> weight = per_speed(station_speed, from_direction);
    const double speed = std::max(station_speed, least_station_speed);
    for (std::size_t s = 0; s < size(); ++s) weight[s] *= slowness_[s] / speed;
    return weight;
}

SectorWeights sector_weights(const WeatherSeries& weather, const WindLibrary& library,
                             std::span<const double> traffic) {
    const SectorsOfHour sectors(library);
    if (!traffic.empty() && traffic.size() != weather.hours.size())
        throw RuntimeError("sector weights: traffic of every hour is expected");
    SectorWeights out;
    out.least_spread = sectors.least_spread(), out.most_spread = sectors.most_spread();
    out.sector_spread = 360.0 / double(sectors.size()) / std::sqrt(6.0);

    out.per_speed.assign(sectors.size(), 0.0);
    double vehicles = 0;
    for (std::size_t h = 0; h < weather.hours.size(); ++h) {
        const WeatherHour& hour = weather.hours[h];
        if (std::isnan(hour.wind_speed)) {
            ++out.without_speed;
            continue;
        }
        if (out.hours++ == 0) out.begin_s = hour.end_s - 3600;
        out.end_s = hour.end_s;
        out.below_floor += double(hour.wind_speed) < least_station_speed;
        out.without_direction += std::isnan(hour.wind_from_direction);
        const double of_hour = traffic.empty() ? 1 : traffic[h];
        vehicles += of_hour;
        const std::vector<double> weight =
            sectors.per_speed(double(hour.wind_speed), double(hour.wind_from_direction));
        for (std::size_t s = 0; s < weight.size(); ++s) out.per_speed[s] += of_hour * weight[s];
    }
    if (out.hours == 0)
        throw InputError("weather.file", "no hour has a wind speed, so that no year can be made of it",
                         "hourly records of KNMI, EPW files and CSV files with wind_speed do");
    if (!(vehicles > 0))
        throw InputError("air.traffic_by_hour", "no hour of the weather file has both traffic and wind",
                         "the hours of a day are local ones");
    for (double& weight : out.per_speed) weight /= vehicles;
    return out;
}

}  // namespace luwte
