// SPDX-License-Identifier: Apache-2.0
#include "host/output/result_writer.hpp"

#include "host/output/result_reader.hpp"
#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <csignal>
#include <cstring>

#include <gmock/gmock.h>
#include <omp.h>
#include <sys/resource.h>
#include <sys/wait.h>

namespace luwte {
namespace {

using sample::Folder;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ResultFile, BytesDoNotDependOnThreads) {
    Folder folder;
    const int before = omp_get_max_threads();
    omp_set_num_threads(1);
    sample::write_result(folder / "one.nc");
    omp_set_num_threads(2);
    sample::write_result(folder / "two.nc");
    omp_set_num_threads(7);
    sample::write_result(folder / "seven.nc");
    omp_set_num_threads(before);
    const std::string one = sample::bytes_of(folder / "one.nc");
    EXPECT_GT(one.size(), 100000u);
    EXPECT_TRUE(one == sample::bytes_of(folder / "two.nc"));
    EXPECT_TRUE(one == sample::bytes_of(folder / "seven.nc"));
}

TEST(ResultFile, SecondWritingADayLaterGivesTheSameBytes) {
    Folder folder;
    sample::write_result(folder / "a.nc");
    ::sleep(2);  // HDF5 would store times in whole seconds
    sample::write_result(folder / "b.nc");
    EXPECT_TRUE(sample::bytes_of(folder / "a.nc") == sample::bytes_of(folder / "b.nc"));
}

TEST(ResultFile, HoldsNoAbsolutePathAndNoUserName) {
    Folder folder;
    sample::write_result(folder / "run.nc");
    const std::string bytes = sample::bytes_of(folder / "run.nc");
    EXPECT_THAT(bytes, HasSubstr("dsm.tif"));
    EXPECT_THAT(bytes, Not(HasSubstr("/srv")));
    EXPECT_THAT(bytes, Not(HasSubstr("jan")));
    EXPECT_THAT(bytes, Not(HasSubstr((folder / "").string())));
    char host[256] = {};
    ASSERT_EQ(::gethostname(host, sizeof host - 1), 0);
    if (std::strlen(host) > 4) {  // a shorter name may stand anywhere by chance
        EXPECT_THAT(bytes, Not(HasSubstr(host)));
    }
}

TEST(ResultFile, ExceptionLeavesNothingBehindAndTheOldResultWhole) {
    Folder folder;
    sample::write_result(folder / "run.nc", sample::grid(), 1);
    const std::string before = sample::bytes_of(folder / "run.nc");
    const auto fields = select_fields({});
    try {
        ResultWriter writer(folder / "run.nc", sample::grid(), sample::metadata(), {fields, 1, true});
        sample::write(writer, fields, sample::grid(), 2);
        EXPECT_EQ(folder.names(), (std::vector<std::string>{"run.nc", "run.nc.part"}));
        throw RuntimeError("something broke");
    } catch (const RuntimeError&) {
    }
    EXPECT_EQ(folder.names(), std::vector<std::string>{"run.nc"});
    EXPECT_TRUE(sample::bytes_of(folder / "run.nc") == before);
}

TEST(ResultFile, AStoppedRunKeepsItsStepsUnderAnotherNameAndTheOldResult) {
    Folder folder;
    sample::write_result(folder / "run.nc", sample::grid(), 1);
    const std::string before = sample::bytes_of(folder / "run.nc");
    const auto fields = select_fields({});
    {
        ResultWriter writer(folder / "run.nc", sample::grid(), sample::metadata(), {fields, 1, true});
        const FieldInfo& pet = *find_field("pet");
        for (int step = 0; step < 2; ++step)
            writer.write_step_field(step, "pet", sample::values<float>(pet, sample::grid(), step));
        EXPECT_EQ(writer.stop(sample::metadata().steps[1].end_s, "a roof melted"), folder / "run.stopped.nc");
    }
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"run.nc", "run.stopped.nc"}));
    EXPECT_TRUE(sample::bytes_of(folder / "run.nc") == before);
    const ResultReader kept(folder / "run.stopped.nc");
    EXPECT_EQ(kept.number("run_complete"), 0.0);
    EXPECT_EQ(kept.text("good_until"), "2019-07-24T00:00:00Z");
    EXPECT_EQ(kept.text("stopped_because"), "a roof melted");
    EXPECT_THAT(
        kept.provenance("warnings_json"),
        HasSubstr("THE RUN STOPPED and is not whole; values until 2019-07-24T00:00:00Z are good: a roof "
                  "melted"));
    const auto missing = [](float x) { return std::isnan(x); };
    const auto second = sample::values<float>(*find_field("pet"), sample::grid(), 1),
               read = kept.read_map("pet", 1);
    for (std::size_t n = 0; n < read.size(); ++n)
        ASSERT_TRUE(read[n] == second[n] || (missing(read[n]) && missing(second[n]))) << n;
    EXPECT_TRUE(std::ranges::all_of(kept.read_map("pet", 2), missing));
    EXPECT_TRUE(std::ranges::all_of(kept.read_map("pet_class", 0), missing));
    EXPECT_TRUE(std::ranges::all_of(kept.read_map("pet_max"), missing));
}

