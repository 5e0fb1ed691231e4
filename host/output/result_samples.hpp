// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/result_writer.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

/// A small made-up result and what its tests share. check_result.py computes the same values by itself.
namespace luwte::sample {

/// A folder that goes when the test ends.
class Folder {
  public:
    Folder() {
        path_ = std::filesystem::temp_directory_path() /
                ("luwte-output-" + std::to_string(::getpid()) + "-" + std::to_string(count()++));
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    std::vector<std::string> names() const {
        std::vector<std::string> out;
        for (const auto& entry : std::filesystem::directory_iterator(path_))
            out.push_back(entry.path().filename().string());
        std::sort(out.begin(), out.end());
        return out;
    }

  private:
    static int& count() {
        static int n = 0;
        return n;
    }
    std::filesystem::path path_;
};

/// 300 x 270 x 10: more than one chunk along every axis, and none of them full at the upper edge.
inline Grid grid() {
    Grid g;
    g.nx = 300, g.ny = 270, g.nz = 10;
    g.cell_size = 0.5;
    g.x0 = 120625, g.y0 = 485937.5, g.z0 = -2;
    g.epsg = 28992;
    return g;
}

inline RunMetadata metadata(int steps = 3) {
    RunMetadata run;
    run.title = "Sample, hot day";
    run.summary = "made-up values";
    run.version = "0.0.0";
    run.commit = "0000000";
    const double day = 1563919200;  // 2019-07-23T22:00:00Z: midnight in Amsterdam
    for (int n = 0; n < steps; ++n) run.steps.push_back({day + 3600.0 * n, day + 3600.0 * (n + 1)});
    run.run_config_toml =
        "format = 1\ntitle = \"Sample, hot day\"\n[city]\nsurface_height = \"/srv/jan/data/dsm.tif\"\n";
    run.inputs = {
        {"surface_height", "/srv/jan/data/dsm.tif", std::string(64, 'a'), 1234, "EPSG:28992", "2014", "CC0"}};
    run.warnings = {"a warning"};
    run.rules = {"a rule"};
    run.building_names = {"0363100012345678", "0363100012345679"};
    run.share_measured = 0.9, run.share_inferred = 0.1;
    return run;
}

/// 10 + i/4 + j/2 + 4 k + 2 t, every term a multiple of each field's resolution; NaN on a lattice of cells.
inline float value(idx k, idx j, idx i, int step) {
    if ((i + 3 * j) % 17 == 0) return std::numeric_limits<float>::quiet_NaN();
    return 10.0f + 0.25f * float(i) + 0.5f * float(j) + 4.0f * float(k) + 2.0f * float(step);
}

template <class T>
std::vector<T> values(const FieldInfo& field, const Grid& g, int step) {
    const idx nz = field.shape == FieldShape::z_y_x ? g.nz : 1;
    std::vector<T> out;
    for (idx k = 0; k < nz; ++k)
        for (idx j = 0; j < g.ny; ++j)
            for (idx i = 0; i < g.nx; ++i) {
                if constexpr (std::is_same_v<T, float>)
                    out.push_back(value(k, j, i, step));
                else if (field.has_fill)
                    out.push_back(T((i + j + step) % 3 - 1));  // -1, which is missing, 0, 1
                else
                    out.push_back(T((i + j + k + step) % 2));
            }
    return out;
}

/// One step of a field, or all of one without time, from values in its own type.
template <class T>
void put(ResultWriter& writer, const FieldInfo& field, int step, const std::vector<T>& values) {
    if (!field.has_time())
        writer.write_static(field.name, values);
    else if constexpr (sizeof(T) != 4 || std::is_floating_point_v<T>)
        writer.write_step_field(step, field.name, values);
}
/// The same from numbers, made the field's type.
inline void put_numbers(ResultWriter& writer, const FieldInfo& field, int step,
                        const std::vector<float>& numbers) {
    if (field.type == FieldType::f32) put(writer, field, step, numbers);
    if (field.type == FieldType::i8)
        put(writer, field, step, std::vector<std::int8_t>(numbers.begin(), numbers.end()));
    if (field.type == FieldType::i32)
        put(writer, field, step, std::vector<std::int32_t>(numbers.begin(), numbers.end()));
}

/// Writes every field of the sample; `finish` off leaves an unfinished result behind for the destructor.
inline void write(ResultWriter& writer, const std::vector<const FieldInfo*>& fields, const Grid& g,
                  int steps) {
    for (const FieldInfo* field : fields) {
        for (int step = 0; step < (field->has_time() ? steps : 1); ++step) {
            if (field->type == FieldType::f32) put(writer, *field, step, values<float>(*field, g, step));
            if (field->type == FieldType::i8) put(writer, *field, step, values<std::int8_t>(*field, g, step));
            if (field->type == FieldType::i32)
                put(writer, *field, step, values<std::int32_t>(*field, g, step));
        }
    }
}

inline void write_result(const std::filesystem::path& file, const Grid& g = grid(), int steps = 3,
                         int level = 1, bool overwrite = false) {
    const auto fields = select_fields({});
    ResultWriter writer(file, g, metadata(steps), {fields, level, overwrite});
    write(writer, fields, g, steps);
    writer.finish();
}

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Runs a command and returns its output; the exit status goes to `status`.
inline std::string output_of(const std::string& command, int* status = nullptr) {
    std::string out;
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    char buffer[4096];
    while (pipe != nullptr && std::fgets(buffer, sizeof buffer, pipe) != nullptr) out += buffer;
    const int rc = pipe == nullptr ? -1 : ::pclose(pipe);
    if (status != nullptr) *status = rc;
    return out;
}

/// Tools of others that read our files. Missing in CI they are a failure, elsewhere a skip that says so.
inline bool has(const std::string& tool, const std::string& probe) {
    int status = 0;
    output_of(probe, &status);
    if (status == 0) return true;
    const char* ci = std::getenv("CI");
    if (ci != nullptr && std::string(ci) == "true") ADD_FAILURE() << tool << " is missing; CI must have it";
    return false;
}
#define LUWTE_NEEDS(tool, probe)                                                                   \
    do {                                                                                           \
        if (!luwte::sample::has(tool, probe)) {                                                    \
            if (HasFailure()) return;                                                              \
            GTEST_SKIP() << "NOT CHECKED: " << tool << " is missing (apt install " << tool << ")"; \
        }                                                                                          \
    } while (false)

/// `check_result.py WHAT ARGUMENTS` with Debian's Python; its complaints become the test's message.
inline void check_with_python(const std::string& arguments) {
    int status = 0;
    const std::string text = output_of(
        "/usr/bin/python3 -B " LUWTE_SOURCE_DIR "/host/output/check_result.py " + arguments, &status);
    EXPECT_EQ(status, 0) << text;
}

}  // namespace luwte::sample
