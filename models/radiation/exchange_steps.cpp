// SPDX-License-Identifier: Apache-2.0
#include "models/radiation/exchange_steps.inl.hpp"

LUWTE_EXCHANGE_STEPS(Cpu)
