// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/backend.hpp"

#include "kernels/core/backend_cuda.hpp"
#include "kernels/core/error.hpp"

#include <cstdlib>
#include <cstring>
#include <new>

#include <omp.h>

namespace luwte {

Backend Backend::cuda() {
#if LUWTE_HAS_CUDA
    const std::string reason = cuda_runtime::why_unavailable();
    if (reason.empty()) return Backend(Kind::cuda, 0);
#else
    const std::string reason = "this program was built without CUDA";
#endif
    throw RuntimeError("backend cuda: " + reason +
                       "\n  hint: --backend cpu runs the same kernels with OpenMP");
}

Backend Backend::automatic(std::string* why) {
    std::string reason;
#if LUWTE_HAS_CUDA
    reason = cuda_runtime::why_unavailable();
    const Backend chosen = reason.empty() ? Backend(Kind::cuda, 0) : cpu();
#else
    reason = "built without CUDA";
    const Backend chosen = cpu();
#endif
    if (why != nullptr) *why = chosen.description() + (reason.empty() ? "" : " (no CUDA: " + reason + ")");
    return chosen;
}

std::string Backend::description() const {
#if LUWTE_HAS_CUDA
    if (!is_cpu()) return "cuda, " + cuda_runtime::device_name(device_);
#endif
    const int threads = omp_get_max_threads();
    return "openmp, " + std::to_string(threads) + (threads == 1 ? " thread" : " threads");
}

void Backend::synchronize() const {
#if LUWTE_HAS_CUDA
    if (!is_cpu()) cuda_runtime::synchronize();
#endif
}

namespace memory {

namespace {
[[noreturn]] void out_of_memory(const Backend& where, std::size_t bytes) {
    throw RuntimeError("cannot allocate " + std::to_string(bytes >> 20) + " MiB on " + where.name() +
                       "\n  hint: use a larger cell_size_m or a smaller area; `luwte check` prints the need");
}
}  // namespace

void* allocate(const Backend& where, std::size_t bytes) {
    void* p = nullptr;
#if LUWTE_HAS_CUDA
    if (!where.is_cpu()) {
        p = cuda_runtime::allocate(bytes);
        if (p == nullptr) out_of_memory(where, bytes);
        return p;
    }
#endif
    p = std::aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (p == nullptr) out_of_memory(where, bytes);
    return p;
}

void release([[maybe_unused]] const Backend& where, void* p) noexcept {
#if LUWTE_HAS_CUDA
    if (!where.is_cpu()) return cuda_runtime::release(p);
#endif
    std::free(p);
}

void copy([[maybe_unused]] const Backend& to, void* dst, [[maybe_unused]] const Backend& from,
          const void* src, std::size_t bytes) {
#if LUWTE_HAS_CUDA
    if (!to.is_cpu() || !from.is_cpu())
        return cuda_runtime::copy(dst, !to.is_cpu(), src, !from.is_cpu(), bytes);
#endif
    std::memcpy(dst, src, bytes);
}

}  // namespace memory
}  // namespace luwte
