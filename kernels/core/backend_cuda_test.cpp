// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "kernels/core/field.hpp"
#include "kernels/core/reduce.hpp"

#include <cmath>
#include <limits>
#include <numeric>

namespace luwte {
namespace {

class CudaBackend : public CudaTest {};

TEST_F(CudaBackend, IsNamedInOneLine) {
    EXPECT_EQ(device.name(), "cuda");
    EXPECT_EQ(device.description().rfind("cuda, ", 0), 0u);
    EXPECT_EQ(Backend::cuda(), device);
}

TEST_F(CudaBackend, ARoundTripReturnsTheSameValues) {
    Field3D<float> f(host, {3, 5, 7}, "f", "K");
    std::iota(f.host().begin(), f.host().end(), 0.5f);
    const Field3D<float> back = f.copy_to(device).copy_to(device).copy_to(host);
    EXPECT_TRUE(std::equal(f.host().begin(), f.host().end(), back.host().begin()));
    EXPECT_EQ(back.unit(), "K");
}

TEST_F(CudaBackend, HostCodeCannotReadAFieldOnTheDevice) {
    Field2D<float> f(device, {1, 2, 2}, "sky_view_factor", "1");
    try {
        (void)f.host();
        FAIL() << "device memory was handed to host code";
    } catch (const RuntimeError& e) {
        EXPECT_NE(std::string(e.what()).find("sky_view_factor"), std::string::npos) << e.what();
    }
}

TEST_F(CudaBackend, MemoryThatDoesNotFitIsAnErrorAndLeavesTheDeviceUsable) {
    try {
        Field3D<double> f(device, {30000, 30000, 30000}, "f", "1");
        FAIL() << "200 TB were allocated";
    } catch (const RuntimeError& e) {
        EXPECT_NE(std::string(e.what()).find("on cuda"), std::string::npos) << e.what();
    }
    Field2D<float> small(host, {1, 4, 4}, "f", "1");
    for (float& v : small.host()) v = 2.0f;
    EXPECT_EQ(small.copy_to(device).copy_to(host).host()[15], 2.0f);
}

TEST_F(CudaBackend, MinMaxAgreesBitForBitWithOpenMP) {
    Field2D<float> f(host, {1, 97, 101}, "f", "1");
    for (std::size_t n = 0; n < f.size(); ++n)
        f.host()[n] = n % 13 == 0 ? std::numeric_limits<float>::quiet_NaN() : std::sin(float(n));
    const Field2D<float> g = f.copy_to(device);
    EXPECT_EQ(min_max(device, g.cview()), min_max(host, f.cview()));
    // A part of the plane: rows are not contiguous.
    const auto part = [](View2D<const float> v) {
        return View2D<const float>{v.p + 5 * v.sy + 3, 33, 31, v.sy};
    };
    EXPECT_EQ(min_max(device, part(g.cview())), min_max(host, part(f.cview())));
}

TEST_F(CudaBackend, MinMaxOfMissingDataIsMissing) {
    Field2D<float> f(host, {1, 3, 3}, "f", "1");
    for (float& v : f.host()) v = std::numeric_limits<float>::quiet_NaN();
    const MinMax r = min_max(device, f.copy_to(device).cview());
    EXPECT_TRUE(std::isnan(r.min));
    EXPECT_EQ(r.count, 0);
}

}  // namespace
}  // namespace luwte
