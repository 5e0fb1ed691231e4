// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/materials.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"
#include "models/shading/test_scenes.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace luwte {
namespace {

constexpr idx nx = 64, ny = 48;

ValidationRow row(const char* metric, double value, std::string note = {}) {
    return {"energy_closure", metric, value, "1", "<= 0.001", value <= 0.001, std::move(note), ""};
}
ValidationRow figure(const char* metric, double value, std::string note) {
    return {"energy_closure", metric, value, "1", "", {}, std::move(note), ""};
}

struct Worst {
    double domain = 0, facet = 0, stored = 0, exchange = 0, first_hour = 0;
    int facet_type = 0;
    std::vector<Panel::Point> by_hour;  ///< of the exchange, from the second hour on
};
/// What arrives in a scene less what enters it, as a share.
struct Entering {
    double worst = 0;                                ///< of the absorbed radiation
    double arrived = 0, sun = 0, sky = 0;            ///< of the day's direct sun: both; of the sky at night
    std::vector<Panel::Point> by_hour, sun_by_hour;  ///< shares, of what is absorbed and of the sun
    double sun_of_day() const { return arrived / sun - 1; }
};

/// The same city within a ring of roofs of one height, higher than all else: what passes the plane of the
/// ring's top over the scene's area, and nothing else, falls on the scene.
CityLayers within_a_ring(bool trees) {
    CityLayers c = scenes::random_city(nx, ny, 5, trees);
    for (idx j = 0; j < ny; ++j)
        for (idx i = 0; i < nx; ++i)
            if (std::min({j, i, ny - 1 - j, nx - 1 - i}) < 2) {
                const std::size_t n = scenes::at(c, j, i);
                c.building_height[n] = 34 - c.terrain_height[n];
                c.canopy_base[n] = c.canopy_top[n] = c.leaf_area_density[n] = 0;
            }
    scenes::mix_surfaces(c, 6);
    return c;
}
CityLayers alone() {
    CityLayers c = scenes::random_city(nx, ny, 5, true);
    scenes::mix_surfaces(c, 6);
    return c;
}

struct City {
    CityModel model;
    ShadeModel shade;
    WallFacets walls;
    ShadeModel::SkyView sky;
    ShadeModel::WallSky sky_of_walls;

    explicit City(const CityLayers& layers)
        : model(Backend::cpu(), layers),
          shade(model, {}),
          walls(model),
          sky(shade.sky_view(72, 18)),
          sky_of_walls(shade.wall_sky(walls)) {}
};

/// What stands behind a facet of one kind.
struct Behind {
    ConductionGrid grid;
    bool room;
    double albedo;
};

/// Figures of the whole scene in one part, W per area of a cell.
struct Sum {
    double entering = 0;              ///< sun and sky on the scene's area
    double beam = 0;                  ///< direct sun that facets and leaves get
    double incoming = 0;              ///< sun and sky that facets and leaves get
    double to_sky = 0;                ///< what they send there
    double absorbed = 0, net = 0;     ///< by facets; that less what they emit
    double crowns = 0;                ///< what crowns give the air
    double residual = 0, stored = 0;  ///< of facets: size of what is left; heat that has no place
    double before_leaves = 0;         ///< light that leaves get beside the sun
    double of_leaves = 0;             ///< light that facets get of leaves
};

class Balance {
  public:
    explicit Balance(const City& city)
        : city_(city),
          heat_(city.walls, city.sky, city.sky_of_walls, {default_materials(), {}, 1}),
          beam_(plane()),
          crown_beam_(plane()),
          air_(plane()),
          wind_(plane()),
          sensible_(plane()),
          latent_(plane()),
          wall_beam_(Backend::cpu(), city.walls.shape(), "", "1"),
          terms_(planes(5)),
          before_(planes(conduction_nodes)),
          wall_terms_(Backend::cpu(), {5, city.walls.shape().ny, city.walls.shape().nx}, "terms", "W m-2"),
          table_(heat_.exchange().table()) {
        const MaterialTable table = default_materials();
        for (int t = 0; t < surface_type_count; ++t) {
            const SurfaceMaterial& m = table.ground[std::size_t(t)];
            const bool room = t == int(SurfaceType::building);
            behind_[std::size_t(t)] = {conduction_grid(m, room), room, double(m.albedo)};
        }
        behind_wall_ = {conduction_grid(table.wall, true), true, double(table.wall.albedo)};
        crowns_ = {table.crown.albedo, table.ground[std::size_t(SurfaceType::open_paving)].albedo};
    }

