// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/sample.hpp"

#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>

/// luwte-sample FOLDER [SEED]: writes the embedded sample (docs/sample.md).
int main(int argc, char** argv) {
    std::uint64_t seed = luwte::sample_seed;
    bool good = argc == 2 || argc == 3;
    if (argc == 3) {
        const char* end = argv[2] + std::strlen(argv[2]);
        const auto read = std::from_chars(argv[2], end, seed);
        good = read.ec == std::errc() && read.ptr == end;
    }
    if (!good) {
        std::fprintf(stderr, "usage: luwte-sample FOLDER [SEED]\n");
        return 2;
    }
    try {
        luwte::write_sample(argv[1], seed);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "error: %s\n", e.what());
        return 1;
    }
    return 0;
}
