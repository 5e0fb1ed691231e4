// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/sample/plane.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luwte::sample {

/// Side of the square sample [m] and the RD coordinates of its south-west corner (EPSG:28992). The
/// place is invented: the coordinates only have to be real ones for the sun and the grid convergence.
inline constexpr double side = 600, west = 92800, south = 438400;

enum class Houses : std::uint8_t { none, thirties, sixties, nineties, semi, dike };

/// A street: its centre line and what lies beside it, from the middle outward, widths in m.
struct Street {
    std::string name;
    Polyline line;
    double carriageway = 5;   ///< full width
    double verge = 0;         ///< each side, between carriageway and cycle path or footpath
    double cycle_path = 0;    ///< each side
    double parking_left = 0;  ///< strip; 0 = none
    double parking_right = 0;
    double footpath = 2;  ///< each side
    bool asphalt = false;
    Houses left = Houses::none, right = Houses::none;
    int species_left = -1, species_right = -1;  ///< into tree_species(); -1 = no trees
    double tree_spacing = 11;
    int light = 300, medium = 8, heavy = 3, bus = 0;  ///< vehicles per weekday
    int speed = 30;                                   ///< km/h

    double half_width(bool left_side) const {
        return carriageway / 2 + verge + cycle_path + footpath + (left_side ? parking_left : parking_right);
    }
};

struct Species {
    const char* name;
    double height_low, height_high;  ///< m
    double crown_low, crown_high;    ///< diameter, m
};
const std::vector<Species>& tree_species();
enum SpeciesIndex : int { lime, oak, plane, maple, ash, elm, cherry, birch, willow, poplar, hawthorn };

/// A large building that is drawn, not laid out by rule.
struct Block {
    const char* use;  ///< BAG gebruiksdoel
    Point centre;
    double angle;          ///< rad, anticlockwise from east
    double length, depth;  ///< m
    int storeys;
    double storey_height;  ///< m
    int year, homes;
};

/// The design of the neighbourhood: drawn by hand, the same for every seed.
struct Plan {
    std::vector<Street> streets;  ///< the first is the busy road (stadsweg)
    Polyline canal;
    double canal_width = 15, canal_level = -2.1;  ///< m; m NAP
    Polyline ditch;
    double ditch_width = 3, ditch_level = -1.75;
    double bridge_s = 0;  ///< where the stadsweg crosses the canal [m along the stadsweg]
    double bridge_deck = 1.35, bridge_half_length = 11;
    Ring park{}, pond{}, playground{}, wood{}, square{}, school_yard{}, school_garden{}, meadow{};
    double pond_level = -1.95;
    std::vector<Polyline> park_paths{};  ///< shells
    std::vector<Polyline> pavements{};   ///< tiles
    std::vector<Ring> flats_green{};     ///< lawns with tree groups
    std::vector<Ring> parking_lots{};    ///< parkeervlak
    std::vector<Ring> shrubs{};
    std::vector<Block> blocks{};
    std::size_t school_first = 0, school_count = 0;  ///< blocks that are the school

    struct Site {
        const char* id;
        const char* name;
        Ring yard, building;
    };
    std::vector<Site> sites{};
};
Plan make_plan(std::uint64_t seed);

/// Height of the ground before anything is built on it [m NAP]. `p` may be anywhere.
class Terrain {
  public:
    Terrain(const Plan& plan, std::uint64_t seed);
    double at(Point p) const;

  private:
    const Plan* plan_;
    std::uint64_t seed_;
};

}  // namespace luwte::sample
