// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/backend.hpp"

#include "kernels/core/backend_cuda.hpp"
#include "kernels/core/error.hpp"
#include "kernels/core/memory_use.hpp"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

#include <malloc.h>
#include <omp.h>
#include <sys/mman.h>

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
std::atomic<std::size_t> live_bytes{0};
}  // namespace

std::size_t in_use() { return live_bytes.load(std::memory_order_relaxed); }

void* allocate(const Backend& where, std::size_t bytes) {
    void* p = nullptr;
#if LUWTE_HAS_CUDA
    if (!where.is_cpu()) {
        p = cuda_runtime::allocate(bytes);
        if (p == nullptr) out_of_memory(where, bytes);
        return p;
    }
#endif
    // Sweeps walk across rows, each on a page of its own: with 4 KiB pages most of their time goes into
    // address translation. Large pages where the system gives them (docs/decisions/0004-shade-sweeps.md).
    constexpr std::size_t huge_page = std::size_t(2) << 20;
    const std::size_t alignment = bytes >= huge_page ? huge_page : 64;
    p = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (p == nullptr) out_of_memory(where, bytes);
#if defined(MADV_HUGEPAGE)
    if (alignment == huge_page) madvise(p, (bytes + alignment - 1) / alignment * alignment, MADV_HUGEPAGE);
#endif
    live_bytes += malloc_usable_size(p);
    return p;
}

void release([[maybe_unused]] const Backend& where, void* p) noexcept {
#if LUWTE_HAS_CUDA
    if (!where.is_cpu()) return cuda_runtime::release(p);
#endif
    live_bytes -= malloc_usable_size(p);
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
