// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/materials.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"
#include "models/shading/test_scenes.hpp"
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

struct Worst {
    double domain = 0, facet = 0, stored = 0, exchange = 0, first_hour = 0;
    int facet_type = 0;
};

struct City {
    CityModel model;
    ShadeModel shade;
    WallFacets walls;
    ShadeModel::SkyView sky;
    ShadeModel::WallSky sky_of_walls;

    City()
        : model(Backend::cpu(), layers()),
          shade(model, {}),
          walls(model),
          sky(shade.sky_view(72, 18)),
          sky_of_walls(shade.wall_sky(walls)) {}
    static CityLayers layers() {
        CityLayers c = scenes::random_city(nx, ny, 5, true);
        scenes::mix_surfaces(c, 6);
        return c;
    }
};

Field3D<float> planes(int n) { return {Backend::cpu(), {n, ny, nx}, "planes", ""}; }

/// What stands behind a facet of one kind.
struct Behind {
    ConductionGrid grid;
    bool room;
    double albedo;
};

class Balance {
  public:
    explicit Balance(const City& city)
        : city_(city),
          heat_(city.walls, city.sky, city.sky_of_walls, {default_materials(), {}, 1}),
          terms_(planes(5)),
          before_(planes(conduction_nodes)),
          wall_terms_(Backend::cpu(), {5, city.walls.shape().ny, city.walls.shape().nx}, "terms", "W m-2") {
        const MaterialTable table = default_materials();
        for (int t = 0; t < surface_type_count; ++t) {
            const SurfaceMaterial& m = table.ground[std::size_t(t)];
            const bool room = t == int(SurfaceType::building);
            behind_[std::size_t(t)] = {conduction_grid(m, room), room, double(m.albedo)};
        }
        behind_wall_ = {conduction_grid(table.wall, true), true, double(table.wall.albedo)};
    }

    void run(const scenes::ClearDays& days, Worst& worst) {
        Field2D<float> beam(Backend::cpu(), {1, ny, nx}, "beam", "1"),
            crown_beam(Backend::cpu(), {1, ny, nx}, "", ""), air(Backend::cpu(), {1, ny, nx}, "", ""),
            wall_beam(Backend::cpu(), city_.walls.shape(), "", "1"),
            wind(Backend::cpu(), {1, ny, nx}, "", "");
        heat_.start(days.hour(0));
        heat_.settle();
        for (int h = 0; h < 72; ++h) {
            const Forcing f = days.hour(h);
            std::ranges::fill(air.host(), f.air_temperature);
            // Less wind where less sky is seen; the middle of a dense yard is nearly calm.
            std::ranges::transform(city_.sky.cosine.host(), wind.host().begin(),
                                   [&](float psi) { return f.wind_speed * (0.02f + 0.4f * psi); });
            heat_.begin(f, days.mean_air);
            for (int p = 0; p < 6; ++p) {
                const SunPosition& sun = f.parts[std::size_t(p)].sun;
                city_.shade.beam_transmissivity(sun, 0, beam);
                city_.shade.wall_beam(sun, city_.walls, wall_beam);
                city_.shade.sun_on_crowns(sun, crown_beam);
                before_ = heat_.layers().copy_to(Backend::cpu());
                walls_before_ = heat_.wall_layers().copy_to(Backend::cpu());
                const auto beams = sun.altitude_rad > 0 ? HeatModel::Beam{&beam, &wall_beam, &crown_beam}
                                                        : HeatModel::Beam{};
                heat_.advance(p, beams, air, wind, {&terms_, &wall_terms_});
                compare(h == 0, worst);
            }
        }
    }

