// SPDX-License-Identifier: Apache-2.0
#include "host/output/flow_group.hpp"

#include "host/output/chunk_packer.hpp"
#include "host/output/real_data.hpp"
#include "host/output/result_header.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace luwte {

namespace {

using h5::check;
using h5::Handle;

struct FlowField {
    const char *name, *units, *long_name;
    Field3D<float> SectorFlow::*values;
    const char *z, *y, *x;  ///< scales
    bool is_velocity;

    Shape shape(Shape cells) const {
        return {cells.nz, cells.ny + (values == &SectorFlow::v ? 1 : 0),
                cells.nx + (values == &SectorFlow::u ? 1 : 0)};
    }
};
constexpr std::array<FlowField, 4> flow_fields = {{
    {"x_wind", "1", "wind along x through faces over the reference speed", &SectorFlow::u, "z", "y", "x_face",
     true},
    {"y_wind", "1", "wind along y through faces over the reference speed", &SectorFlow::v, "z", "y_face", "x",
     true},
    {"upward_air_velocity", "1", "upward wind through tops over the reference speed", &SectorFlow::w, "z_top",
     "y", "x", true},
    {"eddy_viscosity", "m", "eddy viscosity over the reference speed", &SectorFlow::viscosity, "z", "y", "x",
     false},
}};
constexpr float fastest = 1000, most_viscous = 1e6f;  ///< 1, m: nothing above is a flow

Shape cells_of(const WindFileHead& head) {
    const Shape area = head.frame.solid.shape();
    return {idx(head.flow_levels.size()), area.ny, area.nx};
}

std::vector<hsize_t> shape_of(Shape s, hsize_t sectors) {
    return {sectors, hsize_t(s.nz), hsize_t(s.ny), hsize_t(s.nx)};
}

ChunkPlan plan_of(Shape s) {
    ChunkPlan plan;
    plan.array = s;
    plan.chunk = {std::min(idx(chunk_levels), s.nz), std::min(idx(chunk_edge_3d), s.ny),
                  std::min(idx(chunk_edge_3d), s.nx)};
    return plan;
}

/// A scale of numbers from `first` on, one every `step`.
Handle even_scale(hid_t group, const char* name, hsize_t count, double first, double step,
                  const char* long_name) {
    std::vector<double> values(count);
    for (std::size_t n = 0; n < values.size(); ++n) values[n] = first + step * double(n);
    Handle scale = h5::make_scale(h5::write_numbers(group, name, {&count, 1}, values), name);
    h5::write_text(scale, "long_name", long_name);
    h5::write_text(scale, "units", "m");
    return scale;
}

}  // namespace

FlowGroupWriter::FlowGroupWriter(hid_t file, const WindFileHead& head)
    : cells_(cells_of(head)), level_(head.compression_level), hash_(head.hash) {
    group_ = h5::create_group(file, "flow");
    h5::write_text(group_, "hash", head.hash);
    h5::write_text(
        group_, "comment",
        "the flow of each sector over the area on all levels, over the reference speed as in group "
        "wind, not rounded; face n of a row of cells stands before cell n, the last one behind the "
        "last; nothing flows through the ground; eddy_viscosity is 0 in buildings");
    Grid plane = head.frame.grid;
    plane.nz = 1;
    const Scales scales = write_coordinates(group_, plane, RunMetadata{}, false);
    std::vector<double> middles, tops;
    double top = 0;
    for (const double dz : head.flow_levels) middles.push_back(top + 0.5 * dz), tops.push_back(top += dz);
    const hsize_t levels = middles.size(), sectors = head.directions.size();
    const auto heights = [&](const char* name, const std::vector<double>& values, const char* long_name) {
        Handle z = h5::make_scale(h5::write_numbers(group_, name, {&levels, 1}, values), name);
        h5::write_text(z, "standard_name", "height");
        h5::write_text(z, "long_name", long_name);
        h5::write_text(z, "units", "m");
        h5::write_text(z, "positive", "up");
        return z;
    };
    const Handle z = heights("z", middles, "height of the cell centre above ground, which is level here"),
                 z_top = heights("z_top", tops, "height of the cell's top above ground");
    const Handle x_face = even_scale(group_, "x_face", hsize_t(cells_.nx) + 1, plane.x0, plane.cell_size,
                                     "x of faces between cells"),
                 y_face = even_scale(group_, "y_face", hsize_t(cells_.ny) + 1, plane.y0, plane.cell_size,
                                     "y of faces between cells");
    const Handle sector =
        h5::make_scale(h5::write_numbers(group_, "sector", {&sectors, 1}, head.directions), "sector");
    h5::write_text(sector, "standard_name", "wind_from_direction");
    h5::write_text(sector, "long_name", "where the wind comes from, clockwise from true north");
    h5::write_text(sector, "units", "degree");
    const auto scale = [&](const std::string& name) -> hid_t {
        return name == "z"        ? hid_t(z)
               : name == "z_top"  ? hid_t(z_top)
               : name == "x"      ? hid_t(scales.x)
               : name == "y"      ? hid_t(scales.y)
               : name == "x_face" ? hid_t(x_face)
                                  : hid_t(y_face);
    };

    for (const FlowField& field : flow_fields) {
        const Shape shape = field.shape(cells_), chunk = plan_of(shape).chunk;
        Handle dataset =
            h5::create_real(group_, field.name, shape_of(shape, sectors),
                            {1, hsize_t(chunk.nz), hsize_t(chunk.ny), hsize_t(chunk.nx)}, level_);
        h5::write_text(dataset, "units", field.units);
        h5::write_text(dataset, "long_name", field.long_name);
        if (plane.epsg != 0) h5::write_text(dataset, "grid_mapping", "crs");
        h5::attach(dataset, sector, 0), h5::attach(dataset, scale(field.z), 1);
        h5::attach(dataset, scale(field.y), 2), h5::attach(dataset, scale(field.x), 3);
        fields_.push_back(std::move(dataset));
    }
}

