// SPDX-License-Identifier: Apache-2.0
#include "validation/epa_cube_array/tracer.hpp"

#include "models/dispersion/scalar_model.hpp"
#include "models/dispersion/scalar_sample.hpp"
#include "validation/reference_table.hpp"
#include "validation/score.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace luwte {

namespace {

/// Without unit, C U_H H^2 / Q: what the samplers show without tracer is below it (README.md). Lower values,
/// of either side, count as it.
constexpr double noise = 0.001;
constexpr double source_x = 160, source_y = 0;  ///< mm, middle of the ball on the floor

}  // namespace

std::vector<ValidationRow> validate_tracer(const ValidationContext& context, const WindModel& wind,
                                           const WindDomain& domain, const ArrayInDomain& array) {
    ScalarModel model(wind, {});
    Field3D<float> source(Backend::cpu(), wind.u().shape(), "source", "m3 s-1"),
        c(Backend::cpu(), wind.u().shape(), "volume fraction", "1");
    std::ranges::fill(source.host(), 0.0f);
    // Half of the ball; with Q = 1 m3 s-1 this is a half.
    source.view()(1, wind::ghosts + idx(0.001 * source_y / domain.cell_size),
                  wind::ghosts + idx((array.before + 0.001 * source_x) / domain.cell_size)) = 0.5f;
    const ScalarModel::Result result = model.solve(source, c);
    const ScalarSample sample(c, domain);
    // Other Schmidt numbers, as a figure.
    constexpr std::array<double, 2> others = {0.5, 0.9};
    std::array<DispersionScore, 2> of_other;
    std::vector<ScalarSample> with_other;
    for (const double schmidt : others) {
        ScalarModel::Parameters parameters;
        parameters.schmidt = schmidt;
        ScalarModel other(wind, parameters);
        other.solve(source, c);
        with_other.emplace_back(c, domain);
    }
    const auto modelled = [&](const ScalarSample& of, double x, double y, double z) {
        return of.at(array.before + 0.001 * x, 0.001 * std::abs(y), 0.001 * z) * array.at_height *
               array.side * array.side;
    };

    DispersionScore all, above_noise, apart, beyond, surface, lateral, vertical;
    int without_place = 0;
    std::vector<Panel> panels;
    const auto read = [&](const char* name, const char* along, DispersionScore& part) {
        const ReferenceTable points =
            read_reference_table(context.shared / "validation" / "epa_cube_array_7x11" / name);
        std::string last;
        for (std::size_t n = 0; n < points.rows.size(); ++n) {
            const auto place = [&](const char* axis) {
                return points.number(n, fmt::format("{}{}_mm", *along == *axis ? "along_" : "", axis));
            };
            const double x = place("x"), y = place("y");
            double z = place("z");
            if (std::isnan(z) && *along == 'x') z = 0;  // sweeps along the surface
            if (std::isnan(x) || std::isnan(y) || std::isnan(z)) {
                ++without_place;
                continue;
            }
            const double o = points.number(n, "CHI_nondim"), p = modelled(sample, x, y, z);
            // Samplers in the source's own cell, or in its image behind the plane of symmetry.
            const bool at_source = std::hypot(x - source_x, y - source_y) < 1000 * domain.cell_size &&
                                   z < 1000 * domain.cell_size;
            for (DispersionScore* score :
                 {&all, &part, o > noise ? &above_noise : nullptr, at_source ? nullptr : &apart,
                  x > 2000 * array.side ? &beyond : nullptr})
                if (score != nullptr) score->add(std::max(p, noise), std::max(o, noise));
            for (std::size_t s = 0; s < others.size() && !at_source; ++s)
                of_other[s].add(std::max(modelled(with_other[s], x, y, z), noise), std::max(o, noise));
            if (*along == 'x') continue;
            if (points.rows[n][0] != last) {
                last = points.rows[n][0];
                panels.push_back({*along == 'y' ? fmt::format("x = {:.2f} H, floor", 0.001 * x / array.side)
                                                : fmt::format("x = {:.2f} H, y = {:.2f} H",
                                                              0.001 * x / array.side, 0.001 * y / array.side),
                                  *along == 'y' ? "y over H" : "C U_H H^2 / Q",
                                  *along == 'y' ? "C U_H H^2 / Q" : "z over H",
                                  {{"model", {}}, {"measured", {}, true}}});
            }
            const double at = 0.001 * (*along == 'y' ? y : z) / array.side;
            const auto point = [&](double value) {
                return *along == 'y' ? Panel::Point{at, value} : Panel::Point{value, at};
            };
            panels.back().curves[0].points.push_back(point(p));
            panels.back().curves[1].points.push_back(point(o));
        }
    };
    read("conc_surface.csv", "x", surface);
    read("conc_lateral.csv", "y", lateral);
    read("conc_vertical.csv", "z", vertical);
    draw_panels(context, "epa_cube_array_tracer", "Tracer of a ball behind the first cube", panels);

    const auto figure = [](const char* metric, double value, std::string reason) {
        return ValidationRow{"epa_cube_array", metric, value, "1", "", {}, std::move(reason), ""};
    };
    return {
        {"epa_cube_array", "fac2", all.fac2(), "1", "> 0.30", all.fac2() > 0.30,
         fmt::format("{} points, {} without a place left out; {} cycles, {:.1e} unaccounted for", all.n,
                     without_place, result.cycles, result.lacking),
         "0.50"},
        {"epa_cube_array", "fb", all.fb(), "1", "abs < 0.67", std::abs(all.fb()) < 0.67, "", "0.30"},
        {"epa_cube_array", "nmse", all.nmse(), "1", "< 6", all.nmse() < 6, "", ""},
        figure("fac2_above_noise", above_noise.fac2(),
               fmt::format("{} points measured above {}", above_noise.n, noise)),
        figure("fac2_without_source_cell", apart.fac2(),
               fmt::format("without {} points nearer to the source than a column is wide", all.n - apart.n)),
        figure("fb_without_source_cell", apart.fb(), ""),
        figure("nmse_without_source_cell", apart.nmse(), ""),
        figure("fac2_beyond_2h", beyond.fac2(),
               fmt::format("{} points with x > 2 H; fb {:+.2f}, nmse {:.2f}", beyond.n, beyond.fb(),
                           beyond.nmse())),
        figure("fac2_schmidt_0.5", of_other[0].fac2(),
               fmt::format("without the source's cell; fb {:+.2f}, nmse {:.2f}", of_other[0].fb(),
                           of_other[0].nmse())),
        figure("fac2_schmidt_0.9", of_other[1].fac2(),
               fmt::format("the same; fb {:+.2f}, nmse {:.2f}", of_other[1].fb(), of_other[1].nmse())),
        figure("fac2_surface", surface.fac2(), fmt::format("fb {:+.2f}", surface.fb())),
        figure("fac2_lateral", lateral.fac2(), fmt::format("fb {:+.2f}", lateral.fb())),
        figure("fac2_vertical", vertical.fac2(), fmt::format("fb {:+.2f}", vertical.fb()))};
}

}  // namespace luwte
