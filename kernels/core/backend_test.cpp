// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/backend.hpp"

#include "kernels/core/error.hpp"

#include <string>
#include <type_traits>

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(Backend, AutomaticChoiceSaysInOneLineWhatItTookAndWhy) {
    std::string why;
    const Backend chosen = Backend::automatic(&why);
    EXPECT_EQ(why.find('\n'), std::string::npos) << why;
    EXPECT_EQ(why.find(chosen.description()), 0u) << why;
    if (chosen.is_cpu()) {
        EXPECT_NE(why.find("no CUDA: "), std::string::npos) << why;
    }
}

TEST(Backend, AskingForCudaWhereThereIsNoneIsAnErrorThatNamesTheOtherChoice) {
    if (!Backend::automatic().is_cpu()) GTEST_SKIP() << "this machine has a CUDA device";
    try {
        Backend::cuda();
        FAIL() << "no device, yet no error";
    } catch (const RuntimeError& e) {
        EXPECT_NE(std::string(e.what()).find("--backend cpu"), std::string::npos) << e.what();
    }
}

TEST(Backend, DispatchPicksTheProcessorOfTheBackend) {
    const bool cpu = dispatch(Backend::cpu(), [](auto tag) { return std::is_same_v<decltype(tag), Cpu>; });
    EXPECT_TRUE(cpu);
}

TEST(Backend, NamesAreThoseOfResultFiles) {
    EXPECT_EQ(Backend::cpu().name(), "openmp");
    EXPECT_EQ(Backend::cpu().description().rfind("openmp, ", 0), 0u);
}

}  // namespace
}  // namespace luwte
