// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/error.hpp"
#include "validation/score.hpp"
#include "validation/tmrt_gothenburg/day_curves.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <map>

#include <fmt/format.h>

namespace luwte {
namespace {

using namespace gothenburg;

using Hours = std::vector<MastHour>;

Score score_where(const Hours& hours, const std::function<bool(const MastHour&)>& wanted,
                  std::size_t offset = 0) {
    Score score;
    for (const MastHour& hour : hours)
        if (wanted(hour)) score.add(hour.modelled_celsius(offset), hour.measured_celsius());
    return score;
}
bool every(const MastHour&) { return true; }

/// Fixed by the issue before any run: at most `bound`, better `goal`.
ValidationRow judged(const char* metric, double value, double bound, double goal, const std::string& reason) {
    const bool signed_value = std::string(metric) == "bias_k";
    const auto words = [&](double limit) {
        return fmt::format("{}<= {}", signed_value ? "abs " : "", limit);
    };
    return {"tmrt_gothenburg",        metric, value,      "K", words(bound),
            std::abs(value) <= bound, reason, words(goal)};
}
/// A figure to read beside the judged ones.
ValidationRow figure(const std::string& metric, double value, const char* unit,
                     const std::string& reason = {}) {
    return {"tmrt_gothenburg", metric, value, unit, "", {}, reason, ""};
}

void add_days(std::vector<ValidationRow>& rows, const std::map<std::string, Score>& days) {
    for (const auto& [day, score] : days) {
        rows.push_back(figure("rmse_" + day, score.rmse(), "K", fmt::format("{} hours", score.n)));
        rows.push_back(figure("bias_" + day, score.bias(), "K"));
    }
}

/// Clean hours apart, and the classes that the protocol lists; those overlap.
void add_classes(std::vector<ValidationRow>& rows, const Hours& hours) {
    using Wanted = bool (*)(const MastHour&);
    const std::pair<const char*, Wanted> classes[] = {
        {"clean_sun", [](const MastHour& h) { return h.is.clean() && h.lit > 0.5; }},
        {"clean_shade", [](const MastHour& h) { return h.is.clean() && h.lit < 0.5; }},
        {"low_sun", [](const MastHour& h) { return h.is.low_sun; }},
        {"partial_sun", [](const MastHour& h) { return h.is.partial_sun; }},
        {"other_cloud", [](const MastHour& h) { return h.is.other_cloud; }},
        {"off_raster", [](const MastHour& h) { return h.is.off_raster; }}};
    for (const auto& [name, wanted] : classes) {
        const Score score = score_where(hours, wanted);
        rows.push_back(
            figure(std::string("rmse_") + name, score.rmse(), "K", fmt::format("{} hours", score.n)));
        rows.push_back(figure(std::string("bias_") + name, score.bias(), "K"));
    }
}

/// The guard of the pairing: an hour off must be clearly worse.
void add_shifts(std::vector<ValidationRow>& rows, const MastRuns& runs) {
    for (const auto& [name, shifted] : {std::pair("early", &runs.early), std::pair("late", &runs.late)}) {
        const ShiftedError error = error_of_shift(runs.paired, *shifted);
        rows.push_back(figure(std::string("rmse_met_file_an_hour_") + name, error.rmse, "K",
                              fmt::format("{} hours, rightly paired {:.2f} K; the others have sun at night "
                                          "and are refused",
                                          error.hours, error.as_paired)));
    }
}

/// Which half of the radiation the error sits in: the other half is taken as measured.
void add_halves(std::vector<ValidationRow>& rows, const Hours& hours) {
    Score shortwave, longwave;
    for (const MastHour& hour : hours) {
        Fluxes with_shortwave = hour.modelled[0];
        const auto& measured = hour.measured.flux;
        std::copy(measured.begin(), measured.begin() + l_down, with_shortwave.begin());
        shortwave.add(hour.celsius_of_shortwave(), hour.measured_celsius());
        longwave.add(mean_radiant_celsius(with_shortwave), hour.measured_celsius());
    }
    rows.push_back(figure("rmse_of_shortwave_alone", shortwave.rmse(), "K", "longwave as measured"));
    rows.push_back(figure("bias_of_shortwave_alone", shortwave.bias(), "K"));
    rows.push_back(figure("rmse_of_longwave_alone", longwave.rmse(), "K", "shortwave as measured"));
    rows.push_back(figure("bias_of_longwave_alone", longwave.bias(), "K"));
}

void add_offsets(std::vector<ValidationRow>& rows, const Hours& hours) {
    double low = std::numeric_limits<double>::infinity(), high = 0;
    for (std::size_t offset = 0; offset < 9; ++offset) {
        const double rmse = score_where(hours, every, offset).rmse();
        low = std::min(low, rmse), high = std::max(high, rmse);
    }
    rows.push_back(figure("rmse_lowest_of_9_places", low, "K", "the mast's cell and 1 m off, eight ways"));
    rows.push_back(figure("rmse_highest_of_9_places", high, "K"));
}

void add_fluxes(std::vector<ValidationRow>& rows, const Hours& hours) {
    for (std::size_t f = 0; f < flux_count; ++f) {
        Score score;
        for (const MastHour& hour : hours) score.add(hour.modelled[0][f], hour.measured.flux[f]);
        rows.push_back(figure(std::string("rmse_") + flux_names[f], score.rmse(), "W m-2"));
        rows.push_back(figure(std::string("bias_") + flux_names[f], score.bias(), "W m-2"));
    }
}

/// The sky's emissivity by the forcing, and the one that would give the measured longwave from above, all
/// else as modelled: over clean hours of full sun, whose sky is clear.
void add_sky(std::vector<ValidationRow>& rows, const Hours& hours) {
    std::map<std::string, Score> sites;
    for (const MastHour& hour : hours) {
        if (!hour.is.clean() || hour.lit < 0.5) continue;
        const double missing = hour.measured.flux[l_down] - hour.modelled[0][l_down];
        sites[hour.measured.site].add(hour.sky_longwave / hour.black_air,
                                      (hour.sky_longwave + missing / hour.sky_view) / hour.black_air);
    }
    for (const auto& [site, score] : sites) {
        rows.push_back(figure("sky_emissivity_" + site, score.x / score.n, "1",
                              fmt::format("{} clear hours, by Prata's formula", score.n)));
        rows.push_back(figure("sky_emissivity_that_fits_" + site, score.y / score.n, "1",
                              "what the sky would need for the measured longwave from above"));
    }
}

}  // namespace

std::vector<ValidationRow> gothenburg::rows_of(const MastRuns& runs, const std::filesystem::path& pictures) {
    const Hours& hours = runs.paired;
    for (const MastHour& hour : hours)
        if (!hour.refused.empty()) throw RuntimeError(hour.refused);

    std::string picture;
    if (!pictures.empty()) {
        const auto file = pictures / "tmrt_gothenburg.svg";
        if (!(std::ofstream(file) << day_curves(hours) << std::flush))
            throw RuntimeError("cannot write " + file.string());
        picture = "; picture: tmrt_gothenburg.svg";
    }

    std::map<std::string, Score> days;
    Score standing, air;
    for (const MastHour& hour : hours) {
        days[hour.measured.site + "_" + hour.measured.date].add(hour.modelled_celsius(),
                                                                hour.measured_celsius());
        standing.add(hour.standing_celsius, hour.measured_celsius());
        air.add(hour.air_celsius, hour.measured.air_celsius);
    }
    const Score all = score_where(hours, every);
    const Score clean = score_where(hours, [](const MastHour& h) { return h.is.clean(); });
    const auto worst = std::ranges::max_element(days, {}, [](const auto& day) { return day.second.rmse(); });

    std::vector<ValidationRow> rows = {
        judged("rmse_k", all.rmse(), 3.5, 2.8, fmt::format("{} hours{}", all.n, picture)),
        judged("rmse_worst_day_k", worst->second.rmse(), 4.5, 3.5, worst->first),
        judged("bias_k", all.bias(), 1.0, 0.5, ""),
        judged("rmse_clean_k", clean.rmse(), 1.8, 1.2,
               fmt::format("{} hours of full sun or full shade", clean.n)),
        figure("correlation", all.correlation(), "1"),
        figure("rmse_standing_person", standing.rmse(), "K",
               "Tmrt as a run writes it: sun by the projected area of a person, not on the faces of a box"),
        figure("bias_standing_person", standing.bias(), "K"),
        figure("bias_air_temperature", air.bias(), "K", "of the met file, against the air at the mast")};
    add_days(rows, days);
    add_halves(rows, hours);
    add_classes(rows, hours);
    add_offsets(rows, hours);
    add_shifts(rows, runs);
    add_fluxes(rows, hours);
    add_sky(rows, hours);
    return rows;
}

std::vector<ValidationRow> validate_tmrt_gothenburg(const ValidationContext& context) {
    if (const auto missing = missing_file(context.shared); !missing.empty())
        return {{"tmrt_gothenburg",
                 "rmse_k",
                 0,
                 "K",
                 "<= 3.5",
                 {},
                 missing.filename().string() + " is not there",
                 "<= 2.8"}};
    return rows_of(run_mast_hours(context.shared), context.pictures);
}

}  // namespace luwte
