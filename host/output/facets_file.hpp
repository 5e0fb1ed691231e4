// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/hdf5.hpp"
#include "host/output/part_file.hpp"
#include "models/city/wall_facets.hpp"
#include "models/heat/surface_material.hpp"

#include <filesystem>
#include <span>
#include <vector>

namespace luwte {

/// RUN.facets.vtkhdf: the buildings' faces, walls and roofs, each with its temperature at every step, for 3-D
/// viewing. VTKHDF 2.0, an unstructured grid of quads (output-format of the project, section 8).
///
///     FacetsFile file(path, walls, sky, times, level);
///     for (int n = 0; ...) file.add(n, heat.wall_temperature, heat.surface_temperature);
///     file.commit();
///
/// Cells: wall facets by their number (models/city/wall_facets.hpp), then the roof of every building column,
/// in row order. CellData: `surface_temperature` [K, mean of the step, in steps of 1/64], `sky_view_factor`
/// [1, of the facet's whole view: 0.5 for a free wall], `facing` [0 north, 1 east, 2 south, 3 west, 4 up],
/// `material` [index of the table's tops, and after these of its walls], `building_id` [index of the city's
/// building_names; -9999 where there is none]. The attributes `flag_values` and `flag_meanings` of `facing`
/// and `material` name them.
///
/// In     times   s since 1970, of the steps' ends
///        level   deflate level, 0 to 9
/// Out    the file appears whole with commit(), or not at all
/// Throws RuntimeError when it cannot be written
class FacetsFile {
  public:
    FacetsFile(const std::filesystem::path& path, const WallFacets& walls, const MaterialTable& materials,
               const Field2D<float>& roof_sky_view, const Field2D<float>& wall_sky_view,
               const std::vector<double>& times, int level);
    /// Rounded values of a step as the file holds them, by cell, and how they get there; add() does both.
    std::vector<float> values_of(const Field2D<float>& wall_temperature,
                                 const Field2D<float>& surface_temperature) const;
    void write(int step, std::span<const float> values);
    /// What write() has given to a step.
    std::vector<float> read(int step) const;
    void add(int step, const Field2D<float>& wall_temperature, const Field2D<float>& surface_temperature) {
        write(step, values_of(wall_temperature, surface_temperature));
    }
    std::size_t cells() const { return walls_ + roofs_.size(); }
    std::filesystem::path commit();

  private:
    void write_geometry(const WallFacets& walls);
    void write_kinds(const WallFacets& walls, const MaterialTable& materials);
    void write_steps(const std::vector<double>& times);
    h5::Handle cells_of(const std::string& name, hid_t file_type, hsize_t copies) const;
    h5::Handle list(hid_t where, const std::string& name, hid_t file_type, std::vector<hsize_t> shape) const;

    const std::size_t lost_before_ = h5::lost_closes();
    PartFile part_;
    int level_;
    std::vector<std::size_t> roofs_;  // columns
    std::size_t walls_;
    h5::Handle file_, group_, cell_data_, temperature_;
};

}  // namespace luwte
