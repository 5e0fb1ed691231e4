// SPDX-License-Identifier: Apache-2.0
#include "host/report/methods.hpp"

#include "host/wind_run.hpp"

#include <array>
#include <set>
#include <stdexcept>

#include <nlohmann/json.hpp>
#include <toml++/toml.h>

namespace luwte {
namespace {

using OrderedJson = nlohmann::ordered_json;
constexpr std::size_t max_methods = 1000;

std::vector<Method> read_table() {
    const toml::table table = toml::parse(methods_toml(), std::string_view("host/report/methods.toml"));
    std::vector<Method> methods;
    for (const toml::node& node : *table["method"].as_array()) {
        const toml::table& entry = *node.as_table();
        const auto text = [&](const char* key) { return entry[key].value<std::string>().value(); };
        methods.push_back({text("id"), text("used"), text("what"), text("source"), text("status"),
                           text("page"), text("what_nl")});
    }
    return methods;
}

std::set<std::string> study_parts(const Study& study) {
    std::set<std::string> parts = {"always"};
    if (study.weather.urban_increment != "none") parts.insert(study.weather.urban_increment);
    parts.insert(study.wind.asked ? "wind" : "no_wind");
    if (study.wind.asked) parts.insert("wind_" + study.wind.method);
    if (study.wind.asked && study.wind.stability_classes.size() > 1) parts.insert("wind_stability");
    if (study.air.asked) parts.insert("air");
    if (disperses(study)) parts.insert("dispersion");
    if (disperses(study) && study.air.deposition) parts.insert("deposition");
    if (study.materials_replaced || !study.ground.empty() || !study.roofs.empty() || !study.walls.empty())
        parts.insert("materials_replaced");
    return parts;
}

}  // namespace

std::string status_in_dutch(const std::string& status) {
    constexpr std::array<std::array<std::string_view, 2>, 5> known = {
        {{"compared, missed", "vergeleken met metingen, deels niet gehaald"},
         {"verified", "nagegaan"},
         {"second hand", "uit de tweede hand"},
         {"to be verified", "nog na te gaan"},
         {"own choice", "eigen keuze"}}};
    for (const auto& [en, nl] : known)
        if (status == en) return std::string(nl);
    return status;
}

const std::vector<Method>& all_methods() {
    static const std::vector<Method> methods = read_table();
    return methods;
}

std::vector<Method> methods_of(const Study& study) {
    const std::set<std::string> parts = study_parts(study);
    std::vector<Method> methods;
    for (const Method& method : all_methods())
        if (parts.contains(method.used)) methods.push_back(method);
    return methods;
}

std::vector<Method> methods_of_green_benefits() {
    std::vector<Method> methods;
    for (const Method& method : all_methods())
        if (method.used == "green_benefits") methods.push_back(method);
    return methods;
}

std::string methods_json(const std::vector<Method>& methods) {
    OrderedJson list = OrderedJson::array();
    for (const Method& m : methods)
        list.push_back(
            {{"id", m.id}, {"what", m.what}, {"source", m.source}, {"status", m.status}, {"page", m.page}});
    return list.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

std::vector<Method> methods_from_json(const std::string& text) {
    const OrderedJson list = OrderedJson::parse(text, nullptr, false);
    if (!list.is_array() || list.size() > max_methods) return {};
    std::vector<Method> methods;
    for (const OrderedJson& entry : list) {
        if (!entry.is_object()) return {};
        const auto value = [&](const char* key) {
            const auto found = entry.find(key);
            return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
        };
        Method one{value("id"), "", value("what"), value("source"), value("status"), value("page")};
        for (const Method& known : all_methods())
            if (known.id == one.id && known.what == one.what) one.what_nl = known.what_nl;
        methods.push_back(std::move(one));
    }
    return methods;
}

}  // namespace luwte
