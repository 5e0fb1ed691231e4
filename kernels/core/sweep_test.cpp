// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/sweep.hpp"

#include "kernels/core/field.hpp"

#include <cstdlib>
#include <vector>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Counts visits and writes each cell's line and the number of steps that its line made before.
struct Visit {
    View2D<std::int32_t> visits, line, order;

    static constexpr idx width = 16, piece = 5;
    template <idx W>
    struct State {
        idx steps[W];
    };
    template <idx W>
    LUWTE_HD void start(State<W>& s) const {
        for (idx l = 0; l < W; ++l) s.steps[l] = 0;
    }
    void prefetch(idx, const SweepRun&) const {}
    template <idx W>
    LUWTE_HD void operator()(const SweepStep& at, const SweepRun& run, State<W>& s) const {
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx l = run.lane_of<W>(r);
            visits(at.n, run.cell + r) += 1;
            line(at.n, run.cell + r) = run.line + l;
            order(at.n, run.cell + r) = s.steps[l]++;
        }
    }
};

struct Map {
    Field2D<std::int32_t> visits, line, order;
    explicit Map(const Lattice& t)
        : visits(Backend::cpu(), {1, t.steps, t.cells}, "visits", "1"),
          line(Backend::cpu(), {1, t.steps, t.cells}, "line", "1"),
          order(Backend::cpu(), {1, t.steps, t.cells}, "order", "1") {
        for (auto& v : visits.host()) v = 0;
        sweep_lines<Cpu>(Backend::cpu(), "visit", t, Visit{visits.view(), line.view(), order.view()});
    }
};

const std::vector<std::int64_t> slopes = {0,          1,          1234567, std::int64_t(1) << 31,
                                          3000000000, 4294967295, -99,     -4294967295};

TEST(SweepLines, EveryCellIsVisitedExactlyOnce) {
    for (const auto& [steps, cells] : {std::pair<idx, idx>{1, 1}, {33, 65}, {65, 33}, {40, 200}, {1, 31}})
        for (const std::int64_t slope : slopes)
            for (const idx direction : {1, -1}) {
                Map m(Lattice::over(steps, cells, direction, slope, 1 - steps));
                for (const auto v : m.visits.host()) ASSERT_EQ(v, 1) << steps << " " << cells << " " << slope;
            }
}

TEST(SweepLines, ALineMovesAtMostOneCellAcrossPerStepAndStaysWithinHalfACellOfTheTrueLine) {
    for (const idx steps : {40, 41})
        for (const std::int64_t slope : slopes) {
            const Lattice t = Lattice::over(steps, 7, 1, slope, 1 - steps);
            for (idx n = 0; n < steps; ++n) {
                EXPECT_LE(std::abs(t.fraction(n)), 0.5f);
                const double x = n - (steps - 1) / 2.0;
                EXPECT_NEAR(t.lateral(n) + t.fraction(n), x * double(slope) / 4294967296.0, 1e-6);
                if (n > 0) {
                    EXPECT_LE(std::abs(t.lateral(n) - t.lateral(n - 1)), 1);
                }
            }
        }
}

TEST(SweepLines, StepsAreWalkedInOrderFromEitherEnd) {
    for (const idx direction : {1, -1}) {
        const Lattice t = Lattice::over(50, 60, direction, 1000000000, -49);
        Map m(t);
        for (idx n = 0; n < 50; ++n)
            for (idx c = 0; c < 60; ++c) {
                const idx before = n - direction;
                const idx d = before >= 0 && before < 50 ? c - t.lateral(n) + t.lateral(before) : -1;
                if (d < 0 || d >= 60) {
                    EXPECT_EQ(m.order.view()(n, c), 0);
                } else {
                    EXPECT_EQ(m.line.view()(before, d), m.line.view()(n, c));
                    EXPECT_EQ(m.order.view()(before, d) + 1, m.order.view()(n, c));
                }
            }
        EXPECT_EQ(t.walked(direction > 0 ? 49 : 0) - t.walked(direction > 0 ? 0 : 49), 49);
    }
}

TEST(SweepLines, MirroringTheStepsOrTheCellsMirrorsTheLines) {
    for (const idx steps : {30, 31})
        for (const std::int64_t slope : slopes) {
            const Lattice a = Lattice::over(steps, 9, 1, slope, 1 - steps);
            const Lattice b = Lattice::over(steps, 9, -1, -slope, 1 - steps);
            for (idx n = 0; n < steps; ++n) {
                EXPECT_EQ(a.lateral(n), b.lateral(steps - 1 - n));
                EXPECT_EQ(a.fraction(n), b.fraction(steps - 1 - n));
                EXPECT_EQ(a.walked(n), b.walked(steps - 1 - n));
                EXPECT_EQ(a.lateral(n), -Lattice::over(steps, 9, 1, -slope, 1 - steps).lateral(n));
            }
        }
}

TEST(SweepLines, ATileTakesTheSameTurnsAsTheWhole) {
    for (const std::int64_t slope : slopes) {
        const Lattice whole = Lattice::over(100, 9, 1, slope, -99),
                      tile = Lattice::over(40, 9, 1, slope, -99 + 2 * 23);
        for (idx n = 0; n < 40; ++n) {
            EXPECT_EQ(tile.lateral(n), whole.lateral(n + 23));
            EXPECT_EQ(tile.fraction(n), whole.fraction(n + 23));
            EXPECT_EQ(tile.walked(n), whole.walked(n + 23));
        }
    }
}

}  // namespace
}  // namespace luwte
