// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/study_checks.hpp"

#include "inputs/study/suggest.hpp"
#include "inputs/weather/load_weather.hpp"
#include "models/ranking/indicators.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <set>

#include <cpl_error.h>
#include <fmt/format.h>
#include <ogr_spatialref.h>

namespace luwte {

namespace {

namespace fs = std::filesystem;

constexpr double most_columns = 400e6;   ///< of one grid: about 20 GiB of fields
constexpr double cell_tolerance = 1e-6;  ///< of a cell: rounding of bounds and cell size

/// Digits only, no sign; -1 when it is not such a number.
int digits(std::string_view text) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && text[0] != '-' ? value : -1;
}

int epsg_of(std::string_view crs) { return crs.starts_with("EPSG:") ? digits(crs.substr(5)) : -1; }

/// GDAL reports through return values here; its own messages would be a second, unclear report.
struct QuietGdal {
    QuietGdal() { CPLPushErrorHandler(CPLQuietErrorHandler); }
    ~QuietGdal() { CPLPopErrorHandler(); }
};

fs::path folder_of_program() {
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error).parent_path();
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

bool is_gdal_virtual(std::string_view path) { return lower(path).starts_with("/vsi"); }

/// Replaces every ${NAME}. False with a filled problem when a name is unknown or has no value.
bool expand(std::string& path, Problem& problem) {
    for (std::size_t begin = path.find("${"); begin != path.npos; begin = path.find("${", begin)) {
        const std::size_t end = path.find('}', begin);
        const std::string name = path.substr(begin + 2, end == path.npos ? path.npos : end - begin - 2);
        if (end == path.npos || (name != "LUWTE_SHARED" && name != "LUWTE_SAMPLE")) {
            problem.what = "unknown variable '${" + printable(name) + (end == path.npos ? "'" : "}'");
            problem.hint = "${LUWTE_SHARED} and ${LUWTE_SAMPLE} are expanded, nothing else";
            return false;
        }
        const char* set = std::getenv(name.c_str());
        std::string value = set != nullptr ? set : "";
        if (value.empty() && name == "LUWTE_SAMPLE") value = (folder_of_program() / "sample").string();
        if (std::error_code error;
            value.empty() && name == "LUWTE_SHARED" && fs::is_directory("../shared", error))
            value = fs::absolute("../shared").lexically_normal().string();
        if (value.empty()) {
            problem.what = "the environment variable LUWTE_SHARED is not set and ../shared is no folder";
            problem.hint = "export LUWTE_SHARED=<folder with data/ and validation/>";
            return false;
        }
        path.replace(begin, end - begin + 1, value);
        begin += value.size();
    }
    return true;
}

}  // namespace

namespace {
std::string check_line(std::string_view text, std::size_t longest) {
    if (text.size() > longest) return fmt::format("it has to be at most {} characters", longest);
    const bool control =
        std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    return control ? "it has to be one line without control characters" : "";
}
}  // namespace

std::string check_title(std::string_view title) { return check_line(title, 200); }
std::string check_sources(std::string_view sources) { return check_line(sources, 400); }

std::string check_time_zone(std::string_view zone) {
    const bool plain = std::all_of(zone.begin(), zone.end(), [](unsigned char c) {
        return std::isalnum(c) || c == '_' || c == '/' || c == '+' || c == '-';
    });
    if (zone.empty() || zone.size() > 64 || !plain || zone.front() == '/')
        return "it has to be a name like \"Europe/Amsterdam\"";
    return "";
}

std::string check_crs(std::string_view crs) {
    if (crs == "local" || crs == "EPSG:28992") return "";
    const int epsg = epsg_of(crs);
    if (epsg < 0) return "it has to be \"EPSG:<code>\" or \"local\"";
    const QuietGdal quiet;
    OGRSpatialReference reference;
    if (epsg > 1'000'000 || reference.importFromEPSG(epsg) != OGRERR_NONE)
        return "no such EPSG code is known";
    if (reference.IsCompound()) return "it is compound; give its horizontal system alone";
    if (!reference.IsProjected())
        return "it is not projected; a system in metres is needed, such as \"EPSG:28992\"";
    if (std::fabs(reference.GetLinearUnits() - 1) > 1e-9) return "its unit is not the metre";
    return "";
}

