// SPDX-License-Identifier: Apache-2.0
#include "models/fill.inl.hpp"

namespace luwte {

template void fill_plane<Cuda>(const Backend&, const FillPlane<float>&);
template void fill_plane<Cuda>(const Backend&, const FillPlane<std::int32_t>&);

}  // namespace luwte
