// SPDX-License-Identifier: Apache-2.0
#include "models/city/city_steps.inl.hpp"

LUWTE_CITY_STEPS(Cuda)
