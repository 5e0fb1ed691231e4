// SPDX-License-Identifier: Apache-2.0
#include "models/wind_comfort/wind_comfort.hpp"

#include "models/launches.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace luwte {

double wind_60_over_10() {
    constexpr double open_land = 0.03;  // m
    return std::log(60 / open_land) / std::log(10 / open_land);
}

WindStatistics::WindStatistics(std::span<const double> speed, std::span<const double> from_deg,
                               int number_of_sectors)
    : sectors(number_of_sectors), share_above(std::size_t(number_of_sectors * speeds)) {
    std::vector<double> hours(share_above.size());
    double all = 0;
    for (std::size_t n = 0; n < speed.size(); ++n) {
        if (std::isnan(speed[n])) continue;
        if (speed[n] < 0 || speed[n] > step * (speeds - 1))
            throw InputError("hour " + std::to_string(n + 1) + " of the wind statistics",
                             "the wind at 60 m is " + std::to_string(speed[n]) + " m/s, expected 0 to 40 m/s",
                             "mark missing hours as such");
        ++all;
        const auto add = [&](int sector, double weight) {
            double* of_sector = hours.data() + std::ptrdiff_t(sector) * speeds;
            for (int v = 0; step * v < speed[n]; ++v) of_sector[v] += weight;
        };
        if (std::isnan(from_deg[n]))
            for (int s = 0; s < sectors; ++s) add(s, 1.0 / sectors);
        else
            add(int(std::lround(from_deg[n] / 360 * sectors) % sectors + sectors) % sectors, 1);
    }
    if (!(all > 0))
        throw InputError("wind statistics", "no hour of the station has a wind speed",
                         "take a station or a year that measures wind");
    std::ranges::transform(hours, share_above.begin(), [&](double count) { return float(count / all); });
}

WindNuisance::WindNuisance(const Backend& backend, const Field3D<float>& ratio,
                           const WindStatistics& statistics, const wind_comfort::Limits& limits) {
    const Shape s = ratio.shape();
    if (s.nz != statistics.sectors)
        throw RuntimeError("speed ratios of " + std::to_string(s.nz) + " sectors, wind statistics of " +
                           std::to_string(statistics.sectors));
    const Shape plane{1, s.ny, s.nx};
    comfort_share = Field2D<float>(backend, plane, "share of hours above 5 m/s", "1");
    danger_share = Field2D<float>(backend, plane, "share of hours above 15 m/s", "1");
    comfort_class = Field2D<std::int8_t>(backend, plane, "wind comfort class", "1");
    danger_class = Field2D<std::int8_t>(backend, plane, "wind danger class", "1");
    Field2D<float> table(Backend::cpu(), {1, s.nz, WindStatistics::speeds}, "share of hours above", "1");
    std::ranges::copy(statistics.share_above, table.host().begin());
    const Field2D<float> share = table.copy_to(backend);
    on_cells(backend, "wind comfort: classes", Box2{0, s.ny, 0, s.nx},
             wind_comfort::Nuisance{ratio.view(),
                                    {share.view(), float(1 / WindStatistics::step)},
                                    limits,
                                    comfort_share.view(),
                                    danger_share.view(),
                                    comfort_class.view(),
                                    danger_class.view()});
}

}  // namespace luwte
