// SPDX-License-Identifier: Apache-2.0
#include "inputs/deposition/deposition.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <toml++/toml.h>

namespace luwte {
namespace {

constexpr std::array<std::string_view, 4> deposition_keys = {"settling_m_s", "facades_m_s", "leaves_m_s",
                                                             "surfaces_m_s"};

float rate_of(const toml::node_view<const toml::node>& node, const std::string& place) {
    const auto value = node.value<double>();
    if (!value || !(*value >= 0 && *value < 0.1))
        throw std::logic_error("deposition.toml: " + place + " has to be 0 to 0.1 m/s");
    return float(*value);
}

DepositionRates rates_of(const toml::table& table, const std::string& name) {
    for (const auto& [key, node] : table)
        if (std::ranges::find(deposition_keys, key.str()) == deposition_keys.end())
            throw std::logic_error("deposition.toml: unknown key " + name + "." + std::string(key.str()));
    DepositionRates rates;
    rates.removal = {rate_of(table["facades_m_s"], name + ".facades_m_s"),
                     rate_of(table["leaves_m_s"], name + ".leaves_m_s"),
                     rate_of(table["settling_m_s"], name + ".settling_m_s")};
    const toml::table* surfaces = table["surfaces_m_s"].as_table();
    if (surfaces == nullptr) throw std::logic_error("deposition.toml: " + name + " has no surfaces_m_s");
    for (const auto& [key, node] : *surfaces) {
        const auto& types = surface_properties();
        const auto at = std::ranges::find(types, key.str(), &SurfaceProperties::name);
        if (at == types.end())
            throw std::logic_error("deposition.toml: no surface type " + std::string(key.str()));
        rates.surface[std::size_t(at - types.begin())] =
            rate_of((*surfaces)[key.str()], name + "." + std::string(key.str()));
    }
    return rates;
}

std::array<DepositionRates, substance_names.size()> read_rates() {
    const toml::table table = toml::parse(deposition_toml());
    std::array<DepositionRates, substance_names.size()> all{};
    for (const auto& [key, node] : table) {
        const auto at = std::ranges::find(substance_names, key.str());
        if (at == substance_names.end() || !node.is_table())
            throw std::logic_error("deposition.toml: no substance " + std::string(key.str()));
        all[std::size_t(at - substance_names.begin())] = rates_of(*node.as_table(), std::string(key.str()));
    }
    return all;
}

}  // namespace

const DepositionRates& deposition_rates(Substance substance) {
    static const auto all = read_rates();
    return all.at(std::size_t(substance));
}

}  // namespace luwte
