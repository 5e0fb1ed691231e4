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
    double domain = 0, facet = 0, stored = 0;
    int facet_type = 0;
};

struct City {
    CityModel model;
    ShadeModel shade;
    ShadeModel::SkyView sky;

    City() : model(Backend::cpu(), layers()), shade(model, {}), sky(shade.sky_view(72, 18)) {}
    static CityLayers layers() {
        CityLayers c = scenes::random_city(nx, ny, 5, true);
        scenes::mix_surfaces(c, 6);
        return c;
    }
};

Field3D<float> planes(int n) { return {Backend::cpu(), {n, ny, nx}, "planes", ""}; }

/// What stands below a column of one type.
struct Below {
    ConductionGrid grid;
    bool room;
};

class Balance {
  public:
    explicit Balance(const City& city)
        : city_(city),
          heat_(city.model, city.sky, {default_materials(), {}, 1}),
          terms_(planes(5)),
          before_(planes(conduction_nodes)) {
        const MaterialTable table = default_materials();
        for (int t = 0; t < surface_type_count; ++t) {
            const bool room = t == int(SurfaceType::building);
            below_[std::size_t(t)] = {conduction_grid(table.ground[std::size_t(t)], room), room};
        }
    }

    void run(const scenes::ClearDays& days, Worst& worst) {
        Field2D<float> beam(Backend::cpu(), {1, ny, nx}, "beam", "1"),
            air(Backend::cpu(), {1, ny, nx}, "", ""), wind(Backend::cpu(), {1, ny, nx}, "", "");
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
                before_ = heat_.layers().copy_to(Backend::cpu());
                heat_.advance(p, sun.altitude_rad > 0 ? &beam : nullptr, air, wind, &terms_);
                compare(worst);
            }
        }
    }

  private:
    void compare(Worst& worst) const {
        const auto terms = terms_.view(), old = before_.view(), now = heat_.layers().view();
        const auto types = city_.model.surface_type.view();
        double absorbed = 0, residual = 0, unexplained = 0;
        for (idx j = 0; j < ny; ++j)
            for (idx i = 0; i < nx; ++i) {
                const double in = double(terms(0, j, i)), ground = double(terms(4, j, i));
                const double left = std::abs(in - double(terms(1, j, i)) - double(terms(2, j, i)) -
                                             double(terms(3, j, i)) - ground);
                if (!(left / in <= worst.facet)) worst.facet = left / in, worst.facet_type = types(j, i);
                absorbed += in, residual += left;
                const Below& below = below_[std::size_t(types(j, i))];
                double stored = 0;
                for (int n = 0; n < conduction_nodes; ++n)
                    stored += below.grid.capacity[std::size_t(n)] *
                              (double(now(n, j, i)) - double(old(n, j, i))) / HeatModel::part_seconds;
                const double behind = double(below.room ? heat_.weather().indoor_temperature
                                                        : heat_.weather().deep_temperature);
                const double out =
                    (double(now(conduction_nodes - 1, j, i)) - behind) / below.grid.resistance.back();
                unexplained += ground - stored - out;
            }
        worst.domain = std::max(worst.domain, residual / absorbed);
        worst.stored = std::max(worst.stored, std::abs(unexplained) / absorbed);
    }

    const City& city_;
    HeatModel heat_;
    Field3D<float> terms_, before_;
    std::array<Below, surface_type_count> below_;
};

}  // namespace

std::vector<ValidationRow> validate_energy_closure(const ValidationContext&) {
    const City city;
    Worst worst;
    for (const scenes::ClearDays& days : {scenes::summer_days, scenes::winter_days})
        Balance(city).run(days, worst);
    return {row("max_relative_residual", worst.domain),
            row("facet_max_relative_residual", worst.facet,
                "a column of " + std::string(surface_properties()[std::size_t(worst.facet_type)].name)),
            row("stored_max_relative_residual", worst.stored)};
}

}  // namespace luwte
