// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/heat/surface_material.hpp"

#include <array>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// What `output.fields` may name: fields of every step by their names in the result file, and after those
/// that it brings a word for several; with [wind] also those of wind_comfort_field_names, with [air] too
/// air_field_names. City layers and summary fields are always written.
inline constexpr std::array<std::string_view, 38> hourly_field_names = {"shadow_fraction",
                                                                        "shortwave_down",
                                                                        "longwave_down",
                                                                        "surface_temperature",
                                                                        "air_temperature",
                                                                        "wind_speed",
                                                                        "mean_radiant_temperature",
                                                                        "pet",
                                                                        "utci",
                                                                        "wbgt",
                                                                        "pet_national",
                                                                        "net_radiation",
                                                                        "sensible_heat_flux",
                                                                        "latent_heat_flux",
                                                                        "ground_heat_flux",
                                                                        "mean_radiant_temperature_sphere",
                                                                        "shortwave_from_above",
                                                                        "shortwave_from_below",
                                                                        "shortwave_from_north",
                                                                        "shortwave_from_east",
                                                                        "shortwave_from_south",
                                                                        "shortwave_from_west",
                                                                        "longwave_from_above",
                                                                        "longwave_from_below",
                                                                        "longwave_from_north",
                                                                        "longwave_from_east",
                                                                        "longwave_from_south",
                                                                        "longwave_from_west",
                                                                        "six_directions",
                                                                        "concentration_no2",
                                                                        "concentration_no2_from_roads",
                                                                        "concentration_pm10",
                                                                        "concentration_pm10_from_roads",
                                                                        "concentration_pm25",
                                                                        "concentration_pm25_from_roads",
                                                                        "concentration_ec",
                                                                        "concentration_ec_from_roads",
                                                                        "air_concentrations"};

/// The word of those for all concentrations, which need [air] and [wind].
inline constexpr std::string_view air_hours_word = "air_concentrations";

/// Of all hours of the weather file together.
inline constexpr std::array<std::string_view, 4> wind_comfort_field_names = {
    "hours_share_wind_above_5", "hours_share_wind_above_15", "wind_comfort_class", "wind_danger_class"};

/// Yearly means by dispersion, with [air] and [wind]: of each of air.pollutants what roads add and all of it.
inline constexpr std::array<std::string_view, 8> air_field_names = {
    "yearly_concentration_no2",  "yearly_concentration_no2_from_roads",
    "yearly_concentration_pm10", "yearly_concentration_pm10_from_roads",
    "yearly_concentration_pm25", "yearly_concentration_pm25_from_roads",
    "yearly_concentration_ec",   "yearly_concentration_ec_from_roads"};
/// Yearly means by SRM1, with [air], and how much those by dispersion are above them, with [wind] too.
inline constexpr std::array<std::string_view, 8> srm1_field_names = {
    "yearly_concentration_no2_srm1",  "yearly_concentration_no2_minus_srm1",
    "yearly_concentration_pm10_srm1", "yearly_concentration_pm10_minus_srm1",
    "yearly_concentration_pm25_srm1", "yearly_concentration_pm25_minus_srm1",
    "yearly_concentration_ec_srm1",   "yearly_concentration_ec_minus_srm1"};
/// Whether a field is SRM1's own, which needs no [wind].
constexpr bool is_srm1_field(std::string_view field) {
    for (std::size_t n = 0; n < srm1_field_names.size(); n += 2)
        if (field == srm1_field_names[n]) return true;
    return false;
}
/// The one of air.pollutants that a field, of a year or of steps, is of; empty for another name.
constexpr std::string_view pollutant_of(std::string_view field) {
    constexpr std::string_view year = "yearly_", stem = "concentration_";
    const auto word = [&](std::string_view name) {
        const std::string_view rest = name.substr(year.size() + stem.size());
        return rest.substr(0, rest.find('_'));
    };
    for (const std::string_view name : air_field_names)
        if (field == name || field == name.substr(year.size())) return word(name);
    for (const std::string_view name : srm1_field_names)
        if (field == name) return word(name);
    return {};
}

/// A study: plain, validated, immutable. Keys, units, ranges and defaults are declared once, in
/// study_keys.cpp, from which the reader, `luwte help study` and docs are made.
struct Study {
    std::filesystem::path file;  ///< where it was read from
    std::string text;            ///< the file as read, plus the --set overrides as comments (provenance)
    int format = 1;              ///< version of the study format
    std::string title;
    std::string sources;                ///< who made the data, under which licence
    std::vector<std::string> warnings;  ///< what was adjusted; the command line logs it, the result keeps it
    std::string time_zone = "Europe/Amsterdam";

