# SPDX-License-Identifier: Apache-2.0
"""Checks a result of result_samples.hpp with readers of others: check_result.py WHAT FILE [ARGUMENT].

The values are computed here again, from the formula, not taken from the program.
"""

import json
import subprocess
import sys

import numpy as np

NX, NY, NZ, STEPS = 300, 270, 10, 3
X0, Y0, CELL = 120625.0, 485937.5, 0.5
FLOAT_HOURLY = ["shadow_fraction", "shortwave_down", "longwave_down", "surface_temperature",
                "mean_radiant_temperature", "air_temperature", "wind_speed", "pet", "utci", "wbgt",
                "pet_national"]
FLOAT_STATIC = ["terrain_height", "building_height", "canopy_height", "canopy_base_height",
                "crown_leaf_area_density", "sky_view_factor", "sky_view_factor_solid_angle",
                "hours_pet_above_35", "hours_pet_above_41", "shade_hours_10_16", "sun_hours", "pet_max",
                "utci_max", "pet_12_18", "surface_temperature_max", "pet_national_12_18",
                "pet_minus_national_12_18"]
CLASSES = ["surface_type", "top_material", "surface_type_source", "data_gap"]


def plane(k=0, step=0):
    j, i = np.mgrid[0:NY, 0:NX]
    value = (10 + 0.25 * i + 0.5 * j + 4 * k + 2 * step).astype(np.float32)
    value[(i + 3 * j) % 17 == 0] = np.nan
    return value


def parity(k=0, step=0):
    j, i = np.mgrid[0:NY, 0:NX]
    return (i + j + k + step) % 2


def pet_class(step):
    """As stored: 127 is missing."""
    j, i = np.mgrid[0:NY, 0:NX]
    value = (i + j + step) % 3 - 1
    return np.where(value < 0, 127, value)


def check_xarray(path, engine):
    import xarray

    with xarray.open_dataset(path, engine=engine) as data:
        for name in FLOAT_HOURLY:
            assert data[name].dims == ("time", "y", "x"), name
            assert data[name].dtype == np.float32, (name, data[name].dtype)
            for step in range(STEPS):
                np.testing.assert_array_equal(data[name][step].values, plane(0, step), name)
        for name in FLOAT_STATIC:
            assert data[name].dims == ("y", "x"), name
            np.testing.assert_array_equal(data[name].values, plane(), name)
        for name in CLASSES:
            np.testing.assert_array_equal(data[name].values, parity(), name)
        for k in range(NZ):
            np.testing.assert_array_equal(data["leaf_area_density"][k].values, plane(k))
            np.testing.assert_array_equal(data["solid_mask"][k].values, parity(k))
        j, i = np.mgrid[0:NY, 0:NX]
        number = ((i + j) % 3 - 1).astype(float)
        number[number < 0] = np.nan
        np.testing.assert_array_equal(data["building_id"].values, number)

        classes = data["pet_class"][1].values
        np.testing.assert_array_equal(np.isnan(classes), pet_class(1) == 127)
        np.testing.assert_array_equal(classes[~np.isnan(classes)], pet_class(1)[pet_class(1) != 127])

        missing = int(np.isnan(plane()).sum())
        assert missing > 0 and int(np.isnan(data["pet"][0].values).sum()) == missing
        # The end of each step; the first is 01:00 in Amsterdam.
        ends = np.array(["2019-07-23T23:00", "2019-07-24T00:00", "2019-07-24T01:00"], dtype="datetime64[ns]")
        np.testing.assert_array_equal(data["time"].values, ends)
        np.testing.assert_allclose(data["x"].values, X0 + (np.arange(NX) + 0.5) * CELL, rtol=0, atol=1e-9)
        np.testing.assert_allclose(data["y"].values, Y0 + (np.arange(NY) + 0.5) * CELL, rtol=0, atol=1e-9)
        np.testing.assert_allclose(data["z"].values, (np.arange(NZ) + 0.5) * CELL, rtol=0, atol=1e-9)
        bounds = data["time_bnds"].values
        assert bounds.shape == (STEPS, 2)
        assert data["crs"].attrs["grid_mapping_name"] == "oblique_stereographic"
        for name in FLOAT_HOURLY + FLOAT_STATIC:
            grid_mapping = data[name].attrs.get("grid_mapping") or data[name].encoding.get("grid_mapping")
            assert grid_mapping == "crs", name
            assert not np.issubdtype(data[name].dtype, np.timedelta64), name
    with xarray.open_dataset(path, engine=engine, group="buildings") as data:
        assert list(data["name"].values) == ["0363100012345678", "0363100012345679"]
    with xarray.open_dataset(path, engine=engine, group="provenance") as data:
        for name in ["inputs_json", "build_json", "warnings_json", "licences_json", "rules_json"]:
            json.loads(str(data[name].values))
        assert json.loads(str(data["warnings_json"].values)) == ["a warning"]
        assert json.loads(str(data["rules_json"].values)) == ["a rule"]


