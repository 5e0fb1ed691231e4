// SPDX-License-Identifier: Apache-2.0
#include "host/output/result_writer.hpp"

#include "host/output/chunk_packer.hpp"
#include "host/output/part_file.hpp"
#include "host/output/result_header.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace luwte {
namespace {

using h5::check;
using h5::Handle;

/// What was written, to compare with what is read back.
struct ChunkRecord {
    std::vector<hsize_t> offset;
    std::size_t size;
    std::uint32_t crc;
};

struct OpenField {
    const FieldInfo* info = nullptr;
    Handle dataset;
    ChunkPlan plan;
    std::vector<bool> written;  // by step; one entry for a static field
    std::vector<ChunkRecord> chunks;
};

ChunkPlan plan_of(const FieldInfo& field, const Grid& grid) {
    const bool volume = field.shape == FieldShape::z_y_x;
    const idx edge = idx(volume ? chunk_edge_3d : chunk_edge);
    ChunkPlan plan;
    plan.array = {volume ? grid.nz : 1, grid.ny, grid.nx};
    plan.chunk = {volume ? std::min(idx(chunk_levels), grid.nz) : 1, std::min(edge, grid.ny),
                  std::min(edge, grid.nx)};
    plan.resolution = field.resolution;
    plan.fill = field.fill;
    plan.has_fill = field.has_fill;
    return plan;
}

template <class T>
constexpr FieldType type_of() {
    if constexpr (std::is_same_v<T, float>) return FieldType::f32;
    if constexpr (std::is_same_v<T, std::int8_t>) return FieldType::i8;
    return FieldType::i32;
}

/// Compares the file's chunks with what was written, byte for byte, and reads one chunk of each dataset
/// through HDF5's own filters.
void verify(const std::filesystem::path& part, const std::vector<OpenField>& fields) {
    Handle file(H5Fopen(part.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "read back " + part.string());
    std::vector<std::byte> bytes;
    for (const OpenField& field : fields) {
        if (field.chunks.empty()) continue;  // of a run that stopped
        const std::string name(field.info->name), what = "read back field " + name;
        Handle dataset = h5::open_dataset(file, name);
        for (const ChunkRecord& chunk : field.chunks) {
            hsize_t size = 0;
            check(H5Dget_chunk_storage_size(dataset, chunk.offset.data(), &size), what);
            if (size == chunk.size) {
                bytes.resize(size);
                std::uint32_t filters = 0;
                check(H5Dread_chunk(dataset, H5P_DEFAULT, chunk.offset.data(), &filters, bytes.data()), what);
            }
            if (size != chunk.size || crc32_of(bytes) != chunk.crc)
                throw RuntimeError(part.string() + ": field '" + name + "' was not stored as written");
        }
        std::vector<hsize_t> count(field.chunks.at(0).offset.size(), 1);
        count[count.size() - 1] = hsize_t(field.plan.chunk.nx);
        count[count.size() - 2] = hsize_t(field.plan.chunk.ny);
        Handle space(H5Dget_space(dataset), H5Sclose, what), type(H5Dget_type(dataset), H5Tclose, what);
        check(H5Sselect_hyperslab(space, H5S_SELECT_SET, field.chunks[0].offset.data(), nullptr, count.data(),
                                  nullptr),
              what);
        bytes.resize(std::size_t(field.plan.chunk.nx) * std::size_t(field.plan.chunk.ny) * H5Tget_size(type));
        check(H5Dread(dataset, type, h5::make_space(count), space, H5P_DEFAULT, bytes.data()), what);
    }
}

}  // namespace

struct ResultWriter::Impl {
    using StepChunk = ResultWriter::StepChunk;
    Impl(const std::filesystem::path& path, const Grid& grid, RunMetadata metadata, Options options)
        : part(path), packer(options.compression_level), run(std::move(metadata)) {
        file = h5::create_file(part.part());
        write_global_attributes(file, grid, run, options.fields);
        const std::int8_t incomplete = 0;
        h5::write_byte(file, "run_complete", incomplete);
        const bool has_levels = std::ranges::any_of(
            options.fields, [](const FieldInfo* field) { return field->shape == FieldShape::z_y_x; });
        const Scales scales = write_coordinates(file, grid, run, has_levels);
        for (const FieldInfo* info : options.fields) {
            OpenField field;
            field.info = info;
            field.plan = plan_of(*info, grid);
            field.written.assign(info->has_time() ? run.steps.size() : 1, false);
            field.dataset = create_field(file, *info, grid, run, scales, options.compression_level);
            by_name.emplace(info->name, fields.size());
            fields.push_back(std::move(field));
        }
        write_buildings(file, run);
    }

