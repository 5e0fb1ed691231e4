// SPDX-License-Identifier: Apache-2.0
#include "host/roadside_air.hpp"

#include "host/output/csv_text.hpp"
#include "inputs/study/suggest.hpp"
#include "inputs/traffic/cimlk.hpp"
#include "inputs/traffic/emission_factors.hpp"
#include "inputs/traffic/read_cimlk_measures.hpp"
#include "models/srm1/srm1_model.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

/// Around the area; some receptors are linked with streets beyond the method's reach.
constexpr double reach_m = 200;

Field2D<float> plane(idx n, double value) {
    Field2D<float> field(Backend::cpu(), {1, 1, n}, "values", "1");
    std::ranges::fill(field.host(), float(value));
    return field;
}

std::vector<Substance> substances_of(const std::vector<std::string>& pollutants) {
    std::vector<Substance> list;
    for (const std::string& name : pollutants) {
        if (name == "no2") list.push_back(Substance::nox);
        const auto at = std::ranges::find(substance_names, name);
        list.push_back(Substance(at - substance_names.begin()));
    }
    return list;
}

/// Columns of numbers, a row for each receptor.
class Columns {
  public:
    explicit Columns(idx rows) : rows_(rows) {}
    void add(std::string name, std::vector<double> values) {
        columns_.push_back({std::move(name), std::move(values)});
    }
    template <class F>
    void add(std::string name, const F& value) {
        std::vector<double> values;
        for (std::size_t n = 0; n < std::size_t(rows_); ++n) values.push_back(value(n));
        add(std::move(name), std::move(values));
    }
    std::vector<AirColumn> take() && { return std::move(columns_); }

  private:
    idx rows_;
    std::vector<AirColumn> columns_;
};

/// Concentrations of all receptors, ug m-3.
Columns concentrations(const Study::Air& air, const Background& background, const Srm1Model& model,
                       const Field2D<float>& emission, const std::vector<Substance>& substances,
                       std::span<const Receptor> at_receptors) {
    const idx receptors = idx(at_receptors.size());
    const auto background_of = [&](std::string_view name) {
        Field2D<float> row = plane(receptors, 0);
        std::ranges::transform(at_receptors, row.host().begin(), [&](const Receptor& receptor) {
            return float(background.at(name, receptor.at));
        });
        return row;
    };
    const Field2D<float> streets = model.contribution(emission, plane(receptors, air.wind_speed_m_s));
    const auto of = [&](Substance s) {
        Field2D<float> row = plane(receptors, 0);
        const auto at = std::ranges::find(substances, s) - substances.begin();
        std::ranges::copy(streets.host().subspan(std::size_t(at * receptors), std::size_t(receptors)),
                          row.host().begin());
        return row;
    };
    Columns columns(receptors);
    for (const std::string& name : air.pollutants) {
        if (name == "no2") {
            const Field2D<float> nox = of(Substance::nox), direct = of(Substance::no2),
                                 none = plane(receptors, 0);
            const Field2D<float> made = srm1::no2_by_ozone({nox, direct}, {none, none}, background_of("o3"));
            const auto no2 = [&](std::size_t n) { return double(direct.host()[n]) + double(made.host()[n]); };
            columns.add("nox_streets_ug_m3", [&](std::size_t n) { return double(nox.host()[n]); });
            columns.add("no2_streets_ug_m3", no2);
            columns.add("no2_ug_m3",
                        [&](std::size_t n) { return background.at("no2", at_receptors[n].at) + no2(n); });
            continue;
        }
        const auto at = std::ranges::find(substance_names, name);
        const Field2D<float> added = of(Substance(at - substance_names.begin()));
        Field2D<float> all = plane(receptors, 0);
        for (std::size_t n = 0; n < all.size(); ++n)
            all.host()[n] = float(background.at(name, at_receptors[n].at) + double(added.host()[n]));
        columns.add(name + "_streets_ug_m3", [&](std::size_t n) { return double(added.host()[n]); });
        columns.add(name + "_ug_m3", [&](std::size_t n) { return double(all.host()[n]); });
        if (name != "pm10") continue;
        const Field2D<float> days = srm1::days_above_50(all);
        columns.add("pm10_days_above_50", [&](std::size_t n) { return double(days.host()[n]); });
    }
    return columns;
}

