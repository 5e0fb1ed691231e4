// SPDX-License-Identifier: Apache-2.0
#include "validation/tmrt_gothenburg/field_data.hpp"

#include "inputs/city/columns.hpp"
#include "inputs/city/study_grid.hpp"
#include "inputs/materials/materials.hpp"
#include "inputs/raster/gdal_open.hpp"
#include "inputs/raster/height_raster.hpp"
#include "validation/reference_table.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>

namespace luwte::gothenburg {
namespace {

constexpr double hour_s = 3600;
constexpr double clock_s = 3600;         // local standard time is UTC+1
constexpr float lowest_building = 2;     // m, as in docs/models/city.md, rule 10
constexpr float wind_where_missing = 2;  // m s-1
constexpr double missing = -999;

double midnight_utc(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    const sys_days date = std::chrono::year(year) / month / day;
    return double(date.time_since_epoch().count()) * 86400;
}

/// A number that fills its word; NaN for -999. Adds a problem for anything else.
double number(const std::string& word, const std::string& where, Problems& problems) {
    double value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size())
        problems.add(where, "'" + word + "' is no number");
    return value == missing ? std::numeric_limits<double>::quiet_NaN() : value;
}

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

void read_met_file(const std::filesystem::path& file, WeatherSeries& out, Problems& problems) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> header = words_of(line);
    std::map<std::string, std::size_t> column;
    for (std::size_t n = 0; n < header.size(); ++n) column[header[n]] = n;
    for (const char* name : {"%iy", "id", "it", "Wind", "RH", "Td", "press", "Kdn", "Kdiff"})
        if (!column.contains(name))
            problems.add(file.string() + ", line 1", std::string("there is no column ") + name,
                         "expected an hourly UMEP forcing file");
    if (!problems.empty()) return;
    for (int n = 2; std::getline(in, line); ++n) {
        const std::vector<std::string> words = words_of(line);
        if (words.empty()) continue;
        const std::string where = file.string() + ", line " + std::to_string(n);
        if (words.size() != header.size()) {
            problems.add(where, std::to_string(words.size()) + " values, the header has " +
                                    std::to_string(header.size()));
            continue;
        }
        const auto value = [&](const char* name) {
            return number(words[column[name]], where + ", " + name, problems);
        };
        const auto required = [&](const char* name) {
            const double v = value(name);
            if (std::isnan(v)) problems.add(where + ", " + name, "is missing");
            return v;
        };
        WeatherHour hour{};
        const double begin_s = midnight_utc(int(required("%iy")), 1, 1) + (required("id") - 1) * 86400 +
                               required("it") * hour_s - clock_s;
        hour.end_s = begin_s + hour_s;
        hour.air_temperature = float(required("Td") + zero_celsius);
        hour.relative_humidity = float(required("RH") / 100);
        hour.pressure = float(value("press") * 1000);  // kPa
        const double wind = value("Wind");
        hour.estimated.wind_speed = std::isnan(wind);
        hour.wind_speed = std::isnan(wind) ? wind_where_missing : float(wind);
        hour.wind_from_direction = 0;
        hour.estimated.wind_from_direction = true;
        hour.global_horizontal = float(required("Kdn"));
        hour.diffuse_horizontal = float(required("Kdiff"));
        hour.longwave_down = hour.cloud_fraction = std::numeric_limits<float>::quiet_NaN();
        out.hours.push_back(hour);
    }
    if (out.hours.empty()) problems.add(file.string(), "there are no hours");
}

/// UMEP's land-cover codes. Its "paved" is asphalt in the scheme that both programs take their surfaces from.
SurfaceType surface_type_of_umep(float code) {
    switch (int(code)) {
        case 3:  // trees stand in the crown raster; what lies below them is not told
        case 4:
        case 5:
            return SurfaceType::grass;
        case 6:
            return SurfaceType::bare_soil;
        case 7:
            return SurfaceType::water;
        default:
            return SurfaceType::closed_paving;  // also code 2, building, where nothing stands
    }
}

}  // namespace

const std::vector<Site>& sites() {
    static const std::vector<Site> list = {
        {"kronenhuset",
         "data/solweig_field_kronenhuset_2005",
         "DSM_KR.tif",
         "DEM_KR.tif",
         "CDSM_KR.asc",
         "landcover_KR.tif",
         3007,
         51,
         117,
         -15.0 * degree_d,
         {"MetFile_Prepared.txt"}},
        {"gustav_adolfs",
         "data/solweig_field_gustav_adolfs_2005_2006",
         "DSM_GA.tif",
         "DEM_GA.tif",
         "CDSM_GA.tif",
         "LC_GA.tif",
         3006,
         33,
         77,
         -16.4 * degree_d,
         {"MetFile_20051011.txt", "MetFile_20060726.txt", "MetFile_20060801.txt"}}};
    return list;
}

