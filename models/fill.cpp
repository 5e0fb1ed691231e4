// SPDX-License-Identifier: Apache-2.0
#include "models/fill.hpp"

#include "models/fill.inl.hpp"

namespace luwte {

#if LUWTE_HAS_CUDA
extern template void fill_plane<Cuda>(const Backend&, const FillPlane<float>&);
extern template void fill_plane<Cuda>(const Backend&, const FillPlane<std::int32_t>&);
#endif

namespace {
template <class T>
void set_all(Field2D<T>& field, T value) {
    const FillPlane<T> kernel{field.view(), value};
    dispatch(field.backend(), [&](auto tag) { fill_plane<decltype(tag)>(field.backend(), kernel); });
}
}  // namespace

void fill(Field2D<float>& field, float value) { set_all(field, value); }
void fill(Field2D<std::int32_t>& field, std::int32_t value) { set_all(field, value); }

}  // namespace luwte
