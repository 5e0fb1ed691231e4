// SPDX-License-Identifier: Apache-2.0
#include "host/checkpoint.hpp"

#include "host/output/part_file.hpp"
#include "inputs/city/load_city.hpp"
#include "kernels/core/error.hpp"
#include "kernels/core/state.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>
#include <libdeflate.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using AnyJson = nlohmann::json;
using Seconds = std::chrono::duration<double>;

constexpr double most_of_the_time = 1.0 / 200;                     // of the time may go into checkpoints
constexpr std::string_view checkpoint_name = "LUWTE checkpoint ";  // and the version
constexpr std::string_view checkpoint_magic = "LUWTE checkpoint 1\n";
constexpr std::size_t longest_head = std::size_t(64) << 20;  // B, of the text at a checkpoint's begin

struct CloseFile {
    void operator()(std::FILE* f) const { std::fclose(f); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

[[noreturn]] void fail_with_errno(const fs::path& path, const char* what) {
    const int error = errno;
    throw RuntimeError(
        fmt::format("{}: cannot {}: {}{}", path.string(), what, std::strerror(error), full_disk_hint(error)));
}

/// A file that grows, with the CRC-32 of what is in it.
class CheckedOut {
  public:
    CheckedOut(fs::path path, const char* mode)
        : path_(std::move(path)), file_(std::fopen(path_.c_str(), mode)) {
        if (!file_) fail_with_errno(path_, "create");
    }
    void bytes(const void* p, std::size_t count) {
        if (std::fwrite(p, 1, count, file_.get()) != count) fail_with_errno(path_, "write");
        crc_ = libdeflate_crc32(crc_, p, count);
        size_ += count;
    }
    template <class T>
    requires std::is_trivially_copyable_v<T>
    void value(const T& v) { bytes(&v, sizeof(T)); }
    void flush() {
        if (std::fflush(file_.get()) != 0) fail_with_errno(path_, "write");
    }
    void close() {
        if (std::fclose(file_.release()) != 0) fail_with_errno(path_, "write");
    }
    std::uint32_t crc() const { return crc_; }
    std::uint64_t size() const { return size_; }

  private:
    fs::path path_;
    OpenFile file_;
    std::uint32_t crc_ = 0;
    std::uint64_t size_ = 0;
};

class CheckedIn {
  public:
    explicit CheckedIn(fs::path path) : path_(std::move(path)), file_(std::fopen(path_.c_str(), "rb")) {
        if (!file_) fail_with_errno(path_, "read");
    }
    void bytes(void* p, std::size_t count) {
        if (std::fread(p, 1, count, file_.get()) != count)
            throw RuntimeError(fmt::format("{}: it ends too early", path_.string()));
    }
    template <class T>
    T value() {
        T v;
        bytes(&v, sizeof(T));
        return v;
    }

  private:
    fs::path path_;
    OpenFile file_;
};

/// CRC-32 of the first `count` bytes of a file; throws where it has fewer.
std::uint32_t crc_of_file(const fs::path& path, std::uint64_t count) {
    CheckedIn in(path);
    std::vector<std::byte> block(std::size_t(1) << 20);
    std::uint32_t crc = 0;
    while (count > 0) {
        const auto now = std::size_t(std::min<std::uint64_t>(count, block.size()));
        in.bytes(block.data(), now);
        crc = libdeflate_crc32(crc, block.data(), now);
        count -= now;
    }
    return crc;
}

class StateOut : public State {
  public:
    explicit StateOut(CheckedOut& out) : out_(out) {}

  private:
    void values(const Backend& where, void* p, std::size_t bytes) override {
        out_.value(std::uint64_t(bytes));
        if (where.is_cpu()) return out_.bytes(p, bytes);
        room_.resize(bytes);
        memory::copy(Backend::cpu(), room_.data(), where, p, bytes);
        out_.bytes(room_.data(), bytes);
    }
    CheckedOut& out_;
    std::vector<std::byte> room_;
};

class StateIn : public State {
  public:
    explicit StateIn(CheckedIn& in) : in_(in) {}

  private:
    void values(const Backend& where, void* p, std::size_t bytes) override {
        if (in_.value<std::uint64_t>() != bytes)
            throw RuntimeError("a checkpoint of the same make has planes of another size");
        if (where.is_cpu()) return in_.bytes(p, bytes);
        room_.resize(bytes);
        in_.bytes(room_.data(), bytes);
        memory::copy(where, p, Backend::cpu(), room_.data(), bytes);
    }
    CheckedIn& in_;
    std::vector<std::byte> room_;
};

constexpr const char* state_name = "state";
constexpr const char* facets_name = "facets";

fs::path work_folder(const fs::path& result) { return fs::path(result).replace_extension(".work"); }

/// A name of a file that this class makes: `state`, `facets`, `steps_0000`, and what is not whole yet.
bool is_of_a_checkpoint(std::string_view name) {
    constexpr std::string_view steps = "steps_", part = ".part";
    if (name == facets_name) return true;
    if (name.ends_with(part)) name.remove_suffix(part.size());
    if (name == state_name) return true;
    if (!name.starts_with(steps)) return false;
    name.remove_prefix(steps.size());
    return name.size() >= 4 && name.find_first_not_of("0123456789") == name.npos;
}

/// Whether a file begins as a checkpoint does, of this version or another.
bool has_magic(const fs::path& path) {
    const OpenFile in(std::fopen(path.c_str(), "rb"));
    std::string begin(checkpoint_name.size(), ' ');
    return in && std::fread(begin.data(), 1, begin.size(), in.get()) == begin.size() &&
           begin == checkpoint_name;
}

/// Whether `state` or what was to become it says that the files of a folder are a checkpoint's.
bool is_claimed(const fs::path& folder) {
    const fs::path state = folder / state_name;
    return has_magic(state) || has_magic(fs::path(state) += ".part");
}

}  // namespace

std::optional<fs::path> in_the_way_of_checkpoints(const fs::path& result) {
    const fs::path folder = work_folder(result);
    std::error_code error;
    if (!fs::is_directory(folder, error) || is_claimed(folder)) return std::nullopt;
    std::vector<fs::path> own;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        // An empty `state.part` is of a run that was killed before it wrote a byte, or of nobody.
        if (is_of_a_checkpoint(name) &&
            !(name == std::string(state_name) + ".part" && fs::file_size(entry.path(), error) == 0))
            own.push_back(entry.path());
    }
    if (own.empty()) return std::nullopt;
    return *std::ranges::min_element(own);
}

