// SPDX-License-Identifier: Apache-2.0
#include "models/heat/heat_steps.inl.hpp"

LUWTE_HEAT_STEPS(Cpu)
