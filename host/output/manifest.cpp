// SPDX-License-Identifier: Apache-2.0
#include "host/output/manifest.hpp"

#include "host/output/part_file.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace luwte {

void write_manifest(const std::filesystem::path& file, const RunMetadata& run, const RunRecord& record) {
    using Json = nlohmann::ordered_json;
    Json json;
    json["format_name"] = "luwte-run";
    json["format_version"] = {1, 0};
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
    json["files"] = Json::array();
    for (const std::filesystem::path& written : record.files) {
        // Maps lie in a folder of their own; the name says which.
        const std::filesystem::path name = written.lexically_relative(
            file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
        json["files"].push_back({{"name", name.empty() ? written.filename().string() : name.generic_string()},
                                 {"size_bytes", std::filesystem::file_size(written)},
                                 {"sha256", sha256_of_file(written)}});
    }
    write_whole_file(file, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::filesystem::path manifest_path(const std::filesystem::path& result) {
    return std::filesystem::path(result).replace_extension(".run.json");
}

}  // namespace luwte
