// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

/// The CUDA run-time as the rest of the program sees it: no CUDA type, no CUDA header.
/// Defined in backend_cuda.cu, which is built only with LUWTE_CUDA.
namespace luwte::cuda_runtime {

/// Empty when a device answers, else one line: "no driver", "no device".
std::string why_unavailable();
std::string device_name(int device);
/// nullptr when there is not enough memory; other failures throw RuntimeError.
void* allocate(std::size_t bytes);
void release(void* p) noexcept;
void copy(void* dst, bool dst_on_device, const void* src, bool src_on_device, std::size_t bytes);
void synchronize();

}  // namespace luwte::cuda_runtime
