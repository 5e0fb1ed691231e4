// SPDX-License-Identifier: Apache-2.0
#include "host/shared_scene.hpp"

#include "kernels/core/memory_use.hpp"

#include <utility>

#include <spdlog/spdlog.h>

namespace luwte {

std::unique_ptr<Simulation::Scene> SharedScene::take(const std::string& key) {
    keep_only(key);
    if (scene_)
        spdlog::info(
            "sky views and what surfaces see of each other: those of {}, whose heights and crowns "
            "are the same; not computed again",
            made_for_);
    else
        made_for_ = run_;
    return std::move(scene_);
}

void SharedScene::leave(const std::string& key, std::unique_ptr<Simulation::Scene> scene) {
    key_ = key;
    scene_ = std::move(scene);
}

void SharedScene::keep_only(const std::string& key) {
    if (key != key_) scene_.reset();
}

void SharedScene::make_room(double more) {
    // A plan says nothing of a device's memory.
    if (!scene_ || (scene_->city.backend().is_cpu() && double(memory::in_use()) + more <= limit_)) return;
    spdlog::info(
        "sky views of {} are dropped and will be computed again: beside the wind they would take "
        "more memory than planned",
        made_for_);
    scene_.reset();
}

}  // namespace luwte
