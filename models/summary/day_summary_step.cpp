// SPDX-License-Identifier: Apache-2.0
#include "models/summary/day_summary.inl.hpp"

namespace luwte {

template void add_to_day_summary<Cpu>(const Backend&, const AddToDaySummary&);

}  // namespace luwte
