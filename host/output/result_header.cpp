// SPDX-License-Identifier: Apache-2.0
#include "host/output/result_header.hpp"

#include "host/export/crs_description.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

namespace luwte {
namespace {

using h5::check;
using h5::Handle;

/// float64 along the unlimited time axis, with `width` numbers a step.
Handle write_along_time(hid_t file, const char* name, const std::vector<double>& values, hsize_t width) {
    const int rank = width == 1 ? 1 : 2;
    const hsize_t shape[2] = {values.size() / width, width}, limit[2] = {H5S_UNLIMITED, width},
                  chunk[2] = {time_chunk, width};
    const std::string what = std::string("write dataset ") + name;
    Handle space(H5Screate_simple(rank, shape, limit), H5Sclose, what);
    Handle properties = h5::dataset_properties();
    check(H5Pset_chunk(properties, rank, chunk), what);
    Handle dataset(H5Dcreate2(file, name, H5T_IEEE_F64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                   H5Dclose, what);
    check(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
    return dataset;
}

Handle write_integers(hid_t where, const char* name, const std::vector<std::int32_t>& values) {
    const std::string what = std::string("write dataset ") + name;
    const hsize_t count = values.size();
    Handle properties = h5::dataset_properties(), space = h5::make_space({&count, 1});
    Handle dataset(H5Dcreate2(where, name, H5T_STD_I32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                   H5Dclose, what);
    check(H5Dwrite(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
    return dataset;
}

/// Midnight UTC before the first step: the epoch of the file's times.
double epoch(const RunMetadata& run) {
    return run.steps.empty() ? 0 : std::floor(run.steps.front().begin_s / 86400) * 86400;
}

Scales write_axes(hid_t file, const Grid& grid, const RunMetadata& run, bool has_levels) {
    Scales scales;
    if (!run.steps.empty()) {
        std::vector<double> ends;
        for (const OutputStep& step : run.steps) ends.push_back(step.end_s - epoch(run));
        scales.time = h5::make_scale(write_along_time(file, "time", ends, 1), "time");
        h5::write_text(scales.time, "standard_name", "time");
        h5::write_text(scales.time, "long_name", "end of the step");
        h5::write_text(scales.time, "units", fmt::format("seconds since {}", iso_utc(epoch(run))));
        h5::write_text(scales.time, "calendar", "standard");
        h5::write_text(scales.time, "axis", "T");
        h5::write_text(scales.time, "bounds", "time_bnds");
    }
    const auto centres = [&](idx n, double origin) {
        std::vector<double> values;
        for (idx i = 0; i < n; ++i) values.push_back(origin + (i + 0.5) * grid.cell_size);
        return values;
    };
    if (has_levels) {
        const hsize_t nz = hsize_t(grid.nz);
        scales.z = h5::make_scale(h5::write_numbers(file, "z", {&nz, 1}, centres(grid.nz, 0)), "z");
        h5::write_text(scales.z, "standard_name", "height");
        h5::write_text(scales.z, "long_name", "height of the cell centre above the grid floor");
        h5::write_text(scales.z, "units", "m");
        h5::write_text(scales.z, "positive", "up");
        h5::write_text(scales.z, "axis", "Z");
        h5::write_text(scales.z, "bounds", "z_bnds");
    }
    const auto plane_axis = [&](const char* name, idx n, double origin, const char* standard_name,
                                const char* axis) {
        const hsize_t count = hsize_t(n);
        Handle scale = h5::make_scale(h5::write_numbers(file, name, {&count, 1}, centres(n, origin)), name);
        if (grid.epsg != 0) h5::write_text(scale, "standard_name", standard_name);
        h5::write_text(scale, "long_name", fmt::format("{} of the cell centre", name));
        h5::write_text(scale, "units", "m");
        h5::write_text(scale, "axis", axis);
        return scale;
    };
    scales.y = plane_axis("y", grid.ny, grid.y0, "projection_y_coordinate", "Y");
    scales.x = plane_axis("x", grid.nx, grid.x0, "projection_x_coordinate", "X");
    return scales;
}

void write_bounds(hid_t file, const Grid& grid, const RunMetadata& run, Scales& scales) {
    scales.vertex = h5::make_scale(write_integers(file, "nv", {0, 1}), "nv");
    h5::write_text(scales.vertex, "long_name", "vertex number");

    if (!run.steps.empty()) {
        std::vector<double> bounds;
        for (const OutputStep& step : run.steps) {
            bounds.push_back(step.begin_s - epoch(run));
            bounds.push_back(step.end_s - epoch(run));
        }
        Handle dataset = write_along_time(file, "time_bnds", bounds, 2);
        h5::attach(dataset, scales.time, 0);
        h5::attach(dataset, scales.vertex, 1);
    }
    if (scales.z >= 0) {
        std::vector<double> bounds;
        for (idx k = 0; k < grid.nz; ++k) {
            bounds.push_back(k * grid.cell_size);
            bounds.push_back((k + 1) * grid.cell_size);
        }
        const hsize_t shape[2] = {hsize_t(grid.nz), 2};
        Handle dataset = h5::write_numbers(file, "z_bnds", shape, bounds);
        h5::attach(dataset, scales.z, 0);
        h5::attach(dataset, scales.vertex, 1);
    }
}

void write_crs(hid_t file, const Grid& grid, const RunMetadata& run) {
    const CrsDescription crs = describe_crs(grid.epsg);
    const std::int32_t zero = 0;
    Handle properties = h5::dataset_properties(), space = h5::make_space({});
    Handle dataset(H5Dcreate2(file, "crs", H5T_STD_I32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                   H5Dclose, "write crs");
    check(H5Dwrite(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, &zero), "write crs");
    h5::write_text(dataset, "grid_mapping_name", crs.grid_mapping_name);
    h5::write_text(dataset, "long_name", crs.name);
    h5::write_text(dataset, "crs_wkt", crs.wkt2);
    h5::write_text(dataset, "spatial_ref", crs.wkt1);
    h5::write_text(dataset, "GeoTransform",
                   fmt::format("{} {} 0 {} 0 {}", grid.x0, grid.cell_size, grid.y0, grid.cell_size));
    for (const auto& [name, values] : crs.parameters) {
        if (values.size() == 1)
            h5::write_number(dataset, name.c_str(), values[0]);
        else
            h5::write_array(dataset, name.c_str(), H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values.data(),
                            values.size());
    }
    h5::write_text(dataset, "horizontal_datum_name", crs.datum);
    h5::write_text(dataset, "geopotential_datum_name", run.vertical_datum);
}

void write_location(hid_t file, const Grid& grid) {
    if (grid.epsg == 0) return;
    const double x1 = grid.x0 + grid.nx * grid.cell_size, y1 = grid.y0 + grid.ny * grid.cell_size;
    const std::vector<LatLon> corners =
        to_wgs84(grid.epsg, {{grid.x0, grid.y0}, {x1, grid.y0}, {grid.x0, y1}, {x1, y1}});
    const auto [south, north] = std::ranges::minmax(corners, {}, &LatLon::latitude_deg);
    const auto [west, east] = std::ranges::minmax(corners, {}, &LatLon::longitude_deg);
    h5::write_text(file, "geospatial_bounds_crs", fmt::format("EPSG:{}", grid.epsg));
    h5::write_number(file, "geospatial_lat_min", south.latitude_deg);
    h5::write_number(file, "geospatial_lat_max", north.latitude_deg);
    h5::write_number(file, "geospatial_lon_min", west.longitude_deg);
    h5::write_number(file, "geospatial_lon_max", east.longitude_deg);
    h5::write_number(file, "origin_lat", corners[0].latitude_deg);
    h5::write_number(file, "origin_lon", corners[0].longitude_deg);
}

void write_classes(hid_t dataset, const FieldInfo& field) {
    if (field.classes.empty()) return;
    std::vector<std::int8_t> values;
    std::string meanings, colours;
    for (const FieldClass& c : field.classes) {
        values.push_back(std::int8_t(c.value));
        meanings.append(meanings.empty() ? "" : " ").append(c.meaning);
        colours.append(colours.empty() ? "" : " ").append(c.colour);
    }
    h5::write_array(dataset, "flag_values", H5T_STD_I8LE, H5T_NATIVE_INT8, values.data(), values.size());
    h5::write_text(dataset, "flag_meanings", meanings);
    h5::write_text(dataset, "flag_colors", colours);
    if (!field.class_edges.empty())
        h5::write_array(dataset, "class_edges", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, field.class_edges.data(),
                        field.class_edges.size());
}

/// Which air a run has, and what that makes of the difference to the national method.
std::string_view air_of_run(const FieldInfo& field, const std::string& increment) {
    if (field.name == "air_temperature") return increment;
    if (!field.name.starts_with("pet_minus_national")) return {};
    if (increment == "rule") return "rule: both have the same air, the difference says nothing about it";
    if (increment == "slab") return "slab: this model's own air against that of the national rule";
    return increment == "none" ? "none: both have the station's air" : "";
}

void write_field_attributes(hid_t dataset, const FieldInfo& field, const Grid& grid, const RunMetadata& run) {
    h5::write_text(dataset, "units", field.units);
    h5::write_text(dataset, "standard_name", field.standard_name);
    h5::write_text(dataset, "long_name", field.long_name);
    if (grid.epsg != 0) h5::write_text(dataset, "grid_mapping", "crs");
    h5::write_text(dataset, "cell_methods", field.cell_methods);
    h5::write_text(dataset, "comment", field.comment);
    h5::write_text(dataset, "urban_increment", air_of_run(field, run.urban_increment));
    const double height = field.at_body ? run.radiation_height : field.height_above_ground;
    if (!std::isnan(height)) h5::write_number(dataset, "height_above_ground", height);
    if (!std::isnan(field.side_azimuth)) h5::write_number(dataset, "side_azimuth", field.side_azimuth);
    if (field.is_comfort)
        h5::write_text(dataset, "person",
                       fmt::format("{}, {} m, {} kg, {} years, {} W above basal metabolism, {} clo",
                                   run.person.female ? "woman" : "man", run.person.height, run.person.weight,
                                   run.person.age, run.person.work, run.person.clothing));
    if (field.resolution > 0) {
        h5::write_array(dataset, "quantization_resolution", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT,
                        &field.resolution, 1);
        h5::write_text(dataset, "quantization", "absolute");
    }
    write_classes(dataset, field);
}

}  // namespace

void write_global_attributes(hid_t file, const Grid& grid, const RunMetadata& run,
                             const std::vector<const FieldInfo*>& fields) {
    std::string content = fmt::format("{} {} {} {} {} {} {} {}", grid.nx, grid.ny, grid.nz, grid.cell_size,
                                      grid.x0, grid.y0, grid.z0, grid.epsg);
    for (const FieldInfo* field : fields) content.append(" ").append(field->name);
    const auto text = [&](const char* name, std::string_view value) {
        h5::write_text(file, name, without_absolute_paths(value));
    };
    text("Conventions", "CF-1.11 ACDD-1.3");
    text("title", run.title.empty() ? "Urban microclimate" : run.title);
    text("summary", run.summary);
    text("institution", run.institution);
    text("source", run.program + " " + run.version);
    text("history", run.program + " " + run.version + ": run of the study in group provenance");
    text("references", run.references);
    text("license", run.licence);
    text("creator_name", run.creator_name);
    text("format_name", result_format_name);
    h5::write_array(file, "format_version", H5T_STD_I32LE, H5T_NATIVE_INT, result_format_version, 2);
    text("uuid", content_uuid(run, content));
    if (!run.steps.empty()) {
        text("time_coverage_start", iso_utc(run.steps.front().begin_s));
        text("time_coverage_end", iso_utc(run.steps.back().end_s));
        text("time_coverage_resolution", iso_duration(run.steps.front().end_s - run.steps.front().begin_s));
        const std::string origin = iso_utc(run.steps.front().begin_s);
        text("origin_time", fmt::format("{} {} +00", origin.substr(0, 10), origin.substr(11, 8)));
    }
    text("time_zone", run.time_zone);
    write_location(file, grid);
    text("geospatial_vertical_positive", "up");
    text("geospatial_vertical_datum", run.vertical_datum);
    h5::write_number(file, "origin_x", grid.x0);
    h5::write_number(file, "origin_y", grid.y0);
    h5::write_number(file, "origin_z", grid.z0);
    h5::write_number(file, "rotation_angle", 0);
    h5::write_number(file, "surface_type_share_measured", run.share_measured);
    h5::write_number(file, "surface_type_share_inferred", run.share_inferred);
    h5::write_number(file, "surface_type_share_unknown", run.share_unknown);
    text("deterministic", "bitwise");
    text("backend", run.backend);
    text("precision", "float32");
}

Scales write_coordinates(hid_t file, const Grid& grid, const RunMetadata& run, bool has_levels) {
    Scales scales = write_axes(file, grid, run, has_levels);
    write_bounds(file, grid, run, scales);
    if (grid.epsg != 0) write_crs(file, grid, run);
    return scales;
}

h5::Handle create_field(hid_t file, const FieldInfo& field, const Grid& grid, const RunMetadata& run,
                        const Scales& scales, int level) {
    const std::string name(field.name), what = "create field " + name;
    const hsize_t nx = hsize_t(grid.nx), ny = hsize_t(grid.ny), nz = hsize_t(grid.nz);
    std::vector<hsize_t> shape, limit, chunk;
    std::vector<hid_t> axes;
    if (field.has_time())
        shape = {run.steps.size()}, limit = {H5S_UNLIMITED}, chunk = {1}, axes = {scales.time};
    if (field.shape == FieldShape::z_y_x)
        shape = limit = {nz}, chunk = {std::min(chunk_levels, nz)}, axes = {scales.z};
    const hsize_t edge = field.shape == FieldShape::z_y_x ? chunk_edge_3d : chunk_edge;
    for (auto [n, axis] : {std::pair{ny, hid_t(scales.y)}, std::pair{nx, hid_t(scales.x)}}) {
        shape.push_back(n);
        limit.push_back(n);
        chunk.push_back(std::min(edge, n));
        axes.push_back(axis);
    }

    Handle properties = h5::dataset_properties();
    check(H5Pset_chunk(properties, int(chunk.size()), chunk.data()), what);
    check(H5Pset_shuffle(properties), what);
    check(H5Pset_deflate(properties, unsigned(level)), what);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::int8_t fill8 = std::int8_t(field.fill);
    const std::int32_t fill32 = field.fill;
    struct Type {
        hid_t file, memory;
        const void* fill;
    };
    const Type type = field.type == FieldType::f32  ? Type{H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, &nan}
                      : field.type == FieldType::i8 ? Type{H5T_STD_I8LE, H5T_NATIVE_INT8, &fill8}
                                                    : Type{H5T_STD_I32LE, H5T_NATIVE_INT32, &fill32};
    check(H5Pset_fill_value(properties, type.memory, type.fill), what);

    Handle space(H5Screate_simple(int(shape.size()), shape.data(), limit.data()), H5Sclose, what);
    Handle dataset(H5Dcreate2(file, name.c_str(), type.file, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                   H5Dclose, what);
    if (field.type == FieldType::f32 || field.has_fill)
        h5::write_array(dataset, "_FillValue", type.file, type.memory, type.fill, 1);
    write_field_attributes(dataset, field, grid, run);
    for (std::size_t axis = 0; axis < axes.size(); ++axis) h5::attach(dataset, axes[axis], unsigned(axis));
    return dataset;
}

void write_buildings(hid_t file, const RunMetadata& run) {
    if (run.building_names.empty()) return;
    Handle group = h5::create_group(file, "buildings");
    std::vector<std::int32_t> numbers(run.building_names.size());
    std::iota(numbers.begin(), numbers.end(), 0);
    const Handle scale = h5::make_scale(write_integers(group, "building", numbers), "building");
    h5::write_text(scale, "long_name", "building_id");
    const Handle dataset = h5::write_text_list(group, "name", run.building_names);
    h5::attach(dataset, scale, 0);
    h5::write_text(dataset, "long_name", "name of each building (BAG pand number), by building_id");
}

void write_provenance(hid_t file, const RunMetadata& run) {
    Handle group = h5::create_group(file, "provenance");
    h5::write_text_dataset(group, "run_config_toml", without_absolute_paths(run.run_config_toml));
    h5::write_text_dataset(group, "inputs_json", inputs_json(run));
    h5::write_text_dataset(group, "build_json", build_json(run));
    h5::write_text_dataset(group, "warnings_json", list_json(run.warnings));
    h5::write_text_dataset(group, "licences_json", licences_json(run));
    h5::write_text_dataset(group, "rules_json", list_json(run.rules));
    h5::write_text_dataset(group, "methods_json", methods_json(run.methods));
}

}  // namespace luwte
