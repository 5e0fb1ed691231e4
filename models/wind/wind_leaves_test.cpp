// SPDX-License-Identifier: Apache-2.0
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_sample.hpp"

#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Open land of 24 x 8 columns, leaves of one density [m2 m-3] where `has_leaves(x, z)` [m].
WindDomain land_with_leaves(double cell_size, double lowest, double height, double density,
                            const std::function<bool(double, double)>& has_leaves) {
    WindDomain d = test_wind::domain(24, 8, cell_size, test_wind::levels(lowest, 1.1, height), 0.03,
                                     [](double, double, double) { return false; });
    d.leaf_area = Field3D<float>(Backend::cpu(), d.solid.shape(), "leaf area density", "m2 m-3");
    const std::vector<double> heights = d.heights();
    const auto leaves = d.leaf_area.view();
    for (idx k = 0; k < leaves.nz; ++k)
        for (idx j = 0; j < leaves.ny; ++j)
            for (idx i = 0; i < leaves.nx; ++i)
                leaves(k, j, i) =
                    has_leaves((i + 0.5) * cell_size, heights[std::size_t(k)]) ? float(density) : 0.0f;
    return d;
}

WindModel wind_over(const WindDomain& d, int iterations) {
    WindModel model(Backend::cpu(), d, {});
    model.start(log_law(test_wind::heights_with_top(d), 5, 10, 0.03), 270);
    model.iterate(iterations);
    return model;
}

TEST(WindThroughLeaves, NoLeavesAreWorthLeavesOfNothing) {
    WindDomain d = land_with_leaves(4, 1, 40, 0, [](double, double) { return false; });
    const Field3D<float> of_nothing = wind_over(d, 20).u().copy_to(Backend::cpu());
    d.leaf_area = {};
    const Field3D<float> none = wind_over(d, 20).u().copy_to(Backend::cpu());
    EXPECT_EQ(std::memcmp(none.host().data(), of_nothing.host().data(), none.size() * sizeof(float)), 0);
}

TEST(WindThroughLeaves, AHedgeShelters) {
    const auto hedge = [](double x, double z) { return x > 40 && x < 48 && z < 5; };
    const WindDomain open = land_with_leaves(4, 1, 40, 0, hedge), d = land_with_leaves(4, 1, 40, 1, hedge);
    const WindModel without = wind_over(open, 150), model = wind_over(d, 150);
    const WindSample before(without, open), wind(model, d);
    EXPECT_LT(wind.at(52, 16, 2)[0], 0.6 * before.at(52, 16, 2)[0]);
    EXPECT_GT(wind.at(52, 16, 2)[0], 0.0);
    EXPECT_GT(wind.at(46, 16, 8)[0], 1.02 * before.at(46, 16, 8)[0]);
    // Upwind of it pressure is higher than downwind, as a force on leaves needs.
    const auto p = model.pressure().view();
    EXPECT_GT(p(2, 5, 2 + 9), p(2, 5, 2 + 12) + 0.1f);
}

TEST(WindThroughLeaves, DeepInAWoodThePressurePushesTheWindAgainstDrag) {
    // Where shear is over: -dp/dx = c_d a U^2.
    const double drag = 0.2 * 0.4;
    const WindDomain d = land_with_leaves(20, 0.5, 60, 0.4, [](double, double z) { return z < 20; });
    const WindModel model = wind_over(d, 300);
    const idx k = 8, j = 5, i = 18;
    const auto p = model.pressure().view();
    const double push = (double(p(k, j, i)) - double(p(k, j, i + 1))) / d.cell_size;
    const double speed = double(model.u().view()(k, j, i));
    EXPECT_GT(speed, 0.5);
    EXPECT_NEAR(push / (drag * speed * speed), 1, 0.02);
}

TEST(WindThroughLeaves, FieldsOfAnotherShapeAreNamed) {
    WindDomain d = land_with_leaves(4, 1, 40, 0, [](double, double) { return false; });
    d.leaf_area = Field3D<float>(Backend::cpu(), {3, 8, 24}, "leaf area density", "m2 m-3");
    try {
        WindModel(Backend::cpu(), d, {});
        FAIL() << "no error";
    } catch (const RuntimeError& e) {
        EXPECT_NE(std::string(e.what()).find("leaf_area is 3 x 8 x 24, expected 17 x 8 x 24"),
                  std::string::npos)
            << e.what();
    }
}

}  // namespace
}  // namespace luwte
