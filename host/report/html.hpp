// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// Text of an input within HTML or SVG: nothing of it is markup.
std::string escaped(std::string_view text);

/// Both languages of a page; the reader chooses which one shows. Neither is escaped.
std::string both(std::string_view nl, std::string_view en);

/// The same as <h2>, <h3> and <p>.
std::string heading(int level, std::string_view nl, std::string_view en);
std::string paragraph(std::string_view nl, std::string_view en);

/// "25 juli 2019" or "25 July 2019" of "2019-07-25"; what is no date is escaped.
std::string date_of(std::string_view iso, bool dutch);

/// A number with so many decimals; in Dutch with a comma. NaN is "onbekend" or "unknown".
std::string number_text(double value, int decimals, bool dutch);

/// "data:image/png;base64,..."
std::string data_uri_of_png(std::string_view png);

/// One line of a chart over the hours of a day: a value at the middle of each step; NaN leaves a gap.
struct ChartLine {
    std::string nl, en;
    std::string colour;  ///< "#rrggbb"
    std::vector<double> values;
    std::vector<double> low, high;  ///< of a band around the line; may be empty
};

/// `hours` are the middles of the steps [h of the local day].
struct DayCourse {
    std::vector<double> hours;
    std::vector<ChartLine> lines;
};
struct ChartLimit {
    double value;
    std::string nl, en;
};
/// Days of lines, each an SVG of its own, all with the same axis, so that days can be compared by eye;
/// `limits` are drawn across and named, `unit` stands on the axis. Empty text for a day where no line has a
/// value.
std::vector<std::string> day_charts(const std::vector<DayCourse>& days, const std::vector<ChartLimit>& limits,
                                    std::string_view unit);

/// Head and foot of a page that needs nothing beside itself: no script, no address, a content security
/// policy; languages are chosen by two buttons, Dutch first. `title` is escaped here.
std::string page_head(std::string_view title);
std::string page_foot();

}  // namespace luwte
