// SPDX-License-Identifier: Apache-2.0
#include "host/run_headlines.hpp"

#include "host/build_info.hpp"
#include "models/city/surface_types.hpp"

#include <cmath>

#include <fmt/format.h>

namespace luwte {

namespace {

/// Mean over open ground, neither building nor water, and the share of it above a limit: the same ground as
/// that of the shares below the picture.
struct Outdoor {
    double mean = 0, share_above = 0;
    bool any = false;
};
Outdoor outdoor(const Field2D<float>& device_field, const CityLayers& city, double limit) {
    const Field2D<float> field = device_field.copy_to(Backend::cpu());
    double sum = 0;
    std::int64_t count = 0, above = 0;
    std::size_t n = 0;
    for (const float v : field.host())
        if (city.surface_type[n++] != std::int8_t(SurfaceType::water) && !std::isnan(v))
            sum += double(v), ++count, above += double(v) > limit;
    if (count == 0) return {};
    return {sum / double(count), double(above) / double(count), true};
}

}  // namespace

RunMetadata run_metadata(const DayTask& task) {
    RunMetadata m;
    m.title = task.study.title.empty() ? task.study.file.stem().string() : task.study.title;
    m.radiation_height = task.study.person.radiation_height_m;
    m.summary = fmt::format(
        "Shade, sky view, radiation, mean radiant temperature, PET, UTCI and WBGT at {} m on {}, with the "
        "national PET method beside them.",
        m.radiation_height, task.day.date);
    m.licence = task.study.sources;
    m.references = "docs/models of the program; each field names its method in `comment`";
    m.time_zone = task.study.time_zone;
    m.vertical_datum = task.study.area.epsg == 28992 ? "NAP" : "as in the height data";
    m.version = build_info::version();
    m.commit = build_info::commit();
    m.compiler = build_info::compiler();
    m.flags = build_info::flags();
    m.backend = task.options.backend.name();
    m.urban_increment = task.study.weather.urban_increment;
    for (const ResultStep& step : task.day.results)
        m.steps.push_back({task.day.begin_of(step), task.day.end_of(step)});
    m.person = simulation_parameters(task.study, task.inputs).comfort.person;
    m.run_config_toml = task.study.text;
    m.inputs = task.inputs.records;
    m.warnings = task.inputs.warnings;
    m.rules = task.inputs.rules;
    m.methods = methods_of(task.study);
    m.building_names = task.inputs.city.layers.building_names;
    m.share_measured = task.inputs.city.share_measured;
    m.share_inferred = task.inputs.city.share_inferred;
    m.share_unknown = task.inputs.city.share_unknown;
    m.share_laid = task.inputs.city.share_laid;
    return m;
}

std::vector<std::string> headlines(const DayTask& task, const Simulation& simulation) {
    const DaySummary& day = simulation.summary;
    const CityLayers& city = task.inputs.city.layers;
    const Outdoor pet = outdoor(day.pet_12_18, city, 41),
                  national = outdoor(day.pet_national_12_18, city, 41);
    const Outdoor hours = outdoor(day.hours_pet_above_35, city, 4);
    std::vector<std::string> text;
    if (!pet.any) return {task.day.date + ": no open ground in this area, only buildings and water"};
    text.push_back(
        fmt::format("{}, 12-18 h: PET {:.1f} degC on average on open ground; {:.0f} % of it above 41 degC "
                    "(extreme heat stress)",
                    task.day.date, pet.mean, 100 * pet.share_above));
    text.push_back(
        fmt::format("PET above 35 degC: {:.1f} h on average, more than 4 h on {:.0f} % of the open ground",
                    hours.mean, 100 * hours.share_above));
    if (national.any)
        text.push_back(
            fmt::format("national PET method, 12-18 h: {:.1f} degC on average ({:+.1f} K to this model)",
                        national.mean, national.mean - pet.mean));
    text.push_back(
        fmt::format("surface types: {:.0f} % measured, {:.0f} % inferred, {:.0f} % unknown (as paved)",
                    100 * task.inputs.city.share_measured, 100 * task.inputs.city.share_inferred,
                    100 * task.inputs.city.share_unknown));
    return text;
}

}  // namespace luwte
