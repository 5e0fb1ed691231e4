// SPDX-License-Identifier: Apache-2.0
#include "host/compare_groups.hpp"

#include "host/field_change.hpp"
#include "host/output/group_reader.hpp"
#include "inputs/study/suggest.hpp"

#include <fmt/format.h>

namespace luwte {
namespace {

void add_name(std::string& list, const std::string& name) { list += (list.empty() ? "" : ", ") + name; }

FieldChange change_of(const GroupReader& before, const GroupReader& after, const GroupField& a,
                      const GroupField& b) {
    FieldChange change;
    for (hsize_t n = 0; n < before.maps(a); ++n)
        change.add<double>(before.read_map(a, n), after.read_map(b, n));
    return change;
}

std::size_t texts_that_differ(const std::vector<std::string>& before, const std::vector<std::string>& after) {
    std::size_t count = 0;
    for (std::size_t n = 0; n < before.size(); ++n) count += before[n] != after[n];
    return count;
}

}  // namespace

std::string groups_compared(const std::filesystem::path& before_file,
                            const std::filesystem::path& after_file) {
    const GroupReader before(before_file), after(after_file);
    std::string rows, texts, same, only_one;
    for (const GroupField& a : before.fields()) {
        const std::string name = printable(a.path(), 100);
        const GroupField* b = after.find(a.group, a.name);
        if (b == nullptr || b->shape != a.shape || b->is_text != a.is_text) {
            add_name(only_one, name);
            continue;
        }
        if (a.is_text) {
            const std::vector<std::string> list = before.texts(a);
            if (const std::size_t differ = texts_that_differ(list, after.texts(*b)); differ > 0)
                texts += fmt::format("  {:<34}{} of {} texts differ\n", name, differ, list.size());
            else
                add_name(same, name);
            continue;
        }
        const FieldChange change = change_of(before, after, a, *b);
        if (change.is_there())
            rows += change.row(name, unit_of_change(a.units));
        else
            add_name(same, name);
    }
    for (const GroupField& b : after.fields())
        if (before.find(b.group, b.name) == nullptr) add_name(only_one, printable(b.path(), 100));
    std::string text;
    if (!rows.empty()) text += "\nIn groups\n" + field_change_head() + rows;
    if (!texts.empty()) text += "\n" + texts;
    if (!same.empty()) text += "\n  the same in groups: " + same + "\n";
    if (!only_one.empty()) text += "\n  in groups, only in one or of another shape: " + only_one + "\n";
    return text;
}

}  // namespace luwte
