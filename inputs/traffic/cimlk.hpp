// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "models/traffic/traffic.hpp"

#include <filesystem>
#include <string>
#include <unordered_set>
#include <vector>

/// Traffic from the files of the Dutch central instrument for air quality (CIMLK, formerly NSL): roads,
/// receptors, and the official results for them. What the columns mean: RIVM, information model air quality
/// (IMLK), and docs/models/srm1.md.
///
/// All throw InputError with all problems of a file: columns that are missing, values that are no number or
/// out of range, words that are not known, geometries that cannot be read, identifications that stand twice.
namespace luwte {

/// A box in the study's CRS, m, and how far around it roads count.
struct TrafficArea {
    double x0_m, y0_m, x1_m, y1_m;
    double reach_m = 0;
};

struct CimlkRoads {
    std::vector<RoadSegment> segments;          ///< that reach into the grown box, in the file's order
    std::unordered_set<std::string> elsewhere;  ///< identifications of all others
    std::size_t streets = 0, open_roads = 0;    ///< among `segments`: SRM1 and SRM2
    std::size_t zero_length = 0;                ///< among `segments`
    InputRecord record;
    std::vector<std::string> warnings;
};

/// Wegdelen.csv. `role` is the study's key, for messages and the record.
CimlkRoads read_cimlk_roads(const std::string& role, const std::filesystem::path& file,
                            const TrafficArea& area);

struct CimlkReceptors {
    std::vector<Receptor> receptors;  ///< inside the box, in the order in which they first stand in the file
    std::size_t links = 0;            ///< with streets of `roads`
    std::size_t without_street = 0;   ///< receptors without a link
    std::size_t roads_missing = 0;    ///< links with a segment that is in no row of the roads' file
    std::size_t roads_elsewhere = 0;  ///< with one outside the grown box
    std::size_t open_roads = 0;       ///< with an open road (SRM2)
    InputRecord record;
    std::vector<std::string> warnings;
};

/// Receptoren.csv, a row for each receptor and street, linked with `roads`. Links that lead nowhere are
/// counted and left out.
CimlkReceptors read_cimlk_receptors(const std::string& role, const std::filesystem::path& file,
                                    const TrafficArea& area, const CimlkRoads& roads);

/// What the official calculation found at a receptor, yearly means in ug m-3; NaN = no value.
struct CimlkResult {
    std::string receptor;
    MapPoint at{};
    double no2 = no_value, no2_background = no_value, o3_background = no_value;
    double nox_streets = no_value, nox_open_roads = no_value;  ///< SRM1 and SRM2
    double no2_direct_streets = no_value, no2_direct_open_roads = no_value;
    double no2_conversion = no_value;  ///< made of all roads' NO by ozone
    double pm10 = no_value, pm10_streets = no_value, pm10_days = no_value;  ///< days above 50 ug m-3
    double pm25 = no_value, pm25_streets = no_value;
    double ec = no_value, ec_streets = no_value;
};

struct CimlkResults {
    std::vector<CimlkResult> results;  ///< inside the box
    int year = 0;                      ///< that was calculated
    std::string version;               ///< of the official program
    InputRecord record;
};

/// Rekenresultaten.csv. A file with several years or versions is refused.
CimlkResults read_cimlk_results(const std::string& role, const std::filesystem::path& file,
                                const TrafficArea& area);

}  // namespace luwte
