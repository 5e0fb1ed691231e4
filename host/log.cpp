// SPDX-License-Identifier: Apache-2.0
#include "host/log.hpp"

#include <cstdio>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

namespace luwte {

namespace {

class StderrSink : public spdlog::sinks::base_sink<std::mutex> {
  public:
    explicit StderrSink(Progress* progress) : progress_(progress) {}

  protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        if (progress_ != nullptr) progress_->clear_line();
        std::string line = message.level >= spdlog::level::err    ? "error: "
                           : message.level == spdlog::level::warn ? "warning: "
                                                                  : "";
        line.append(message.payload.data(), message.payload.size());
        line += '\n';
        std::fwrite(line.data(), 1, line.size(), stderr);
    }
    void flush_() override { std::fflush(stderr); }

  private:
    Progress* progress_;
};

void install(Progress* progress, spdlog::level::level_enum level) {
    const auto logger = std::make_shared<spdlog::logger>("luwte", std::make_shared<StderrSink>(progress));
    logger->set_level(level);
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(logger);
}

}  // namespace

Log::Log(bool quiet, Progress* progress) {
    install(progress, quiet ? spdlog::level::err : spdlog::level::info);
}

Log::~Log() { install(nullptr, spdlog::level::info); }

}  // namespace luwte
