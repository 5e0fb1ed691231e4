// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/street_mean.hpp"

#include "models/fill.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

StreetMean::StreetMean(const CityModel& city, const WindLayout& layout, double height, std::size_t count)
    : city_(city), level_(city, layout, height) {
    for (std::size_t n = 0; n < count; ++n) {
        mean_.emplace_back(city.backend(), level_.columns(), "concentration", "m-3");
        fill(mean_.back(), 0.0f);
    }
}

void StreetMean::add(std::size_t n, const Field3D<float>& c, double share) {
    level_.add(c, share, mean_.at(n).view());
}

Field2D<float> StreetMean::at_cells(std::size_t n) const {
    Field2D<float> out(city_.backend(), city_.building_height.shape(), "concentration", "m-3");
    level_.at_cells(mean_.at(n), city_.building_height, out);
    return out;
}

bool StreetMean::in_building(MapPoint point) const {
    const Grid& grid = level_.grid();
    const auto at = [&](double from, double begin, idx size) {
        return std::clamp(idx(std::floor((from - begin) / grid.cell_size)), idx(0), size - 1);
    };
    return level_.closed().view()(at(point.y_m, grid.y0, grid.ny), at(point.x_m, grid.x0, grid.nx)) != 0;
}

std::vector<double> StreetMean::at(std::size_t n, std::span<const MapPoint> points) const {
    const Grid& grid = level_.grid();
    const Field2D<float> all = level_.filled(mean_.at(n)).copy_to(Backend::cpu());
    const auto value = all.view();
    const auto place = [&](double from, double begin, idx size) {
        return std::clamp((from - begin) / grid.cell_size - 0.5, 0.0, double(size - 1));
    };
    std::vector<double> out;
    for (const MapPoint& point : points) {
        const double y = place(point.y_m, grid.y0, grid.ny), x = place(point.x_m, grid.x0, grid.nx);
        const idx j = idx(y), i = idx(x);
        double open = 0, weights = 0, every = 0;
        for (idx b = 0; b < 2; ++b)
            for (idx a = 0; a < 2; ++a) {
                const idx jj = std::min(j + b, grid.ny - 1), ii = std::min(i + a, grid.nx - 1);
                const double weight = (b == 0 ? 1 - (y - j) : y - j) * (a == 0 ? 1 - (x - i) : x - i);
                const double part = weight * double(std::max(value(jj, ii), 0.0f));
                every += part;
                if (level_.closed().view()(jj, ii) == 0) open += part, weights += weight;
            }
        out.push_back(weights > 0 ? open / weights : every);
    }
    return out;
}

}  // namespace luwte
