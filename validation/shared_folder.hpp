// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>

namespace luwte {

/// Where the tests of the cases look for reference data: LUWTE_SHARED, else beside the repository.
inline std::filesystem::path shared_folder() {
    const char* set = std::getenv("LUWTE_SHARED");
    return set != nullptr ? std::filesystem::path(set)
                          : std::filesystem::path(LUWTE_SOURCE_DIR) / ".." / "shared";
}

}  // namespace luwte
