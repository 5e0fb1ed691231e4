// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/study_settings.hpp"

#include "inputs/study/study_keys.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luwte {
namespace {

/// Settings that are looked at only when all results are there, or that are words about them.
bool reaches_no_result(const StudyKey& key) {
    return key.path == "title" || key.section() == "ranking" || key.section() == "green_benefits";
}

/// Text with its length before it: no two lists of texts look alike.
std::string counted(const std::string& text) { return fmt::format("{}:{};", text.size(), text); }
std::string counted(const std::vector<std::string>& texts) {
    std::string all = fmt::format("{}[", texts.size());
    for (const std::string& text : texts) all += counted(text);
    return all + "]";
}
/// The same wherever the study's folder stands.
std::string counted(const std::filesystem::path& file) { return counted(file.filename().string()); }
template <class Number>
requires std::is_arithmetic_v<Number> std::string counted(Number value) { return fmt::format("{};", value); }
template <class Number>
requires std::is_arithmetic_v<Number> std::string counted(const std::vector<Number>& values) {
    std::string all = fmt::format("{}[", values.size());
    for (const Number value : values) all += counted(value);
    return all + "]";
}
template <class Number, std::size_t N>
std::string counted(const std::array<Number, N>& values) {
    std::string all;
    for (const Number value : values) all += counted(value);
    return all;
}
template <class... Values>
std::string together(const Values&... values) {
    return (counted(values) + ...) + "\n";
}

std::string text_of_edit(const Study::Edit& e) {
    return together(e.action, e.polygons, e.trees, e.height_m, e.by_m, e.like, e.buildings, e.roads, e.times,
                    e.instead_of, e.warmer_k, e.wind_times, e.source, e.site);
}
std::string text_of_rule(const Study::MaterialRule& r) {
    return together(r.like, r.built_from, r.built_before, r.buildings, r.polygons, r.instead_of);
}
std::string text_of_material(const SurfaceMaterial& m) {
    std::string text =
        together(m.name, m.albedo, m.emissivity, m.roughness_length, m.leaf_area_index, m.stomatal_resistance,
                 m.plant_water, m.rain_store, m.water, m.source, m.to_be_verified);
    for (const MaterialLayer& layer : m.layers)
        text += together(layer.thickness, layer.conductivity, layer.heat_capacity);
    return text;
}
std::string text_of_materials(const Study& study) {
    std::string text;
    const MaterialTable& table = study.materials;
    for (const SurfaceMaterial& m : table.ground) text += text_of_material(m);
    text += text_of_material(table.wall);
    for (const SurfaceMaterial& m : table.other_walls) text += text_of_material(m);
    const CrownMaterial& c = table.crown;
    text += together(c.albedo, c.stomatal_resistance, c.leaf_size, c.source, c.to_be_verified);
    text += text_of_material(table.station_grass) + together(study.materials_replaced);
    for (const auto* rules : {&study.roofs, &study.walls, &study.ground}) {
        text += fmt::format("{} rules\n", rules->size());
        for (const Study::MaterialRule& rule : *rules) text += text_of_rule(rule);
    }
    return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> settings_that_reach_results(const Study& study) {
    std::vector<std::pair<std::string, std::string>> parts;
    const auto part = [&](std::string_view name) -> std::string& {
        const auto found =
            std::ranges::find(parts, name, [](const auto& one) -> std::string_view { return one.first; });
        return found == parts.end() ? parts.emplace_back(name, "").second : found->second;
    };
    Study of = study;  // keys give references
    for (const StudyKey& key : study_keys()) {
        if (reaches_no_result(key)) continue;
        const std::string value = std::visit([&](auto access) { return counted(access(of)); }, key.target);
        part(key.section().empty() ? "study" : key.section()) += fmt::format("{} = {}\n", key.path, value);
    }
    // What no key holds.
    part("weather") +=
        together(study.weather.warmer_k, study.weather.wind_times, study.weather.changed_source);
    part("wind") += together(study.wind.asked);
    part("air") += together(study.air.asked);
    part("edits") = fmt::format("{} edits\n", study.edits.size());
    for (const Study::Edit& edit : study.edits) part("edits") += text_of_edit(edit);
    part("materials") += text_of_materials(study);
    return parts;
}

}  // namespace luwte
