// SPDX-License-Identifier: Apache-2.0
#include "models/summary/step_mean.inl.hpp"

namespace luwte {

template void add_to_mean<Cuda>(const Backend&, const AddToMean&);

}  // namespace luwte
