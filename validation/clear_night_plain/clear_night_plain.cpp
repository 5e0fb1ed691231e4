// SPDX-License-Identifier: Apache-2.0
#include "models/city/plain_city.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_conduction.hpp"
#include "models/heat/test_days.hpp"
#include "models/heat/test_materials.hpp"
#include "models/shading/even_sky.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>

namespace luwte {

namespace {

constexpr float first = 288;  // K
constexpr float emissivity = 0.95f, sky_deficit = 35;
constexpr int hours = 12;

ValidationRow row(const char* metric, double value, const char* unit, const char* acceptance, bool pass) {
    return {"clear_night_plain", metric, value, unit, acceptance, pass, "", ""};
}

/// Carslaw & Jaeger (1959), 2.7, with the radiation linear about the middle of what the night goes through.
class Solution {
  public:
    Solution(const MaterialLayer& layer, double longwave_down) : admittance_(scenes::admittance(layer)) {
        double middle = double(first);
        for (int n = 0; n < 20; ++n) {
            const double black = double(stefan_boltzmann) * std::pow(middle, 4);
            transfer_ = 4 * double(emissivity) * black / middle;
            equilibrium_ = middle + double(emissivity) * (longwave_down - black) / transfer_;
            middle = 0.5 * (double(first) + at(3600 * hours));
        }
    }
    double at(double seconds) const {
        const double x = transfer_ * std::sqrt(seconds) / admittance_;
        return equilibrium_ + (double(first) - equilibrium_) * std::exp(x * x) * std::erfc(x);
    }

  private:
    double admittance_, transfer_ = 0, equilibrium_ = 0;
};

}  // namespace

std::vector<ValidationRow> validate_clear_night_plain(const ValidationContext& context) {
    const std::array<MaterialLayer, 2> grounds{scenes::asphalt, {10, 2.5f, 2.05e6f}};
    const std::array<SurfaceType, 2> types{SurfaceType::closed_paving, SurfaceType::bare_soil};
    MaterialTable table = test_materials();
    CityLayers layers = scenes::plain(2, 1);
    for (std::size_t n = 0; n < 2; ++n) {
        layers.surface_type[n] = std::int8_t(types[n]);
        SurfaceMaterial& m = table.ground[std::size_t(types[n])];
        m.emissivity = emissivity;
        m.layers = {grounds[n]};
    }
    const auto plane = [](float value) {
        Field2D<float> f(Backend::cpu(), {1, 1, 2}, "plain", "");
        std::ranges::fill(f.host(), value);
        return f;
    };
    const CityModel city(Backend::cpu(), layers);
    const ShadeModel::SkyView open = scenes::even_sky(plane(1), plane(1));
    const WallFacets none(city);
    const ShadeModel::WallSky no_walls = ShadeModel(city, {}).wall_sky(none, 16);
    HeatModel heat(none, open, no_walls, {table, {double(first), 0, 0}, 1});
    const auto calm = plane(0);
    auto air = plane(first);
    Field3D<float> terms(Backend::cpu(), {5, 1, 2}, "terms", "W m-2");
    const float longwave_down = black_body(first) - sky_deficit;
    const Forcing f = scenes::night(0, first, longwave_down);
    const std::array<Solution, 2> solutions{Solution(grounds[0], double(longwave_down)),
                                            Solution(grounds[1], double(longwave_down))};
    heat.start(f);
    heat.settle();
    double error = 0, turbulent = 0, depression = 0;
    Panel panel{
        "Surface of a plain, mean of each hour",
        "hours of the night",
        "degC",
        {{"asphalt, exact", {}}, {"computed", {}, true}, {"soil, exact", {}}, {"computed", {}, true}}};
    for (int h = 0; h < hours; ++h) {
        heat.begin(f, first);
        for (int p = 0; p < 6; ++p) {
            for (std::size_t n = 0; n < 2; ++n)
                air.host()[n] = float(solutions[n].at(3600.0 * h + 600.0 * (p + 1)));
            heat.advance(p, {}, air, calm, {&terms, nullptr});
            for (idx i = 0; i < 2; ++i)
                turbulent = std::max(turbulent, std::abs(double(terms.view()(2, 0, i))));
        }
        for (std::size_t n = 0; n < 2; ++n) {
            double mean = 0;
            for (int p = 1; p <= 6; ++p) mean += solutions[n].at(3600.0 * h + 600.0 * p) / 6;
            panel.curves[2 * n].points.push_back({h + 0.5, mean - double(zero_celsius)});
            panel.curves[2 * n + 1].points.push_back(
                {h + 0.5, double(heat.surface_temperature.host()[n]) - double(zero_celsius)});
            error = std::max(error, std::abs(double(heat.surface_temperature.host()[n]) - mean));
            depression = std::max(depression, double(first) - solutions[n].at(3600.0 * (h + 1)));
        }
    }
    draw_panels(context, "clear_night_plain", "Lines: closed solution. Dots: computed.", {panel});
    return {row("max_abs_error_k", error, "K", "<= 0.2", error <= 0.2),
            row("depression_k", depression, "K", "<= 4", depression <= 4),
            row("turbulent_flux_w_m2", turbulent, "W m-2", "<= 0.1", turbulent <= 0.1)};
}

}  // namespace luwte
