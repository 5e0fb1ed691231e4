// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/simulation.hpp"

#include <memory>
#include <string>

namespace luwte {

/// The scene (Simulation::Scene) that one run of a study leaves to the next: sky views, and what facets see
/// of each other, are made once for runs of the same heights and crowns that follow one another. It stays in
/// memory between them, and goes where the study's plan has no room for it beside the next run's wind.
class SharedScene {
  public:
    /// B that fields may take, as the study's plan says.
    void set_limit(double memory) { limit_ = memory; }
    /// The run that begins, for what is said.
    void begin(std::string run) { run_ = std::move(run); }

    /// That of this key, or nullptr where there is none.
    std::unique_ptr<Simulation::Scene> take(const std::string& key);
    void leave(const std::string& key, std::unique_ptr<Simulation::Scene> scene);

    /// Drops a scene of another key.
    void keep_only(const std::string& key);
    /// Before something that takes so much more memory [B] than lives now: drops the scene where both would
    /// be more than the limit.
    void make_room(double more);

  private:
    double limit_ = 0;
    std::string run_, key_, made_for_;
    std::unique_ptr<Simulation::Scene> scene_;
};

}  // namespace luwte
