// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/result_reader.hpp"
#include "host/report/methods.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace luwte {

/// What results say about how they were made, for the pages that explain them. Texts come from the files and
/// are not trusted: control characters are gone and lengths bounded, but markup is still in them.
struct RunFacts {
    struct Input {
        std::string role, path, sha256, date, licence, crs;
        std::uint64_t size_bytes = 0;
    };
    std::string title;    ///< of the first result
    std::string version;  ///< "luwte 0.4.0 (7a7d7f6), openmp"
    std::string area;     ///< "300 x 300 cells of 2 m, EPSG:28992 92800 438400 to 93400 439000"
    std::string when;     ///< "2015-06-30T22:00Z to 2015-07-01T22:00Z", of the first and last result
    std::string config;   ///< the study as read
    std::vector<Input> inputs;
    std::vector<std::string> rules, warnings;
    std::map<std::string, std::string> dutch;  ///< of those that are no result's and bring their own
    std::vector<Method> methods;
    bool has_wind = false, has_air = false;  ///< fields of wind comfort; yearly concentrations
    bool less_than_a_year = false;           ///< of hours: those two say nothing of a year
    double share_unknown = 0;                ///< of the first result's surface types
};

/// Whether what a result says of a year rests on fewer hours than a year has, as its warnings say
/// (host/wind_comfort.cpp, host/traffic_year.cpp).
bool has_less_than_a_year(const ResultReader& result);

/// Facts of results of one study, each once, in the order of the results. Throws InputError as ResultReader.
RunFacts facts_of(const std::vector<std::filesystem::path>& results);

/// What an input is, in words; the role itself where it has none.
std::string role_name(const std::string& role, bool dutch);

/// A rule or warning of these in Dutch; in English where nothing has it in Dutch.
std::string sentence_in_dutch(const std::string& english, const RunFacts& facts);

/// method.md: every rule with its source and status, every assumption and warning, every input with its hash,
/// in Dutch and then in English; the study at the end.
std::string method_page(const RunFacts& facts);

/// algoritmeregister.json: a draft for the Dutch register of algorithms of governments, publication standard
/// 1.0.0 (its fields, limits of length and choices read in a public validator: to be verified). Fields that
/// only the municipality can fill are empty and listed. No text is longer than its field allows.
std::string algorithm_register(const RunFacts& facts);

/// uitleg.md: one page in plain Dutch (B1) and the same in English: what was computed, from what, and what
/// this cannot tell.
std::string plain_page(const RunFacts& facts);

/// What this cannot tell, a sentence each, for pages of people.
struct Caveat {
    std::string nl, en;
};
std::vector<Caveat> caveats_of(const RunFacts& facts);

}  // namespace luwte
