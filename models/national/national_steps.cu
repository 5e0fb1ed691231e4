// SPDX-License-Identifier: Apache-2.0
#include "models/national/national_method.inl.hpp"

namespace luwte::national {

template void sum_blocks<Cuda>(const Backend&, const BlockSums&);
template void heat_island<Cuda>(const Backend&, const HeatIslandOfBlock&, const CubicToCells&);
template void wind<Cuda>(const Backend&, const WindOfBlock&, const CubicToCells&);
template void pet<Cuda>(const Backend&, const PetOfCell&);

}  // namespace luwte::national
