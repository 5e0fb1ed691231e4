// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"

#include <type_traits>

namespace luwte {

/// All that models carry from one part of a run to the next, value by value in a fixed order: what a run has
/// to write down to go on from there, and to read to have done so (host/checkpoint.hpp).
///
///     void HeatModel::carry(State& state) { state(layers_), state(rain_water), ...; }
class State {
  public:
    virtual ~State() = default;

    template <class T, int Rank>
    void operator()(Field<T, Rank>& field) {
        if (!field.empty()) values(field.backend(), field.view().p, field.size() * sizeof(T));
    }
    template <class T>
    requires std::is_trivially_copyable_v<T>
    void operator()(T& value) { values(Backend::cpu(), &value, sizeof(T)); }

  private:
    virtual void values(const Backend& where, void* p, std::size_t bytes) = 0;
};

}  // namespace luwte
