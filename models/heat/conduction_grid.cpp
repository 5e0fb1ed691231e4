// SPDX-License-Identifier: Apache-2.0
#include "models/heat/conduction_grid.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {
namespace {

constexpr double first_ground_node = 0.012, ground_depth = 2.5;  // m
/// Between the inner face and the room: ISO 6946:2017, table 7, horizontal heat flow.
constexpr double inner_resistance = 0.13;  // m2 K W-1

/// Water is mixed: stirring carries far more heat than conduction. Under it lies wet soil.
constexpr double stirred_conductivity = 1000, bed_resistance = 1;  // W m-1 K-1, m2 K W-1 (1.5 m of wet soil)

/// Sum of first * ratio^n over all nodes.
double reach(double first, double ratio) {
    double sum = 0, step = first;
    for (int n = 0; n < conduction_nodes; ++n, step *= ratio) sum += step;
    return sum;
}

/// Thicknesses that grow from `first_ground_node` and sum to `ground_depth`.
std::array<double, conduction_nodes> ground_nodes() {
    double low = 1, high = 4;
    for (int n = 0; n < 60; ++n) {
        const double ratio = 0.5 * (low + high);
        (reach(first_ground_node, ratio) < ground_depth ? low : high) = ratio;
    }
    std::array<double, conduction_nodes> nodes{};
    double step = first_ground_node;
    for (double& node : nodes) node = step, step *= low;
    return nodes;
}

/// Thin at both faces: each node 1.6 times the one nearer to its face.
std::array<double, conduction_nodes> shell_nodes(double thickness) {
    std::array<double, conduction_nodes> nodes{};
    double sum = 0;
    for (int n = 0; n < conduction_nodes; ++n)
        sum += nodes[std::size_t(n)] = std::pow(1.6, std::min(n, conduction_nodes - 1 - n));
    for (double& node : nodes) node *= thickness / sum;
    return nodes;
}

/// Integral over depths from..to of heat capacity [J m-2 K-1] or of 1 / conductivity [m2 K W-1].
struct Integral {
    double capacity = 0, resistance = 0;
};
Integral over(const std::vector<MaterialLayer>& layers, double from, double to) {
    Integral sum;
    double top = 0;
    for (std::size_t n = 0; n < layers.size(); ++n) {
        const bool last = n + 1 == layers.size();
        const double bottom = last ? to : top + double(layers[n].thickness);
        const double part = std::min(to, bottom) - std::max(from, top);
        if (part > 0) {
            sum.capacity += part * double(layers[n].heat_capacity);
            sum.resistance += part / double(layers[n].conductivity);
        }
        top += double(layers[n].thickness);
    }
    return sum;
}

/// ln(z0 / z0h). Plants: 2.3, Garratt (1992), The Atmospheric Boundary Layer, section 4.2. Bare ground and
/// roofs, rough for the flow but without leaves' skin: 2.46 Re*^0.25 - 2, Brutsaert (1982), Evaporation into
/// the Atmosphere, section 5.2, at a friction velocity of 0.2 m s-1. Both read second hand: to be verified.
double heat_roughness_ratio(const SurfaceMaterial& material) {
    if (material.leaf_area_index > 0) return 2.3;
    constexpr double friction_velocity = 0.2, viscosity = 1.5e-5;  // m s-1, m2 s-1
    const double reynolds = friction_velocity * double(material.roughness_length) / viscosity;
    return std::max(2.46 * std::pow(reynolds, 0.25) - 2, 0.0);
}

}  // namespace

ConductionGrid conduction_grid(const SurfaceMaterial& material, bool room_behind) {
    double thickness = 0;
    for (const MaterialLayer& layer : material.layers) thickness += double(layer.thickness);
    std::vector<MaterialLayer> layers = material.layers;
    if (material.water)
        for (MaterialLayer& layer : layers) layer.conductivity = float(stirred_conductivity);
    const auto nodes = room_behind || material.water ? shell_nodes(thickness) : ground_nodes();
    ConductionGrid grid{};
    double top = 0, half_before = 0;
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const double middle = top + 0.5 * nodes[n], bottom = top + nodes[n];
        grid.middle[n] = middle;
        grid.capacity[n] = over(layers, top, bottom).capacity;
        grid.resistance[n] = half_before + over(layers, top, middle).resistance;
        half_before = over(layers, middle, bottom).resistance;
        top = bottom;
    }
    grid.resistance.back() =
        half_before + (room_behind ? inner_resistance : 0) + (material.water ? bed_resistance : 0);
    return grid;
}

ConductionFactors conduction_factors(const ConductionGrid& grid, double seconds) {
    ConductionFactors f{};
    double above_of_next = 0;  // behind the last node stands a fixed temperature
    for (int n = conduction_nodes - 1; n >= 0; --n) {
        const auto i = std::size_t(n);
        const double rate = grid.capacity[i] / seconds, up = 1 / grid.resistance[i],
                     down = 1 / grid.resistance[i + 1];
        const double diagonal = rate + up + down * (1 - above_of_next);
        f.keep[n] = float(rate / diagonal);
        f.behind[n] = float(down / diagonal);
        f.above[n] = float(up / diagonal);
        above_of_next = up / diagonal;
    }
    f.skin = float(1 / grid.resistance[0]);
    return f;
}

std::array<float, conduction_nodes> steady_profile(const ConductionGrid& grid, double surface, double room) {
    double total = 0;
    for (const double r : grid.resistance) total += r;
    std::array<float, conduction_nodes> profile{};
    double passed = 0;
    for (std::size_t n = 0; n < profile.size(); ++n) {
        passed += grid.resistance[n];
        profile[n] = float(surface + (room - surface) * passed / total);
    }
    return profile;
}

FacetMaterial facet_material(const SurfaceMaterial& material, bool room_behind, double height,
                             double seconds) {
    FacetMaterial m{};
    m.conduction = conduction_factors(conduction_grid(material, room_behind), seconds);
    if (const double z0 = double(material.roughness_length); z0 > 0) {  // walls have none: wall_exchange()
        const double log_momentum = std::log(height / z0);
        const double log_heat = log_momentum + heat_roughness_ratio(material);
        m.exchange = {float(height),
                      float(double(von_karman) * double(von_karman) / (log_momentum * log_heat)),
                      float(1 + height / z0)};
    }
    m.albedo = material.albedo;
    m.emissivity = material.emissivity;
    m.leaf_area_index = material.leaf_area_index;
    m.stomatal_resistance = material.stomatal_resistance;
    m.open_water = material.water ? 1.0f : 0.0f;
    m.room_behind = room_behind ? 1.0f : 0.0f;
    m.soil_moisture = 1;
    m.rain_store = 1e3f * material.rain_store;
    return m;
}

}  // namespace luwte
