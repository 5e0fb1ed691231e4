// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Roads with their traffic and points along them, whatever file they came from. NaN = the file has no value.
namespace luwte {

enum class Substance { nox, no2, pm10, pm25, ec };  ///< no2: what vehicles emit as such, a part of nox
inline constexpr std::array<std::string_view, 5> substance_names{"nox", "no2", "pm10", "pm25", "ec"};

enum class VehicleClass { light, medium, heavy, bus };
inline constexpr std::array<std::string_view, 4> vehicle_class_names{"light", "medium", "heavy", "bus"};

/// Dutch classes of driving a to e: motorway, rural road (about 60 km/h), town (15 to 30 km/h), stagnating
/// town (below 15 km/h), freely flowing town (30 to 45 km/h). Speeds: IMLK 1.2, WegverkeerSnelheid.
enum class SpeedClass { motorway, rural, town, stagnating, free_town };
inline constexpr std::array<std::string_view, 5> speed_class_names{"a", "b", "c", "d", "e"};

inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

struct MapPoint {
    double x_m, y_m;  ///< in the study's CRS
};

struct Vehicles {
    double per_weekday = no_value;       ///< mean of the days of a week, both or one direction as the segment
    double stagnation_share = no_value;  ///< 0 to 1, of these that drive as speed class d
};

struct RoadScreen {
    double distance_m = no_value, height_m = no_value;  ///< from the road's edge; above the road
};

/// A stretch of road with one traffic. Some streets have one for each direction.
struct RoadSegment {
    std::string id, street;
    std::optional<SpeedClass> speed_class;  ///< of a street (SRM1)
    int open_road_type = 0;                 ///< 92 to 94, of an open road (SRM2); 0 = a street
    double tunnel_factor = 1;               ///< of what is emitted; 0 in a tunnel, above 1 at its mouths
    double height_m = no_value;             ///< above the land around
    double speed_limit_km_h = no_value;
    RoadScreen left, right;              ///< seen along the line
    std::array<Vehicles, 4> vehicles{};  ///< by VehicleClass
    std::vector<MapPoint> line;          ///< one point or more; all may be the same

    const Vehicles& of(VehicleClass c) const { return vehicles[std::size_t(c)]; }
};

/// A street of which a receptor stands in the reach, and what stands along it there.
struct StreetLink {
    std::size_t segment = 0;  ///< index
    int building_type = 0;    ///< 1 wide canyon, 2 narrow canyon, 3 buildings on one side, 4 other
    double tree_factor = 1;   ///< 1, 1.25 or 1.5
};

/// A point where concentrations are asked for.
struct Receptor {
    std::string id;
    MapPoint at;
    std::vector<StreetLink> streets;
};

}  // namespace luwte
