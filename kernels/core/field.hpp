// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/core/error.hpp"
#include "kernels/core/view.hpp"

#include <span>
#include <string>
#include <utility>

namespace luwte {

struct Shape {
    idx nz = 1, ny = 1, nx = 1;
    std::size_t size() const { return std::size_t(nz) * std::size_t(ny) * std::size_t(nx); }
    friend bool operator==(const Shape&, const Shape&) = default;
};

/// Owns an array on one backend, without padding: element (k, j, i) is at (k ny + j) nx + i.
/// `view()` and `copy_to()` are the only ways that data moves. Movable, not copyable.
template <class T, int Rank>
class Field {
    static_assert(Rank == 2 || Rank == 3);

  public:
    Field() = default;
    /// Uninitialised memory: the first kernel that writes it decides which core owns each page.
    Field(const Backend& backend, Shape shape, std::string name, std::string unit)
        : backend_(backend), shape_(shape), name_(std::move(name)), unit_(std::move(unit)) {
        if (shape_.size() > 0) p_ = static_cast<T*>(memory::allocate(backend_, shape_.size() * sizeof(T)));
    }
    Field(Field&& o) noexcept { swap(o); }
    Field& operator=(Field&& o) noexcept {
        swap(o);
        return *this;
    }
    ~Field() {
        if (p_ != nullptr) memory::release(backend_, p_);
    }

    const Backend& backend() const { return backend_; }
    const Shape& shape() const { return shape_; }
    const std::string& name() const { return name_; }
    const std::string& unit() const { return unit_; }
    std::size_t size() const { return shape_.size(); }
    bool empty() const { return p_ == nullptr; }

    auto view() { return make_view<T>(p_); }
    auto view() const { return make_view<const T>(p_); }
    auto cview() const { return make_view<const T>(p_); }

    /// The same values on another (or the same) backend.
    Field copy_to(const Backend& to) const {
        Field out(to, shape_, name_, unit_);
        if (!empty()) memory::copy(to, out.p_, backend_, p_, size() * sizeof(T));
        return out;
    }

    /// The elements, for host code that reads or writes files. Throws unless the field is on the CPU.
    std::span<T> host() { return require_host(), std::span<T>(p_, size()); }
    std::span<const T> host() const { return require_host(), std::span<const T>(p_, size()); }

    void swap(Field& o) noexcept {
        std::swap(backend_, o.backend_);
        std::swap(shape_, o.shape_);
        std::swap(name_, o.name_);
        std::swap(unit_, o.unit_);
        std::swap(p_, o.p_);
    }

  private:
    template <class U>
    auto make_view(U* p) const {
        if constexpr (Rank == 2)
            return View2D<U>{p, shape_.nx, shape_.ny, shape_.nx};
        else
            return View3D<U>{p,         shape_.nx, shape_.ny,
                             shape_.nz, shape_.nx, std::ptrdiff_t(shape_.nx) * shape_.ny};
    }
    void require_host() const {
        if (!backend_.is_cpu())
            throw RuntimeError("field '" + name_ + "' is on the device; copy_to(Backend::cpu()) first");
    }

    Backend backend_;
    Shape shape_{0, 0, 0};
    std::string name_, unit_;
    T* p_ = nullptr;
};

template <class T>
using Field2D = Field<T, 2>;
template <class T>
using Field3D = Field<T, 3>;

}  // namespace luwte
