// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"

#include <string>

#include <gtest/gtest.h>

namespace luwte {

/// Base of every test that needs a device: skips, visibly and with the reason, where there is none.
class CudaTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string why;
        device = Backend::automatic(&why);
        if (device.is_cpu()) GTEST_SKIP() << "needs a CUDA device: " << why;
    }
    const Backend host = Backend::cpu();
    Backend device;
};

}  // namespace luwte
