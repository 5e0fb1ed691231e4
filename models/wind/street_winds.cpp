// SPDX-License-Identifier: Apache-2.0
#include "models/wind/street_winds.hpp"

#include "models/launches.hpp"

#include <algorithm>

namespace luwte {

StreetWinds::StreetWinds(const WallFacets& walls, std::span<const WindLibrary> libraries)
    : backend_(walls.city.backend()) {
    for (const WindLibrary& library : libraries) {
        if (library.per_length == 0) neutral_ = winds_.size();
        winds_.emplace_back(walls, library);
        per_length_.push_back(library.per_length);
    }
}

/// `wind(of, out)` of the two libraries beside, and the share of the second.
template <class F>
void StreetWinds::between(double per_length, const F& wind, Field2D<float>& out) const {
    const double at = std::clamp(per_length, least(), most());
    std::size_t n = 0;
    while (n + 2 < winds_.size() && at >= per_length_[n + 1]) ++n;
    const double share =
        winds_.size() > 1 ? (at - per_length_[n]) / (per_length_[n + 1] - per_length_[n]) : 0;
    if (share >= 1) return wind(winds_[n + 1], out);
    wind(winds_[n], out);
    if (share <= 0) return;
    Field2D<float> other(backend_, out.shape(), out.name(), out.unit());
    wind(winds_[n + 1], other);
    on_output(backend_, "wind: between stabilities", wind::MixWind{other.cview(), float(share), out.view()});
}

void StreetWinds::at_street(const Forcing& forcing, double per_length, Field2D<float>& out) const {
    between(
        per_length, [&](const StreetWind& of, Field2D<float>& to) { of.at_street(forcing, to); }, out);
}

void StreetWinds::beside_walls(const Forcing& forcing, double per_length, Field2D<float>& out) const {
    between(
        per_length, [&](const StreetWind& of, Field2D<float>& to) { of.beside_walls(forcing, to); }, out);
}

void StreetWinds::in_crowns(const Forcing& forcing, double per_length, idx size, Field2D<float>& out) const {
    between(
        per_length, [&](const StreetWind& of, Field2D<float>& to) { of.in_crowns(forcing, size, to); }, out);
}

}  // namespace luwte