bool CheckpointClock::due() const {
    return !gave_up_ && Seconds(std::chrono::steady_clock::now() - last_).count() >= wait_;
}

void CheckpointClock::wrote(double seconds) {
    last_ = std::chrono::steady_clock::now();
    spent_ += seconds;
    wait_ = every_ == 0 ? 0 : std::max(every_, seconds / most_of_the_time);
}

Checkpoint::Checkpoint(const fs::path& result, const MadeOf& made_of, CheckpointClock& clock)
    : folder_(work_folder(result)), clock_(clock) {
    std::string text;
    for (const auto& [name, value] : made_of)
        text += fmt::format("{}:{};{}:{};", name.size(), name, value.size(), value);
    made_of_ = sha256_of_text(text);
}

Checkpoint::Head Checkpoint::read_head() const {
    const fs::path path = file(state_name);
    const std::uint64_t size = fs::file_size(path);
    if (size < checkpoint_magic.size() + 12) throw RuntimeError(path.string() + ": it ends too early");
    CheckedIn in(path);
    std::string begin(checkpoint_magic.size(), ' ');
    in.bytes(begin.data(), begin.size());
    if (begin != checkpoint_magic)
        throw RuntimeError(path.string() + ": this is no checkpoint of this version");
    const std::uint32_t crc = crc_of_file(path, size - 4);
    std::uint32_t stored = 0;
    const OpenFile last(std::fopen(path.c_str(), "rb"));
    if (!last || std::fseek(last.get(), -4, SEEK_END) != 0 || std::fread(&stored, 4, 1, last.get()) != 1)
        fail_with_errno(path, "read");
    if (crc != stored) throw RuntimeError(path.string() + ": it is damaged (its checksum is another)");
    const auto length = in.value<std::uint64_t>();
    if (length > longest_head || length > size) throw RuntimeError(path.string() + ": it is damaged");
    std::string text(std::size_t(length), ' ');
    in.bytes(text.data(), text.size());
    try {
        return head_of(AnyJson::parse(text));
    } catch (const AnyJson::exception& e) {
        throw RuntimeError(fmt::format("{}: it cannot be read ({})", path.string(), e.what()));
    }
}

