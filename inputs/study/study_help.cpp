// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/materials.hpp"
#include "inputs/study/read_study.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/sites.hpp"
#include "inputs/study/study_keys.hpp"
#include "models/ranking/indicators.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {

namespace {

/// Breaks `text` at spaces so that no line is longer than `width`; lines after the first are indented.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    std::string result, line(indent, ' ');
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        if (line.size() > indent && line.size() + 1 + word.size() > width) {
            result += line + '\n';
            line.assign(indent, ' ');
        }
        if (line.size() > indent) line += ' ';
        line += word;
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return result + line + '\n';
}

const std::string_view paths_text =
    "Paths are relative to the study file. ${LUWTE_SHARED} (from the environment, else the folder "
    "../shared beside the current one) and ${LUWTE_SAMPLE} (from the environment, else the folder `sample` "
    "beside the program) are expanded. Addresses and GDAL's "
    "virtual "
    "file systems are refused.";
const std::string_view set_text =
    "Any key can be replaced on the command line, in TOML: --set area.cell_size_m=2, "
    "--set 'weather.days=[\"2019-07-25\"]'.";

std::string materials_text() {
    return fmt::format(
        "One table for each material whose values are to be replaced, such as [materials.wall]: {}; and "
        "[materials.crown] for the leaves of trees, with keys of its own. "
        "Values that are not named stay those of inputs/materials/materials.toml, explained in "
        "docs/models/materials.md.",
        fmt::join(material_names(), ", "));
}

std::string weights_text() {
    std::string names;
    for (const std::string_view group : indicator_groups) {
        names += fmt::format("{}{}", names.empty() ? "" : "; ", group);
        std::string list;
        for (const Indicator& one : indicators())
            if (one.group == group && one.scores()) list += (list.empty() ? " (" : ", ") + one.id;
        names += list.empty() ? "" : list + ")";
    }
    return "A number, 0 to 1000, for a group of indicators or for one within its group; 1 where none is "
           "given, "
           "so that groups weigh alike and so do the indicators of each: " +
           names + "; and the names of ranking.scores. Also --set ranking.weights.heat=2.";
}

/// The smallest study: every required key, as an example.
std::string smallest_study() {
    std::string text;
    std::string_view section;
    for (const StudyKey& key : study_keys()) {
        if (key.presence != StudyKey::Presence::required) continue;
        if (key.section() != section) text += fmt::format("[{}]\n", section = key.section());
        text += fmt::format("{} = {}\n", key.name(), key.example);
    }
    return text;
}

std::string indented(const std::string& text) {
    std::string result = "  ";
    for (const char c : text) result += c == '\n' ? std::string("\n  ") : std::string(1, c);
    result.resize(result.size() - 2);
    return result;
}

std::string markdown_cell(const std::string& text) {
    std::string result;
    for (const char c : text)
        result += c == '|' ? std::string("\\|") : c == '<' ? std::string("&lt;") : std::string(1, c);
    return result;
}

}  // namespace

std::string describe_study_keys() {
    std::string text =
        "A study file says everything a run needs. It is TOML: key = value, below [section] headings.\n"
        "The smallest one, with files beside it; inputs/cases/ of the program's sources holds whole "
        "ones:\n\n" +
        indented(smallest_study());
    std::string_view section = "-";
    for (const StudyKey& key : study_keys()) {
        if (key.section() != section) {
            section = key.section();
            text += section.empty() ? "\n" : fmt::format("\n[{}]  {}\n", section, section_title(section));
        }
        text += fmt::format("  {:<25} {:<14} {}\n", key.name(), key.type_text(), key.default_text());
        std::string about(key.about);
        if (const std::string range = key.range_text(); !range.empty()) about += " Range: " + range + ".";
        text += wrapped(about, 6, 98);
    }
    text +=
        "\n[materials]  " + std::string(section_title("materials")) + '\n' + wrapped(materials_text(), 2, 98);
    for (const MaterialHelp& key : material_help()) {
        text += fmt::format("  {:<31} {}\n", key.key, key.type);
        text += wrapped(key.about + (key.range.empty() ? "" : " Range: " + key.range + "."), 6, 98);
    }
    text += "\n[ranking.weights]  What counts how much\n" + wrapped(weights_text(), 2, 98);
    text += "\n[[scenario]]  What if\n" + wrapped(scenario_text(), 2, 98);
    text += "\n[[site]]  Where\n" + wrapped(site_text(), 2, 98);
    text += '\n';
    text += wrapped(paths_text, 0, 98) + wrapped(set_text, 0, 98);
    return text;
}

std::string study_keys_markdown() {
    std::string text =
        "# Study file\n\n"
        "Made by `luwte help study --markdown` from the table in `inputs/study/study_keys.cpp`; do not "
        "edit.\n\n"
        "One TOML file says everything a run needs. Unknown keys are errors; all errors come at once, with "
        "line "
        "and column.\n\n";
    text += std::string(paths_text) + "\n\n" + std::string(set_text) + '\n';
    text += "\nThe smallest study, with files beside it; `inputs/cases/` holds whole ones:\n\n```toml\n" +
            smallest_study() + "```\n";
    std::string_view section = "-";
    for (const StudyKey& key : study_keys()) {
        if (key.section() != section) {
            section = key.section();
            text += section.empty() ? "\n## Top level\n\n"
                                    : fmt::format("\n## [{}]\n\n{}.\n\n", section, section_title(section));
            text += "| key | type | default | range | meaning |\n| --- | --- | --- | --- | --- |\n";
        }
        text += fmt::format("| `{}` | {} | {} | {} | {} |\n", key.name(), key.type_text(),
                            markdown_cell(key.default_text()), markdown_cell(key.range_text()),
                            markdown_cell(std::string(key.about)));
    }
    text += fmt::format("\n## [materials]\n\n{}.\n\n{}\n\n", section_title("materials"), materials_text());
    text += "| key | type | range | meaning |\n| --- | --- | --- | --- |\n";
    for (const MaterialHelp& key : material_help())
        text += fmt::format("| `{}` | {} | {} | {} |\n", key.key, key.type, key.range, key.about);
    text += "\n## [ranking.weights]\n\n" + weights_text() + "\n";
    text += "\n## [[scenario]]\n\n" + scenario_text() + "\n";
    text += "\n## [[site]]\n\n" + site_text() + "\n";
    return text;
}

}  // namespace luwte
