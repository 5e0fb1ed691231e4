// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/hdf5.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// A dataset within a group of a file.
struct GroupField {
    std::string group, name, units;
    std::vector<hsize_t> shape;
    bool is_text = false;  ///< a list of texts, else numbers
    bool is_axis = false;  ///< a dimension scale

    std::string path() const { return group + "/" + name; }
};

/// What stands in the groups of a result or of a wind library, other than /provenance. The file may come from
/// anyone: as ResultReader this one follows no link out of it, loads no filter and refuses sizes beyond its
/// limits before anything is allocated. Groups within groups are passed over.
/// Throws InputError, naming the file, from every function.
class GroupReader {
  public:
    static constexpr hsize_t max_objects = 1000;             ///< of a group
    static constexpr hsize_t max_values = hsize_t(1) << 28;  ///< of one map: the last two axes
    static constexpr hsize_t max_texts = hsize_t(1) << 24;

    explicit GroupReader(const std::filesystem::path& file);

    /// By group and name.
    const std::vector<GroupField>& fields() const { return fields_; }
    const GroupField* find(const std::string& group, const std::string& name) const;
    /// A field as maps of its last two axes, along those before; a list or a scalar is one.
    hsize_t maps(const GroupField& field) const;
    /// Fill values are NaN.
    std::vector<double> read_map(const GroupField& field, hsize_t n) const;
    std::vector<std::string> texts(const GroupField& field) const;
    /// A short text among the attributes of a group, of the file with ""; empty without it.
    std::string attribute(const std::string& group, const char* name) const;

  private:
    void look_into(const std::string& group);
    h5::Handle open(const GroupField& field) const;
    template <class F>
    auto guard(F&& f) const;

    std::filesystem::path path_;
    h5::Handle file_;
    std::vector<GroupField> fields_;
    mutable h5::Handle last_;  ///< the field read last
    mutable std::string last_path_;
};

/// Whether a file is a wind library, RUN.wind.nc: no result, with a group of that name.
bool is_wind_library(const std::filesystem::path& file);

}  // namespace luwte
