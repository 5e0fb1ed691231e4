// SPDX-License-Identifier: Apache-2.0
#include "inputs/text/text_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte::text {
namespace {

constexpr std::size_t longest_line = 64u << 10;
constexpr std::size_t most_lines = 8000000;
constexpr std::size_t most_problems = 50;

bool is_text(unsigned char c) { return c >= 0x20 || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

}  // namespace

TextFile read_text_file(const std::filesystem::path& file, const TextKind& kind) {
    TextFile out;
    out.name = file.string();
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status))
        throw InputError(out.name, fmt::format("there is no such {}", kind.name),
                         "paths in a study are relative to it");
    if (!std::filesystem::is_regular_file(status)) throw InputError(out.name, "is not a regular file");
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) throw InputError(out.name, "cannot be read: " + error.message());
    if (size > kind.most_mib << 20)
        throw InputError(out.name,
                         fmt::format("has {:.1f} MiB; a {} may have {} MiB", double(size) / (1 << 20),
                                     kind.name, kind.most_mib),
                         kind.too_large);
    std::ifstream stream(file, std::ios::binary);
    out.text.resize(std::size_t(size));
    if (!stream || (size > 0 && !stream.read(out.text.data(), std::streamsize(size))))
        throw InputError(out.name, "cannot be read");

    std::string_view rest = out.text;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (out.lines.size() == most_lines)
            throw InputError(out.name, fmt::format("has more than {} lines", most_lines), kind.too_large);
        out.lines.push_back(line);
        const auto where = [&] { return fmt::format("{}, line {}", out.name, out.lines.size()); };
        if (line.size() > longest_line)
            throw InputError(where(),
                             fmt::format("has {} characters; a line may have {}", line.size(), longest_line),
                             fmt::format("this is not {}", kind.no_lines));
        for (const char c : line)
            if (!is_text(static_cast<unsigned char>(c)))
                throw InputError(where(),
                                 fmt::format("holds the byte 0x{:02x}: this is not a text file",
                                             static_cast<unsigned char>(c)),
                                 "unpack archives first");
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\f";
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string_view> split(std::string_view line, char separator) {
    std::vector<std::string_view> out;
    for (;;) {
        const std::size_t end = line.find(separator);
        out.push_back(trimmed(line.substr(0, end)));
        if (end == std::string_view::npos) return out;
        line.remove_prefix(end + 1);
    }
}

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
}

std::optional<int> integer(std::string_view text) {
    int value = 0;
    if (text.empty() || text.size() > 10) return {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

void FileProblems::add(std::size_t line, std::string_view column, std::string what, std::string hint) {
    if (++count_ > most_problems) return;
    std::string where = file_;
    if (line > 0) where += fmt::format(", line {}", line);
    if (!column.empty()) where += fmt::format(", column '{}'", column);
    problems_.add(std::move(where), std::move(what), std::move(hint));
}

void FileProblems::throw_if_any() {
    if (count_ > most_problems) {
        problems_.add(file_, fmt::format("and {} problems more", count_ - most_problems));
        count_ = most_problems;
    }
    problems_.throw_if_any();
}

std::string plain(std::string_view text) {
    std::string out(text.substr(0, 200));
    for (char& c : out)
        if (c < 0x20 || c > 0x7e) c = '?';
    return out;
}

std::string in_quotes(std::string_view text) {
    return fmt::format("'{}{}'", plain(text.substr(0, 40)), text.size() > 40 ? "..." : "");
}

double read_number(std::string_view text, const NumberColumn& column, std::size_t line,
                   FileProblems& problems) {
    constexpr double missing = std::numeric_limits<double>::quiet_NaN();
    if (text.empty()) return missing;
    const std::optional<double> value = number(text);
    if (!value) {
        problems.add(line, column.name, in_quotes(text) + " is not a number",
                     text.find(',') != std::string_view::npos ? "write decimals with a point" : "");
        return missing;
    }
    if (*value < column.lowest || *value > column.highest) {
        problems.add(line, column.name,
                     fmt::format("{} is outside {} to {} {}", in_quotes(text), column.lowest, column.highest,
                                 column.unit),
                     std::string(column.hint));
        return missing;
    }
    return *value;
}

std::vector<int> read_header(std::string_view text, std::size_t line, std::span<const std::string_view> known,
                             std::size_t needed, FileProblems& problems) {
    std::vector<int> order;
    if (text.find(',') == std::string_view::npos && text.find(';') != std::string_view::npos) {
        problems.add(line, "", "columns are parted by semicolons; expected commas, and points in numbers",
                     "a spreadsheet set to English writes it so");
        return order;
    }
    for (const std::string_view name : split(text, ',')) {
        const auto found = std::ranges::find(known, name);
        const int which = found == known.end() ? -1 : int(found - known.begin());
        if (which < 0)
            problems.add(line, "", in_quotes(name) + " is no known column",
                         fmt::format("known: {}", fmt::join(known, ", ")));
        else if (std::ranges::find(order, which) != order.end())
            problems.add(line, name, "stands twice in the header");
        order.push_back(which);
    }
    for (std::size_t n = 0; n < needed; ++n)
        if (std::ranges::find(order, int(n)) == order.end())
            problems.add(line, "", fmt::format("there is no column {}", known[n]));
    return order;
}

std::vector<std::string_view> read_row(std::string_view text, std::size_t line, std::size_t fields,
                                       FileProblems& problems) {
    std::vector<std::string_view> row = split(text, ',');
    if (row.size() == fields) return row;
    problems.add(line, "", fmt::format("has {} fields; the header has {}", row.size(), fields),
                 "decimals are written with a point, fields are separated by commas");
    return {};
}

}  // namespace luwte::text
