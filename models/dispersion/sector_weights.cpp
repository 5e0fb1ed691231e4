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

SectorWeights sector_weights(const WeatherSeries& weather, const WindLibrary& library,
                             std::span<const double> traffic) {
    if (library.sectors.empty()) throw RuntimeError("sector weights: the library has no sectors");
    if (!traffic.empty() && traffic.size() != weather.hours.size())
        throw RuntimeError("sector weights: traffic of every hour is expected");
    const auto sectors = int(library.sectors.size());
    SectorWeights out;
    std::vector<double> slowness, spread;  // s m-1 per m s-1 of the station; degrees
    for (const WindLibrary::Sector& sector : library.sectors) {
        slowness.push_back(1 / library.reference_of(sector, 1));
        spread.push_back(direction_spread(sector.report.inflow.roughness));
    }
    out.least_spread = *std::ranges::min_element(spread), out.most_spread = *std::ranges::max_element(spread);
    out.sector_spread = 360.0 / sectors / std::sqrt(6.0);

    const std::vector<double> all_alike(std::size_t(sectors), 1.0 / sectors);
    out.per_speed.assign(std::size_t(sectors), 0.0);
    double vehicles = 0;
    for (std::size_t h = 0; h < weather.hours.size(); ++h) {
        const WeatherHour& hour = weather.hours[h];
        if (std::isnan(hour.wind_speed)) {
            ++out.without_speed;
            continue;
        }
        if (out.hours++ == 0) out.begin_s = hour.end_s - 3600;
        out.end_s = hour.end_s;
        const double speed = std::max(double(hour.wind_speed), least_station_speed);
        out.below_floor += double(hour.wind_speed) < least_station_speed;
        const double of_hour = traffic.empty() ? 1 : traffic[h];
        vehicles += of_hour;
        std::vector<double> share = all_alike;
        if (std::isnan(hour.wind_from_direction)) {
            ++out.without_direction;
        } else {
            const double from = double(hour.wind_from_direction) * degrees;
            const wind::BetweenSectors at = library.between(from);
            share = sector_shares(
                from,
                std::lerp(spread[std::size_t(at.first)], spread[std::size_t(at.second)], double(at.share)),
                sectors);
        }
        for (std::size_t s = 0; s < share.size(); ++s)
            out.per_speed[s] += of_hour * share[s] * slowness[s] / speed;
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
