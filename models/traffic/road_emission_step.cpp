// SPDX-License-Identifier: Apache-2.0
#include "models/traffic/road_emission_step.inl.hpp"

LUWTE_ROAD_EMISSION_STEP(Cpu)
