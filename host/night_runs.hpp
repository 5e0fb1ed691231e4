// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Whole studies by the program itself, killed and starved, for tests: what stands afterwards, and whether
/// the same command brings it to the bytes of an unbroken run.

#include "host/output/result_samples.hpp"
#include "inputs/city/load_city.hpp"

#include <algorithm>
#include <chrono>
#include <climits>
#include <csignal>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace luwte::night_runs {

namespace fs = std::filesystem;

/// Whether a file is one that a run makes for good; manifests are, but have times.
inline bool is_product(const fs::path& file) {
    const std::string path = file.string();
    return !path.ends_with(".part") && !path.ends_with(".lock") && path.find(".work/") == path.npos &&
           !path.ends_with(".run.json");
}

/// Says how far the whole study is (study.json, its pages): as in an unbroken run at the end only.
inline bool is_of_study(const std::string& file) {
    return file.starts_with("out/") && file.find('/', 4) == file.npos;
}

/// Files beneath a folder by their path in it, each with its SHA-256.
inline std::map<std::string, std::string> products_in(const fs::path& folder) {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && is_product(entry.path()))
            all[entry.path().lexically_relative(folder).string()] = sha256_of_file(entry.path());
    return all;
}

/// A scenario whose base has failed makes the base's wind under its own name.
inline bool is_one_of(const std::map<std::string, std::string>& files, const std::string& sha256) {
    return std::ranges::any_of(files, [&](const auto& file) { return file.second == sha256; });
}

/// Files that only one of two runs has, or that differ, by name.
inline std::string what_differs(const std::map<std::string, std::string>& a,
                                const std::map<std::string, std::string>& b) {
    std::string names;
    for (const auto* from : {&a, &b})
        for (const auto& [file, sha256] : *from) {
            const auto* other = from == &a ? &b : &a;
            const auto found = other->find(file);
            if (found == other->end() || (from == &a && found->second != sha256)) names += " " + file;
        }
    return names;
}

/// What must never be left by a run that ended by itself.
inline std::vector<std::string> leftovers_in(const fs::path& folder) {
    std::vector<std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = entry.path().string();
        if (path.ends_with(".part") || path.ends_with(".lock") || path.ends_with(".work"))
            all.push_back(path);
    }
    return all;
}

/// Inode and time of the last change of each result whose manifest says that it is complete.
inline std::map<std::string, std::pair<ino_t, long>> complete_in(const fs::path& folder) {
    std::map<std::string, std::pair<ino_t, long>> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = entry.path().string();
        if (!path.ends_with(".run.json")) continue;
        const auto json = nlohmann::json::parse(sample::bytes_of(path), nullptr, false);
        EXPECT_TRUE(json.is_object()) << path << " cannot be read";
        if (!json.is_object() || json.value("state", "") != "complete") continue;
        for (const auto& file : json["files"]) {
            const fs::path one = entry.path().parent_path() / file["name"].get<std::string>();
            struct stat s {};
            EXPECT_EQ(::stat(one.c_str(), &s), 0) << one << " is not there, though " << path << " says so";
            all[one.string()] = {s.st_ino, s.st_mtim.tv_nsec + 1000000000L * s.st_mtim.tv_sec};
        }
    }
    return all;
}