/// Traffic as a scenario has it; what was changed, in words.
std::string edit_traffic(const std::vector<Study::Edit>& edits, std::vector<RoadSegment>& roads) {
    Problems problems;
    std::string said;
    for (const Study::Edit& edit : edits) {
        if (edit.action != "traffic") continue;
        std::vector<std::string> ids = edit.roads;
        std::ranges::sort(ids);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (const std::string& id : ids) {
            const auto road = std::ranges::find(roads, id, &RoadSegment::id);
            const auto refuse = [&](const char* why) {
                problems.add(edit.key, fmt::format("'{}' {}: the edit changes nothing", printable(id), why),
                             "`identificatie` and `rekenmethode` of city.roads say which streets there are");
            };
            if (road == roads.end()) {
                refuse("is no segment of city.roads in and around the area");
                continue;
            }
            bool changes = false;
            for (Vehicles& v : road->vehicles) {
                if (std::isnan(v.per_weekday)) continue;
                changes = changes || (v.per_weekday > 0 && edit.times != 1);
                v.per_weekday *= edit.times;
            }
            if (!road->speed_class)
                refuse("is an open road (SRM2), which is not computed");
            else if (road->tunnel_factor == 0)
                refuse("is a tunnel, which emits nothing here");
            else if (!changes)
                refuse("has no vehicles, or keeps them");
        }
        said += fmt::format("; {}: {:g} times the vehicles of {} segments", edit.key, edit.times, ids.size());
    }
    problems.throw_if_any();
    return said;
}

/// What is emitted as NO2 is a part of NOx: less of the one and as much of the other would go above it.
void require_no2_beside_nox(const Study::Air& air, const CimlkMeasures& measures) {
    if (measures.nox_alone.empty() || std::ranges::find(air.pollutants, "no2") == air.pollutants.end())
        return;
    throw InputError(fmt::format("measures, {}", air.measures.string()),
                     fmt::format("the measure has NOx and no NO2 of the same vehicles and road type: {}",
                                 fmt::join(measures.nox_alone, ", ")),
                     "NO2 is a part of NOx; give both, with one factor where no other is known");
}

/// What the file says of streets along receptors that SRM1 does not have.
void warn_of_roads_not_flat(const std::vector<RoadSegment>& roads, std::span<const Receptor> receptors,
                            std::vector<std::string>& warnings) {
    std::set<std::size_t> linked;
    for (const Receptor& receptor : receptors)
        for (const StreetLink& link : receptor.streets) linked.insert(link.segment);
    const auto count = [&](const auto& is) {
        return std::ranges::count_if(linked, [&](std::size_t n) { return is(roads[n]); });
    };
    const auto screened =
        count([](const RoadSegment& r) { return r.left.height_m > 0 || r.right.height_m > 0; });
    const auto sunken = count([](const RoadSegment&r) { return r.height_m < 0; }),
               raised = count([](const RoadSegment&r) { return r.height_m > 0; });
    if (screened + sunken + raised == 0) return;
    warnings.push_back(
        fmt::format("air: of the streets along receptors {} have screens, {} lie below the land and {} above "
                    "it in city.roads: SRM1 knows none of that and takes them as level and without screens",
                    screened, sunken, raised));
}

std::string measures_text(const CimlkMeasures& measures) {
    return fmt::format(
        "; area measures on {} streets, {} of them not on their whole length (a share of it): {}{}",
        measures.segments, measures.partly,
        measures.names.empty() ? "none" : fmt::format("{}", fmt::join(measures.names, ", ")),
        measures.of_open_roads > 0
            ? fmt::format("; {} factors are of open roads, which are not computed", measures.of_open_roads)
            : "");
}

}  // namespace

