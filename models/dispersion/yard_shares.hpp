// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/dispersion/line_sources.hpp"
#include "models/dispersion/scalar_model.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace luwte {

/// A place of which the air is asked about, such as a school yard.
struct Yard {
    std::string name;
    using Ring = std::vector<MapPoint>;
    std::vector<std::vector<Ring>> polygons;  ///< of rings, the outer one first; in the study's CRS
    std::vector<std::int32_t> cells;          ///< of the surface grid, j nx + i: open ground inside
};

/// A yard on the columns of the wind grid.
struct YardColumn {
    idx j, i;
    double share;  ///< 1, of the yard's open ground; together 1
};

/// (31) The columns that hold a yard's cells and no building of the wind grid.
/// Throws InputError  all of them hold one
std::vector<YardColumn> yard_columns(const Yard& yard, const Grid& surface, const WindLayout& layout,
                                     const WindDomain& area);

/// What each road segment adds to the mean air of yards, by the transposed problem: one solution for each
/// sector and yard serves all segments (docs/models/dispersion.md, 31 to 34).
///
/// Adds up over sectors. Memory: 8 B per cell of the area, whatever the number of yards, and for each yard
/// 4 B per column and 8 B per segment.
class YardShares {
  public:
    static constexpr double height = 1.5;  ///< m above ground

    /// In     sources, area   of the layout; `area` is kept by reference
    /// Throws InputError      a yard without air, all of them at once
    YardShares(const Backend& backend, const std::vector<Yard>& yards, const Grid& surface,
               const WindLayout& layout, const WindDomain& area, const LineSources& sources);

    /// The transposed solutions of one sector of the year (SectorWeights::per_speed [s m-1]): `model` over
    /// the area alone, at a reference speed of 1 m s-1. Substances with the same removal have the same
    /// solutions. `after_yard` is called after each and may throw to stop. `of_segments`: the same as
    /// `per_speed` for each segment, where their hours differ; the map has `per_speed`.
    ///
    /// Throws RuntimeError  the model is not that of the area
    void add_sector(ScalarModel& model, double per_speed, const std::function<void()>& after_yard = {},
                    std::span<const double> of_segments = {});

    std::size_t size() const { return yards_.size(); }
    const std::vector<YardColumn>& columns(std::size_t yard) const { return yards_[yard].columns; }
    /// Of each segment: what the yard's mean rises by per unit that it emits per metre and second [s m-2].
    std::span<const double> per_emission(std::size_t yard) const { return yards_[yard].per_emission; }
    /// What a unit per second, from a road at ground level in each column, adds to the yard's mean [s m-3];
    /// not a number on buildings. On the backend.
    const Field2D<float>& map(std::size_t yard) const { return yards_[yard].map; }
    /// Of a plane at `height` over the area's columns, on the CPU.
    double mean(std::size_t yard, const Field2D<float>& plane) const;

    int solutions = 0, unsettled = 0;  ///< so far
    double most_lacking = 0;           ///< 1, ScalarModel::Result

  private:
    struct OfYard {
        std::vector<YardColumn> columns;
        std::vector<double> per_emission;
        Field2D<float> map;
    };
    Field3D<float> receptor(const OfYard& yard) const;

    Backend backend_;
    const WindDomain& area_;
    wind::Extents extents_;
    std::vector<OfYard> yards_;
    std::vector<double> length_;  ///< m, of segments
    Field3D<std::uint8_t> solid_;
    Field2D<std::int32_t> begin_, k_, j_, i_;  ///< of the cells of segments
    Field2D<float> share_, of_level_;          ///< 1
    Field2D<float> of_segment_;                ///< s m-3
};

}  // namespace luwte
