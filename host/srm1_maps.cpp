// SPDX-License-Identifier: Apache-2.0
#include "host/srm1_maps.hpp"

#include "host/output/field_catalogue.hpp"
#include "host/pollutant_of_roads.hpp"
#include "inputs/weather/weather_text.hpp"
#include "kernels/srm1/street_cells.hpp"
#include "models/city/surface_types.hpp"
#include "models/srm1/srm1_map.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

// For the reader of a plan, used nowhere else: half of one thread's processor time (docs/models/srm1.md).
constexpr double seconds_per_cell = 1e-7;                  ///< s on 2 cores, streets at hand
constexpr double seconds_per_cell_and_receptor = 3.5e-10;  ///< s on 2 cores, distance from each

Field2D<float> grid_map(const std::string& name, const std::vector<float>& values, const Grid& grid) {
    Field2D<float> field(Backend::cpu(), {1, grid.ny, grid.nx}, name, "ug m-3");
    std::ranges::copy(values, field.host().begin());
    return field;
}

/// How the two methods differ where both have a value on land.
std::string compared(const FieldInfo& field, const Field2D<float>& difference, const CityLayers& city) {
    double sum = 0, squares = 0, count = 0;
    for (std::size_t n = 0; n < difference.size(); ++n) {
        const auto d = double(difference.host()[n]);
        if (std::isnan(d) || city.surface_type[n] == std::int8_t(SurfaceType::water)) continue;
        sum += d, squares += d * d, count += 1;
    }
    if (count == 0) return "";
    return fmt::format(
        "{}: {:+.2f} ug/m3 on average where SRM1 says something, rms {:.2f} (exploratory, not for permit "
        "tests)",
        field.long_name, sum / count, std::sqrt(squares / count));
}

}  // namespace

Srm1MapsNeed srm1_maps_need(const Study& study, const RunInputs& inputs, double cells, bool disperses) {
    const RoadsideAir& air = *inputs.roadside_air;
    const auto pollutants = double(study.air.pollutants.size()), substances = double(air.substances.size());
    Srm1MapsNeed need;
    need.kept = 4 * cells * pollutants * (disperses ? 2 : 1);
    // Heights, receptors and what streets add, each on the device and here; a pollutant and its background.
    need.memory = need.kept + 4 * cells * (2 * (2 + substances) + 4);
    need.seconds = cells * (seconds_per_cell + seconds_per_cell_and_receptor * double(air.receptors.size()));
    return need;
}

Srm1Maps srm1_maps_of(const Study& study, const Backend& backend, const RunInputs& inputs,
                      const StreetDispersion* own) {
    const RoadsideAir& air = *inputs.roadside_air;
    const CityLayers& city = inputs.city.layers;
    const Grid& grid = city.grid;
    const Field2D<float> heights = grid_map("building height", city.building_height, grid).copy_to(backend);
    const Srm1Map srm1(backend, air.roads, air.receptors, grid, heights);
    const Field3D<float> streets =
        srm1.contribution(air.emission.copy_to(backend), float(study.air.wind_speed_m_s), heights)
            .copy_to(Backend::cpu());
    const std::size_t cells = heights.size();

    Srm1Maps out;
    for (const std::string& pollutant : study.air.pollutants) {
        const std::vector<float> added = pollutant_of_roads(
            pollutant, air.substances,
            pollutant == "no2" ? air.background.of_cells("o3", cells) : std::vector<float>{},
            [&](std::size_t n) { return std::as_const(streets).host().subspan(n * cells, cells); });
        std::vector<float> all = air.background.of_cells(pollutant, cells);
        std::ranges::transform(added, all, all.begin(), std::plus<>());
        const std::string stem = "yearly_concentration_" + pollutant, name = stem + "_srm1";
        out.maps.push_back({name, grid_map(name, all, grid)});
        if (own == nullptr) continue;
        std::ranges::transform(own->find(stem + "_from_roads")->host(), added, all.begin(), std::minus<>());
        const std::string difference = stem + "_minus_srm1";
        out.maps.push_back({difference, grid_map(difference, all, grid)});
        const std::string text = compared(*find_field(difference), out.maps.back().values, city);
        if (!text.empty()) out.headlines.push_back(text);
    }
    double open = 0, spoken = 0;
    const Field2D<std::int32_t> receptor = srm1.receptor().copy_to(Backend::cpu());
    for (std::size_t n = 0; n < cells; ++n)
        open += !(city.building_height[n] > 0), spoken += receptor.host()[n] >= 0;
    out.rule = fmt::format(
        "SRM1 on the grid: a cell of open ground is a receptor with the streets, building types and tree "
        "factors "
        "of the nearest receptor of the file, {:g} m away at most, along one of whose streets it stands: no "
        "farther from the axis than the method reaches (30 or 60 m by type) and with no building between; "
        "nearer than {:g} m the value at {:g} m; elsewhere no value; {:.1f} % of open ground has one; "
        "exploratory, not for permit tests",
        srm1::farthest_receptor, srm1::nearest, srm1::nearest, open > 0 ? 100 * spoken / open : 0.0);
    if (spoken == 0)
        out.warnings.emplace_back(
            "SRM1 on the grid: no cell stands along a street of a receptor, so that its maps are empty");
    out.begin_s = weather_text::day_begin_s(air.year, 1, 1).value(),
    out.end_s = weather_text::day_begin_s(air.year + 1, 1, 1).value();
    return out;
}

}  // namespace luwte
