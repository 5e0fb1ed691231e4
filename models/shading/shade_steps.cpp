// SPDX-License-Identifier: Apache-2.0
#include "models/shading/shade_steps.inl.hpp"

LUWTE_SHADE_STEPS(Cpu)
