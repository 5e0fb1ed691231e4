// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/constants.hpp"
#include "kernels/core/cuda_fixture.hpp"
#include "models/city/plain_city.hpp"
#include "models/heat/test_materials.hpp"
#include "models/radiation/radiation_model.hpp"
#include "models/shading/even_sky.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class RadiationOnDevice : public CudaTest {};

/// Larger than a block in both directions, no multiple of one.
constexpr idx nx = 68, ny = 43;

CityLayers all_surface_types() {
    CityLayers c = scenes::plain(nx, ny);
    c.grid.latitude_rad = 52 * degree_d;
    c.grid.longitude_rad = 5 * degree_d;
    for (std::size_t n = 0; n < c.surface_type.size(); ++n)
        c.surface_type[n] = std::int8_t(n % surface_type_count);
    return c;
}

Field2D<float> varied(const Backend& backend, int modulus, float low, float high) {
    Field2D<float> f(Backend::cpu(), {1, ny, nx}, "test", "1");
    for (std::size_t n = 0; n < f.size(); ++n)
        f.host()[n] = low + (high - low) * float(int(n) % modulus) / float(modulus - 1);
    return f.copy_to(backend);
}

struct Result {
    std::vector<Field2D<float>> fields;
};

Result run(const Backend& backend) {
    const CityModel city(backend, all_surface_types());
    const ShadeModel::SkyView sky =
        scenes::even_sky(varied(backend, 29, 0, 0.8f), varied(backend, 29, 0.1f, 1));
    RadiationModel model(city, sky, test_materials(), {1.1f, true, 0.3, true});
    Forcing f{};
    f.begin_s = 1561118400;  // 2019-06-21 12:00 UTC
    f.end_s = f.begin_s + 3600;
    for (int p = 0; p < 6; ++p) {
        f.parts[std::size_t(p)].sun = {(p - 1) * 10 * degree_d, pi_d, 1};  // two parts without sun
        f.parts[std::size_t(p)].direct_normal = p > 1 ? 150.0f * float(p) : 0.0f;
        f.parts[std::size_t(p)].diffuse_horizontal = 120;
    }
    f.global_horizontal = 400;
    f.diffuse_horizontal = 120;
    f.longwave_down = 350;
    const auto at_surface = varied(backend, 5, 0, 1), at_body = varied(backend, 7, 0, 1);
    model.begin(f);
    for (int p = 0; p < 6; ++p)
        if (model.needs_beam(p)) model.add_beam(p, at_surface, at_body);
    const auto air = varied(backend, 37, 285, 310), shortwave = varied(backend, 23, 0, 900),
               longwave = varied(backend, 19, 300, 450), surface = varied(backend, 41, 280, 330),
               reflected = varied(backend, 43, 0, 200), emitted = varied(backend, 47, 350, 550);
    Field2D<std::int32_t> patch(Backend::cpu(), air.shape(), "patch", "1");
    Field2D<float> sides(Backend::cpu(), {1, 4, 5}, "sides", "W m-2");
    for (std::size_t n = 0; n < patch.size(); ++n) patch.host()[n] = std::int32_t(n % 5);
    for (std::size_t n = 0; n < sides.size(); ++n) sides.host()[n] = 20.0f * float(n);
    const auto patch_here = patch.copy_to(backend);
    const auto sides_here = sides.copy_to(backend);
    model.finish({air, shortwave, longwave, surface, reflected, emitted, patch_here, sides_here, sides_here});
    Result out;
    for (const Field2D<float>* field :
         {&model.shadow_fraction, &model.mean_radiant_temperature, &model.globe_radiation,
          &model.wick_radiation, &model.mean_radiant_temperature_sphere})
        out.fields.push_back(field->copy_to(Backend::cpu()));
    for (const Field2D<float>& flux : model.fluxes) out.fields.push_back(flux.copy_to(Backend::cpu()));
    return out;
}

// Sums, products, square roots and kernels/core/math.hpp: the same bits without fused multiply-add
// (LUWTE_STRICT_FP), else a few units in the last place, 4e-6 of the value.
TEST_F(RadiationOnDevice, IsTheRadiationOnTheHost) {
    const Result a = run(host), b = run(device);
    for (std::size_t f = 0; f < a.fields.size(); ++f)
        for (std::size_t n = 0; n < a.fields[f].size(); ++n) {
            const float x = a.fields[f].host()[n], y = b.fields[f].host()[n];
            ASSERT_NEAR(x, y, 4e-6 * std::fabs(x) + 1e-6) << a.fields[f].name() << ", cell " << n;
        }
}

}  // namespace
}  // namespace luwte
