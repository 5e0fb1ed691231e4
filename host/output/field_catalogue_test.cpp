// SPDX-License-Identifier: Apache-2.0
#include "host/output/field_catalogue.hpp"

#include "inputs/study/study.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(FieldCatalogue, NamesAreUniqueAndEveryFieldSaysUnitAndMeaning) {
    std::set<std::string_view> names;
    for (const FieldInfo& field : field_catalogue()) {
        EXPECT_TRUE(names.insert(field.name).second) << field.name;
        EXPECT_FALSE(field.units.empty()) << field.name;
        EXPECT_FALSE(field.long_name.empty()) << field.name;
        if (field.has_time()) {
            EXPECT_FALSE(field.cell_methods.empty()) << field.name;
        }
    }
    EXPECT_GT(names.size(), 30u);
}

TEST(FieldCatalogue, StandardNamesAreCfNames) {
    // CF standard name table, version 83.
    const std::set<std::string_view> cf = {
        "surface_altitude",
        "canopy_height",
        "surface_downwelling_shortwave_flux_in_air",
        "surface_downwelling_longwave_flux_in_air",
        "surface_temperature",
        "air_temperature",
        "wind_speed",
        "universal_thermal_comfort_index",
        "surface_net_downward_radiative_flux",
        "surface_upward_sensible_heat_flux",
        "surface_upward_latent_heat_flux",
        "downwelling_shortwave_flux_in_air",
        "upwelling_shortwave_flux_in_air",
        "downwelling_longwave_flux_in_air",
        "upwelling_longwave_flux_in_air",
        "mass_concentration_of_nitrogen_dioxide_in_air",
        "mass_concentration_of_pm10_ambient_aerosol_particles_in_air",
        "mass_concentration_of_pm2p5_ambient_aerosol_particles_in_air",
        "mass_concentration_of_elemental_carbon_dry_aerosol_particles_in_air"};
    for (const FieldInfo& field : field_catalogue())
        EXPECT_TRUE(field.standard_name.empty() || cf.contains(field.standard_name)) << field.name;
}

TEST(FieldCatalogue, NoUnitTurnsIntoATimeDifferenceInXarray) {
    // xarray decodes exactly these words; "h" and "s" stay numbers.
    const std::set<std::string_view> words = {
        "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds", "day", "hour"};
    for (const FieldInfo& field : field_catalogue())
        EXPECT_THAT(words, Not(Contains(field.units))) << field.name;
}

TEST(FieldCatalogue, ResolutionsArePowersOfTwoAndAsTheFormatStates) {
    for (const FieldInfo& field : field_catalogue()) {
        if (field.type != FieldType::f32) continue;
        int exponent = 0;
        EXPECT_EQ(std::frexp(field.resolution, &exponent), 0.5f) << field.name;
        const std::map<std::string_view, float> stated = {{"K", 1.0f / 64},
                                                          {"degC", 1.0f / 64},
                                                          {"W m-2", 1.0f / 8},
                                                          {"m s-1", 1.0f / 256},
                                                          {"1", 1.0f / 1024}};
        if (field.of_wind_comfort) {  // limits of danger are shares of 0.0005 and 0.003
            EXPECT_EQ(field.resolution, 1.0f / 131072) << field.name;
            continue;
        }
        const auto found = stated.find(field.units);
        EXPECT_TRUE(found == stated.end() || found->second == field.resolution) << field.name;
    }
}

TEST(FieldCatalogue, HoldsEveryFieldThatAStudyMayName) {
    for (const std::string_view name : hourly_field_names) {
        if (name == "six_directions" || name == air_hours_word) continue;  // words for several
        ASSERT_NE(find_field(name), nullptr) << name;
        EXPECT_TRUE(find_field(name)->has_time()) << name;
    }
    for (const FieldInfo& field : field_catalogue())
        EXPECT_TRUE(!field.has_time() || field.name == "pet_class" ||
                    std::ranges::count(hourly_field_names, field.name) == 1)
            << field.name;
}

TEST(FieldCatalogue, OneWordSelectsTheTwelveFluxesOnABody) {
    std::vector<std::string_view> names;
    const auto fields = select_fields({"six_directions"});
    for (const FieldInfo* field : fields)
        if (field->has_time()) names.push_back(field->name);
    ASSERT_EQ(names.size(), 12u);
    EXPECT_EQ(names.front(), "shortwave_from_above");
    EXPECT_EQ(names.back(), "longwave_from_west");
    EXPECT_TRUE(any_needs(fields, Extra::body_fluxes));
    EXPECT_FALSE(any_needs(fields, Extra::sphere));
    EXPECT_TRUE(any_needs(select_fields({"longwave_from_east"}), Extra::body_fluxes));
    for (const FieldInfo* field : fields)
        if (field->has_time()) {
            EXPECT_TRUE(field->at_body) << field->name;
        }
    EXPECT_EQ(find_field("shortwave_from_west")->side_azimuth, 270);
    EXPECT_TRUE(std::isnan(find_field("longwave_from_above")->side_azimuth));
}