Checkpoint::Head Checkpoint::head_of(const AnyJson& json) const {
    const fs::path path = file(state_name);
    if (json.at("made_of").get<std::string>() != made_of_)
        throw RuntimeError(path.string() + ": it is of a run of other settings, inputs or program");
    Head head;
    head.place = {json.at("spin_up_hours").get<std::size_t>(), json.at("results").get<std::size_t>()};
    head.chunks = json.at("chunks").get<std::size_t>();
    head.lift = json.at("lift").get<std::vector<double>>();
    head.slab = json.at("slab").get<std::vector<double>>();
    head.blocks = json.at("blocks").get<std::vector<double>>();
    const auto segment = [&](const AnyJson& one) {
        const Segment s{one.at("name").get<std::string>(), one.at("bytes").get<std::uint64_t>(),
                        one.at("crc32").get<std::uint32_t>()};
        if (!is_of_a_checkpoint(s.name) || s.name.find('/') != s.name.npos)
            throw RuntimeError(path.string() + ": it names a file that is not its own");
        if (crc_of_file(file(s.name), s.bytes) != s.crc)
            throw RuntimeError(file(s.name).string() + ": it is damaged (its checksum is another)");
        return s;
    };
    for (const AnyJson& one : json.at("segments")) head.segments.push_back(segment(one));
    if (json.contains("facets")) head.facets = segment(json.at("facets"));
    return head;
}

std::optional<Checkpoint::Place> Checkpoint::found() {
    std::error_code error;
    head_ = {};
    if (!fs::exists(file(state_name), error)) return std::nullopt;
    try {
        head_ = read_head();
        return head_.place;
    } catch (const std::exception& e) {
        spdlog::warn("{}; the day begins anew", e.what());
        return std::nullopt;
    }
}

Checkpoint::Place Checkpoint::found_again() {
    if (const std::optional<Place> place = found()) return *place;
    throw RuntimeError(
        fmt::format("{}: the checkpoint that was there when the run began is gone, or cannot be read any "
                    "more\n  the same "
                    "command again computes what it held",
                    folder_.string()));
}

void Checkpoint::restore(const Parts& parts) {
    std::vector<std::byte> bytes;
    std::size_t chunks = 0;
    for (const Segment& segment : head_.segments) {
        CheckedIn in(file(segment.name));
        for (std::uint64_t left = segment.bytes; left > 0; ++chunks) {
            ResultWriter::StepChunk chunk;
            chunk.place = in.value<ResultWriter::StepChunk::Place>();
            const auto size = in.value<std::uint64_t>();
            const std::uint64_t whole = sizeof(chunk.place) + sizeof(size) + size;
            if (whole > left || size > left)
                throw RuntimeError(file(segment.name).string() + ": it is damaged");
            chunk.bytes.resize(size);
            in.bytes(chunk.bytes.data(), size);
            parts.writer.write_chunk(chunk);
            left -= whole;
        }
    }
    if (chunks != head_.chunks) throw RuntimeError(folder_.string() + ": steps are missing");
    if (parts.facets != nullptr && head_.facets.bytes > 0) {
        CheckedIn in(file(facets_name));
        std::vector<float> values(parts.facets->cells());
        for (std::size_t r = 0; r < head_.place.results; ++r) {
            in.bytes(values.data(), values.size() * sizeof(float));
            parts.facets->write(int(r), values);
        }
        fs::resize_file(file(facets_name), head_.facets.bytes);
    }
    parts.run.air_lift = head_.lift, parts.run.air_slab = head_.slab, parts.run.air_blocks = head_.blocks;
    CheckedIn in(file(state_name));
    std::string head(checkpoint_magic.size(), ' ');
    in.bytes(head.data(), head.size());
    head.resize(in.value<std::uint64_t>());
    in.bytes(head.data(), head.size());
    StateIn state(in);
    parts.simulation.carry(state);
}

void Checkpoint::write_segment(ResultWriter& writer) {
    const std::size_t end = writer.step_chunks();
    if (head_.chunks == end) return;
    Segment segment;
    segment.name = fmt::format("steps_{:04}", head_.segments.size());
    PartFile part(file(segment.name));
    CheckedOut out(part.part(), "wb");
    for (std::size_t n = head_.chunks; n < end; ++n) {
        const ResultWriter::StepChunk chunk = writer.step_chunk(n);
        out.value(chunk.place);
        out.value(std::uint64_t(chunk.bytes.size()));
        out.bytes(chunk.bytes.data(), chunk.bytes.size());
    }
    segment.bytes = out.size(), segment.crc = out.crc();
    out.close();
    part.commit();
    head_.segments.push_back(segment);
    head_.chunks = end;
}

