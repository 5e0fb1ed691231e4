// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/backend_cuda.hpp"
#include "kernels/core/launch_cuda.cuh"

namespace luwte::cuda_runtime {

namespace {

/// Never launched: asks the run-time whether this program holds code for the device.
__global__ void probe() {}

/// Asked once; the answer cannot change while the program runs.
std::string ask_device() {
    int count = 0;
    const cudaError_t error = cudaGetDeviceCount(&count);
    if (error != cudaSuccess) cudaGetLastError();  // clears it for the next call
    switch (error) {
        case cudaSuccess:
            break;
        case cudaErrorInsufficientDriver:
            return "no NVIDIA driver, or one older than this program's CUDA";
        case cudaErrorNoDevice:
            return "no NVIDIA device";
        default:
            return std::string("CUDA error ") + std::to_string(int(error)) + ", " + cudaGetErrorString(error);
    }
    if (count == 0) return "no NVIDIA device";
    cudaFuncAttributes attributes;
    if (cudaFuncGetAttributes(&attributes, reinterpret_cast<const void*>(&probe)) != cudaSuccess) {
        const cudaError_t code = cudaGetLastError();
        return device_name(0) + ": " + cudaGetErrorString(code) +
               " (rebuild with its compute capability in CMAKE_CUDA_ARCHITECTURES)";
    }
    return "";
}

}  // namespace

std::string why_unavailable() {
    static const std::string answer = ask_device();
    return answer;
}

std::string device_name(int device) {
    cudaDeviceProp properties;
    cuda_detail::check(cudaGetDeviceProperties(&properties, device), "device", "properties");
    return properties.name;
}

void* allocate(std::size_t bytes) {
    void* p = nullptr;
    const cudaError_t error = cudaMalloc(&p, bytes);
    if (error == cudaErrorMemoryAllocation) {
        cudaGetLastError();
        return nullptr;
    }
    cuda_detail::check(error, "device", "allocate");
    return p;
}

void release(void* p) noexcept { cudaFree(p); }

void copy(void* dst, bool dst_on_device, const void* src, bool src_on_device, std::size_t bytes) {
    const cudaMemcpyKind kind = dst_on_device
                                    ? (src_on_device ? cudaMemcpyDeviceToDevice : cudaMemcpyHostToDevice)
                                    : (src_on_device ? cudaMemcpyDeviceToHost : cudaMemcpyHostToHost);
    cuda_detail::check(cudaMemcpy(dst, src, bytes, kind), "device", "copy");
}

void synchronize() { cuda_detail::check(cudaDeviceSynchronize(), "device", "synchronize"); }

}  // namespace luwte::cuda_runtime
