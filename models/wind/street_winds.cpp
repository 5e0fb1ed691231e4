// SPDX-License-Identifier: Apache-2.0
#include "models/wind/street_winds.hpp"

#include "models/launches.hpp"

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
    const BetweenClasses at = between_classes(per_length, per_length_);
    wind(winds_[at.first], out);
    if (at.first == at.second) return;
    Field2D<float> other(backend_, out.shape(), out.name(), out.unit());
    wind(winds_[at.second], other);
    on_output(backend_, "wind: between stabilities",
              wind::MixWind{other.cview(), float(at.share), out.view()});
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
