// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/sector_weights.hpp"

#include "models/air/surface_layer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace luwte {
namespace {

constexpr double degrees = 180 / std::numbers::pi;
constexpr double sigma_v_per_friction = 1.9;  ///< 1, of neutral air, taken in all

/// A Gaussian around 0 integrated twice, from below up to `x`; without spread max(x, 0).
double ramp(double x, double spread) {
    if (!(spread > 0)) return std::max(x, 0.0);
    const double t = x / spread;
    return 0.5 * x * std::erfc(-t / std::numbers::sqrt2) +
           spread * std::exp(-0.5 * t * t) / std::sqrt(2 * std::numbers::pi);
}

}  // namespace

double direction_spread(double roughness, double per_length) {
    const double kappa = double(wind::TurbulenceConstants{}.kappa), high = wind_reference_height + roughness;
    double profile = std::log(high / roughness);
    if (per_length != 0)
        profile += air::psi_momentum(roughness * per_length) - air::psi_momentum(high * per_length);
    const double friction_over_speed = kappa / profile;
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

SectorsOfHour::SectorsOfHour(std::span<const WindLibrary> libraries) {
    if (libraries.empty() || libraries.front().sectors.empty())
        throw RuntimeError("sector weights: the library has no sectors");
    for (const WindLibrary& library : libraries) {
        if (library.sectors.size() != libraries.front().sectors.size())
            throw RuntimeError("sector weights: libraries have other sectors");
        OfClass& of = classes_.emplace_back();
        per_length_.push_back(library.per_length);
        for (const WindLibrary::Sector& sector : library.sectors) {
            of.slowness.push_back(1 / library.reference_of(sector, 1));
            of.spread.push_back(direction_spread(sector.report.inflow.roughness, library.per_length));
        }
    }
}

double SectorsOfHour::least_spread() const {
    double least = classes_.front().spread.front();
    for (const OfClass& of : classes_) least = std::min(least, *std::ranges::min_element(of.spread));
    return least;
}
double SectorsOfHour::most_spread() const {
    double most = 0;
    for (const OfClass& of : classes_) most = std::max(most, *std::ranges::max_element(of.spread));
    return most;
}

BetweenClasses SectorsOfHour::between(double per_length) const {
    return between_classes(std::isnan(per_length) ? 0 : per_length, per_length_);
}

std::vector<double> SectorsOfHour::per_speed(double station_speed, double from_direction,
                                             double per_length) const {
    std::vector<double> weight(size(), 0.0);
    const double speed = std::max(station_speed, least_station_speed);
    const auto add = [&](std::size_t n, double share_of_class) {
        const OfClass& of = classes_[n];
        std::vector<double> share(sectors(), 1.0 / double(sectors()));
        if (!std::isnan(from_direction)) {
            const double from = from_direction * degrees;
            const wind::BetweenSectors at = between_sectors(from, sectors());
            share = sector_shares(from,
                                  std::lerp(of.spread[std::size_t(at.first)],
                                            of.spread[std::size_t(at.second)], double(at.share)),
                                  int(sectors()));
        }
        for (std::size_t s = 0; s < sectors(); ++s)
            weight[n * sectors() + s] = share_of_class * (share[s] * (of.slowness[s] / speed));
    };
    const BetweenClasses at = between(per_length);
    add(at.first, 1 - at.share);
    if (at.second != at.first) add(at.second, at.share);
    return weight;
}

std::vector<double> SectorsOfHour::per_speed_squared(double station_speed, double from_direction,
                                                     double per_length) const {
    std::vector<double> weight = per_speed(station_speed, from_direction, per_length);
    const double speed = std::max(station_speed, least_station_speed);
    for (std::size_t n = 0; n < size(); ++n)
        weight[n] *= classes_[n / sectors()].slowness[n % sectors()] / speed;
    return weight;
}

SectorWeights sector_weights(const WeatherSeries& weather, std::span<const WindLibrary> libraries,
                             std::span<const double> traffic, std::span<const double> per_length) {
    const SectorsOfHour sectors(libraries);
    for (const std::span<const double> values : {traffic, per_length})
        if (!values.empty() && values.size() != weather.hours.size())
            throw RuntimeError("sector weights: traffic and 1 / L of every hour are expected");
    SectorWeights out;
    out.least_spread = sectors.least_spread(), out.most_spread = sectors.most_spread();
    out.sector_spread = 360.0 / double(sectors.sectors()) / std::sqrt(6.0);

    out.per_speed.assign(sectors.size(), 0.0);
    out.of_class.assign(libraries.size(), 0.0);
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
        const double stability = per_length.empty() ? 0 : per_length[h];
        out.without_stability += std::isnan(stability);
        out.too_stable += stability > sectors.classes().back();
        out.too_unstable += stability < sectors.classes().front();
        const BetweenClasses at = sectors.between(stability);
        out.of_class[at.first] += 1 - at.share, out.of_class[at.second] += at.share;
        const double of_hour = traffic.empty() ? 1 : traffic[h];
        vehicles += of_hour;
        const std::vector<double> weight =
            sectors.per_speed(double(hour.wind_speed), double(hour.wind_from_direction), stability);
        for (std::size_t n = 0; n < weight.size(); ++n) out.per_speed[n] += of_hour * weight[n];
    }
    if (out.hours == 0)
        throw InputError("weather.file", "no hour has a wind speed, so that no year can be made of it",
                         "hourly records of KNMI, EPW files and CSV files with wind_speed do");
    if (!(vehicles > 0))
        throw InputError("air.traffic_by_hour", "no hour of the weather file has both traffic and wind",
                         "the hours of a day are local ones");
    for (double& weight : out.per_speed) weight /= vehicles;
    for (double& share : out.of_class) share /= out.hours;
    return out;
}

}  // namespace luwte