    OpenField* find(std::string_view name) {
        if (const auto found = by_name.find(name); found != by_name.end()) return &fields[found->second];
        if (find_field(name) == nullptr)
            throw RuntimeError(fmt::format("'{}' is not a field of the result format", name));
        return nullptr;
    }

    template <class T>
    void write(int step, std::string_view name, std::span<const T> values) {
        OpenField* field = find(name);
        if (field == nullptr) return;
        const bool has_time = field->info->has_time();
        const auto fail = [&](const std::string& why) {
            throw RuntimeError(fmt::format("field '{}', step {}: {}", name, step, why));
        };
        if (has_time != (step >= 0)) fail(has_time ? "needs a step" : "has no steps");
        if (field->info->type != type_of<T>()) fail("values of another type");
        const std::size_t slot = has_time ? std::size_t(step) : 0;
        if (slot >= field->written.size()) fail("there is no such step");
        if (field->written[slot]) fail("was written already");
        if (values.size() != field->plan.array.size())
            fail(fmt::format("{} values given, {} expected", values.size(), field->plan.array.size()));
        field->written[slot] = true;

        for (const PackedChunk& chunk : packer.pack(values, field->plan)) {
            std::vector<hsize_t> offset;
            if (has_time) offset.push_back(slot);
            if (field->info->shape == FieldShape::z_y_x) offset.push_back(hsize_t(chunk.k0));
            offset.push_back(hsize_t(chunk.j0));
            offset.push_back(hsize_t(chunk.i0));
            check(H5Dwrite_chunk(field->dataset, H5P_DEFAULT, 0, offset.data(), chunk.bytes.size(),
                                 chunk.bytes.data()),
                  fmt::format("{}: write field '{}'", part.part().string(), name));
            if (has_time) order.emplace_back(std::size_t(field - fields.data()), field->chunks.size());
            field->chunks.push_back({std::move(offset), chunk.bytes.size(), chunk.crc});
        }
    }

    StepChunk step_chunk(std::size_t n) {
        const auto [f, c] = order.at(n);
        const ChunkRecord& record = fields[f].chunks[c];
        StepChunk chunk{{std::uint32_t(f), std::uint32_t(record.offset[0]), std::uint32_t(record.offset[1]),
                         std::uint32_t(record.offset[2]), record.crc},
                        std::vector<std::byte>(record.size)};
        std::uint32_t filters = 0;
        check(
            H5Dread_chunk(fields[f].dataset, H5P_DEFAULT, record.offset.data(), &filters, chunk.bytes.data()),
            fmt::format("{}: read field '{}' for a checkpoint", part.part().string(), fields[f].info->name));
        return chunk;
    }

    void write_chunk(const StepChunk& chunk) {
        const StepChunk::Place& at = chunk.place;
        if (at.field >= fields.size() || !fields[at.field].info->has_time() ||
            at.step >= fields[at.field].written.size() || crc32_of(chunk.bytes) != at.crc)
            throw RuntimeError(part.path().string() + ": a checkpoint holds what is not of this result");
        OpenField& field = fields[at.field];
        std::vector<hsize_t> offset = {at.step, at.row, at.column};
        check(H5Dwrite_chunk(field.dataset, H5P_DEFAULT, 0, offset.data(), chunk.bytes.size(),
                             chunk.bytes.data()),
              fmt::format("{}: write field '{}'", part.part().string(), field.info->name));
        field.written[at.step] = true;
        order.emplace_back(at.field, field.chunks.size());
        field.chunks.push_back({std::move(offset), chunk.bytes.size(), at.crc});
    }

