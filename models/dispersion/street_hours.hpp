// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/dispersion/breathing_level.hpp"

#include <span>
#include <vector>

namespace luwte {

/// Planes of each sector of several concentrations, where people breathe them, of which any hour is a sum
/// (docs/models/dispersion.md, 28 and 29). Memory: 4 B per column of the wind grid, sector and concentration.
///
/// In     city, layout  of the flow; the city's backend
///        height        m above ground
class StreetHours {
  public:
    StreetHours(const CityModel& city, const WindLayout& layout, double height, std::size_t sectors,
                std::size_t count);

    /// The n-th concentration of a sector, of the area's wind grid with its ghost cells.
    /// Throws RuntimeError  another shape
    void set(std::size_t n, std::size_t sector, const Field3D<float>& c);
    /// The n-th of an hour at the surface cells, NaN on buildings: the sum over sectors of their planes, each
    /// times its weight.
    /// Throws RuntimeError  as many weights as sectors are not given
    void of_hour(std::size_t n, std::span<const double> weights, const Field2D<float>& building_height,
                 Field2D<float>& out) const;

    std::size_t size() const { return planes_.size(); }

  private:
    BreathingLevel level_;
    std::vector<Field3D<float>> planes_;  ///< [sectors, rows, columns]
};

/// Each value of `in` and `times` that of the background, all on one backend; NaN stays. `in` and `out` may
/// be one.
void add_background(const Field2D<float>& in, const Field2D<float>& background, double times,
                    Field2D<float>& out);

}  // namespace luwte