def gdalinfo(name):
    return json.loads(subprocess.run(["gdalinfo", "-json", name], check=True, capture_output=True).stdout)


def check_gdal(path):
    from osgeo import osr

    for name in FLOAT_HOURLY + FLOAT_STATIC + CLASSES + ["building_id", "pet_class"]:
        info = gdalinfo(f'NETCDF:"{path}":{name}')
        assert info["size"] == [NX, NY], name
        # North up: the upper left corner and a negative row step.
        np.testing.assert_allclose(info["geoTransform"], [X0, CELL, 0, Y0 + NY * CELL, 0, -CELL], atol=1e-6)
        bands = STEPS if name in FLOAT_HOURLY + ["pet_class"] else 1
        assert len(info["bands"]) == bands, (name, len(info["bands"]))
        crs = osr.SpatialReference(info["coordinateSystem"]["wkt"])
        crs.AutoIdentifyEPSG()
        assert crs.GetAuthorityCode(None) == "28992", (name, crs.GetAuthorityCode(None))
        if name in FLOAT_HOURLY + FLOAT_STATIC:
            assert np.isnan(float(info["bands"][0]["noDataValue"])), (name, info["bands"][0])
        elif name == "building_id":
            assert info["bands"][0]["noDataValue"] == -9999
        elif name == "pet_class":
            assert info["bands"][0]["noDataValue"] == 127


def check_gdal_values(path):
    from osgeo import gdal

    data = gdal.Open(f'NETCDF:"{path}":pet')  # kept: a band does not keep its data set alive
    np.testing.assert_array_equal(data.GetRasterBand(2).ReadAsArray()[::-1], plane(0, 1))  # GDAL's rows run from north
    # No-data has to be a value that the band can hold, whether it is read as signed or as unsigned bytes.
    data = gdal.Open(f'NETCDF:"{path}":pet_class')
    np.testing.assert_array_equal(data.GetRasterBand(2).ReadAsArray()[::-1], pet_class(1))


def check_vtk(path):
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkIONetCDF import vtkNetCDFCFReader

    from vtkmodules.vtkCommonExecutionModel import vtkStreamingDemandDrivenPipeline

    for dimensions, name, step, expected in [
            ("(y, x)", "pet_max", 0, plane()), ("(y, x)", "pet", 2, plane(0, 2)),
            ("(y, x)", "pet_class", 2, pet_class(2)),
            ("(z, y, x)", "leaf_area_density", 0, np.stack([plane(k) for k in range(NZ)]))]:
        reader = vtkNetCDFCFReader()
        reader.SetFileName(path)
        reader.SphericalCoordinatesOff()
        reader.UpdateMetaData()
        reader.SetDimensions(dimensions)
        reader.UpdateInformation()
        if dimensions == "(y, x)":
            steps = reader.GetOutputInformation(0).Get(vtkStreamingDemandDrivenPipeline.TIME_STEPS())
            assert list(steps) == [82800, 86400, 90000], steps  # seconds since 2019-07-23T00:00:00Z
            reader.UpdateTimeStep(steps[step])
        else:
            reader.Update()
        data = reader.GetOutputDataObject(0)
        array = data.GetPointData().GetArray(name) or data.GetCellData().GetArray(name)
        assert array is not None, (name, data)
        np.testing.assert_array_equal(vtk_to_numpy(array).reshape(expected.shape), expected, name)


