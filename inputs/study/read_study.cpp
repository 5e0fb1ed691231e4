// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/read_study.hpp"

#include "inputs/materials/material_rules.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/sites.hpp"
#include "inputs/study/study_checks.hpp"
#include "inputs/study/study_keys.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

namespace luwte {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = 1 << 20;  ///< bytes
constexpr std::size_t longest_line = 4000;        ///< bytes; also bounds the depth of dotted keys
constexpr std::size_t most_problems = 50;         ///< reported; the rest is counted

/// Where something stands. Ordered: lines of the file, then overrides, then the file as a whole.
struct Place {
    enum Kind { line, override_, whole_file } kind = whole_file;
    std::uint32_t row = 0, column = 0;
    std::string text;  ///< the override as typed

    bool operator<(const Place& other) const {
        return std::tie(kind, row, column) < std::tie(other.kind, other.row, other.column);
    }
};

const StudyKey* find_key(std::string_view path) {
    for (const StudyKey& key : study_keys())
        if (key.path == path) return &key;
    return nullptr;
}

std::string type_of(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::string:
            return "a text";
        case toml::node_type::integer:
            return "an integer";
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        default:
            return "a date or time";
    }
}

class Reader {
  public:
    explicit Reader(const fs::path& file) : file_(file) {
        study_.file = file;
        study_.materials = default_materials();
    }

    Study read(const std::vector<std::string>& overrides) {
        load();
        toml::table table = parse(study_.text);
        for (const std::string& text : overrides) apply(table, text);
        visit(table, "");
        check();
        throw_if_any();
        return std::move(study_);
    }

    /// Keys of one section alone, upon settings that are there.
    Study replace(Study study, std::string_view section, const std::vector<std::string>& overrides) {
        study_ = std::move(study);
        toml::table table;
        for (const std::string& text : overrides) {
            apply(table, text);
            if (!text.starts_with(std::string(section) + "."))
                report({Place::override_, 0, 0, "--set " + printable(text)},
                       fmt::format("only keys of [{}] can be set here", section));
        }
        visit(table, "");
        check_ranking(study_, checks());
        throw_if_any();
        return std::move(study_);
    }

  private:
    fs::path file_;
    Study study_;
    std::vector<std::pair<Place, Problem>> problems_;
    std::map<std::string, Place, std::less<>> places_;  ///< of every known key that was given
    std::set<std::string, std::less<>> bad_;
    std::map<std::string, std::string> overridden_;  ///< key -> "--set key=value"

    std::string where(const Place& place) const {
        if (place.kind == Place::override_) return place.text;
        const std::string name = printable(file_.string(), 300);
        return place.kind == Place::line
                   ? fmt::format("{}, line {}, column {}", name, place.row, place.column)
                   : name;
    }

    void report(const Place& place, std::string what, std::string hint = {}) {
        problems_.push_back({place, {where(place), std::move(what), std::move(hint)}});
    }

