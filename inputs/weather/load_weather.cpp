// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/load_weather.hpp"

#include "inputs/weather/read_formats.hpp"
#include "models/weather/forcing_rules.hpp"

namespace luwte {
namespace {

using namespace weather_text;

bool is_knmi(const TextFile& file) {
    for (const std::string_view text : file.lines) {
        std::string_view line = trimmed(text);
        if (line.starts_with('#')) line = trimmed(line.substr(1));
        if (line.starts_with("STN") && line.find("YYYYMMDD") != std::string_view::npos) return true;
    }
    return false;
}

/// The first line that is neither blank nor a comment begins with a word that is a column of ours.
bool is_csv(const TextFile& file) {
    for (const std::string_view text : file.lines) {
        const std::string_view line = trimmed(text);
        if (line.empty() || line.starts_with('#')) continue;
        return line.find("time_utc") != std::string_view::npos;
    }
    return false;
}

}  // namespace

WeatherSeries load_weather(const std::filesystem::path& path) {
    const TextFile file = read_text(path);
    WeatherSeries series;
    if (!file.lines.empty() && file.lines[0].starts_with("LOCATION,"))
        series = read_epw(file);
    else if (is_csv(file))
        series = read_weather_csv(file);
    else if (is_knmi(file))
        series = read_knmi(file);
    else
        throw InputError(
            file.name, "is no weather file that is known",
            "KNMI hourly has a line 'STN,YYYYMMDD,HH,...', EPW begins with 'LOCATION,', CSV has a "
            "header with time_utc");
    for (std::string& rule : forcing_rules(series)) series.rules.push_back(std::move(rule));
    return series;
}

}  // namespace luwte