TEST(FieldCatalogue, SelectionKeepsCityAndSummariesAndTheAskedHours) {
    EXPECT_EQ(select_fields({}).size() + 4 + 13 + wind_comfort_field_names.size() +
                  2 * air_field_names.size() + srm1_field_names.size(),
              field_catalogue().size());
    for (const FieldInfo* field : select_fields({})) EXPECT_EQ(field->extra, Extra::none) << field->name;
    EXPECT_THAT(select_fields({"ground_heat_flux"}), Contains(find_field("ground_heat_flux")));
    std::set<std::string_view> hourly;
    std::size_t others = 0;
    for (const FieldInfo* field : select_fields({"utci", "pet"}))
        if (field->has_time())
            hourly.insert(field->name);
        else
            ++others;
    EXPECT_EQ(hourly, (std::set<std::string_view>{"pet", "pet_class", "utci"}));
    EXPECT_GT(others, 20u);
}

TEST(FieldCatalogue, WindComfortComesWithWindWhereNothingOrItIsNamed) {
    const auto selected = [](const std::vector<std::string>& output_fields, bool wind) {
        std::vector<std::string_view> names;
        for (const FieldInfo* field : select_fields(output_fields, wind))
            if (field->of_wind_comfort) names.push_back(field->name);
        return names;
    };
    const std::vector<std::string_view> all(wind_comfort_field_names.begin(), wind_comfort_field_names.end());
    EXPECT_EQ(selected({}, true), all);
    EXPECT_EQ(select_fields({}, true).size(), select_fields({}).size() + all.size());
    EXPECT_THAT(selected({}, false), testing::IsEmpty());
    EXPECT_THAT(selected({"pet"}, true), testing::IsEmpty());
    EXPECT_THAT(selected({"pet", "wind_danger_class"}, true), testing::ElementsAre("wind_danger_class"));
    for (const char* name : {"wind_comfort_class", "wind_danger_class"})
        EXPECT_EQ(find_field(name)->class_edges.size() + 1, find_field(name)->classes.size()) << name;
}

TEST(FieldCatalogue, AirComesByPollutantWhereNothingOrItIsNamed) {
    const auto selected = [](const std::vector<std::string>& output_fields,
                             const std::vector<std::string>& pollutants) {
        std::vector<std::string_view> names;
        for (const FieldInfo* field : select_fields(output_fields, true, pollutants))
            if (!field->pollutant.empty() && field->name.find("srm1") == std::string_view::npos)
                names.push_back(field->name);
        return names;
    };
    const std::vector<std::string_view> all(air_field_names.begin(), air_field_names.end());
    EXPECT_EQ(selected({}, {"no2", "pm10", "pm25", "ec"}), all);
    EXPECT_THAT(selected({}, {}), testing::IsEmpty());
    EXPECT_THAT(selected({}, {"ec"}),
                testing::ElementsAre("yearly_concentration_ec", "yearly_concentration_ec_from_roads"));
    EXPECT_THAT(selected({"pet"}, {"no2"}), testing::IsEmpty());
    EXPECT_THAT(selected({"pet", "yearly_concentration_no2"}, {"no2", "ec"}),
                testing::ElementsAre("yearly_concentration_no2"));
    for (const std::string_view name : air_field_names) {
        EXPECT_EQ(find_field(name)->pollutant, pollutant_of(name));
        EXPECT_THAT(std::string(find_field(name)->comment), testing::HasSubstr("not for permit tests"))
            << name;
        EXPECT_EQ(find_field(name)->height_above_ground, 1.5) << name;
    }
    EXPECT_EQ(pollutant_of("yearly_concentration_pm25_from_roads"), "pm25");
    EXPECT_EQ(pollutant_of("yearly_concentration_pm25_minus_srm1"), "pm25");
    EXPECT_EQ(pollutant_of("concentration_pm25_srm1"), "");
    EXPECT_EQ(pollutant_of("concentration_ec"), "ec");
    EXPECT_EQ(pollutant_of("concentration_"), "");
    EXPECT_EQ(pollutant_of("pet"), "");
}