TEST(ResultFile, KilledProcessLeavesTheOldResultWholeAndTheNextRunReplacesIt) {
    Folder folder;
    sample::write_result(folder / "run.nc", sample::grid(), 1);
    const std::string before = sample::bytes_of(folder / "run.nc");
    const pid_t child = ::fork();
    if (child == 0) {
        omp_set_num_threads(1);  // a forked process has no threads of OpenMP's pool
        const auto fields = select_fields({});
        ResultWriter writer(folder / "run.nc", sample::grid(), sample::metadata(), {fields, 1, true});
        sample::write(writer, fields, sample::grid(), 3);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << status;
    EXPECT_TRUE(sample::bytes_of(folder / "run.nc") == before);
    sample::write_result(folder / "run.nc", sample::grid(), 3, 1, true);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"run.nc"});
    EXPECT_FALSE(sample::bytes_of(folder / "run.nc") == before);
}

TEST(ResultFile, FullDiskIsAnErrorThatLeavesNothingBehind) {
    Folder folder;
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        omp_set_num_threads(1);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{150000, 150000};  // a file may not grow beyond; the sample needs more
        ::setrlimit(RLIMIT_FSIZE, &limit);
        int code = 1;
        try {
            sample::write_result(folder / "run.nc");
        } catch (const RuntimeError& e) {
            code = std::string(e.what()).find("run.nc.part") != std::string::npos ? 0 : 2;
        }
        std::exit(code);  // not _exit: HDF5's own tidying up at exit must survive it too
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status)) << status;
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(folder.names(), std::vector<std::string>{});
}

TEST(ResultWriter, RefusesAnExistingResultAndAWrongEnding) {
    Folder folder;
    sample::write_result(folder / "run.nc", sample::grid(), 1);
    EXPECT_THROW(sample::write_result(folder / "run.nc", sample::grid(), 1), InputError);
    EXPECT_THROW(sample::write_result(folder / "run.h5", sample::grid(), 1), InputError);
    EXPECT_THROW(sample::write_result(folder / "other.nc", sample::grid(), 1, 10), InputError);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"run.nc"});
}

TEST(ResultWriter, RefusesWrongSizesTypesStepsAndHoles) {
    Folder folder;
    Grid grid;
    grid.nx = 4, grid.ny = 3, grid.epsg = 0;
    std::vector<const FieldInfo*> fields = {find_field("pet"), find_field("pet_max"),
                                            find_field("surface_type")};
    ResultWriter writer(folder / "run.nc", grid, sample::metadata(2), {fields, 1, false});
    const std::vector<float> map(12), short_map(11);
    const std::vector<std::int8_t> classes(12);
    EXPECT_TRUE(writer.wants("pet"));
    EXPECT_FALSE(writer.wants("utci"));
    EXPECT_THROW(writer.wants("pett"), RuntimeError);
    EXPECT_THROW(writer.write_static("pet_max", short_map), RuntimeError);
    EXPECT_THROW(writer.write_static("pet_max", classes), RuntimeError);
    EXPECT_THROW(writer.write_static("pet", map), RuntimeError);
    EXPECT_THROW(writer.write_step_field(2, "pet", map), RuntimeError);
    EXPECT_THROW(writer.write_step_field(0, "pet_max", map), RuntimeError);
    writer.write_step_field(0, "utci", map);  // not wanted: nothing happens
    writer.write_static("pet_max", map);
    EXPECT_THROW(writer.write_static("pet_max", map), RuntimeError);
    writer.write_static("surface_type", classes);
    writer.write_step_field(1, "pet", map);
    try {
        writer.finish();
        FAIL() << "step 0 of pet is missing";
    } catch (const RuntimeError& e) {
        EXPECT_STREQ(e.what(), "field 'pet' was not written (step 0)");
    }
}

TEST(ResultWriter, UuidFollowsTheInputs) {
    RunMetadata run = sample::metadata();
    const std::string one = content_uuid(run, "grid");
    EXPECT_EQ(one.size(), 36u);
    EXPECT_EQ(one[14], '8');
    EXPECT_EQ(one, content_uuid(run, "grid"));
    EXPECT_NE(one, content_uuid(run, "other grid"));
    run.inputs[0].sha256[5] = 'b';
    EXPECT_NE(one, content_uuid(run, "grid"));
}

}  // namespace
}  // namespace luwte
