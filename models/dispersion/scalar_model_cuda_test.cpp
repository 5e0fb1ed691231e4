// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class ScalarOnDevice : public CudaTest {};

// Of the highest concentration: what rounding leaves of the same cycles, in another order of sums.
constexpr float tolerance = 1e-5f;

TEST_F(ScalarOnDevice, IsTheConcentrationOnTheHost) {
    // Rows of 20 columns with ghosts: the emulator looks for races in words of four bytes, and cells are
    // bytes.
    const WindDomain domain = test_wind::domain(
        16, 11, 4, test_wind::levels(1, 1.3, 16), 0.03,
        [](double x, double y, double z) { return x > 20 && x < 32 && y > 16 && y < 28 && z < 8; });
    const auto concentration = [&](const Backend& backend, bool transposed) {
        WindModel wind(backend, domain, {});
        wind.start(log_law(test_wind::heights_with_top(domain), 5, 10, 0.03), 250);
        ScalarModel::Parameters parameters;
        parameters.removal = {0.01f, 0.01f, 0.01f};
        parameters.most_cycles = 2;
        ScalarModel model(wind, parameters);
        Field3D<float> source(Backend::cpu(), wind.u().shape(), "source", "s-1");
        std::ranges::fill(source.host(), 0.0f);
        source.view()(1, 5, 4) = 1.0f;
        const Field3D<float> there = source.copy_to(backend);
        Field3D<float> c(backend, wind.u().shape(), "concentration", "m-3");
        transposed ? model.solve_transposed(there, c) : model.solve(there, c);
        EXPECT_GT(model.leaving(c), 0);
        if (!transposed) {  // the age of it in its place
            Field3D<float> aged(backend, wind.u().shape(), "age", "s m-3");
            model.solve_aged(c, aged);
            return aged.copy_to(Backend::cpu());
        }
        return c.copy_to(Backend::cpu());
    };
    for (const bool transposed : {false, true}) {
        const Field3D<float> a = concentration(host, transposed), b = concentration(device, transposed);
        const float most = *std::ranges::max_element(a.host());
        EXPECT_GT(most, 0.0f);
        for (std::size_t n = 0; n < a.size(); ++n)
            ASSERT_LE(std::fabs(a.host()[n] - b.host()[n]), tolerance * most) << n;
    }
}

}  // namespace
}  // namespace luwte
