// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/launch.hpp"

#include "kernels/core/blocks.hpp"
#include "kernels/core/field.hpp"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

struct Visit2 {
    View2D<int> count;
    LUWTE_HD void operator()(idx j, idx i) const { count(j, i) += 1; }
};
struct Visit3 {
    View3D<int> count;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { count(k, j, i) += 1; }
};
/// out = 100 k + 10 j + i: a wrong index order cannot go unseen.
struct Position {
    View3D<int> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { out(k, j, i) = 100 * k + 10 * j + i; }
};

TEST(ForEachCell, VisitsEveryCellOfABoxOnceAndNoneOutside) {
    const Backend cpu = Backend::cpu();
    for (const idx n : {1, 31, 32, 33, 65, 129}) {  // the last is large enough for threads
        Field3D<int> count(cpu, {4, n + 2, n + 3}, "count", "1");
        for (int& c : count.host()) c = 0;
        const Box3 inner{1, 3, 1, n + 1, 1, n + 1};
        for_each_cell<Cpu>(cpu, "visit", inner, Visit3{count.view()});
        for (idx k = 0; k < 4; ++k)
            for (idx j = 0; j < n + 2; ++j)
                for (idx i = 0; i < n + 3; ++i) {
                    const bool inside = k >= 1 && k < 3 && j >= 1 && j < n + 1 && i >= 1 && i < n + 1;
                    ASSERT_EQ(count.view()(k, j, i), inside ? 1 : 0) << k << " " << j << " " << i;
                }
    }
}

TEST(ForEachCell, VisitsEveryColumnOnce) {
    const Backend cpu = Backend::cpu();
    Field2D<int> count(cpu, {1, 33, 65}, "count", "1");
    for (int& c : count.host()) c = 0;
    for_each_column<Cpu>(cpu, "visit", Box2{0, 33, 0, 65}, Visit2{count.view()});
    for (const int c : count.host()) ASSERT_EQ(c, 1);
}

TEST(ForEachCell, PassesLevelRowAndColumnInThatOrder) {
    const Backend cpu = Backend::cpu();
    Field3D<int> out(cpu, {2, 3, 4}, "position", "1");
    for_each_cell<Cpu>(cpu, "position", Box3{0, 2, 0, 3, 0, 4}, Position{out.view()});
    EXPECT_EQ(out.host()[0], 0);
    EXPECT_EQ(out.host()[3], 3);     // i is contiguous
    EXPECT_EQ(out.host()[4], 10);    // then j
    EXPECT_EQ(out.host()[12], 100);  // then k
    EXPECT_EQ(out.host()[23], 123);
}

TEST(ForEachCell, GivesTheSameValuesForOneAndManyThreads) {
    const Backend cpu = Backend::cpu();
    const auto run = [&](int threads) {
        const int before = omp_get_max_threads();
        omp_set_num_threads(threads);
        const Box3 box{0, 5, 0, 67, 0, 131};
        EXPECT_TRUE(cpu_detail::worth_threads(box));
        Field3D<int> out(cpu, {5, 67, 131}, "position", "1");
        for_each_cell<Cpu>(cpu, "position", box, Position{out.view()});
        omp_set_num_threads(before);
        return out;
    };
    const Field3D<int> one = run(1), three = run(3);
    EXPECT_TRUE(std::equal(one.host().begin(), one.host().end(), three.host().begin()));
}

/// Up: the sum of the levels so far. Down: the level above is added to it.
struct SumUpAndDown {
    View3D<const int> in;
    View3D<int> out;
    LUWTE_HD void up(idx k, idx j, idx i) const {
        out(k, j, i) = in(k, j, i) + (k > 1 ? out(k - 1, j, i) : 0);
    }
    LUWTE_HD void down(idx k, idx j, idx i) const {
        if (k < 4) out(k, j, i) += out(k + 1, j, i);
    }
};

