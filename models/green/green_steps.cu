// SPDX-License-Identifier: Apache-2.0
#include "models/green/green_steps.inl.hpp"

LUWTE_GREEN_STEPS(Cuda)