    void throw_if_any() {
        if (problems_.empty()) return;
        std::stable_sort(problems_.begin(), problems_.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<Problem> list;
        for (const auto& [place, problem] : problems_) {
            if (list.size() == most_problems) {
                list.push_back({printable(file_.string(), 300),
                                fmt::format("{} more problems", problems_.size() - most_problems), ""});
                break;
            }
            list.push_back(problem);
        }
        throw InputError(std::move(list));
    }

    [[noreturn]] void stop(const Place& place, std::string what, std::string hint = {}) {
        report(place, std::move(what), std::move(hint));
        throw_if_any();
        throw std::logic_error("unreachable");
    }

    void load() {
        std::error_code error;
        if (!fs::exists(file_, error))
            stop({}, "no such file", "a study is a TOML file; `luwte help study` explains it");
        if (!fs::is_regular_file(file_, error)) stop({}, "it is not a plain file");
        const std::uintmax_t size = fs::file_size(file_, error);
        if (error) stop({}, "it cannot be read: " + error.message());
        if (size > largest_file)
            stop({}, fmt::format("{} bytes; a study file has at most 1 MiB", size), "is it a study?");
        std::ifstream stream(file_, std::ios::binary);
        study_.text.resize(size);
        stream.read(study_.text.data(), static_cast<std::streamsize>(size));
        if (!stream || static_cast<std::uintmax_t>(stream.gcount()) != size) stop({}, "it cannot be read");
    }

    /// Refuses what no study holds before the parser sees it.
    void check_bytes(std::string_view text, const Place* override_place) {
        std::uint32_t row = 1;
        std::size_t begin = 0;
        for (std::size_t n = 0; n <= text.size(); ++n) {
            const Place place = override_place ? *override_place : Place{Place::line, row, 1, {}};
            if (n < text.size() && text[n] == '\0') stop(place, "a zero byte: this is not a text file");
            if (n < text.size() && text[n] != '\n') continue;
            if (n - begin > longest_line) stop(place, fmt::format("longer than {} characters", longest_line));
            begin = n + 1;
            ++row;
        }
    }

    toml::table parse(std::string_view text) {
        check_bytes(text, nullptr);
        try {
            return toml::parse(text);
        } catch (const toml::parse_error& e) {
            const toml::source_position at = e.source().begin;
            stop({Place::line, at.line, at.column, {}},
                 "this is not TOML: " + printable(e.description(), 300));
        }
    }

    // --set key=value -------------------------------------------------------------------------------

    void apply(toml::table& table, const std::string& text) {
        const Place place{Place::override_, static_cast<std::uint32_t>(overridden_.size()), 0,
                          "--set " + printable(text)};
        study_.text += (study_.text.ends_with('\n') || study_.text.empty() ? "# --set " : "\n# --set ");
        for (const char c : text) study_.text += c == '\n' ? std::string("\n# ") : std::string(1, c);
        study_.text += '\n';

        const std::size_t equals = text.find('=');
        if (equals == text.npos)
            return report(place, "a value is missing",
                          "--set KEY=VALUE, for example --set area.cell_size_m=2");
        std::string path = text.substr(0, equals);
        path.erase(0, path.find_first_not_of(" \t"));
        path.erase(path.find_last_not_of(" \t") + 1);
        const StudyKey* key = find_key(path);
        if (key == nullptr && !path.empty() && !section_title(path).empty())
            return report(
                place, fmt::format("'{}' is a section, not a key", path),
                fmt::format("set its keys one by one, for example --set {}", example_of_section(path)));
        const bool material =
            path.starts_with("materials.") && (is_rule_list(std::string_view(path).substr(10)) ||
                                               std::count(path.begin(), path.end(), '.') == 2);
        const bool weight =
            path.starts_with("ranking.weights.") && std::count(path.begin(), path.end(), '.') == 2;
        if (key == nullptr && !material && !weight) return unknown(place, path);

        toml::table holder;
        const std::string value = text.substr(equals + 1);
        try {
            check_bytes(value, &place);
            holder = toml::parse("value = " + value);
        } catch (const toml::parse_error& e) {
            return report(place,
                          fmt::format("'{}' is not a TOML value: {}", printable(value),
                                      printable(e.description(), 300)),
                          key != nullptr ? value_hint(*key, printable(value))
                          : weight       ? "a weight is a number"
                                         : "`luwte help study` lists what materials take");
        }
        const toml::node* node = holder.get("value");
        if (holder.size() != 1 || node == nullptr) return report(place, "more than one value");

        toml::table* section = &table;
        std::string_view rest = path;
        for (std::size_t dot; (dot = rest.find('.')) != rest.npos; rest.remove_prefix(dot + 1)) {
            toml::node* inner = section->get(rest.substr(0, dot));
            if (inner == nullptr) inner = &section->insert(rest.substr(0, dot), toml::table{}).first->second;
            section = inner->as_table();
            if (section == nullptr) return;  // reported with the file's own line
        }
        section->insert_or_assign(rest, *node);
        overridden_[path] = place.text;
        places_[path] = place;
    }

    static std::string value_hint(const StudyKey& key, const std::string& value) {
        const std::string type = key.type_text();
        if (type == "text" || type == "path")
            return fmt::format("texts stand in quotes: --set '{}=\"{}\"'", key.path, value);
        return fmt::format("'{}' takes {} {}", key.path, type == "integer" ? "an" : "a",
                           type == "4 numbers" ? "list of 4 numbers" : type);
    }

    // the walk --------------------------------------------------------------------------------------

    void visit(const toml::table& table, const std::string& section) {
        for (const auto& [name, node] : table) {
            const std::string path =
                section.empty() ? std::string(name.str()) : section + "." + std::string(name.str());
            const toml::source_position at = name.source().begin;
            const Place key_place{Place::line, at.line, at.column, {}};
            const StudyKey* key = find_key(path);
            const bool is_section =
                section.empty() && !name.str().empty() && !section_title(name.str()).empty();
            if (path == "wind" && node.is_table()) study_.wind.asked = true;
            if (path == "air" && node.is_table()) study_.air.asked = true;
            if (path == "green_benefits" && node.is_table()) study_.green_benefits.asked = true;
            if (path == "materials" && node.is_table())
                replace(*node.as_table());
            else if (path == "scenario")
                study_.scenarios = read_scenarios(node, fs::absolute(file_).parent_path(), at_its_line());
            else if (path == "ranking.weights" && node.is_table())
                take_weights(*node.as_table());
            else if (path == "site")
                study_.sites = read_sites(node, fs::absolute(file_).parent_path(), at_its_line());
            else if (is_section && node.is_table())
                visit(*node.as_table(), path);
            else if (is_section)
                report(key_place,
                       fmt::format("'{}' is {}; it has to be a section: [{}]", path, type_of(node), path));
            else if (key == nullptr)
                unknown(key_place, path);
            else
                take(*key, node);
        }
    }

    void replace(const toml::table& materials) {
        const MaterialProblem problem = [&](const toml::source_region& at, const std::string& path,
                                            std::string what, std::string hint) {
            report(place_of_material(at, path), std::move(what), std::move(hint));
        };
        replace_materials(study_.materials, materials, problem);
        for (const RuleList& list : rule_lists())
            if (const toml::node* rules = materials.get(list.key))
                study_.*list.rules =
                    read_material_rules(list, *rules, fs::absolute(file_).parent_path(), problem);
        study_.materials_replaced = true;
    }

    void take_weights(const toml::table& weights) {
        constexpr double most = 1000;
        for (const auto& [name, node] : weights) {
            const std::string path = "ranking.weights." + std::string(name.str());
            const auto given = places_.find(path);
            const Place place = given == places_.end() ? place_of(node) : given->second;
            places_.emplace("ranking.weights", place);
            const double value = node.value<double>().value_or(-1);
            if (!node.is_number() || !(value >= 0 && value <= most))
                report(place, fmt::format("'{}' has to be a number, 0 to {:g}", printable(path), most));
            study_.ranking.weights[std::string(name.str())] = value;
        }
    }

    MaterialProblem at_its_line() {
        return [&](const toml::source_region& at, const std::string&, std::string what, std::string hint) {
            report({Place::line, at.begin.line, at.begin.column, {}}, std::move(what), std::move(hint));
        };
    }

    /// What came with --set has no line of its own, nor has a material that only --set names.
    Place place_of_material(const toml::source_region& at, const std::string& path) const {
        const std::string full = "materials." + path;
        for (const auto& [given, place] : places_) {
            const bool inside =
                full.starts_with(given) &&
                (full.size() == given.size() || full[given.size()] == '.' || full[given.size()] == '[');
            if (inside || (!at.begin && given.starts_with(full + "."))) return place;
        }
        return {Place::line, at.begin.line, at.begin.column, {}};
    }

    void unknown(const Place& place, const std::string& path) {
        const std::string shown = printable(path);
        if (problems_.size() > most_problems) return report(place, fmt::format("unknown key '{}'", shown));
        std::vector<std::string> names, leaves;
        for (const StudyKey& key : study_keys()) {
            names.emplace_back(key.path);
            leaves.emplace_back(key.name());
            if (!key.section().empty() && std::find(names.begin(), names.end(), key.section()) == names.end())
                names.emplace_back(key.section());
        }
        names.emplace_back("materials");
        names.emplace_back("scenario");
        names.emplace_back("site");
        std::string nearest = nearest_name(path, names);
        if (nearest.empty()) {  // right name, wrong section
            const std::string leaf = nearest_name(
                std::string_view(path).substr(path.rfind('.') == path.npos ? 0 : path.rfind('.') + 1),
                leaves);
            for (const StudyKey& key : study_keys())
                if (!leaf.empty() && key.name() == leaf && nearest.empty()) nearest = key.path;
        }
        report(place, fmt::format("unknown key '{}'", shown),
               nearest.empty() ? "`luwte help study` lists every key"
                               : fmt::format("did you mean '{}'?", nearest));
    }

    // one value -------------------------------------------------------------------------------------

    void take(const StudyKey& key, const toml::node& node) {
        Place place = place_of(node);
        if (const auto it = places_.find(key.path); it != places_.end()) place = it->second;
        places_[std::string(key.path)] = place;
        const std::size_t before = problems_.size();
        std::visit([&](auto access) { assign(key, node, place, access(study_)); }, key.target);
        if (problems_.size() > before) bad_.emplace(key.path);
    }

    Place place_of(const toml::node& node) const {
        return {Place::line, node.source().begin.line, node.source().begin.column, {}};
    }

    /// An item of a list stands at its own place, but for lists that came with --set.
    Place place_in(const Place& list, const toml::node& item) const {
        return list.kind == Place::override_ ? list : place_of(item);
    }

    void wrong_type(const StudyKey& key, const Place& place, const toml::node& node,
                    std::string_view expected, std::string hint = {}) {
        report(place, fmt::format("'{}' is {}; it has to be {}", key.path, type_of(node), expected),
               std::move(hint));
    }

    void check_number(const StudyKey& key, const Place& place, double value) {
        if (!std::isfinite(value))
            return report(place, fmt::format("'{}' is {}; it has to be a finite number", key.path, value));
        if (!key.values.empty() && std::ranges::find(key.values, value) == key.values.end())
            return report(place, fmt::format("'{}' is {}; it has to be one of: {}", key.path, value,
                                             fmt::join(key.values, ", ")));
        if (value >= key.min && value <= key.max) return;
        if (key.min == key.max)
            report(place, fmt::format("'{}' is {}; this version knows {} only", key.path, value, key.min));
        else
            report(place,
                   fmt::format("'{}' is {}; it has to be {} to {}", key.path, value, key.min, key.max));
    }

    void check_text(const StudyKey& key, const Place& place, const std::string& text) {
        if (!key.choices.empty() &&
            std::find(key.choices.begin(), key.choices.end(), text) == key.choices.end()) {
            const std::string nearest = nearest_name(text, {key.choices.begin(), key.choices.end()});
            report(place,
                   fmt::format("'{}' is \"{}\"; it has to be one of: {}", key.path, printable(text),
                               fmt::join(key.choices, ", ")),
                   nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest));
        }
        if (key.check == nullptr) return;
        const std::string wrong = key.check(text);
        if (!wrong.empty())
            report(place, fmt::format("'{}' is \"{}\"; {}", key.path, printable(text), wrong));
    }

