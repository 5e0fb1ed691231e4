# SPDX-License-Identifier: Apache-2.0
# Sets luwte_has_cuda, nvcc's flags and which run-time is linked. Included once, from the top.
if(LUWTE_CUDA_EMULATED)
    set(LUWTE_CUDA ON)
endif()
if(LUWTE_CUDA STREQUAL "OFF")
    message(STATUS "CUDA: off")
    return()
endif()
if(NOT LUWTE_CUDA MATCHES "^(AUTO|ON)$")
    message(FATAL_ERROR "LUWTE_CUDA is '${LUWTE_CUDA}'; it must be AUTO, ON or OFF")
endif()

if(NOT CMAKE_CUDA_COMPILER AND NOT DEFINED ENV{CUDACXX})
    find_program(LUWTE_NVCC nvcc HINTS /usr/local/cuda/bin ENV CUDA_PATH PATH_SUFFIXES bin)
    mark_as_advanced(LUWTE_NVCC)
    if(LUWTE_NVCC)
        set(CMAKE_CUDA_COMPILER ${LUWTE_NVCC} CACHE FILEPATH "nvcc")
    endif()
endif()

# 75 (Turing) is the oldest that CUDA 13 supports; the virtual architecture at the end serves newer devices.
# The emulated run-time reads PTX, so that build holds nothing else.
if(LUWTE_CUDA_EMULATED)
    set(CMAKE_CUDA_ARCHITECTURES 75-virtual)
elseif(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
    set(CMAKE_CUDA_ARCHITECTURES 75-real 80-real 90-real 90-virtual CACHE STRING "CUDA architectures")
endif()

include(CheckLanguage)
check_language(CUDA)
if(NOT CMAKE_CUDA_COMPILER)
    if(LUWTE_CUDA STREQUAL "ON")
        message(FATAL_ERROR "LUWTE_CUDA=ON, but nvcc was not found; set CUDACXX, or use LUWTE_CUDA=OFF")
    endif()
    message(STATUS "CUDA: nvcc was not found; building for the CPU only")
    return()
endif()
enable_language(CUDA)
find_package(CUDAToolkit REQUIRED)

if(NOT CMAKE_CUDA20_STANDARD_COMPILE_OPTION) # CMake 3.25 does not know nvcc's C++20 and falls back to 17
    set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION "-std=c++20")
    set(CMAKE_CUDA20_EXTENSION_COMPILE_OPTION "-std=c++20")
endif()
set(CMAKE_CUDA_STANDARD 20)
set(CMAKE_CUDA_STANDARD_REQUIRED ON)
set(CMAKE_CUDA_EXTENSIONS OFF)
set(CMAKE_CUDA_FLAGS_RELEASE "-O3 -DNDEBUG")

# 554: View<const T> converts to itself, which nvcc remarks on and no other compiler does.
# unknown-pragmas: g++, as the host compiler, is shown the pragma unroll of device code.
# Host code in .cu files gets the flags of the .cpp files, so that functions in headers are the same in both.
set(luwte_nvcc_host_flags ${luwte_cxx_flags} -fopenmp -Wno-unknown-pragmas)
list(REMOVE_ITEM luwte_nvcc_host_flags -Werror) # all-warnings covers it
list(TRANSFORM luwte_nvcc_host_flags PREPEND "-Xcompiler=")
set(luwte_nvcc_flags -lineinfo --extended-lambda --expt-relaxed-constexpr -Werror=all-warnings
    -diag-suppress=554 -Xptxas=-warn-spills,-warn-lmem-usage ${luwte_nvcc_host_flags})
if(LUWTE_STRICT_FP)
    list(APPEND luwte_nvcc_flags -fmad=false)
    target_compile_definitions(luwte_flags INTERFACE LUWTE_STRICT_FP=1)
endif()

# Static run-time: the same program starts on machines without CUDA. The emulated one must be shared.
if(LUWTE_CUDA_EMULATED)
    set(CMAKE_CUDA_RUNTIME_LIBRARY Shared)
    list(APPEND luwte_nvcc_flags --no-compress)
    target_link_libraries(luwte_flags INTERFACE CUDA::cudart)
else()
    set(CMAKE_CUDA_RUNTIME_LIBRARY Static)
    target_link_libraries(luwte_flags INTERFACE CUDA::cudart_static)
endif()
target_compile_options(luwte_flags INTERFACE "$<$<COMPILE_LANGUAGE:CUDA>:${luwte_nvcc_flags}>")
target_compile_definitions(luwte_flags INTERFACE LUWTE_HAS_CUDA=1)
set(luwte_has_cuda ON)
message(STATUS "CUDA: ${CMAKE_CUDA_COMPILER} ${CMAKE_CUDA_COMPILER_VERSION}, ${CMAKE_CUDA_ARCHITECTURES}")
