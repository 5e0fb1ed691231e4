// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/load_city.hpp"
#include "inputs/materials/materials.hpp"
#include "models/fill.hpp"
#include "models/heat/test_days.hpp"
#include "validation/picture.hpp"
#include "validation/sun_of_part.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

namespace luwte {

namespace {

/// Surfaces and bodies with one table of what surfaces see of each other.
struct WithTable {
    HeatModel heat;
    RadiationModel radiation;
};

/// Of one quantity, over places and hours [K].
struct Differences {
    double sum = 0, squares = 0, largest = 0;
    std::size_t count = 0;
    std::vector<Panel::Point> by_hour = {};  ///< rms

    void add(double hour, const Field2D<float>& run, const Field2D<float>& reference) {
        double of_hour = 0;
        std::size_t places = 0;
        for (std::size_t n = 0; n < run.size(); ++n) {
            const double d = double(run.host()[n]) - double(reference.host()[n]);
            if (!std::isfinite(d)) continue;  // no body stands there
            sum += d, of_hour += d * d, largest = std::max(largest, std::abs(d)), ++places;
        }
        squares += of_hour, count += places;
        by_hour.push_back({hour, std::sqrt(of_hour / double(places))});
    }
    double bias() const { return sum / double(count); }
    double rms() const { return std::sqrt(squares / double(count)); }
};

/// 120 m x 100 m of Delft's old town on cells of 1 m: narrow streets, courts, a canal, trees.
CityLayers part_of_delft(const std::filesystem::path& data) {
    Study study;
    study.area.bounds_m = {84880, 447480, 85000, 447580};
    study.city.surface_height = data / "ahn3_dsm_05m.tif";
    study.city.terrain_height = data / "ahn3_dtm_05m.tif";
    study.city.buildings = study.city.land_cover = data / "bgt.gpkg";
    return load_city(study).layers;
}

struct Compared {
    Differences tmrt, ground, walls;
    std::int64_t pairings = 0, pairings_of_reference = 0;
};

/// Three clear days, of which the last is compared hour by hour.
Compared run_both(const CityLayers& layers) {
    const CityModel city(Backend::cpu(), layers);
    const ShadeModel shade(city, {});
    const WallFacets walls(city);
    const auto at_surface = shade.sky_view(72, 18),
               at_body = shade.sky_view(72, 18, RadiationModel::body_height);
    const auto at_walls = shade.wall_sky(walls);
    const auto with = [&](const FacetExchange::Parameters& exchange) {
        HeatModel::Parameters parameters{default_materials(), {}, 1};
        parameters.exchange = exchange;
        return WithTable{HeatModel(walls, at_surface, at_walls, parameters),
                         RadiationModel(city, at_body, default_materials(), {})};
    };
    FacetExchange::Parameters fine;
    fine.directions = 1296, fine.patch_size = city.grid.cell_size;
    WithTable run = with({}), reference = with(fine);

    const Shape shape = city.terrain_height.shape();
    const auto plane = [&](const char* unit) { return Field2D<float>(Backend::cpu(), shape, "plane", unit); };
    Field2D<float> air = plane("K"), wind = plane("m s-1");
    SunOfPart sun(city, shade, walls);
    fill(wind, 1);

    Compared out;
    const scenes::ClearDays& days = scenes::summer_days;
    for (WithTable* t : {&run, &reference}) t->heat.start(days.hour(0)), t->heat.settle();
    for (int h = 0; h < 72; ++h) {
        const Forcing f = days.hour(h);
        fill(air, f.air_temperature);
        for (WithTable* t : {&run, &reference}) t->heat.begin(f, days.mean_air), t->radiation.begin(f);
        for (int p = 0; p < 6; ++p) {
            sun.set(f.parts[std::size_t(p)].sun);
            for (WithTable* t : {&run, &reference}) sun.advance(t->heat, t->radiation, p, air, wind);
        }
        for (WithTable* t : {&run, &reference}) t->radiation.finish(t->heat.climate(t->radiation.normal()));
        if (h < 48) continue;
        const double hour = h - 47.5;
        out.tmrt.add(hour, run.radiation.mean_radiant_temperature,
                     reference.radiation.mean_radiant_temperature);
        out.ground.add(hour, run.heat.surface_temperature, reference.heat.surface_temperature);
        out.walls.add(hour, run.heat.wall_temperature, reference.heat.wall_temperature);
    }
    out.pairings = run.heat.exchange().pairings();
    out.pairings_of_reference = reference.heat.exchange().pairings();
    return out;
}

ValidationRow row(std::string metric, double value, double bound, std::string note) {
    return {"exchange_table", std::move(metric), value, "K", fmt::format("<= {}", bound),
            value <= bound,   std::move(note),   ""};
}

}  // namespace

std::vector<ValidationRow> validate_exchange_table(const ValidationContext& context) {
    const std::filesystem::path data = context.shared / "data" / "delft_ahn3_bgt";
    if (!std::filesystem::exists(data / "bgt.gpkg"))
        return {{"exchange_table", "tmrt_rms", 0, "K", "<= 0.5", {}, "delft_ahn3_bgt is not there", ""}};
    const Compared c = run_both(part_of_delft(data));
    const auto note = [](const Differences& d) {
        return fmt::format("bias {:+.3f}, largest {:.1f}, {} values", d.bias(), d.largest, d.count);
    };
    const auto bias = [](const Differences& d) { return std::abs(d.bias()); };
    draw_panels(context, "exchange_table",
                "Root mean square over the area, by hour: a run's table of pairings against 1296 directions "
                "and single facets.",
                {{"Mean radiant temperature", "hour, UTC", "K", {{"", c.tmrt.by_hour}}, {0.5}},
                 {"Surface temperature",
                  "hour, UTC",
                  "K",
                  {{"walls", c.walls.by_hour}, {"ground and roofs", c.ground.by_hour}},
                  {0.5}}});
    return {row("tmrt_rms", c.tmrt.rms(), 0.5, note(c.tmrt)),
            row("tmrt_bias", bias(c.tmrt), 0.1, ""),
            row("wall_temperature_rms", c.walls.rms(), 0.5, note(c.walls)),
            row("wall_temperature_bias", bias(c.walls), 0.1, ""),
            row("ground_temperature_rms", c.ground.rms(), 0.5, note(c.ground)),
            row("ground_temperature_bias", bias(c.ground), 0.1, ""),
            {"exchange_table",
             "pairings_share",
             double(c.pairings) / double(c.pairings_of_reference),
             "1",
             "",
             {},
             fmt::format("{} of {}", c.pairings, c.pairings_of_reference),
             ""}};
}

}  // namespace luwte
