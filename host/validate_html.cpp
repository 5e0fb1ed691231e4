// SPDX-License-Identifier: Apache-2.0
#include "host/report/html.hpp"
#include "host/validate.hpp"

#include <cmath>

#include <fmt/format.h>

namespace luwte {

namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --line: #d5dbe1; --soft: #f3f6f8; --text: #17202a; --page: #fff;
        --good: #1a7f37; --bad: #c62828; --open: #7a6200; }
@media (prefers-color-scheme: dark) {
  :root { --line: #36404a; --soft: #1f262d; --text: #e4e9ee; --page: #14191e;
          --good: #5fd07f; --bad: #ff8a80; --open: #e3c65a; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
       max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .2rem; } p { margin: .2rem 0 .6rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { background: var(--soft); } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.pass { color: var(--good); } .fail { color: var(--bad); font-weight: 700; } .open { color: var(--open); }
small { display: block; }
)";

std::string row_html(const ValidationRow& row) {
    const std::string_view mark = row.is_figure() ? "figure"
                                  : !row.pass     ? "open"
                                  : *row.pass     ? "pass"
                                                  : "fail";
    const std::string_view word = row.is_figure() ? "figure"
                                  : !row.pass     ? "no data"
                                  : *row.pass     ? "pass"
                                                  : "fail";
    std::string verdict(word);
    if (!row.reason.empty()) verdict += "<small>" + escaped(row.reason) + "</small>";
    return fmt::format(
        "<tr><td>{}</td><td class=\"number\">{}</td><td>{}</td><td>{}</td><td>{}</td>"
        "<td class=\"{}\">{}</td></tr>\n",
        escaped(row.metric), row.has_value() ? fmt::format("{:.6g}", row.value) : "&ndash;",
        escaped(row.unit), escaped(row.acceptance), escaped(row.goal), mark, verdict);
}

}  // namespace

std::string validation_html(const std::vector<ValidationCase>& cases, const std::vector<ValidationRow>& rows,
                            const std::string& version) {
    int passed = 0, failed = 0, without_data = 0;
    for (const ValidationRow& row : rows)
        if (!row.is_figure()) (!row.pass ? without_data : *row.pass ? passed : failed) += 1;

    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<title>Luwte validation</title>\n<style>{}</style>\n</head>\n<body>\n<h1>Luwte {}: validation</h1>\n"
        "<p><span class=\"pass\">{} passed</span>, <span class=\"{}\">{} failed</span>, {} without data. "
        "Acceptance was fixed before the run.</p>\n",
        style, escaped(version), passed, failed > 0 ? "fail" : "pass", failed, without_data);
    for (const ValidationCase& one : cases) {
        std::string body;
        for (const ValidationRow& row : rows)
            if (row.case_name == one.name) body += row_html(row);
        if (body.empty()) continue;
        html += fmt::format(
            "<h2>{}</h2>\n<p>{}</p>\n<div "
            "class=\"wide\"><table>\n<tr><th>metric</th><th>value</th><th>unit</th>"
            "<th>acceptance</th><th>goal</th><th>result</th></tr>\n{}</table></div>\n",
            escaped(one.name), escaped(one.title), body);
    }
    return html + "</body>\n</html>\n";
}

}  // namespace luwte
