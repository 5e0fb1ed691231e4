// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/study_keys.hpp"

#include "inputs/study/study_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {

namespace {
constexpr auto required = StudyKey::Presence::required;
constexpr auto optional = StudyKey::Presence::optional;

std::vector<std::string_view> output_field_names() {
    std::vector<std::string_view> names(hourly_field_names.begin(), hourly_field_names.end());
    names.insert(names.end(), wind_comfort_field_names.begin(), wind_comfort_field_names.end());
    names.insert(names.end(), air_field_names.begin(), air_field_names.end());
    names.insert(names.end(), srm1_field_names.begin(), srm1_field_names.end());
    return names;
}
}  // namespace

const std::vector<StudyKey>& study_keys() {
    static const std::vector<StudyKey> keys = {
        {.path = "format",
         .target = [](Study& s) -> int& { return s.format; },
         .presence = required,
         .example = "1",
         .about = "Version of the study format.",
         .min = 1,
         .max = 1},
        {.path = "title",
         .target = [](Study& s) -> std::string& { return s.title; },
         .about = "Stands above maps and in the result file.",
         .range = "at most 200 characters, one line",
         .check = check_title},
        {.path = "sources",
         .target = [](Study& s) -> std::string& { return s.sources; },
         .about = "Who made the data and under which licence; stands under pictures and in the result file.",
         .range = "at most 400 characters, one line",
         .check = check_sources},
        {.path = "time_zone",
         .target = [](Study& s) -> std::string& { return s.time_zone; },
         .about = "Days and hours of the day are local; times in the result file are UTC.",
         .range = "a name of the IANA time zone database",
         .check = check_time_zone},

        {.path = "area.crs",
         .target = [](Study& s) -> std::string& { return s.area.crs; },
         .about =
             "Coordinate system of the grid. With \"local\", latitude_deg and longitude_deg are required.",
         .range = "\"EPSG:<code>\" of a projected system in metres, or \"local\"",
         .check = check_crs},
        {.path = "area.bounds_m",
         .target = [](Study& s) -> std::array<double, 4>& { return s.area.bounds_m; },
         .presence = required,
         .example = "[120625, 485937.5, 121250, 486320]",
         .about =
             "Rectangle [xmin, ymin, xmax, ymax] in the coordinate system; the grid starts at xmin, ymin and "
             "holds the whole cells that fit, at most 400 million.",
         .range = "EPSG:28992: x -7000 to 300000, y 289000 to 629000"},
        {.path = "area.cell_size_m",
         .target = [](Study& s) -> double& { return s.area.cell_size_m; },
         .about = "Edge of a column of the grid.",
         .min = 0.1,
         .max = 100},
        {.path = "area.latitude_deg",
         .target = [](Study& s) -> double& { return s.area.latitude_deg; },
         .presence = optional,
         .about = "Latitude of the centre, for the sun; only, and then required, with crs = \"local\".",
         .min = -90,
         .max = 90},
        {.path = "area.longitude_deg",
         .target = [](Study& s) -> double& { return s.area.longitude_deg; },
         .presence = optional,
         .about = "Longitude of the centre, east positive; as latitude_deg.",
         .min = -180,
         .max = 180},

        {.path = "city.surface_height",
         .target = [](Study& s) -> std::filesystem::path& { return s.city.surface_height; },
         .presence = required,
         .example = "\"dsm.tif\"",
         .about = "Height of the highest surface above datum (AHN DSM), GeoTIFF in metres."},
        {.path = "city.terrain_height",
         .target = [](Study& s) -> std::filesystem::path& { return s.city.terrain_height; },
         .presence = required,
         .example = "\"dtm.tif\"",
         .about = "Height of the ground above datum (AHN DTM), GeoTIFF in metres."},
        {.path = "city.buildings",
         .target = [](Study& s) -> std::filesystem::path& { return s.city.buildings; },
         .presence = optional,
         .about = "Footprints of buildings, polygons in a layer `pand` (BAG or BGT); GeoPackage, Shapefile, "
                  "GeoJSON or GML."},
        {.path = "city.land_cover",
         .target = [](Study& s) -> std::filesystem::path& { return s.city.land_cover; },
         .presence = optional,
         .about =
             "Land cover, BGT layers (wegdeel, waterdeel, begroeidterreindeel, ...). Without it cells are "
             "classed from heights by rule, or unknown and treated as paved."},
        {.path = "city.trees",
         .target = [](Study& s) -> std::filesystem::path& { return s.city.trees; },
         .presence = optional,
         .about = "Trees as points with height_m and crown_radius_m, or crowns as polygons with height_m; "
                  "crown_base_m where it is known."},
        {.path = "city.roads",
         .target = [](Study& s) -> std::filesystem::path& { return s.city.roads; },
         .presence = optional,
         .about = "Road segments with traffic, CIMLK `Wegdelen.csv`; read with [air]."},
        {.path = "city.crown_base_share",
         .target = [](Study& s) -> double& { return s.city.crown_base_share; },
         .about = "Height of the crown's base as a share of its top, where no data says; at least 2 m.",
         .min = 0,
         .max = 0.95},
        {.path = "city.leaf_area_density_m2_m3",
         .target = [](Study& s) -> double& { return s.city.leaf_area_density_m2_m3; },
         .about = "One-sided leaf area per volume of crown, where no data says.",
         .min = 0.01,
         .max = 10},
        {.path = "city.canopy_clumping",
         .target = [](Study& s) -> double& { return s.city.canopy_clumping; },
         .about = "Share of the leaf area that intercepts light as if leaves were spread at random (1 = at "
                  "random).",
         .min = 0.1,
         .max = 1},

        {.path = "city.leaf_season_day_of_year",
         .target = [](Study& s) -> std::array<double, 4>& { return s.city.leaf_season_day_of_year; },
         .about = "When crowns begin to leaf, are in full leaf, begin to lose their leaves and are bare, "
                  "linear between; of deciduous trees in the Netherlands, to be verified. Evergreen: "
                  "[1, 1, 366, 366].",
         .min = 1,
         .max = 366},
        {.path = "city.bare_leaf_area_share",
         .target = [](Study& s) -> double& { return s.city.bare_leaf_area_share; },
         .about = "Leaf area that stems and twigs of bare crowns are worth, as a share of that in full leaf.",
         .min = 0,
         .max = 1},

        {.path = "weather.file",
         .target = [](Study& s) -> std::filesystem::path& { return s.weather.file; },
         .presence = required,
         .example = "\"uurgeg_260.txt\"",
         .about = "Hourly weather of a station, known by its content: KNMI (with T, U, Q, DD and FH or FF), "
                  "EPW, or "
                  "CSV (time_utc, air_temperature_degc, relative_humidity_pct, wind_speed_m_s, "
                  "wind_from_direction_deg, global_horizontal_w_m2)."},
        {.path = "weather.days",
         .target = [](Study& s) -> std::vector<std::string>& { return s.weather.days; },
         .presence = required,
         .example = "[\"2019-07-25\"]",
         .about = "Local days to compute, each from 00:00 to 24:00. More than one day makes a folder with a "
                  "result a "
                  "day.",
         .range = "1 to 366 different dates \"YYYY-MM-DD\", 1900 to 2100",
         .check = check_date},
        {.path = "weather.urban_increment",
         .target = [](Study& s) -> std::string& { return s.weather.urban_increment; },
         .about = "How air over a station's grass becomes city air: by a slab of city air and blocks of air "
                  "between the buildings that answer to the surfaces, by the national rule (1 April to 30 "
                  "September), or not at all (for weather measured between buildings).",
         .choices = {"slab", "rule", "none"}},
        {.path = "weather.urban_fetch_m",
         .target = [](Study& s) -> double& { return s.weather.urban_fetch_m; },
         .about = "slab: how far the wind has come over the city; its land cover is taken to be that of the "
                  "area.",
         .min = 200,
         .max = 20000},
        {.path = "weather.anthropogenic_heat_w_m2",
         .target = [](Study& s) -> double& { return s.weather.anthropogenic_heat_w_m2; },
         .about = "slab: heat of traffic, buildings and people per area of ground, all day alike, into the "
                  "air between the buildings.",
         .min = 0,
         .max = 500},
        {.path = "weather.anthropogenic_heat_source",
         .target = [](Study& s) -> std::string& { return s.weather.anthropogenic_heat_source; },
         .about = "Where that number comes from; required with it.",
         .range = "at most 400 characters, one line",
         .check = check_sources},
        {.path = "weather.spin_up_days",
         .target = [](Study& s) -> int& { return s.weather.spin_up_days; },
         .about =
             "Days of weather before each day in which surfaces find their temperatures, without output; a "
             "day that follows the study's day before goes on from it.",
         .min = 0,
         .max = 30},

        {.path = "wind.method",
         .target = [](Study& s) -> std::string& { return s.wind.method; },
         .about =
             "k_epsilon = steady flow with turbulence and wakes. mass_consistent = screening in seconds: "
             "the wind over the land upwind, changed as little as lets air go around buildings and not "
             "through them; no wakes, leaves or friction of streets, and the result says so.",
         .choices = {"k_epsilon", "mass_consistent"}},
        {.path = "wind.cell_size_m",
         .target = [](Study& s) -> double& { return s.wind.cell_size_m; },
         .about = "Side of a column of the wind grid, a whole number of area.cell_size_m. Half of it costs "
                  "four times the memory and eight times the time.",
         .min = 0.1,
         .max = 100},
        {.path = "wind.sectors",
         .target = [](Study& s) -> int& { return s.wind.sectors; },
         .about =
             "Directions that steady wind is computed for, evenly around the compass; between them ratios "
             "of speed are interpolated.",
         .values = {4, 12, 36}},
        {.path = "wind.upwind_roughness_m",
         .target = [](Study& s) -> double& { return s.wind.upwind_roughness_m; },
         .about =
             "Roughness length z0 of the land around the area, over which the wind comes from all sides, "
             "without a displacement height: 0.03 fields, 0.5 suburbs, 1 town centres. 0 = z0 and "
             "displacement height of each sector from the buildings, crowns and ground upwind in the area "
             "(Macdonald et al. 1998, Kent et al. 2017).",
         .min = 0,
         .max = 2},
        {.path = "wind.inflow_table",
         .target = [](Study& s) -> std::filesystem::path& { return s.wind.inflow_table; },
         .presence = optional,
         .about =
             "A measured or modelled profile (mast, lidar, wind tunnel, weather model) that blows in from "
             "all sides in place of a log law: CSV with height_m above ground (the first 10 or less, the "
             "last as high as `luwte check` asks for), wind_speed_m_s and turbulent_kinetic_energy_m2_s2. "
             "Only its shape counts, not how hard it blows. With upwind_roughness_m, the z0 of the land it "
             "is of; neutral air only."},
        {.path = "wind.stability_classes",
         .target = [](Study& s) -> std::vector<std::string>& { return s.wind.stability_classes; },
         .about = "Kinds of air that the sectors are computed for, neutral among them: stable and unstable "
                  "have 1/L = 0.02 and -0.02 1/m. Each costs as much as neutral. Ratios of speed are "
                  "interpolated in the 1/L of the hour; neutral alone is used at all hours.",
         .choices = {"neutral", "stable", "unstable"}},

        {.path = "air.receptors",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.receptors; },
         .presence = optional,
         .about = "Points along streets, CIMLK `Receptoren.csv`; required with [air], as is city.roads."},
        {.path = "air.emission_factors",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.emission_factors; },
         .presence = optional,
         .about = "What vehicles emit, CSV of substance,year,speed_class,vehicle_class,factor_g_km; required "
                  "with [air]. Luwte has no factors of its own."},
        {.path = "air.measures",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.measures; },
         .presence = optional,
         .about = "Area measures, CIMLK `Maatregelen.csv`: what they leave of the emission of substances and "
                  "vehicles on the streets inside their polygons, such as low emission zones."},
        {.path = "air.year",
         .target = [](Study& s) -> int& { return s.air.year; },
         .presence = optional,
         .about = "Year of the emission factors; required with [air].",
         .min = 1990,
         .max = 2100},
        {.path = "air.pollutants",
         .target = [](Study& s) -> std::vector<std::string>& { return s.air.pollutants; },
         .about = "What is computed, by SRM1, the Dutch reference method for streets.",
         .choices = {"no2", "pm10", "pm25", "ec"}},
        {.path = "air.wind_speed_m_s",
         .target = [](Study& s) -> double& { return s.air.wind_speed_m_s; },
         .presence = optional,
         .about = "Yearly mean wind of the place for SRM1, one value for the area; required with [air].",
         .min = 0.5,
         .max = 15},
        {.path = "air.road_width_m",
         .target = [](Study& s) -> double& { return s.air.road_width_m; },
         .about = "With [wind]: width over which what a street emits is spread evenly; CIMLK has no widths.",
         .min = 2,
         .max = 60},
        {.path = "air.initial_height_m",
         .target = [](Study& s) -> double& { return s.air.initial_height_m; },
         .about = "With [wind]: height above the road over which traffic itself mixes what it emits.",
         .min = 0.5,
         .max = 10},
        {.path = "air.traffic_by_hour",
         .target = [](Study& s) -> std::vector<double>& { return s.air.traffic_by_hour; },
         .about = "With [wind]: traffic in each local hour of a day, from 0 h on, in any unit: only shares "
                  "count. [] = alike in all hours, with a warning.",
         .min = 0,
         .max = 1e6,
         .range = "[] or 24 numbers, 0 to 1000000, not all 0"},
        {.path = "air.yards",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.yards; },
         .presence = optional,
         .about = "With [wind]: polygons, such as school yards, in any vector format of GDAL, each with a "
                  "`name` (or `id`), at most 50; of each RUN.yards.geojson tells what every street adds to "
                  "its air."},
        {.path = "air.sources",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.sources; },
         .presence = optional,
         .about =
             "With [wind]: points and polygons that emit too, such as a car park, a boiler or a building "
             "site, as GeoPackage, GeoJSON or GML, each with a `group`, `height_m`, `nox_kg_per_year` and so "
             "on; of each group maps say what it adds (docs/models/dispersion.md, other sources)."},
        {.path = "air.background_no2_ug_m3",
         .target = [](Study& s) -> double& { return s.air.background_no2_ug_m3; },
         .presence = optional,
         .about = "Yearly mean of NO2 without the streets of city.roads; required for no2.",
         .min = 0,
         .max = 500},
        {.path = "air.background_o3_ug_m3",
         .target = [](Study& s) -> double& { return s.air.background_o3_ug_m3; },
         .presence = optional,
         .about = "Yearly mean of ozone; required for no2.",
         .min = 0,
         .max = 500},
        {.path = "air.background_pm10_ug_m3",
         .target = [](Study& s) -> double& { return s.air.background_pm10_ug_m3; },
         .presence = optional,
         .about = "Yearly mean of PM10 without those streets; required for pm10.",
         .min = 0,
         .max = 500},
        {.path = "air.background_pm25_ug_m3",
         .target = [](Study& s) -> double& { return s.air.background_pm25_ug_m3; },
         .presence = optional,
         .about = "Yearly mean of PM2.5 without those streets; required for pm25.",
         .min = 0,
         .max = 500},
        {.path = "air.background_ec_ug_m3",
         .target = [](Study& s) -> double& { return s.air.background_ec_ug_m3; },
         .presence = optional,
         .about = "Yearly mean of elementary carbon without those streets; required for ec.",
         .min = 0,
         .max = 500},
        {.path = "air.background_file",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.background_file; },
         .presence = optional,
         .about =
             "Hourly background, in place of its yearly values: CSV of time_utc (an hour's end) and columns "
             "no2_ug_m3, o3_ug_m3, pm10_ug_m3, pm25_ug_m3, ec_ug_m3 as needed. Fields of steps have "
             "the hour's, yearly means the mean of all its hours."},
        {.path = "air.background_no2_map",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.background_no2_map; },
         .presence = optional,
         .about = "In place of background_no2_ug_m3: a raster of the yearly mean of NO2 [ug/m3], such as "
                  "RIVM's GCN map of 1 km (Esri ASCII), linear between the middles of its cells."},
        {.path = "air.background_o3_map",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.background_o3_map; },
         .presence = optional,
         .about = "In place of background_o3_ug_m3: a raster of the yearly mean of ozone [ug/m3], such as "
                  "RIVM's GCN map of 1 km (Esri ASCII), linear between the middles of its cells."},
        {.path = "air.background_pm10_map",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.background_pm10_map; },
         .presence = optional,
         .about = "In place of background_pm10_ug_m3: a raster of the yearly mean of PM10 [ug/m3], such as "
                  "RIVM's GCN map of 1 km (Esri ASCII), linear between the middles of its cells."},
        {.path = "air.background_pm25_map",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.background_pm25_map; },
         .presence = optional,
         .about = "In place of background_pm25_ug_m3: a raster of the yearly mean of PM2.5 [ug/m3], such as "
                  "RIVM's GCN map of 1 km (Esri ASCII), linear between the middles of its cells."},
        {.path = "air.background_ec_map",
         .target = [](Study& s) -> std::filesystem::path& { return s.air.background_ec_map; },
         .presence = optional,
         .about = "In place of background_ec_ug_m3: a raster of the yearly mean of elementary carbon "
                  "[ug/m3], such as "
                  "RIVM's GCN map of 1 km (Esri ASCII), linear between the middles of its cells."},
        {.path = "air.background_year",
         .target = [](Study& s) -> int& { return s.air.background_year; },
         .presence = optional,
         .about = "Year of background_file and the maps; required with them. Hours of another year and a map "
                  "whose name has another year are errors.",
         .min = 1990,
         .max = 2100},
        {.path = "air.double_count_no2_ug_m3",
         .target = [](Study& s) -> double& { return s.air.double_count_no2_ug_m3; },
         .about = "What the background's NO2 holds of the streets of city.roads: taken off it.",
         .min = 0,
         .max = 100},
        {.path = "air.double_count_pm10_ug_m3",
         .target = [](Study& s) -> double& { return s.air.double_count_pm10_ug_m3; },
         .about = "What the background's PM10 holds of the streets of city.roads: taken off it.",
         .min = 0,
         .max = 100},
        {.path = "air.double_count_pm25_ug_m3",
         .target = [](Study& s) -> double& { return s.air.double_count_pm25_ug_m3; },
         .about = "What the background's PM2.5 holds of the streets of city.roads: taken off it.",
         .min = 0,
         .max = 100},
        {.path = "air.double_count_ec_ug_m3",
         .target = [](Study& s) -> double& { return s.air.double_count_ec_ug_m3; },
         .about = "What the background's elementary carbon holds of the streets of city.roads: taken off it.",
         .min = 0,
         .max = 100},
        {.path = "air.deposition",
         .target = [](Study& s) -> bool& { return s.air.deposition; },
         .about = "With [wind]: ground, roofs, facades and leaves take from the air what passes them, and "
                  "coarse particles settle, by the rates of docs/models/dispersion.md, all of which are to "
                  "be verified."},

        {.path = "output.interval_min",
         .target = [](Study& s) -> int& { return s.output.interval_min; },
         .about =
             "Length of a step of the result. Every field is the mean over it; the surfaces' own step stays "
             "10 minutes.",
         .values = {10, 20, 30, 60, 120, 180, 240, 360, 720}},
        {.path = "output.fields",
         .target = [](Study& s) -> std::vector<std::string>& { return s.output.fields; },
         .about =
             "Fields of every step to write; [] = those up to pet_national. six_directions = the twelve "
             "before it, what a body receives from each direction; air_concentrations = those of the eight "
             "before it whose pollutant air.pollutants names. The last twenty are of a whole "
             "year and come with [] too. They need [wind], concentrations also [air] and their "
             "pollutant; those that end in _srm1 need [air] alone, but for the differences, _minus_srm1. "
             "City layers and summary fields are always written.",
         .choices = output_field_names()},
        {.path = "output.facets",
         .target = [](Study& s) -> std::string& { return s.output.facets; },
         .about = "A file RUN.facets.vtkhdf of walls and roofs with the temperature of each: none, or at all "
                  "steps. "
                  "About 35 B for each of them and a day of hours.",
         .choices = {"none", "steps"}},
        {.path = "output.compression_level",
         .target = [](Study& s) -> int& { return s.output.compression_level; },
         .about = "Deflate level of the result file: 0 = none, 9 = smallest.",
         .min = 0,
         .max = 9},

        {.path = "sky.azimuths",
         .target = [](Study& s) -> int& { return s.sky.azimuths; },
         .about = "Directions around the compass for sky view; a multiple of 24.",
         .min = 24,
         .max = 720},
        {.path = "sky.elevations",
         .target = [](Study& s) -> int& { return s.sky.elevations; },
         .about = "Elevations per direction, at equal shares of sin2; a multiple of 18.",
         .min = 18,
         .max = 180},

        {.path = "person.height_m",
         .target = [](Study& s) -> double& { return s.person.height_m; },
         .about = "Standard person of PET: height.",
         .min = 0.5,
         .max = 2.5},
        {.path = "person.weight_kg",
         .target = [](Study& s) -> double& { return s.person.weight_kg; },
         .about = "Weight.",
         .min = 5,
         .max = 250},
        {.path = "person.age_years",
         .target = [](Study& s) -> double& { return s.person.age_years; },
         .about = "Age.",
         .min = 1,
         .max = 110},
        {.path = "person.work_w",
         .target = [](Study& s) -> double& { return s.person.work_w; },
         .about = "Heat of activity above basal metabolism.",
         .min = 0,
         .max = 1000},
        {.path = "person.clothing_clo",
         .target = [](Study& s) -> double& { return s.person.clothing_clo; },
         .about = "Insulation of clothing (1 clo = 0.155 m2 K W-1).",
         .min = 0,
         .max = 5},
        {.path = "person.sex",
         .target = [](Study& s) -> std::string& { return s.person.sex; },
         .about = "For the basal metabolism.",
         .choices = {"male", "female"}},
        {.path = "person.radiation_height_m",
         .target = [](Study& s) -> double& { return s.person.radiation_height_m; },
         .about = "Height above ground or roof at which radiation reaches the body, for its fluxes, mean "
                  "radiant temperature, PET, UTCI and WBGT; 0.8 for a child. Air and wind stay those at "
                  "1.1 m, and the person of PET the one that the other keys describe.",
         .min = 0.1,
         .max = 2.5},

        {.path = "ranking.school_h",
         .target = [](Study& s) -> std::vector<double>& { return s.ranking.school_h; },
         .about = "Begin and end of a school day, local hours. To be verified for each school.",
         .min = 0,
         .max = 24,
         .range = "two hours, 0 to 24, ascending"},
        {.path = "ranking.breaks_h",
         .target = [](Study& s) -> std::vector<double>& { return s.ranking.breaks_h; },
         .about = "Begin and end of each break, local hours. To be verified for each school.",
         .min = 0,
         .max = 24,
         .range = "pairs of hours, 0 to 24, ascending"},
        {.path = "ranking.ensemble",
         .target = [](Study& s) -> bool& { return s.ranking.ensemble; },
         .about =
             "Six runs more of each base: air 1 K warmer and cooler, wind 20 % more and less, leaves 30 % "
             "more and fewer. Ranges of heat then hold what they change."},
        {.path = "ranking.warmer_2050_k",
         .target = [](Study& s) -> double& { return s.ranking.warmer_2050_k; },
         .about = "How much warmer every hour is taken to be around 2050, for hot school days then; 0: not "
                  "counted. Relative to the years of the weather file, ten or more. The national guidance is "
                  "KNMI'23, by scenario and season, relative to 1991 to 2020 (to be verified).",
         .min = 0,
         .max = 10},
        {.path = "ranking.warmer_2050_source",
         .target = [](Study& s) -> std::string& { return s.ranking.warmer_2050_source; },
         .about = "Where that number comes from; required with it.",
         .range = "at most 400 characters, one line",
         .check = check_sources},
        {.path = "ranking.scores",
         .target = [](Study& s) -> std::filesystem::path& { return s.ranking.scores; },
         .presence = optional,
         .about = "What others know of the sites, such as noise, cost or road safety: CSV of "
                  "site,indicator,value,unit,better,good,bad; better is low or high; a value is worth 1 at "
                  "good, 0 "
                  "at bad, and with both empty it is shown only."},

        {.path = "green_benefits.pm10_ug_m3",
         .target = [](Study& s) -> double& { return s.green_benefits.pm10_ug_m3; },
         .presence = optional,
         .about = "Yearly mean of PM10 in the area; PM10 that plants hold back is unknown without it.",
         .min = 0,
         .max = 500},
        {.path = "green_benefits.pm25_ug_m3",
         .target = [](Study& s) -> double& { return s.green_benefits.pm25_ug_m3; },
         .presence = optional,
         .about = "Yearly mean of PM2.5; what is held back of it is unknown without this and the next key.",
         .min = 0,
         .max = 500},
        {.path = "green_benefits.pm25_resuspended_share",
         .target = [](Study& s) -> double& { return s.green_benefits.pm25_resuspended_share; },
         .presence = optional,
         .about = "Share of the PM2.5 on plants that the wind takes again; RIVM has not published its own.",
         .min = 0,
         .max = 1},
        {.path = "green_benefits.wind_100_m_m_s",
         .target = [](Study& s) -> double& { return s.green_benefits.wind_100_m_m_s; },
         .presence = optional,
         .about = "Mean wind of June to August 100 m above the city; cooling is unknown without this and the "
                  "next key.",
         .min = 0.5,
         .max = 30},
        {.path = "green_benefits.inhabitants_within_10_km",
         .target = [](Study& s) -> double& { return s.green_benefits.inhabitants_within_10_km; },
         .presence = optional,
         .about = "Inhabitants within 10 km of the area.",
         .min = 1,
         .max = 2e7},
        {.path = "green_benefits.inhabitants",
         .target = [](Study& s) -> double& { return s.green_benefits.inhabitants; },
         .presence = optional,
         .about = "Inhabitants of the area; deaths avoided are unknown without this and the next key.",
         .min = 0,
         .max = 1e6},
        {.path = "green_benefits.deaths_per_inhabitant_year",
         .target = [](Study& s) -> double& { return s.green_benefits.deaths_per_inhabitant_year; },
         .presence = optional,
         .about = "Deaths a year per inhabitant of the municipality (CBS); 0.010 is the national mean.",
         .min = 0,
         .max = 0.1},
        {.path = "green_benefits.ndvi_radius_m",
         .target = [](Study& s) -> int& { return s.green_benefits.ndvi_radius_m; },
         .about = "Around each home, within which NDVI is averaged: 500 in RIVM's manual, about 300 in its "
                  "code.",
         .values = {300, 500}},
        {.path = "green_benefits.cooling_rule",
         .target = [](Study& s) -> std::string& { return s.green_benefits.cooling_rule; },
         .about = "Cooling is the potential heat island less what is left of it (manual), or the largest one "
                  "less that (code). By manual, green in place of paving can count as less cooling.",
         .choices = {"manual", "code"}},
        {
            .path = "green_benefits.euro",
            .target = [](Study& s) -> bool& { return s.green_benefits.euro; },
            .about =
                "Also puts published amounts in euro beside some benefits, each by itself and never added "
                "up. RIVM's planner has no amounts.",
        },
    };
    return keys;
}

}  // namespace luwte
