// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace luwte {

inline constexpr std::uint64_t sample_seed = 344;  ///< the seed of the sample that the build makes

/// Writes the embedded sample: a Dutch neighbourhood of 600 x 600 m that does not exist, as the files a
/// municipality has. The rules are in docs/sample.md.
///
/// Files: dsm_05m.tif, dtm_05m.tif (m NAP, 0.5 m, holes as in AHN), bag_pand.gpkg, bgt.gpkg, trees.gpkg,
/// roads.gpkg, sites.gpkg (EPSG:28992) and knmi_uurgeg_344_20150701.txt.
///
/// In:     a folder (made if it is not there; files of these names in it are replaced) and a seed.
/// Throws: RuntimeError when a file cannot be written.
/// Cost:   a few seconds, about 10 MB. The same seed gives the same bytes for the same GDAL.
void write_sample(const std::filesystem::path& folder, std::uint64_t seed = sample_seed);

}  // namespace luwte
