// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/progress.hpp"

namespace luwte {

/// Sends what every layer says through spdlog to standard error, one message a line: "warning: ...",
/// "error: ...", plain text for the rest. `quiet` keeps errors only. A progress line is taken off the
/// terminal first. The log is set back when the object dies.
class Log {
  public:
    Log(bool quiet, Progress* progress);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;
};

}  // namespace luwte
