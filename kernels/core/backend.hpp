// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#if !defined(LUWTE_HAS_CUDA)
#define LUWTE_HAS_CUDA 0
#endif

namespace luwte {

/// Compile-time names of the two processors; each step is compiled once for either.
struct Cpu {};
struct Cuda {};

/// Where kernels run and fields live. A small value, chosen once; first argument of every launch.
class Backend {
  public:
    enum class Kind { cpu, cuda };

    static Backend cpu() { return Backend(Kind::cpu, 0); }

    /// The first CUDA device. Throws RuntimeError when this program was built without CUDA or when
    /// no device answers; the message names `--backend cpu`.
    static Backend cuda();

    /// CUDA where it was built in and a device answers, else the CPU. `why` receives one line.
    static Backend automatic(std::string* why = nullptr);

    Backend() = default;
    Kind kind() const { return kind_; }
    bool is_cpu() const { return kind_ == Kind::cpu; }
    int device() const { return device_; }
    /// "openmp, 2 threads" or "cuda, <device name>"
    std::string description() const;
    /// "openmp" or "cuda": the attribute `backend` of a result file
    std::string name() const { return is_cpu() ? "openmp" : "cuda"; }
    /// Waits until everything launched so far is done.
    void synchronize() const;

    friend bool operator==(const Backend&, const Backend&) = default;

  private:
    Backend(Kind kind, int device) : kind_(kind), device_(device) {}
    Kind kind_ = Kind::cpu;
    int device_ = 0;
};

/// Calls `f(Cpu{})` or `f(Cuda{})`: the one place where a step's processor is picked at run time.
template <class F>
decltype(auto) dispatch(const Backend& backend, F&& f) {
#if LUWTE_HAS_CUDA
    if (!backend.is_cpu()) return std::forward<F>(f)(Cuda{});
#endif
    (void)backend;
    return std::forward<F>(f)(Cpu{});
}

namespace memory {
/// 64-byte aligned, uninitialised. Throws RuntimeError with the size when there is not enough.
void* allocate(const Backend& where, std::size_t bytes);
void release(const Backend& where, void* p) noexcept;
void copy(const Backend& to, void* dst, const Backend& from, const void* src, std::size_t bytes);
}  // namespace memory

}  // namespace luwte
