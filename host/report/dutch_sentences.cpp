// SPDX-License-Identifier: Apache-2.0
#include "host/report/dutch_sentences.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <vector>

#include <toml++/toml.h>

namespace luwte {
namespace {

constexpr std::size_t longest_sentence = 20000;  // of a sentence of a file
constexpr int deepest_phrase = 5;                // phrases within phrases

/// A sentence around what is filled in.
struct Sentence {
    std::vector<std::string> between;  ///< text before, between and behind what is filled in
    std::string nl;
};

std::vector<std::string> cut_at_braces(const std::string& text) {
    std::vector<std::string> pieces;
    std::size_t from = 0;
    for (std::size_t at; (at = text.find("{}", from)) != text.npos; from = at + 2)
        pieces.push_back(text.substr(from, at - from));
    pieces.push_back(text.substr(from));
    return pieces;
}

const std::vector<Sentence>& sentences() {
    static const std::vector<Sentence> all = [] {
        std::vector<Sentence> list;
        const toml::table table =
            toml::parse(dutch_sentences_toml(), std::string_view("host/report/dutch_sentences.toml"));
        for (const toml::node& node : *table["sentence"].as_array()) {
            const toml::table& one = *node.as_table();
            list.push_back({cut_at_braces(one["en"].value<std::string>().value()),
                            one["nl"].value<std::string>().value()});
        }
        return list;
    }();
    return all;
}

/// What is filled in between the pieces, each found as early as can be.
std::optional<std::vector<std::string_view>> filled_in(const Sentence& sentence, std::string_view text) {
    const std::vector<std::string>& between = sentence.between;
    std::vector<std::string_view> filled;
    if (between.size() == 1) return text == between[0] ? std::optional(filled) : std::nullopt;
    if (!text.starts_with(between[0])) return std::nullopt;
    text.remove_prefix(between[0].size());
    for (std::size_t n = 1; n + 1 < between.size(); ++n) {
        const std::size_t at = text.find(between[n]);
        if (at == text.npos) return std::nullopt;
        filled.push_back(text.substr(0, at));
        text.remove_prefix(at + between[n].size());
    }
    if (!text.ends_with(between.back())) return std::nullopt;
    filled.push_back(text.substr(0, text.size() - between.back().size()));
    return filled;
}

bool is_decimal(std::string_view text) {
    double value = 0;
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && text.find('.') != text.npos;
}

std::string translated(std::string_view text, int depth);

std::vector<std::string_view> pieces_of(std::string_view text, std::string_view divider) {
    std::vector<std::string_view> pieces;
    for (std::size_t at; (at = text.find(divider)) != text.npos; text.remove_prefix(at + divider.size()))
        pieces.push_back(text.substr(0, at));
    pieces.push_back(text);
    return pieces;
}

/// What is filled in: a number, a list of phrases, a phrase, or a list with names between its phrases.
std::string phrase(std::string_view text, int depth) {
    if (is_decimal(text)) {
        std::string number(text);
        std::ranges::replace(number, '.', ',');
        return number;
    }
    const auto list = [&](std::string_view divider) {
        std::string all;
        for (const std::string_view piece : pieces_of(text, divider))
            all += (all.empty() ? "" : std::string(divider)) + phrase(piece, depth + 1);
        return all;
    };
    if (depth > deepest_phrase) return std::string(text);
    for (const Sentence& sentence : sentences())  // a phrase that has commas is no list
        if (sentence.between.size() == 1 && sentence.between[0] == text) return sentence.nl;
    constexpr std::string_view dividers[] = {"; ", ", "};
    for (const std::string_view divider : dividers)
        if (const auto pieces = pieces_of(text, divider);
            pieces.size() > 1 && std::ranges::all_of(pieces, [&](std::string_view piece) {
                return !translated(piece, depth + 1).empty();
            }))
            return list(divider);
    if (std::string whole = translated(text, depth); !whole.empty()) return whole;
    for (const std::string_view divider : dividers)
        if (text.find(divider) != text.npos) return list(divider);
    return std::string(text);
}

std::string translated(std::string_view text, int depth) {
    if (depth > deepest_phrase || text.size() > longest_sentence) return {};
    for (const Sentence& sentence : sentences()) {
        const auto filled = filled_in(sentence, text);
        if (!filled) continue;
        std::string out;
        const std::string& nl = sentence.nl;
        for (std::size_t at = 0; at < nl.size(); ++at) {
            const std::size_t end = nl[at] == '{' ? nl.find('}', at) : nl.npos;
            std::size_t n = 0;
            if (end == nl.npos ||
                std::from_chars(nl.data() + at + 1, nl.data() + end, n).ptr != nl.data() + end) {
                out += nl[at];
                continue;
            }
            out += phrase(filled->at(n), depth + 1);
            at = end;
        }
        return out;
    }
    return {};
}

}  // namespace

std::string in_dutch(std::string_view english) { return translated(english, 0); }
std::string list_in_dutch(std::string_view english) { return phrase(english, 0); }

}  // namespace luwte
