// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/weather/weather.hpp"
#include "validation/tmrt_gothenburg/six_fluxes.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// The measurements of Lindberg, Holmer & Thorsson (2008), doi:10.1007/s00484-008-0162-7, as they are
/// distributed with the UMEP project: rasters, forcing, mast positions and measured fluxes.
namespace luwte::gothenburg {

/// A square or courtyard with its mast.
struct Site {
    std::string name;              ///< as in measured.csv
    std::filesystem::path folder;  ///< below data/ of the shared folder
    const char *dsm, *dem, *crowns, *land_cover;
    int epsg;
    int mast_row, mast_column;  ///< from the north-west corner, from 0
    double yaw_rad;             ///< true azimuth of the sensor that the table calls north
    std::vector<std::string> met_files;
};
const std::vector<Site>& sites();

/// One row of measured.csv.
struct MeasuredHour {
    std::string site, date;  ///< date as YYYYMMDD
    int hour = 0;            ///< local standard time (UTC+1), end of the hour
    double end_s = 0;        ///< s since 1970, UTC
    Fluxes flux{};
    double air_celsius = 0;  ///< degC, at the mast; nothing is computed from it
};

/// Rows in the order of the file. Throws RuntimeError as read_reference_table() does.
std::vector<MeasuredHour> read_measured(const std::filesystem::path& file);

/// Hourly forcing of UMEP: space separated, row `it` is the mean over [it, it + 1) of local standard time
/// (UTC+1), -999 is missing, `imin` means nothing. Air temperature and humidity are held as means of the
/// row's hour (WeatherHour has instants): forcing_of_hour() gives them as they are. Wind is 2 m/s where it
/// is missing, which is what the other site's files hold throughout; no equation of radiation uses it.
/// Throws InputError, all problems at once, with file and line.
WeatherSeries read_met(const std::vector<std::filesystem::path>& files);

/// The forcing of the hour that ends at `end_s`, whose mean temperature and humidity its row holds.
/// Throws InputError as forcing_at() does, which also refuses more sun than there is outside the atmosphere.
Forcing forcing_of_hour(const WeatherSeries& met, double end_s, const Grid& grid);

/// Surface, ground and crown heights and land cover on the raster's own cells; what becomes of them is
/// decided by the rules of docs/models/city.md. Opaque is what rises 2 m or more above the ground, whatever
/// the land cover says: the DSM holds ground and buildings only. Throws InputError.
CityLayers read_city(const Site& site, const std::filesystem::path& shared);

/// The first file of the data sets that is not there; empty when all are.
std::filesystem::path missing_file(const std::filesystem::path& shared);

}  // namespace luwte::gothenburg
