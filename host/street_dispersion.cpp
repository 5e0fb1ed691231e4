// SPDX-License-Identifier: Apache-2.0
#include "host/street_dispersion.hpp"

#include "host/deposition_of_streets.hpp"
#include "host/output/field_catalogue.hpp"
#include "host/pollutant_of_roads.hpp"
#include "host/traffic_year.hpp"
#include "host/yards_output.hpp"
#include "host/year_stability.hpp"
#include "inputs/weather/load_weather.hpp"
#include "models/city/surface_types.hpp"
#include "models/dispersion/line_sources.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/dispersion/street_mean.hpp"
#include "models/dispersion/yard_shares.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

namespace luwte {

namespace {

constexpr double breathing_height = 1.5;  ///< m above ground, as SRM1's

// For the reader of a plan, used nowhere else: measured with `luwte run`.
constexpr double bytes_per_cell = 125;        ///< B of the area, matrix, work and the flow that it is made of
constexpr double bytes_of_deposition = 80;    ///< B of the area, a matrix more
constexpr double bytes_per_map_column = 4.5;  ///< B of disk, of a yard's map
constexpr double seconds_per_cell = 5e-7;     ///< s on 2 cores, a sector: flow, matrix
constexpr double seconds_per_solve = 4e-7;    ///< s on 2 cores, a cell and solution

/// Streets that emit and lie outside the area, wholly or in part.
std::size_t roads_outside(const RoadsideAir& air, const LineSources& sources) {
    std::size_t count = 0;
    for (std::size_t n = 0; n < air.roads.size(); ++n)
        count += sources.length[n] > 0 && air.roads[n].open_road_type == 0 &&
                 air.roads[n].tunnel_factor > 0 && sources.of_segment[n].empty();
    return count;
}

/// What the file says of streets in the area that the dispersion does not have.
void warn_of_screens_and_cuttings(const RoadsideAir& air, const LineSources& sources,
                                  std::vector<std::string>& warnings) {
    std::size_t screened = 0, sunken = 0;
    for (std::size_t n = 0; n < air.roads.size(); ++n) {
        if (sources.of_segment[n].empty()) continue;
        screened += air.roads[n].left.height_m > 0 || air.roads[n].right.height_m > 0;
        sunken += air.roads[n].height_m < 0;
    }
    if (screened > 0)
        warnings.push_back(
            fmt::format("air on the grid: {} streets in the area have screens in city.roads, which the wind "
                        "does not have: "
                        "what they do to the air beside them is left out",
                        screened));
    if (sunken > 0)
        warnings.push_back(
            fmt::format("air on the grid: {} streets in the area lie below the land in city.roads: they emit "
                        "at the ground",
                        sunken));
}

/// In which air, after the number of sectors.
std::string stabilities_text(const Study& study) {
    const std::vector<std::string>& classes = study.wind.stability_classes;
    return classes.size() == 1 ? ", neutral air only" : fmt::format(" in air {}", fmt::join(classes, ", "));
}

/// Whether surfaces, leaves and settling take their part, and what that is.
std::string deposition_text(const Study& study, std::span<const Substance> substances,
                            const TakenShares& taken, double speed) {
    if (!study.air.deposition) return "no deposition";
    return fmt::format(
        "deposition and settling by the program's table, every number of which is to be "
        "verified, at {:.1f} m/s and in proportion to the wind: of what streets in the area emit "
        "there is taken in it {}",
        speed, taken.text(substances));
}

std::string headline_of(const StreetDispersion::Map& map, const CityLayers& city) {
    double sum = 0, most = 0, count = 0;
    for (std::size_t n = 0; n < map.values.size(); ++n) {
        const float v = map.values.host()[n];
        if (std::isnan(v) || city.surface_type[n] == std::int8_t(SurfaceType::water)) continue;
        sum += double(v), count += 1, most = std::max(most, double(v));
    }
    if (count == 0) return "";
    return fmt::format(
        "{}: {:.2f} ug/m3 on average on open ground, {:.1f} at most (exploratory, not for permit tests)",
        find_field(map.name)->long_name, sum / count, most);
}

/// Maps and columns of a receptor, of the means of all substances.
void add_pollutants(const Study::Air& air, const RoadsideAir& roads, const StreetMean& mean,
                    const SourceGroups& groups, const CityLayers& layers, StreetDispersion& out) {
    std::vector<Field2D<float>> cells;
    std::vector<MapPoint> points;
    for (const Receptor& receptor : roads.receptors) points.push_back(receptor.at);
    std::vector<std::vector<float>> at_receptors;
    for (std::size_t n = 0; n < roads.substances.size(); ++n) {
        cells.push_back(mean.at_cells(n).copy_to(Backend::cpu()));
        const std::vector<double> values = mean.at(n, points);
        at_receptors.emplace_back(values.begin(), values.end());
    }
    std::vector<std::vector<float>> all_cells, all_at_receptors;  // with the other groups
    for (std::size_t n = 0; n < roads.substances.size(); ++n) {
        const auto c = std::as_const(cells[n]).host();
        all_cells.push_back(groups.with_all_at_cells(n, c));
        all_at_receptors.push_back(groups.with_all_at(n, points, at_receptors[n]));
    }
    const Background& background = roads.background;
    const auto at_points = [&](std::string_view name) {
        std::vector<float> values;
        for (const MapPoint& point : points) values.push_back(float(background.at(name, point)));
        return values;
    };
    for (const std::string& pollutant : air.pollutants) {
        const bool no2 = pollutant == "no2";
        const std::vector<float> ozone = no2 ? background.of_cells("o3", cells.front().size())
                                             : std::vector<float>{},
                                 ozone_there = no2 ? at_points("o3") : std::vector<float>{};
        const auto of = [&](const auto& values, const std::vector<float>& o3) {
            return pollutant_of_roads(pollutant, roads.substances, o3, [&](std::size_t n) {
                return std::span<const float>(values[n].data(), values[n].size());
            });
        };
        std::vector<std::vector<float>> cells_of_roads;
        for (const Field2D<float>& c : cells) cells_of_roads.emplace_back(c.host().begin(), c.host().end());
        const std::vector<float> map = of(cells_of_roads, ozone), map_of_all = of(all_cells, ozone),
                                 row = of(at_receptors, ozone_there),
                                 row_of_all = of(all_at_receptors, ozone_there);
        const auto add = [&](const std::string& name, const std::vector<float>& values,
                             const std::vector<float>& more) {
            Field2D<float> field(Backend::cpu(), cells.front().shape(), name, "ug m-3");
            std::ranges::transform(values, more, field.host().begin(), std::plus<>());
            out.maps.push_back({name, std::move(field)});
        };
        const std::string name = "yearly_concentration_" + pollutant;
        add(name, map_of_all, background.of_cells(pollutant, map.size()));
        add(name + "_from_roads", map, std::vector<float>(map.size()));
        if (const std::string text = headline_of(out.maps.back(), layers); !text.empty())
            out.headlines.push_back(text);
        std::vector<double> own(row.begin(), row.end()), all = own, difference = own;
        const std::vector<double>& srm1 = roads.column(pollutant + "_ug_m3");
        for (std::size_t n = 0; n < own.size(); ++n) {
            const double there = background.at(pollutant, points[n]);
            all[n] = there + double(row_of_all[n]), difference[n] = there + own[n] - srm1[n];
        }
        out.columns.push_back({pollutant + "_roads_luwte_ug_m3", std::move(own)});
        out.columns.push_back({pollutant + "_luwte_ug_m3", std::move(all)});
        out.columns.push_back({pollutant + "_luwte_minus_srm1_ug_m3", std::move(difference)});
    }
    groups.describe(mean, points, layers, out.group_maps, out.columns, out.headlines);
}

/// Whether NO2 of steps is asked for, which reacts as NOx gets older.
bool needs_age(const Study& study) {
    const std::vector<std::string> pollutants = pollutants_of_steps(study);
    return std::ranges::find(pollutants, "no2") != pollutants.end();
}

/// Planes for fields of steps, where these are asked for.
std::optional<SectorAir> sector_air(const Study& study, const CityModel& city, const WindLayout& layout,
                                    std::span<const WindLibrary> libraries,
                                    const std::vector<Substance>& all) {
    const std::vector<Substance> substances = substances_of_steps(study, all);
    if (substances.empty()) return std::nullopt;
    const bool aged = needs_age(study);
    SectorsOfHour sectors(libraries);
    StreetHours planes(city, layout, breathing_height, sectors.size(), substances.size() + (aged ? 1 : 0));
    return SectorAir{substances, aged, std::move(sectors), std::move(planes)};
}

/// What roads add to yards, of all substances but NO2, whose shares do not add up.
void add_yards(const RunInputs& inputs, std::span<const RemovalGroup> groups,
               const std::vector<YardShares>& of_groups, StreetDispersion& out) {
    const RoadsideAir& roads = *inputs.roadside_air;
    const std::vector<PlacedSource> others =
        inputs.sources ? inputs.sources->sources : std::vector<PlacedSource>{};
    std::vector<std::vector<float>> emissions;  // of roads, then of the others
    for (std::size_t n = 0; n < roads.substances.size(); ++n) {
        const auto of = roads.emission.host().subspan(n * roads.roads.size(), roads.roads.size());
        emissions.emplace_back(of.begin(), of.end());
        for (const PlacedSource& source : others)
            emissions.back().push_back(float(source.emission[std::size_t(roads.substances[n])]));
    }
    std::vector<YardSubstance> substances;
    for (std::size_t n = 0; n < roads.substances.size(); ++n) {
        if (roads.substances[n] == Substance::no2) continue;
        std::size_t g = 0;
        while (std::ranges::find(groups[g].substances, n) == groups[g].substances.end()) ++g;
        substances.push_back({roads.substances[n], &of_groups[g], emissions[n]});
    }
    const YardShares& shares = of_groups.front();
    for (const YardSubstance& s : substances)
        if (s.shares == &shares)
            out.yard_maps_of += fmt::format("{}{}", out.yard_maps_of.empty() ? "" : ", ",
                                            substance_names[std::size_t(s.substance)]);
    out.yards = yards_geojson(inputs.yards->yards, roads.roads, substances, out.yard_maps_of,
                              inputs.city.layers.grid, others);
    for (std::size_t n = 0; n < shares.size(); ++n)
        out.yard_maps.push_back({yard_map_name(n), shares.map(n).copy_to(Backend::cpu())});
    out.rules.push_back(
        fmt::format("air on {} yards: what each street and other source adds, by the transposed problem, one "
                    "solution a sector and yard; "
                    "streets in the area only; exploratory, not for permit tests",
                    shares.size()));
}

}  // namespace

const Field2D<float>* StreetDispersion::find(std::string_view name) const {
    for (const Map& map : maps)
        if (map.name == name) return &map.values;
    return nullptr;
}

int street_dispersion_steps(const Study& study, const RunInputs& inputs) {
    return study.wind.sectors * int(study.wind.stability_classes.size()) *
           int(inputs.roadside_air->substances.size() +
               (inputs.yards
                    ? inputs.yards->yards.size() * removal_group_count(study, inputs.roadside_air->substances)
                    : 0) +
               (inputs.sources ? inputs.sources->groups.size() * inputs.roadside_air->substances.size() : 0) +
               needs_age(study));
}

void read_dispersion_inputs(const Study& study, RunInputs& inputs) {
    const WindLayout& layout = *inputs.wind;
    const CityLayers& layers = inputs.city.layers;
    const CityModel city(Backend::cpu(), layers, float(inputs.days.front().leaf_area_share));
    const WindDomain area = wind_domain(city, layout);
    Problems problems;
    problems.collect([&] {
        inputs.street_sources = line_sources(
            inputs.roadside_air->roads, layout, area,
            {.road_width = study.air.road_width_m, .initial_height = study.air.initial_height_m});
    });
    if (!study.air.sources.empty())
        problems.collect([&] {
            inputs.sources = read_sources("sources", study.air.sources, layers, layout.grid,
                                          inputs.roadside_air->substances);
            inputs.placed_sources = place_sources(inputs.sources->sources, layout, area,
                                                  {.initial_height = study.air.initial_height_m});
        });
    if (!study.air.yards.empty())
        problems.collect([&] {
            inputs.yards = read_yards("yards", study.air.yards, layers);
            for (const Yard& yard : inputs.yards->yards)
                problems.collect([&] { yard_columns(yard, layers.grid, layout, area); });
        });
    problems.throw_if_any();
}

std::filesystem::path yards_file(const std::filesystem::path& result) {
    std::filesystem::path file = result;
    return file.replace_extension(".yards.geojson");
}

StreetDispersion street_dispersion_of(const Study& study, const RunOptions& options, const RunInputs& inputs,
                                      const StudyWind& wind) {
    const RoadsideAir& roads = *inputs.roadside_air;
    const LineSources& sources = *inputs.street_sources;
    const WindLayout& layout = *inputs.wind;
    const CityModel city(options.backend, inputs.city.layers, float(inputs.days.front().leaf_area_share));
    const WindDomain area = wind_domain(city, layout);
    const std::vector<double> per_length =
        wind.libraries.size() > 1
            ? stability_of_hours(inputs.weather, study.materials, inputs.city.layers.grid,
                                 study.weather.urban_increment == "slab"
                                     ? std::optional(TownLand::of(inputs.city.layers, wind.neutral()))
                                     : std::nullopt)
            : std::vector<double>{};
    const TrafficYear year = traffic_year(study, inputs.weather, wind.libraries, per_length);
    const std::vector<double>& weights = year.weights.per_speed;
    StreetMean mean(city, layout, breathing_height, roads.substances.size());
    std::optional<SectorAir> hours = sector_air(study, city, layout, wind.libraries, roads.substances);
    // Velocities hold at the year's mean speed: one over the mean of one over it, as concentrations go.
    const double mean_speed = 1 / std::accumulate(weights.begin(), weights.end(), 0.0);
    const std::vector<RemovalGroup> groups =
        removal_groups(study, roads.substances, inputs.city.layers, layout, mean_speed);
    SourceGroups others(options.backend, inputs, city, layout, breathing_height);
    std::vector<double> even = weights;  // of sources that emit alike in all hours
    if (others.any_is_even()) {
        Study alike = study;
        alike.air.traffic_by_hour.clear();
        even = traffic_year(alike, inputs.weather, wind.libraries, per_length).weights.per_speed;
    }
    TakenShares taken(roads.substances.size());
    LineSources emitting = sources;  // with the other sources behind the roads
    if (const auto& placed = inputs.placed_sources) {
        emitting.of_segment.insert(emitting.of_segment.end(), placed->of_segment.begin(),
                                   placed->of_segment.end());
        emitting.length.insert(emitting.length.end(), placed->length.begin(), placed->length.end());
    }
    std::vector<YardShares> yards;  // of each group
    yards.reserve(groups.size());
    for (std::size_t g = 0; inputs.yards && g < groups.size(); ++g)
        yards.emplace_back(options.backend, inputs.yards->yards, inputs.city.layers.grid, layout, area,
                           emitting);

    int unsettled = 0, solutions = 0, most_cycles = 0;
    double most_lacking = 0;
    const auto begin = std::chrono::steady_clock::now();
    const auto sectors = std::size_t(study.wind.sectors);
    for (std::size_t n_flow = 0; n_flow < weights.size(); ++n_flow) {
        options.stop_if_asked();
        const SectorFlow flow = flow_of_sector(study, inputs, wind, n_flow / sectors, n_flow % sectors, area);
        ScalarModel plain(options.backend, flow, area, {});  // nothing is taken
        const wind::Extents e = plain.extents();
        Field3D<float> c(options.backend, {e.layers(), e.columns_y(), e.columns_x()}, "concentration",
                         "ug m-3");
        const auto count = [&](const ScalarModel::Result& result) {
            most_cycles = std::max(most_cycles, result.cycles);
            most_lacking = std::max(most_lacking, result.lacking);
            unsettled += !result.has_settled, ++solutions;
            if (options.progress != nullptr) options.progress->step();
        };
        for (std::size_t g = 0; g < groups.size(); ++g) {
            std::optional<ScalarModel> taking;
            if (groups[g].takes) taking.emplace(options.backend, flow, area, groups[g].parameters);
            ScalarModel& model = taking ? *taking : plain;
            for (const std::size_t n : groups[g].substances) {
                options.stop_if_asked();
                const auto emission =
                    roads.emission.host().subspan(n * roads.roads.size(), roads.roads.size());
                count(model.solve(source_of(options.backend, sources, emission, e), c));
                mean.add(n, c, weights[n_flow]);
                if (taking) {
                    const double all = weights[n_flow] * taking->leaving(c);
                    taken.emitted[n] += all, taken.taken[n] += all - weights[n_flow] * plain.leaving(c);
                }
                others.solve(
                    model, n, [&](bool with_traffic) { return (with_traffic ? weights : even)[n_flow]; },
                    [&](const ScalarModel::Result& result) { options.stop_if_asked(), count(result); });
                if (!hours) continue;
                const auto kept = std::ranges::find(hours->substances, roads.substances[n]);
                if (kept == hours->substances.end()) continue;
                hours->planes.set(std::size_t(kept - hours->substances.begin()), n_flow, c);
                if (!hours->aged || *kept != Substance::nox) continue;
                options.stop_if_asked();
                count(model.solve_aged(c, c));
                hours->planes.set(hours->substances.size(), n_flow, c);
            }
            if (yards.empty()) continue;
            std::vector<double> of_segments(roads.roads.size(), weights[n_flow]);
            if (inputs.sources)
                for (const PlacedSource& source : inputs.sources->sources)
                    of_segments.push_back((source.follows_traffic ? weights : even)[n_flow]);
            yards[g].add_sector(
                model, weights[n_flow],
                [&] {
                    options.stop_if_asked();
                    if (options.progress != nullptr) options.progress->step();
                },
                of_segments);
        }
    }
    for (const YardShares& shares : yards) {
        unsettled += shares.unsettled, solutions += shares.solutions;
        most_lacking = std::max(most_lacking, shares.most_lacking);
    }
    spdlog::info(
        "dispersion: {} solutions in {} flows in {:.1f} s, {} cycles at most", solutions, weights.size(),
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), most_cycles);

