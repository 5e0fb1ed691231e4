// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace luwte {

/// "2019-07-25T14:00:00Z", to the nearest second.
std::string instant_text(double unix_time_s);

}  // namespace luwte
