// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// How this program was built; stored in every result.
namespace luwte::build_info {

std::string version();   ///< "0.1.0"
std::string commit();    ///< short hash of the last configured commit; "unknown" outside git
std::string compiler();  ///< "g++ 12.2.0"
std::string flags();     ///< what decides the bytes of a result: CPU level, contraction, CUDA

}  // namespace luwte::build_info
