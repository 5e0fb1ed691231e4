// SPDX-License-Identifier: Apache-2.0
#include "host/output/run_metadata.hpp"

#include <cctype>
#include <chrono>
#include <cmath>
#include <ctime>
#include <iomanip>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

bool ends_path(char c) {
    return c == '"' || c == '\'' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ';' || c == ')' ||
           c == ']' || c == '}' || c == '>';
}

bool may_precede_path(std::string_view text, std::size_t at) {
    if (at == 0) return true;
    const char before = text[at - 1];
    return std::isspace(static_cast<unsigned char>(before)) ||
           std::string_view("\"'([{=,;:").find(before) != std::string_view::npos;
}

/// Length of what starts an absolute path at `at`: "/x", "~/", "C:\", "\\x" or "file://"; 0 = none.
std::size_t path_root(std::string_view text, std::size_t at) {
    if (!may_precede_path(text, at)) return 0;
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("file://")) return 7;
    if (rest.starts_with("~/") || rest.starts_with("\\\\")) return 2;
    if (rest.size() > 2 && std::isalpha(static_cast<unsigned char>(rest[0])) && rest[1] == ':' &&
        (rest[2] == '\\' || (rest[2] == '/' && !rest.starts_with(std::string(1, rest[0]) + "://"))))
        return 3;
    const auto letter = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
    };
    return rest.size() > 1 && rest[0] == '/' && letter(rest[1]) ? 1 : 0;
}

}  // namespace

std::string without_absolute_paths(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t root = path_root(text, at);
        if (root == 0) {
            out += text[at++];
            continue;
        }
        // Inside quotes a path runs to the closing quote, else to the next white space.
        const char before = at == 0 ? ' ' : text[at - 1];
        const bool quoted = before == '"' || before == '\'';
        std::size_t end = at + root;
        while (end < text.size() && (quoted ? text[end] != before && text[end] != '\n'
                                            : !ends_path(text[end]) && text[end] != ' '))
            ++end;
        std::string_view path = text.substr(at, end - at);
        while (path.size() > 1 && (path.back() == '/' || path.back() == '\\')) path.remove_suffix(1);
        const std::size_t slash = path.find_last_of("/\\");
        out += slash == std::string_view::npos ? path : path.substr(slash + 1);
        at = end;
    }
    return out;
}

std::string content_uuid(const RunMetadata& run, const std::string& grid_and_fields) {
    std::string content = run.program + '\0' + run.version + '\0' + run.commit + '\0' + run.backend + '\0' +
                          run.run_config_toml + '\0' + grid_and_fields + '\0';
    for (const InputRecord& input : run.inputs) content += input.role + '\0' + input.sha256 + '\0';
    // A scenario has the base's study text: its title and rules tell them apart.
    content += run.title + '\0';
    for (const std::string& rule : run.rules) content += rule + '\0';
    for (const OutputStep& step : run.steps)
        content += fmt::format("{:.3f} {:.3f}\n", step.begin_s, step.end_s);

    // FNV-1a, 128 bits (Fowler, Noll, Vo): names a run; the inputs' own SHA-256 guard their content.
    __extension__ using Bits128 = unsigned __int128;
    const Bits128 prime = (Bits128(1) << 88) + 0x13b;
    Bits128 hash = (Bits128(0x6c62272e07bb0142ULL) << 64) + 0x62b821756295c58dULL;
    for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
    std::uint64_t high = std::uint64_t(hash >> 64), low = std::uint64_t(hash);
    high = (high & ~0xf000ULL) | 0x8000ULL;                       // version 8, RFC 9562
    low = (low & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;  // variant
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xffff,
                       high & 0xffff, low >> 48, low & 0xffffffffffffULL);
}

std::string inputs_json(const RunMetadata& run) {
    Json list = Json::array();
    for (const InputRecord& input : run.inputs)
        list.push_back({{"role", input.role},
                        {"path", without_absolute_paths(input.path)},
                        {"size_bytes", input.size_bytes},
                        {"sha256", input.sha256},
                        {"crs", input.crs},
                        {"date", input.date},
                        {"licence", input.licence}});
    return dump(list);
}

std::string build_json(const RunMetadata& run) {
    return dump(Json{{"program", run.program},
                     {"version", run.version},
                     {"commit", run.commit},
                     {"compiler", run.compiler},
                     {"flags", without_absolute_paths(run.flags)},
                     {"backend", run.backend}});
}

std::string licences_json(const RunMetadata& run) {
    Json list = Json::array();
    for (const InputRecord& input : run.inputs)
        list.push_back({{"role", input.role},
                        {"source", without_absolute_paths(input.path)},
                        {"licence", input.licence.empty() ? "not stated" : input.licence}});
    return dump(list);
}

std::string list_json(const std::vector<std::string>& sentences) {
    Json list = Json::array();
    for (const std::string& sentence : sentences) list.push_back(without_absolute_paths(sentence));
    return dump(list);
}

double instant_of(const std::string& iso) {
    std::tm at{};
    std::istringstream in(iso);
    in >> std::get_time(&at, "%Y-%m-%dT%H:%M:%SZ");
    return in ? double(timegm(&at)) : 0;
}

std::string iso_utc(double unix_time_s) {
    using namespace std::chrono;
    const sys_seconds instant{seconds(std::llround(unix_time_s))};
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{instant - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int(date.year()), unsigned(date.month()),
                       unsigned(date.day()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string iso_duration(double seconds) {
    const long whole = std::lround(seconds);
    if (whole > 0 && whole % 3600 == 0) return fmt::format("PT{}H", whole / 3600);
    if (whole > 0 && whole % 60 == 0) return fmt::format("PT{}M", whole / 60);
    return fmt::format("PT{}S", whole);
}

}  // namespace luwte
