// SPDX-License-Identifier: Apache-2.0
#pragma once

/// For tests of whole runs: what of a result would stand in English in the Dutch page.

#include "host/output/result_reader.hpp"
#include "host/report/dutch_sentences.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace luwte::sample {

/// Whether words of the table's English are left in a Dutch sentence.
inline bool has_english(const std::string& dutch) {
    constexpr std::array words = {" of the ",  " the ",   "stable air", "degrees", "neutral,",
                                  "% neutral", " stable", " unstable",  " hours"};
    return std::ranges::any_of(words, [&](const char* word) { return dutch.find(word) != dutch.npos; });
}

/// Warnings and assumptions of a result without Dutch, or with English in it, but for what a file of KNMI
/// says of its own hours.
inline std::vector<std::string> without_dutch(const ResultReader& result) {
    std::vector<std::string> all;
    for (const char* list : {"rules_json", "warnings_json"})
        for (const auto& sentence : nlohmann::json::parse(result.provenance(list)))
            if (const auto text = sentence.get<std::string>(), nl = in_dutch(text);
                (nl.empty() || has_english(nl)) && text.find(" 201507") == text.npos &&
                text.find(" 201506") == text.npos)
                all.push_back(text + " -> " + nl);
    return all;
}

}  // namespace luwte::sample
