// SPDX-License-Identifier: Apache-2.0
#include "host/output/wind_file.hpp"

#include "host/output/chunk_packer.hpp"
#include "host/output/flow_group.hpp"
#include "host/output/real_data.hpp"
#include "host/output/result_header.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include <fmt/format.h>

namespace luwte {

namespace {

using h5::check;
using h5::Handle;

struct WindField {
    const char *name, *units, *long_name;
    Field3D<float> SectorFields::*values;
    float resolution;
};
constexpr float ratio_step = 1.0f / 1024, kinetic_step = 1.0f / 4096, dissipation_step = 1.0f / (1 << 22);
constexpr std::array<WindField, 7> wind_fields = {{
    {"wind_speed", "1", "wind speed over the reference speed", &SectorFields::speed, ratio_step},
    {"x_wind", "1", "wind along x over the reference speed", &SectorFields::x, ratio_step},
    {"y_wind", "1", "wind along y over the reference speed", &SectorFields::y, ratio_step},
    {"upward_air_velocity", "1", "upward wind over the reference speed", &SectorFields::up, ratio_step},
    {"turbulent_kinetic_energy", "1", "turbulent kinetic energy over the squared reference speed",
     &SectorFields::k, kinetic_step},
    {"turbulent_dissipation", "m-1",
     "dissipation of turbulent kinetic energy over the third power of the reference speed",
     &SectorFields::epsilon, dissipation_step},
    {"pressure", "1", "pressure over density and the squared reference speed, over that far downwind",
     &SectorFields::pressure, kinetic_step},
}};

constexpr double most_number = 1e9;  ///< of what is below, in files not trusted

/// Numbers of each sector, float64.
struct SectorNumber {
    const char *name, *units, *long_name;
    double least;
    double (*get)(const SectorReport&);
    void (*set)(SectorReport&, double);
};
#define LUWTE_SECTOR_NUMBER(name, units, long_name, least, member)                             \
    {                                                                                          \
        name, units, long_name, least, [](const SectorReport& r) { return double(r.member); }, \
            [](SectorReport& r, double v) { r.member = decltype(r.member)(v); }                \
    }
constexpr std::array<SectorNumber, 11> sector_numbers = {{
    LUWTE_SECTOR_NUMBER("upwind_roughness", "m", "roughness length of the land that the inflow comes over",
                        1e-6, inflow.roughness),
    LUWTE_SECTOR_NUMBER("upwind_displacement_height", "m",
                        "height above ground from which the inflow's profile counts", 0, inflow.displacement),
    LUWTE_SECTOR_NUMBER("iterations", "1", "iterations of the flow", 0, iterations),
    LUWTE_SECTOR_NUMBER("drift", "1", "rms change of wind_speed at pedestrian height at the last look", 0,
                        drift),
    LUWTE_SECTOR_NUMBER("last_change", "1", "rms change of the velocity in the last iteration", 0,
                        last_change),
    LUWTE_SECTOR_NUMBER("settled", "1",
                        "1 where the flow came to rest, 0 where it swings or took the most iterations", 0,
                        settled),
    LUWTE_SECTOR_NUMBER("fast_cells", "1", "cells with more than twice the reference speed", 0, fast_cells),
    LUWTE_SECTOR_NUMBER("fastest", "1", "highest wind_speed", 0, fastest),
    LUWTE_SECTOR_NUMBER("fastest_x", "m", "where it is", -most_number, fastest_x),
    LUWTE_SECTOR_NUMBER("fastest_y", "m", "where it is", -most_number, fastest_y),
    LUWTE_SECTOR_NUMBER("fastest_z", "m", "where it is, above ground", 0, fastest_z),
}};
#undef LUWTE_SECTOR_NUMBER

ChunkPlan plan_of(const WindLibrary& frame, float resolution) {
    const Shape s = frame.solid.shape();
    ChunkPlan plan;
    plan.array = s;
    plan.chunk = {std::min(idx(chunk_levels), s.nz), std::min(idx(chunk_edge_3d), s.ny),
                  std::min(idx(chunk_edge_3d), s.nx)};
    plan.resolution = resolution;
    return plan;
}

/// The reports of a file's sectors.
void read_reports(hid_t group, std::span<SectorReport> reports) {
    for (const SectorNumber& number : sector_numbers) {
        const std::vector<double> values = h5::numbers_of(group, number.name, reports.size());
        for (std::size_t n = 0; n < reports.size(); ++n) {
            if (!(values[n] >= number.least && values[n] <= most_number))
                throw RuntimeError(std::string(number.name) + " has impossible values");
            number.set(reports[n], values[n]);
        }
    }
}

}  // namespace

WindFileWriter::WindFileWriter(const std::filesystem::path& file, const WindFileHead& head)
    : part_(file),
      frame_(head.frame),
      hash_(head.hash),
      directions_(head.directions),
      level_(head.compression_level),
      reports_(head.directions.size()) {
    file_ = h5::create_file(part_.part());
    h5::write_text(file_, "Conventions", "CF-1.11");
    h5::write_text(file_, "title", "Wind around buildings: a library of sectors");
    h5::write_text(file_, "source", head.source);
    h5::write_text(file_, "history", head.source + ": steady wind of each sector");
    group_ = h5::create_group(file_, "wind");
    h5::write_text(group_, "hash", head.hash);
    h5::write_text(group_, "method",
                   frame_.screening ? "screening: mass-consistent projection of the inflow's profile"
                                    : "steady k-epsilon");
    h5::write_number(group_, "method_version", wind_method_version);
    h5::write_number(group_, "reference_height", wind_reference_height);
    if (frame_.per_length != 0) h5::write_number(group_, "inverse_obukhov_length", frame_.per_length);  // m-1
    if (!frame_.inflow_table.empty()) h5::write_text(group_, "inflow_table", frame_.inflow_table.name);
    h5::write_text(group_, "comment",
                   "speeds over the speed of the sector's inflow at reference_height above its "
                   "upwind_displacement_height, over land of its upwind_roughness; beyond the area the land "
                   "is taken to go on; between sectors interpolate wind_speed, not components");

    Grid plane = frame_.grid;
    plane.nz = 1;
    const Scales scales = write_coordinates(group_, plane, RunMetadata{}, false);
    std::vector<double> middles, bounds;
    const std::vector<double> floors = frame_.floors();
    for (std::size_t k = 0; k + 1 < floors.size(); ++k) {
        middles.push_back(0.5 * (floors[k] + floors[k + 1]));
        bounds.insert(bounds.end(), {floors[k], floors[k + 1]});
    }
    const hsize_t levels = middles.size(), sectors = head.directions.size();
    const Handle z = h5::make_scale(h5::write_numbers(group_, "z", {&levels, 1}, middles), "z");
    h5::write_text(z, "standard_name", "height");
    h5::write_text(z, "long_name", "height of the cell centre above ground, which is level here");
    h5::write_text(z, "units", "m");
    h5::write_text(z, "positive", "up");
    h5::write_text(z, "axis", "Z");
    h5::write_text(z, "bounds", "z_bnds");
    const std::array<hsize_t, 2> pairs = {levels, 2};
    const Handle z_bounds = h5::write_numbers(group_, "z_bnds", pairs, bounds);
    h5::attach(z_bounds, z, 0), h5::attach(z_bounds, scales.vertex, 1);
    sector_ = h5::make_scale(h5::write_numbers(group_, "sector", {&sectors, 1}, head.directions), "sector");
    h5::write_text(sector_, "standard_name", "wind_from_direction");
    h5::write_text(sector_, "long_name", "where the wind comes from, clockwise from true north");
    h5::write_text(sector_, "units", "degree");

    const ChunkPlan plan = plan_of(frame_, 0);
    const hsize_t ny = hsize_t(plan.array.ny), nx = hsize_t(plan.array.nx);
    const hsize_t cz = hsize_t(plan.chunk.nz), cy = hsize_t(plan.chunk.ny), cx = hsize_t(plan.chunk.nx);
    const bool mapped = frame_.grid.epsg != 0;
    {
        const Handle roughness = h5::create_real(group_, "roughness_length", {ny, nx}, {cy, cx}, level_);
        h5::write_text(roughness, "standard_name", "surface_roughness_length");
        h5::write_text(roughness, "units", "m");
        if (mapped) h5::write_text(roughness, "grid_mapping", "crs");
        h5::attach(roughness, scales.y, 0), h5::attach(roughness, scales.x, 1);
        check(H5Dwrite(roughness, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                       frame_.roughness.host().data()),
              "write roughness_length");
    }
    for (const WindField& field : wind_fields) {
        Handle dataset =
            h5::create_real(group_, field.name, {sectors, levels, ny, nx}, {1, cz, cy, cx}, level_);
        h5::write_text(dataset, "units", field.units);
        h5::write_text(dataset, "long_name", field.long_name);
        if (mapped) h5::write_text(dataset, "grid_mapping", "crs");
        h5::write_array(dataset, "quantization_resolution", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT,
                        &field.resolution, 1);
        h5::write_text(dataset, "quantization", "absolute");
        h5::attach(dataset, sector_, 0), h5::attach(dataset, z, 1);
        h5::attach(dataset, scales.y, 2), h5::attach(dataset, scales.x, 3);
        fields_.push_back(std::move(dataset));
    }
    if (!head.flow_levels.empty()) flow_ = std::make_unique<FlowGroupWriter>(file_, head);
}

WindFileWriter::~WindFileWriter() = default;

void WindFileWriter::write(std::size_t n, const SectorFields& fields) {
    ChunkPacker packer(level_);
    const auto solid = frame_.solid.host();
    for (std::size_t f = 0; f < wind_fields.size(); ++f) {
        const std::span<const float> values = (fields.*wind_fields[f].values).host();
        std::vector<float> with_gaps(values.begin(), values.end());
        for (std::size_t m = 0; m < with_gaps.size(); ++m)
            if (solid[m] != 0) with_gaps[m] = std::numeric_limits<float>::quiet_NaN();
        for (const PackedChunk& chunk : packer.pack(with_gaps, plan_of(frame_, wind_fields[f].resolution))) {
            const std::array<hsize_t, 4> offset = {n, hsize_t(chunk.k0), hsize_t(chunk.j0),
                                                   hsize_t(chunk.i0)};
            check(H5Dwrite_chunk(fields_[f], H5P_DEFAULT, 0, offset.data(), chunk.bytes.size(),
                                 chunk.bytes.data()),
                  part_.part().string() + ": write " + wind_fields[f].name);
        }
    }
    reports_[n] = fields.report;
    if (flow_) flow_->write(n, fields.flow);
}

void WindFileWriter::copy(std::size_t n, const std::filesystem::path& path) {
    const std::string what = "read " + path.string();
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, what);
    const Handle group(H5Gopen2(file, "wind", H5P_DEFAULT), H5Gclose, what);
    // Another run may have put its own there since this one wrote it.
    if (h5::text_of(group, "hash") != hash_ || h5::numbers_of(group, "sector", 1).front() != directions_[n])
        throw RuntimeError(path.string() + ": is of another wind library; does another run write here?");
    const ChunkPlan plan = plan_of(frame_, 0);
    const std::vector<hsize_t> shape = {1, hsize_t(plan.array.nz), hsize_t(plan.array.ny),
                                        hsize_t(plan.array.nx)};
    for (std::size_t f = 0; f < wind_fields.size(); ++f) {
        const Handle from = h5::open_real(group, wind_fields[f].name, shape, 4);
        h5::copy_chunks(from, fields_[f], n, shape,
                        {1, hsize_t(plan.chunk.nz), hsize_t(plan.chunk.ny), hsize_t(plan.chunk.nx)},
                        part_.part().string() + ": write " + wind_fields[f].name);
    }
    read_reports(group, {&reports_[n], 1});
    if (flow_) flow_->copy(n, file);
}

