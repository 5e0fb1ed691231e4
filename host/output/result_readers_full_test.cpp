// SPDX-License-Identifier: Apache-2.0
/// What others read in our files: xarray, h5py, GDAL, VTK, ncdump (docs/output.md, the format's section 10).
#include "host/output/result_samples.hpp"
#include "host/output/vtk_views.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

using sample::Folder;

constexpr const char* python_probe = "/usr/bin/python3 -c 'import xarray, netCDF4, h5netcdf, h5py'";

TEST(ResultFile, BothEnginesOfXarrayReadValuesDatesAndGaps) {
    LUWTE_NEEDS("python3-xarray python3-netcdf4 python3-h5netcdf", python_probe);
    Folder folder;
    sample::write_result(folder / "run.nc");
    sample::check_with_python("xarray " + (folder / "run.nc").string() + " netcdf4");
    sample::check_with_python("xarray " + (folder / "run.nc").string() + " h5netcdf");
}

TEST(ResultFile, KeepsTheContainerRules) {
    LUWTE_NEEDS("python3-h5py", python_probe);
    Folder folder;
    sample::write_result(folder / "run.nc");
    sample::check_with_python("container " + (folder / "run.nc").string());
    sample::check_with_python("same_bits " + (folder / "run.nc").string());
}

TEST(ResultFile, GdalSeesCrsTransformNoDataAndBands) {
    LUWTE_NEEDS("gdal-bin", "gdalinfo --version");
    LUWTE_NEEDS("python3-gdal", "/usr/bin/python3 -c 'from osgeo import osr'");
    Folder folder;
    sample::write_result(folder / "run.nc");
    sample::check_with_python("gdal " + (folder / "run.nc").string());
    sample::check_with_python("gdal_values " + (folder / "run.nc").string());
}

TEST(ResultFile, VtkReadsMapsVolumesAndTimes) {
    LUWTE_NEEDS("python3-vtk9", "/usr/bin/python3 -c 'import vtk'");
    Folder folder;
    sample::write_result(folder / "run.nc");
    sample::check_with_python("vtk " + (folder / "run.nc").string());
}

TEST(ResultFile, HeaderIsTheStoredText) {
    LUWTE_NEEDS("netcdf-bin", "command -v ncdump");
    Folder folder;
    sample::write_result(folder / "run.nc");
    std::string header = sample::output_of("ncdump -h " + (folder / "run.nc").string());
    // WKT texts are PROJ's and may differ between its versions; the container test checks what they say.
    std::string kept;
    for (std::size_t at = 0; at < header.size();) {
        const std::size_t end = header.find('\n', at);
        const std::string line = header.substr(at, end - at + 1);
        if (line.find("crs:crs_wkt") == std::string::npos &&
            line.find("crs:spatial_ref") == std::string::npos &&
            line.find("geospatial_l") == std::string::npos && line.find(":origin_l") == std::string::npos)
            kept += line;
        at = end + 1;
    }
    const std::string golden = LUWTE_SOURCE_DIR "/host/output/golden_header.cdl";
    if (std::getenv("LUWTE_UPDATE_GOLDEN") != nullptr) std::ofstream(golden) << kept;
    EXPECT_EQ(kept, sample::bytes_of(golden))
        << "meant? run again with LUWTE_UPDATE_GOLDEN=1 and say why in the commit";
}

TEST(ResultFile, LocalGridHasNoCrs) {
    LUWTE_NEEDS("python3-h5py", python_probe);
    Folder folder;
    Grid grid;
    grid.nx = 30, grid.ny = 20, grid.nz = 2, grid.epsg = 0;
    sample::write_result(folder / "run.nc", grid, 1);
    sample::check_with_python("local " + (folder / "run.nc").string());
}

TEST(VtkViews, LeadToTheResultFromAnyFolderWithTheReadersShapes) {
    LUWTE_NEEDS("python3-h5py", python_probe);
    for (const int steps : {1, 3}) {
        Folder folder;
        sample::write_result(folder / "run.nc", sample::grid(), steps);
        const auto views = write_vtk_views(folder / "run.nc", sample::grid(), select_fields({}), steps);
        ASSERT_EQ(views.size(), 2u);
        EXPECT_EQ(folder.names(),
                  (std::vector<std::string>{"run.nc", "run.surface.vtkhdf", "run.volume.vtkhdf"}));
        EXPECT_LT(std::filesystem::file_size(views[0]), 100000u);
        sample::check_with_python("views " + views[0].string() + " " + views[1].string() + " " +
                                  std::to_string(steps));
    }
}

TEST(VtkViews, AreTheSameBytesTwice) {
    Folder folder;
    sample::write_result(folder / "run.nc");
    const auto views = write_vtk_views(folder / "run.nc", sample::grid(), select_fields({}), 3);
    const std::string once = sample::bytes_of(views[0]);
    write_vtk_views(folder / "run.nc", sample::grid(), select_fields({}), 3);
    EXPECT_TRUE(once == sample::bytes_of(views[0]));
    EXPECT_EQ(once.find(std::filesystem::temp_directory_path().string()), std::string::npos);
}

}  // namespace
}  // namespace luwte
