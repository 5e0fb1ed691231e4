// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/error.hpp"

#include <string>

#include <CLI/CLI.hpp>

namespace luwte {

/// Help of a command in Luwte's layout: usage, purpose, arguments, options, examples; one screen.
std::string help_text(const CLI::App& command);

/// Gives the program and every command this layout.
void use_help_style(CLI::App& program);

/// What CLI11 says of a command line, in our words: with the nearest command or option, and the help to read.
InputError command_line_error(const CLI::App& program, const CLI::ParseError& error);

}  // namespace luwte
