// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/facets_file.hpp"
#include "host/output/manifest.hpp"
#include "host/output/result_writer.hpp"
#include "host/simulation.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace luwte {

/// When the state of a run is worth writing down: so many seconds after the last time, and no sooner than
/// that a two-hundredth of the time went into it. One for all days of a run.
class CheckpointClock {
  public:
    /// `every_s` 0: always.
    explicit CheckpointClock(double every_s) : every_(every_s) {}
    bool due() const;
    /// One was written and took so long [s].
    void wrote(double seconds);
    /// None could be written: none is due any more.
    void give_up() { gave_up_ = true; }
    bool gave_up() const { return gave_up_; }
    double spent() const { return spent_; }  ///< s, of all that were written

  private:
    double every_, wait_ = every_;
    double spent_ = 0;
    bool gave_up_ = false;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// A file in RUN.work that a checkpoint would write over though no run has made it: one of its names where
/// neither `state` nor `state.part` says that a checkpoint stands there. Nothing where there is none.
std::optional<std::filesystem::path> in_the_way_of_checkpoints(const std::filesystem::path& result);

/// The state of a day on disk, from which a run that was killed within the day goes on with the bytes of one
/// that was not (docs/night.md). In RUN.work: `state`, all that models carry from step to step, and
/// `steps_0000`, ... with what the result holds of its steps so far, compressed as it is there; `facets`
/// likewise of RUN.facets.vtkhdf. Each is written as `.part`, synced and renamed, `state` last: it names the
/// others with their checksums. At their begin stands what the day is made of.
class Checkpoint {
  public:
    /// How far a day is.
    struct Place {
        std::size_t hours = 0;    ///< of the spin-up
        std::size_t results = 0;  ///< steps of the result
    };
    /// What is written down and read; `facets` may be nullptr.
    struct Parts {
        Simulation& simulation;
        ResultWriter& writer;
        FacetsFile* facets;
        RunMetadata& run;
    };

    /// `result`: RUN.nc; `clock` is kept by reference.
    Checkpoint(const std::filesystem::path& result, const MadeOf& made_of, CheckpointClock& clock);

    /// Looks at every byte of what stands there. Nothing where nothing does; one that is damaged, or of
    /// another run, is left alone and named in the log.
    std::optional<Place> found();
    /// The same where one was found when the run began: what the day needs of the day before is then not
    /// computed any more, so that it cannot begin anew.
    /// Throws RuntimeError  it is not there any more
    Place found_again();
    /// To that place, which has to be found.
    /// Throws RuntimeError, InputError  it cannot be read any more
    void restore(const Parts& parts);

    /// Writes it down where it is time. What cannot be written is a warning, and none is written any more.
    void after(const Place& place, const Parts& parts);

    /// Removes it, and the folder where that was all. What has its names in a folder that neither has a
    /// checkpoint nor was written by this object is somebody's own, and stays.
    void remove();

  private:
    struct Segment {
        std::string name;
        std::uint64_t bytes = 0;
        std::uint32_t crc = 0;
    };
    struct Head {
        Place place;
        std::vector<Segment> segments;
        std::size_t chunks = 0;  ///< of the result, in all segments
        Segment facets;          ///< that many bytes of it, at its begin
        std::vector<double> lift, slab, blocks;
    };
    Head read_head() const;
    Head head_of(const nlohmann::json& json) const;
    std::string text_of_head() const;
    void write(const Place& place, const Parts& parts);
    void write_segment(ResultWriter& writer);
    void write_facets(const FacetsFile& facets, std::size_t results);
    std::filesystem::path file(const std::string& name) const { return folder_ / name; }

    std::filesystem::path folder_;
    std::string made_of_;
    CheckpointClock& clock_;
    bool wrote_ = false;
    Head head_;  ///< of what stands there, or of what is written next
};

}  // namespace luwte
