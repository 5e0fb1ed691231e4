// SPDX-License-Identifier: Apache-2.0
#include "host/output/chunk_packer.hpp"

#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include <libdeflate.h>
#include <omp.h>

namespace luwte {
namespace {

std::size_t ceil_div(idx a, idx b) { return (std::size_t(a) + std::size_t(b) - 1) / std::size_t(b); }

void round_row(const float* in, float* out, std::size_t n, float resolution) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    if (resolution == 0) {
        for (std::size_t i = 0; i < n; ++i) out[i] = in[i] == in[i] ? in[i] + 0.0f : nan;
        return;
    }
    const float inverse = 1 / resolution;  // a power of two: both products are exact
    for (std::size_t i = 0; i < n; ++i) {
        const float rounded = std::nearbyint(in[i] * inverse) * resolution + 0.0f;
        out[i] = rounded == rounded ? rounded : nan;
    }
}

template <class T>
void copy_row(const T* in, T* out, std::size_t n, const ChunkPlan& plan) {
    if constexpr (std::is_same_v<T, float>)
        round_row(in, out, n, plan.resolution);
    else if (plan.has_fill)
        for (std::size_t i = 0; i < n; ++i) out[i] = in[i] < 0 ? T(plan.fill) : in[i];
    else
        std::copy_n(in, n, out);
}

/// Byte b of every element goes to the b-th plane: HDF5's shuffle filter for four-byte elements.
void shuffle4(const std::uint32_t* in, std::uint8_t* out, std::size_t n) {
    std::uint8_t *b0 = out, *b1 = out + n, *b2 = out + 2 * n, *b3 = out + 3 * n;
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t v = in[i];
        b0[i] = std::uint8_t(v);
        b1[i] = std::uint8_t(v >> 8);
        b2[i] = std::uint8_t(v >> 16);
        b3[i] = std::uint8_t(v >> 24);
    }
}

}  // namespace

struct ChunkPacker::Worker {
    explicit Worker(int level) : compressor(libdeflate_alloc_compressor(level)) {
        if (compressor == nullptr) throw RuntimeError("not enough memory for a compressor");
    }
    ~Worker() { libdeflate_free_compressor(compressor); }
    Worker(const Worker&) = delete;

    libdeflate_compressor* compressor;
    std::vector<std::uint32_t> elements;  // a chunk, aligned for every element type
    std::vector<std::uint8_t> shuffled;
    std::vector<std::byte> packed;  // room for the worst case
};

std::size_t ChunkPlan::chunk_count() const {
    return ceil_div(array.nz, chunk.nz) * ceil_div(array.ny, chunk.ny) * ceil_div(array.nx, chunk.nx);
}

ChunkPacker::ChunkPacker(int level) : level_(level) {
    if (level < 0 || level > 9)
        throw InputError("output.compression_level", std::to_string(level) + " is outside 0 to 9");
}
ChunkPacker::~ChunkPacker() = default;

template <class T>
std::span<const PackedChunk> ChunkPacker::pack_any(std::span<const T> values, const ChunkPlan& plan) {
    const std::size_t count = plan.chunk_count(), elements = plan.chunk.size(),
                      raw_size = elements * sizeof(T);
    const std::size_t columns = ceil_div(plan.array.nx, plan.chunk.nx);
    const std::size_t rows = ceil_div(plan.array.ny, plan.chunk.ny);

    while (workers_.size() < std::size_t(omp_get_max_threads()))
        workers_.push_back(std::make_unique<Worker>(level_));
    for (const auto& worker : workers_) {
        worker->elements.resize((raw_size + 3) / 4);
        worker->shuffled.resize(raw_size);
        worker->packed.resize(libdeflate_zlib_compress_bound(worker->compressor, raw_size));
    }
    if (chunks_.size() < count) chunks_.resize(count);

    bool out_of_memory = false;
    const T padding = std::is_same_v<T, float> ? std::numeric_limits<T>::quiet_NaN() : T(plan.fill);
#pragma omp parallel for schedule(dynamic)
    for (std::size_t c = 0; c < count; ++c) {
        Worker& worker = *workers_[std::size_t(omp_get_thread_num())];
        PackedChunk& chunk = chunks_[c];
        chunk.i0 = idx(c % columns) * plan.chunk.nx;
        chunk.j0 = idx(c / columns % rows) * plan.chunk.ny;
        chunk.k0 = idx(c / columns / rows) * plan.chunk.nz;
        const idx nx = std::min(plan.chunk.nx, plan.array.nx - chunk.i0);
        const idx ny = std::min(plan.chunk.ny, plan.array.ny - chunk.j0);
        const idx nz = std::min(plan.chunk.nz, plan.array.nz - chunk.k0);

        T* element = reinterpret_cast<T*>(worker.elements.data());
        if (nx < plan.chunk.nx || ny < plan.chunk.ny || nz < plan.chunk.nz)
            std::fill_n(element, elements, padding);
        for (idx k = 0; k < nz; ++k)
            for (idx j = 0; j < ny; ++j) {
                const std::size_t from =
                    (std::size_t(chunk.k0 + k) * std::size_t(plan.array.ny) + std::size_t(chunk.j0 + j)) *
                        std::size_t(plan.array.nx) +
                    std::size_t(chunk.i0);
                const std::size_t to = (std::size_t(k) * std::size_t(plan.chunk.ny) + std::size_t(j)) *
                                       std::size_t(plan.chunk.nx);
                copy_row(values.data() + from, element + to, std::size_t(nx), plan);
            }
        const void* raw = element;
        if constexpr (sizeof(T) == 4) {
            shuffle4(worker.elements.data(), worker.shuffled.data(), elements);
            raw = worker.shuffled.data();
        }
        const std::size_t size = libdeflate_zlib_compress(worker.compressor, raw, raw_size,
                                                          worker.packed.data(), worker.packed.size());
        chunk.crc = libdeflate_crc32(0, worker.packed.data(), size);
        try {
            chunk.bytes.assign(worker.packed.begin(), worker.packed.begin() + std::ptrdiff_t(size));
        } catch (const std::bad_alloc&) {  // must not leave the parallel loop
#pragma omp atomic write
            out_of_memory = true;
        }
    }
    if (out_of_memory) throw RuntimeError("not enough memory to pack a field for the result file");
    return {chunks_.data(), count};
}

std::span<const PackedChunk> ChunkPacker::pack(std::span<const float> values, const ChunkPlan& plan) {
    return pack_any(values, plan);
}
std::span<const PackedChunk> ChunkPacker::pack(std::span<const std::int8_t> values, const ChunkPlan& plan) {
    return pack_any(values, plan);
}
std::span<const PackedChunk> ChunkPacker::pack(std::span<const std::int32_t> values, const ChunkPlan& plan) {
    return pack_any(values, plan);
}

float round_to_resolution(float value, float resolution) {
    float out;
    round_row(&value, &out, 1, resolution);
    return out;
}

std::uint32_t crc32_of(std::span<const std::byte> bytes) {
    return libdeflate_crc32(0, bytes.data(), bytes.size());
}

}  // namespace luwte
