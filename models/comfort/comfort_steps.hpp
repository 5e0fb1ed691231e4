// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/comfort/pet_table.hpp"
#include "kernels/comfort/utci.hpp"
#include "kernels/comfort/wbgt.hpp"
#include "kernels/core/backend.hpp"

/// The steps of ComfortModel; defined in comfort_steps.inl.hpp, built by comfort_steps.cpp and .cu.
namespace luwte::comfort_steps {

template <class Tag>
void pet(const Backend& backend, const PetFromTable& kernel);

template <class Tag>
void pet_class(const Backend& backend, const PetClassOfCell& kernel);

template <class Tag>
void utci(const Backend& backend, const UtciOfCell& kernel, const UtciClipsOfRow& clips);

template <class Tag>
void wbgt(const Backend& backend, const WbgtOfCell& kernel);

}  // namespace luwte::comfort_steps
