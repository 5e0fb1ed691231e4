// SPDX-License-Identifier: Apache-2.0
#include "models/srm1/srm1_steps.inl.hpp"

LUWTE_SRM1_STEPS(Cpu)