    void assign(const StudyKey& key, const toml::node& node, const Place& place, bool& target) {
        const auto value = node.value_exact<bool>();
        if (!value) return wrong_type(key, place, node, "true or false");
        target = *value;
    }

    void assign(const StudyKey& key, const toml::node& node, const Place& place, int& target) {
        const auto value = node.value_exact<std::int64_t>();
        if (!value) return wrong_type(key, place, node, "an integer");
        check_number(key, place, static_cast<double>(*value));
        target = static_cast<int>(std::clamp<std::int64_t>(*value, std::numeric_limits<int>::min(),
                                                           std::numeric_limits<int>::max()));
    }

    void assign(const StudyKey& key, const toml::node& node, const Place& place, double& target) {
        if (!node.is_number()) return wrong_type(key, place, node, "a number");
        target = *node.value<double>();
        check_number(key, place, target);
    }

    void assign(const StudyKey& key, const toml::node& node, const Place& place, std::string& target) {
        const auto value = node.value_exact<std::string>();
        if (!value) return wrong_type(key, place, node, "a text in quotes");
        target = *value;
        check_text(key, place, target);
    }

    void assign(const StudyKey& key, const toml::node& node, const Place& place, fs::path& target) {
        const auto value = node.value_exact<std::string>();
        if (!value) return wrong_type(key, place, node, "a path in quotes");
        Problem problem;
        target = resolve_input_path(*value, fs::absolute(file_).parent_path(), problem);
        if (target.empty()) report(place, fmt::format("'{}': {}", key.path, problem.what), problem.hint);
    }

