// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/launch.hpp"

#include "kernels/core/field.hpp"

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
    for (const idx n : {1, 31, 32, 33, 65}) {
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
        Field3D<int> out(cpu, {5, 7, 31}, "position", "1");
        for_each_cell<Cpu>(cpu, "position", Box3{0, 5, 0, 7, 0, 31}, Position{out.view()});
        omp_set_num_threads(before);
        return out;
    };
    const Field3D<int> one = run(1), three = run(3);
    EXPECT_TRUE(std::equal(one.host().begin(), one.host().end(), three.host().begin()));
}

}  // namespace
}  // namespace luwte
