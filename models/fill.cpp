// SPDX-License-Identifier: Apache-2.0
#include "models/fill.hpp"

#include "models/fill.inl.hpp"

namespace luwte {

#if LUWTE_HAS_CUDA
extern template void fill_plane<Cuda>(const Backend&, const FillPlane&);
#endif

void fill(Field2D<float>& field, float value) {
    const FillPlane kernel{field.view(), value};
    dispatch(field.backend(), [&](auto tag) { fill_plane<decltype(tag)>(field.backend(), kernel); });
}

}  // namespace luwte
