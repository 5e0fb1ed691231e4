// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/dispersion/breathing_level.hpp"
#include "models/traffic/traffic.hpp"

#include <span>
#include <vector>

namespace luwte {

/// Means over the sectors of a year of several concentrations, where people breathe them
/// (docs/models/dispersion.md, 23 to 25). Holds a plane for each, never a volume of a sector.
///
/// In     city, layout  of the flow; the city's backend
///        height        m above ground
///        count         how many concentrations
class StreetMean {
  public:
    StreetMean(const CityModel& city, const WindLayout& layout, double height, std::size_t count);

    /// Adds what a sector with `share` has of the n-th: share times `c`, of the area's wind grid with its
    /// ghost cells, on the city's backend.
    void add(std::size_t n, const Field3D<float>& c, double share);

    /// At the surface cells, linear between columns of air; columns with a building have their neighbours'
    /// value, NaN on buildings   [ny, nx]
    Field2D<float> at_cells(std::size_t n) const;
    /// At points in the grid's system, linear between the columns of air around it; where those are none, as
    /// at_cells has it beside buildings; beyond the area the rim's. On the CPU.
    std::vector<double> at(std::size_t n, std::span<const MapPoint> points) const;
    /// Whether the column there begins with a building.
    bool in_building(MapPoint point) const;

  private:
    const CityModel& city_;
    BreathingLevel level_;
    std::vector<Field2D<float>> mean_;
};

}  // namespace luwte
