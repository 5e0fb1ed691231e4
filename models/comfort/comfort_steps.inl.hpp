// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/launch.hpp"
#include "models/comfort/comfort_steps.hpp"

namespace luwte::comfort_steps {

template <class Tag>
void pet(const Backend& backend, const PetFromTable& kernel) {
    const auto& out = kernel.pet_celsius;
    for_each_cell<Tag>(backend, "comfort: PET from table", Box2{0, out.ny, 0, out.nx}, kernel);
}

template <class Tag>
void pet_class(const Backend& backend, const PetClassOfCell& kernel) {
    const auto& out = kernel.pet_class;
    for_each_cell<Tag>(backend, "comfort: class of PET", Box2{0, out.ny, 0, out.nx}, kernel);
}

template <class Tag>
void utci(const Backend& backend, const UtciOfCell& kernel, const UtciClipsOfRow& clips) {
    const auto& out = kernel.utci_celsius;
    for_each_cell<Tag>(backend, "comfort: UTCI", Box2{0, out.ny, 0, out.nx}, kernel);
    for_each_cell<Tag>(backend, "comfort: count UTCI clips", Box2{0, out.ny, 0, 1}, clips);
}

template <class Tag>
void wbgt(const Backend& backend, const WbgtOfCell& kernel) {
    const auto& out = kernel.wbgt_celsius;
    for_each_cell<Tag>(backend, "comfort: WBGT", Box2{0, out.ny, 0, out.nx}, kernel);
}

}  // namespace luwte::comfort_steps

#define LUWTE_COMFORT_STEPS(Tag)                                                       \
    namespace luwte::comfort_steps {                                                   \
    template void pet<Tag>(const Backend&, const PetFromTable&);                       \
    template void pet_class<Tag>(const Backend&, const PetClassOfCell&);               \
    template void utci<Tag>(const Backend&, const UtciOfCell&, const UtciClipsOfRow&); \
    template void wbgt<Tag>(const Backend&, const WbgtOfCell&);                        \
    }
