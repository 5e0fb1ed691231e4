// SPDX-License-Identifier: Apache-2.0
#include "host/checkpoint.hpp"

#include "host/output/result_samples.hpp"
#include "host/resume.hpp"
#include "inputs/city/load_city.hpp"
#include "kernels/core/error.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <libdeflate.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

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

/// The file `state` of a day that is made of nothing, without planes.
std::string state_file() {
    const std::string json = R"({"made_of":")" + sha256_of_text("") +
                             R"(","spin_up_hours":24,"results":3,"chunks":0,"lift":[],"slab":[],"blocks":[],)"
                             R"("segments":[]})";
    const std::uint64_t length = json.size();
    std::string bytes = "LUWTE checkpoint 1\n";
    bytes.append(reinterpret_cast<const char*>(&length), sizeof(length)).append(json);
    const std::uint32_t crc = libdeflate_crc32(0, bytes.data(), bytes.size());
    return bytes.append(reinterpret_cast<const char*>(&crc), sizeof(crc));
}

void put_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

TEST(Checkpoint, AByteThatIsAnotherAnywhereIsSaidToBeDamage) {
    const sample::Folder folder;
    CheckpointClock clock(60);
    Checkpoint checkpoint(folder / "a.nc", {}, clock);
    const std::string bytes = state_file();
    put_bytes(folder / "a.work" / "state", bytes);
    const auto place = checkpoint.found();
    ASSERT_TRUE(place);
    EXPECT_EQ(place->hours, 24u);
    EXPECT_EQ(place->results, 3u);
    Checkpoint of_another(folder / "a.nc", {{"day", "2019-07-25"}}, clock);
    EXPECT_FALSE(of_another.found());

    for (std::size_t n = 0; n < bytes.size(); ++n) {
        std::string damaged = bytes;
        damaged[n] = char(damaged[n] ^ 1);
        put_bytes(folder / "a.work" / "state", damaged);
        std::ostringstream log;
        const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(log);
        spdlog::default_logger()->sinks().push_back(sink);
        EXPECT_FALSE(checkpoint.found()) << n;
        spdlog::default_logger()->sinks().pop_back();
        EXPECT_THAT(log.str(), testing::HasSubstr((folder / "a.work" / "state").string() + ": ")) << n;
        EXPECT_THAT(log.str(), testing::HasSubstr(n < 19 ? "no checkpoint of this version"
                                                         : "it is damaged (its checksum is another)"))
            << n;
    }
}

TEST(Checkpoint, OnlyItsOwnFilesGo) {
    namespace fs = std::filesystem;
    const sample::Folder folder;
    CheckpointClock clock(60);
    const auto left = [&] {
        Checkpoint(folder / "a.nc", {}, clock).remove();
        std::vector<std::string> names;
        if (fs::exists(folder / "a.work"))
            for (const auto& entry : fs::directory_iterator(folder / "a.work"))
                names.push_back(entry.path().filename().string());
        return names;
    };
    const auto fill = [&](const std::vector<const char*>& names, const std::string& text) {
        for (const char* name : names) put_bytes(folder / "a.work" / name, text);
    };
    const std::vector<const char*> own = {"steps_0000", "steps_0001.part", "facets", "state.part"},
                                   others = {"steps_of_my_work", "steps_", "steps_1a", "facets.txt",
                                             "states"};
    fill(own, "mine"), fill({"state"}, "mine");
    EXPECT_THAT(left(), testing::SizeIs(5)) << "no checkpoint stands there";
    fill({"state"}, state_file()), fill(others, "mine");
    EXPECT_THAT(left(), testing::UnorderedElementsAreArray(others.begin(), others.end()));
    fs::remove_all(folder / "a.work");
    fill(own, ""), fill({"state.part"}, "LUWTE checkpoint 1\n");  // killed in its first
    left();
    EXPECT_FALSE(fs::exists(folder / "a.work"));
}

TEST(Checkpoint, FilesOfItsNamesThatNoRunMadeAreInTheWay) {
    namespace fs = std::filesystem;
    const sample::Folder folder;
    const auto in_the_way = [&](const std::vector<std::pair<const char*, std::string>>& files) {
        fs::remove_all(folder / "a.work");
        for (const auto& [name, text] : files) put_bytes(folder / "a.work" / name, text);
        const auto file = in_the_way_of_checkpoints(folder / "a.nc");
        return file ? file->filename().string() : std::string();
    };
    for (const char* name : {"state", "state.part", "steps_0000", "steps_0012.part", "facets"})
        EXPECT_EQ(in_the_way({{name, "mine"}}), name);
    EXPECT_EQ(in_the_way({{"facets", ""}, {"steps_0000", "mine"}}), "facets");
    EXPECT_EQ(in_the_way({}), "");
    EXPECT_EQ(in_the_way({{"steps_of_my_work", "mine"}, {"notes.txt", "mine"}}), "");
    EXPECT_EQ(in_the_way({{"state.part", ""}}), "") << "killed before it wrote a byte";
    EXPECT_EQ(in_the_way({{"state.part", "LUWTE checkpoint 1\n"}, {"steps_0000", "x"}}), "")
        << "in its first";
    EXPECT_EQ(in_the_way({{"state", state_file()}, {"facets", "x"}}), "");
    EXPECT_EQ(in_the_way({{"state", "LUWTE checkpoint 9\n"}, {"facets", "x"}}), "") << "of another version";
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
