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
void parametrised_temperature(const Backend& backend, const ParametrisedTemperature& step) {
    for_each_cell<Tag>(backend, "radiation: surface temperature", all_of(step.surface_temperature), step);
}

template <class Tag>
void surface_radiation(const Backend& backend, const SurfaceRadiation& step) {
    for_each_cell<Tag>(backend, "radiation: surface", all_of(step.shortwave_down), step);
}

template <class Tag>
void mean_radiant_temperature(const Backend& backend, const MeanRadiantTemperature& step) {
    for_each_cell<Tag>(backend, "radiation: mean radiant temperature", all_of(step.mean_radiant_temperature),
                       step);
}

}  // namespace luwte::radiation_steps

#define LUWTE_RADIATION_STEPS(Tag)                                                               \
    namespace luwte::radiation_steps {                                                           \
    template void clear_beam<Tag>(const Backend&, const ClearBeam&);                             \
    template void accumulate_beam<Tag>(const Backend&, const AccumulateBeam&);                   \
    template void parametrised_temperature<Tag>(const Backend&, const ParametrisedTemperature&); \
    template void surface_radiation<Tag>(const Backend&, const SurfaceRadiation&);               \
    template void mean_radiant_temperature<Tag>(const Backend&, const MeanRadiantTemperature&);  \
    }
