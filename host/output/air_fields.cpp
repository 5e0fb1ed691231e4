// SPDX-License-Identifier: Apache-2.0
#include "host/output/air_fields.hpp"

#include "inputs/study/study.hpp"

#include <array>

namespace luwte {
namespace {

constexpr float air_step = 1.0f / 1024;   // ug m-3
constexpr double height_of_breath = 1.5;  // m

/// Concentrations by dispersion, docs/models/dispersion.md: those of a year; of steps without these words.
constexpr std::string_view in_a_year = "yearly_", mean_of_a_year = "yearly mean of ";
struct Pollutant {
    std::string_view name, roads_name, pollutant, standard_name, long_name, long_name_of_roads;
};
constexpr std::array<Pollutant, 4> pollutants = {
    {{"yearly_concentration_no2", "yearly_concentration_no2_from_roads", "no2",
      "mass_concentration_of_nitrogen_dioxide_in_air", "yearly mean of nitrogen dioxide",
      "yearly mean of nitrogen dioxide that roads add"},
     {"yearly_concentration_pm10", "yearly_concentration_pm10_from_roads", "pm10",
      "mass_concentration_of_pm10_ambient_aerosol_particles_in_air", "yearly mean of PM10",
      "yearly mean of PM10 that roads add"},
     {"yearly_concentration_pm25", "yearly_concentration_pm25_from_roads", "pm25",
      "mass_concentration_of_pm2p5_ambient_aerosol_particles_in_air", "yearly mean of PM2.5",
      "yearly mean of PM2.5 that roads add"},
     {"yearly_concentration_ec", "yearly_concentration_ec_from_roads", "ec",
      "mass_concentration_of_elemental_carbon_dry_aerosol_particles_in_air",
      "yearly mean of elemental carbon", "yearly mean of elemental carbon that roads add"}}};

}  // namespace

void add_yearly_air(std::vector<FieldInfo>& all) {
    for (const Pollutant& p : pollutants) {
        FieldInfo field{
            .name = p.name,
            .units = "ug m-3",
            .standard_name = p.standard_name,
            .long_name = p.long_name,
            .cell_methods = "time: mean",
            .comment =
                "exploratory, not for permit tests: roads in the area, and air.sources where the study "
                "has them, by dispersion in air of the study's stability classes over all hours of the "
                "weather file, and its background; missing on buildings",
            .resolution = air_step,
            .height_above_ground = height_of_breath,
            .is_summary = true,
            .pollutant = p.pollutant};
        all.push_back(field);
        field.name = p.roads_name, field.standard_name = {}, field.long_name = p.long_name_of_roads;
        field.comment =
            "exploratory, not for permit tests: roads in the area by dispersion in air of the study's "
            "stability classes over all hours of the weather file; missing on buildings";
        all.push_back(field);
    }
}

void add_srm1(std::vector<FieldInfo>& all) {
    struct Names {
        std::string_view long_name, long_name_of_difference;
    };
    constexpr std::array<Names, 4> names = {
        {{"yearly mean of nitrogen dioxide by SRM1",
          "yearly mean of nitrogen dioxide by dispersion less SRM1's"},
         {"yearly mean of PM10 by SRM1", "yearly mean of PM10 by dispersion less SRM1's"},
         {"yearly mean of PM2.5 by SRM1", "yearly mean of PM2.5 by dispersion less SRM1's"},
         {"yearly mean of elemental carbon by SRM1",
          "yearly mean of elemental carbon by dispersion less SRM1's"}}};
    for (std::size_t n = 0; n < pollutants.size(); ++n) {
        FieldInfo field{.name = srm1_field_names[2 * n],
                        .units = "ug m-3",
                        .standard_name = pollutants[n].standard_name,
                        .long_name = names[n].long_name,
                        .cell_methods = "time: mean",
                        .comment =
                            "exploratory, not for permit tests: streets by SRM1 as at the receptor nearest "
                            "to the cell, with its own distances, in the study's yearly mean wind, and "
                            "the study's background; missing where the method says nothing",
                        .resolution = air_step,
                        .height_above_ground = height_of_breath,
                        .is_summary = true,
                        .pollutant = pollutants[n].pollutant,
                        .by_srm1 = true};
        all.push_back(field);
        field.name = srm1_field_names[2 * n + 1], field.standard_name = {}, field.by_srm1 = false;
        field.long_name = names[n].long_name_of_difference;
        field.comment =
            "exploratory, not for permit tests: roads alone, above 0 where dispersion has more; roads of "
            "SRM1 may "
            "lie outside the area; missing where SRM1 says nothing";
        all.push_back(field);
    }
}

void add_air_of_steps(std::vector<FieldInfo>& all) {
    for (const Pollutant& p : pollutants) {
        FieldInfo field{.name = p.name.substr(in_a_year.size()),
                        .shape = FieldShape::time_y_x,
                        .units = "ug m-3",
                        .standard_name = p.standard_name,
                        .long_name = p.long_name.substr(mean_of_a_year.size()),
                        .cell_methods = "time: mean",
                        .comment =
                            "exploratory, not for permit tests: roads in the area by dispersion in air of "
                            "the study's stability classes with the hour's wind and traffic, and its "
                            "background; missing on buildings",
                        .resolution = air_step,
                        .height_above_ground = height_of_breath,
                        .extra = Extra::air_concentrations,
                        .comes_with = air_hours_word,
                        .pollutant = p.pollutant};
        all.push_back(field);
        field.name = p.roads_name.substr(in_a_year.size()), field.standard_name = {};
        field.long_name = p.long_name_of_roads.substr(mean_of_a_year.size());
        field.comment =
            "exploratory, not for permit tests: roads in the area by dispersion in air of the study's "
            "stability classes with the hour's wind and traffic; missing on buildings";
        all.push_back(field);
    }
}

}  // namespace luwte