    StreetDispersion out;
    out.begin_s = year.weights.begin_s, out.end_s = year.weights.end_s;
    add_pollutants(study.air, roads, mean, others, inputs.city.layers, out);
    if (!yards.empty()) add_yards(inputs, groups, yards, out);
    const std::size_t outside = roads_outside(roads, sources);
    out.subtitle = fmt::format(
        "NO2, yearly mean at {:g} m: roads in the area{} and background; {} hours of {}, {} to {}; "
        "exploratory, not for permit tests",
        breathing_height, inputs.sources ? ", other sources of the study" : "", year.weights.hours,
        inputs.weather.station, utc_text(out.begin_s).substr(0, 10), utc_text(out.end_s).substr(0, 10));
    out.rules.push_back(fmt::format(
        "air on the grid: dispersion of what {:.1f} km of streets in the area emit "
        "(docs/models/dispersion.md), "
        "exploratory, not for permit tests; a steady passive scalar at {:g} m above ground in the wind of {} "
        "sectors{}, turbulent Schmidt number {:g}, {}; streets {:g} m wide, mixed "
        "over {:g} m by traffic; NO2 of the yearly NOx by SRM1's formula; background of the study added; "
        "crowns "
        "with {:.0f} % of summer's leaves in all hours, those of {}",
        sources.inside / 1000, breathing_height, sectors, stabilities_text(study),
        ScalarModel::Parameters{}.schmidt, deposition_text(study, roads.substances, taken, mean_speed),
        study.air.road_width_m, study.air.initial_height_m, 100 * inputs.days.front().leaf_area_share,
        inputs.days.front().date));
    out.rules.push_back(year.rule);
    if (inputs.sources) others.explain(study, inputs, out.rules, out.warnings);
    out.warnings = year.warnings;
    if (study.air.deposition)
        out.warnings.emplace_back(
            "air on the grid: deposition and settling by rates that are all to be verified "
            "(inputs/deposition/deposition.toml)");
    describe_air_hours(study, roads.background, out.rules, out.warnings);
    out.hours = std::move(hours);
    if (sources.outside > 0)
        out.warnings.push_back(
            fmt::format("air on the grid: {:.1f} km of streets around the area, {} of them wholly outside, "
                        "are not in the "
                        "dispersion: the background has to hold them",
                        sources.outside / 1000, outside));
    if (sources.moved_aside + sources.moved_out > 0)
        out.warnings.push_back(
            fmt::format("air on the grid: {:.0f} m of streets lie partly in buildings on the wind's columns "
                        "of {:g} m and "
                        "{:.0f} m wholly: what they emit was put beside them",
                        sources.moved_aside, layout.grid.cell_size, sources.moved_out));
    warn_of_screens_and_cuttings(roads, sources, out.warnings);
    if (sources.zero_length > 0)
        out.warnings.push_back(
            fmt::format("air on the grid: {} streets have no length and emit nothing", sources.zero_length));
    if (unsettled > 0)
        out.warnings.push_back(fmt::format(
            "dispersion: {} of {} solutions lack more than {:g} of what is emitted, {:.1e} at most",
            unsettled, solutions, ScalarModel::Parameters{}.tolerance, most_lacking));
    const auto hidden =
        std::ranges::count_if(roads.receptors, [&](const Receptor& r) { return mean.in_building(r.at); });
    if (hidden > 0)
        out.warnings.push_back(
            fmt::format("air on the grid: {} receptors stand in a building on the wind's columns of {:g} m: "
                        "they have the "
                        "value beside it",
                        hidden, layout.grid.cell_size));
    return out;
}