std::vector<MeasuredHour> read_measured(const std::filesystem::path& file) {
    const ReferenceTable table = read_reference_table(file);
    const auto text = [&](std::size_t row, const char* name) {
        return table.rows[row][std::size_t(std::ranges::find(table.columns, name) - table.columns.begin())];
    };
    std::vector<MeasuredHour> rows(table.rows.size());
    for (std::size_t n = 0; n < rows.size(); ++n) {
        MeasuredHour& row = rows[n];
        const int date = int(table.number(n, "date"));
        row.site = text(n, "site");
        row.date = text(n, "date");
        row.hour = int(table.number(n, "hour"));
        row.end_s = midnight_utc(date / 10000, unsigned(date / 100 % 100), unsigned(date % 100)) +
                    row.hour * hour_s - clock_s;
        for (std::size_t f = 0; f < flux_count; ++f) row.flux[f] = table.number(n, flux_names[f]);
        row.air_celsius = table.number(n, "Ta");
    }
    return rows;
}

WeatherSeries read_met(const std::vector<std::filesystem::path>& files) {
    WeatherSeries out;
    out.station = "UMEP";
    out.source_format = "umep";
    Problems problems;
    for (const auto& file : files) read_met_file(file, out, problems);
    problems.throw_if_any();
    std::ranges::sort(out.hours, {}, &WeatherHour::end_s);
    return out;
}

Forcing forcing_of_hour(const WeatherSeries& met, double end_s, const Grid& grid) {
    WeatherSeries series = met;
    const auto hour = std::ranges::find(series.hours, end_s, &WeatherHour::end_s);
    const auto before = std::ranges::find(series.hours, end_s - hour_s, &WeatherHour::end_s);
    if (hour != series.hours.end() && before != series.hours.end()) {
        // A mean has no instants: both ends of the hour carry it, and so does the middle.
        before->air_temperature = hour->air_temperature;
        before->relative_humidity = hour->relative_humidity;
    }
    return forcing_at(series, end_s - hour_s, grid.latitude_rad, grid.longitude_rad);
}

CityLayers read_city(const Site& site, const std::filesystem::path& shared) {
    const auto path = [&](const char* name) { return shared / site.folder / name; };
    Study::Area area;
    area.epsg = site.epsg;
    {
        const GDALDatasetUniquePtr raster = open_raster("surface height", path(site.dsm));
        double t[6];
        raster->GetGeoTransform(t);
        area.cell_size_m = t[1];
        area.bounds_m = {t[0], t[3] + t[5] * raster->GetRasterYSize(), t[0] + t[1] * raster->GetRasterXSize(),
                         t[3]};
    }
    LoadedCity city;
    Grid& grid = city.layers.grid = make_grid(area);
    const auto read = [&](const char* role, const char* name) {
        return read_height_raster(role, path(name), grid, HeightRule::surface).height;
    };
    ColumnInputs in;
    in.dsm = read("surface height", site.dsm);
    in.terrain.height = read("ground height", site.dem);
    in.crowns.top = read("crown height", site.crowns);
    const std::vector<float> codes = read("land cover", site.land_cover);
    const std::size_t cells = codes.size();
    in.footprints.id.assign(cells, -1);
    in.cover.type.resize(cells);
    in.roofs.resize(cells);
    in.terrain.water.assign(cells, 0);
    in.terrain.water_by_rule.assign(cells, 0);
    in.small_cell = grid.cell_size;
    for (std::size_t n = 0; n < cells; ++n) {
        in.cover.type[n] = std::int8_t(surface_type_of_umep(codes[n]));
        in.roofs[n] = in.dsm[n] - in.terrain.height[n] >= lowest_building;
        if (in.crowns.top[n] < lowest_crown) in.crowns.top[n] = 0;
    }
    decide_columns(in, Study::City{}, city);
    // Both sites are the old town: Kronhuset of 1655, the town hall of 1672 and the exchange of 1849. No wall
    // there was built with insulation.
    city.layers.wall_material.assign(cells, wall_material_of("uninsulated_wall"));
    return city.layers;
}

std::filesystem::path missing_file(const std::filesystem::path& shared) {
    std::vector<std::filesystem::path> files = {shared / "validation/tmrt-gothenburg/measured.csv"};
    for (const Site& site : sites()) {
        for (const char* name : {site.dsm, site.dem, site.crowns, site.land_cover})
            files.push_back(shared / site.folder / name);
        for (const std::string& name : site.met_files) files.push_back(shared / site.folder / name);
    }
    for (const auto& file : files)
        if (!std::filesystem::exists(file)) return file;
    return {};
}

}  // namespace luwte::gothenburg