  private:
    struct Sum {
        double absorbed = 0, residual = 0, unexplained = 0, exchanged = 0;
    };
    /// One facet: `n` its element in planes of its kind, `area` that of cells.
    void add(const Field3D<float>& terms, const Field3D<float>& before, const Field3D<float>& now,
             std::size_t n, double area, const Behind& behind, int type, Sum& sum, Worst& worst) const {
        const std::size_t plane = terms.size() / 5;
        const auto term = [&](std::size_t k) { return double(terms.host()[k * plane + n]); };
        const double in = term(0), body = term(4);
        const double left = std::abs(in - term(1) - term(2) - term(3) - body);
        if (!(left / in <= worst.facet)) worst.facet = left / in, worst.facet_type = type;
        sum.absorbed += area * in, sum.residual += area * left;
        double stored = 0;
        for (std::size_t k = 0; k < std::size_t(conduction_nodes); ++k)
            stored += behind.grid.capacity[k] *
                      (double(now.host()[k * plane + n]) - double(before.host()[k * plane + n])) /
                      HeatModel::part_seconds;
        const double reference =
            double(behind.room ? heat_.weather().indoor_temperature : heat_.weather().deep_temperature);
        const double last = double(now.host()[std::size_t(conduction_nodes - 1) * plane + n]);
        sum.unexplained += area * (body - stored - (last - reference) / behind.grid.resistance.back());
    }
    /// What one facet gets from surfaces less what it sends to them, for its share of surfaces in its view.
    double exchanged(float sky_view_opaque, float sun, float radiosity, std::int32_t patch,
                     double albedo) const {
        const double surfaces = 1 - double(sky_view_opaque);
        const double k = double(heat_.exchange().seen_shortwave.host()[std::size_t(patch)]);
        const double l = double(heat_.exchange().seen_longwave.host()[std::size_t(patch)]);
        return surfaces * (k + l - albedo * (double(sun) + surfaces * k) - double(radiosity));
    }
    void compare(bool first_hour, Worst& worst) const {
        Sum sum;
        const auto types = city_.model.surface_type.host();
        for (std::size_t n = 0; n < types.size(); ++n) {
            const Behind& behind = behind_[std::size_t(types[n])];
            const auto area = double(city_.model.slope.host()[n].area());
            add(terms_, before_, heat_.layers(), n, area, behind, types[n], sum, worst);
            sum.exchanged +=
                area * exchanged(city_.sky.cosine_opaque.host()[n], heat_.sun_on_tops().host()[n],
                                 heat_.radiosity_of_tops().host()[n], heat_.exchange().patch_of_top.host()[n],
                                 behind.albedo);
        }
        for (std::size_t n = 0; n < std::size_t(city_.walls.count()); ++n) {
            const auto area = double(city_.walls.normal.host()[n].true_area());
            add(wall_terms_, walls_before_, heat_.wall_layers(), n, area, behind_wall_, -1, sum, worst);
            sum.exchanged +=
                area * exchanged(city_.sky_of_walls.view_opaque.host()[n], heat_.sun_on_walls().host()[n],
                                 heat_.radiosity_of_walls().host()[n],
                                 heat_.exchange().patch_of_wall.host()[n], behind_wall_.albedo);
        }
        const double cell = city_.model.grid.cell_size;
        sum.exchanged += heat_.exchange().into_leaves() / (cell * cell);  // crowns between surfaces
        const double exchanged_share = std::abs(sum.exchanged) / sum.absorbed;
        if (first_hour) {
            worst.first_hour = std::max(worst.first_hour, exchanged_share);
        } else {
            worst.exchange = std::max(worst.exchange, exchanged_share);
            worst.domain = std::max(worst.domain, sum.residual / sum.absorbed + exchanged_share);
        }
        worst.stored = std::max(worst.stored, std::abs(sum.unexplained) / sum.absorbed);
    }

    const City& city_;
    HeatModel heat_;
    Field3D<float> terms_, before_, wall_terms_, walls_before_;
    std::array<Behind, surface_type_count> behind_;
    Behind behind_wall_;
};

}  // namespace

std::vector<ValidationRow> validate_energy_closure(const ValidationContext&) {
    const City city;
    Worst worst;
    for (const scenes::ClearDays& days : {scenes::summer_days, scenes::winter_days})
        Balance(city).run(days, worst);
    return {row("max_relative_residual", worst.domain),
            row("facet_max_relative_residual", worst.facet,
                worst.facet_type < 0
                    ? "a wall"
                    : "a column of " + std::string(surface_properties()[std::size_t(worst.facet_type)].name)),
            row("exchange_max_relative_residual", worst.exchange),
            {"energy_closure",
             "first_hour_exchange_relative_residual",
             worst.first_hour,
             "1",
             "",
             {},
             "of the spin-up: surfaces begin with the temperatures that they would have in the open",
             ""},
            row("stored_max_relative_residual", worst.stored)};
}

}  // namespace luwte
