// SPDX-License-Identifier: Apache-2.0
#include "models/air/air_steps.inl.hpp"

LUWTE_AIR_STEPS(Cpu)
