// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/srm1/srm1_model.hpp"
#include "models/traffic/test_roads.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class Srm1OnDevice : public CudaTest {};

// Sums of a few terms and a power: some units in the last place of 10 ug m-3; the same bits without fused
// multiply-add.
#if LUWTE_STRICT_FP
constexpr float tolerance = 0;  // ug m-3
#else
constexpr float tolerance = 1e-5f;
#endif

TEST_F(Srm1OnDevice, IsThatOnTheHost) {
    std::vector<RoadSegment> roads;
    std::vector<Receptor> receptors;
    for (int n = 0; n < 70; ++n) {
        roads.push_back(
            test_roads::street({{10.0 * n, 0}, {10.0 * n + 5, 4}, {10.0 * n + 10, 0}}, 100.0 * n));
        receptors.push_back({"r", {10.0 * n + 2, n % 50 - 3.0}, {}});
        for (int link = 0; link < n % 3; ++link)
            receptors.back().streets.push_back({std::size_t(n - link), 1 + (n + link) % 4, 1 + 0.25 * link});
    }
    const Substance nox[] = {Substance::nox};
    const auto no2 = [&](const Backend& backend) {
        const Field2D<float> emission = road_emission(backend, roads, nox, test_roads::light_nox());
        Field2D<float> wind(Backend::cpu(), {1, 1, 70}, "wind", "m s-1"),
            none(Backend::cpu(), {1, 1, 70}, "0", "1");
        std::ranges::fill(wind.host(), 3.5f), std::ranges::fill(none.host(), 0.0f);
        const Field2D<float> u = wind.copy_to(backend), zero = none.copy_to(backend);
        const Srm1Model model(backend, roads, receptors);
        const Field2D<float> streets = model.contribution(emission, u);
        const Field2D<float> made = srm1::no2_by_ozone({streets, zero}, {zero, zero}, u);
        return std::pair{streets.copy_to(Backend::cpu()), srm1::days_above_50(made).copy_to(Backend::cpu())};
    };
    const auto on_host = no2(host), on_device = no2(device);
    for (std::size_t n = 0; n < 70; ++n) {
        ASSERT_LE(std::fabs(on_host.first.host()[n] - on_device.first.host()[n]), tolerance) << n;
        ASSERT_LE(std::fabs(on_host.second.host()[n] - on_device.second.host()[n]), tolerance) << n;
    }
}

}  // namespace
}  // namespace luwte
