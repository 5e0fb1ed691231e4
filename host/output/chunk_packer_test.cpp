// SPDX-License-Identifier: Apache-2.0
#include "host/output/chunk_packer.hpp"

#include "kernels/core/error.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>
#include <libdeflate.h>

namespace luwte {
namespace {

TEST(Rounding, StaysWithinHalfTheResolutionAndIsIdempotent) {
    std::mt19937 random(1);
    for (const float resolution : {1.0f / 64, 1.0f / 8, 1.0f / 256, 1.0f / 1024})
        for (int n = 0; n < 10000; ++n) {
            const float value = std::uniform_real_distribution<float>(-2000, 2000)(random);
            const float rounded = round_to_resolution(value, resolution);
            EXPECT_LE(std::fabs(double(rounded) - double(value)), double(resolution) / 2);
            EXPECT_EQ(round_to_resolution(rounded, resolution), rounded);
            EXPECT_EQ(std::fmod(rounded, resolution), 0);
        }
}

TEST(Rounding, TiesGoToEvenAndZeroAndNanHaveOneSpelling) {
    EXPECT_EQ(round_to_resolution(0.0625f, 0.125f), 0.0f);   // 0.5 steps -> 0
    EXPECT_EQ(round_to_resolution(0.1875f, 0.125f), 0.25f);  // 1.5 steps -> 2
    EXPECT_EQ(std::bit_cast<std::uint32_t>(round_to_resolution(-0.01f, 0.125f)), 0u);
    for (const std::uint32_t bits : {0x7fc00001u, 0xffc00000u, 0x7f800001u})
        for (const float resolution : {0.0f, 0.125f})
            EXPECT_EQ(
                std::bit_cast<std::uint32_t>(round_to_resolution(std::bit_cast<float>(bits), resolution)),
                0x7fc00000u);
    EXPECT_EQ(round_to_resolution(std::numeric_limits<float>::infinity(), 0.125f),
              std::numeric_limits<float>::infinity());
    EXPECT_EQ(round_to_resolution(16777217.0f * 8, 0.125f), 16777217.0f * 8);  // coarser than the step: kept
}

TEST(ChunkPacker, ChunksCoverTheArrayPaddedAndShuffled) {
    ChunkPlan plan;
    plan.array = {3, 5, 7};
    plan.chunk = {2, 4, 4};
    ASSERT_EQ(plan.chunk_count(), 8u);
    std::vector<std::int32_t> values(plan.array.size());
    for (std::size_t n = 0; n < values.size(); ++n) values[n] = std::int32_t(n * 65537);
    plan.fill = -9999;
    ChunkPacker packer(1);
    std::size_t seen = 0;
    libdeflate_decompressor* inflater = libdeflate_alloc_decompressor();
    for (const PackedChunk& chunk : packer.pack(std::span<const std::int32_t>(values), plan)) {
        std::vector<std::uint8_t> shuffled(plan.chunk.size() * 4);
        ASSERT_EQ(libdeflate_zlib_decompress(inflater, chunk.bytes.data(), chunk.bytes.size(),
                                             shuffled.data(), shuffled.size(), nullptr),
                  LIBDEFLATE_SUCCESS);
        for (idx n = 0; n < idx(plan.chunk.size()); ++n) {
            std::uint32_t bits = 0;  // byte b of element n stands at b * count + n
            for (std::size_t b = 0; b < 4; ++b)
                bits |= std::uint32_t(shuffled[b * plan.chunk.size() + std::size_t(n)]) << (8 * b);
            const idx i = chunk.i0 + n % 4, j = chunk.j0 + n / 4 % 4, k = chunk.k0 + n / 16;
            const bool inside = i < 7 && j < 5 && k < 3;
            seen += inside;
            EXPECT_EQ(std::int32_t(bits), inside ? values[std::size_t((k * 5 + j) * 7 + i)] : -9999);
        }
    }
    libdeflate_free_decompressor(inflater);
    EXPECT_EQ(seen, values.size());
}

TEST(ChunkPacker, RefusesALevelThatReadersMayNotKnow) {
    EXPECT_THROW(ChunkPacker(10), InputError);
    EXPECT_THROW(ChunkPacker(-1), InputError);
}

}  // namespace
}  // namespace luwte