    void finish() {
        for (const OpenField& field : fields)
            if (const auto gap = std::ranges::find(field.written, false); gap != field.written.end())
                throw RuntimeError(fmt::format("field '{}' was not written (step {})", field.info->name,
                                               gap - field.written.begin()));
        const std::string what = part.part().string() + ": close";
        Handle attribute(H5Aopen(file, "run_complete", H5P_DEFAULT), H5Aclose, what);
        const std::int8_t complete = 1;
        check(H5Awrite(attribute, H5T_NATIVE_INT8, &complete), what);
        attribute.close(what);
        close();
        part.commit();
    }

    std::filesystem::path stop(double good_until_s, const std::string& why) {
        h5::write_text(file, "good_until", iso_utc(good_until_s));
        h5::write_text(file, "stopped_because", why);
        run.warnings.insert(run.warnings.begin(),
                            fmt::format("THE RUN STOPPED and is not whole; values until {} are good: {}",
                                        iso_utc(good_until_s), why));
        close();
        const std::filesystem::path kept = stopped_result(part.path());
        part.commit_as(kept);
        return kept;
    }

    void close() {
        const std::string what = part.part().string() + ": close";
        write_provenance(file, run);
        for (OpenField& field : fields) field.dataset.close(what);
        check(H5Fflush(file, H5F_SCOPE_GLOBAL), what);
        file.close(what);
        h5::check_no_loss(lost_before, what);
        verify(part.part(), fields);
    }

    const std::size_t lost_before = h5::lost_closes();
    PartFile part;  // before what HDF5 holds: its destructor removes the .part after HDF5 has let go of it
    Handle file;
    ChunkPacker packer;
    RunMetadata run;
    std::vector<OpenField> fields;
    std::vector<std::pair<std::size_t, std::size_t>> order;  // field and chunk, of those of steps
    std::unordered_map<std::string_view, std::size_t> by_name;
};

ResultWriter::ResultWriter(const std::filesystem::path& file, const Grid& grid, RunMetadata run,
                           Options options) {
    if (file.extension() != ".nc")
        throw InputError(file.string(), "the name of a result must end in .nc",
                         "with another ending GIS programs lose coordinates and time");
    if (!options.overwrite && std::filesystem::exists(file))
        throw InputError(file.string(), "this result exists already",
                         "choose another name or give --overwrite");
    impl_ = std::make_unique<Impl>(file, grid, std::move(run), std::move(options));
}

ResultWriter::~ResultWriter() = default;

bool ResultWriter::wants(std::string_view field) const { return impl_->find(field) != nullptr; }

void ResultWriter::write_static(std::string_view field, std::span<const float> values) {
    impl_->write(-1, field, values);
}
void ResultWriter::write_static(std::string_view field, std::span<const std::int8_t> values) {
    impl_->write(-1, field, values);
}
void ResultWriter::write_static(std::string_view field, std::span<const std::uint8_t> values) {
    impl_->write(-1, field, std::span(reinterpret_cast<const std::int8_t*>(values.data()), values.size()));
}
void ResultWriter::write_static(std::string_view field, std::span<const std::int32_t> values) {
    impl_->write(-1, field, values);
}
void ResultWriter::write_step_field(int step, std::string_view field, std::span<const float> values) {
    impl_->write(step, field, values);
}
void ResultWriter::write_step_field(int step, std::string_view field, std::span<const std::int8_t> values) {
    impl_->write(step, field, values);
}
std::size_t ResultWriter::step_chunks() const { return impl_->order.size(); }
ResultWriter::StepChunk ResultWriter::step_chunk(std::size_t n) { return impl_->step_chunk(n); }
void ResultWriter::write_chunk(const StepChunk& chunk) { impl_->write_chunk(chunk); }
void ResultWriter::add_warning(std::string text) { impl_->run.warnings.push_back(std::move(text)); }
void ResultWriter::add_rule(std::string text) { impl_->run.rules.push_back(std::move(text)); }
void ResultWriter::finish() { impl_->finish(); }
std::filesystem::path ResultWriter::stop(double good_until_s, const std::string& why) {
    return impl_->stop(good_until_s, why);
}

std::filesystem::path stopped_result(std::filesystem::path result) {
    return result.replace_extension(".stopped.nc");
}

}  // namespace luwte