/// A study of a corner of the sample, and runs of it in folders of their own, all with the output out.nc.
class Study {
  public:
    /// One city, the base and two scenarios, or three sites, one with a school, and a scenario for each.
    enum class Of { city, scenarios, sites };
    /// `more`: keys for --set; `options`: further words for the program.
    explicit Study(Of of, std::vector<std::string> more = {}, const std::vector<std::string>& options = {}) {
        setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1);
        write_square("plot.geojson", 92940, 438540, 93020, 438620);
        write_square("yard.geojson", 92910, 438510, 92930, 438530);
        std::ofstream(folder_ / "study.toml")
            << sample::bytes_of(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml")
            << (of == Of::sites ? R"(
[[site]]
id = "north"
name = "North"
yard = "plot.geojson"
[[site]]
id = "new"
name = "With a school"
yard = "yard.geojson"
building = "plot.geojson"
building_height_m = 9
[[site]]
id = "south"
name = "South"
yard = "yard.geojson"
)"
                                : "")
            << (of == Of::scenarios ? R"(
[[scenario]]
id = "built"
name = "A school"
edits = [{ action = "add_building", polygons = "plot.geojson", height_m = 12 }]
)"
                                    : "")
            << (of != Of::city ? R"(
[[scenario]]
id = "roofs"
name = "White roofs"
edits = [{ action = "roofs", polygons = "plot.geojson", like = "white_roof" }]
)"
                               : "");
        words_ = {(fs::path(LUWTE_BINARY_DIR) / "luwte").string(),
                  "run",
                  (folder_ / "study.toml").string(),
                  "-o",
                  "out.nc",
                  "--threads",
                  "1"};
        std::vector<std::string> set = {"area.cell_size_m=8",
                                        "area.bounds_m=[92900,438500,93060,438660]",
                                        "sky.azimuths=24",
                                        "weather.spin_up_days=0",
                                        "output.fields=[\"pet\"]",
                                        "output.interval_min=360",
                                        "wind.method=\"mass_consistent\"",
                                        "wind.sectors=4",
                                        "wind.cell_size_m=8"};
        set.insert(set.end(), more.begin(), more.end());
        for (const std::string& one : set) words_.insert(words_.end(), {"--set", one});
        words_.insert(words_.end(), options.begin(), options.end());
    }

    /// Of one city, with a checkpoint at every hour that is full, and all that a day carries on: spin-up,
    /// wind, water, the air's slab, facets' own file.
    static Study with_checkpoints(const std::vector<std::string>& more = {}) {
        std::vector<std::string> set = {"weather.spin_up_days=1", "output.interval_min=60",
                                        "output.facets=\"steps\"", "output.fields=[\"pet\",\"wbgt\"]",
                                        "wind.stability_classes=[\"neutral\"]"};
        set.insert(set.end(), more.begin(), more.end());
        return Study(Of::city, set, {"--checkpoint-s", "0"});
    }

    /// A new, empty folder to run in.
    fs::path place(const std::string& name) const {
        const fs::path path = folder_ / name;
        fs::remove_all(path);
        fs::create_directories(path);
        return path;
    }
    /// Starts the program there; its words go to said().
    pid_t start(const fs::path& place, const std::vector<std::string>& environment = {}) const {
        const pid_t child = ::fork();
        if (child != 0) return child;
        std::vector<char*> argv;
        for (const std::string& word : words_) argv.push_back(const_cast<char*>(word.c_str()));
        argv.push_back(nullptr);
        for (const std::string& one : environment) ::putenv(const_cast<char*>(one.c_str()));
        const int out = ::open(words_file().c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        if (out < 0 || ::dup2(out, 1) < 0 || ::dup2(out, 2) < 0 || ::chdir(place.c_str()) != 0) ::_exit(126);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    /// The exit code; 128 and the signal's number of a program that one has ended.
    static int code_of(pid_t child) {
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    int run(const fs::path& place, const std::vector<std::string>& environment = {}) const {
        return code_of(start(place, environment));
    }
    /// What the last run said.
    std::string said() const { return sample::bytes_of(words_file()); }
    fs::path words_file() const { return folder_ / "said.txt"; }

    /// Kills runs at random moments, `kills` of them, each place until it is whole.
    void kill_at_random(int kills, double share_of_time);
    /// How a call that writes fails: once, or with all calls after it, on a disk that stays full.
    enum class Disk { full_once, stays_full };
    /// Lets calls that write fail, of every `every` calls one, from call `first` on; the same command goes
    /// on.
    void fail_each(long first, long every, Disk disk = Disk::full_once);
    /// The same of what is written into the work folder of a study of one city: the run goes on without.
    void fail_each_of_checkpoints(long first, long every, Disk disk);

  private:
    static std::string library() {
        return "LD_PRELOAD=" + (fs::path(LUWTE_BINARY_DIR) / "libluwte_failing_writes.so").string();
    }
    /// How many calls write beneath a folder in an unbroken run there.
    long calls_of(const fs::path& place, const fs::path& folder);
    /// What makes them fail from a call on.
    static std::vector<std::string> failing(const fs::path& folder, long call, Disk disk) {
        return {library(), "LUWTE_FAILING_FOLDER=" + folder.string(),
                "LUWTE_FAILING_CALL=" + std::to_string(call),
                "LUWTE_FAILING_LAST=" + std::to_string(disk == Disk::full_once ? call : LONG_MAX)};
    }
    void write_square(const char* name, double x0, double y0, double x1, double y1) const {
        std::ofstream(folder_ / name) << fmt::format(
            R"({{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::28992"}}}},)"
            R"("features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":)"
            R"([[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]}}}}]}})",
            x0, y0, x1, y1);
    }

    sample::Folder folder_;
    std::vector<std::string> words_;
};

inline unsigned seed_of_test() {
    const char* set = std::getenv("LUWTE_SEED");
    const unsigned seed = set != nullptr ? unsigned(std::strtoul(set, nullptr, 10)) : std::random_device()();
    std::printf("LUWTE_SEED=%u\n", seed);
    return seed;
}

