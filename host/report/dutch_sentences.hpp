// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace luwte {

/// The text of host/report/dutch_sentences.toml, which is part of the program.
std::string_view dutch_sentences_toml();

/// A warning, an assumption or a source of a method in Dutch, for pages: results keep English. Empty where
/// the table has no such sentence (a result of another version). What is filled in is looked up too, lists
/// and parts between semicolons piece by piece, and kept where it is no phrase of the table; decimals get a
/// comma.
std::string in_dutch(std::string_view english);

/// The same of a list of phrases, which may have names between them that stay: the source of a method.
std::string list_in_dutch(std::string_view english);

}  // namespace luwte