StreetDispersionNeed street_dispersion_need(const Study& study, const RunInputs& inputs) {
    constexpr double ghosts = 2 * wind::ghosts;
    const WindLayout& layout = *inputs.wind;
    const double cells =
        (layout.grid.nx + ghosts) * (layout.grid.ny + ghosts) * (double(layout.thickness.size()) + 2);
    const auto substances = double(inputs.roadside_air->substances.size()),
               yards = inputs.yards ? double(inputs.yards->yards.size()) : 0.0;
    const Grid& grid = inputs.city.layers.grid;
    const double columns = double(grid.nx) * double(grid.ny),
                 wind_columns = double(layout.grid.nx) * double(layout.grid.ny);
    const double flows = double(study.wind.sectors) * double(study.wind.stability_classes.size());
    const double others = inputs.sources ? double(inputs.sources->groups.size()) * substances : 0;
    StreetDispersionNeed need;
    need.kept = 4 * columns * 2 * double(study.air.pollutants.size()) + 4 * wind_columns * yards +
                4 * columns * (others > 0 ? others + substances : 0);
    const double aged = needs_age(study) ? 1 : 0;
    if (const std::size_t of_steps = substances_of_steps(study, inputs.roadside_air->substances).size();
        of_steps > 0)
        need.kept += 4 * wind_columns * (flows * (double(of_steps) + aged) + 6) +
                     4 * columns * (3 * double(pollutants_of_steps(study).size()) + 1 + 3 * aged);
    const std::size_t groups = removal_group_count(study, inputs.roadside_air->substances);
    const double matrices = study.air.deposition ? double(groups) : 1;
    need.memory = need.kept +
                  (bytes_per_cell + (yards > 0 ? 8 : 0) + (matrices > 1 ? bytes_of_deposition : 0)) * cells +
                  4 * wind_columns * others + 4 * columns * (2 * substances + 8) +
                  8 * yards * double(inputs.roadside_air->roads.size());
    need.disk = bytes_per_map_column * wind_columns * yards + 4e3 * yards;
    need.seconds = flows * cells *
                   (matrices * seconds_per_cell +
                    (substances + others + aged + yards * double(groups)) * seconds_per_solve);
    return need;
}

std::string street_dispersion_plan(const Study& study, const RunInputs& inputs) {
    if (!inputs.roadside_air) return "";
    if (!study.wind.asked) return "SRM1 alone: dispersion on the grid needs the section [wind]";
    if (!disperses(study)) return "SRM1 alone: dispersion on the grid needs [wind] method = \"k_epsilon\"";
    const RoadsideAir& roads = *inputs.roadside_air;
    const LineSources& sources = *inputs.street_sources;
    const std::vector<std::string> of_steps = pollutants_of_steps(study);
    return fmt::format(
        "dispersion on the grid of {} substances from {:.1f} km of streets in {} sectors{}, exploratory, not "
        "for permit tests; {:.1f} km around the area, {} streets wholly, do not count{}{}",
        roads.substances.size(), sources.inside / 1000, study.wind.sectors, stabilities_text(study),
        sources.outside / 1000, roads_outside(roads, sources),
        of_steps.empty() ? "" : fmt::format("; every step has {}", fmt::join(of_steps, ", ")),
        inputs.sources ? fmt::format("; {} other sources in groups {}", inputs.sources->sources.size(),
                                     fmt::join(inputs.sources->groups, ", "))
                       : "");
}

}  // namespace luwte
