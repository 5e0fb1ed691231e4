// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/street_wind.hpp"

#include <span>
#include <vector>

namespace luwte {

/// The wind of a step where people, ground, roofs, walls and crowns are, from libraries of one city in air of
/// several stabilities (docs/models/wind.md, 58): what StreetWind finds in two of them, linear in 1 / L
/// between them, as the outermost one has it beyond. With a neutral library alone it is StreetWind.
///
/// In    walls, libraries   kept by reference: they must outlive this; by ascending 1 / L, one of them
/// neutral
///       per_length         m-1, 1 / L of the step: 0 neutral, above 0 stable
/// Cost  that of StreetWind for each of the two
class StreetWinds {
  public:
    StreetWinds(const WallFacets& walls, std::span<const WindLibrary> libraries);

    /// As in StreetWind.
    void at_street(const Forcing& forcing, double per_length, Field2D<float>& out) const;
    void beside_walls(const Forcing& forcing, double per_length, Field2D<float>& out) const;
    void in_crowns(const Forcing& forcing, double per_length, idx size, Field2D<float>& out) const;
    /// That of neutral air.
    const StreetWind& neutral() const { return winds_[neutral_]; }

    bool has_classes() const { return winds_.size() > 1; }
    /// 1 / L of the outermost libraries [m-1].
    double least() const { return per_length_.front(); }
    double most() const { return per_length_.back(); }

  private:
    template <class F>
    void between(double per_length, const F& wind, Field2D<float>& out) const;

    Backend backend_;
    std::vector<StreetWind> winds_;
    std::vector<double> per_length_;
    std::size_t neutral_ = 0;
};

}  // namespace luwte
