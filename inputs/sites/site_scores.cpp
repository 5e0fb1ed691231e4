// SPDX-License-Identifier: Apache-2.0
#include "inputs/sites/site_scores.hpp"

#include "inputs/raster/gdal_open.hpp"
#include "inputs/text/text_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

enum ScoreColumn : std::size_t { site, name, value, unit, better, good, bad };
constexpr std::array<std::string_view, bad + 1> score_columns{"site",   "indicator", "value", "unit",
                                                              "better", "good",      "bad"};
constexpr std::size_t most_indicators = 50, longest_name = 60, longest_unit = 20;

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

class ScoresReader {
  public:
    ScoresReader(const std::filesystem::path& file, const std::vector<std::string>& sites)
        : sites_(sites),
          table_(text::read_text_file(file, {"table of scores", "a row for each site and indicator is enough",
                                             "a table of scores", 16})),
          problems_(table_.name) {}

    SiteScores read() {
        std::vector<int> order;
        for (std::size_t n = 0; n < table_.lines.size(); ++n) {
            const std::string_view line = text::trimmed(table_.lines[n]);
            if (line.empty() || line.starts_with('#')) continue;
            if (order.empty()) {
                order = text::read_header(line, n + 1, score_columns, score_columns.size(), problems_);
                if (!problems_.empty()) break;
                continue;
            }
            const auto fields = text::read_row(line, n + 1, order.size(), problems_);
            if (fields.empty()) continue;
            std::array<std::string_view, score_columns.size()> row{};
            for (std::size_t c = 0; c < order.size(); ++c)
                if (order[c] >= 0) row[std::size_t(order[c])] = fields[c];
            add(row, n + 1);
        }
        if (order.empty() && problems_.empty())
            problems_.add(0, "", "holds no table",
                          fmt::format("columns are {}", fmt::join(score_columns, ",")));
        problems_.throw_if_any();
        return std::move(out_);
    }

  private:
    void problem(std::size_t line, ScoreColumn column, std::string what, std::string hint = {}) {
        problems_.add(line, score_columns[column], std::move(what), std::move(hint));
    }
    double number_of(std::string_view text, ScoreColumn column, std::size_t line) {
        return text::read_number(text, {score_columns[column], -1e12, 1e12, ""}, line, problems_);
    }

    void add(const std::array<std::string_view, score_columns.size()>& row, std::size_t line) {
        Indicator one;
        one.id = row[name], one.group = "imported", one.unit = text::plain(row[unit]).substr(0, longest_unit);
        one.name = {one.id, one.id};
        one.good = number_of(row[good], good, line), one.bad = number_of(row[bad], bad, line);
        one.source = {"imported scores", "ingelezen scores"};
        one.status = {"as imported, not checked", "zoals ingelezen, niet nagegaan"};
        one.decimals = 2;
        if (!is_name(row[name]))
            return problem(line, name,
                           fmt::format("{} is no name of an indicator", text::in_quotes(row[name])),
                           fmt::format("1 to {} of a to z, 0 to 9, _ and -", longest_name));
        const bool taken = std::ranges::find(indicators(), one.id, &Indicator::id) != indicators().end() ||
                           std::ranges::find(indicator_groups, one.id) != std::end(indicator_groups);
        if (taken)
            return problem(line, name, fmt::format("'{}' is an indicator or group of Luwte's own", one.id),
                           "give it another name");
        if (std::ranges::find(sites_, row[site]) == sites_.end())
            return problem(line, site, fmt::format("{} is no site of the study", text::in_quotes(row[site])),
                           fmt::format("sites: {}", fmt::join(sites_, ", ")));
        const bool low = row[better] == "low";
        if (!low && row[better] != "high")
            return problem(line, better,
                           fmt::format("{} is neither low nor high", text::in_quotes(row[better])));
        if (std::isnan(one.good) != std::isnan(one.bad) || one.good == one.bad ||
            (one.good < one.bad) == !low)
            if (!(std::isnan(one.good) && std::isnan(one.bad)))
                return problem(line, good,
                               fmt::format("good and bad have to be two numbers, good {} bad, or both empty",
                                           low ? "below" : "above"));
        const double given = number_of(row[value], value, line);
        if (std::isnan(given)) return;  // unknown, or said
        const auto at = std::ranges::find(out_.indicators, one.id, &Indicator::id);
        const auto n = std::size_t(at - out_.indicators.begin());
        const auto differs = [](double a, double b) { return !(a == b || (std::isnan(a) && std::isnan(b))); };
        if (at == out_.indicators.end()) {
            if (n == most_indicators) return problem(line, name, "is one indicator too many: 50 are allowed");
            out_.indicators.push_back(one), out_.values.emplace_back();
        } else if (at->unit != one.unit || differs(at->good, one.good) || differs(at->bad, one.bad)) {
            return problem(line, name, fmt::format("'{}' has another unit, good or bad above", one.id));
        }
        if (!out_.values[n].emplace(std::string(row[site]), given).second)
            problem(line, site, fmt::format("'{}' has its {} twice", row[site], one.id));
    }

    const std::vector<std::string>& sites_;
    text::TextFile table_;
    text::FileProblems problems_;
    SiteScores out_;
};

}  // namespace

SiteScores read_site_scores(const std::filesystem::path& file, const std::vector<std::string>& sites) {
    require_local_file("ranking.scores", file);
    SiteScores out = ScoresReader(file, sites).read();
    out.records.push_back(record_of("scores", file, "", ""));
    return out;
}

}  // namespace luwte
