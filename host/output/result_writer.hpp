// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"
#include "host/output/run_metadata.hpp"
#include "kernels/core/grid.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// RUN.stopped.nc, of a run that could not go on.
std::filesystem::path stopped_result(std::filesystem::path result);

/// Writes a result RUN.nc: one HDF5 file that is a valid netCDF-4 / CF-1.11 file (docs/output.md).
///
/// The file grows as RUN.nc.part. `finish()` reads it back, syncs it and renames it; without `finish()` (an
/// exception, an interruption) the destructor removes the .part, and what stood at RUN.nc stays.
///
/// In    values of each field in SI (comfort indices in degC, durations in h), shape (ny, nx) or
///       (nz, ny, nx), j from south to north; NaN = missing; rounded here to the field's resolution
/// Out   equal inputs give equal bytes, whatever the number of threads; calls come from one thread and in
///       the same order for equal bytes
/// Throws  InputError    RUN.nc exists and `overwrite` is off; its name does not end in .nc; bad level
///         RuntimeError  the disk is full or the file cannot be written; a wrong size of values; a field
///                       written twice, or, by finish(), one that was never written
/// Cost  deflates about 0.3 GB/s per core; memory of a packed field.
class ResultWriter {
  public:
    struct Options {
        std::vector<const FieldInfo*> fields;  ///< what the file will hold: select_fields(), perhaps fewer
        int compression_level = 1;             ///< 0 to 9
        bool overwrite = false;
    };
    ResultWriter(const std::filesystem::path& file, const Grid& grid, RunMetadata run, Options options);
    ~ResultWriter();
    ResultWriter(const ResultWriter&) = delete;

    /// Whether the file holds this field. Writing a field that it does not hold does nothing.
    bool wants(std::string_view field) const;

    /// A field without time. `uint8_t` values are flags 0 and 1.
    void write_static(std::string_view field, std::span<const float> values);
    void write_static(std::string_view field, std::span<const std::int8_t> values);
    void write_static(std::string_view field, std::span<const std::uint8_t> values);
    void write_static(std::string_view field, std::span<const std::int32_t> values);

    /// One step of an hourly field. `step` counts RunMetadata::steps from 0.
    void write_step_field(int step, std::string_view field, std::span<const float> values);
    void write_step_field(int step, std::string_view field, std::span<const std::int8_t> values);

    /// Chunks of steps in the order in which they were written, as they are in the file, and the same way
    /// back into another file of the same fields: for checkpoints.
    struct StepChunk {
        struct Place {
            std::uint32_t field, step, row, column, crc;  ///< column and row of the first element
        } place;
        std::vector<std::byte> bytes;
    };
    std::size_t step_chunks() const;
    StepChunk step_chunk(std::size_t n);
    void write_chunk(const StepChunk& chunk);

    /// What came up during the run; stored with the warnings and rules given at the start.
    void add_warning(std::string text);
    void add_rule(std::string text);

    void finish();

    /// Ends a run that cannot go on: what was written so far becomes stopped_result(RUN.nc), a file that
    /// reads as any other; steps and fields that were not written are missing in it. Its attributes say until
    /// when it is good and why it ends (`good_until`, `stopped_because`), `run_complete` stays 0, and RUN.nc
    /// stays what it was. Returns the name.
    std::filesystem::path stop(double good_until_s, const std::string& why);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luwte
