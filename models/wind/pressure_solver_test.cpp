// SPDX-License-Identifier: Apache-2.0
#include "models/wind/pressure_solver.hpp"

#include "kernels/core/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Conductances of a city: blocks, levels that grow by 1.2, an outlet to the east, d from 0.1 to 10 from cell
/// to cell when `uneven`.
struct Case {
    wind::Extents e;
    PressureSolver solver;
    Field3D<float> b, x;

    Case(idx nx, idx ny, idx nz, bool blocks, bool uneven)
        : e{nx, ny, nz}, solver(Backend::cpu(), e), b(field()), x(field()) {
        std::mt19937 random(7);
        std::uniform_real_distribution<float> any(-1, 1);
        std::vector<float> dz(std::size_t(nz + 2));
        for (idx k = 0; k < nz + 2; ++k)
            dz[std::size_t(k)] = 0.5f * std::min(std::pow(1.2f, float(k)), 10.0f);
        const auto solid = [&](idx k, idx j, idx i) {
            return k < 1 || (blocks && k <= nz / 3 && (i / 5) % 2 == 1 && (j / 5) % 2 == 1);
        };
        const auto c = solver.conductances();
        for (idx k = 1; k <= nz; ++k)
            for (idx j = 2; j < ny + 2; ++j)
                for (idx i = 2; i < nx + 2; ++i) {
                    const float d = uneven ? std::pow(10.0f, any(random)) : 1.0f;
                    if (solid(k, j, i)) continue;
                    if (!solid(k, j, i + 1)) c.east(k, j, i) = d * dz[std::size_t(k)];
                    if (j < ny + 1 && !solid(k, j + 1, i)) c.north(k, j, i) = d * dz[std::size_t(k)];
                    if (k < nz) c.top(k, j, i) = d * 8.0f / (dz[std::size_t(k)] + dz[std::size_t(k + 1)]);
                    b.view()(k, j, i) = any(random);
                }
        solver.prepare();
    }
    Field3D<float> field() const {
        Field3D<float> f(Backend::cpu(), {e.layers(), e.columns_y(), e.columns_x()}, "", "");
        std::ranges::fill(f.host(), 0.0f);
        return f;
    }
};

TEST(PressureSolver, ConvergesAtARateThatSizeStretchingAndBlocksHardlyChange) {
    for (const bool blocks : {false, true})
        for (const bool uneven : {false, true})
            for (const idx n : {16, 31, 64}) {
                Case c(n, n - 3, 24, blocks, uneven);
                const auto result = c.solver.solve(c.b, c.x, 1e-5, 60);
                SCOPED_TRACE(testing::Message()
                             << "blocks " << blocks << ", uneven " << uneven << ", n " << n);
                EXPECT_LE(result.iterations, uneven ? 24 : 15);
            }
}

}  // namespace
}  // namespace luwte