TEST(FieldCatalogue, MapsOfSrm1ComeWithoutDispersionAndDifferencesWithIt) {
    const auto selected = [](const std::vector<std::string>& fields,
                             const std::vector<std::string>& dispersed) {
        std::vector<std::string_view> names;
        for (const FieldInfo* field : select_fields(fields, true, dispersed, {"no2", "ec"}))
            if (field->name.find("srm1") != std::string_view::npos) names.push_back(field->name);
        return names;
    };
    EXPECT_THAT(selected({}, {}),
                testing::ElementsAre("yearly_concentration_no2_srm1", "yearly_concentration_ec_srm1"));
    EXPECT_THAT(selected({}, {"no2", "ec"}),
                testing::ElementsAre("yearly_concentration_no2_srm1", "yearly_concentration_no2_minus_srm1",
                                     "yearly_concentration_ec_srm1", "yearly_concentration_ec_minus_srm1"));
    EXPECT_THAT(selected({"pet"}, {"no2"}), testing::IsEmpty());
    EXPECT_THAT(selected({"yearly_concentration_ec_srm1", "yearly_concentration_ec_minus_srm1"}, {}),
                testing::ElementsAre("yearly_concentration_ec_srm1"));
    for (const std::string_view name : srm1_field_names) {
        EXPECT_EQ(find_field(name)->pollutant, pollutant_of(name));
        EXPECT_EQ(find_field(name)->by_srm1, is_srm1_field(name));
        EXPECT_THAT(std::string(find_field(name)->comment), testing::HasSubstr("not for permit tests"));
    }
}

TEST(FieldCatalogue, AirOfStepsComesOnlyWhereItOrItsWordIsNamed) {
    const auto selected = [](const std::vector<std::string>& output_fields) {
        std::vector<std::string_view> names;
        for (const FieldInfo* field : select_fields(output_fields, true, {"no2", "ec"}))
            if (field->has_time() && !field->pollutant.empty()) names.push_back(field->name);
        return names;
    };
    EXPECT_THAT(selected({}), testing::IsEmpty());
    EXPECT_THAT(selected({"yearly_concentration_ec"}), testing::IsEmpty());
    EXPECT_THAT(selected({"concentration_ec", "concentration_pm10"}),
                testing::ElementsAre("concentration_ec"));
    EXPECT_THAT(selected({"pet", std::string(air_hours_word)}),
                testing::ElementsAre("concentration_no2", "concentration_no2_from_roads", "concentration_ec",
                                     "concentration_ec_from_roads"));
    EXPECT_TRUE(any_needs(select_fields({"concentration_ec"}, true, {"ec"}), Extra::air_concentrations));
    for (const std::string_view yearly : air_field_names) {
        const FieldInfo* field = find_field(yearly.substr(std::string_view("yearly_").size()));
        ASSERT_NE(field, nullptr) << yearly;
        EXPECT_EQ("yearly mean of " + std::string(field->long_name), find_field(yearly)->long_name);
        EXPECT_EQ(field->pollutant, pollutant_of(field->name));
        EXPECT_EQ(field->height_above_ground, 1.5);
        EXPECT_FALSE(field->is_summary);
        EXPECT_THAT(std::string(field->comment), HasSubstr("not for permit tests"));
    }
}

TEST(FieldCatalogue, UnknownFieldsAreAllNamedWithASuggestion) {
    try {
        select_fields({"pett", "utci", "wind_sped"});
        FAIL();
    } catch (const InputError& e) {
        ASSERT_EQ(e.problems().size(), 2u);
        EXPECT_THAT(e.what(), HasSubstr("did you mean 'pet'?"));
        EXPECT_THAT(e.what(), HasSubstr("did you mean 'wind_speed'?"));
    }
}

TEST(PetClasses, FollowTheLegendOfTheKlimaateffectatlas) {
    // Legend: < 32 | 32-34 | 35-37 | 38-40 | 41-43 | 44-45 | 46-48 | 49-50 | > 50, whole degrees.
    const std::vector<std::pair<float, int>> expected = {
        {-5, 0}, {31, 0}, {32, 1},    {34, 1}, {34.99f, 1}, {35, 2}, {37, 2}, {38, 3}, {40, 3}, {41, 4},
        {43, 4}, {44, 5}, {45.5f, 5}, {46, 6}, {48, 6},     {49, 7}, {50, 7}, {51, 8}, {70, 8}};
    for (const auto& [pet, pet_class] : expected) EXPECT_EQ(pet_class_of(pet), pet_class) << pet;
    EXPECT_EQ(pet_class_of(std::nanf("")), -1);
    EXPECT_EQ(find_field("pet_class")->classes.size(), pet_class_edges.size() + 1);
}

double lightness(std::string_view colour) {  // CIE L* of an sRGB colour, IEC 61966-2-1
    const auto linear = [&](int at) {
        const double c = std::stoi(std::string(colour.substr(std::size_t(at), 2)), nullptr, 16) / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

TEST(PetClasses, AreToldApartByLightnessAlone) {
    const auto& classes = find_field("pet_class")->classes;
    for (std::size_t c = 2; c < classes.size(); ++c)  // from 32 degC on; below is the only bluish one
        EXPECT_LT(lightness(classes[c].colour), lightness(classes[c - 1].colour) - 5) << classes[c].label;
}

}  // namespace
}  // namespace luwte