inline void Study::kill_at_random(int kills, double share_of_time) {
    std::mt19937 random(seed_of_test());
    const fs::path unbroken = place("unbroken");
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_EQ(run(unbroken), 0) << said();
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const auto whole = products_in(unbroken);
    ASSERT_TRUE(leftovers_in(unbroken).empty());
    const auto results = complete_in(unbroken).size();

    int killed = 0, studies = 0, with_kept = 0;
    while (killed < kills) {
        const fs::path here = place("killed");
        ++studies;
        for (bool done = false; !done;) {
            const auto ready = complete_in(here);
            with_kept += ready.empty() ? 0 : 1;
            const pid_t child = start(here);
            if (killed < kills) {
                std::this_thread::sleep_for(std::chrono::duration<double>(
                    share_of_time * took * std::uniform_real_distribution(0.0, 1.0)(random)));
                ::kill(child, SIGKILL);
            }
            const int code = code_of(child);
            ASSERT_TRUE(code == 0 || code == 128 + SIGKILL) << code << ": " << said();
            if (code != 0) ++killed;
            done = code == 0;
            // Nothing that was ready is lost or made again, and whatever has its name is whole.
            const auto now = complete_in(here);
            for (const auto& [file, at] : ready)
                ASSERT_TRUE(now.count(file) == 1 && now.at(file) == at) << file << " was made again";
            for (const auto& [file, sha256] : products_in(here))
                ASSERT_TRUE(is_of_study(file) || (whole.count(file) == 1 && whole.at(file) == sha256))
                    << file;
        }
        ASSERT_EQ(what_differs(products_in(here), whole), "");
        ASSERT_EQ(complete_in(here).size(), results);
        for (const std::string& left : leftovers_in(here)) ADD_FAILURE() << left << " is left";
    }
    std::printf("%d kills of %d studies of %.1f s, %d runs began with something ready\n", killed, studies,
                took, with_kept);
    EXPECT_GT(with_kept, 0) << "no run had anything to keep: nothing was tested";
}

inline long Study::calls_of(const fs::path& place, const fs::path& folder) {
    const fs::path count = folder_ / "count.txt";
    EXPECT_EQ(run(place, {library(), "LUWTE_FAILING_FOLDER=" + folder.string(),
                          "LUWTE_FAILING_COUNT=" + count.string()}),
              0)
        << said();
    return std::atol(sample::bytes_of(count).c_str());
}

inline void Study::fail_each(long first, long every, Disk disk) {
    const fs::path unbroken = place("unbroken");
    const long calls = calls_of(unbroken, fs::canonical(unbroken));
    ASSERT_GT(calls, 100) << "the library did not see the run's writes";
    const auto whole = products_in(unbroken);
    int tried = 0;
    for (long call = first; call <= calls; call += every, ++tried) {
        SCOPED_TRACE(fmt::format("call {} of {}", call, calls));
        const fs::path here = place("failing");
        const int code = run(here, failing(fs::canonical(here), call, disk));
        // What is written again later (study.json, a checkpoint) may fail once.
        EXPECT_TRUE(code == 1 || code == 3 || (code == 0 && products_in(here) == whole))
            << code << ": " << said();
        EXPECT_NE(said().find("No space left on device"), std::string::npos) << said();
        EXPECT_NE(said().find("out"), std::string::npos) << "no file is named: " << said();
        for (const auto& [file, sha256] : products_in(here))
            EXPECT_TRUE(is_of_study(file) || (whole.count(file) == 1 && whole.at(file) == sha256) ||
                        is_one_of(whole, sha256))
                << file;
        EXPECT_EQ(run(here), 0) << said();
        EXPECT_EQ(what_differs(products_in(here), whole), "");
        for (const std::string& left : leftovers_in(here)) ADD_FAILURE() << left << " is left";
        if (testing::Test::HasFailure()) return;
    }
    std::printf("%d of %ld calls failed%s\n", tried, calls,
                disk == Disk::full_once ? " once each" : ", each with all after it");
    EXPECT_GT(tried, 0);
}

inline void Study::fail_each_of_checkpoints(long first, long every, Disk disk) {
    const fs::path unbroken = place("unbroken");
    const long calls = calls_of(unbroken, fs::canonical(unbroken) / "out.work");
    ASSERT_GT(calls, 10) << "the library did not see a checkpoint";
    const auto whole = products_in(unbroken);
    int tried = 0;
    for (long call = first; call <= calls; call += every, ++tried) {
        SCOPED_TRACE(fmt::format("call {} of {}", call, calls));
        const fs::path here = place("failing");
        EXPECT_EQ(run(here, failing(fs::canonical(here) / "out.work", call, disk)), 0) << said();
        EXPECT_NE(said().find("no checkpoint is written any more; the run goes on"), std::string::npos)
            << said();
        EXPECT_NE(said().find("No space left on device"), std::string::npos) << said();
        EXPECT_EQ(what_differs(products_in(here), whole), "");
        for (const std::string& left : leftovers_in(here)) ADD_FAILURE() << left << " is left";
        if (testing::Test::HasFailure()) return;
    }
    std::printf("%d of %ld calls of checkpoints failed%s\n", tried, calls,
                disk == Disk::full_once ? " once each" : ", each with all after it");
    EXPECT_GT(tried, 0);
}

}  // namespace luwte::night_runs
