// SPDX-License-Identifier: Apache-2.0
#include "host/cli_help.hpp"

#include "inputs/study/suggest.hpp"

#include <fmt/format.h>

namespace luwte {

namespace {

using Apps = std::vector<const CLI::App*>;

Apps commands_of(const CLI::App& program) {
    return program.get_subcommands([](const CLI::App*) { return true; });
}

/// "luwte run"
std::string full_name(const CLI::App& command) {
    return (command.get_parent() != nullptr ? command.get_parent()->get_name() + " " : "") +
           command.get_name();
}

/// "  -o, --output <FILE>", "      --overwrite"
std::string option_name(const CLI::Option& option) {
    std::string name = option.get_snames().empty() ? "    " : "-" + option.get_snames()[0];
    if (!option.get_lnames().empty()) {
        if (!option.get_snames().empty()) name += ", ";
        name += "--" + option.get_lnames()[0];
    }
    if (const std::string type = option.get_type_name(); !type.empty())
        name += " " + type.substr(0, type.find(':'));
    return name;
}

std::string lines(const std::string& title, const std::vector<std::pair<std::string, std::string>>& rows) {
    std::string text = rows.empty() ? "" : "\n" + title + ":\n";
    constexpr std::size_t column = 24;
    for (const auto& [name, about] : rows)
        text += name.size() <= column ? fmt::format("  {:<24} {}\n", name, about)
                                      : fmt::format("  {}\n  {:<24} {}\n", name, "", about);
    return text;
}

}  // namespace

std::string help_text(const CLI::App& command) {
    std::string usage = "Usage: " + full_name(command);
    std::vector<std::pair<std::string, std::string>> commands, arguments, options;
    for (const CLI::App* one : commands_of(command)) {
        std::string name = one->get_name();
        for (const CLI::Option* option : one->get_options())
            if (option->get_positional()) name += " " + option->get_type_name();
        commands.emplace_back(name, one->get_description());
    }
    for (const CLI::Option* option : command.get_options()) {
        const std::string about = option->get_description() + (option->get_required() ? " [required]" : "");
        if (option->get_positional())
            arguments.emplace_back(option->get_type_name(), about);
        else
            options.emplace_back(option_name(*option), about);
    }
    usage += commands.empty() ? " [OPTIONS]" : " <COMMAND> [OPTIONS]";
    for (const CLI::Option* option : command.get_options())
        if (option->get_positional())
            usage +=
                option->get_required() ? " " + option->get_type_name() : " [" + option->get_type_name() + "]";
    std::string text = usage + "\n\n" + command.get_description() + "\n" + lines("Commands", commands) +
                       lines("Positional arguments", arguments) + lines("Options", options);
    if (const std::string footer = command.get_footer(); !footer.empty()) text += "\n" + footer + "\n";
    return text;
}

void use_help_style(CLI::App& program) {
    const auto style = [](const CLI::App* app, const std::string&, CLI::AppFormatMode) {
        return help_text(*app);
    };
    program.formatter_fn(style);
    program.set_help_flag("-h,--help", "Print this help");
    for (CLI::App* command : program.get_subcommands([](CLI::App*) { return true; })) {
        command->formatter_fn(style);
        command->set_help_flag("-h,--help", "Print this help");
    }
}

InputError command_line_error(const CLI::App& program, const CLI::ParseError& error) {
    const std::vector<CLI::App*> given = program.get_subcommands();
    const CLI::App& command = given.empty() ? program : *given[0];
    const std::string help = fmt::format("`{} --help` shows what there is", full_name(command));
    const std::vector<std::string> extra = program.remaining(true);
    if (extra.empty()) {
        const bool no_command = given.empty() && error.get_name() == "RequiredError";
        return {full_name(command), no_command ? "a command is missing" : printable(error.what(), 300), help};
    }
    std::vector<std::string> names;
    const bool is_option = extra[0].starts_with("-");
    if (is_option)
        for (const CLI::Option* option : command.get_options())
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    else if (given.empty())
        for (const CLI::App* one : commands_of(program)) names.push_back(one->get_name());
    const std::string nearest = nearest_name(extra[0].substr(0, extra[0].find('=')), names);
    const std::string_view kind = is_option       ? "unknown option"
                                  : given.empty() ? "unknown command"
                                                  : "unexpected argument";
    return {full_name(command), fmt::format("{} '{}'", kind, printable(extra[0])),
            nearest.empty() ? help : fmt::format("did you mean '{}'?", nearest)};
}

}  // namespace luwte
