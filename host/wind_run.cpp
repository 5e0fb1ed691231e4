// SPDX-License-Identifier: Apache-2.0
#include "host/wind_run.hpp"

#include "host/output/flow_group.hpp"
#include "host/output/wind_file.hpp"
#include "host/shared_scene.hpp"
#include "inputs/city/load_city.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

namespace luwte {

namespace fs = std::filesystem;

namespace {

// For the reader of a plan, used nowhere else: measured with `luwte run` on inputs/cases.
constexpr double bytes_per_cell = 112;       ///< B, solver, domain and looks
constexpr double bytes_per_kept_cell = 4;    ///< B, per sector: speeds
constexpr double disk_per_kept_cell = 9;     ///< B, per sector: seven fields, deflated
constexpr double bytes_of_city = 60;         ///< B, per column, as inputs and as a model
constexpr double bytes_of_flow = 24;         ///< B, per cell of the area: one sector's flow, and a copy
constexpr double disk_of_flow = 13;          ///< B, per sector and cell of the area, deflated, of 16
constexpr double cells_per_second = 1.0e7;   ///< cells and iterations on 2 cores
constexpr double iterations_expected = 0.9;  ///< of the cells that wind crosses, and these more,
constexpr double iterations_more = 170;      ///< with what wider columns cost
constexpr double bytes_of_heat = 4;          ///< B, per cell, in air that is not neutral
constexpr double layered_cost = 1.5;         ///< 1, of such air over neutral air
constexpr double screening_iterations = 10;  ///< what a projection costs of them

std::vector<double> directions_of(const Study& study) {
    std::vector<double> directions;
    for (int n = 0; n < study.wind.sectors; ++n) directions.push_back(360.0 * n / study.wind.sectors);
    return directions;
}

/// SHA-256 of all that determines the library of this city.
std::string hash_of(const Study& study, const WindLayout& layout, const SectorSolve& solve,
                    const CityModel& city) {
    const wind::TurbulenceConstants& t = solve.model.turbulence;
    const wind::LeafConstants& leaves = solve.model.leaves;
    std::string content = fmt::format(
        "method {} {}; grid {} {} {} {} {} {} {}; sectors {}; reference {}; highest {}; silhouettes "
        "{} "
        "{}; constants {} {} {} {} {} {} {}; leaves {} {} {} {} {}; solver {} {} {}; stop {} {} {} {}; wider "
        "{} {} {} {}; "
        "levels",
        wind_method_version, study.wind.method, layout.grid.nx, layout.grid.ny, layout.grid.cell_size,
        layout.grid.x0, layout.grid.y0, layout.grid.epsg, layout.grid.convergence_rad, study.wind.sectors,
        wind_reference_height, layout.highest, layout.silhouette_x, layout.silhouette_y, t.c_mu, t.kappa,
        t.c_1, t.c_2, t.sigma_k, t.sigma_epsilon, t.durbin, leaves.c_d, leaves.beta_p, leaves.beta_d,
        leaves.c_4, leaves.c_5, solve.model.relaxation, solve.model.pressure_iterations,
        solve.model.pressure_tolerance, solve.pedestrian_height, solve.look, solve.most_drift,
        solve.most_iterations, solve.coarse.least_columns, solve.coarse.most_change, solve.coarse.look,
        solve.coarse.most_iterations);
    for (const double dz : layout.thickness) content += fmt::format(" {}", dz);
    content += "; inflows";
    for (const Inflow& inflow : layout.inflows)
        content += fmt::format(" {} {}", inflow.roughness, inflow.displacement);
    if (const InflowTable& table = layout.inflow_table; !table.empty())
        content += fmt::format("; table {} ; {} ; {}", fmt::join(table.height, " "),
                               fmt::join(table.speed, " "), fmt::join(table.k, " "));
    if (solve.per_length != 0) {
        const wind::BuoyancyConstants& b = solve.model.buoyancy;
        content +=
            fmt::format("; 1/L {}; buoyancy {} {} {} {} {} {} {}", solve.per_length, b.per_temperature, b.c_3,
                        b.c_3_less, b.c_3_rise, b.c_3_stable, b.critical, solve.model.stable_relaxation);
    }
    const WindDomain area = wind_domain(city, layout);
    const auto add = [&](const auto& field) {
        if (field.empty()) return;
        const auto bytes = std::as_bytes(field.host());
        content += '\0';
        content.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    add(area.solid), add(area.open.volume), add(area.open.east), add(area.open.north), add(area.open.top);
    add(area.roughness), add(area.leaf_area);
    return sha256_of_text(content);
}

double iterations_of(const wind::Extents& e) {
    return iterations_expected * double(std::max(e.nx, e.ny)) + iterations_more;
}

bool is_screening(const Study& study) { return study.wind.method == "mass_consistent"; }

std::string direction_text(double from_deg) { return fmt::format("{:g} degrees", from_deg); }

constexpr const char* program = "luwte " LUWTE_VERSION;

}  // namespace

bool disperses(const Study& study) { return study.air.asked && study.wind.asked && !is_screening(study); }

WindLayout wind_layout_of(const Study& study, const CityLayers& layers, double leaf_area_share,
                          const InflowTable& table) {
    WindLayout layout = wind_layout(CityModel(Backend::cpu(), layers, float(leaf_area_share)),
                                    {.cell_size = study.wind.cell_size_m,
                                     .sectors = study.wind.sectors,
                                     .upwind_roughness = study.wind.upwind_roughness_m,
                                     .inflow_table = table});
    // Nothing would move wind down into streets that the profile leaves out.
    if (is_screening(study))
        for (Inflow& inflow : layout.inflows) inflow.displacement = 0;
    return layout;
}

std::string inflow_text(const WindLayout& layout) {
    const std::vector<Inflow>& all = layout.inflows;
    if (const InflowTable& table = layout.inflow_table; !table.empty()) {
        const double roughness = all.front().roughness, at[] = {wind_reference_height};
        const double speed = table_speed(table, wind_reference_height, roughness);
        return fmt::format(
            "land of z0 {:.2g} m with the profile of {} ({} rows from {:g} to {:g} m above ground; at {:g} m "
            "{:.2f} m/s and k {:.2f} m2/s2) on all sides, as the study says; ratios are to its speed at {:g} "
            "m, and its speed at {:g} m is the station's there",
            roughness, table.name, table.height.size(), table.height.front(), table.height.back(),
            wind_reference_height, speed,
            table_profile(at, table, speed, wind_reference_height, roughness).k.front(),
            wind_reference_height, wind_blending_height);
    }
    if (layout.roughness_is_given)
        return fmt::format("land of z0 {:.2g} m and no displacement height on all sides, as the study says",
                           all.front().roughness);
    std::string text =
        "what stands upwind of the middle of the area, beyond which it is taken to go on; z0 / displacement "
        "height (m) by sector, clockwise from north:";
    for (const Inflow& inflow : all)
        text += fmt::format(" {:.2g}/{:.1f}", inflow.roughness, inflow.displacement);
    return text;
}

WindNeed wind_need(const Study& study, const WindLayout& layout) {
    WindNeed need;
    for (const double from : directions_of(study)) {
        const wind::Extents e = layout.extents(layout.on_grid(from));
        const auto cells = double(e.cells());
        need.cells = std::max(need.cells, cells);
        need.seconds +=
            cells / cells_per_second * (is_screening(study) ? screening_iterations : iterations_of(e));
    }
    const double kept = double(layout.grid.nx) * double(layout.grid.ny) * double(kept_levels(layout));
    const auto classes = double(study.wind.stability_classes.size());
    need.seconds *= 1 + (classes - 1) * layered_cost;
    need.memory = (bytes_per_cell + (classes > 1 ? bytes_of_heat : 0)) * need.cells + 48 * kept;
    need.kept_memory = classes * kept * (bytes_per_kept_cell * 2 * study.wind.sectors + 2);
    need.disk = classes * (kept * disk_per_kept_cell * study.wind.sectors + 50e3);
    if (disperses(study)) {
        const double cells =
            double(layout.grid.nx) * double(layout.grid.ny) * double(layout.thickness.size());
        need.memory += bytes_of_flow * cells;
        need.disk += classes * (disk_of_flow * study.wind.sectors * cells + 50e3);
    }
    return need;
}

std::string table_warning(const WindLayout& layout) {
    constexpr double most = 3;  // times, to both sides: z0 is hardly known better
    if (layout.inflow_table.empty()) return "";
    const double given = layout.inflows.front().roughness,
                 own = table_roughness(layout.inflow_table, wind_reference_height, given);
    if (own * most >= given && given * most >= own) return "";
    return fmt::format(
        "wind: the profile of {} rises at {:g} m as it does over land of z0 {:.2g} m, not {:.2g} m "
        "(wind.upwind_roughness_m): on its way to the buildings its lower part becomes that of the latter",
        layout.inflow_table.name, wind_reference_height, own, given);
}

std::string relief_warning(const CityLayers& layers) {
    constexpr double most = 3;  // m, between 5 and 95 % of the area
    std::vector<float> heights = layers.terrain_height;
    const auto at = [&](double share) {
        const auto n = std::ptrdiff_t(share * double(heights.size() - 1));
        std::ranges::nth_element(heights, heights.begin() + n);
        return double(heights[std::size_t(n)]);
    };
    const double relief = at(0.95) - at(0.05);
    if (relief <= most) return "";
    return fmt::format(
        "wind: nine tenths of the ground lie within {:.1f} m of height, more than {:g} m; the wind model "
        "takes "
        "the ground to be level and every building to stand on it",
        relief, most);
}

std::string leaf_warning(const CityLayers& layers, const std::vector<DayPlan>& days) {
    constexpr double most = 0.1;  // 1, of the leaves in summer
    const DayPlan& first = days.front();
    std::string others;
    for (const DayPlan& day : days)
        if (std::abs(day.leaf_area_share - first.leaf_area_share) > most)
            others += fmt::format("{}{} ({:.0f} %)", others.empty() ? "" : ", ", day.date,
                                  100 * day.leaf_area_share);
    if (others.empty() || std::ranges::all_of(layers.leaf_area_density, [](float a) { return !(a > 0); }))
        return "";
    return fmt::format(
        "wind: crowns have the leaves of {} ({:.0f} % of summer's) on all days, also on {}; run those days "
        "in "
        "a study of their own",
        first.date, 100 * first.leaf_area_share, others);
}

WindSentences wind_sentences(const WindLibrary& library, const WindLayout& layout, const std::string& hash) {
    WindSentences say;
    const SectorSolve solve;
    double fast = 0, blocked = 0;
    std::string unsettled;
    const std::string air = library.per_length == 0  ? ""
                            : library.per_length > 0 ? "stable air: "
                                                     : "unstable air: ";
    const WindLibrary::Sector* fastest = &library.sectors.front();
    for (const WindLibrary::Sector& sector : library.sectors) {
        blocked = std::max(blocked, layout.blockage(layout.on_grid(sector.from_deg)));
        fast += sector.report.fast_cells;
        if (sector.report.fastest > fastest->report.fastest) fastest = &sector;
        if (!sector.report.settled)
            unsettled += fmt::format("{}{} ({:.4f})", unsettled.empty() ? "" : ", ",
                                     direction_text(sector.from_deg), sector.report.drift);
    }
    const SectorReport& most = fastest->report;
    if (fast > 0)
        say.warnings.push_back(fmt::format(
            "wind: {}{:.0f} cells in {} sectors have more than {:g} times the reference speed, which is "
            "hardly "
            "plausible; the most, {:.2f} times, at ({:.1f}, {:.1f}), {:.1f} m above ground, from {}",
            air, fast, library.sectors.size(), most_speed_ratio, most.fastest, most.fastest_x, most.fastest_y,
            most.fastest_z, direction_text(fastest->from_deg)));
    if (!unsettled.empty())
        say.warnings.push_back(
            fmt::format("wind: {}no rest was reached: the speed at pedestrian height still changed by more "
                        "than {:g} of the reference per {} iterations (rms) from: {}",
                        air, solve.most_drift, solve.look, unsettled));
    if (library.screening)
        say.warnings.push_back(
            "wind: screening only, by a mass-consistent projection: it has no wakes, no leaves and no "
            "friction "
            "of streets; do not base a decision on it, [wind] method = \"k_epsilon\" has them");
    say.rules.push_back(fmt::format(
        "wind library: {}{} sectors of {} (method {}) on columns of {:g} m, {} levels to {:.0f} m; buildings "
        "take at most {:.1f} % of the cross-section; highest ratio to the reference speed "
        "{:.2f}; inflow over {}; SHA-256 {}",
        air.empty() ? air : fmt::format("{}1/L {:g} m-1, ", air, library.per_length), library.sectors.size(),
        library.screening ? "screening by mass-consistent projection" : "steady k-epsilon wind",
        wind_method_version, layout.grid.cell_size, layout.thickness.size(), layout.top(), 100 * blocked,
        most.fastest, inflow_text(layout), hash));
    return say;
}

double per_length_of(const std::string& stability) {
    return stability == "stable" ? class_per_length : stability == "unstable" ? -class_per_length : 0;
}

fs::path wind_file_of(const RunOptions& options, const std::string& stability) {
    return fs::path(options.output)
        .replace_extension(stability == "neutral" ? ".wind.nc" : ".wind_" + stability + ".nc");
}

const WindLibrary& StudyWind::neutral() const {
    return *std::ranges::find(libraries, 0.0, &WindLibrary::per_length);
}

namespace {

/// One of wind.stability_classes, added to what is there.
void add_library(const Study& study, const RunOptions& options, const RunInputs& inputs,
                 const std::string& stability, StudyWind& wind) {
    SectorSolve solve;
    solve.screening = is_screening(study);
    solve.per_length = per_length_of(stability);
    const WindLayout& layout = *inputs.wind;
    const auto city_on = [&](const Backend& backend) {
        return CityModel(backend, inputs.city.layers, float(inputs.days.front().leaf_area_share));
    };
    const fs::path file = wind_file_of(options, stability), work = fs::path(file).replace_extension(".work");
    WindLibrary& library = wind.libraries.emplace_back();
    WindFileHead head{library, "", program, directions_of(study), study.output.compression_level};
    solve.keep_flow = disperses(study);
    if (solve.keep_flow) head.flow_levels = layout.thickness;
    {
        // On the CPU whatever solves: a device rounds otherwise, and the hash would be another.
        const CityModel city = city_on(Backend::cpu());
        library = WindLibrary::around(city, layout);
        library.screening = solve.screening, library.per_length = solve.per_length;
        head.hash = hash_of(study, layout, solve, city);
    }
    if (solve.keep_flow) wind.flows.push_back({head.hash, file});
    const auto say = [&] {
        const auto [warnings, rules] = wind_sentences(library, layout, head.hash);
        wind.sentences.warnings.insert(wind.sentences.warnings.end(), warnings.begin(), warnings.end());
        wind.sentences.rules.insert(wind.sentences.rules.end(), rules.begin(), rules.end());
    };
    const std::string in_air = stability == "neutral" ? "" : " in " + stability + " air";

    RunOptions beside = options;
    beside.output = options.wind_beside;
    for (const fs::path& from : {file, beside.output.empty() ? fs::path() : wind_file_of(beside, stability)})
        if (auto stored = from.empty() ? std::nullopt : read_wind_file(from, head)) {
            spdlog::info("wind: reused {} sectors of {}", stored->size(), from.string());
            library.sectors = std::move(*stored);
            if (solve.keep_flow) wind.flows.back().file = from;
            return say();
        }
    std::error_code error;
    const bool lacks_flow = lacks_flow_only(file, head);
    if (lacks_flow)
        spdlog::info("wind: {} is of this city, but has not the flow that dispersion needs", file.string());
    if (fs::exists(file, error) && !options.overwrite)
        throw InputError(file.string(),
                         lacks_flow ? "this wind library has not the flow that dispersion ([air]) needs"
                                    : "this wind library is of another city or of other settings",
                         "--overwrite replaces it; --output names another");

    if (options.scene != nullptr)
        options.scene->make_room(wind_need(study, layout).memory +
                                 bytes_of_city * double(inputs.city.layers.terrain_height.size()));
    const CityModel city = city_on(options.backend);
    std::vector<fs::path> parts;
    for (const double from : head.directions) {
        options.stop_if_asked();
        const fs::path part = work / fmt::format("sector_{:05.1f}.nc", from);
        const WindFileHead one{library,         head.hash, head.source, {from}, head.compression_level,
                               head.flow_levels};
        parts.push_back(part);
        int shown = 0;
        const auto show = [&](double share) {
            for (const int now = int(share * steps_per_sector); shown < now; ++shown)
                if (options.progress != nullptr) options.progress->step();
        };
        if (read_wind_file(part, one)) {
            spdlog::info("wind from {}{}: reused, ready before this run", direction_text(from), in_air);
        } else {
            const auto begin = std::chrono::steady_clock::now();
            const double expected = iterations_of(layout.extents(layout.on_grid(from)));
            const SectorFields fields = solve_sector(city, layout, from, solve, [&](const SectorReport& r) {
                options.stop_if_asked();
                show(std::min(r.iterations / expected, 0.99));
            });
            const double seconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
            spdlog::info("wind from {}{}: {} iterations, {:.1f} s, drift {:.4f}{}", direction_text(from),
                         in_air, fields.report.iterations, seconds, fields.report.drift,
                         fields.report.settled ? "" : ", not settled");
            WindFileWriter writer(part, one);
            writer.write(0, fields);
            writer.finish();
        }
        show(1);
    }
    WindFileWriter writer(file, head);
    for (std::size_t n = 0; n < parts.size(); ++n) writer.copy(n, parts[n]);
    writer.finish();
    auto stored = read_wind_file(file, head);
    if (!stored) throw RuntimeError(file.string() + ": the wind library was not stored as written");
    library.sectors = std::move(*stored);
    // What this run has joined, and sectors of runs that did not end; the folder where that was all.
    std::vector<fs::path> done;
    for (const auto& entry : fs::directory_iterator(work, error))
        if (const std::string name = entry.path().filename().string();
            name.starts_with("sector_") && (name.ends_with(".nc") || name.ends_with(".nc.part")))
            done.push_back(entry.path());
    for (const fs::path& part : done) fs::remove(part, error);
    fs::remove(work, error);
    wind.written.push_back(file);
    say();
}

}  // namespace

StudyWind wind_of_study(const Study& study, const RunOptions& options, const RunInputs& inputs) {
    std::vector<std::string> classes = study.wind.stability_classes;
    std::ranges::sort(classes, {}, per_length_of);
    StudyWind wind;
    for (const std::string& stability : classes) add_library(study, options, inputs, stability, wind);
    return wind;
}

void drop_wind_that_is_beside(const Study& study, const RunOptions& options) {
    if (!study.wind.asked || options.wind_beside.empty()) return;
    RunOptions beside = options;
    beside.output = options.wind_beside;
    for (const std::string& stability : study.wind.stability_classes) {
        const fs::path own = wind_file_of(options, stability), other = wind_file_of(beside, stability);
        std::error_code error;
        if (!fs::is_regular_file(own, error) || !fs::is_regular_file(other, error) ||
            fs::file_size(own, error) != fs::file_size(other, error) || error)
            continue;
        if (sha256_of_file(own) == sha256_of_file(other)) fs::remove(own, error);
    }
}

SectorFlow flow_of_sector(const Study& study, const RunInputs& inputs, const StudyWind& wind,
                          std::size_t library, std::size_t n, const WindDomain& area) {
    const StudyWind::Flow& flow = wind.flows.at(library);
    const WindFileHead head{
        wind.libraries[library], flow.hash, program, directions_of(study), study.output.compression_level,
        inputs.wind->thickness};
    return read_sector_flow(flow.file, head, n, area);
}

}  // namespace luwte
