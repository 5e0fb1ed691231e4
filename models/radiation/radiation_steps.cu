// SPDX-License-Identifier: Apache-2.0
#include "models/radiation/radiation_steps.inl.hpp"

LUWTE_RADIATION_STEPS(Cuda)
