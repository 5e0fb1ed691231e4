// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/sample/heights.hpp"
#include "inputs/sample/land_cover.hpp"

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include <ogr_core.h>

namespace luwte::sample {

struct Column {
    const char* name;
    OGRFieldType type;
};
using Value = std::variant<std::monostate, int, double, std::string>;  ///< monostate = null
struct Row {
    std::vector<Value> values;
    const OGRGeometry* geometry;  ///< in the sample's plane; moved to RD when written
};
struct Table {
    std::string name;
    OGRwkbGeometryType geometry;
    std::vector<Column> columns;
    std::vector<Row> rows;
};

/// One GeoPackage with its layers, in EPSG:28992. Throws RuntimeError.
void write_tables(const std::filesystem::path& file, const std::vector<Table>& tables);
/// One height raster, GeoTIFF as AHN is delivered. Throws RuntimeError.
void write_heights(const std::filesystem::path& file, const std::vector<float>& heights, const char* what);
/// The KNMI file of the reference day. Throws RuntimeError.
void write_weather(const std::filesystem::path& file);

}  // namespace luwte::sample
