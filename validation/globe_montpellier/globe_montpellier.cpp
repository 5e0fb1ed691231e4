// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/error.hpp"
#include "validation/day_panels.hpp"
#include "validation/globe_montpellier/canyon_hours.hpp"
#include "validation/score.hpp"
#include "validation/validation.hpp"

#include <cmath>
#include <fstream>
#include <functional>

#include <fmt/format.h>

namespace luwte {
namespace {

using namespace montpellier;

constexpr const char* name = "globe_montpellier";
constexpr int first_day = 3, held_back_day = 4;  // of August 2023

using Hours = std::vector<CanyonHour>;
using Wanted = std::function<bool(const CanyonHour&, int)>;       // of an hour and a globe
using Predicted = std::function<double(const CanyonHour&, int)>;  // degC

bool every(const CanyonHour&, int) { return true; }
double as_modelled(const CanyonHour& hour, int globe) { return hour.globe_celsius(globe); }

Score score_of(const Hours& hours, const Wanted& wanted, const Predicted& predicted = as_modelled,
               bool over_air = false) {
    Score score;
    for (const CanyonHour& hour : hours)
        for (int g = 0; g < globes; ++g) {
            const double measured = hour.measured.globe_celsius[std::size_t(g)];
            const double air = over_air ? hour.measured.air_celsius : 0;
            if (!std::isnan(measured) && wanted(hour, g)) score.add(predicted(hour, g) - air, measured - air);
        }
    return score;
}

/// Fixed before the first run.
ValidationRow at_most(const char* metric, double value, double bound, const std::string& reason = {}) {
    const bool of_bias = std::string(metric).starts_with("bias");
    return {name,
            metric,
            value,
            "K",
            fmt::format("{}<= {}", of_bias ? "abs " : "", bound),
            std::abs(value) <= bound,
            reason,
            ""};
}
/// A figure to read beside the judged ones.
ValidationRow figure(const std::string& metric, double value, const char* unit,
                     const std::string& reason = {}) {
    return {name, metric, value, unit, "", {}, reason, ""};
}

void add_parts(std::vector<ValidationRow>& rows, const Hours& hours) {
    const std::pair<const char*, Wanted> parts[] = {
        {"sun_up", [](const CanyonHour& h, int) { return !h.night; }},
        {"in_the_sun", [](const CanyonHour& h, int g) { return h.modelled[std::size_t(g)].direct > 50; }},
        {"northern_row", [](const CanyonHour&, int g) { return g % 3 == 0; }},
        {"middle_row", [](const CanyonHour&, int g) { return g % 3 == 1; }},
        {"southern_row", [](const CanyonHour&, int g) { return g % 3 == 2; }}};
    for (const auto& [part, wanted] : parts) {
        const Score score = score_of(hours, wanted);
        rows.push_back(
            figure(fmt::format("rmse_{}", part), score.rmse(), "K", fmt::format("{} values", score.n)));
        rows.push_back(figure(fmt::format("bias_{}", part), score.bias(), "K"));
    }
}

/// What is not known of the instrument and the place, one at a time.
void add_doubts(std::vector<ValidationRow>& rows, const Hours& hours, const std::filesystem::path& file) {
    const auto add = [&](const char* metric, const Hours& of, const Predicted& predicted,
                         const char* reason) {
        const Score score = score_of(of, every, predicted);
        rows.push_back(figure(fmt::format("rmse_{}", metric), score.rmse(), "K", reason));
        rows.push_back(figure(fmt::format("bias_{}", metric), score.bias(), "K"));
    };
    const auto with = [](const Globe& globe, double wind, bool faces = false) {
        return [=](const CanyonHour& h, int g) { return h.globe_celsius(g, globe, wind, faces); };
    };
    Globe pale, dark;
    pale.absorptivity = 0.5, dark.absorptivity = 0.7;
    add("half_the_wind", hours, with({}, 0.5), "at the globes only");
    add("one_and_a_half_the_wind", hours, with({}, 1.5), "at the globes only");
    add("absorptivity_0.5", hours, with(pale, 1), "");
    add("absorptivity_0.7", hours, with(dark, 1), "");
    add("sun_on_six_faces", hours, with({}, 1, true),
        "sun on the faces of a box, a sixth each, for a sphere");
    Choices ground;
    ground.pyranometer_height = 0;
    add("pyranometers_on_the_ground", run_canyon(file, held_back_day, ground), as_modelled,
        "instead of at 1.3 m");
    Choices soil;
    soil.ground = SurfaceType::bare_soil;
    add("on_bare_soil", run_canyon(file, held_back_day, soil), as_modelled,
        "instead of the ground of no known kind");
}

void draw(const std::filesystem::path& folder, const Hours& hours) {
    std::vector<DayPanel> panels;
    for (const int day : {first_day, held_back_day})
        for (const int g : {0, 1}) {  // G1 beside the northern wall, G2 in the middle
            DayPanel panel{fmt::format("{} August 2023, G{}", day, g + 1), {}, {}};
            for (const CanyonHour& hour : hours) {
                if (hour.measured.day != day) continue;
                panel.line.push_back({double(hour.measured.hour), hour.globe_celsius(g)});
                const double measured = hour.measured.globe_celsius[std::size_t(g)];
                if (!std::isnan(measured)) panel.dots.push_back({double(hour.measured.hour), measured});
            }
            panels.push_back(std::move(panel));
        }
    const auto file = folder / "globe_montpellier.svg";
    const DayAxes axes{
        0,
        24,
        10,
        50,
        "Globe temperature in Montpellier, modelled and measured",
        "Globe temperature [degC], mean of the hour that ends (UTC+2). Line: modelled. Dots: measured."};
    if (!(std::ofstream(file) << draw_day_panels(panels, axes) << std::flush))
        throw RuntimeError("cannot write " + file.string());
}

}  // namespace

std::vector<ValidationRow> validate_globe_montpellier(const ValidationContext& context) {
    const auto file = context.shared / "validation/globe-montpellier-canyon/measured.csv";
    if (!std::filesystem::exists(file))
        return {{name, "rmse_k", 0, "K", "<= 2", {}, file.filename().string() + " is not there", ""}};
    const Hours hours = run_canyon(file, held_back_day);
    if (!context.pictures.empty()) draw(context.pictures, hours);

    const auto of_day = [](int day) {
        return [=](const CanyonHour& h, int) { return h.measured.day == day; };
    };
    const Score all = score_of(hours, every), first = score_of(hours, of_day(first_day)),
                held_back = score_of(hours, of_day(held_back_day)),
                night = score_of(hours, [](const CanyonHour&h, int) { return h.night; });
    std::vector<ValidationRow> rows = {
        at_most("rmse_k", all.rmse(), 2, fmt::format("{} values, secondary evidence", all.n)),
        at_most("bias_k", all.bias(), 1),
        at_most("rmse_night_k", night.rmse(), 1, fmt::format("{} values", night.n)),
        {name, "correlation", all.correlation(), "1", ">= 0.95", all.correlation() >= 0.95, "", ""},
        at_most("rmse_first_day_k", first.rmse(), 2, "looked at while the case was built"),
        at_most("rmse_held_back_day_k", held_back.rmse(), 2, "run once, at the end"),
        figure("bias_night", night.bias(), "K"),
        figure("bias_first_day", first.bias(), "K", fmt::format("{} values", first.n)),
        figure("bias_held_back_day", held_back.bias(), "K", fmt::format("{} values", held_back.n))};
    rows.push_back(
        figure("rmse_of_air_temperature",
               score_of(hours, every, [](const CanyonHour& h, int) { return h.measured.air_celsius; }).rmse(),
               "K", "air for globe: what a forecast without radiation has"));
    rows.push_back(figure("correlation_over_air", score_of(hours, every, as_modelled, true).correlation(),
                          "1", "of globe minus air"));
    add_parts(rows, hours);
    add_doubts(rows, hours, file);
    return rows;
}

}  // namespace luwte
