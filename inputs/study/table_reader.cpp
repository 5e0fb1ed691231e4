// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/table_reader.hpp"

#include "inputs/study/study_checks.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

constexpr std::size_t longest_name = 200, longest_id = 40;

}  // namespace

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= longest_id && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

void TableReader::problem(const toml::node& node, const std::string& path, const std::string& what,
                          std::string hint) const {
    report_(node.source(), path, fmt::format("'{}' {}", path, what), std::move(hint));
}

void TableReader::each_table(const toml::node& given, std::string_view name, std::size_t most,
                             const std::function<void(const toml::table&, const std::string&)>& one) const {
    const toml::array* array = given.as_array();
    if (array == nullptr || array->empty() || array->size() > most)
        return problem(given, std::string(name),
                       fmt::format("has to be 1 to {} tables headed [[{}]]", most, name), example_);
    for (std::size_t n = 0; n < array->size(); ++n) {
        const std::string path = fmt::format("{}[{}]", name, n + 1);
        if (const toml::table* table = (*array)[n].as_table())
            one(*table, path);
        else
            problem((*array)[n], path, fmt::format("has to be a table headed [[{}]]", name), example_);
    }
}

void TableReader::check_keys(const toml::table& given, const std::string& path,
                             const std::vector<std::string>& keys, std::string_view whose) const {
    for (const auto& [key_name, node] : given) {
        const std::string key(key_name.str());
        if (std::ranges::find(keys, key) != keys.end()) continue;
        const std::string nearest = nearest_name(key, keys);
        problem(node, path + "." + printable(key), fmt::format("is no key of {}", whose),
                nearest.empty() ? fmt::format("{} has {}", whose, fmt::join(keys, ", "))
                                : fmt::format("did you mean '{}'?", nearest));
    }
}

std::string TableReader::text(const toml::table& given, const std::string& path, const char* key,
                              const std::function<std::string(const std::string&)>& check) const {
    const toml::node* node = given.get(key);
    if (node == nullptr) {
        problem(given, path + "." + key, "is missing", example_);
        return {};
    }
    const auto value = node->value_exact<std::string>();
    const std::string wrong = value ? check(*value) : "has to be a text in quotes";
    if (!wrong.empty()) problem(*node, path + "." + key, wrong);
    return value.value_or("");
}

std::string TableReader::id(const toml::table& given, const std::string& path, std::string_view reserved,
                            std::string_view why) const {
    return text(given, path, "id", [&](const std::string& id) -> std::string {
        if (!reserved.empty() && id == reserved) return std::string(why);
        return is_id(id) ? "" : fmt::format("has to be 1 to {} of a to z, 0 to 9 and -", longest_id);
    });
}

std::string TableReader::name(const toml::table& given, const std::string& path) const {
    return text(given, path, "name", [](const std::string& name) -> std::string {
        return !name.empty() && name.size() <= longest_name && printable(name, longest_name) == name
                   ? ""
                   : fmt::format("has to be one line of 1 to {} characters", longest_name);
    });
}

std::filesystem::path TableReader::file(const toml::node& node, const std::string& path) const {
    const auto value = node.value_exact<std::string>();
    Problem wrong{{}, "a path in quotes is expected", {}};
    std::filesystem::path file;
    if (value) file = resolve_input_path(*value, folder_, wrong);
    if (file.empty()) problem(node, path, "cannot be used: " + wrong.what, wrong.hint);
    return file;
}

}  // namespace luwte
