// SPDX-License-Identifier: Apache-2.0
#include "host/output/output_lock.hpp"

#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"

#include <csignal>
#include <fstream>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

std::string problem_of_locking(const fs::path& output) {
    try {
        const OutputLock lock(output);
        return "none";
    } catch (const InputError& e) {
        return e.what();
    }
}

TEST(OutputLock, ASecondRunIsToldWhichProcessHasTheOutput) {
    const sample::Folder folder;
    const fs::path output = folder / "deeper/a.nc";
    std::optional<OutputLock> lock(output);
    EXPECT_THAT(problem_of_locking(output),
                AllOf(HasSubstr("deeper/a.nc"), HasSubstr("process " + std::to_string(::getpid())),
                      HasSubstr("deeper/.a.nc.lock"), HasSubstr("wait until it has ended")));
    EXPECT_EQ(problem_of_locking(folder / "deeper/b.nc"), "none") << "another output";
    lock.reset();
    EXPECT_FALSE(fs::exists(folder / "deeper/.a.nc.lock"));
    EXPECT_EQ(problem_of_locking(output), "none");
}

TEST(OutputLock, AProcessThatWasKilledHoldsNothing) {
    const sample::Folder folder;
    const fs::path output = folder / "a.nc";
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const OutputLock lock(output);
        ::raise(SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    ASSERT_TRUE(fs::exists(folder / ".a.nc.lock")) << "what it left";
    EXPECT_EQ(problem_of_locking(output), "none");
}

TEST(OutputLock, ALockThatCannotBeMadeIsAnError) {
    const sample::Folder folder;
    std::ofstream(folder / "file") << "a text";
    EXPECT_THROW(OutputLock(folder / "file/a.nc"), RuntimeError);
}

}  // namespace
}  // namespace luwte
