// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"
#include "host/output/part_file.hpp"
#include "kernels/core/grid.hpp"

#include <span>
#include <string>

namespace luwte {

/// What a GeoTIFF says beside its values.
struct MapCaption {
    std::string title;              ///< of the run
    std::string source;             ///< program and version
    double begin_s = 0, end_s = 0;  ///< s since 1970, UTC: what the map covers
};

/// Writes the .part of one map as Cloud-Optimised GeoTIFF (deflate, predictor 3, overviews, NaN = no data),
/// north up, in the unit that people read (degC for K), with field name, unit and time in its metadata.
///
/// A field of classes is of bytes with the classes' colours, its no-data value the field's fill; overviews
/// take the class that most cells have.
///
/// In    values (ny, nx) in the file's unit, j from south to north; NaN = missing, also of classes
/// Out   equal input gives equal bytes; `to` is not committed
/// Throws RuntimeError when the file cannot be written
void write_cog(PartFile& to, const Grid& grid, const FieldInfo& field, std::span<const float> values,
               const MapCaption& caption);

}  // namespace luwte