def check_container(path):
    """What section 2 of the format asks of the HDF5 file itself."""
    import h5py

    with h5py.File(path, "r") as file:
        check_group(file["/"])
        datasets = {}
        file.visititems(lambda name, item: datasets.update({name: item}) if isinstance(item, h5py.Dataset) else
                        check_group(item))
        for name, item in datasets.items():
            for key in item.attrs:
                if key in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME"):
                    continue
                check_attribute(item, key)
            assert item.external is None and not item.is_virtual, name
            properties = item.id.get_create_plist()
            codes = [properties.get_filter(n)[0] for n in range(properties.get_nfilters())]
            assert codes in ([], [h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_DEFLATE]), (name, codes)
        for key in file.attrs:
            check_attribute(file, key)
        assert file["pet"].chunks == (1, 256, 256), file["pet"].chunks
        assert file["pet_max"].chunks == (256, 256)
        assert file["leaf_area_density"].chunks == (8, 128, 128)
        assert file["pet"].maxshape[0] is None and file["time"].maxshape == (None,)
        assert file["time"].chunks == (1024,)
        for name in FLOAT_HOURLY + FLOAT_STATIC:
            item = file[name]
            assert item.dtype == np.dtype("<f4"), name
            assert np.isnan(item.fillvalue) and np.isnan(item.attrs["_FillValue"]).all(), name
            assert item.attrs["_FillValue"].shape == (1,) and item.attrs["_FillValue"].dtype == np.float32
            assert item.dims[item.ndim - 1][0].name == "/x" and item.dims[item.ndim - 2][0].name == "/y", name
        assert file.attrs["run_complete"] == 1 and file.attrs["run_complete"].dtype == np.int8
        assert list(file.attrs["format_version"]) == [1, 0]
        for key in ["origin_x", "origin_y", "origin_z", "origin_lat", "origin_lon", "rotation_angle",
                    "geospatial_lat_min", "geospatial_lat_max", "geospatial_lon_min", "geospatial_lon_max"]:
            assert file.attrs[key].dtype == np.float64, key
        assert file.attrs["origin_x"] == X0 and file.attrs["origin_y"] == Y0 and file.attrs["origin_z"] == -2
        # De Pijp in Amsterdam, looked up on a map; 0.01 degrees is 1 km.
        assert abs(file.attrs["origin_lat"] - 52.36) < 0.01, file.attrs["origin_lat"]
        assert abs(file.attrs["origin_lon"] - 4.88) < 0.01, file.attrs["origin_lon"]
        assert file.attrs["time_coverage_start"] == b"2019-07-23T22:00:00Z"
        assert file.attrs["time_coverage_end"] == b"2019-07-24T01:00:00Z"
        assert file.attrs["time_coverage_resolution"] == b"PT1H"
        crs = file["crs"].attrs
        for key, expected in [("latitude_of_projection_origin", 52.15616055555555),
                              ("longitude_of_projection_origin", 5.38763888888889),
                              ("scale_factor_at_projection_origin", 0.9999079), ("false_easting", 155000),
                              ("false_northing", 463000), ("semi_major_axis", 6377397.155),
                              ("inverse_flattening", 299.1528128)]:
            assert abs(crs[key] - expected) <= 1e-12 * abs(expected), (key, crs[key])
        assert crs["horizontal_datum_name"] == b"Amersfoort" and crs["geopotential_datum_name"] == b"NAP"
        assert b'ID["EPSG",28992]' in crs["crs_wkt"]


def check_group(group):
    import h5py

    if isinstance(group, h5py.Group):
        order = group.id.get_create_plist().get_link_creation_order()
        assert order == (h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED), group.name


