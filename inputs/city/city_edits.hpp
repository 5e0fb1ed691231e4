// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/polygons.hpp"
#include "inputs/city/trees.hpp"
#include "kernels/core/error.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace luwte {

/// The edits of a study on its grid (docs/models/city.md, rules 20 to 23): what their files hold is read
/// before anything is decided, so that all problems come at once; then they are made, in their order.
class CityEdits {
  public:
    /// Reads the files, into the records and warnings of `city`. A file that holds nothing within the area is
    /// a problem.
    CityEdits(const Study& study, const Grid& grid, LoadedCity& city, Problems& problems);

    /// Changes `city.layers`, says in rules how much each edit changed and adds up the shares of sources
    /// anew. Edits of ground and roofs are rules for materials by then and are not made here. Throws
    /// InputError  with all edits that find nothing to change
    void make(LoadedCity& city) const;

  private:
    const Study& study_;
    std::map<std::pair<std::filesystem::path, std::string>, CellsInPolygons> polygons_;  ///< file, site
    std::map<std::filesystem::path, Trees> trees_;
};

}  // namespace luwte
