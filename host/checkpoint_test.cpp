// SPDX-License-Identifier: Apache-2.0
#include "host/checkpoint.hpp"

#include "host/output/result_samples.hpp"
#include "host/resume.hpp"
#include "kernels/core/error.hpp"

#include <gmock/gmock.h>

namespace luwte {
namespace {

TEST(Checkpoint, IsDueBySecondsAndAsRareAsItIsCostly) {
    CheckpointClock each(0), minute(60);
    EXPECT_TRUE(each.due());
    each.wrote(5);
    EXPECT_TRUE(each.due());
    EXPECT_FALSE(minute.due());
    each.give_up();
    EXPECT_FALSE(each.due());

    CheckpointClock often(1e-9);
    EXPECT_TRUE(often.due());
    often.wrote(0);
    EXPECT_TRUE(often.due());
    often.wrote(0.5);  // not before 100 s
    EXPECT_FALSE(often.due());
}

TEST(Checkpoint, OneThatIsGoneIsAnErrorWhereTheDayBeforeIsNotComputedForIt) {
    std::vector<DayPlan> days(2);
    days[1].continues = true;
    std::vector<DayReady> ready(2);
    ready[0].kept = true;
    EXPECT_EQ(days_to_carry(days, ready, {std::nullopt, Checkpoint::Place{0, 5}}),
              std::vector<bool>(2, false));

    const sample::Folder folder;
    CheckpointClock clock(60);
    Checkpoint gone(folder / "2019-07-25.nc", {}, clock);
    EXPECT_FALSE(gone.found());
    try {
        gone.found_again();
        FAIL() << "it would begin from nothing";
    } catch (const RuntimeError& e) {
        EXPECT_THAT(e.what(), testing::AllOf(testing::HasSubstr("2019-07-25.work: the checkpoint that was"),
                                             testing::HasSubstr("the same command again")));
    }
}

void write_field(ResultWriter& writer, const FieldInfo& field, int step) {
    const Grid grid = sample::grid();
    if (field.type == FieldType::f32)
        sample::put(writer, field, step, sample::values<float>(field, grid, step));
    else if (field.type == FieldType::i8)
        sample::put(writer, field, step, sample::values<std::int8_t>(field, grid, step));
    else
        sample::put(writer, field, step, sample::values<std::int32_t>(field, grid, step));
}

/// Steps `from` to `until` of every field of steps.
void write_steps(ResultWriter& writer, const std::vector<const FieldInfo*>& fields, int from, int until) {
    for (int step = from; step < until; ++step)
        for (const FieldInfo* field : fields)
            if (field->has_time()) write_field(writer, *field, step);
}

TEST(Checkpoint, ChunksOfAResultMakeTheSameResultElsewhere) {
    const sample::Folder folder;
    const auto fields = select_fields({});
    const auto statics = [&](ResultWriter& writer, bool summaries) {
        for (const FieldInfo* field : fields)
            if (!field->has_time() && field->is_summary == summaries) write_field(writer, *field, 0);
    };
    std::vector<ResultWriter::StepChunk> kept;
    {
        ResultWriter whole(folder / "whole.nc", sample::grid(), sample::metadata(), {fields, 1, false});
        statics(whole, false);
        write_steps(whole, fields, 0, 2);
        for (std::size_t n = 0; n < whole.step_chunks(); ++n) kept.push_back(whole.step_chunk(n));
        write_steps(whole, fields, 2, 3);
        statics(whole, true);
        whole.finish();
    }
    ResultWriter again(folder / "again.nc", sample::grid(), sample::metadata(), {fields, 1, false});
    statics(again, false);
    for (const ResultWriter::StepChunk& chunk : kept) again.write_chunk(chunk);
    EXPECT_EQ(again.step_chunks(), kept.size());
    write_steps(again, fields, 2, 3);
    statics(again, true);
    again.finish();
    EXPECT_TRUE(sample::bytes_of(folder / "whole.nc") == sample::bytes_of(folder / "again.nc"));

    ResultWriter other(folder / "other.nc", sample::grid(), sample::metadata(), {fields, 1, false});
    ResultWriter::StepChunk damaged = kept.front();
    damaged.bytes.front() ^= std::byte(1);
    EXPECT_THROW(other.write_chunk(damaged), RuntimeError);
    damaged = kept.front();
    damaged.place.step = 99;
    EXPECT_THROW(other.write_chunk(damaged), RuntimeError);
}

}  // namespace
}  // namespace luwte
