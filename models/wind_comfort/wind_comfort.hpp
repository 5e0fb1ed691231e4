// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"
#include "kernels/wind_comfort/nen8100.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace luwte {

/// Wind at 60 m from that at 10 m over open land [1]: the log law of z0 = 0.03 m, ln(60 / z0) / ln(10 / z0).
double wind_60_over_10();

/// How often the wind at 60 m blows from each sector and is above a speed.
struct WindStatistics {
    int sectors = 0;                 ///< the first about north, then clockwise
    std::vector<float> share_above;  ///< 1, of all hours, above n step     [sectors, speeds]

    static constexpr int speeds = 161;
    static constexpr double step = 0.25;  ///< m s-1; the last of the speeds is 40 m/s

    /// In     speed   m s-1, hourly means at 60 m; hours that are NaN do not count
    ///        from    degrees, where the wind comes from; NaN = from all sectors alike
    /// Throws InputError  no hour has a speed, or one is negative or above 40 m/s: the first such hour
    WindStatistics(std::span<const double> speed, std::span<const double> from_deg, int number_of_sectors);
};

/// Classes of NEN 8100, docs/models/wind_comfort.md.
struct WindNuisance {
    Field2D<float> comfort_share, danger_share;        ///< 1, of hours above 5 and 15 m/s      [ny, nx]
    Field2D<std::int8_t> comfort_class, danger_class;  ///< 0 to 4 = A to E; 0 to 2; -1 = no ratio

    /// In     ratio   1, speed at 1.75 m over that at 60 m, NaN where nobody walks  [sectors, ny, nx]
    /// Throws RuntimeError when the numbers of sectors differ
    WindNuisance(const Backend& backend, const Field3D<float>& ratio, const WindStatistics& statistics,
                 const wind_comfort::Limits& limits = {});
};

}  // namespace luwte
