// SPDX-License-Identifier: Apache-2.0
#include "host/output/manifest.hpp"

#include "host/output/part_file.hpp"

#include <cmath>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uintmax_t most_bytes = 64 << 20;  ///< of a manifest that is read

fs::path own_folder(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

Json json_of(const MadeOf& made_of) {
    Json json = Json::object();
    for (const auto& [part, value] : made_of) json[part] = value;
    return json;
}

Json json_of(const std::vector<fs::path>& files, const fs::path& manifest) {
    Json list = Json::array();
    for (const fs::path& written : files) {
        // Maps lie in a folder of their own; the name says which.
        const fs::path name = written.lexically_relative(own_folder(manifest));
        list.push_back({{"name", name.empty() ? written.filename().string() : name.generic_string()},
                        {"size_bytes", fs::file_size(written)},
                        {"sha256", sha256_of_file(written)}});
    }
    return list;
}

void write(const fs::path& file, const Json& json) {
    write_whole_file(file, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

/// A name that stays near the manifest: no root, and of ".." one at most, at its begin.
bool stays_near(const fs::path& name) {
    if (name.empty() || name.is_absolute()) return false;
    int n = 0;
    for (const fs::path& part : name)
        if (n++ > 0 && part == "..") return false;
    return true;
}

std::string text_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<std::string> texts_in(const Json& object, const char* key) {
    std::vector<std::string> list;
    if (const auto found = object.find(key); found != object.end() && found->is_array())
        for (const Json& text : *found)
            if (text.is_string()) list.push_back(text.get<std::string>());
    return list;
}

/// False where an entry is none.
bool take_files(const Json& object, const char* key, const fs::path& manifest,
                std::vector<EarlierRun::File>& to) {
    const auto found = object.find(key);
    if (found == object.end()) return true;
    if (!found->is_array()) return false;
    for (const Json& entry : *found) {
        if (!entry.is_object()) return false;
        const fs::path name = text_in(entry, "name");
        const auto size = entry.find("size_bytes");
        if (!stays_near(name) || size == entry.end() || !size->is_number_unsigned()) return false;
        to.push_back({manifest.parent_path() / name, size->get<std::uintmax_t>(), text_in(entry, "sha256")});
    }
    return true;
}

}  // namespace

void write_manifest(const std::filesystem::path& file, const RunMetadata& run, const RunRecord& record) {
    Json json;
    json["format_name"] = "luwte-run";
    json["format_version"] = {1, 1};
    json["state"] = "complete";
    json["title"] = run.title;
    json["command"] = without_absolute_paths(record.command);
    json["program"] = Json::parse(build_json(run));
    json["device"] = record.backend_description;
    json["started"] = iso_utc(record.begin_s);
    json["finished"] = iso_utc(record.end_s);
    json["seconds"] = record.end_s - record.begin_s;
    json["stage_seconds"] = Json::object();
    for (const auto& [stage, seconds] : record.stage_seconds) json["stage_seconds"][stage] = seconds;
    json["steps"] = run.steps.size();
    json["inputs"] = Json::parse(inputs_json(run));
    json["rules"] = Json::parse(list_json(run.rules));
    json["warnings"] = Json::parse(list_json(run.warnings));
    json["surface_type_shares"] = {{"measured", run.share_measured},
                                   {"inferred", run.share_inferred},
                                   {"laid", run.share_laid},
                                   {"unknown", run.share_unknown}};
    const auto millikelvin = [](std::vector<double> kelvin) {
        for (double& k : kelvin) k = std::round(1000 * k) / 1000;
        return kelvin;
    };
    if (!run.air_lift.empty())
        json["air_over_station_k"] = {{"lift", millikelvin(run.air_lift)},
                                      {"slab", millikelvin(run.air_slab)},
                                      {"blocks", millikelvin(run.air_blocks)}};
    if (!record.made_of.empty()) json["made_of"] = json_of(record.made_of);
    json["headlines"] = record.headlines;
    json["shared_headlines"] = record.shared_headlines;
    json["files"] = json_of(record.files, file);
    json["shared_files"] = json_of(record.shared_files, file);
    write(file, json);
}

void write_unfinished_manifest(const std::filesystem::path& file, const MadeOf& made_of) {
    Json json;
    json["format_name"] = "luwte-run";
    json["format_version"] = {1, 1};
    json["state"] = "unfinished";
    json["made_of"] = json_of(made_of);
    write(file, json);
}

std::optional<EarlierRun> read_manifest(const std::filesystem::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error) || fs::file_size(file, error) > most_bytes || error)
        return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || text_in(json, "format_name") != "luwte-run") return std::nullopt;
    EarlierRun run;
    run.complete = text_in(json, "state") == "complete";
    if (const auto made_of = json.find("made_of"); made_of != json.end() && made_of->is_object())
        for (const auto& [part, value] : made_of->items())
            if (value.is_string()) run.made_of.emplace_back(part, value.get<std::string>());
    if (const auto inputs = json.find("inputs"); inputs != json.end() && inputs->is_array())
        for (const Json& input : *inputs)
            if (input.is_object()) run.inputs.emplace_back(text_in(input, "role"), text_in(input, "sha256"));
    if (!take_files(json, "files", file, run.files) ||
        !take_files(json, "shared_files", file, run.shared_files))
        return std::nullopt;
    run.headlines = texts_in(json, "headlines");
    run.shared_headlines = texts_in(json, "shared_headlines");
    return run;
}

std::optional<EarlierRun::Flaw> EarlierRun::flaw() const {
    for (const std::vector<File>* list : {&files, &shared_files})
        for (const File& f : *list) {
            std::error_code error;
            if (!fs::is_regular_file(f.path, error)) return Flaw{f.path, true};
            if (fs::file_size(f.path, error) != f.size || error || sha256_of_file(f.path) != f.sha256)
                return Flaw{f.path, false};
        }
    return std::nullopt;
}

std::filesystem::path manifest_path(const std::filesystem::path& result) {
    return std::filesystem::path(result).replace_extension(".run.json");
}

}  // namespace luwte
