// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"
#include "host/output/hdf5.hpp"
#include "host/output/run_metadata.hpp"
#include "kernels/core/grid.hpp"

#include <vector>

namespace luwte {

inline constexpr const char* result_format_name = "luwte-result";
inline constexpr int result_format_version[2] = {1, 0};
inline constexpr hsize_t chunk_edge = 256;     ///< maps: (1, 256, 256)
inline constexpr hsize_t chunk_edge_3d = 128;  ///< volumes: (8, 128, 128)
inline constexpr hsize_t chunk_levels = 8;
inline constexpr hsize_t time_chunk = 1024;

/// The dimension scales of a result: what fields attach to.
struct Scales {
    h5::Handle time, z, y, x, vertex;
};

/// Global attributes of the root group (section 3.1 of the format), but `run_complete`.
void write_global_attributes(hid_t file, const Grid& grid, const RunMetadata& run,
                             const std::vector<const FieldInfo*>& fields);

/// Coordinates, their bounds, and `crs` unless the grid is local.
Scales write_coordinates(hid_t file, const Grid& grid, const RunMetadata& run, bool has_levels);

/// An empty field, its chunks, filters, attributes and scales. `level` of deflate.
h5::Handle create_field(hid_t file, const FieldInfo& field, const Grid& grid, const RunMetadata& run,
                        const Scales& scales, int level);

/// Group /buildings: names by building_id. Group /provenance: how the result was made.
void write_buildings(hid_t file, const RunMetadata& run);
void write_provenance(hid_t file, const RunMetadata& run);

}  // namespace luwte