    struct Area {
        std::string crs = "EPSG:28992";              ///< "EPSG:n" or "local"
        int epsg = 28992;                            ///< of crs; 0 = "local"
        double latitude_deg = 0, longitude_deg = 0;  ///< local only
        std::array<double, 4> bounds_m{};            ///< xmin ymin xmax ymax, whole cells
        double cell_size_m = 1;
    } area;

    struct City {
        std::filesystem::path surface_height, terrain_height;       ///< required
        std::filesystem::path buildings, land_cover, trees, roads;  ///< optional: empty when absent
        double crown_base_share = 0.3;       ///< crown base as a share of crown top (min 2 m; rule)
        double leaf_area_density_m2_m3 = 1;  ///< full-leaf, where no data says
        double canopy_clumping = 0.6;        ///< 1
        /// Buds open, full leaf, leaves begin to fall, bare.
        std::array<double, 4> leaf_season_day_of_year{105, 135, 288, 319};
        double bare_leaf_area_share = 0.22;  ///< what stems and twigs are worth, per full leaf area
    } city;

    struct WeatherInput {
        std::filesystem::path file;
        std::vector<std::string> days;         ///< local days, YYYY-MM-DD, ascending, each once
        std::string urban_increment = "slab";  ///< "slab", "rule" (national method) or "none"
        double urban_fetch_m = 2000;           ///< slab: way of the air over the city
        double anthropogenic_heat_w_m2 = 0;    ///< slab: into the air between buildings
        std::string anthropogenic_heat_source;
        int spin_up_days = 2;  ///< days before each day, without output
        /// A scenario's other weather: K more in every hour, times as much wind, and where that comes from.
        double warmer_k = 0, wind_times = 1;
        std::string changed_source;
    } weather;

    struct Wind {
        bool asked = false;                ///< the section stands in the study, or one of its keys was set
        std::string method = "k_epsilon";  ///< or "mass_consistent": screening
        double cell_size_m = 2;
        int sectors = 12;
        double upwind_roughness_m = 0;       ///< 0: by sector, of what stands upwind in the area
        std::filesystem::path inflow_table;  ///< a measured or modelled profile; empty: a log law
        std::vector<std::string> stability_classes = {"neutral"};  ///< each with sectors of its own
    } wind;

    /// Yearly means along streets by SRM1 and, with [wind], by dispersion; NaN and 0 = not given.
    struct Air {
        bool asked = false;  ///< the section stands in the study, or one of its keys was set
        std::filesystem::path receptors, emission_factors, measures;
        int year = 0;
        std::vector<std::string> pollutants = {"no2", "pm10", "pm25", "ec"};
        static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();
        double wind_speed_m_s = not_given;
        // With [wind]: dispersion of what streets emit.
        double road_width_m = 7, initial_height_m = 2;  ///< LineSources::Parameters
        std::vector<double> traffic_by_hour;  ///< 24 shares of the local hours of a day; empty: all alike
        std::filesystem::path yards;          ///< polygons of which the share of each street is asked
        std::filesystem::path sources;        ///< points and polygons that emit too, in groups
        double background_no2_ug_m3 = not_given, background_o3_ug_m3 = not_given,
               background_pm10_ug_m3 = not_given, background_pm25_ug_m3 = not_given,
               background_ec_ug_m3 = not_given;
        // In place of these: a column of hours, or a map of yearly means.
        std::filesystem::path background_file, background_no2_map, background_o3_map, background_pm10_map,
            background_pm25_map, background_ec_map;
        int background_year = 0;  ///< of file and maps
        /// What the background holds of the streets that are computed, taken off it.
        double double_count_no2_ug_m3 = 0, double_count_pm10_ug_m3 = 0, double_count_pm25_ug_m3 = 0,
               double_count_ec_ug_m3 = 0;
        bool deposition = false;  ///< surfaces, leaves and settling take their part
    } air;

    struct Output {
        int interval_min = 60;            ///< of a step of the result; divides or is a multiple of an hour
        std::vector<std::string> fields;  ///< of the lists above; empty = those up to pet_national, with
                                          ///< [wind] also those of wind comfort, with [air] those of air
        std::string facets = "none";      ///< "none" or "steps": a file of walls and roofs for 3-D viewing
        int compression_level = 1;
    } output;

