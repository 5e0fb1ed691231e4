// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"
#include "kernels/core/grid.hpp"

#include <filesystem>
#include <vector>

namespace luwte {

/// Writes RUN.surface.vtkhdf and, where the result holds volumes, RUN.volume.vtkhdf beside a finished RUN.nc:
/// VTKHDF 2.0 image data for ParaView 5.12 and newer. They hold no values: hourly fields and times are
/// external links, static fields virtual datasets over RUN.nc, found beside the view from any working
/// directory (the three files have to stay together).
///
/// With one step the surface view has no time, as the reader then expects none; the volume view never has.
/// In    fields and steps of the result
/// Out   the files written; each appears whole or not at all
/// Throws RuntimeError when a file cannot be written
std::vector<std::filesystem::path> write_vtk_views(const std::filesystem::path& result, const Grid& grid,
                                                   const std::vector<const FieldInfo*>& fields, int steps);

}  // namespace luwte
