# SPDX-License-Identifier: Apache-2.0
# What ./demo and ./test share: packages, configuring, building. Sourced from the top of the repository.

packages_build="build-essential git cmake ninja-build pkg-config libgdal-dev libhdf5-dev libssl-dev libcli11-dev
 libtomlplusplus-dev libhowardhinnant-date-dev tzdata libspdlog-dev libfmt-dev nlohmann-json3-dev libdeflate-dev libcairo2-dev fonts-dejavu-core
 libgtest-dev libgmock-dev libbenchmark-dev"
packages_test="python3 python3-xarray python3-netcdf4 python3-h5netcdf python3-h5py python3-gdal python3-vtk9 gdal-bin netcdf-bin
 clang-format clang-tidy clang libclang-rt-dev libomp-dev"

say() { printf '%s\n' "$*"; }

# Installs the Debian packages that are missing; asks apt for nothing when all are there.
need_packages() {
    local missing=() p
    if ! command -v dpkg-query >/dev/null; then
        say "no dpkg here: install the equivalents of these Debian 12 packages yourself: $*"
        return 0
    fi
    for p in "$@"; do
        dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { say "error: not root and no sudo; install: ${missing[*]}"; return 1; }
        root=(sudo)
    fi
    say "installing ${#missing[@]} packages: ${missing[*]}"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        "${missing[@]}" </dev/null >/dev/null
}

find_nvcc() { command -v nvcc || { [ -x /usr/local/cuda/bin/nvcc ] && say /usr/local/cuda/bin/nvcc; } || true; }

# The device of this machine, or sm_90 where there is none: enough to use or to check the CUDA path.
cuda_architecture() {
    local cap
    cap=$(nvidia-smi --query-gpu=compute_cap --format=csv,noheader 2>/dev/null | head -n 1 | tr -d '. \r' || true)
    say "${cap:-90}-real"
}

# configure DIR [CMake options]: quiet unless it fails.
configure() {
    local dir=$1 generator=()
    shift
    [ -e "$dir/CMakeCache.txt" ] || generator=(-G Ninja)
    mkdir -p "$dir"
    cmake -S . -B "$dir" "${generator[@]}" "$@" >"$dir/configure.log" 2>&1 ||
        { sed -n '/CMake Error/,$p' "$dir/configure.log"; return 1; }
    grep -- '-- CUDA:' "$dir/configure.log" || true
}

# build DIR [targets]
build() {
    local dir=$1
    shift
    cmake --build "$dir" -j "$(nproc)" ${1:+--target "$@"} >"$dir/build.log" 2>&1 ||
        { grep -E -A 25 'FAILED:|error' "$dir/build.log" | head -n 120; return 1; }
}
