// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/launch.hpp"
#include "models/radiation/radiation_steps.hpp"

namespace luwte::radiation_steps {

inline Box2 all_of(const View2D<float>& plane) { return {0, plane.ny, 0, plane.nx}; }

template <class Tag>
void clear_beam(const Backend& backend, const ClearBeam& step) {
    for_each_cell<Tag>(backend, "radiation: clear beam", all_of(step.lit), step);
}

template <class Tag>
void accumulate_beam(const Backend& backend, const AccumulateBeam& step) {
    for_each_cell<Tag>(backend, "radiation: accumulate beam", all_of(step.lit), step);
}

template <class Tag>
void accumulate_box_beam(const Backend& backend, const AccumulateBoxBeam& step) {
    const auto& d = step.direct;
    for_each_cell<Tag>(backend, "radiation: sun on sides", Box2{0, d.ny, 0, d.nx}, step);
}

template <class Tag>
void upward_radiation(const Backend& backend, const UpwardRadiation& step) {
    for_each_cell<Tag>(backend, "radiation: upward", all_of(step.shortwave), step);
}

template <class Tag>
void six_fluxes(const Backend& backend, const SixFluxes& step) {
    for_each_cell<Tag>(backend, "radiation: six fluxes", all_of(step.fluxes[0]), step);
}

template <class Tag>
void shadow_fraction(const Backend& backend, const ShadowFraction& step) {
    for_each_cell<Tag>(backend, "radiation: shadow fraction", all_of(step.shadow_fraction), step);
}

template <class Tag>
void mean_radiant_temperature(const Backend& backend, const MeanRadiantTemperature& step) {
    for_each_cell<Tag>(backend, "radiation: mean radiant temperature", all_of(step.mean_radiant_temperature),
                       step);
}

}  // namespace luwte::radiation_steps

#define LUWTE_RADIATION_STEPS(Tag)                                                              \
    namespace luwte::radiation_steps {                                                          \
    template void clear_beam<Tag>(const Backend&, const ClearBeam&);                            \
    template void accumulate_beam<Tag>(const Backend&, const AccumulateBeam&);                  \
    template void accumulate_box_beam<Tag>(const Backend&, const AccumulateBoxBeam&);           \
    template void upward_radiation<Tag>(const Backend&, const UpwardRadiation&);                \
    template void six_fluxes<Tag>(const Backend&, const SixFluxes&);                            \
    template void shadow_fraction<Tag>(const Backend&, const ShadowFraction&);                  \
    template void mean_radiant_temperature<Tag>(const Backend&, const MeanRadiantTemperature&); \
    }
