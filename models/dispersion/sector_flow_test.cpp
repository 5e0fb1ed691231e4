// SPDX-License-Identifier: Apache-2.0
// Concentrations in a flow that was cut out of a wider domain.
#include "models/wind/sector_flow.hpp"

#include "models/dispersion/scalar_model.hpp"
#include "models/wind/sector_library.hpp"
#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr double speed = 5;  // m s-1 at the reference height

/// 96 x 96 m with a block in the middle, one on the southern rim and a crown, and the wind around them.
struct Blocks {
    CityLayers layers = [] {
        CityLayers c = scenes::field_with_a_block();
        for (idx i = 3; i < 8; ++i)
            for (idx j = 0; j < 3; ++j) c.building_height[std::size_t(j * 24 + i)] = 6;
        c.canopy_top.assign(c.building_height.size(), 0), c.canopy_base = c.leaf_area_density = c.canopy_top;
        for (idx j = 16; j < 19; ++j)
            for (idx i = 8; i < 13; ++i) {
                const auto n = std::size_t(j * 24 + i);
                c.canopy_top[n] = 7, c.canopy_base[n] = 2, c.leaf_area_density[n] = 0.8f;
            }
        return c;
    }();
    CityModel city{Backend::cpu(), layers};
    WindLayout layout = wind_layout(city, {.cell_size = 4});
    WindLayout::Margins margins;
    WindDomain wide, area;
    WindModel wind;

    explicit Blocks(double from)
        : margins(layout.margins(from)),
          wide(wind_domain(city, layout, margins, layout.inflow(from).roughness)),
          area(wind_domain(city, layout)),
          wind(Backend::cpu(), wide, {}) {
        const Inflow& land = layout.inflow(from);
        wind.start(log_law(layout.profile_heights(), speed, wind_reference_height, land.roughness,
                           land.displacement),
                   from);
        wind.iterate(80);
    }
    SectorFlow flow() const { return flow_over_area(wind, layout, speed); }
    /// Computed once for all tests.
    static const Blocks& from(double direction) {
        static std::map<double, Blocks> all;
        return all.try_emplace(direction, direction).first->second;
    }
};

Field3D<float> none(const wind::Extents& e) {
    Field3D<float> f(Backend::cpu(), {e.layers(), e.columns_y(), e.columns_x()}, "source", "s-1");
    std::ranges::fill(f.host(), 0.0f);
    return f;
}

ScalarModel::Parameters with_removal() {
    ScalarModel::Parameters p;
    p.removal = {.to_surfaces = 0.01f, .to_leaves = 0.02f, .settling = 0.005f};
    return p;
}

class FlowOverArea : public testing::TestWithParam<double> {};

TEST_P(FlowOverArea, HasTheMatrixOfTheWholeDomainInside) {
    const Blocks& b = Blocks::from(GetParam());
    // Deposition does not come with the wind: its velocities are those of a reference speed of 1 m s-1.
    ScalarModel::Parameters per_speed = with_removal();
    per_speed.removal.to_surfaces /= float(speed), per_speed.removal.to_leaves /= float(speed);
    per_speed.removal.settling /= float(speed);
    ScalarModel whole(b.wind, with_removal()), cut(Backend::cpu(), b.flow(), b.area, per_speed);
    ASSERT_EQ(whole.turned(), cut.turned());
    const dispersion::Matrix<const float> a = whole.matrix(), c = cut.matrix();
    const bool turned = cut.turned();
    double taken = 0;
    for (idx k = 1; k <= cut.extents().nz; ++k)
        for (idx j = 1; j + 1 < 24; ++j)
            for (idx i = 1; i + 1 < 24; ++i) {
                const idx y = j + wind::ghosts, x = i + wind::ghosts;
                const std::ptrdiff_t n = turned ? c.at(k, x, y) : c.at(k, y, x),
                                     m = turned ? a.at(k, x + b.margins.west, y + b.margins.south)
                                                : a.at(k, y + b.margins.south, x + b.margins.west);
                for (int part = 0; part <= dispersion::loss; ++part) {
                    const float here = c(dispersion::Part(part), n) * float(speed),
                                there = a(dispersion::Part(part), m), scale = a(dispersion::loss, m);
                    ASSERT_NEAR(here, there, 2e-5f * scale) << part << " at " << k << " " << j << " " << i;
                }
                taken += double(a(dispersion::loss, m));
            }
    EXPECT_GT(taken, 0);
}

