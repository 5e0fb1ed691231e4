// SPDX-License-Identifier: Apache-2.0
#include "host/air_hours.hpp"

#include "host/study_fields.hpp"
#include "host/traffic_year.hpp"
#include "models/dispersion/nitrogen_dioxide.hpp"
#include "models/fill.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {

namespace {

bool is_of_steps(const FieldInfo& field, std::string_view pollutant) {
    return field.extra == Extra::air_concentrations && field.pollutant == pollutant;
}

}  // namespace

std::vector<std::string> pollutants_of_steps(const Study& study) {
    std::vector<std::string> out;
    const std::vector<const FieldInfo*> fields = fields_of(study);
    for (const std::string& pollutant : study.air.pollutants)
        if (std::ranges::any_of(fields, [&](const FieldInfo* f) { return is_of_steps(*f, pollutant); }))
            out.push_back(pollutant);
    return out;
}

std::vector<Substance> substances_of_steps(const Study& study, const std::vector<Substance>& all) {
    const std::vector<std::string> pollutants = pollutants_of_steps(study);
    std::vector<Substance> out;
    for (const Substance substance : all) {
        const std::string_view name =
            substance == Substance::nox ? "no2" : substance_names[std::size_t(substance)];
        if (std::ranges::find(pollutants, name) != pollutants.end()) out.push_back(substance);
    }
    return out;
}

void describe_air_hours(const Study& study, const Background& background, std::vector<std::string>& rules,
                        std::vector<std::string>& warnings) {
    const std::vector<std::string> pollutants = pollutants_of_steps(study);
    if (pollutants.empty()) return;
    const bool no2 = std::ranges::find(pollutants, "no2") != pollutants.end();
    const bool classes = study.wind.stability_classes.size() > 1;
    // What has a yearly mean in every hour.
    std::vector<std::string_view> of_a_year;
    for (const std::string_view name : background_names)
        if (const bool of_step = std::ranges::find(pollutants, name) != pollutants.end();
            (of_step || (no2 && name == "o3")) && !background.has_hours(name))
            of_a_year.push_back(name == "o3" ? "ozone" : name);
    const std::string yearly = fmt::format("{}", fmt::join(of_a_year, ", "));
    rules.push_back(fmt::format(
        "concentrations of steps: dispersion in {} in the hour's wind, at least {:g} m/s at the "
        "station, calm or variable from all sectors alike, with the traffic of the local hour ({}); {}"
        "background of the {}; exploratory, not for permit tests",
        classes ? "air between wind.stability_classes by the step's 1/L, as its wind," : "neutral air",
        least_station_speed, study.air.traffic_by_hour.empty() ? "alike in all hours" : "air.traffic_by_hour",
        no2 ? "NO2 by oxidation with ozone in the hour's light and station temperature and the time since "
              "emission; "
            : "",
        of_a_year.empty() ? "hour" : "hour, but for a yearly mean in every hour of " + yearly));
    if (!of_a_year.empty())
        warnings.push_back(
            "concentrations of steps rest on yearly means of the background, whatever the day's were: " +
            yearly);
    if (!classes)
        warnings.emplace_back(
            "concentrations of steps rest on neutral air: stable nights and sunny days are not in them");
}

AirHours::AirHours(const Study& study, const Background& background, const SectorAir& air,
                   const CityModel& city)
    : study_(study), background_(background), air_(air), city_(city) {
    const Shape shape = city.building_height.shape();
    const auto plane = [&](const std::string& name) {
        return Field2D<float>(city.backend(), shape, name, "ug m-3");
    };
    const std::vector<const FieldInfo*> fields = fields_of(study);
    for (const std::string& pollutant : pollutants_of_steps(study)) {
        OfPollutant& of = pollutants_.emplace_back();
        of.name = pollutant, of.background = background_plane(pollutant);
        const std::string name = "concentration_" + pollutant;
        for (const FieldInfo* field : fields) {
            if (field->name == name) of.all = plane(name);
            if (field->name == name + "_from_roads") of.roads = plane(name + "_from_roads");
        }
    }
    first_ = plane("concentration");
    if (air.aged) {
        direct_ = plane("emitted NO2"), aged_ = plane("NOx times its age");
        ozone_ = background_plane("o3");
    }
}

/// Of the year.
Field2D<float> AirHours::background_plane(const std::string& name) const {
    Field2D<float> plane(Backend::cpu(), city_.building_height.shape(), "background of " + name, "ug m-3");
    std::ranges::copy(background_.of_cells(name, plane.size()), plane.host().begin());
    return plane.copy_to(city_.backend());
}

std::size_t AirHours::plane_of(Substance substance) const {
    return std::size_t(std::ranges::find(air_.substances, substance) - air_.substances.begin());
}

/// (30)
void AirHours::no2(const Forcing& forcing, const Weights& weights, OfPollutant& of) {
    const Field2D<float>& buildings = city_.building_height;
    air_.planes.of_hour(plane_of(Substance::nox), weights.per_speed, buildings, first_);
    air_.planes.of_hour(plane_of(Substance::no2), weights.per_speed, buildings, direct_);
    air_.planes.of_hour(air_.substances.size(), weights.squared, buildings, aged_);
    Field2D<float>& no2 = of.all.empty() ? of.roads : of.all;
    nitrogen_dioxide(
        {first_, direct_, aged_},
        {double(forcing.air_temperature), double(forcing.global_horizontal), of.background, ozone_}, no2);
    if (!of.roads.empty()) add_background(no2, of.background, -1, of.roads);
}

void AirHours::step(const Forcing& forcing, double local_hour, double per_length) {
    const double from = forcing.wind_has_direction ? double(forcing.wind_from_direction)
                                                   : std::numeric_limits<double>::quiet_NaN(),
                 speed = double(forcing.wind_speed);
    Weights weights{air_.sectors.per_speed(speed, from, per_length),
                    air_.sectors.per_speed_squared(speed, from, per_length)};
    const double traffic = traffic_of_hour(local_hour, study_.air.traffic_by_hour);
    for (std::vector<double>* of : {&weights.per_speed, &weights.squared})
        for (double& weight : *of) weight *= traffic;
    const auto of_the_hour = [&](const char* name, Field2D<float>& plane) {
        if (background_.has_hours(name))
            fill(plane, float(background_.of_hour(name, 0.5 * (forcing.begin_s + forcing.end_s))));
    };
    if (air_.aged) of_the_hour("o3", ozone_);
    for (OfPollutant& of : pollutants_) {
        of_the_hour(of.name.c_str(), of.background);
        if (of.name == "no2") {
            no2(forcing, weights, of);
            continue;
        }
        const auto at = std::ranges::find(substance_names, of.name) - substance_names.begin();
        Field2D<float>& roads = of.roads.empty() ? first_ : of.roads;
        air_.planes.of_hour(plane_of(Substance(at)), weights.per_speed, city_.building_height, roads);
        if (!of.all.empty()) add_background(roads, of.background, 1, of.all);
    }
}

std::vector<const Field2D<float>*> AirHours::fields() const {
    std::vector<const Field2D<float>*> out;
    for (const OfPollutant& of : pollutants_)
        for (const Field2D<float>* field : {&of.all, &of.roads})
            if (!field->empty()) out.push_back(field);
    return out;
}

}  // namespace luwte
