// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/result_writer.hpp"
#include "kernels/core/field.hpp"

#include <utility>

namespace luwte {

/// Hands a field to the writer, from wherever it lives; fields that the file does not hold are not copied.
class FieldSink {
  public:
    explicit FieldSink(ResultWriter& writer) : writer_(writer) {}

    template <class T, int Rank>
    void once(const char* name, const Field<T, Rank>& field) {
        if (writer_.wants(name)) on_host(field, [&](auto values) { writer_.write_static(name, values); });
    }
    template <class T>
    void step(int n, const char* name, const Field2D<T>& field) {
        if (writer_.wants(name))
            on_host(field, [&](auto values) { writer_.write_step_field(n, name, values); });
    }

  private:
    template <class T, int Rank, class F>
    static void on_host(const Field<T, Rank>& field, F&& f) {
        if (field.backend().is_cpu())
            f(field.host());
        else
            f(std::as_const(field).copy_to(Backend::cpu()).host());
    }
    ResultWriter& writer_;
};

}  // namespace luwte