RoadsideAir roadside_air_of(const Study& study) {
    const Study::Air& air = study.air;
    const auto& [x0, y0, x1, y1] = study.area.bounds_m;
    const TrafficArea area{x0, y0, x1, y1, reach_m};
    Problems problems;
    CimlkRoads roads;
    CimlkReceptors at;
    std::optional<LoadedFactors> factors;
    std::string edited;
    std::optional<CimlkMeasures> measures;
    problems.collect([&] { roads = read_cimlk_roads("roads", study.city.roads, area); });
    if (problems.empty()) problems.collect([&] { edited = edit_traffic(study.edits, roads.segments); });
    if (problems.empty())
        problems.collect([&] { at = read_cimlk_receptors("receptors", air.receptors, area, roads); });
    if (problems.empty() && !air.measures.empty())
        problems.collect([&] {
            measures = read_cimlk_measures("measures", air.measures, roads);
            require_no2_beside_nox(air, *measures);
        });
    problems.collect(
        [&] { factors = read_emission_factors("emission_factors", air.emission_factors, air.year); });
    RoadsideAir out;
    problems.collect([&] { out.background = read_background(study); });
    problems.throw_if_any();
    if (at.receptors.empty())
        throw InputError(air.receptors.string(), "no receptor lies within area.bounds_m",
                         "are its coordinates those of area.crs?");

    out.year = air.year;
    out.substances = substances_of(air.pollutants);
    const Backend cpu = Backend::cpu();
    out.emission = road_emission(cpu, roads.segments, out.substances, factors->factors,
                                 measures ? std::span<const EmissionScaling>(measures->of_segment)
                                          : std::span<const EmissionScaling>());
    const Srm1Model model(cpu, roads.segments, at.receptors);
    out.columns =
        concentrations(air, out.background, model, out.emission, out.substances, at.receptors).take();
    out.plan =
        fmt::format("SRM1 at {} receptors, {} of them along {} streets in and around the area; factors of {}",
                    at.receptors.size(), at.receptors.size() - at.without_street, roads.streets, air.year);
    const std::string source = factors->factors.source;
    out.rule = fmt::format(
        "air along streets: SRM1, the Dutch standard method 1 (docs/models/srm1.md), exploratory, not for "
        "permit "
        "tests; yearly means with wind of {} m/s, alike everywhere; open "
        "roads (SRM2) are not computed, so the background has to hold them; emission factors of {}{}",
        air.wind_speed_m_s, air.year, source.empty() ? "" : ", source: " + source);
    out.rule += edited + "; " + out.background.rule;
    if (measures) out.rule += measures_text(*measures);
    for (const auto* list : {&roads.warnings, &at.warnings, &factors->warnings, &out.background.warnings})
        out.warnings.insert(out.warnings.end(), list->begin(), list->end());
    const auto warn = [&](std::size_t count, std::string_view what) {
        if (count > 0) out.warnings.push_back(fmt::format("air: {} {}", count, what));
    };
    warn(model.beyond_reach(),
         "links of receptors and streets are longer than SRM1 reaches (30 or 60 m by type): "
         "the value at its reach is taken");
    warn(model.too_near(),
         "receptors stand nearer than 3.5 m to a street's axis: the value at 3.5 m is taken");
    warn(roads.open_roads, "open roads (SRM2) in and around the area are not computed");
    warn(at.roads_elsewhere, "links of receptors name a street more than 200 m outside the area: left out");
    warn_of_roads_not_flat(roads.segments, at.receptors, out.warnings);
    out.records = {roads.record, at.record, factors->record};
    if (measures) {
        out.records.push_back(measures->record);
        if (measures->segments == 0)
            out.warnings.emplace_back(
                "air: air.measures scales nothing that drives on a street in or around the area: it changes "
                "nothing");
    }
    out.records.insert(out.records.end(), out.background.records.begin(), out.background.records.end());
    out.roads = std::move(roads.segments), out.receptors = std::move(at.receptors);
    return out;
}

std::string RoadsideAir::csv(const std::vector<AirColumn>& more, bool other_sources) const {
    std::vector<const AirColumn*> all;
    for (const auto* list : {&columns, &more})
        for (const AirColumn& column : *list) all.push_back(&column);
    std::string text = fmt::format(
        "# yearly means of {} with traffic and background as the study has them, by SRM1 with its wind{}{}; "
        "exploratory, not for permit tests\nreceptor,x_m,y_m,streets",
        year, more.empty() ? "" : " and, where the name says luwte, by dispersion in its weather's wind",
        other_sources
            ? "; sources other than roads are in what all together is by dispersion (no2_luwte_ug_m3 "
              "and so on) and in columns of their groups, nowhere else"
            : "");
    for (const AirColumn* column : all) text += "," + column->name;
    for (std::size_t n = 0; n < receptors.size(); ++n) {
        const Receptor& r = receptors[n];
        text += fmt::format("\n{},{:.2f},{:.2f},{}", csv_text(r.id), r.at.x_m, r.at.y_m, r.streets.size());
        for (const AirColumn* column : all) text += fmt::format(",{:.4f}", column->values[n]);
    }
    return text + "\n";
}

const std::vector<double>& RoadsideAir::column(const std::string& name) const {
    const auto at = std::ranges::find(columns, name, &AirColumn::name);
    if (at == columns.end()) throw RuntimeError("air: there is no column " + name);
    return at->values;
}

std::filesystem::path roadside_air_file(const std::filesystem::path& result) {
    std::filesystem::path file = result;
    return file.replace_extension(".air.csv");
}

}  // namespace luwte