std::string check_date(std::string_view date) {
    const std::string expected = "it has to be a date \"YYYY-MM-DD\", 1900 to 2100";
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') return expected;
    const int year = digits(date.substr(0, 4)), month = digits(date.substr(5, 2)),
              day = digits(date.substr(8, 2));
    if (year < 1900 || year > 2100 || month < 0 || day < 0) return expected;
    const std::chrono::year_month_day calendar{std::chrono::year{year}, std::chrono::month(month),
                                               std::chrono::day(day)};
    return calendar.ok() ? "" : "there is no such day in the calendar";
}

fs::path resolve_input_path(std::string_view text, const fs::path& folder, Problem& problem) {
    std::string path(text);
    const auto refuse = [&](std::string what, std::string hint) {
        problem.what = std::move(what);
        problem.hint = std::move(hint);
        return fs::path();
    };
    if (path.empty()) return refuse("an empty path", "leave an optional key out instead");
    const bool control =
        std::any_of(path.begin(), path.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (control || path.size() > 4000) return refuse("it is no usable path: \"" + printable(path) + "\"", "");
    if (!expand(path, problem)) return {};

    const std::string local_only = "unpack or download it first; a study reads plain local files";
    if (path.find("://") != path.npos)
        return refuse("\"" + printable(path) + "\" is an address, not a file", local_only);
    const fs::path full = fs::absolute(folder / path).lexically_normal();
    if (is_gdal_virtual(path) || is_gdal_virtual(full.string()))
        return refuse("\"" + printable(path) + "\" is a virtual file system of GDAL", local_only);

    std::error_code error;
    if (!fs::exists(full, error)) return refuse("no such file: " + printable(full.string(), 300), "");
    if (!fs::is_regular_file(full, error))
        return refuse("it is not a plain file: " + printable(full.string(), 300), "");
    return full;
}

void check_leaf_season(const Study& study, const StudyChecks& checks) {
    const std::string_view key = "city.leaf_season_day_of_year";
    const auto& days = study.city.leaf_season_day_of_year;
    if (checks.good(key) && !std::ranges::is_sorted(days))
        checks.report(key,
                      fmt::format("'{}' is {}, {}, {}, {}; the days have to follow each other within a year",
                                  key, days[0], days[1], days[2], days[3]),
                      "the order is: buds open, full leaf, leaves begin to fall, bare");
}

void check_area(Study& study, const StudyChecks& checks) {
    Study::Area& area = study.area;
    area.epsg = area.crs == "local" ? 0 : epsg_of(area.crs);
    if (checks.good("area.crs"))
        for (const std::string_view key : {"area.latitude_deg", "area.longitude_deg"}) {
            const bool local = area.epsg == 0;
            if (local && !checks.given(key))
                checks.report(
                    key,
                    fmt::format("missing key '{}': crs = \"local\" does not say where the sun stands", key),
                    fmt::format("for example: {}", key == "area.latitude_deg" ? "latitude_deg = 52.16"
                                                                              : "longitude_deg = 5.39"));
            if (!local && checks.given(key))
                checks.report(
                    key,
                    fmt::format("'{}' goes with crs = \"local\" only; {} knows where it is", key, area.crs),
                    "remove the key");
        }

    if (!checks.good("area.bounds_m")) return;
    const std::string_view key = "area.bounds_m";
    const auto [xmin, ymin, xmax, ymax] = area.bounds_m;
    const std::string order = "the order is xmin, ymin, xmax, ymax";
    if (xmin >= xmax || ymin >= ymax) {
        checks.report(key,
                      fmt::format("'area.bounds_m' is empty: x {} to {}, y {} to {}", xmin, xmax, ymin, ymax),
                      order);
        return;
    }
    if (checks.good("area.crs") && area.epsg == 28992 &&
        (xmin < -7000 || xmax > 300000 || ymin < 289000 || ymax > 629000)) {
        const bool degrees =
            std::max({std::fabs(xmin), std::fabs(ymin), std::fabs(xmax), std::fabs(ymax)}) <= 180;
        checks.report(
            key,
            fmt::format("'area.bounds_m' is x {} to {}, y {} to {}; EPSG:28992 (RD New) holds x -7000 to "
                        "300000, y 289000 to 629000",
                        xmin, xmax, ymin, ymax),
            degrees ? "these look like degrees; give metres in RD New" : order);
        return;
    }
    if (std::max({std::fabs(xmin), std::fabs(ymin), std::fabs(xmax), std::fabs(ymax)}) > 1e8) {
        checks.report(key, "'area.bounds_m' lies more than 1e8 m from the origin", order);
        return;
    }
    if (!checks.good("area.cell_size_m")) return;
    const double cell = area.cell_size_m;
    const double nx = std::floor((xmax - xmin) / cell + cell_tolerance);
    const double ny = std::floor((ymax - ymin) / cell + cell_tolerance);
    if (nx < 1 || ny < 1) {
        checks.report(key,
                      fmt::format("'area.bounds_m' is {} x {} m; that holds no cell of {} m", xmax - xmin,
                                  ymax - ymin, cell),
                      order);
        return;
    }
    if (nx * ny > most_columns)
        checks.report(
            key,
            fmt::format(
                "'area.bounds_m' holds {:.0f} x {:.0f} cells of {} m; at most 400 million are allowed", nx,
                ny, area.cell_size_m),
            "use a larger cell_size_m or a smaller area");

    // The grid starts at xmin, ymin and holds the whole cells that fit.
    const double cut_x = (xmax - xmin) - nx * cell, cut_y = (ymax - ymin) - ny * cell;
    area.bounds_m = {xmin, ymin, xmin + nx * cell, ymin + ny * cell};
    if (std::max(cut_x, cut_y) > cell_tolerance * cell)
        study.warnings.push_back(fmt::format(
            "area.bounds_m is no whole number of cells of {} m: the last {:.6g} m in x and {:.6g} m in y "
            "are left out",
            cell, std::max(0.0, cut_x), std::max(0.0, cut_y)));
}

void check_days(Study& study, const StudyChecks& checks) {
    if (!checks.good("weather.days")) return;
    std::vector<std::string>& days = study.weather.days;
    if (days.empty())
        checks.report("weather.days", "'weather.days' is empty; at least one day is needed",
                      "for example: days = [\"2019-07-25\"]");
    if (days.size() > 366)
        checks.report("weather.days",
                      fmt::format("'weather.days' has {} days; at most 366 are allowed", days.size()), "");
    std::set<std::string> seen, told;
    for (const std::string& day : days)
        if (!seen.insert(day).second && told.insert(day).second)
            checks.report("weather.days", fmt::format("'weather.days' names {} twice", day), "");
    std::sort(days.begin(), days.end());
}

constexpr std::string_view background_files[] = {"air.background_file",     "air.background_no2_map",
                                                 "air.background_o3_map",   "air.background_pm10_map",
                                                 "air.background_pm25_map", "air.background_ec_map"};

void check_air(const Study& study, const StudyChecks& checks) {
    if (!study.air.asked) return;
    for (const std::string_view key : {"air.road_width_m", "air.initial_height_m", "air.traffic_by_hour",
                                       "air.yards", "air.sources", "air.deposition"})
        if (checks.given(key) && (!study.wind.asked || study.wind.method == "mass_consistent"))
            checks.report(
                key, fmt::format("'{}' counts with the wind around the buildings only", key),
                "add the section [wind] with method = \"k_epsilon\", its default, or remove the key");
    const std::vector<double>& by_hour = study.air.traffic_by_hour;
    if (checks.good("air.traffic_by_hour") && !by_hour.empty()) {
        if (by_hour.size() != 24)
            checks.report(
                "air.traffic_by_hour",
                fmt::format("'air.traffic_by_hour' has {} numbers; it has to have 24", by_hour.size()),
                "one for each local hour of a day, the first from 0 to 1 h");
        else if (std::ranges::all_of(by_hour, [](double share) { return share == 0; }))
            checks.report("air.traffic_by_hour", "'air.traffic_by_hour' has no traffic in any hour",
                          "leave the key out for as much in all hours");
    }
    const auto require = [&](std::string_view key, std::string_view why, std::string_view example) {
        if (!checks.given(key))
            checks.report(key, fmt::format("missing key '{}': {} needs it", key, why),
                          fmt::format("for example, below [{}]: {} = {}", key.substr(0, key.find('.')),
                                      key.substr(key.find('.') + 1), example));
    };
    /// A value or a map, where no column of a file may stand for it; not both.
    const auto background = [&](const std::string& of, const std::string& why, std::string_view example) {
        const std::string value = fmt::format("air.background_{}_ug_m3", of),
                          map = fmt::format("air.background_{}_map", of);
        if (checks.given(value) && checks.given(map))
            checks.report(map, fmt::format("'{}' and '{}' are both given", value, map), "remove one of them");
        else if (!checks.given(map) && !checks.given("air.background_file"))
            require(value, why, example);
    };
    const auto of_a_year = [&](std::string_view key) { return checks.given(key); };
    if (std::ranges::any_of(background_files, of_a_year))
        require("air.background_year", "a file of the background", "2024");
    else if (checks.given("air.background_year"))
        checks.report("air.background_year", "'air.background_year' is given, but no file of the background",
                      "add air.background_file or a map such as air.background_no2_map, or remove the key");
    require("city.roads", "[air]", "\"Wegdelen.csv\"");
    require("air.receptors", "[air]", "\"Receptoren.csv\"");
    require("air.emission_factors", "[air]", "\"emission_factors.csv\"");
    require("air.year", "[air]", "2030");
    require("air.wind_speed_m_s", "[air]", "3.5");
    if (!checks.good("air.pollutants")) return;
    const std::vector<std::string>& pollutants = study.air.pollutants;
    if (pollutants.empty()) {
        checks.report("air.pollutants", "'air.pollutants' is empty", "leave the key out for all of them");
        return;
    }
    for (const std::string_view of : {"no2", "o3", "pm10", "pm25", "ec"}) {
        const std::string_view pollutant = of == "o3" ? "no2" : of;
        if (std::ranges::count(pollutants, pollutant) > 0) continue;
        for (const std::string& key :
             {fmt::format("air.background_{}_ug_m3", of), fmt::format("air.background_{}_map", of),
              fmt::format("air.double_count_{}_ug_m3", of)})
            if (checks.given(key))
                checks.report(key,
                              fmt::format("'{}' changes nothing: 'air.pollutants' has no {}", key, pollutant),
                              fmt::format("remove the key, or name {} in air.pollutants", pollutant));
    }
    for (std::size_t n = 0; n < pollutants.size(); ++n) {
        const std::string& name = pollutants[n];
        if (std::find(pollutants.begin(), pollutants.begin() + std::ptrdiff_t(n), name) !=
            pollutants.begin() + std::ptrdiff_t(n)) {
            checks.report("air.pollutants", fmt::format("'air.pollutants' names '{}' twice", name), "");
            continue;
        }
        background(name, name, "12.5");
        if (name == "no2") background("o3", name, "45");
    }
}

void check_ranking(const Study& study, const StudyChecks& checks) {
    const auto ascending = [](const std::vector<double>& hours) {
        return std::ranges::adjacent_find(hours, std::greater_equal<>()) == hours.end();
    };
    const std::vector<double>&school = study.ranking.school_h, &breaks = study.ranking.breaks_h;
    if (checks.good("ranking.school_h") && (school.size() != 2 || !ascending(school)))
        checks.report("ranking.school_h",
                      "'ranking.school_h' has to be two hours, the first before the second",
                      "for example: school_h = [8.5, 15]");
    if (checks.good("ranking.breaks_h") && (breaks.size() % 2 != 0 || breaks.empty() || !ascending(breaks)))
        checks.report("ranking.breaks_h", "'ranking.breaks_h' has to be pairs of hours, ascending",
                      "for example: breaks_h = [10.25, 10.5, 12, 12.75]");
    if ((study.ranking.warmer_2050_k > 0) != !study.ranking.warmer_2050_source.empty())
        checks.report(
            "ranking.warmer_2050_k",
            fmt::format("'ranking.warmer_2050_k' is {} {} 'ranking.warmer_2050_source'",
                        study.ranking.warmer_2050_k, study.ranking.warmer_2050_k > 0 ? "without" : "with"),
            "the one says by how much, the other where that comes from, such as a scenario of "
            "KNMI'23");
    std::vector<std::string> names(std::begin(indicator_groups), std::end(indicator_groups));
    for (const Indicator& indicator : indicators()) names.push_back(indicator.id);
    for (const auto& [name, weight] : study.ranking.weights)
        if (study.ranking.scores.empty() && std::ranges::find(names, name) == names.end()) {
            const std::string nearest = nearest_name(name, names);
            checks.report("ranking.weights",
                          fmt::format("'ranking.weights' has '{}', which is no group and no indicator",
                                      printable(name)),
                          nearest.empty() ? "groups: heat, air, green, wind, plot, imported"
                                          : fmt::format("did you mean '{}'?", nearest));
        }
}

void check_green_benefits(const Study& study, const StudyChecks& checks) {
    if (!study.green_benefits.asked) return;
    if (study.scenarios.empty())
        checks.report("green_benefits", "[green_benefits] changes nothing: the study has no scenario",
                      "benefits are those of a plan less the present: name a plan by [[scenario]]");
    constexpr double most = 5;  // GreenModel::largest_column
    if (checks.good("area.cell_size_m") && study.area.cell_size_m > most)
        checks.report(
            "area.cell_size_m",
            fmt::format("'area.cell_size_m' is {:g}; with [green_benefits], whose cells are 10 m, it "
                        "can be at most {:g}",
                        study.area.cell_size_m, most),
            "take a smaller one, or leave [green_benefits] out");
}

void check_rest(const Study& study, const StudyChecks& checks) {
    const auto multiple = [&](std::string_view key, int value, int of) {
        if (checks.good(key) && value % of != 0)
            checks.report(key, fmt::format("'{}' is {}; it has to be a multiple of {}", key, value, of),
                          fmt::format("{} is", (value + of / 2) / of * of));
    };
    multiple("sky.azimuths", study.sky.azimuths, 24);
    multiple("sky.elevations", study.sky.elevations, 18);
    if (checks.good("time_zone")) try {
            local_day_begin("2000-01-01", study.time_zone);
        } catch (const InputError&) {
            checks.report("time_zone",
                          fmt::format("'time_zone' is \"{}\"; no such time zone is known", study.time_zone),
                          "a name of the IANA time zone database, such as \"Europe/Amsterdam\" or \"UTC\"");
        }
    const Study::Wind& wind = study.wind;
    if (wind.asked && checks.good("wind.cell_size_m") && checks.good("area.cell_size_m")) {
        const double cell = study.area.cell_size_m, ratio = wind.cell_size_m / cell;
        if (ratio < 1 - cell_tolerance || std::abs(ratio - std::round(ratio)) > cell_tolerance)
            checks.report("wind.cell_size_m",
                          fmt::format("'wind.cell_size_m' is {}; it has to be a whole number of "
                                      "area.cell_size_m, which is {}",
                                      wind.cell_size_m, cell),
                          fmt::format("{} is", std::max(std::round(ratio), 1.0) * cell));
    }
    if (wind.asked && checks.good("wind.upwind_roughness_m") && wind.upwind_roughness_m > 0 &&
        wind.upwind_roughness_m < 0.0001)
        checks.report("wind.upwind_roughness_m",
                      fmt::format("'wind.upwind_roughness_m' is {}; it has to be 0 or 0.0001 to 2",
                                  wind.upwind_roughness_m),
                      "open water has 0.0002");
    const std::vector<std::string>& classes = wind.stability_classes;
    if (checks.given("wind.inflow_table")) {
        if (checks.good("wind.upwind_roughness_m") && wind.upwind_roughness_m == 0)
            checks.report(
                "wind.inflow_table",
                "'wind.inflow_table' needs 'wind.upwind_roughness_m' above 0: the z0 of the land that "
                "this wind blows over, up to the buildings of the area",
                "0.03 fields, 0.5 suburbs, 1 town centres: that of the place of the table");
        if (checks.good("wind.stability_classes") && classes.size() > 1)
            checks.report(
                "wind.stability_classes",
                "'wind.stability_classes' asks for more than neutral air, which 'wind.inflow_table' "
                "does not describe: a table has no temperature and no flux of heat",
                "leave one of the two out");
    }
    if (checks.good("wind.stability_classes")) {
        if (classes.size() > 1 && wind.method == "mass_consistent")
            checks.report("wind.stability_classes",
                          "'wind.stability_classes' asks for more than neutral air, which screening does not "
                          "know",
                          "wind.method = \"k_epsilon\" does");
        if (std::ranges::count(classes, "neutral") == 0)
            checks.report("wind.stability_classes", "'wind.stability_classes' lacks \"neutral\"",
                          "between stable and unstable air lies neutral air; wind comfort is made of it");
        for (std::size_t n = 0; n < classes.size(); ++n)
            if (std::find(classes.begin(), classes.begin() + std::ptrdiff_t(n), classes[n]) !=
                classes.begin() + std::ptrdiff_t(n))
                checks.report("wind.stability_classes",
                              fmt::format("'wind.stability_classes' names '{}' twice", classes[n]), "");
    }
    const std::vector<std::string>& fields = study.output.fields;
    for (std::size_t n = 0; n < fields.size(); ++n)
        if (checks.good("output.fields") &&
            std::find(fields.begin(), fields.begin() + n, fields[n]) != fields.begin() + n)
            checks.report("output.fields", fmt::format("'output.fields' names '{}' twice", fields[n]), "");
    for (const std::string_view name : wind_comfort_field_names)
        if (!wind.asked && checks.good("output.fields") && std::ranges::count(fields, name) > 0)
            checks.report(
                "output.fields",
                fmt::format("'output.fields' names '{}', which needs the wind around the buildings", name),
                "add the section [wind], or leave the field out");
    for (const std::string& name : fields) {
        const std::string_view pollutant = pollutant_of(name);
        if ((pollutant.empty() && name != air_hours_word) || !checks.good("output.fields")) continue;
        if (is_srm1_field(name) && !study.air.asked)
            checks.report("output.fields",
                          fmt::format("'output.fields' names '{}', which needs traffic", name),
                          "add the section [air], or leave the field out");
        else if (!is_srm1_field(name) &&
                 (!wind.asked || !study.air.asked || wind.method == "mass_consistent"))
            checks.report(
                "output.fields",
                fmt::format("'output.fields' names '{}', which needs traffic and the wind around the "
                            "buildings, by more than a screening",
                            name),
                "add the sections [air] and [wind] with method = \"k_epsilon\", or leave the field "
                "out");
        else if (!study.air.sources.empty() && !name.starts_with("yearly_"))
            checks.report("output.fields",
                          fmt::format("'output.fields' names '{}', but concentrations of steps do not know "
                                      "'air.sources'",
                                      name),
                          "leave the field out, or the sources");
        else if (name != air_hours_word && checks.good("air.pollutants") &&
                 std::ranges::count(study.air.pollutants, pollutant) == 0)
            checks.report(
                "output.fields",
                fmt::format("'output.fields' names '{}', but 'air.pollutants' has no {}", name, pollutant),
                "add it there, or leave the field out");
    }
    const Study::WeatherInput& weather = study.weather;
    if (checks.good("weather.urban_increment") && weather.urban_increment != "slab")
        for (const char* key : {"weather.urban_fetch_m", "weather.anthropogenic_heat_w_m2"})
            if (checks.given(key))
                checks.report(key,
                              fmt::format("'{}' counts with weather.urban_increment = \"slab\" only; it is "
                                          "\"{}\"",
                                          key, weather.urban_increment),
                              "remove it, or choose the slab");
    if (checks.good("weather.anthropogenic_heat_w_m2") && weather.anthropogenic_heat_w_m2 > 0 &&
        weather.anthropogenic_heat_source.empty())
        checks.report("weather.anthropogenic_heat_w_m2",
                      fmt::format("'weather.anthropogenic_heat_w_m2' is {} without a source",
                                  weather.anthropogenic_heat_w_m2),
                      "say in weather.anthropogenic_heat_source where the number comes from");
}

}  // namespace luwte
