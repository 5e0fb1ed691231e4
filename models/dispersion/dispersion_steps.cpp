// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/dispersion_steps.inl.hpp"

LUWTE_DISPERSION_STEPS(Cpu)