void FlowGroupWriter::write(std::size_t n, const SectorFlow& flow) {
    if (!(flow.viscosity.shape() == cells_))
        throw RuntimeError("wind library: the flow of a sector is not there, or of another shape");
    ChunkPacker packer(level_);
    for (std::size_t f = 0; f < flow_fields.size(); ++f) {
        const Field3D<float>& values = flow.*flow_fields[f].values;
        for (const PackedChunk& chunk : packer.pack(values.host(), plan_of(values.shape()))) {
            const std::array<hsize_t, 4> offset = {n, hsize_t(chunk.k0), hsize_t(chunk.j0),
                                                   hsize_t(chunk.i0)};
            check(H5Dwrite_chunk(fields_[f], H5P_DEFAULT, 0, offset.data(), chunk.bytes.size(),
                                 chunk.bytes.data()),
                  std::string("write flow/") + flow_fields[f].name);
        }
    }
}

void FlowGroupWriter::copy(std::size_t n, hid_t file) {
    const Handle group(H5Gopen2(file, "flow", H5P_DEFAULT), H5Gclose, "open group flow");
    if (h5::text_of(group, "hash") != hash_) throw RuntimeError("group flow is of another wind library");
    for (std::size_t f = 0; f < flow_fields.size(); ++f) {
        const Shape cells = flow_fields[f].shape(cells_), chunk = plan_of(cells).chunk;
        const std::vector<hsize_t> shape = shape_of(cells, 1);
        h5::copy_chunks(h5::open_real(group, flow_fields[f].name, shape, 4), fields_[f], n, shape,
                        {1, hsize_t(chunk.nz), hsize_t(chunk.ny), hsize_t(chunk.nx)},
                        std::string("write flow/") + flow_fields[f].name);
    }
}

void FlowGroupWriter::close(const std::string& what) {
    for (Handle& field : fields_) field.close(what);
    group_.close(what);
}

bool has_flow(hid_t file, const WindFileHead& head) {
    if (!h5::hard_link(file, "flow")) return false;
    const Handle group(H5Gopen2(file, "flow", H5P_DEFAULT), H5Gclose, "open group flow");
    if (h5::text_of(group, "hash") != head.hash) return false;
    const hsize_t sectors = head.directions.size();
    if (h5::numbers_of(group, "sector", sectors) != head.directions) return false;
    for (const FlowField& field : flow_fields)
        h5::open_real(group, field.name, shape_of(field.shape(cells_of(head)), sectors), 4);
    return true;
}

SectorFlow read_sector_flow(const std::filesystem::path& path, const WindFileHead& head, std::size_t n,
                            const WindDomain& area) {
    const Grid& grid = head.frame.grid;
    SectorFlow flow = SectorFlow::of_shape(
        cells_of(head), head.directions.at(n) - grid.convergence_rad * 180 / std::numbers::pi);
    h5::quiet_and_without_plugins();
    try {
        if (!(area.solid.shape() == flow.viscosity.shape()))
            throw RuntimeError("the area has another shape than its flow");
        const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
        if (!has_flow(file, head)) throw RuntimeError("it has no flow of this city and these settings");
        const Handle group(H5Gopen2(file, "flow", H5P_DEFAULT), H5Gclose, "open group flow");
        for (const FlowField& field : flow_fields) {
            Field3D<float>& values = flow.*field.values;
            std::vector<hsize_t> count = shape_of(values.shape(), head.directions.size());
            const Handle dataset = h5::open_real(group, field.name, count, 4);
            const Handle space(H5Dget_space(dataset), H5Sclose, field.name);
            count[0] = 1;
            const std::array<hsize_t, 4> from = {n, 0, 0, 0};
            check(H5Sselect_hyperslab(space, H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr),
                  field.name);
            check(H5Dread(dataset, H5T_NATIVE_FLOAT, h5::make_space(count), space, H5P_DEFAULT,
                          values.host().data()),
                  std::string("read ") + field.name);
            const float least = field.is_velocity ? -fastest : 0,
                        most = field.is_velocity ? fastest : most_viscous;
            if (!std::ranges::all_of(values.host(), [&](float v) { return v >= least && v <= most; }))
                throw RuntimeError(std::string("flow/") + field.name + " has impossible values");
        }
        const auto solid = area.solid.host();
        for (std::size_t m = 0; m < solid.size(); ++m)
            if (solid[m] != 0 && flow.viscosity.host()[m] != 0)
                throw RuntimeError("flow/eddy_viscosity has air in a building");
        return flow;
    } catch (const RuntimeError& e) {
        throw InputError(path.string(), "its flow cannot be read (" + printable(e.what(), 200) + ")",
                         "remove it; the run makes a new one");
    }
}

}  // namespace luwte
