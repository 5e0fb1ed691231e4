// SPDX-License-Identifier: Apache-2.0
/// The national method on a device: the same maps as on the CPU.
#include "kernels/core/constants.hpp"
#include "kernels/core/cuda_fixture.hpp"
#include "models/city/plain_city.hpp"
#include "models/national/national_method.hpp"

#include <bit>
#include <cmath>

namespace luwte {
namespace {

/// A few streets of houses and trees, 212 x 103 cells of 2 m: some 17 x 8 blocks, the last ones cut.
CityLayers streets() {
    CityLayers c = scenes::plain(212, 103, 2);
    for (std::size_t m = 0; m < c.surface_type.size(); ++m) {
        const std::size_t i = m % 212, j = m / 212;
        const bool house = i % 23 < 7 && j % 17 < 5, tree = !house && (i * 7 + j * 3) % 29 == 0;
        c.building_height[m] = house ? 6.0f + float((i / 23) % 5) : 0.0f;
        c.canopy_top[m] = tree ? 8.5f : 0.0f;
        c.canopy_base[m] = tree ? 2.5f : 0.0f;
        c.leaf_area_density[m] = tree ? 1.1f : 0.0f;
        c.surface_type[m] = std::int8_t(house        ? SurfaceType::building
                                        : j % 31 < 3 ? SurfaceType::water
                                        : i % 13 < 4 ? SurfaceType::grass
                                                     : SurfaceType::open_paving);
    }
    return c;
}

class CudaNationalMethod : public CudaTest {
  protected:
    struct Maps {
        Field2D<float> temperature, wind, pet;
    };
    Maps maps(const Backend& be) const {
        const CityLayers layers = streets();
        const CityModel city(be, layers);
        Field2D<float> sky(host, {1, layers.grid.ny, layers.grid.nx}, "sky_view", "1");
        Field2D<float> beam(host, sky.shape(), "transmissivity", "1");
        for (std::size_t n = 0; n < sky.size(); ++n) {
            sky.host()[n] = 0.4f + 0.0017f * float(n % 331);
            beam.host()[n] = n % 5 < 2 ? 1.0f : 0.01f * float(n % 97);
        }
        const Field2D<float> sky_here = sky.copy_to(be), beam_here = beam.copy_to(be);
        Forcing f{};
        f.begin_s = 1435752000;  // 2015-07-01T12:00:00Z
        f.end_s = f.begin_s + 3600;
        f.air_temperature = 305;
        f.relative_humidity = 0.4f;
        f.vapour_pressure = 1900;
        f.pressure = 101300;
        f.wind_speed = 3.3f;
        f.wind_from_direction = 100 * degree;
        f.global_horizontal = 780;
        f.diffuse_horizontal = 160;
        const DailyWeather day{309.0f, 291.0f, 300.0f, 3.1f};
        SunPosition sun{};
        sun.altitude_rad = 58 * degree;
        sun.azimuth_rad = 190 * degree;

        const NationalMethod method(city, sky_here);
        Field2D<float> t(be, sky.shape(), "t", "K"), u(be, sky.shape(), "u", "m s-1"),
            pet(be, sky.shape(), "pet", "degC");
        method.air_temperature(f, day, t);
        method.wind_speed(f, u);
        method.pet(f, sun, t, u, beam_here, pet);
        return {t.copy_to(host), u.copy_to(host), pet.copy_to(host)};
    }
    static void expect_equal(const Field2D<float>& a, const Field2D<float>& b, const char* what) {
        std::size_t finite = 0;
        for (std::size_t n = 0; n < a.size(); ++n) {
            const float x = a.host()[n], y = b.host()[n];
            ASSERT_EQ(std::isnan(x), std::isnan(y)) << what << ", cell " << n;
            if (std::isnan(x)) continue;
            ++finite;
#if LUWTE_STRICT_FP
            ASSERT_EQ(std::bit_cast<std::uint32_t>(x), std::bit_cast<std::uint32_t>(y))
                << what << ", cell " << n;
#else
            ASSERT_NEAR(x, y, 2e-4f) << what << ", cell " << n;  // K and m/s: rounding of fused operations
#endif
        }
        EXPECT_GT(finite, a.size() / 2) << what;
    }
};

TEST_F(CudaNationalMethod, AgreesBitForBitWithOpenMP) {
    const Maps a = maps(host), b = maps(device);
    expect_equal(a.temperature, b.temperature, "air temperature");
    expect_equal(a.wind, b.wind, "wind speed");
    expect_equal(a.pet, b.pet, "PET");
}

}  // namespace
}  // namespace luwte
