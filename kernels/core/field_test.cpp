// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/field.hpp"

#include "kernels/core/memory_use.hpp"

#include <cstdint>
#include <numeric>
#include <utility>

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(Field, StoresLevelsOfRowsOfContiguousCells) {
    Field3D<int> f(Backend::cpu(), {2, 3, 4}, "f", "1");
    std::iota(f.host().begin(), f.host().end(), 0);
    EXPECT_EQ(f.size(), 24u);
    EXPECT_EQ(f.view()(1, 2, 3), 23);
    EXPECT_EQ(f.view()(1, 0, 0), 12);
    EXPECT_EQ(f.view().plane(1)(2, 3), 23);
    EXPECT_EQ(f.view().plane(1).row(2)[3], 23);
}

TEST(Field, BeginsOnACacheLine) {
    const Field2D<float> f(Backend::cpu(), {1, 3, 5}, "f", "1");
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(f.cview().p) % 64, 0u);
}

TEST(Field, ACopyIsIndependentAndKeepsNameAndUnit) {
    Field2D<float> f(Backend::cpu(), {1, 2, 2}, "air_temperature", "K");
    for (float& v : f.host()) v = 300.0f;
    Field2D<float> copy = f.copy_to(Backend::cpu());
    f.host()[0] = 0.0f;
    EXPECT_EQ(copy.host()[0], 300.0f);
    EXPECT_EQ(copy.name(), "air_temperature");
    EXPECT_EQ(copy.unit(), "K");
    EXPECT_EQ(copy.shape(), f.shape());
}

TEST(Field, MovingLeavesOneOwner) {
    Field2D<float> a(Backend::cpu(), {1, 2, 2}, "a", "1");
    const float* p = a.cview().p;
    Field2D<float> b = std::move(a);
    EXPECT_EQ(b.cview().p, p);
    Field2D<float> c;
    EXPECT_TRUE(c.empty());
    c = std::move(b);
    EXPECT_EQ(c.cview().p, p);
}

TEST(Field, WithoutCellsOwnsNothing) {
    const Field2D<float> f(Backend::cpu(), {1, 0, 10}, "f", "1");
    EXPECT_TRUE(f.empty());
    EXPECT_TRUE(f.copy_to(Backend::cpu()).empty());
}

TEST(Field, IsCountedAsLongAsItLives) {
    const std::size_t before = memory::in_use();
    {
        Field2D<float> a(Backend::cpu(), {1, 100, 100}, "a", "1");
        EXPECT_GE(memory::in_use(), before + 40000);
        EXPECT_LT(memory::in_use(), before + 41000);
        Field2D<float> b = std::move(a);
        b = Field2D<float>(Backend::cpu(), {1, 100, 200}, "b", "1");
        EXPECT_GE(memory::in_use(), before + 80000);
        EXPECT_LT(memory::in_use(), before + 82000);
    }
    EXPECT_EQ(memory::in_use(), before);
}

TEST(Field, ThatDoesNotFitSaysHowMuchItNeeds) {
    try {
        Field3D<double> f(Backend::cpu(), {100000, 100000, 100000}, "f", "1");
        FAIL() << "8 PB were allocated";
    } catch (const RuntimeError& e) {
        EXPECT_NE(std::string(e.what()).find("7629394531 MiB"), std::string::npos) << e.what();
        EXPECT_NE(std::string(e.what()).find("cell_size_m"), std::string::npos) << e.what();
    }
}

}  // namespace
}  // namespace luwte
