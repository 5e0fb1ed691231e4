// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/read_study.hpp"
#include "kernels/core/error.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>

#include <unistd.h>

namespace luwte {

/// For tests: the smallest study, and a folder of its own with the files that it names.
inline const std::string good_bounds = "bounds_m = [120625, 485937.5, 121250, 486320]";
inline const std::string good_study = R"(format = 1
[area]
bounds_m = [120625, 485937.5, 121250, 486320]
[city]
surface_height = "dsm.tif"
terrain_height = "dtm.tif"
[weather]
file = "weather.txt"
days = ["2019-07-25"]
)";

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == text.npos) throw std::logic_error("the text does not hold " + from);
    return text.replace(at, from.size(), to);
}

/// An environment variable with another value (nullptr: unset) for as long as the object lives.
class Environment {
  public:
    Environment(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        value != nullptr ? setenv(name, value, 1) : unsetenv(name);
    }
    ~Environment() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

  private:
    const char* name_;
    std::optional<std::string> old_;
};

struct StudyFolder {
    std::filesystem::path path;

    StudyFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "luwte-study-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path = name;
        for (const char* file : {"dsm.tif", "dtm.tif", "weather.txt"}) std::ofstream(path / file) << "x";
    }
    ~StudyFolder() { std::filesystem::remove_all(path); }
    StudyFolder(const StudyFolder&) = delete;
    StudyFolder& operator=(const StudyFolder&) = delete;

    std::filesystem::path file() const { return path / "study.toml"; }

    void write(const std::string& text) const { std::ofstream(file(), std::ios::binary) << text; }

    Study read(const std::string& text, const std::vector<std::string>& overrides = {}) const {
        write(text);
        return read_study(file(), overrides);
    }
    std::vector<Problem> problems(const std::string& text,
                                  const std::vector<std::string>& overrides = {}) const {
        try {
            read(text, overrides);
        } catch (const InputError& e) {
            return e.problems();
        }
        return {};
    }
};

}  // namespace luwte
