// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the readers of text files share: bounded text, numbers, and problems with line and column.
namespace luwte::text {

/// A text file in memory, cut into lines without their CR or LF.
struct TextFile {
    std::string name;  ///< as given, for messages
    std::string text;
    std::vector<std::string_view> lines;
};

/// What a file is, for messages.
struct TextKind {
    const char* name;       ///< "weather file"
    const char* too_large;  ///< what to do about a file that is too large
    const char* no_lines;   ///< what a file with very long lines is not: "an hourly weather file"
    std::uintmax_t most_mib = 256;
};

/// Throws InputError for what is not a regular text file: a folder, a device, more than
/// allowed or eight million lines, a line of more than 64 KiB, bytes that are no text.
TextFile read_text_file(const std::filesystem::path& file, const TextKind& kind);

std::string_view trimmed(std::string_view text);

/// Fields between separators, trimmed; "a,b," has three.
std::vector<std::string_view> split(std::string_view line, char separator);

/// The whole of `text` as a finite number; empty when it is anything else ("1,5", "12abc", "nan", "1e999").
std::optional<double> number(std::string_view text);
/// The whole of `text` as an integer of at most nine digits.
std::optional<int> integer(std::string_view text);

/// Problems of one file, with line numbers; keeps the first 50 and counts the rest.
class FileProblems {
  public:
    explicit FileProblems(std::string file) : file_(std::move(file)) {}
    /// `line` counts from 1; 0 = the file as a whole. `column` is the column's name, "" = the whole line.
    void add(std::size_t line, std::string_view column, std::string what, std::string hint = {});
    bool empty() const { return count_ == 0; }
    void throw_if_any();

  private:
    std::string file_;
    Problems problems_;
    std::size_t count_ = 0;
};

/// A column of numbers with its range.
struct NumberColumn {
    std::string_view name;
    double lowest, highest;  ///< in the file's unit; outside is an error
    std::string_view unit;   ///< for the message
    std::string_view hint = "leave the cell empty where a value is missing";  ///< for what is outside
};

/// Text from a file for a message: at most 40 characters, unprintable ones as '?'.
std::string in_quotes(std::string_view text);

/// Text from a file for a result: at most 200 characters, whatever is not printable ASCII as '?'.
std::string plain(std::string_view text);

/// The number in `text`; NaN when it is blank; NaN and a problem when it is no number or out of range.
double read_number(std::string_view text, const NumberColumn& column, std::size_t line,
                   FileProblems& problems);

/// For each field of a CSV header its place in `known`, -1 for a name that is none. Problems: semicolons,
/// names that are unknown or stand twice, and those of the first `needed` of `known` that are not there.
std::vector<int> read_header(std::string_view text, std::size_t line, std::span<const std::string_view> known,
                             std::size_t needed, FileProblems& problems);

/// The fields of a row; none, and a problem, where their number is not that of the header.
std::vector<std::string_view> read_row(std::string_view text, std::size_t line, std::size_t fields,
                                       FileProblems& problems);

}  // namespace luwte::text
