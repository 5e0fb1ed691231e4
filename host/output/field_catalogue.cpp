// SPDX-License-Identifier: Apache-2.0
#include "host/output/field_catalogue.hpp"

#include "host/output/air_fields.hpp"
#include "inputs/materials/materials.hpp"
#include "inputs/study/study.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"
#include "kernels/wind_comfort/nen8100.hpp"
#include "models/city/surface_types.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {
namespace {

constexpr float kelvin_step = 1.0f / 64, watt_step = 1.0f / 8, wind_step = 1.0f / 256,
                ratio_step = 1.0f / 1024, metre_step = 1.0f / 256, hour_step = 1.0f / 1024,
                share_step = 1.0f / 131072;   // less than an hour in ten years
constexpr double street_height = 1.1;         // m: of air and wind
constexpr double wind_comfort_height = 1.75;  // m: of NEN 8100

/// Light to dark with every class darker than the one before, so that the order is read without colour
/// vision; blue-green below the first limit, purple above the last.
std::vector<FieldClass> pet_classes() {
    return {{0, "below_32", "< 32", "#cfe8e5"},  {1, "32_to_34", "32–34", "#fff3b5"},
            {2, "35_to_37", "35–37", "#ffdc7c"}, {3, "38_to_40", "38–40", "#fdb95a"},
            {4, "41_to_43", "41–43", "#f78f43"}, {5, "44_to_45", "44–45", "#e5623d"},
            {6, "46_to_48", "46–48", "#c23a4b"}, {7, "49_to_50", "49–50", "#8c2057"},
            {8, "above_50", "> 50", "#4d1259"}};
}

std::vector<FieldClass> surface_type_classes() {
    constexpr std::array<std::string_view, surface_type_count> colours = {
        "#bdbdbd", "#8c8c8c", "#a6a6a6", "#c7b8a8", "#d8cdb8", "#e5d3a1",
        "#a6d17a", "#7fb069", "#4f8f4f", "#d9d27a", "#c2d6a4", "#8fbfdc"};
    std::vector<FieldClass> classes;
    for (int value = 0; value < surface_type_count; ++value) {
        const std::string_view name = surface_properties()[std::size_t(value)].name;
        classes.push_back({value, name, name, colours[std::size_t(value)]});
    }
    return classes;
}

/// What tops are made of: surface types, and other roofs and grounds of the materials table.
std::vector<FieldClass> top_material_classes() {
    static const std::vector<std::string> names = material_names();
    std::vector<FieldClass> classes = surface_type_classes();
    constexpr std::array<std::string_view, top_material_count - surface_type_count> colours = {
        "#6fa05a", "#f2f2f2", "#d9d9d9", "#a89f91", "#7a6a5d", "#9a9a9a", "#bfc7a8"};
    for (const std::string& name : names) {
        if (name.ends_with("wall") || top_material_of(name) < surface_type_count) continue;
        const int value = top_material_of(name);
        classes.push_back({value, name, name, colours[std::size_t(value - surface_type_count)]});
    }
    return classes;
}

/// Limits of NEN 8100, docs/models/wind_comfort.md; the classes darken from one to the next.
void add_wind_comfort(std::vector<FieldInfo>& all) {
    const wind_comfort::Limits limits;
    const auto add = [&](std::string_view name, std::string_view long_name, std::string_view comment,
                         std::vector<FieldClass> classes, std::vector<float> edges) {
        FieldInfo field{.name = name,
                        .units = "1",
                        .long_name = long_name,
                        .comment = comment,
                        .height_above_ground = wind_comfort_height,
                        .classes = std::move(classes),
                        .class_edges = std::move(edges),
                        .is_summary = true,
                        .of_wind_comfort = true};
        if (field.classes.empty())
            field.resolution = share_step;
        else
            field.type = FieldType::i8, field.fill = 127, field.has_fill = true;  // as pet_class
        all.push_back(std::move(field));
    };
    const std::string_view hours =
        "of all hours of the weather file that have a wind speed; missing on buildings";
    add("hours_share_wind_above_5", "share of hours with wind above 5 m s-1", hours, {}, {});
    add("hours_share_wind_above_15", "share of hours with wind above 15 m s-1", hours, {}, {});
    const std::string_view classes =
        "of the share before rounding; class_edges as shares of the hours, each limit belongs to the class "
        "above it";
    add("wind_comfort_class", "NEN 8100 wind comfort, by the share of hours above 5 m s-1", classes,
        {{0, "A", "A: < 2.5 %", "#e3f1f7"},
         {1, "B", "B: 2.5–5 %", "#b5dcc4"},
         {2, "C", "C: 5–10 %", "#f0c65c"},
         {3, "D", "D: 10–20 %", "#e07b39"},
         {4, "E", "E: ≥ 20 %", "#a32638"}},
        {limits.b, limits.c, limits.d, limits.e});
    add("wind_danger_class", "NEN 8100 wind danger, by the share of hours above 15 m s-1", classes,
        {{0, "none", "none: < 0.05 %", "#e3f1f7"},
         {1, "limited_risk", "limited risk: 0.05–0.3 %", "#f0c65c"},
         {2, "dangerous", "dangerous: ≥ 0.3 %", "#a32638"}},
        {limits.limited_risk, limits.dangerous});
}

std::vector<FieldInfo> make_catalogue() {
    using enum FieldShape;
    using enum FieldType;
    const std::string_view mean = "time: mean", sum = "time: sum", maximum = "time: maximum";
    std::vector<FieldInfo> all;

    // City layers.
    all.push_back({.name = "terrain_height",
                   .units = "m",
                   .standard_name = "surface_altitude",
                   .long_name = "terrain height above the vertical datum",
                   .comment = "under buildings: filled from the terrain around them",
                   .resolution = metre_step});
    all.push_back({.name = "building_height",
                   .units = "m",
                   .long_name = "building height above terrain",
                   .comment = "0 where there is no building",
                   .resolution = metre_step});
    all.push_back({.name = "canopy_height",
                   .units = "m",
                   .standard_name = "canopy_height",
                   .long_name = "height of the top of tree crowns above terrain",
                   .comment = "0 where there is no crown",
                   .resolution = metre_step});
    all.push_back({.name = "canopy_base_height",
                   .units = "m",
                   .long_name = "height of the base of tree crowns above terrain",
                   .comment = "0 where there is no crown",
                   .resolution = metre_step});
    all.push_back({.name = "crown_leaf_area_density",
                   .units = "m2 m-3",
                   .long_name = "leaf area density, mean between base and top of the crown",
                   .comment = "one-sided leaf area; 0 where there is no crown",
                   .resolution = ratio_step});
    all.push_back({.name = "surface_type",
                   .type = i8,
                   .units = "1",
                   .long_name = "what covers the ground, or building",
                   .classes = surface_type_classes()});
    all.push_back({.name = "top_material",
                   .type = i8,
                   .units = "1",
                   .long_name = "what the ground or roof is made of, by the table of materials",
                   .classes = top_material_classes()});
    all.push_back(
        {.name = "surface_type_source",
         .type = i8,
         .units = "1",
         .long_name = "how the surface type is known",
         .comment =
             "unknown is treated as paved; inferred: by a rule from heights and gaps; laid: by the study",
         .classes = {{0, "unknown", "unknown", "#d9d9d9"},
                     {1, "measured", "measured", "#1b7837"},
                     {2, "inferred", "inferred", "#b58900"},
                     {3, "laid", "laid by the study", "#2166ac"}}});
    all.push_back({.name = "building_id",
                   .type = i32,
                   .units = "1",
                   .long_name = "number of the building",
                   .comment = "index into the names in group /buildings",
                   .fill = -9999,
                   .has_fill = true});
    all.push_back({.name = "data_gap",
                   .type = i8,
                   .units = "1",
                   .long_name = "surface height had no data here and was filled",
                   .classes = {{0, "data", "data", "#ffffff"}, {1, "gap", "filled gap", "#6f6f6f"}}});
    all.push_back({.name = "sky_view_factor",
                   .units = "1",
                   .long_name = "sky view factor, cosine-weighted",
                   .comment = "share of isotropic diffuse light that reaches a horizontal surface; "
                              "buildings, terrain and crowns",
                   .resolution = ratio_step,
                   .is_summary = true});
    all.push_back({.name = "sky_view_factor_solid_angle",
                   .units = "1",
                   .long_name = "sky view factor, share of the upper hemisphere",
                   .comment = "solid angle of visible sky / 2 pi; buildings, terrain and crowns",
                   .resolution = ratio_step,
                   .is_summary = true});
    all.push_back({.name = "solid_mask",
                   .shape = z_y_x,
                   .type = i8,
                   .units = "1",
                   .long_name = "centre of the cell is inside terrain or a building",
                   .classes = {{0, "air", "air", "#ffffff"}, {1, "solid", "solid", "#8c8c8c"}}});
    all.push_back({.name = "leaf_area_density",
                   .shape = z_y_x,
                   .units = "m2 m-3",
                   .long_name = "leaf area density of the cell",
                   .comment = "crown_leaf_area_density times the share of the cell that is inside the crown",
                   .resolution = ratio_step});

    // Fields of every step. Each value is valid for the whole step: radiation and shade are its mean.
    all.push_back({.name = "shadow_fraction",
                   .shape = time_y_x,
                   .units = "1",
                   .long_name = "share of the step in shade",
                   .cell_methods = mean,
                   .comment =
                       "1 = direct sun wholly stopped, also while the sun is down; crowns count by the "
                       "share that they stop",
                   .resolution = ratio_step});
    all.push_back({.name = "shortwave_down",
                   .shape = time_y_x,
                   .units = "W m-2",
                   .standard_name = "surface_downwelling_shortwave_flux_in_air",
                   .long_name = "global radiation on ground or roof",
                   .cell_methods = mean,
                   .comment =
                       "per area of the surface itself: a pitched roof, tilted to the sun, can get more than "
                       "the level ground",
                   .resolution = watt_step});
    all.push_back({.name = "longwave_down",
                   .shape = time_y_x,
                   .units = "W m-2",
                   .standard_name = "surface_downwelling_longwave_flux_in_air",
                   .long_name = "longwave radiation from sky, crowns and walls on ground or roof",
                   .cell_methods = mean,
                   .comment = "per area of the surface itself, as shortwave_down",
                   .resolution = watt_step});
    all.push_back({.name = "surface_temperature",
                   .shape = time_y_x,
                   .units = "K",
                   .standard_name = "surface_temperature",
                   .long_name = "temperature of the ground or roof surface",
                   .cell_methods = mean,
                   .resolution = kelvin_step});
    all.push_back({.name = "mean_radiant_temperature",
                   .shape = time_y_x,
                   .units = "K",
                   .long_name = "mean radiant temperature of a standing person",
                   .cell_methods = mean,
                   .resolution = kelvin_step,
                   .at_body = true});
    all.push_back({.name = "air_temperature",
                   .shape = time_y_x,
                   .units = "K",
                   .standard_name = "air_temperature",
                   .long_name = "air temperature at street level",
                   .cell_methods = mean,
                   .resolution = kelvin_step,
                   .height_above_ground = street_height});
    all.push_back({.name = "wind_speed",
                   .shape = time_y_x,
                   .units = "m s-1",
                   .standard_name = "wind_speed",
                   .long_name = "wind speed at street level",
                   .cell_methods = mean,
                   .resolution = wind_step,
                   .height_above_ground = street_height});
    all.push_back(
        {.name = "pet",
         .shape = time_y_x,
         .units = "degC",
         .long_name = "physiologically equivalent temperature",
         .cell_methods = mean,
         .comment = "of mean radiation at this height, air and wind at 1.1 m, over several hours the mean of "
                    "hourly values; heat balance of Hoeppe (1999) with the corrections of Walther and "
                    "Goestchel (2018)",
         .resolution = kelvin_step,
         .at_body = true,
         .is_comfort = true});
    all.push_back(
        {.name = "utci",
         .shape = time_y_x,
         .units = "degC",
         .standard_name = "universal_thermal_comfort_index",
         .long_name = "universal thermal climate index",
         .cell_methods = mean,
         .comment = "of mean radiation at this height, air and wind at 1.1 m, over several hours the mean of "
                    "hourly values; polynomial of Broede et al. (2012); wind brought to 10 m and clipped to "
                    "0.5-17 m s-1",
         .resolution = kelvin_step,
         .at_body = true});
    all.push_back(
        {.name = "wbgt",
         .shape = time_y_x,
         .units = "degC",
         .long_name = "wet-bulb globe temperature outdoors",
         .cell_methods = mean,
         .comment = "of mean radiation at this height, air and wind at 1.1 m, over several hours the mean of "
                    "hourly values; ISO 7243 with the heat balances of globe (150 mm) and wick of Liljegren "
                    "et al. (2008)",
         .resolution = kelvin_step,
         .at_body = true});
    all.push_back({.name = "pet_class",
                   .shape = time_y_x,
                   .type = i8,
                   .units = "1",
                   .long_name = "class of PET, limits of the Klimaateffectatlas",
                   .cell_methods = mean,
                   .comment = "class of pet before rounding; class_edges in degC, each limit belongs to the "
                              "class above it",
                   .at_body = true,
                   .is_comfort = true,
                   .classes = pet_classes(),
                   .class_edges = {pet_class_edges.begin(), pet_class_edges.end()},
                   .fill = 127,  // VTK, MDAL and GDAL before 3.7 read bytes as unsigned: -1 is 255 to them
                   .has_fill = true,
                   .comes_with = "pet"});
    all.push_back({.name = "pet_national",
                   .shape = time_y_x,
                   .units = "degC",
                   .long_name = "PET by the regression of the Dutch national heat-stress map",
                   .cell_methods = mean,
                   .comment =
                       "regression of Koopmans et al. (2020); roofs are left out; the hour's value in steps "
                       "within it",
                   .resolution = kelvin_step,
                   .height_above_ground = 1.2});

    // Fluxes of the heat balance: net radiation is the sum of the others.
    const auto flux = [&](std::string_view name, std::string_view standard_name, std::string_view long_name,
                          std::string_view comment) {
        all.push_back({.name = name,
                       .shape = time_y_x,
                       .units = "W m-2",
                       .standard_name = standard_name,
                       .long_name = long_name,
                       .cell_methods = mean,
                       .comment = comment,
                       .resolution = watt_step,
                       .extra = Extra::surface_fluxes});
    };
    flux("net_radiation", "surface_net_downward_radiative_flux",
         "net radiation of ground or roof, shortwave and longwave",
         "positive into the surface; the sum of sensible, latent and ground heat flux; per area of the "
         "column: of a "
         "pitched roof, which has more area than its columns, more than per area of the roof");
    flux("sensible_heat_flux", "surface_upward_sensible_heat_flux",
         "sensible heat from ground or roof to air", "positive upwards; per area of the column");
    flux("latent_heat_flux", "surface_upward_latent_heat_flux", "latent heat from ground or roof to air",
         "positive upwards: evaporation; negative: dew; per area of the column");
    flux("ground_heat_flux", "", "heat into ground, water or roof",
         "positive downwards, into the body; per area of the column");

    // What a body receives.
    all.push_back({.name = "mean_radiant_temperature_sphere",
                   .shape = time_y_x,
                   .units = "K",
                   .long_name = "mean radiant temperature of a sphere",
                   .cell_methods = mean,
                   .comment =
                       "all six directions alike and a quarter of the direct sun; absorptivity 0.70 and "
                       "emissivity 0.97 as a person has",
                   .resolution = kelvin_step,
                   .at_body = true,
                   .extra = Extra::sphere});
    const auto on_body = [&](std::string_view name, std::string_view standard_name,
                             std::string_view long_name, std::string_view comment,
                             double azimuth = std::numeric_limits<double>::quiet_NaN()) {
        all.push_back({.name = name,
                       .shape = time_y_x,
                       .units = "W m-2",
                       .standard_name = standard_name,
                       .long_name = long_name,
                       .cell_methods = mean,
                       .comment = comment,
                       .resolution = watt_step,
                       .at_body = true,
                       .side_azimuth = azimuth,
                       .extra = Extra::body_fluxes,
                       .comes_with = "six_directions"});
    };
    on_body("shortwave_from_above", "downwelling_shortwave_flux_in_air",
            "shortwave radiation from above on a body", "on a horizontal plane, direct sun included");
    on_body("shortwave_from_below", "upwelling_shortwave_flux_in_air",
            "shortwave radiation from below on a body", "of the column's own ground or roof");
    const std::string_view of_sun =
        "on a vertical plane that faces true north plus side_azimuth, clockwise, whatever way the grid lies; "
        "from sky, surfaces and floor before it, direct sun included";
    on_body("shortwave_from_north", "", "shortwave radiation on the north side of a body", of_sun, 0);
    on_body("shortwave_from_east", "", "shortwave radiation on the east side of a body", of_sun, 90);
    on_body("shortwave_from_south", "", "shortwave radiation on the south side of a body", of_sun, 180);
    on_body("shortwave_from_west", "", "shortwave radiation on the west side of a body", of_sun, 270);
    on_body("longwave_from_above", "downwelling_longwave_flux_in_air",
            "longwave radiation from above on a body", "on a horizontal plane");
    on_body("longwave_from_below", "upwelling_longwave_flux_in_air",
            "longwave radiation from below on a body", "of the column's own ground or roof");
    const std::string_view of_warmth =
        "on a vertical plane that faces true north plus side_azimuth, clockwise, whatever way the grid lies; "
        "from sky, surfaces and floor before it";
    on_body("longwave_from_north", "", "longwave radiation on the north side of a body", of_warmth, 0);
    on_body("longwave_from_east", "", "longwave radiation on the east side of a body", of_warmth, 90);
    on_body("longwave_from_south", "", "longwave radiation on the south side of a body", of_warmth, 180);
    on_body("longwave_from_west", "", "longwave radiation on the west side of a body", of_warmth, 270);

    add_air_of_steps(all);

    // Summaries of the run. Windows are half-open intervals of local time.
    const auto summary = [&](std::string_view name, std::string_view units, std::string_view long_name,
                             std::string_view cell_methods, float resolution, bool at_body,
                             std::string_view comment, bool comfort = false) {
        all.push_back({.name = name,
                       .units = units,
                       .long_name = long_name,
                       .cell_methods = cell_methods,
                       .comment = comment,
                       .resolution = resolution,
                       .at_body = at_body,
                       .is_comfort = comfort,
                       .is_summary = true});
    };
    const std::string_view of_hours = "of hourly means, or of the result's steps where those are shorter";
    summary("hours_pet_above_35", "h", "hours with PET above 35 degC", sum, hour_step, true, of_hours, true);
    summary("hours_pet_above_41", "h", "hours with PET above 41 degC", sum, hour_step, true, of_hours, true);
    summary("shade_hours_10_16", "h", "hours of shade between 10 and 16 h local time", sum, hour_step, false,
            "sum of shadow_fraction");
    summary("sun_hours", "h", "hours of direct sun", sum, hour_step, false,
            "as the sun stands, whatever the clouds; crowns count by the share that they let through");
    summary("pet_max", "degC", "highest PET", maximum, kelvin_step, true, of_hours, true);
    summary("utci_max", "degC", "highest UTCI", maximum, kelvin_step, true, of_hours);
    summary("surface_temperature_max", "K", "highest surface temperature", maximum, kelvin_step, false,
            of_hours);
    summary("pet_12_18", "degC", "PET, mean of 12 to 18 h local time", mean, kelvin_step, true, "", true);
    summary("pet_national_12_18", "degC",
            "PET of the national heat-stress map, mean of 12 to 18 h local time", mean, kelvin_step, false,
            "regression of Koopmans et al. (2020); roofs are left out");
    all.back().height_above_ground = 1.2;
    summary(
        "pet_minus_national_12_18", "degC",
        "PET of this model minus PET of the national heat-stress map, means of 12 to 18 h local time", mean,
        kelvin_step, true,
        "a difference: pet_12_18 - pet_national_12_18; radiation of this one at this height, that at 1.2 m");
    add_wind_comfort(all);
    add_yearly_air(all);
    add_srm1(all);
    return all;
}

}  // namespace

