// SPDX-License-Identifier: Apache-2.0
#include "inputs/traffic/cimlk.hpp"
#include "inputs/traffic/cimlk_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

namespace luwte {
namespace {

enum ReceptorColumn : std::size_t { identification, segment, type, trees, registered, geometry };

constexpr std::array<cimlk::Column, geometry + 1> columns{{
    {{"identificatie", 0, 0, ""}},
    {{"wegdeelIdentificatie", 0, 0, ""}},
    {{"bebouwingstype", 1, 4, ""}},
    {{"bomenfactor", 1, 1.5, ""}},
    {{"tijdstipRegistratie", 0, 0, ""}, false},
    {{"geometrie", 0, 0, ""}},
}};

enum ResultColumn : std::size_t {
    of_receptor,
    version,
    year,
    no2,
    nox_streets,
    nox_open,
    direct_streets,
    direct_open,
    conversion,
    no2_background,
    o3_background,
    pm10,
    pm10_days,
    pm10_streets,
    pm25,
    pm25_streets,
    ec,
    ec_streets,
    place
};

constexpr double most = 1e5;  ///< ug m-3
constexpr std::array<cimlk::Column, place + 1> result_columns{{
    {{"receptorIdentificatie", 0, 0, ""}},
    {{"rekentoolVersie", 0, 0, ""}},
    {{"rekenjaar", 1990, 2100, ""}},
    {{"no2Concentratie", 0, most, "ug/m3"}},
    {{"noxSRM1", 0, most, "ug/m3"}},
    {{"noxSRM2", 0, most, "ug/m3"}},
    {{"no2SRM1DirecteUitstoot", 0, most, "ug/m3"}},
    {{"no2SRM2DirecteUitstoot", 0, most, "ug/m3"}},
    {{"no2SRMConversiebijdrage", 0, most, "ug/m3"}},
    {{"no2AchtergrondConcentratie", 0, most, "ug/m3"}},
    {{"o3AchtergrondConcentratie", 0, most, "ug/m3"}},
    {{"pm10Concentratie", 0, most, "ug/m3"}},
    {{"pm10Overschrijdingsdagen", 0, 366, "days"}},
    {{"pm10SRM1", 0, most, "ug/m3"}},
    {{"pm25Concentratie", 0, most, "ug/m3"}},
    {{"pm25SRM1", 0, most, "ug/m3"}},
    {{"ecConcentratie", 0, most, "ug/m3"}},
    {{"ecSRM1", 0, most, "ug/m3"}},
    {{"geometrie", 0, 0, ""}},
}};

bool inside(const TrafficArea& a, const MapPoint& p) {
    return p.x_m >= a.x0_m && p.x_m <= a.x1_m && p.y_m >= a.y0_m && p.y_m <= a.y1_m;
}

/// The receptor's row for one street: what stands there, where the street is one of `roads`.
void read_link(const cimlk::Row& row, const CimlkRoads& roads,
               const std::unordered_map<std::string_view, std::size_t>& index_of, Receptor& receptor,
               CimlkReceptors& out) {
    const double building = row.number(type), factor = row.number(trees);
    const std::string_view name = row.text(segment);
    if (name.empty() || name == "-999") return;
    const auto found = index_of.find(name);
    if (found == index_of.end()) {
        ++(roads.elsewhere.contains(std::string(name)) ? out.roads_elsewhere : out.roads_missing);
        return;
    }
    const std::size_t index = found->second;
    if (!roads.segments[index].speed_class) {
        ++out.open_roads;
        return;
    }
    if (std::ranges::any_of(receptor.streets, [&](const StreetLink& l) { return l.segment == index; }))
        row.problem(segment, "the receptor has two rows for segment " + text::in_quotes(name));
    if (!(building == 1 || building == 2 || building == 3 || building == 4))
        row.problem(type, "has no building type 1 to 4 for street " + text::in_quotes(name));
    if (!(factor == 1 || factor == 1.25 || factor == 1.5))
        row.problem(trees, "has no tree factor 1, 1.25 or 1.5 for street " + text::in_quotes(name));
    receptor.streets.push_back({index, std::isnan(building) ? 0 : int(building), factor});
    ++out.links;
}

}  // namespace

CimlkReceptors read_cimlk_receptors(const std::string& role, const std::filesystem::path& file,
                                    const TrafficArea& area, const CimlkRoads& roads) {
    CimlkReceptors out;
    std::unordered_map<std::string_view, std::size_t> index_of;
    for (std::size_t n = 0; n < roads.segments.size(); ++n) index_of.emplace(roads.segments[n].id, n);
    std::unordered_map<std::string, std::size_t> receptor_of;
    cimlk::Table table(role, file, columns);
    table.for_each_row([&](const cimlk::Row& row) {
        const std::string id = row.id(identification);
        const std::vector<MapPoint> at = row.points(geometry, "POINT");
        table.note_date(row.text(registered));
        if (id.empty() || at.empty() || !inside(area, at.front())) return;
        const auto [place, fresh] = receptor_of.emplace(id, out.receptors.size());
        if (fresh) out.receptors.push_back({id, at.front(), {}});
        Receptor& receptor = out.receptors[place->second];
        if (std::hypot(receptor.at.x_m - at.front().x_m, receptor.at.y_m - at.front().y_m) > 0.01)
            row.problem(geometry, "receptor " + text::in_quotes(id) + " stood elsewhere in a row before");
        read_link(row, roads, index_of, receptor, out);
    });
    out.without_street = std::size_t(
        std::ranges::count_if(out.receptors, [](const Receptor& r) { return r.streets.empty(); }));
    if (out.receptors.empty())
        out.warnings.push_back(
            fmt::format("{}: no receptor of {} lies in the area; are its coordinates those of area.crs?",
                        role, file.string()));
    if (out.roads_missing > 0)
        out.warnings.push_back(
            fmt::format("{}: {} links of receptors in {} name a road segment that the roads' "
                        "file does not have: left out",
                        role, out.roads_missing, file.string()));
    out.record = record_of(role, file, "", table.latest_date());
    return out;
}

CimlkResults read_cimlk_results(const std::string& role, const std::filesystem::path& file,
                                const TrafficArea& area) {
    CimlkResults out;
    std::unordered_set<std::string> seen;
    cimlk::Table table(role, file, result_columns);
    table.for_each_row([&](const cimlk::Row& row) {
        CimlkResult r;
        r.receptor = row.id(of_receptor);
        if (!r.receptor.empty() && !seen.insert(r.receptor).second)
            row.problem(of_receptor, text::in_quotes(r.receptor) + " stands in two rows");
        const double of_year = row.number(year);
        if (!std::isnan(of_year)) {
            if (out.year == 0) out.year = int(of_year), out.version = text::plain(row.text(version));
            if (out.year != of_year)
                row.problem(year, fmt::format("is {:g} where the row before had {}", of_year, out.year),
                            "a file holds the results of one year");
            if (out.version != text::plain(row.text(version)))
                row.problem(version, "is not that of the row before",
                            "a file holds the results of one version");
        }
        for (const auto& [column, target] : {std::pair{no2, &r.no2},
                                             {nox_streets, &r.nox_streets},
                                             {nox_open, &r.nox_open_roads},
                                             {direct_streets, &r.no2_direct_streets},
                                             {direct_open, &r.no2_direct_open_roads},
                                             {conversion, &r.no2_conversion},
                                             {no2_background, &r.no2_background},
                                             {o3_background, &r.o3_background},
                                             {pm10, &r.pm10},
                                             {pm10_days, &r.pm10_days},
                                             {pm10_streets, &r.pm10_streets},
                                             {pm25, &r.pm25},
                                             {pm25_streets, &r.pm25_streets},
                                             {ec, &r.ec},
                                             {ec_streets, &r.ec_streets}})
            *target = row.number(column);
        const std::vector<MapPoint> at = row.points(place, "POINT");
        if (at.empty() || !inside(area, at.front())) return;
        r.at = at.front();
        out.results.push_back(std::move(r));
    });
    out.record = record_of(role, file, "", "");
    return out;
}

}  // namespace luwte
