// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"
#include "models/srm1/street_links.hpp"

#include <span>

namespace luwte {

/// Yearly mean concentrations along streets by SRM1, the Dutch standard method 1: docs/models/srm1.md.
/// Exploratory, not for permit tests.
///
/// In     roads      street and open road segments
///        receptors  with the streets that they stand along (indices into roads, of streets only)
/// Throws RuntimeError  a link names no segment, or an open road; a building type is not 1 to 4
/// Cost   about 1 microsecond per link; 20 B per link and 16 B per point of a line.
class Srm1Model {
  public:
    Srm1Model(const Backend& backend, std::span<const RoadSegment> roads,
              std::span<const Receptor> receptors);

    /// What the streets add, ug m-3   [substances, receptors]: equations (1) and (3); 0 without a street.
    /// In     emission  ug m-1 s-1   [substances, roads]
    ///        wind      m s-1, yearly mean at each receptor   [1, receptors]
    Field2D<float> contribution(const Field2D<float>& emission, const Field2D<float>& wind) const;

    /// Distance of each link from its street's axis, m, in the order of receptors and their streets.
    const Field2D<float>& distance() const { return distance_; }
    /// Links nearer than the method's 3.5 m, and beyond its reach of 30 or 60 m: taken at that distance.
    std::size_t too_near() const { return too_near_; }
    std::size_t beyond_reach() const { return beyond_reach_; }

  private:
    srm1::StreetLinks links_;
    Field2D<float> distance_;
    std::size_t too_near_ = 0, beyond_reach_ = 0;
};

namespace srm1 {

/// Contributions of roads, ug m-3   [1, receptors] each: NOx, and the part of it that was emitted as NO2.
struct RoadNox {
    const Field2D<float>&nox, &direct;
};

/// NO2 that ozone makes of the NO of streets and of open roads (SRM2), ug m-3   [1, receptors]: equations (4)
/// and (5). `ozone`: the background's yearly mean, ug m-3   [1, receptors].
Field2D<float> no2_by_ozone(const RoadNox& streets, const RoadNox& open_roads, const Field2D<float>& ozone);

/// Days a year with a daily mean of PM10 above 50 ug m-3, of yearly means in ug m-3, equation (6).
Field2D<float> days_above_50(const Field2D<float>& pm10);

}  // namespace srm1

}  // namespace luwte
