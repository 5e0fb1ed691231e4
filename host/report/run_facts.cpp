// SPDX-License-Identifier: Apache-2.0
#include "host/report/run_facts.hpp"

#include "inputs/study/suggest.hpp"
#include "models/city/surface_types.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using AnyJson = nlohmann::json;
constexpr std::size_t max_sentence = 2000, max_config = 100000;

std::string entry_text(const AnyJson& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_string() ? printable(found->get<std::string>(), max_sentence)
                                                      : std::string();
}

/// The list of a provenance dataset; what is no list is an empty one.
AnyJson provenance_list(const ResultReader& result, const char* name) {
    AnyJson list = AnyJson::parse(result.provenance(name), nullptr, false);
    return list.is_array() ? list : AnyJson::array();
}

void add_once(std::vector<std::string>& all, const std::string& sentence) {
    if (!sentence.empty() && std::ranges::find(all, sentence) == all.end()) all.push_back(sentence);
}

void add_inputs(const ResultReader& result, RunFacts& facts) {
    for (const AnyJson& entry : provenance_list(result, "inputs_json")) {
        if (!entry.is_object()) continue;
        RunFacts::Input input{entry_text(entry, "role"),    entry_text(entry, "path"),
                              entry_text(entry, "sha256"),  entry_text(entry, "date"),
                              entry_text(entry, "licence"), entry_text(entry, "crs")};
        if (const auto size = entry.find("size_bytes"); size != entry.end() && size->is_number_unsigned())
            input.size_bytes = size->get<std::uint64_t>();
        const bool known = std::ranges::any_of(facts.inputs, [&](const RunFacts::Input& other) {
            return other.role == input.role && other.sha256 == input.sha256 && other.path == input.path;
        });
        if (!known) facts.inputs.push_back(std::move(input));
    }
}

double share_unknown_of(const ResultReader& result) {
    if (!result.has("surface_type_source")) return 0;
    const std::vector<float> source = result.read_map("surface_type_source");
    constexpr auto unknown = float(SurfaceTypeSource::unknown);
    return double(std::ranges::count(source, unknown)) / double(std::max<std::size_t>(1, source.size()));
}

std::string area_of(const Grid& g) {
    return fmt::format("{} x {} columns of {:g} m, {}, x {:.10g} to {:.10g}, y {:.10g} to {:.10g}", g.nx,
                       g.ny, g.cell_size, g.epsg == 0 ? "without CRS" : fmt::format("EPSG:{}", g.epsg), g.x0,
                       g.x0 + g.nx * g.cell_size, g.y0, g.y0 + g.ny * g.cell_size);
}

}  // namespace

bool has_less_than_a_year(const ResultReader& result) {
    return result.provenance("warnings_json").find("fewer than the 8760 of a whole year") !=
           std::string::npos;
}

RunFacts facts_of(const std::vector<std::filesystem::path>& results) {
    RunFacts facts;
    std::string begin, end;
    for (const std::filesystem::path& file : results) {
        const ResultReader result(file);
        const auto attribute = [&](const char* name, std::size_t limit) {
            return printable(result.text(name), limit);
        };
        const std::string from = attribute("time_coverage_start", 30),
                          to = attribute("time_coverage_end", 30);
        if (facts.version.empty()) {
            const AnyJson build = AnyJson::parse(result.provenance("build_json"), nullptr, false);
            if (build.is_object())
                facts.version =
                    fmt::format("{} {} ({}), {}", entry_text(build, "program"), entry_text(build, "version"),
                                entry_text(build, "commit"), entry_text(build, "backend"));
            facts.title = attribute("title", 300);
            facts.area = area_of(result.grid());
            facts.config = result.provenance("run_config_toml").substr(0, max_config);
            facts.share_unknown = share_unknown_of(result);
            begin = from, end = to;
        }
        begin = std::min(begin, from), end = std::max(end, to);
        facts.less_than_a_year |= has_less_than_a_year(result);
        add_inputs(result, facts);
        for (const auto& [name, all] :
             {std::pair{"rules_json", &facts.rules}, std::pair{"warnings_json", &facts.warnings}})
            for (const AnyJson& sentence : provenance_list(result, name))
                if (sentence.is_string())
                    add_once(*all, printable(sentence.get<std::string>(), max_sentence));
        for (Method& method : methods_from_json(result.provenance("methods_json"))) {
            for (std::string* text : {&method.id, &method.what, &method.source, &method.status, &method.page})
                *text = printable(*text, max_sentence);
            if (std::ranges::find(facts.methods, method.id, &Method::id) == facts.methods.end())
                facts.methods.push_back(std::move(method));
        }
        for (const FieldInfo* field : result.fields()) {
            facts.has_air |= field->name.starts_with("yearly_concentration");
            facts.has_wind |= field->name == "wind_comfort_class";
        }
    }
    facts.when = begin.substr(0, 16) + "Z to " + end.substr(0, 16) + "Z";
    return facts;
}

}  // namespace luwte