    void run(const scenes::ClearDays& days, Worst& worst) {
        heat_.start(days.hour(0));
        heat_.settle();
        for (int h = 0; h < 72; ++h)
            for (int p = 0; p < 6; ++p) compare(part(days, h, p), h + (p + 1) / 6.0, worst);
    }
    /// What enters the scene and what of it arrives, in the first part of each hour of a day.
    Entering run_entering(const scenes::ClearDays& days) {
        Entering out;
        heat_.start(days.hour(0));
        heat_.settle();
        for (int h = 0; h < 24; ++h) {
            const Sum s = part(days, h, 0);
            out.worst = std::max(out.worst, std::abs(s.incoming - s.entering) / s.absorbed);
            out.by_hour.push_back({h + 1 / 6.0, (s.incoming - s.entering) / s.absorbed});
            if (const double sun = direct_ * sine_ * double(air_.size()); sun > 0)
                out.sun_by_hour.push_back({h + 1 / 6.0, s.beam / sun - 1});
            out.arrived += s.beam, out.sun += direct_ * sine_ * double(air_.size());
            if (h == 0) out.sky = s.incoming / s.entering - 1;
        }
        return out;
    }

  private:
    Field2D<float> plane() const { return {Backend::cpu(), city_.sky.cosine.shape(), "plane", ""}; }
    Field3D<float> planes(int n) const {
        return {Backend::cpu(), {n, city_.model.grid.ny, city_.model.grid.nx}, "planes", ""};
    }
    Sum part(const scenes::ClearDays& days, int h, int p) {
        if (p == 0) {
            forcing_ = days.hour(h);
            std::ranges::fill(air_.host(), forcing_.air_temperature);
            // Less wind where less sky is seen; the middle of a dense yard is nearly calm.
            std::ranges::transform(city_.sky.cosine.host(), wind_.host().begin(),
                                   [&](float psi) { return forcing_.wind_speed * (0.02f + 0.4f * psi); });
            heat_.begin(forcing_, days.mean_air);
        }
        const Forcing::Part& now = forcing_.parts[std::size_t(p)];
        city_.shade.beam_transmissivity(now.sun, 0, beam_, &crown_beam_);
        city_.shade.wall_beam(now.sun, city_.walls, wall_beam_);
        before_ = heat_.layers().copy_to(Backend::cpu());
        walls_before_ = heat_.wall_layers().copy_to(Backend::cpu());
        HeatModel::Beam beams;
        if (now.sun.altitude_rad > 0)
            beams = {&beam_, &wall_beam_, city_.model.has_canopy ? &crown_beam_ : nullptr};
        heat_.advance(p, beams, air_, wind_, {&terms_, &wall_terms_, &sensible_, &latent_});
        sky_ = {now.diffuse_horizontal,
                now.direct_normal * float(std::cos(now.sun.altitude_rad) / pi_d),
                now.global_horizontal,
                forcing_.longwave_down,
                longwave_slant(forcing_.longwave_down, forcing_.air_temperature, forcing_.cloud_fraction),
                1};
        sine_ = std::max(std::sin(now.sun.altitude_rad), 0.0);
        direct_ = now.sun.altitude_rad > 0 ? double(now.direct_normal) : 0;
        return sum_up(now);
    }
    struct Seen {
        double sky_view, sky_view_opaque;  // 1
        double slant;                      // 1, of the sky's longwave
        double light_of_leaves;            // W m-2
        double sun, beam, radiosity;       // W m-2: all of sun, sky and leaves; of it direct; longwave sent
    };
    /// One facet: `n` its element in planes of its kind, `area` that of cells.
    void add(const Field3D<float>& terms, const Field3D<float>& before, const Field3D<float>& now,
             std::size_t n, double area, const Behind& behind, int type, std::int32_t patch, const Seen& seen,
             Sum& sum) {
        const std::size_t plane = terms.size() / 5, at = std::size_t(patch);
        const auto term = [&](std::size_t k) { return double(terms.host()[k * plane + n]); };
        const double in = term(0), body = term(4);
        const double left = std::abs(in - term(1) - term(2) - term(3) - body);
        if (!(left / in <= facet_)) facet_ = left / in, facet_type_ = type;
        sum.absorbed += area * in, sum.net += area * (in - term(1)), sum.residual += area * left;
        double stored = 0;
        for (std::size_t k = 0; k < std::size_t(conduction_nodes); ++k)
            stored += behind.grid.capacity[k] *
                      (double(now.host()[k * plane + n]) - double(before.host()[k * plane + n])) /
                      HeatModel::part_seconds;
        const double reference =
            double(behind.room ? heat_.weather().indoor_temperature : heat_.weather().deep_temperature);
        const double last = double(now.host()[std::size_t(conduction_nodes - 1) * plane + n]);
        sum.stored += area * (body - stored - (last - reference) / behind.grid.resistance.back());

        const FacetExchange& exchange = heat_.exchange();
        const double leaves = std::max(seen.sky_view_opaque - seen.sky_view, 0.0);
        const double surfaces = 1 - seen.sky_view - leaves;
        const double sent =
            behind.albedo * (seen.sun + surfaces * double(exchange.seen_shortwave.host()[at]));
        sum.beam += area * seen.beam;
        sum.incoming +=
            area * (seen.sun - leaves * seen.light_of_leaves + seen.sky_view * double(sky_.longwave) +
                    double(sky_.longwave_slant) * seen.slant);
        sum.to_sky += area * seen.sky_view * (sent + seen.radiosity);
        // Leaves before the sky: once towards it, once towards the facet.
        sum.incoming += area * leaves * double(sky_.diffuse + sky_.longwave);
        sum.to_sky += area * leaves * double(exchange.leaf_longwave.host()[at]);
        sum.before_leaves += area * leaves * (double(sky_.diffuse) + sent);
        sum.of_leaves += area * leaves * seen.light_of_leaves;
    }
    Sum sum_up(const Forcing::Part& part) {
        Sum sum;
        const double cell = city_.model.grid.cell_size;
        const double azimuth = part.sun.azimuth_rad, across = direct_ * std::cos(part.sun.altitude_rad);
        const double east = across * std::sin(azimuth), north = across * std::cos(azimuth);
        const auto types = city_.model.surface_type.host();
        const FacetExchange& exchange = heat_.exchange();
        double direct_of_leaves = 0;
        for (std::size_t n = 0; n < types.size(); ++n) {
            const TopSlope rise = city_.model.slope.host()[n];
            const float psi = city_.sky.cosine.host()[n];
            const double area = double(rise.area());
            const double on_top =
                std::max(direct_ * sine_ - double(rise.east) * east - double(rise.north) * north, 0.0) / area;
            add(terms_, before_, heat_.layers(), n, area, behind_[std::size_t(types[n])], types[n],
                exchange.patch_of_top.host()[n],
                {double(psi), double(city_.sky.cosine_opaque.host()[n]), double(slant_on_horizontal(psi)),
                 double(shortwave_of_crowns(sky_, crowns_, psi)), double(heat_.sun_on_tops().host()[n]),
                 on_top * double(beam_.host()[n]), double(heat_.radiosity_of_tops().host()[n])},
                sum);
            direct_of_leaves += direct_ * double(crown_beam_.host()[n]);
            sum.crowns += double(sensible_.host()[n] + latent_.host()[n]) -
                          double(terms_.host()[2 * types.size() + n]) -
                          double(terms_.host()[3 * types.size() + n]);
        }
        for (std::size_t n = 0; n < std::size_t(city_.walls.count()); ++n) {
            const WallNormal w = city_.walls.normal.host()[n];
            const float psi = city_.sky_of_walls.view.host()[n];
            add(wall_terms_, walls_before_, heat_.wall_layers(), n, double(w.true_area()), behind_wall_, -1,
                exchange.patch_of_wall.host()[n],
                {double(psi), double(city_.sky_of_walls.view_opaque.host()[n]),
                 double(city_.sky_of_walls.slant.host()[n]),
                 double(shortwave_of_crowns(sky_, crowns_, 2 * psi)), double(heat_.sun_on_walls().host()[n]),
                 std::max(double(w.east) * east + double(w.north) * north, 0.0) *
                     double(wall_beam_.host()[n]),
                 double(heat_.radiosity_of_walls().host()[n])},
                sum);
        }
        // Leaves reflect what they do not absorb: to facets as above, between surfaces, the rest to the sky.
        double between = 0, sent_between = 0;
        for (std::size_t p = 0; p < table_.area.size() && part.global_horizontal > 0; ++p) {
            const double view = double(table_.area[p]) * double(table_.leaves[p]) / (cell * cell);
            between += view * double(exchange.shortwave_radiosity().host()[p]);
            sent_between += view * double(exchange.light_of_leaves().host()[p]);
        }
        sum.to_sky += double(crowns_.albedo) * (direct_of_leaves + sum.before_leaves + between) -
                      sum.of_leaves - sent_between;
        sum.incoming += direct_of_leaves, sum.beam += direct_of_leaves;
        sum.entering = double(types.size()) * (direct_ * sine_ + double(sky_.diffuse + sky_.longwave));
        return sum;
    }
    void compare(const Sum& sum, double hour, Worst& worst) const {
        const double exchange = std::abs(sum.incoming - sum.to_sky - sum.net - sum.crowns) / sum.absorbed;
        if (hour <= 1) {
            worst.first_hour = std::max(worst.first_hour, exchange);
        } else {
            worst.by_hour.push_back({hour, exchange});
            worst.exchange = std::max(worst.exchange, exchange);
            worst.domain = std::max(worst.domain, sum.residual / sum.absorbed + exchange);
        }
        worst.stored = std::max(worst.stored, std::abs(sum.stored) / sum.absorbed);
        worst.facet = facet_, worst.facet_type = facet_type_;
    }

