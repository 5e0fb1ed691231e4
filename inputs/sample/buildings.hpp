// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/sample/plan.hpp"

#include <string>
#include <vector>

namespace luwte::sample {

enum class Roof : std::uint8_t { flat, ridge_along_u, ridge_along_v, hip };

/// A box with a roof, in the frame of its building. Heights are above the building's base.
struct Part {
    double u0, u1, v0, v1;  ///< m
    Roof roof = Roof::flat;
    double eave = 3;                          ///< m: gutter, or the roof itself when flat
    double slope = 0;                         ///< rise per m of a pitched roof
    double parapet = 0;                       ///< m above a flat roof, half a metre wide
    double height(double u, double v) const;  ///< m; u, v inside the box
};

struct Building {
    Frame frame{};
    std::vector<Part> parts{};
    Ring footprint{};  ///< to the millimetre, as in BAG
    double base = 0;   ///< ground [m NAP]
    int year = 0, homes = 1;
    const char* use = "woonfunctie";
    std::string identifier{};      ///< BAG pand number, 16 digits
    bool in_bag = true;            ///< a few sheds are in no register
    bool demolished = false;       ///< in BAG, no longer there
    double highest = 0;            ///< m above base
    double height(Point p) const;  ///< m above base; 0 outside
};

struct BuiltPlan {
    std::vector<Building> buildings;
    std::vector<Ring> gardens;  ///< BGT erf
    std::vector<Ring> alleys;   ///< paths behind the gardens
};

/// Marks streets, water, park and other places where no house goes.
void reserve(const Plan& plan, Mask& mask);
/// Lays out houses along the streets where there is room, with gardens and sheds, and the drawn blocks.
BuiltPlan build(const Plan& plan, const Terrain& terrain, Mask& mask, std::uint64_t seed);

}  // namespace luwte::sample
