// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/hdf5.hpp"
#include "host/output/part_file.hpp"
#include "models/wind/sector_library.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// What every file of one library says: RUN.wind.nc with all sectors, and one file a sector until it is
/// there.
struct WindFileHead {
    const WindLibrary& frame;              ///< all but its sectors
    std::string hash;                      ///< SHA-256 of everything that determines the library
    std::string source;                    ///< program and version
    std::vector<double> directions;        ///< degrees, of the sectors in the file
    int compression_level = 1;             ///< 0 to 9
    std::vector<double> flow_levels = {};  ///< m, all levels, where the file is to hold the flow too
};

class FlowGroupWriter;

/// Writes a sector library as group /wind of a netCDF-4 / CF file (docs/output.md): fields by sector, level,
/// row and column, NaN in solids. The file appears under its name when it is whole.
///
/// Throws RuntimeError when it cannot be written.
class WindFileWriter {
  public:
    WindFileWriter(const std::filesystem::path& file, const WindFileHead& head);
    ~WindFileWriter();
    /// The n-th sector of the head.
    void write(std::size_t n, const SectorFields& fields);
    /// The same from a file of that sector alone, without decompressing it. Throws RuntimeError when that is
    /// of another library or direction.
    void copy(std::size_t n, const std::filesystem::path& file);
    void finish();

  private:
    void write_reports();

    const std::size_t lost_before_ = h5::lost_closes();
    PartFile part_;
    const WindLibrary& frame_;
    std::string hash_;
    std::vector<double> directions_;
    int level_;
    h5::Handle file_, group_, sector_;
    std::vector<h5::Handle> fields_;
    std::vector<SectorReport> reports_;
    std::unique_ptr<FlowGroupWriter> flow_;
};

/// The sectors of a file, when it holds a library of this hash with these directions; nothing when it is of
/// another, or not there, or has no flow where the head has levels of one. The file is not trusted: its sizes
/// have to be the head's, its data its own. Throws InputError when it cannot be read.
std::optional<std::vector<WindLibrary::Sector>> read_wind_file(const std::filesystem::path& file,
                                                               const WindFileHead& head);

/// Of a file in which read_wind_file() found nothing: whether it lacks the flow only, which the head wants.
bool lacks_flow_only(const std::filesystem::path& file, const WindFileHead& head);

}  // namespace luwte
