// SPDX-License-Identifier: Apache-2.0
#include "host/build_info.hpp"

namespace luwte::build_info {

std::string version() { return LUWTE_VERSION; }
std::string commit() { return LUWTE_COMMIT; }
std::string compiler() {
#if defined(__clang__)
    return "clang " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}
std::string flags() { return LUWTE_FLAGS; }

}  // namespace luwte::build_info