    struct Sky {
        int azimuths = 72;
        int elevations = 18;
    } sky;

    struct Person {  ///< standard person of PET
        double height_m = 1.80, weight_kg = 75, age_years = 35, work_w = 80, clothing_clo = 0.9;
        std::string sex = "male";
        double radiation_height_m = 1.1;  ///< above ground or roof, where the body receives radiation
    } person;

    /// Where something has another material: where all holds that a rule says; where rules meet, the last one
    /// counts.
    struct MaterialRule {
        std::string like;                          ///< its name in `materials`
        int built_from = 0, built_before = 10000;  ///< years
        std::vector<std::string> buildings;        ///< names as in CityLayers; empty = all
        std::filesystem::path polygons;            ///< a file; empty = everywhere
        std::string label = {};                    ///< of a scenario's edit, for messages; else empty
        std::vector<std::string> instead_of = {};  ///< ground: surface types that it replaces; empty = all
        bool by_year() const { return built_from > 0 || built_before < 10000; }
    };
    std::vector<MaterialRule> roofs, walls, ground;  ///< of the columns of buildings, and of all others

    /// A change to the city; edits are made in their order (inputs/study/scenarios.hpp).
    struct Edit {
        std::string action;                  ///< "remove_trees", "add_building", ...
        std::filesystem::path polygons;      ///< where; a file, or empty
        std::filesystem::path trees;         ///< plant_trees: as city.trees
        double height_m = 0;                 ///< add_building: above the ground around it
        double by_m = 0;                     ///< raise_buildings: storeys more, or less
        std::string like;                    ///< a material: of what is laid, of roofs, of ground laid bare
        std::vector<std::string> buildings;  ///< remove_buildings, roofs: names as in CityLayers
        std::vector<std::string> roads;      ///< traffic: identifications of segments
        double times = 1;                    ///< traffic: of the vehicles that there are [1]
        std::vector<std::string> instead_of = {};  ///< ground: surface types that it replaces; empty = all
        double warmer_k = 0, wind_times = 1;  ///< weather: added to the air's temperature, times the wind
        std::string source = {};              ///< weather: where those come from
        std::string key;                      ///< for messages: "scenario.felled.edits[1]"
        std::string site = {};                ///< of `polygons` those of this site only (inputs/sites)
    };
    std::vector<Edit> edits;  ///< of the scenario that this study is; none of the base

    /// A city with edits, computed beside the base.
    struct Scenario {
        std::string id, name;
        std::vector<Edit> edits;
    };
    std::vector<Scenario> scenarios;

    /// A place that is judged beside others (inputs/study/sites.hpp).
    struct Site {
        std::string id, name;
        std::filesystem::path yard;      ///< polygons
        std::filesystem::path building;  ///< footprint of the school; empty: none is given
        double building_height_m = 0;    ///< of a school that is built there; 0: it stands, or there is none
    };
    std::vector<Site> sites;

    /// How sites are judged beside each other (docs/models/ranking.md).
    struct Ranking {
        std::vector<double> school_h = {8.5, 15};                 ///< local hours, begin and end
        std::vector<double> breaks_h = {10.25, 10.5, 12, 12.75};  ///< begin and end of each
        std::map<std::string, double> weights;                    ///< of groups and indicators; else 1
        std::filesystem::path scores;                             ///< of others: a CSV, or empty
        bool ensemble = false;                                    ///< inputs/study/ensemble.hpp
        double warmer_2050_k = 0;                                 ///< K, for hot days; 0: not asked
        std::string warmer_2050_source;                           ///< of that
    } ranking;

    /// Benefits of green after the rules of RIVM's Groene Baten Planner (docs/models/green_benefits.md). NaN
    /// = not given: what needs it is unknown.
    struct GreenBenefits {
        bool asked = false;  ///< the section stands in the study, or one of its keys was set
        static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();
        double pm10_ug_m3 = not_given, pm25_ug_m3 = not_given;
        double pm25_resuspended_share = not_given;  ///< 1
        double wind_100_m_m_s = not_given;
        double inhabitants_within_10_km = not_given, inhabitants = not_given;
        double deaths_per_inhabitant_year = not_given;
        int ndvi_radius_m = 500;
        std::string cooling_rule = "manual";  ///< or "code"
        bool euro = false;
    } green_benefits;

    MaterialTable materials;  ///< the program's, with what [materials] replaces
    bool materials_replaced = false;
};

}  // namespace luwte
