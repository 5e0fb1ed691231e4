// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/text/text_file.hpp"
#include "models/traffic/traffic.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luwte::cimlk {

/// The columns of a CIMLK file that are read, by their index here; others in the file are passed over.
struct Column {
    text::NumberColumn number;  ///< of texts only the name counts
    bool needed = true;
};

class Table;

/// One row: the fields of `Table`'s columns.
class Row {
  public:
    std::size_t line() const { return line_; }
    std::string_view text(std::size_t column) const;
    /// NaN where the file has no value: an empty field or -999.
    double number(std::size_t column) const;
    /// The same, 1 column = one of a few words; the index, or a problem and nothing.
    std::optional<std::size_t> word(std::size_t column, std::span<const std::string_view> words) const;
    /// Identification: 1 to 100 characters without control characters; else a problem and "".
    std::string id(std::size_t column) const;
    /// Points of a WKT of one of OGR's simple types ("LINESTRING" or "POINT"), without z; else a problem and
    /// none.
    std::vector<MapPoint> points(std::size_t column, std::string_view type) const;
    void problem(std::size_t column, std::string what, std::string hint = {}) const;

  private:
    friend class Table;
    Row(Table& table, std::size_t line, const std::vector<std::string_view>& fields)
        : table_(&table), line_(line), fields_(&fields) {}
    Table* table_;
    std::size_t line_;
    const std::vector<std::string_view>* fields_;
};

/// A file of the Dutch central instrument for air quality (CIMLK): UTF-8, a header line, fields between
/// semicolons without quotes, columns in any order, decimal points, -999 or nothing for no value.
class Table {
  public:
    /// Throws InputError: see text::read_text_file; a virtual path or URL; needed columns that are missing.
    Table(const std::string& role, const std::filesystem::path& file, std::span<const Column> columns);
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    /// Calls `f` for every row, then throws InputError with all problems of the file, if any.
    void for_each_row(const std::function<void(const Row&)>& f);
    std::size_t rows() const { return rows_; }
    /// The latest of a column of dates "d-m-yyyy ...", as "yyyy-mm-dd"; "" = none seen.
    std::string latest_date() const { return latest_date_; }
    void note_date(std::string_view date);

  private:
    friend class Row;
    text::TextFile file_;
    text::FileProblems problems_;
    std::span<const Column> columns_;
    std::vector<std::size_t> place_;  ///< of each column among a row's fields; npos = not there
    std::size_t header_line_ = 0, fields_ = 0, rows_ = 0;
    std::string latest_date_;
};

}  // namespace luwte::cimlk
