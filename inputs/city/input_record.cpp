// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/load_city.hpp"

#include <fstream>

namespace luwte {
namespace {

std::string licence_of(const std::filesystem::path& file) {
    std::ifstream in(file.string() + ".license");
    std::string first, line;
    for (int n = 0; n < 100 && std::getline(in, line); ++n) {
        const std::string mark = "SPDX-License-Identifier:";
        if (const auto at = line.find(mark); at != std::string::npos) {
            line.erase(0, at + mark.size());
            line.erase(0, line.find_first_not_of(' '));
            return line.substr(0, 200);
        }
        if (first.empty()) first = line.substr(0, 200);
    }
    return first;
}

}  // namespace

InputRecord record_of(const std::string& role, const std::filesystem::path& file, const std::string& crs,
                      const std::string& date, const std::string& licence) {
    InputRecord r;
    r.role = role;
    r.path = file.string();
    r.sha256 = sha256_of_file(file);
    r.size_bytes = std::filesystem::file_size(file);
    r.crs = crs;
    r.date = date;
    r.licence = licence.empty() ? licence_of(file) : licence;
    return r;
}

}  // namespace luwte