    void assign(const StudyKey& key, const toml::node& node, const Place& place,
                std::vector<std::string>& target) {
        const toml::array* list = node.as_array();
        if (list == nullptr)
            return wrong_type(key, place, node, "a list of texts",
                              "square brackets, also for one: [\"...\"]");
        target.clear();  // a default may stand there
        for (const toml::node& item : *list) {
            const auto value = item.value_exact<std::string>();
            if (!value) {
                const bool date = item.is_date();
                report(place_in(place, item),
                       fmt::format("'{}' holds {}; it has to hold texts in quotes", key.path, type_of(item)),
                       date ? "put the date in quotes" : "");
                continue;
            }
            target.push_back(*value);
            check_text(key, place_in(place, item), *value);
        }
    }

    void assign(const StudyKey& key, const toml::node& node, const Place& place,
                std::array<double, 4>& target) {
        const toml::array* list = node.as_array();
        if (list == nullptr || list->size() != target.size())
            return wrong_type(key, place, node, "a list of 4 numbers",
                              fmt::format("for example: {} = {}", key.name(),
                                          key.example.empty() ? key.default_text() : key.example));
        for (std::size_t n = 0; n < target.size(); ++n) {
            const toml::node& item = (*list)[n];
            if (!item.is_number())
                wrong_type(key, place_in(place, item), item, "4 numbers");
            else
                check_number(key, place_in(place, item), target[n] = *item.value<double>());
        }
    }

