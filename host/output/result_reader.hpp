// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"
#include "host/output/hdf5.hpp"
#include "kernels/core/grid.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// Reads a result RUN.nc. The file may come from anyone: it is never trusted.
///
/// Only catalogue fields, coordinates and /provenance are looked at, through hard links. External links and
/// storage, virtual datasets, plug-in filters, other types than the format's, and sizes beyond the limits
/// below are refused before anything is allocated.
/// Throws InputError, naming the file, from every function.
class ResultReader {
  public:
    static constexpr hsize_t max_cells = hsize_t(1) << 31;  ///< of one map
    static constexpr hsize_t max_steps = 100000;
    static constexpr hsize_t max_text_bytes = hsize_t(1) << 20;  ///< of an attribute
    static constexpr std::size_t max_cache_bytes = std::size_t(1) << 28;

    explicit ResultReader(const std::filesystem::path& file);

    /// nx, ny, nz (1 without volumes), cell_size, x0, y0, z0, epsg (0 = local).
    const Grid& grid() const { return grid_; }
    /// End of each step [s] after the instant named by time's `units`.
    const std::vector<double>& times() const { return times_; }
    const std::vector<const FieldInfo*>& fields() const { return fields_; }
    bool has(std::string_view field) const;

    /// One map, row by row from the south: (ny, nx). `layer` is the step, or the level of a volume; 0 else.
    /// Fill values of integer fields become NaN.
    std::vector<float> read_map(std::string_view field, int layer = 0) const;
    int layers(const FieldInfo& field) const;

    /// Global attributes and texts of /provenance; empty when absent.
    std::string text(const char* attribute) const;
    std::optional<double> number(const char* attribute) const;
    std::string provenance(const char* name) const;

  private:
    h5::Handle open(hid_t where, const std::string& name, std::size_t cache_bytes = 0) const;
    std::size_t row_of_chunks(const FieldInfo& field) const;  ///< bytes
    std::vector<double> read_axis(const std::string& name, hsize_t limit) const;
    [[noreturn]] void refuse(const std::string& what, const std::string& hint = {}) const;
    template <class F>
    auto guard(F&& f) const;

    std::filesystem::path path_;
    h5::Handle file_;
    Grid grid_;
    std::vector<double> times_;
    std::vector<const FieldInfo*> fields_;
    mutable h5::Handle last_;  ///< the field read last
    mutable std::string last_name_;
};

}  // namespace luwte
