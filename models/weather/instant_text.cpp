// SPDX-License-Identifier: Apache-2.0
#include "models/weather/instant_text.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>

namespace luwte {

std::string instant_text(double unix_time_s) {
    namespace chr = std::chrono;
    const chr::sys_seconds instant{chr::seconds(std::llround(unix_time_s))};
    const auto day = chr::floor<chr::days>(instant);
    const chr::year_month_day date{day};
    const int rest = int((instant - day).count());
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), rest / 3600, rest / 60 % 60, rest % 60);
    return text;
}

}  // namespace luwte
