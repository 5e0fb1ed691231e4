// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/hdf5.hpp"
#include "host/output/wind_file.hpp"

namespace luwte {

/// Writes the flow of each sector of a library, as dispersion needs it, as group /flow beside /wind
/// (docs/output.md): velocities on faces and eddy viscosity by sector, level, row and column, not rounded.
class FlowGroupWriter {
  public:
    /// Throws RuntimeError, as all of it, when it cannot be written.
    FlowGroupWriter(hid_t file, const WindFileHead& head);
    /// The n-th sector of the head.
    void write(std::size_t n, const SectorFlow& flow);
    /// The same from the open file of that sector alone.
    void copy(std::size_t n, hid_t file);
    void close(const std::string& what);

  private:
    Shape cells_;
    int level_;
    std::string hash_;
    h5::Handle group_;
    std::vector<h5::Handle> fields_;
};

/// Whether an open file has a group /flow of the head's library, on its levels and in its directions.
bool has_flow(hid_t file, const WindFileHead& head);

/// The flow of the n-th sector of a library's file, on the CPU. The file is not trusted: sizes have to be the
/// head's, numbers finite and possible.
/// In     area   wind_domain(city, layout): where solids are
/// Throws InputError when it cannot be read.
SectorFlow read_sector_flow(const std::filesystem::path& file, const WindFileHead& head, std::size_t n,
                            const WindDomain& area);

}  // namespace luwte