def check_attribute(item, key):
    import h5py

    attribute = h5py.h5a.open(item.id, key.encode())
    kind, shape = attribute.get_type(), attribute.shape
    if isinstance(kind, h5py.h5t.TypeStringID):
        assert shape == () and not kind.is_variable_str(), (item.name, key)
        assert kind.get_strpad() == h5py.h5t.STR_NULLPAD and kind.get_cset() == h5py.h5t.CSET_UTF8, (item.name, key)
        assert not bytes(item.attrs[key]).endswith(b"\0"), (item.name, key)
    else:
        assert isinstance(kind, (h5py.h5t.TypeIntegerID, h5py.h5t.TypeFloatID)), (item.name, key, kind)
        assert len(shape) <= 1, (item.name, key, shape)


def check_local(path):
    import h5py
    import xarray

    with h5py.File(path, "r") as file:
        assert "crs" not in file
        for key in ["origin_lat", "origin_lon", "geospatial_lat_min", "geospatial_bounds_crs"]:
            assert key not in file.attrs, key
        assert "grid_mapping" not in file["pet"].attrs
    with xarray.open_dataset(path) as data:
        assert data["pet"].shape == (1, 20, 30)


def check_views(surface, volume, steps):
    """Links and virtual datasets lead to RUN.nc from another folder, with the shapes that the readers expect."""
    import os

    import h5py

    os.chdir("/")
    steps = int(steps)
    in_time = steps >= 2
    with h5py.File(surface, "r") as file:
        root = file["VTKHDF"]
        assert list(root.attrs["Version"]) == [2, 0] and root.attrs["Version"].dtype == np.int64
        kind = h5py.h5a.open(root.id, b"Type").get_type()
        assert kind.get_size() == 9 and not kind.is_variable_str() and kind.get_cset() == h5py.h5t.CSET_ASCII
        assert bytes(root.attrs["Type"]) == b"ImageData"
        assert list(root.attrs["WholeExtent"]) == [0, NX, 0, NY, 0, 0]
        assert list(root.attrs["Origin"]) == [X0, Y0, -2] and list(root.attrs["Spacing"]) == [CELL] * 3
        assert list(root.attrs["Direction"]) == [1, 0, 0, 0, 1, 0, 0, 0, 1]
        cells = root["CellData"]
        assert ("Steps" in root) == in_time
        for name in FLOAT_HOURLY:
            values = cells[name]
            assert values.shape == ((steps, NY, NX) if in_time else (NY, NX)), (name, values.shape)
            np.testing.assert_array_equal(values[-1] if in_time else values[:], plane(0, steps - 1), name)
        for name in FLOAT_STATIC:
            assert cells[name].shape == ((1, NY, NX) if in_time else (NY, NX)), name
            np.testing.assert_array_equal(cells[name][:].reshape(NY, NX), plane(), name)
        if in_time:
            assert root["Steps"].attrs["NSteps"] == steps
            assert root["Steps/Values"].shape == (steps,) and root["Steps/Values"].dtype == np.float64
            static = [name for name in cells if cells[name].shape[0] == 1]
            assert sorted(root["Steps/CellDataOffsets"]) == sorted(static)
            for name in static:
                offsets = root["Steps/CellDataOffsets"][name]
                assert offsets.dtype == np.int64 and offsets.shape == (steps,) and not offsets[:].any()
    with h5py.File(volume, "r") as file:
        root = file["VTKHDF"]
        assert list(root.attrs["WholeExtent"]) == [0, NX, 0, NY, 0, NZ] and "Steps" not in root
        assert sorted(root["CellData"]) == ["leaf_area_density", "solid_mask"]
        for k in range(NZ):
            np.testing.assert_array_equal(root["CellData/leaf_area_density"][k], plane(k))
            np.testing.assert_array_equal(root["CellData/solid_mask"][k], parity(k))


def check_same_bits(path):
    """h5py, through HDF5's own filters, gives back the bits that h5dump gives: no reader-side packing."""
    import h5py

    with h5py.File(path, "r") as file:
        bits = file["pet"][0].view(np.uint32)
        expected = plane().view(np.uint32)
        assert (bits[np.isnan(plane())] == 0x7FC00000).all()
        np.testing.assert_array_equal(bits[~np.isnan(plane())], expected[~np.isnan(plane())])


if __name__ == "__main__":
    globals()["check_" + sys.argv[1]](*sys.argv[2:])
