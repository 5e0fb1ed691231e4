// SPDX-License-Identifier: Apache-2.0
#include "host/run_day.hpp"

#include "host/air_hours.hpp"
#include "host/output/facets_file.hpp"
#include "host/output/field_sink.hpp"
#include "host/resume.hpp"
#include "host/run_headlines.hpp"
#include "host/run_products.hpp"
#include "host/srm1_maps.hpp"
#include "host/step_output.hpp"
#include "host/street_dispersion.hpp"
#include "host/study_fields.hpp"
#include "inputs/weather/load_weather.hpp"
#include "kernels/core/error.hpp"

#include <chrono>
#include <cmath>
#include <deque>
#include <optional>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace luwte {

namespace {

void write_city(const CityLayers& layers, const Simulation& s, ResultWriter& writer) {
    FieldSink sink(writer);
    sink.once("terrain_height", s.city.terrain_height);
    sink.once("building_height", s.city.building_height);
    sink.once("canopy_height", s.city.canopy_top);
    sink.once("canopy_base_height", s.city.canopy_base);
    sink.once("crown_leaf_area_density", s.city.leaf_area_density);
    sink.once("surface_type", s.city.surface_type);
    writer.write_static("top_material",
                        std::span<const std::int8_t>(layers.top_material.empty() ? layers.surface_type
                                                                                 : layers.top_material));
    sink.once("surface_type_source", s.city.surface_type_source);
    sink.once("building_id", s.city.building_id);
    writer.write_static("data_gap", std::span<const std::uint8_t>(layers.data_gap));
    sink.once("sky_view_factor", s.sky_at_surface.cosine);
    sink.once("sky_view_factor_solid_angle", s.sky_at_surface.solid_angle);
    if (writer.wants("solid_mask")) sink.once("solid_mask", s.city.solid_mask());
    if (writer.wants("leaf_area_density")) sink.once("leaf_area_density", s.city.leaf_area_density_3d());
}

/// Of the time with the sun up in steps `first` to `first + count`, the part of step `n`; equal parts at
/// night.
double sun_share(const DayPlan& day, const ResultStep& r, std::size_t n) {
    const auto parts = [&](std::size_t step) { return double(sky_of(day.steps[step]).parts_with_sun); };
    double all = 0;
    for (std::size_t step = r.first; step < r.first + r.count; ++step) all += parts(step);
    return all > 0 ? parts(n) / all : 1.0 / double(r.count);
}

/// Says what time it was at the place, and keeps the first `good` steps in RUN.stopped.nc.
[[noreturn]] void stop(const DayTask& task, ResultWriter& writer, std::size_t good, const std::string& why,
                       double end_s) {
    const int minute = int(std::lround(60 * local_hour(end_s, task.study.time_zone)));
    std::string text =
        fmt::format("{}\n  that is {:02}:{:02} in {}", why, minute / 60, minute % 60, task.study.time_zone);
    if (good == 0) throw RuntimeError(text + "; no step was finished before it, so nothing is kept");
    const double until = task.day.end_of(task.day.results[good - 1]);
    try {
        write_unfinished_manifest(manifest_path(stopped_result(task.result)), task.made_of);
        const std::filesystem::path kept = writer.stop(until, why);
        text += fmt::format("; {} keeps the {} steps until {}, without summaries", kept.string(), good,
                            utc_text(until));
    } catch (const RuntimeError& failed) {
        text += fmt::format("; the {} steps before it could not be kept: {}", good, failed.what());
    }
    throw RuntimeError(text);
}

/// Surfaces and air as the day or its spin-up begins: of the day before, or of weeks of weather.
void begin(const DayTask& task, Simulation& simulation) {
    const std::vector<SpinUpHour>& before = task.day.spin_up;
    if (task.day.continues)
        simulation.continue_day();
    else
        simulation.begin_day(before.empty() ? task.day.hours.front() : before.front().forcing,
                             season_of(task.day, task.inputs.weather, simulation.city.grid));
}

void spin_up(const DayTask& task, Simulation& simulation, std::size_t hour) {
    task.options.stop_if_asked();
    simulation.spin_up(task.day.spin_up[hour].forcing, task.day.spin_up[hour].day);
}

/// Whether an hour begins with that step of the result: only there a state is whole.
bool begins_an_hour(const DayPlan& day, std::size_t result) {
    return result < day.results.size() && day.hour_beginning_with(day.results[result].first) != nullptr;
}

void step(const DayTask& task, Simulation& simulation, std::size_t n) {
    task.options.stop_if_asked();
    simulation.step(task.day.steps[n], task.day.day, task.day.local_hour[n], task.day.hour_beginning_with(n));
}

/// RUN.nc takes its name; before it a manifest that says whose it is.
void finish(const DayTask& task, ResultWriter& writer) {
    try {
        mark_begun(task.result, task.made_of);
        writer.finish();
    } catch (...) {
        std::error_code ignored;
        if (!std::filesystem::exists(task.result, ignored))
            std::filesystem::remove(manifest_path(task.result), ignored);
        throw;
    }
}

}  // namespace