/// Steps that came since the last one, behind those that are there.
void Checkpoint::write_facets(const FacetsFile& facets, std::size_t results) {
    const std::uint64_t step_bytes = facets.cells() * sizeof(float);
    if (step_bytes == 0 || head_.facets.bytes >= results * step_bytes) return;
    CheckedOut out(file(facets_name), head_.facets.bytes == 0 ? "wb" : "ab");
    for (std::size_t r = head_.facets.bytes / step_bytes; r < results; ++r) {
        const std::vector<float> values = facets.read(int(r));
        out.bytes(values.data(), step_bytes);
        head_.facets.crc = libdeflate_crc32(head_.facets.crc, values.data(), step_bytes);
    }
    out.close();
    sync_to_disk(file(facets_name));
    head_.facets.name = facets_name;
    head_.facets.bytes = results * step_bytes;
}

std::string Checkpoint::text_of_head() const {
    const auto json_of = [](const Segment& s) {
        return AnyJson{{"name", s.name}, {"bytes", s.bytes}, {"crc32", s.crc}};
    };
    AnyJson json{{"made_of", made_of_},
                 {"spin_up_hours", head_.place.hours},
                 {"results", head_.place.results},
                 {"chunks", head_.chunks},
                 {"lift", head_.lift},
                 {"slab", head_.slab},
                 {"blocks", head_.blocks},
                 {"segments", AnyJson::array()}};
    for (const Segment& segment : head_.segments) json["segments"].push_back(json_of(segment));
    if (head_.facets.bytes > 0) json["facets"] = json_of(head_.facets);
    return json.dump();
}

void Checkpoint::write(const Place& place, const Parts& parts) {
    const fs::path state_file = file(state_name);
    const bool first = !wrote_ && !has_magic(state_file);
    if (first) remove();  // of a run that was killed in its first
    std::error_code error;
    const bool makes_folder = !fs::exists(folder_, error);
    try {
        PartFile part(state_file);
        CheckedOut out(part.part(), "wb");
        out.bytes(checkpoint_magic.data(), checkpoint_magic.size());
        out.flush();
        // On disk before anything else: it says whose the folder is.
        if (first) sync_to_disk(part.part()), sync_to_disk(folder_);
        wrote_ = true;
        try {
            write_segment(parts.writer);
            if (parts.facets != nullptr) write_facets(*parts.facets, place.results);
            head_.place = place;
            head_.lift = parts.run.air_lift, head_.slab = parts.run.air_slab;
            head_.blocks = parts.run.air_blocks;
            const std::string text = text_of_head();
            out.value(std::uint64_t(text.size()));
            out.bytes(text.data(), text.size());
            StateOut state(out);
            parts.simulation.carry(state);
            out.value(out.crc());
            out.close();
            part.commit();
        } catch (...) {  // while it still says so
            if (!has_magic(state_file)) remove();
            throw;
        }
    } catch (...) {
        if (makes_folder) fs::remove(folder_, error);  // where nothing is in it
        throw;
    }
}

void Checkpoint::after(const Place& place, const Parts& parts) {
    if (!clock_.due()) return;
    const auto begin = std::chrono::steady_clock::now();
    try {
        write(place, parts);
    } catch (const std::exception& e) {
        spdlog::warn("{}\n  no checkpoint is written any more; the run goes on", e.what());
        clock_.give_up();
    }
    clock_.wrote(Seconds(std::chrono::steady_clock::now() - begin).count());
}

void Checkpoint::remove() {
    std::error_code error;
    if (!fs::is_directory(folder_, error)) return;
    if (!wrote_ && !is_claimed(folder_)) return;  // somebody's own
    const fs::path state = file(state_name), begun = fs::path(state) += ".part";
    std::vector<fs::path> own;
    for (const auto& entry : fs::directory_iterator(folder_, error))
        if (is_of_a_checkpoint(entry.path().filename().string()) && entry.path() != state &&
            entry.path() != begun)
            own.push_back(entry.path());
    own.push_back(begun), own.push_back(state);  // last: they say that it is a checkpoint
    for (const fs::path& path : own) fs::remove(path, error);
    fs::remove(folder_, error);
}

}  // namespace luwte