TEST_P(FlowOverArea, KeepsWhatFlowsInAndOutOfEveryCell) {
    const Blocks& b = Blocks::from(GetParam());
    const SectorFlow flow = b.flow();
    const auto u = flow.u.view(), v = flow.v.view(), w = flow.w.view();
    const auto wu = b.wind.u().view(), wv = b.wind.v().view(), ww = b.wind.w().view();
    const wind::OpenShares open = b.wind.open().views();
    const auto through = [](const View3D<const float>& f, const View3D<const std::uint8_t>& share, idx k,
                            idx j,
                            idx i) { return double(f(k, j, i) * wind::OpenShares::share(share(k, j, i))); };
    const double d = b.layout.grid.cell_size;
    double worst = 0;
    for (idx k = 0; k < flow.viscosity.shape().nz; ++k)
        for (idx j = 0; j < 24; ++j)
            for (idx i = 0; i < 24; ++i) {
                const double dz = b.layout.thickness[std::size_t(k)];
                const double below = k > 0 ? double(w(k - 1, j, i)) : 0.0;
                const double out = d * dz *
                                       (double(u(k, j, i + 1)) - double(u(k, j, i)) + double(v(k, j + 1, i)) -
                                        double(v(k, j, i))) +
                                   d * d * (double(w(k, j, i)) - below);
                const idx y = j + wind::ghosts + b.margins.south, x = i + wind::ghosts + b.margins.west;
                const double whole =
                    d * dz *
                        (through(wu, open.east, k + 1, y, x) - through(wu, open.east, k + 1, y, x - 1) +
                         through(wv, open.north, k + 1, y, x) - through(wv, open.north, k + 1, y - 1, x)) +
                    d * d * (through(ww, open.top, k + 1, y, x) - through(ww, open.top, k, y, x));
                worst = std::max(worst, std::abs(out - whole / speed) / (d * d));
                if (b.area.solid.view()(k, j, i) != 0) {
                    ASSERT_EQ(u(k, j, i), 0.0f);
                    ASSERT_EQ(flow.viscosity.view()(k, j, i), 0.0f);
                }
            }
    EXPECT_LT(worst, 1e-6);
}

TEST_P(FlowOverArea, CarriesWhatIsEmittedAsTheWholeDomainDoes) {
    const Blocks& b = Blocks::from(GetParam());
    ScalarModel whole(b.wind, {}), cut(Backend::cpu(), b.flow(), b.area, {});
    Field3D<float> there = none(whole.extents()), c = none(whole.extents()), here = none(cut.extents()),
                   of_cut = none(cut.extents());
    // A street across the area, the rim too.
    double emitted = 0;
    for (idx i = 0; i < 24; ++i)
        for (idx k = 1; k <= 2; ++k) {
            const idx y = 8 + wind::ghosts, x = i + wind::ghosts;
            here.view()(k, y, x) = 0.5f;
            there.view()(k, y + b.margins.south, x + b.margins.west) = 0.5f;
            emitted += 0.5;
        }
    EXPECT_TRUE(whole.solve(there, c).has_settled);
    EXPECT_TRUE(cut.solve(here, of_cut).has_settled);
    EXPECT_NEAR(cut.leaving(of_cut) / emitted, 1, 1e-4);
    double most = 0, worst_inside = 0, worst = 0, sum = 0, sum_cut = 0;
    for (idx k = 1; k <= cut.extents().nz; ++k)
        for (idx j = 0; j < 24; ++j)
            for (idx i = 0; i < 24; ++i) {
                const idx y = j + wind::ghosts, x = i + wind::ghosts;
                const double wide = speed * double(c.view()(k, y + b.margins.south, x + b.margins.west)),
                             own = double(of_cut.view()(k, y, x));
                const double off = std::abs(own - wide);
                most = std::max(most, wide), worst = std::max(worst, off);
                const bool inside = std::min({i, j, 23 - i, 23 - j}) >= 3;
                if (inside) worst_inside = std::max(worst_inside, off), sum += wide, sum_cut += own;
            }
    // What is carried out over the rim and would come back is lost: at 45 degrees, where the block on the rim
    // throws it back, 0.018 of the highest in its wake and 0.0004 three columns further in.
    EXPECT_LT(worst, 0.03 * most);
    EXPECT_LT(worst_inside, 0.001 * most);
    EXPECT_NEAR(sum_cut / sum, 1, 0.001);
}
INSTANTIATE_TEST_SUITE_P(Directions, FlowOverArea, testing::Values(270.0, 0.0, 240.0, 45.0));

TEST(SectorFlow, IsKeptWhereItIsAskedForAndFitsNoOtherArea) {
    const Blocks& b = Blocks::from(270);
    SectorSolve solve;
    solve.coarse.least_columns = 1000;  // none
    solve.most_iterations = 1, solve.look = 1;
    EXPECT_TRUE(solve_sector(b.city, b.layout, 270, solve).flow.empty());
    solve.keep_flow = true;
    const SectorFlow flow = solve_sector(b.city, b.layout, 270, solve).flow;
    ASSERT_FALSE(flow.empty());
    EXPECT_EQ(flow.from_deg, 270);
    // Far above the ground over the inflow's own speed at 10 m, in the middle of the western rim.
    const std::vector<double> heights = b.layout.profile_heights();
    const Inflow& land = b.layout.inflow(270);
    const WindProfile profile = log_law(heights, 1, wind_reference_height, land.roughness, land.displacement);
    const auto top = std::size_t(flow.u.shape().nz - 1);
    EXPECT_NEAR(flow.u.view()(idx(top), 12, 0), profile.speed[top], 0.02);

    const CityModel other(Backend::cpu(), scenes::grass_field(20, 4));
    WindLayout of_other = b.layout;
    of_other.grid = other.grid;
    EXPECT_THROW(ScalarModel(Backend::cpu(), flow, wind_domain(other, of_other), {}), RuntimeError);
}

}  // namespace
}  // namespace luwte
