// SPDX-License-Identifier: Apache-2.0
#include "models/national/national_method.inl.hpp"

namespace luwte::national {

template void sum_blocks<Cpu>(const Backend&, const BlockSums&);
template void heat_island<Cpu>(const Backend&, const HeatIslandOfBlock&, const CubicToCells&);
template void wind<Cpu>(const Backend&, const WindOfBlock&, const CubicToCells&);
template void pet<Cpu>(const Backend&, const PetOfCell&);

}  // namespace luwte::national