void WindFileWriter::write_reports() {
    const hsize_t sectors = reports_.size();
    for (const SectorNumber& number : sector_numbers) {
        std::vector<double> values;
        for (const SectorReport& report : reports_) values.push_back(number.get(report));
        const Handle dataset = h5::write_numbers(group_, number.name, {&sectors, 1}, values);
        h5::write_text(dataset, "units", number.units);
        h5::write_text(dataset, "long_name", number.long_name);
        h5::attach(dataset, sector_, 0);
    }
}

void WindFileWriter::finish() {
    const std::string what = part_.part().string() + ": close";
    write_reports();
    for (Handle& field : fields_) field.close(what);
    if (flow_) flow_->close(what);
    sector_.close(what), group_.close(what);
    check(H5Fflush(file_, H5F_SCOPE_GLOBAL), what);
    file_.close(what);
    h5::check_no_loss(lost_before_, what);
    part_.commit();
}

std::optional<std::vector<WindLibrary::Sector>> read_wind_file(const std::filesystem::path& path,
                                                               const WindFileHead& head) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return std::nullopt;
    h5::quiet_and_without_plugins();
    if (!std::filesystem::is_regular_file(path, error) || H5Fis_hdf5(path.c_str()) <= 0)
        throw InputError(path.string(), "is not a wind library", "remove it; the run makes a new one");
    try {
        const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
        if (!h5::hard_link(file, "wind")) throw RuntimeError("it has no group wind");
        const Handle group(H5Gopen2(file, "wind", H5P_DEFAULT), H5Gclose, "open group wind");
        if (h5::text_of(group, "hash") != head.hash) return std::nullopt;
        const Shape s = head.frame.solid.shape();
        const hsize_t sectors = head.directions.size();
        const std::vector<double> directions = h5::numbers_of(group, "sector", sectors);
        if (directions != head.directions) return std::nullopt;
        if (!head.flow_levels.empty() && !has_flow(file, head)) return std::nullopt;
        const Handle speed =
            h5::open_real(group, "wind_speed", {sectors, hsize_t(s.nz), hsize_t(s.ny), hsize_t(s.nx)}, 4);
        std::vector<WindLibrary::Sector> out(head.directions.size());
        std::vector<SectorReport> reports(out.size());
        read_reports(group, reports);
        const Handle space(H5Dget_space(speed), H5Sclose, "read wind_speed");
        for (std::size_t n = 0; n < out.size(); ++n) {
            out[n].from_deg = directions[n], out[n].report = reports[n];
            out[n].speed = {Backend::cpu(), s, "wind_speed", "1"};
            const std::array<hsize_t, 4> from = {n, 0, 0, 0},
                                         count = {1, hsize_t(s.nz), hsize_t(s.ny), hsize_t(s.nx)};
            check(H5Sselect_hyperslab(space, H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr),
                  "read wind_speed");
            check(H5Dread(speed, H5T_NATIVE_FLOAT, h5::make_space(count), space, H5P_DEFAULT,
                          out[n].speed.host().data()),
                  "read wind_speed");
            const auto solid = head.frame.solid.host();
            for (std::size_t m = 0; m < solid.size(); ++m) {
                float& ratio = out[n].speed.host()[m];
                if (solid[m] != 0) ratio = 0;
                if (!(ratio >= 0 && ratio < 1000)) throw RuntimeError("wind_speed has impossible values");
            }
        }
        return out;
    } catch (const RuntimeError& e) {
        throw InputError(path.string(), "cannot be read (" + printable(e.what(), 200) + ")",
                         "remove it; the run makes a new one");
    }
}

bool lacks_flow_only(const std::filesystem::path& path, const WindFileHead& head) {
    if (head.flow_levels.empty()) return false;
    try {
        const WindFileHead without{head.frame, head.hash, head.source, head.directions};
        return read_wind_file(path, without).has_value();
    } catch (const InputError&) {
        return false;
    }
}

}  // namespace luwte
