// SPDX-License-Identifier: Apache-2.0
#include "models/wind/wind_steps.inl.hpp"

LUWTE_WIND_STEPS(Cpu)
