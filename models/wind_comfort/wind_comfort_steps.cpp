// SPDX-License-Identifier: Apache-2.0
#include "models/wind_comfort/wind_comfort_steps.inl.hpp"

LUWTE_WIND_COMFORT_STEPS(Cpu)