void carry_day(const DayTask& task, Simulation& simulation) {
    begin(task, simulation);
    for (std::size_t h = 0; h < task.day.spin_up.size(); ++h) spin_up(task, simulation, h);
    for (std::size_t n = 0; n < task.day.steps.size(); ++n) {
        step(task, simulation, n);
        if (task.options.progress != nullptr) task.options.progress->step();
    }
}

DayResult run_day(const DayTask& task, Simulation& simulation) {
    const auto begin_of_day = std::chrono::steady_clock::now();
    const RunInputs& inputs = task.inputs;
    RunMetadata run = run_metadata(task);
    ResultWriter::Options writing;
    writing.fields = fields_of(task.study);
    std::deque<FieldInfo> of_groups;
    if (task.street_dispersion != nullptr)
        for (const GroupMap& map : task.street_dispersion->group_maps)
            writing.fields.push_back(&of_groups.emplace_back(group_field(map)));
    writing.compression_level = task.study.output.compression_level;
    writing.overwrite = task.options.overwrite || task.may_replace;
    ResultWriter writer(task.result, simulation.city.grid, run, writing);

    write_city(inputs.city.layers, simulation, writer);
    if (const WindNuisance* comfort = task.wind_comfort) {
        FieldSink sink(writer);
        sink.once("hours_share_wind_above_5", comfort->comfort_share);
        sink.once("hours_share_wind_above_15", comfort->danger_share);
        sink.once("wind_comfort_class", comfort->comfort_class);
        sink.once("wind_danger_class", comfort->danger_class);
    }
    if (task.street_dispersion != nullptr)
        for (const StreetDispersion::Map& map : task.street_dispersion->maps)
            FieldSink(writer).once(map.name.c_str(), map.values);
    if (task.street_dispersion != nullptr)
        for (const GroupMap& map : task.street_dispersion->group_maps)
            FieldSink(writer).once(map.name.c_str(), map.values);
    if (task.srm1_maps != nullptr)
        for (const StreetDispersion::Map& map : task.srm1_maps->maps)
            FieldSink(writer).once(map.name.c_str(), map.values);
    std::optional<FacetsFile> facets;
    if (task.study.output.facets == "steps") {
        std::vector<double> times;
        for (const ResultStep& step : task.day.results) times.push_back(task.day.end_of(step));
        facets.emplace(std::filesystem::path(task.result).replace_extension(".facets.vtkhdf"),
                       simulation.walls, task.study.materials, simulation.sky_at_surface.cosine,
                       simulation.sky_at_walls.view, times, task.study.output.compression_level);
    }
    Checkpoint checkpoint(task.result, task.made_of, task.clock);
    const Checkpoint::Parts parts{simulation, writer, facets ? &*facets : nullptr, run};
    const std::size_t hours = task.day.spin_up.size();
    Checkpoint::Place at;
    if (task.checkpoint) {
        at = checkpoint.found_again();
        checkpoint.restore(parts);
        spdlog::info(
            "{}: goes on from its checkpoint: {} of {} hours of spin-up and {} of {} steps are there",
            task.day.date, at.hours, hours, at.results, task.day.results.size());
        for (std::size_t r = 0; r < at.results && task.options.progress != nullptr; ++r)
            for (std::size_t k = 0; k < task.day.results[r].count; ++k) task.options.progress->step();
    } else {
        begin(task, simulation);
        if (task.day.continues) checkpoint.after(at, parts);
    }
    try {
        for (; at.hours < hours; ++at.hours) {
            if (at.hours > 0) checkpoint.after(at, parts);
            spin_up(task, simulation, at.hours);
        }
    } catch (const SurfaceRunaway& e) {
        stop(task, writer, 0, e.what(), e.end_s);
    }
    const auto count_air = [&](std::vector<double>& to, double kelvin, const ResultStep& step,
                               std::size_t k) {
        if (k == 0) to.push_back(0);
        to.back() += kelvin / double(step.count);
    };
    std::optional<AirHours> air_hours;
    if (task.street_dispersion != nullptr && task.street_dispersion->hours)
        air_hours.emplace(task.study, task.inputs.roadside_air->background, *task.street_dispersion->hours,
                          simulation.city);
    StepOutput output(simulation, writer, facets ? &*facets : nullptr, task.study.output.interval_min > 60,
                      air_hours ? air_hours->fields() : std::vector<const Field2D<float>*>{});
    for (std::size_t r = at.results; r < task.day.results.size(); ++r) {
        if (r > at.results && begins_an_hour(task.day, r)) checkpoint.after({hours, r}, parts);
        const ResultStep& result_step = task.day.results[r];
        for (std::size_t k = 0; k < result_step.count; ++k) {
            const std::size_t n = result_step.first + k;
            try {
                step(task, simulation, n);
            } catch (const SurfaceRunaway& e) {
                stop(task, writer, r, e.what(), e.end_s);
            } catch (const ComfortOutOfRange& e) {
                const double end_s = task.day.steps[n].end_s;
                stop(task, writer, r, fmt::format("{} (the step that ends at {})", e.what(), utc_text(end_s)),
                     end_s);
            }
            if (simulation.air) {
                const AirModel::Increment& air = simulation.air->increment();
                count_air(run.air_lift, air.lift, result_step, k);
                count_air(run.air_slab, air.slab, result_step, k);
                count_air(run.air_blocks, air.blocks, result_step, k);
            }
            if (air_hours) air_hours->step(task.day.steps[n], task.day.local_hour[n], simulation.stability);
            output.add(k, result_step.count, sun_share(task.day, result_step, n));
            if (task.options.progress != nullptr) task.options.progress->step();
        }
        output.write(int(r));
    }
    for (const Field2D<float>* field : simulation.summary.fields())
        FieldSink(writer).once(field->name().c_str(), *field);

    DayResult result;
    const UtciClips& clips = simulation.utci_clips;
    const auto warn = [&](std::int64_t cells, const char* what) {
        if (cells == 0) return;
        result.warnings.push_back(fmt::format("UTCI: {} in {:.1f} % of the cell-hours", what,
                                              100.0 * double(cells) / double(clips.cells)));
        writer.add_warning(result.warnings.back());
    };
    warn(clips.wind_raised, "wind below 0.5 m/s at 10 m was raised to 0.5 m/s");
    warn(clips.wind_lowered, "wind above 17 m/s at 10 m was lowered to 17 m/s");
    warn(clips.out_of_range, "outside its range of validity, no value");
    const Simulation::StabilityClips& air = simulation.stability_clips;
    if (air.too_stable + air.too_unstable > 0) {
        result.warnings.push_back(fmt::format(
            "wind: of {:.1f} hours air was more stable than the stablest of wind.stability_classes in {:.1f} "
            "and more unstable than the unstablest in {:.1f}; they have the wind of that class",
            air.hours, air.too_stable, air.too_unstable));
        writer.add_warning(result.warnings.back());
    }

    task.options.stop_if_asked();
    finish(task, writer);
    std::error_code ignored;
    // Of the run that this one replaces.
    std::filesystem::remove(stopped_result(task.result), ignored);
    std::filesystem::remove(manifest_path(stopped_result(task.result)), ignored);
    run.warnings.insert(run.warnings.end(), result.warnings.begin(), result.warnings.end());
    result.headlines = headlines(task, simulation);
    try {
        std::vector<std::filesystem::path> more;
        if (facets) more.push_back(facets->commit());
        result.files = write_products(
            task, simulation, run, result.headlines,
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_of_day).count(), more);
        checkpoint.remove();
    } catch (const RuntimeError& e) {
        throw RuntimeError(fmt::format(
            "{}\n  {} is whole, but what goes with it (maps, picture, views, manifest) is not "
            "complete{}",
            e.what(), task.result.string(), task.options.overwrite ? ", and may be of an earlier run" : ""));
    }
    return result;
}

}  // namespace luwte
