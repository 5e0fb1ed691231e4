// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/run_metadata.hpp"
#include "host/run_day.hpp"

namespace luwte {

/// What stands beside RUN.nc: RUN.maps/<field>.tif for each summary field, RUN.png (afternoon PET),
/// RUN.air_no2.png, RUN.surface.vtkhdf and RUN.volume.vtkhdf (views for ParaView) and RUN.run.json. Each file
/// appears whole or not at all. `hours_seconds` is what the day took until now, for the manifest, which names
/// the files of `more` too, and has the headlines. Returns the files, manifest last.
std::vector<std::filesystem::path> write_products(const DayTask& task, const Simulation& simulation,
                                                  const RunMetadata& run,
                                                  const std::vector<std::string>& headlines,
                                                  double hours_seconds,
                                                  const std::vector<std::filesystem::path>& more);

}  // namespace luwte