TEST(SolveColumns, GoesUpThenDownEachColumnOfABoxAndNoneOutside) {
    const Backend cpu = Backend::cpu();
    for (const idx n : {1, 127, 129, 300}) {  // columns are taken 128 at a time; the last with threads
        const idx rows = 17;
        Field3D<int> in(cpu, {6, rows, n + 2}, "in", "1"), out(cpu, {6, rows, n + 2}, "out", "1");
        for (std::size_t m = 0; m < in.size(); ++m) in.host()[m] = int(m % 7), out.host()[m] = -1;
        solve_columns<Cpu>(cpu, "sums", Box3{1, 5, 0, rows, 1, n + 1}, SumUpAndDown{in.view(), out.view()});
        const auto a = in.view(), b = out.view();
        for (idx j = 0; j < rows; ++j)
            for (idx i = 0; i < n + 2; ++i) {
                const int s1 = a(1, j, i), s2 = s1 + a(2, j, i), s3 = s2 + a(3, j, i), s4 = s3 + a(4, j, i);
                const bool inside = i > 0 && i <= n;
                ASSERT_EQ(b(0, j, i), -1);
                ASSERT_EQ(b(1, j, i), inside ? s1 + s2 + s3 + s4 : -1) << n << " " << j << " " << i;
                ASSERT_EQ(b(4, j, i), inside ? s4 : -1);
                ASSERT_EQ(b(5, j, i), -1);
            }
    }
}

/// Each cell adds to its own number those of three columns of the row before, as it was solved, and of the
/// level below; down, the level above. Whole numbers, so that any order would add up to the same but for
/// what has not been solved yet, which is 1.
struct SumOverRows {
    static constexpr idx width = 4;
    idx step;  ///< to the row before: -1, +1, or 0 without
    View3D<unsigned> out;
    LUWTE_HD void up(idx k, idx j, idx block, idx lane) const {
        const idx i = 1 + block * width + lane;
        unsigned sum = out(k, j, i) + (k > 0 ? out(k - 1, j, i) : 0u);
        if (step != 0)
            sum += out(k, j + step, i - 1) + 3u * out(k, j + step, i) + 5u * out(k, j + step, i + 1);
        out(k, j, i) = sum;
    }
    LUWTE_HD void down(idx k, idx j, idx block, idx lane) const {
        const idx i = 1 + block * width + lane;
        if (k < 49) out(k, j, i) += 7u * out(k + 1, j, i);
    }
    LUWTE_HD void prefetch(idx, idx, idx) const {}
};

TEST(SolveBlocks, SolvesRowsInTheirOrderForAnyNumberOfThreads) {
    const Backend cpu = Backend::cpu();
    const idx levels = 50, rows = 40, blocks = 31, columns = blocks * SumOverRows::width;
    const auto ones = [&] {
        Field3D<unsigned> f(cpu, {levels, rows + 2, columns + 2}, "sums", "1");
        std::ranges::fill(f.host(), 1u);
        return f;
    };
    const int before = omp_get_max_threads();
    for (const auto& [order, step] :
         {std::pair{RowOrder::any, 0}, {RowOrder::upward, -1}, {RowOrder::downward, 1}}) {
        // One cell after the other.
        Field3D<unsigned> expected = ones();
        const SumOverRows plain{step, expected.view()};
        for (idx n = 1; n <= rows; ++n) {
            const idx j = step == 1 ? rows + 1 - n : n;
            for (idx k = 0; k < levels; ++k)
                for (idx c = 0; c < columns; ++c) plain.up(k, j, c / 4, c % 4);
            for (idx k = levels - 1; k >= 0; --k)
                for (idx c = 0; c < columns; ++c) plain.down(k, j, c / 4, c % 4);
        }
        for (const int threads : {1, 2, 3, 5}) {
            omp_set_num_threads(threads);
            Field3D<unsigned> out = ones();
            solve_blocks<Cpu>(cpu, "sums", Blocks{0, levels, 1, rows + 1, blocks}, order,
                              SumOverRows{step, out.view()});
            EXPECT_TRUE(std::ranges::equal(out.host(), expected.host())) << threads << " " << step;
        }
    }
    omp_set_num_threads(before);
}

}  // namespace
}  // namespace luwte
