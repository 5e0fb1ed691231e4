// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luwte {

/// Standard person of PET (Hoeppe 1999; VDI 3787-2): defaults are the published reference person.
struct Person {
    float height = 1.80f;   ///< m
    float weight = 75.0f;   ///< kg
    float age = 35.0f;      ///< a
    float work = 80.0f;     ///< W, activity above basal metabolism
    float clothing = 0.9f;  ///< clo
    bool female = false;
};

}  // namespace luwte
