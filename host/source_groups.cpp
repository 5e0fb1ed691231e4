// SPDX-License-Identifier: Apache-2.0
#include "host/source_groups.hpp"

#include "models/city/surface_types.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

std::string written(Substance s) {
    constexpr std::array<const char*, substance_names.size()> names{"NOx", "NO2", "PM10", "PM2.5",
                                                                    "elemental carbon"};
    return names[std::size_t(s)];
}

/// ", of NOx 0.31 ug/m3" on open ground, on average.
std::string on_open_ground(Substance s, const Field2D<float>& values, const CityLayers& city) {
    double sum = 0, count = 0;
    for (std::size_t n = 0; n < values.size(); ++n)
        if (!std::isnan(values.host()[n]) && city.surface_type[n] != std::int8_t(SurfaceType::water))
            sum += double(values.host()[n]), count += 1;
    return count == 0 ? "" : fmt::format("{} {:.3g}", written(s), sum / count);
}

}  // namespace

FieldInfo group_field(const GroupMap& map) {
    return {.name = map.name,
            .units = "ug m-3",
            .long_name = map.long_name,
            .cell_methods = "time: mean",
            .comment =
                "exploratory, not for permit tests: sources of the group in the area by dispersion in air of "
                "the study's stability classes over all hours of the weather file; missing on buildings",
            .resolution = 1.0f / 65536,
            .height_above_ground = 1.5,
            .is_summary = true};
}

bool SourceGroups::Group::emits(std::size_t n) const {
    return std::ranges::any_of(emission[n], [](float e) { return e > 0; });
}

SourceGroups::SourceGroups(const Backend& backend, const RunInputs& inputs, const CityModel& city,
                           const WindLayout& layout, double height)
    : backend_(backend), substances_(inputs.roadside_air->substances) {
    if (!inputs.sources) return;
    placed_ = &*inputs.placed_sources;
    const std::vector<PlacedSource>& all = inputs.sources->sources;
    for (const std::string& name : inputs.sources->groups) {
        Group group{name, false, 0, {}, StreetMean(city, layout, height, substances_.size())};
        for (const Substance s : substances_) {
            std::vector<float> emission;
            for (const PlacedSource& source : all)
                emission.push_back(source.group == name ? float(source.emission[std::size_t(s)]) : 0.0f);
            group.emission.push_back(std::move(emission));
        }
        for (const PlacedSource& source : all)
            if (source.group == name) group.with_traffic = source.follows_traffic, ++group.sources;
        groups_.push_back(std::move(group));
    }
}

bool SourceGroups::any_is_even() const {
    return std::ranges::any_of(groups_, [](const Group& group) { return !group.with_traffic; });
}

void SourceGroups::solve(ScalarModel& model, std::size_t n, const std::function<double(bool)>& weight,
                         const std::function<void(const ScalarModel::Result&)>& after) {
    const wind::Extents e = model.extents();
    for (Group& group : groups_) {
        if (!group.emits(n)) continue;
        Field3D<float> c(backend_, {e.layers(), e.columns_y(), e.columns_x()}, "concentration", "ug m-3");
        after(model.solve(source_of(backend_, *placed_, group.emission[n], e), c));
        group.mean.add(n, c, weight(group.with_traffic));
    }
}

std::vector<float> SourceGroups::with_all_at_cells(std::size_t n, std::span<const float> of_roads) const {
    std::vector<float> all(of_roads.begin(), of_roads.end());
    for (const Group& group : groups_) {
        const Field2D<float> cells = group.mean.at_cells(n).copy_to(Backend::cpu());
        std::ranges::transform(all, cells.host(), all.begin(), std::plus<>());
    }
    return all;
}

std::vector<float> SourceGroups::with_all_at(std::size_t n, std::span<const MapPoint> points,
                                             std::span<const float> of_roads) const {
    std::vector<float> all(of_roads.begin(), of_roads.end());
    for (const Group& group : groups_) {
        const std::vector<double> at = group.mean.at(n, points);
        std::ranges::transform(all, at, all.begin(), [](float a, double b) { return float(double(a) + b); });
    }
    return all;
}

void SourceGroups::describe(const StreetMean& roads, std::span<const MapPoint> points, const CityLayers& city,
                            std::vector<GroupMap>& maps, std::vector<AirColumn>& columns,
                            std::vector<std::string>& headlines) const {
    if (groups_.empty()) return;
    const auto add = [&](const std::string& name, const StreetMean& mean) {
        std::string adds;
        for (std::size_t n = 0; n < substances_.size(); ++n) {
            const Substance s = substances_[n];
            if (s == Substance::no2) continue;
            const std::string substance(substance_names[std::size_t(s)]);
            GroupMap map{"yearly_concentration_" + substance + "_from_" + name,
                         "yearly mean of " + written(s) + " that the group " + name + " adds",
                         mean.at_cells(n).copy_to(Backend::cpu())};
            if (const std::string text = on_open_ground(s, map.values, city); !text.empty())
                adds += (adds.empty() ? "" : ", ") + text;
            if (name == "roads" && s != Substance::nox) continue;  // the catalogue's own, and its column
            columns.push_back({substance + "_" + name + "_luwte_ug_m3", mean.at(n, points)});
            maps.push_back(std::move(map));
        }
        if (!adds.empty())
            headlines.push_back(
                fmt::format("the group {} adds on open ground on average, in ug/m3: {} "
                            "(exploratory, not for permit tests)",
                            name, adds));
    };
    add("roads", roads);
    for (const Group& group : groups_) add(group.name, group.mean);
}

void SourceGroups::explain(const Study& study, const RunInputs& inputs, std::vector<std::string>& rules,
                           std::vector<std::string>& warnings) const {
    std::string names;
    for (const Group& group : groups_)
        names += fmt::format("{}{} ({} sources {})", names.empty() ? "" : ", ", group.name, group.sources,
                             group.with_traffic ? "in the hours of traffic" : "alike in all hours");
    rules.push_back(
        fmt::format("air on the grid: other sources in groups, {}, by the same dispersion: mixed over {:g} m "
                    "from their height "
                    "up, without plume rise or speed of their own; what each group adds of NOx and particles "
                    "adds up, NO2 is of "
                    "all NOx together; SRM1 has roads alone; exploratory, not for permit tests",
                    names, study.air.initial_height_m));
    if (inputs.placed_sources->moved_aside + inputs.placed_sources->moved_out > 0)
        warnings.push_back(
            fmt::format("air on the grid: {:.2f} of {} sources lie in buildings on the wind's columns of "
                        "{:g} m: what they emit "
                        "was put beside these",
                        inputs.placed_sources->moved_aside + inputs.placed_sources->moved_out,
                        inputs.sources->sources.size(), inputs.wind->grid.cell_size));
}

}  // namespace luwte