    void assign(const StudyKey& key, const toml::node& node, const Place& place,
                std::vector<double>& target) {
        const toml::array* list = node.as_array();
        if (list == nullptr)
            return wrong_type(key, place, node, "a list of numbers", "square brackets, also for one: [1.5]");
        target.clear();
        for (const toml::node& item : *list) {
            if (!item.is_number()) {
                report(place_in(place, item),
                       fmt::format("'{}' holds {}; it has to hold numbers", key.path, type_of(item)));
                continue;
            }
            target.push_back(*item.value<double>());
            check_number(key, place_in(place, item), target.back());
        }
    }

    // the whole -------------------------------------------------------------------------------------

    void check() {
        for (const StudyKey& key : study_keys())
            if (key.presence == StudyKey::Presence::required && !places_.contains(key.path)) {
                bad_.emplace(key.path);
                report({}, fmt::format("missing key '{}'", key.path), example(key));
            }
        const StudyChecks checks = this->checks();
        check_area(study_, checks);
        check_leaf_season(study_, checks);
        check_days(study_, checks);
        check_air(study_, checks);
        check_ranking(study_, checks);
        check_green_benefits(study_, checks);
        check_rest(study_, checks);
        for (const Study::Scenario& scenario : study_.scenarios)
            for (const Study::Edit& edit : scenario.edits)
                if (edit.action == "traffic" && !study_.air.asked)
                    report({}, edit.key + " changes nothing: the study has no section [air]",
                           "traffic counts for air only");
    }

    StudyChecks checks() {
        return {.good = [&](std::string_view path) { return !bad_.contains(path); },
                .given = [&](std::string_view path) { return places_.contains(path); },
                .report =
                    [&](std::string_view path, std::string what, std::string hint) {
                        const auto it = places_.find(path);
                        report(it == places_.end() ? Place{} : it->second, std::move(what), std::move(hint));
                    }};
    }

    /// "area.cell_size_m=1": the section's first key that has a default.
    static std::string example_of_section(std::string_view section) {
        for (const StudyKey& key : study_keys())
            if (key.section() == section && key.presence == StudyKey::Presence::with_default)
                return fmt::format("{}={}", key.path, key.default_text());
        for (const StudyKey& key : study_keys())
            if (key.section() == section) return std::string(key.path) + "=...";
        return "materials.wall.albedo=0.3";  // the only section without keys of its own
    }

    static std::string example(const StudyKey& key) {
        const std::string line = fmt::format("{} = {}", key.name(), key.example);
        return key.section().empty() ? "for example: " + line
                                     : fmt::format("for example, below [{}]: {}", key.section(), line);
    }
};

}  // namespace

Study::Ranking replace_ranking(const Study::Ranking& ranking, const std::vector<std::string>& overrides) {
    Study study;
    study.ranking = ranking;
    return Reader("command line").replace(std::move(study), "ranking", overrides).ranking;
}

Study read_study(const fs::path& file, const std::vector<std::string>& overrides) {
    return Reader(file).read(overrides);
}

}  // namespace luwte
