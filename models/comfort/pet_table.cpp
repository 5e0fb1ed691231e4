// SPDX-License-Identifier: Apache-2.0
#include "models/comfort/pet_table.hpp"

#include "kernels/core/launch.hpp"

#include <cmath>
#include <string>

namespace luwte {
namespace {

constexpr float air_spacing = 1.0f;      // K
constexpr float radiant_spacing = 1.0f;  // K
constexpr float wind_spacing = 0.035f;   // m^1/4 s^-1/4

PetAxis axis(float low, float high, float spacing) {
    const idx first = idx(std::floor(low / spacing));
    const idx last = std::max(idx(std::ceil(high / spacing)), first + 1);
    return {float(first) * spacing, spacing, last - first + 1};
}

void require(const char* what, float low, float high, float least, float most, const char* unit) {
    if (low >= least && high <= most) return;
    throw RuntimeError(std::string("PET: ") + what + " runs from " + std::to_string(low) + " to " +
                       std::to_string(high) + " " + unit + "; the model is made for " +
                       std::to_string(least) + " to " + std::to_string(most));
}

/// One call of the full model per node: (wind, air, radiant).
struct FullModelAtNode {
    const PetModel* model;
    PetAxis air, radiant, wind;
    double vapour_pressure;
    View3D<float> node;

    void operator()(idx k, idx j, idx i) const {
        const double root = wind.node(k), square = root * root;
        const auto b = model->branches({air.node(j), radiant.node(i), square * square, vapour_pressure});
        node(k, j, 4 * i) = float(b.sweat_sweat);
        node(k, j, 4 * i + 1) = float(b.sweat_wet);
        node(k, j, 4 * i + 2) = float(b.wet_sweat);
        node(k, j, 4 * i + 3) = float(b.wet_wet);
    }
};

}  // namespace

PetTable::PetTable(const Backend& backend, const PetModel& model, const PetRange& range,
                   float vapour_pressure) {
    constexpr PetRange most = pet_limits;
    require("air temperature", range.air_min, range.air_max, most.air_min, most.air_max, "K");
    require("mean radiant temperature", range.radiant_min, range.radiant_max, most.radiant_min,
            most.radiant_max, "K");
    require("wind speed", range.wind_min, range.wind_max, most.wind_min, most.wind_max, "m s-1");
    require("vapour pressure", vapour_pressure, vapour_pressure, 0.0f, 20000.0f, "Pa");
    air_ = axis(range.air_min, range.air_max, air_spacing);
    radiant_ = axis(range.radiant_min, range.radiant_max, radiant_spacing);
    wind_ = axis(std::sqrt(std::sqrt(range.wind_min)), std::sqrt(std::sqrt(range.wind_max)), wind_spacing);

    const Backend host = Backend::cpu();
    nodes_ = Field3D<float>(host, {wind_.count, air_.count, 4 * radiant_.count}, "pet_table", "degC");
    for_each_cell<Cpu>(host, "comfort: PET at nodes", Box3{0, wind_.count, 0, air_.count, 0, radiant_.count},
                       FullModelAtNode{&model, air_, radiant_, wind_, vapour_pressure, nodes_.view()});
    if (!backend.is_cpu()) nodes_ = nodes_.copy_to(backend);
}

}  // namespace luwte
