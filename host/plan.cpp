// SPDX-License-Identifier: Apache-2.0
#include "host/plan.hpp"

#include "host/output/result_header.hpp"
#include "host/room.hpp"
#include "host/run.hpp"
#include "host/run_inputs.hpp"
#include "host/scenarios.hpp"
#include "host/srm1_maps.hpp"
#include "host/street_dispersion.hpp"
#include "host/study_fields.hpp"
#include "host/wind_run.hpp"
#include "models/radiation/facet_exchange.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <omp.h>

namespace luwte {

namespace {

// Measured on inputs/cases with `luwte run` (plan_full_test.cpp, docs/benchmarks.md), rounded up: a run needs
// no more than its plan says. For the reader of a plan, used nowhere else.
constexpr double memory_bytes_fixed = 113e6;       ///< B, libraries, and inputs while they are read
constexpr double memory_bytes_per_thread = 1.9e6;  ///< B, stack and chunks in hand
constexpr double memory_bytes_per_column = 340;  ///< B, planes of every model, two sky views, a step's output
constexpr double memory_bytes_fluxes = 36;       ///< B per column, where fluxes of surfaces are kept
constexpr double memory_bytes_on_body = 68;      ///< B per column, where those on a body are kept
constexpr double memory_bytes_sphere = 4;        ///< B per column, its mean radiant temperature
constexpr double memory_bytes_per_facet = 144;   ///< B, layers and planes of a wall facet
constexpr double pairings_per_patch = 215;       ///< 1, of walls; measured on three cases, 200 to 220
constexpr double memory_bytes_per_quad = 190;    ///< B, of RUN.facets.vtkhdf while it is made
constexpr double disk_bytes_per_quad = 12;       ///< B, deflated; as it is: 94
constexpr double disk_bytes_per_quad_step = 1.2;  ///< B, deflated; as it is: 4
constexpr double memory_bytes_per_pairing = 12;   ///< B, 8 and what is on the way to them
constexpr double disk_bytes_of_state = 110;       ///< B per column, of a checkpoint
constexpr double disk_bytes_of_facet = 64;        ///< B per wall facet, of a checkpoint
constexpr double memory_bytes_per_voxel = 4.2;    ///< B, a volume while it is made and written
constexpr double disk_bytes_fixed = 2.2e6;        ///< B, picture, report, header, provenance, views, manifest
constexpr double disk_bytes_per_value = 0.72;     ///< B, maps in the result, deflated, of 4; on 1 m 0.65
constexpr double disk_bytes_per_flux = 1.1;       ///< B, the same of radiation and fluxes
constexpr double disk_bytes_per_voxel = 0.05;     ///< B, volumes: mostly one value
constexpr double disk_bytes_per_map_value = 2.2;  ///< B, GeoTIFF with its overviews
constexpr double seconds_per_column_hour = 7e-7;  ///< s on 2 cores, its six parts
constexpr double seconds_per_column_step = 4.5e-7;    ///< s on 2 cores, comfort and all fields, with writing
constexpr double seconds_per_spin_up_hour = 3.5e-7;   ///< s per column on 2 cores
constexpr double seconds_per_sky_direction = 1.1e-8;  ///< s per column and direction, with crowns
constexpr double seconds_per_facet_hour =
    4.5e-7;                                 ///< s per wall facet on 2 cores, radiation between them too
constexpr double seconds_per_facet = 5e-6;  ///< s on 2 cores, to find what they see

/// Levels of the voxel city: as CityModel makes them.
double level_count(const CityLayers& layers) {
    double low = layers.terrain_height.front(), high = low;
    for (std::size_t n = 0; n < layers.terrain_height.size(); ++n) {
        const double ground = layers.terrain_height[n];
        low = std::min(low, ground);
        high = std::max(high, ground + double(std::max(layers.building_height[n], layers.canopy_top[n])));
    }
    const double cell = layers.grid.cell_size;
    return std::max(1.0, std::ceil((high - std::floor(low / cell) * cell) / cell));
}

/// Wall facets, as WallFacets counts them but for roof steps below its threshold.
double facet_count(const CityLayers& c) {
    const idx nx = c.grid.nx, ny = c.grid.ny;
    const auto top = [&](idx j, idx i) {
        const auto n = std::size_t(j) * std::size_t(nx) + std::size_t(i);
        return c.terrain_height[n] + c.building_height[n];
    };
    double height = 0;
    const auto side = [&](idx j, idx i, idx jo, idx io) {
        const float rise = std::abs(top(j, i) - top(jo, io));
        if (rise > std::max(1.0f, float(c.grid.cell_size))) height += double(rise);
    };
    for (idx j = 0; j < ny; ++j)
        for (idx i = 0; i < nx; ++i) {
            if (i + 1 < nx) side(j, i, j, i + 1);
            if (j + 1 < ny) side(j, i, j + 1, i);
        }
    return height / c.grid.cell_size;
}

double size_of(FieldType type) { return type == FieldType::i8 ? 1 : 4; }

/// What a run takes from the machine [B].
struct Need {
    double memory = 0, disk = 0;
    double steps = 0;  ///< of the disk: fields of steps, of all days
};

Need need_of(const Study& study, const Grid& grid, double levels, double facets, double roofs, double steps) {
    const double columns = double(grid.nx) * double(grid.ny);
    const auto padded = [](double n, double chunk) {
        return std::ceil(n / std::min(n, chunk)) * std::min(n, chunk);
    };
    const double patch_side =
        std::max(1.0, std::round(FacetExchange::Parameters{}.patch_size / grid.cell_size));
    Need need{memory_bytes_fixed + memory_bytes_per_thread * omp_get_max_threads() +
                  columns * (memory_bytes_per_column + memory_bytes_per_voxel * levels) +
                  facets * (memory_bytes_per_facet +
                            pairings_per_patch * memory_bytes_per_pairing / (patch_side * patch_side)),
              disk_bytes_fixed};
    if (study.output.facets == "steps") {
        const bool deflated = study.output.compression_level > 0;
        need.memory += memory_bytes_per_quad * (facets + roofs);
        need.disk += (facets + roofs) *
                     (deflated ? disk_bytes_per_quad + disk_bytes_per_quad_step * steps : 94 + 4 * steps);
    }
    if (study.output.interval_min > 60) {  // planes of means
        for (const FieldInfo* field : fields_of(study))
            if (field->has_time()) need.memory += size_of(field->type) * columns;
        if (study.output.facets == "steps") need.memory += 4 * facets;
    }
    if (study.weather.urban_increment == "slab") need.memory += 8 * columns + 4 * facets;  // into the air
    for (const auto& [extra, bytes] : {std::pair{Extra::surface_fluxes, memory_bytes_fluxes},
                                       {Extra::body_fluxes, memory_bytes_on_body},
                                       {Extra::sphere, memory_bytes_sphere}})
        if (any_needs(fields_of(study), extra)) need.memory += bytes * columns;
    double largest_volume = 0;
    for (const FieldInfo* field : fields_of(study)) {
        const bool volume = field->shape == FieldShape::z_y_x;
        const double copies = volume ? levels : field->has_time() ? steps : 1;
        if (field->is_summary) need.disk += disk_bytes_per_map_value * columns;
        if (study.output.compression_level > 0) {
            const double value = field->units == "W m-2" ? disk_bytes_per_flux : disk_bytes_per_value;
            const double taken = (volume ? disk_bytes_per_voxel : value) * columns * copies;
            need.disk += taken;
            if (field->has_time()) need.steps += taken;
            continue;
        }
        // Without deflate chunks take their full size, also where they reach over the upper edges.
        const double edge = volume ? chunk_edge_3d : chunk_edge;
        const double stored = size_of(field->type) * padded(double(grid.nx), edge) *
                              padded(double(grid.ny), edge) *
                              (volume ? padded(levels, double(chunk_levels)) : copies);
        need.disk += stored;
        if (field->has_time()) need.steps += stored;
        if (volume) largest_volume = std::max(largest_volume, stored);
    }
    need.memory += largest_volume;
    return need;
}

/// Extremes and mean of the local day's own hours.
std::string weather_line(const Study& study, const WeatherSeries& weather, const DayPlan& day) {
    float coldest = std::numeric_limits<float>::infinity(), hottest = -coldest, wind = 0;
    for (const WeatherHour& hour : weather.hours) {
        if (hour.end_s <= day.begin_s || hour.end_s > day.hours.back().end_s) continue;
        coldest = std::min(coldest, hour.air_temperature);
        hottest = std::max(hottest, hour.air_temperature);
        wind += hour.wind_speed / float(day.hours.size());
    }
    return fmt::format(
        "  weather   {} ({}): {}, {:.1f} to {:.1f} degC, wind {:.1f} m/s, {} steps of {} min\n", day.date,
        study.time_zone, weather.station, coldest - 273.15f, hottest - 273.15f, wind, day.results.size(),
        study.output.interval_min);
}

std::string file_size_text(double bytes) {
    return bytes < 1e6 ? fmt::format("{:.0f} kB", std::ceil(bytes / 1e3))
                       : fmt::format("{:.1f} MB", bytes / 1e6);
}

std::string megabytes(double bytes) { return fmt::format("{:.0f} MiB", std::ceil(bytes / 1048576.0)); }

/// The largest domain of the sectors, and what they take together.
std::string wind_line(const Study& study, const WindLayout& layout, const WindNeed& wind) {
    wind::Extents largest;
    for (int n = 0; n < study.wind.sectors; ++n)
        if (const wind::Extents e = layout.extents(360.0 * n / study.wind.sectors);
            e.cells() > largest.cells())
            largest = e;
    return fmt::format(
        "  wind      {} sectors{}, up to {} x {} columns of {:g} m and {} levels to {:.0f} m: {:.1f} million "
        "cells, {}, about {:.0f} s on 2 cores unless RUN.wind.nc holds it; highest building {:.0f} m\n"
        "  inflow    {}\n",
        study.wind.sectors,
        study.wind.stability_classes.size() > 1
            ? fmt::format(" in air of {} stabilities", study.wind.stability_classes.size())
            : "",
        largest.nx, largest.ny, layout.grid.cell_size, largest.nz, layout.top(), wind.cells / 1e6,
        megabytes(wind.memory), wind.seconds, layout.highest, inflow_text(layout));
}

}  // namespace

StudyNeed study_need(const Study& study, const RunInputs& inputs, double coarser) {
    const CityLayers& layers = inputs.city.layers;
    const double fewer = 1 / (coarser * coarser);
    Grid grid = layers.grid;
    grid.nx = std::max(idx(1), idx(std::ceil(double(grid.nx) / coarser)));
    grid.ny = std::max(idx(1), idx(std::ceil(double(grid.ny) / coarser)));
    grid.cell_size *= coarser;
    const double columns = double(grid.nx) * double(grid.ny), facets = facet_count(layers) * fewer;
    const auto roofs =
        double(std::ranges::count_if(layers.building_height, [](float h) { return h > 0; })) * fewer;
    std::size_t results = 0, steps = 0, hours = 0, spin_up_hours = 0;
    std::set<double> in_leaf;  // a sky view for each
    for (const DayPlan& day : inputs.days) {
        in_leaf.insert(day.leaf_area_share);
        results += day.results.size();
        steps += day.steps.size();
        hours += day.hours.size();
        spin_up_hours += day.spin_up.size();
    }
    const Need surface = need_of(study, grid, std::max(1.0, std::ceil(level_count(layers) / coarser)), facets,
                                 roofs, double(results));
    StudyNeed need;
    need.memory = surface.memory, need.disk = surface.disk;
    // The old state stands until the new one does, beside the steps so far and the facets as they are.
    need.checkpoint = 2 * (disk_bytes_of_state * columns + disk_bytes_of_facet * facets) +
                      surface.steps / double(std::max<std::size_t>(inputs.days.size(), 1)) +
                      (study.output.facets == "steps" ? 4 * (facets + roofs) * double(results) : 0);
    need.fixed = memory_bytes_fixed + memory_bytes_per_thread * omp_get_max_threads();
    double wind_seconds = 0, kept = 0;  // s; B, of what comes before the rest
    if (inputs.wind) {
        const WindNeed wind = wind_need(study, *inputs.wind);
        // The wind is ready before the rest begins.
        need.of_wind = memory_bytes_fixed + 60 * columns + wind.memory + wind.kept_memory;
        need.memory = std::max(need.memory + wind.kept_memory + 4 * facets, need.of_wind);
        if (inputs.wind_record)
            need.memory += wind_comfort_memory(study.wind.sectors, columns,
                                               double(inputs.wind->grid.nx) * double(inputs.wind->grid.ny));
        need.disk += wind.disk;
        wind_seconds = wind.seconds;
        if (inputs.street_sources) {
            const StreetDispersionNeed air = street_dispersion_need(study, inputs);
            // Before the rest begins too.
            need.memory = std::max(need.memory + air.kept,
                                   memory_bytes_fixed + 60 * columns + wind.kept_memory + air.memory);
            need.disk += air.disk;
            wind_seconds += air.seconds, kept += air.kept;
        }
        kept += wind.kept_memory;
    }
    if (inputs.roadside_air) {
        const Srm1MapsNeed srm1 = srm1_maps_need(study, inputs, columns, inputs.street_sources.has_value());
        need.memory =
            std::max(need.memory + srm1.kept, memory_bytes_fixed + 60 * columns + kept + srm1.memory);
        wind_seconds += srm1.seconds;
    }
    const auto skies = double(in_leaf.size());
    const double directions = 2.0 * study.sky.azimuths * study.sky.elevations * skies;
    need.seconds = std::max(
        1.0,
        wind_seconds +
            columns *
                (double(steps) * seconds_per_column_step + double(hours) * seconds_per_column_hour +
                 double(spin_up_hours) * seconds_per_spin_up_hour + directions * seconds_per_sky_direction) +
            facets * (skies * seconds_per_facet + double(hours + spin_up_hours) * seconds_per_facet_hour));
    return need;
}

std::string plan_text(const Study& study, double memory_limit_mib, Problems* too_much) {
    Room room(memory_limit_mib, ".");
    std::string text = !study.scenarios.empty() || !study.sites.empty() ? plan_of_scenarios(study, &room)
                                                                        : plan_of_task(study, "", &room);
    if (too_much == nullptr) return text;
    room.check(*too_much);
    return text + fmt::format("  room      {}\n", room.text());
}

std::string plan_of_task(const Study& study, const std::string& name, Room* room) {
    const RunInputs inputs = read_run_inputs(study);
    const CityLayers& layers = inputs.city.layers;
    const Grid& grid = layers.grid;
    const double columns = double(grid.nx) * double(grid.ny);
    const auto share = [&](const std::vector<float>& v) {
        return 100.0 * double(std::count_if(v.begin(), v.end(), [](float x) { return x > 0; })) / columns;
    };
    const auto [low, high] = std::minmax_element(layers.terrain_height.begin(), layers.terrain_height.end());
    const double gaps =
        100.0 * double(std::count(layers.data_gap.begin(), layers.data_gap.end(), 1)) / columns;

    std::string text =
        fmt::format("{}\n", study.title.empty() ? study.file.filename().string() : study.title);
    text += fmt::format("  grid      {} x {} columns of {} m, {}, lower left {:.1f} {:.1f}\n", grid.nx,
                        grid.ny, grid.cell_size, study.area.crs, grid.x0, grid.y0);
    text += fmt::format(
        "  city      {} buildings on {:.0f} % of the area, crowns over {:.0f} %, terrain {:.1f} to {:.1f} "
        "m\n",
        layers.building_names.size(), share(layers.building_height), share(layers.canopy_top), *low, *high);
    text += fmt::format(
        "  surfaces  {:.0f} % measured, {:.0f} % inferred, {:.0f} % unknown (treated as paved), {:.0f} % "
        "laid "
        "by the study; surface height filled on {:.1f} %\n",
        100 * inputs.city.share_measured, 100 * inputs.city.share_inferred, 100 * inputs.city.share_unknown,
        100 * inputs.city.share_laid, gaps);
    for (const DayPlan& day : inputs.days) text += weather_line(study, inputs.weather, day);

    std::string names;
    for (const FieldInfo* field : fields_of(study))
        if (field->has_time()) names += fmt::format("{}{}", names.empty() ? "" : ", ", field->name);
    text += fmt::format("  steps     {}\n", names);
    if (inputs.roadside_air)
        text += fmt::format("  air       {}\n  air       {}\n", inputs.roadside_air->plan,
                            street_dispersion_plan(study, inputs));
    for (const InputRecord& r : inputs.records)
        text += fmt::format("  input     {:<15} {} ({})\n", r.role,
                            std::filesystem::path(r.path).filename().string(),
                            file_size_text(double(r.size_bytes)));
    for (const std::string& rule : inputs.rules) text += fmt::format("  rule      {}\n", rule);
    for (const std::string& warning : inputs.warnings) text += fmt::format("  warning   {}\n", warning);
    const StudyNeed need = study_need(study, inputs);
    if (inputs.wind) text += wind_line(study, *inputs.wind, wind_need(study, *inputs.wind));
    text += fmt::format(
        "  estimate  memory {}, disk {} and up to {} more while a day is computed, time about {:.0f} s on 2 "
        "cores\n",
        megabytes(need.memory), megabytes(need.disk), megabytes(need.checkpoint), need.seconds);
    if (room != nullptr) room->add(name, need, study_need(study, inputs, 2));
    return text;
}

}  // namespace luwte
