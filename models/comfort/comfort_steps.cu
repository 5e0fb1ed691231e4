// SPDX-License-Identifier: Apache-2.0
#include "models/comfort/comfort_steps.inl.hpp"

LUWTE_COMFORT_STEPS(Cuda)