std::span<const FieldInfo> field_catalogue() {
    static const std::vector<FieldInfo> catalogue = make_catalogue();
    return catalogue;
}

const FieldInfo* find_field(std::string_view name) {
    for (const FieldInfo& field : field_catalogue())
        if (field.name == name) return &field;
    return nullptr;
}

std::vector<const FieldInfo*> select_fields(const std::vector<std::string>& output_fields, bool wind,
                                            const std::vector<std::string>& pollutants,
                                            const std::vector<std::string>& by_srm1) {
    std::vector<std::string> names;
    for (const FieldInfo& field : field_catalogue()) {
        names.emplace_back(field.name);
        if (!field.comes_with.empty()) names.emplace_back(field.comes_with);
    }
    Problems problems;
    for (const std::string& name : output_fields) {
        if (std::ranges::find(names, name) != names.end()) continue;
        const std::string nearest = nearest_name(name, names);
        problems.add(
            "output.fields", "there is no field '" + name + "'",
            nearest.empty() ? "`luwte help study` lists the fields" : "did you mean '" + nearest + "'?");
    }
    problems.throw_if_any();

    const auto asked = [&](std::string_view name) {
        return std::ranges::find(output_fields, name) != output_fields.end();
    };
    std::vector<const FieldInfo*> selected;
    for (const FieldInfo& field : field_catalogue()) {
        if (field.of_wind_comfort && !wind) continue;
        const std::vector<std::string>& there = field.by_srm1 ? by_srm1 : pollutants;
        if (!field.pollutant.empty() && std::ranges::find(there, field.pollutant) == there.end()) continue;
        const bool always = !field.has_time() && !field.of_wind_comfort && field.pollutant.empty();
        if (always || (output_fields.empty() && field.extra == Extra::none) || asked(field.name) ||
            asked(field.comes_with))
            selected.push_back(&field);
    }
    return selected;
}

bool any_needs(const std::vector<const FieldInfo*>& fields, Extra extra) {
    return std::ranges::any_of(fields, [&](const FieldInfo* field) { return field->extra == extra; });
}

int pet_class_of(float pet_degc) {
    if (std::isnan(pet_degc)) return -1;
    return int(std::ranges::upper_bound(pet_class_edges, pet_degc) - pet_class_edges.begin());
}

double people_value(std::string_view units, double value) { return units == "K" ? value - 273.15 : value; }

std::string_view people_units(std::string_view units) { return units == "K" ? "degC" : units; }

}  // namespace luwte
