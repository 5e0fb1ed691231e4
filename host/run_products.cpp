// SPDX-License-Identifier: Apache-2.0
#include "host/run_products.hpp"

#include "host/export/cog.hpp"
#include "host/export/map_png.hpp"
#include "host/output/manifest.hpp"
#include "host/output/vtk_views.hpp"
#include "host/srm1_maps.hpp"
#include "host/street_dispersion.hpp"
#include "host/study_fields.hpp"
#include "host/yards_output.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <limits>
#include <tuple>

#include <fmt/format.h>

namespace luwte {

namespace fs = std::filesystem;

namespace {

fs::path sibling(const fs::path& result, const char* ending) {
    fs::path file = result;
    return file.replace_extension(ending);
}

/// A folder that does not stay when nothing came to stand in it.
struct RemovedWhereEmpty {
    fs::path folder;
    ~RemovedWhereEmpty() {
        std::error_code is_in_use;
        fs::remove(folder, is_in_use);
    }
};

std::string sources_line(const DayTask& task, const RunMetadata& run) {
    std::string text = task.study.sources;
    if (text.empty())
        for (const InputRecord& r : run.inputs)
            text += (text.empty() ? "" : ", ") + fs::path(r.path).filename().string();
    // A map of mostly unknown ground must not look like one of measured ground.
    text += fmt::format(
        ". Ground: {:.0f} % of the area measured, {:.0f} % inferred from heights, {:.0f} % unknown (taken as "
        "paved)",
        100 * run.share_measured, 100 * run.share_inferred, 100 * run.share_unknown);
    if (run.share_laid > 0) text += fmt::format(", {:.1f} % laid by the study", 100 * run.share_laid);
    return text + ". Computed with luwte " + run.version + " (" + run.commit + ").";
}

}  // namespace

std::vector<fs::path> write_products(const DayTask& task, const Simulation& simulation,
                                     const RunMetadata& run, const std::vector<std::string>& headlines,
                                     double hours_seconds, const std::vector<fs::path>& more) {
    const auto begin = std::chrono::steady_clock::now();
    const DaySummary& day = simulation.summary;
    const Grid& grid = simulation.city.grid;
    std::vector<fs::path> files = {task.result};

    const MapCaption caption{run.title, "luwte " + run.version, run.steps.front().begin_s,
                             run.steps.back().end_s};
    // All maps and the picture are there before the first takes its name: never half a set, nor half of it
    // from an earlier run.
    const fs::path folder = sibling(task.result, ".maps");
    const RemovedWhereEmpty folder_of_maps{folder};
    std::deque<PartFile> parts;
    const Field2D<float> pet = day.pet_12_18.copy_to(Backend::cpu());
    for (const Field2D<float>* field : day.fields()) {
        task.options.stop_if_asked();
        const Field2D<float> values = field->copy_to(Backend::cpu());
        parts.emplace_back(folder / (field->name() + ".tif"));
        write_cog(parts.back(), grid, *find_field(field->name()), values.host(), caption);
    }

    const std::vector<const FieldInfo*> fields = fields_of(task.study);
    const auto wanted = [&](const char* name) {
        return std::ranges::find(fields, find_field(name)) != fields.end();
    };
    if (const WindNuisance* comfort = task.wind_comfort) {
        const MapCaption of_record{caption.title, caption.source, task.inputs.wind_record->begin_s,
                                   task.inputs.wind_record->end_s};
        const auto add = [&](const char* name, const auto& field) {
            if (!wanted(name)) return;
            task.options.stop_if_asked();
            const auto host = field.copy_to(Backend::cpu());
            std::vector<float> values(host.host().begin(), host.host().end());
            if (!find_field(name)->classes.empty())
                std::ranges::replace(values, -1.0f, std::numeric_limits<float>::quiet_NaN());
            parts.emplace_back(folder / (std::string(name) + ".tif"));
            write_cog(parts.back(), grid, *find_field(name), values, of_record);
        };
        add("hours_share_wind_above_5", comfort->comfort_share);
        add("hours_share_wind_above_15", comfort->danger_share);
        add("wind_comfort_class", comfort->comfort_class);
        add("wind_danger_class", comfort->danger_class);
    }

    const StreetDispersion* air = task.street_dispersion;
    const auto yearly = [&](const std::vector<StreetDispersion::Map>& maps, double begin_s, double end_s) {
        for (const StreetDispersion::Map& map : maps) {
            if (!wanted(map.name.c_str())) continue;
            task.options.stop_if_asked();
            parts.emplace_back(folder / (map.name + ".tif"));
            write_cog(parts.back(), grid, *find_field(map.name), map.values.host(),
                      {caption.title, caption.source, begin_s, end_s});
        }
    };
    if (air != nullptr) yearly(air->maps, air->begin_s, air->end_s);
    if (air != nullptr)
        for (const GroupMap& map : air->group_maps) {
            task.options.stop_if_asked();
            parts.emplace_back(folder / (map.name + ".tif"));
            write_cog(parts.back(), grid, group_field(map), map.values.host(),
                      {caption.title, caption.source, air->begin_s, air->end_s});
        }
    if (const Srm1Maps* srm1 = task.srm1_maps) yearly(srm1->maps, srm1->begin_s, srm1->end_s);

    if (air != nullptr) {
        const std::string long_name = yard_map_long_name(air->yard_maps_of);
        for (const StreetDispersion::Map& map : air->yard_maps) {
            task.options.stop_if_asked();
            parts.emplace_back(folder / (map.name + ".tif"));
            write_cog(parts.back(), task.inputs.wind->grid, yard_map_field(long_name), map.values.host(),
                      {caption.title, caption.source, air->begin_s, air->end_s});
        }
    }

    const CityLayers& layers = task.inputs.city.layers;
    MapPicture picture{.title = run.title,
                       .subtitle = fmt::format("PET, mean of 12 to 18 h on {}, at {} m", task.day.date,
                                               run.radiation_height),
                       .sources = sources_line(task, run),
                       .grid = grid,
                       .values = pet.host(),
                       .terrain_height = layers.terrain_height,
                       .building_height = layers.building_height,
                       .canopy_height = layers.canopy_top,
                       .surface_type = layers.surface_type,
                       .data_gap = layers.data_gap};
    parts.emplace_back(sibling(task.result, ".png"));
    write_map_png(parts.back(), picture);
    if (task.wind_comfort != nullptr) {
        picture.subtitle = task.inputs.wind_record->subtitle;
        for (const auto& [name, ending, share] :
             {std::tuple{"wind_comfort_class", ".wind_comfort.png", &task.wind_comfort->comfort_share},
              std::tuple{"wind_danger_class", ".wind_danger.png", &task.wind_comfort->danger_share}}) {
            if (!wanted(name)) continue;
            task.options.stop_if_asked();
            const Field2D<float> values = share->copy_to(Backend::cpu());
            picture.values = values.host(), picture.classes = name;
            parts.emplace_back(sibling(task.result, ending));
            write_map_png(parts.back(), picture);
        }
    }

    if (const char* name = "yearly_concentration_no2";
        air != nullptr && air->find(name) != nullptr && wanted(name)) {
        task.options.stop_if_asked();
        picture.subtitle = air->subtitle;
        picture.values = air->find(name)->host(), picture.classes = name;
        parts.emplace_back(sibling(task.result, ".air_no2.png"));
        write_map_png(parts.back(), picture);
    }

    for (PartFile& part : parts) {
        part.commit();
        files.push_back(part.path());
    }

    const auto views = write_vtk_views(task.result, grid, fields, int(run.steps.size()));
    files.insert(files.end(), views.begin(), views.end());
    files.insert(files.end(), more.begin(), more.end());

    RunRecord record;
    record.command = task.options.command;
    record.backend_description = task.options.backend.description();
    record.begin_s = task.wall_begin_s;
    record.end_s = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    record.stage_seconds = {
        {"reading inputs", task.read_seconds},
        {"sky view", task.sky_seconds},
        {"hours and result", hours_seconds},
        {"maps", std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()}};
    if (task.study.wind.asked)
        record.stage_seconds.insert(record.stage_seconds.begin() + 1, {"wind", task.wind_seconds});
    if (air != nullptr)
        record.stage_seconds.insert(record.stage_seconds.begin() + 2,
                                    {"dispersion", task.street_dispersion_seconds});
    if (task.clock.spent() > 0) record.stage_seconds.emplace_back("checkpoints", task.clock.spent());
    record.files = files;
    record.shared_files = task.shared_files;
    record.made_of = task.made_of;
    record.headlines = headlines;
    record.shared_headlines = task.shared_headlines;
    write_manifest(manifest_path(task.result), run, record);
    files.push_back(manifest_path(task.result));
    return files;
}

}  // namespace luwte
