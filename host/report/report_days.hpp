// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/report/study_report.hpp"

#include <string>
#include <vector>

namespace luwte {

/// The days of a study and which of them have maps and charts in its report. All have them where the page
/// stays small enough: so many days that their maps, one for each city, scenario and site, are at most
/// `most_maps`, and never more than `most_days`; else those of the highest PET of 12 to 18 h on open ground,
/// in the order of the calendar, one at least. The others have their numbers in tables only.
struct ReportDays {
    static constexpr std::size_t most_maps = 60, most_days = 7;

    std::vector<std::string> all, shown;

    bool several() const { return all.size() > 1; }
    bool shows(const std::string& day) const;
};
/// Of the first city as it is. Throws InputError as ResultReader.
ReportDays report_days(const std::vector<ReportResult>& results);

/// What a result says of its day's weather, escaped, as a quiet line in both languages; empty where it says
/// nothing (a result of another version).
std::string weather_of_day(const ResultReader& result, const std::string& day);

/// Days beside each other by the numbers of the city as it is; those without maps here have their weather
/// too, and it is said which they are.
std::string days_table(const std::vector<ReportResult>& results, const ReportDays& days);

}  // namespace luwte
