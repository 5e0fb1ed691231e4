// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/yard_steps.inl.hpp"

LUWTE_YARD_STEPS(Cuda)
