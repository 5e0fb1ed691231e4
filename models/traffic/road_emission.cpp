// SPDX-License-Identifier: Apache-2.0
#include "models/traffic/road_emission.hpp"

#include "kernels/traffic/road_emission.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace luwte {
namespace {

constexpr idx vehicle_classes = idx(vehicle_class_names.size());
constexpr idx speed_classes = idx(speed_class_names.size());
constexpr SpeedClass all_speeds[] = {SpeedClass::motorway, SpeedClass::rural, SpeedClass::town,
                                     SpeedClass::stagnating, SpeedClass::free_town};

double or_zero(double value) { return std::isnan(value) ? 0 : value; }

/// Which factors the roads ask for and the table has not; the first segment that asks for each.
void require_factors(std::span<const RoadSegment> roads, std::span<const Substance> substances,
                     const EmissionFactors& factors) {
    std::map<std::tuple<Substance, SpeedClass, VehicleClass>, const RoadSegment*> missing;
    for (const RoadSegment& road : roads) {
        if (!road.speed_class) continue;
        for (std::size_t v = 0; v < vehicle_class_names.size(); ++v) {
            const double n = or_zero(road.vehicles[v].per_weekday) * road.tunnel_factor,
                         s = or_zero(road.vehicles[v].stagnation_share);
            const auto require = [&](SpeedClass speed) {
                for (const Substance substance : substances)
                    if (std::isnan(factors.of(substance, speed, VehicleClass(v))))
                        missing.emplace(std::tuple{substance, speed, VehicleClass(v)}, &road);
            };
            if (n > 0 && s < 1) require(*road.speed_class);
            if (n > 0 && s > 0) require(SpeedClass::stagnating);
        }
    }
    Problems problems;
    for (const auto& [what, road] : missing) {
        const auto& [substance, speed, vehicle] = what;
        problems.add("emission factors of " + std::to_string(factors.year),
                     "there is none for " + std::string(substance_names[std::size_t(substance)]) +
                         ", speed class " + std::string(speed_class_names[std::size_t(speed)]) + ", " +
                         std::string(vehicle_class_names[std::size_t(vehicle)]) + " vehicles",
                     "road segment " + road->id + " has such vehicles; 0 says that they emit none");
    }
    problems.throw_if_any();
}

}  // namespace

EmissionFactors::EmissionFactors() {
    for (BySpeed& of_substance : g_per_km)
        for (auto& of_speed : of_substance) of_speed.fill(no_value);
}

Field2D<float> road_emission(const Backend& backend, std::span<const RoadSegment> roads,
                             std::span<const Substance> substances, const EmissionFactors& factors,
                             std::span<const EmissionScaling> measures) {
    if (!measures.empty() && measures.size() != roads.size())
        throw RuntimeError("road emission: as many measures as roads are expected");
    require_factors(roads, substances, factors);
    const idx n = idx(roads.size());
    const Backend host = Backend::cpu();
    Field2D<float> vehicles(host, {1, vehicle_classes, n}, "vehicles", "d-1");
    Field2D<float> stagnation(host, {1, vehicle_classes, n}, "stagnation", "1");
    Field2D<float> tunnel(host, {1, 1, n}, "tunnel factor", "1");
    Field2D<std::int8_t> speed(host, {1, 1, n}, "speed class", "1");
    Field2D<float> table(host, {1, idx(substances.size()) * speed_classes, vehicle_classes},
                         "emission factors", "g km-1");
    for (idx r = 0; r < n; ++r) {
        const RoadSegment& road = roads[std::size_t(r)];
        for (idx v = 0; v < vehicle_classes; ++v) {
            vehicles.view()(v, r) = float(or_zero(road.vehicles[std::size_t(v)].per_weekday));
            stagnation.view()(v, r) = float(or_zero(road.vehicles[std::size_t(v)].stagnation_share));
        }
        tunnel.view()(0, r) = float(road.speed_class ? road.tunnel_factor : no_value);
        speed.view()(0, r) = std::int8_t(road.speed_class.value_or(SpeedClass::motorway));
    }
    const idx kinds = idx(substances.size()) * vehicle_classes;
    Field2D<float> left(host, {1, kinds, n}, "left by measures", "1"),
        left_stagnating(host, {1, kinds, n}, "left by measures", "1");
    std::ranges::fill(left.host(), 1.0f), std::ranges::fill(left_stagnating.host(), 1.0f);
    for (idx r = 0; r < n && !measures.empty(); ++r)
        for (idx kind = 0; kind < kinds && roads[std::size_t(r)].speed_class; ++kind) {
            const Substance s = substances[std::size_t(kind / vehicle_classes)];
            const auto v = VehicleClass(kind % vehicle_classes);
            const EmissionScaling& of = measures[std::size_t(r)];
            left.view()(kind, r) = float(of.of(s, *roads[std::size_t(r)].speed_class, v));
            left_stagnating.view()(kind, r) = float(of.of(s, SpeedClass::stagnating, v));
        }
    for (idx s = 0; s < idx(substances.size()); ++s)
        for (const SpeedClass c : all_speeds)
            for (idx v = 0; v < vehicle_classes; ++v)
                table.view()(s * speed_classes + idx(c), v) =
                    float(or_zero(factors.of(substances[std::size_t(s)], c, VehicleClass(v))));
    Field2D<float> emission(backend, {1, idx(substances.size()), n}, "emission", "ug m-1 s-1");
    const auto on_device = [&](const auto& field) { return field.copy_to(backend); };
    const auto vehicles_there = on_device(vehicles), stagnation_there = on_device(stagnation),
               tunnel_there = on_device(tunnel), table_there = on_device(table), left_there = on_device(left),
               left_stagnating_there = on_device(left_stagnating);
    const auto speed_there = on_device(speed);
    on_output(backend, "road emission",
              RoadEmission{vehicles_there.cview(), stagnation_there.cview(), tunnel_there.cview(),
                           speed_there.cview(), table_there.cview(), left_there.cview(),
                           left_stagnating_there.cview(), speed_classes, idx(SpeedClass::stagnating),
                           emission.view()});
    return emission;
}

}  // namespace luwte