    const City& city_;
    HeatModel heat_;
    Field2D<float> beam_, crown_beam_, air_, wind_, sensible_, latent_, wall_beam_;
    Field3D<float> terms_, before_, wall_terms_, walls_before_;
    FacetExchange::Table table_;
    std::array<Behind, surface_type_count> behind_;
    Behind behind_wall_;
    Crowns crowns_{};
    Forcing forcing_{};
    StepSky sky_{};
    double sine_ = 0, direct_ = 0, facet_ = 0;
    int facet_type_ = 0;
};

}  // namespace

std::vector<ValidationRow> validate_energy_closure(const ValidationContext& context) {
    Worst worst;
    Panel closed{"Lost between facets, leaves and sky", "hour", "share of absorbed radiation", {}, {0.001}};
    {
        const City city(alone());
        for (const scenes::ClearDays& days : {scenes::summer_days, scenes::winter_days}) {
            Worst of_days;
            Balance(city).run(days, of_days);
            closed.curves.push_back({closed.curves.empty() ? "June" : "January", of_days.by_hour});
            worst.domain = std::max(worst.domain, of_days.domain);
            worst.exchange = std::max(worst.exchange, of_days.exchange);
            worst.first_hour = std::max(worst.first_hour, of_days.first_hour);
            worst.stored = std::max(worst.stored, of_days.stored);
            if (!(of_days.facet <= worst.facet))
                worst.facet = of_days.facet, worst.facet_type = of_days.facet_type;
        }
    }
    const auto entering = [](bool trees) {
        const City city(within_a_ring(trees));
        return Balance(city).run_entering(scenes::summer_days);
    };
    const Entering with_crowns = entering(true), without = entering(false);
    draw_panels(context, "energy_closure", "Energy closure of a city. Dashed: what is asked for.",
                {closed,
                 {"Sun and sky: arrived less entered",
                  "hour of 21 June, UTC",
                  "share of absorbed radiation",
                  {{"with crowns", with_crowns.by_hour}, {"without", without.by_hour}},
                  {-0.001, 0.001}},
                 {"Direct sun: arrived over entered, less 1",
                  "hour of 21 June, UTC",
                  "share of the sun",
                  {{"with crowns", with_crowns.sun_by_hour}, {"without", without.sun_by_hour}}}});
    return {row("max_relative_residual", worst.domain),
            row("facet_max_relative_residual", worst.facet,
                worst.facet_type < 0
                    ? "a wall"
                    : "a column of " + std::string(surface_properties()[std::size_t(worst.facet_type)].name)),
            row("exchange_max_relative_residual", worst.exchange),
            figure("first_hour_exchange_relative_residual", worst.first_hour,
                   "of the spin-up: surfaces begin with the temperatures that they would have in the open"),
            row("stored_max_relative_residual", worst.stored),
            row("entering_max_relative_residual", with_crowns.worst,
                "sun and sky that enter less what facets and leaves get of them"),
            figure("entering_without_crowns_max_relative_residual", without.worst, ""),
            figure("sun_of_day_relative_residual", with_crowns.sun_of_day(), "of the direct sun alone"),
            figure("sun_of_day_without_crowns_relative_residual", without.sun_of_day(), ""),
            figure("sky_without_crowns_relative_residual", without.sky, "of the sky's longwave at night")};
}

}  // namespace luwte
