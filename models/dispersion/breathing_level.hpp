// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/wind/wind_domain.hpp"

namespace luwte {

/// The height at which people breathe, over the columns of a wind grid and over surface cells
/// (docs/models/dispersion.md, 23 to 25).
///
/// In     city, layout  of the flow; the city's backend
///        height        m above ground
class BreathingLevel {
  public:
    BreathingLevel(const CityModel& city, const WindLayout& layout, double height);

    /// [rows, columns] of the wind grid over the area
    Shape columns() const { return {1, grid_.ny, grid_.nx}; }
    /// Adds `times` a concentration, of the area's wind grid with its ghost cells, to `out` (columns()).
    /// Throws RuntimeError  another shape
    void add(const Field3D<float>& c, double times, View2D<float> out) const;
    /// Columns with a building have their neighbours' value, others their own.
    Field2D<float> filled(const Field2D<float>& plane) const;
    /// At the surface cells, linear between columns of air, NaN on buildings   [ny, nx]
    void at_cells(const Field2D<float>& plane, const Field2D<float>& building_height,
                  Field2D<float>& out) const;

    const Grid& grid() const { return grid_; }
    const Backend& backend() const { return backend_; }
    /// 1 where a column begins with a building, on the CPU.
    const Field2D<std::uint8_t>& closed() const { return closed_; }

  private:
    Backend backend_;
    Grid grid_;
    idx per_cell_;
    float height_;
    Field3D<std::uint8_t> solid_;   ///< the lowest level
    Field2D<std::uint8_t> closed_;  ///< the same on the CPU
    Field2D<float> floors_;
};

}  // namespace luwte
