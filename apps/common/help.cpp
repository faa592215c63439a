#include "apps/common/help.hpp"

#include <fmt/format.h>

#include "apps/common/provenance.hpp"

namespace apps {
namespace {

std::string verb_lines() {
  std::string text;
  for (const auto& verb : verb_specs()) text += fmt::format("  {:<12}{}\n", verb.name, verb.summary);
  return text;
}

std::string left_column(const OptionSpec& option) {
  std::string text = option.short_name.empty() ? "    " : fmt::format("{}, ", option.short_name);
  text += option.name;
  if (!option.argument.empty()) text += fmt::format(" {}", option.argument);
  return text;
}

/// "exit: 0 done ...", one line each.
std::string exit_lines() {
  std::string text;
  for (const auto& [code, meaning] : exit_meanings())
    text += fmt::format("{}{} {}\n", text.empty() ? "exit: " : "      ", static_cast<int>(code), meaning);
  return text;
}

}  // namespace

std::string short_help() {
  return "usage: entente VERB [OPTIONS] MODEL...\n\n" + verb_lines() +
         "\ntry: entente solve digital-twin/five-players\nmore: entente --help, entente VERB --help\n";
}

std::string help() {
  return "entente: equilibria of trust games, with certificates.\n\nusage: entente VERB [OPTIONS] "
         "MODEL...\n\n" +
         verb_lines() + "\n" + std::string(model_line()) + "\n" + exit_lines() +
         "\nexample: entente solve digital-twin/five-players\nmore: entente VERB --help\n";
}

std::string help(const VerbSpec& verb) {
  std::string text = fmt::format("entente {}: {}.\n\nusage: entente {} [OPTIONS]{}\n", verb.name,
                                 verb.summary, verb.name, operand_text(verb.operands));
  if (verb.operands == Operands::model || verb.operands == Operands::models ||
      verb.operands == Operands::records)
    text += "\n" + std::string(model_line());
  if (verb.operands == Operands::records)
    text += "FILE: *.json, *.jsonl or *.csv, records that other verbs wrote.\n";
  text += "\n";
  for (const auto& option : option_specs())
    if (takes(verb, option)) text += fmt::format("  {:<30}{}\n", left_column(option), option.help);
  for (const auto& example : verb.examples) text += fmt::format("\nexample: {}", example);
  return text + "\n";
}

std::string_view operand_text(Operands operands) {
  switch (operands) {
    case Operands::model:
      return " MODEL";
    case Operands::models:
      return " MODEL...";
    case Operands::family:
      return " [FAMILY]";
    case Operands::claims:
      return " [FAMILY|CLAIM|MODEL...]";
    case Operands::reproductions:
      return " [ID...|all]";
    case Operands::records:
      return " MODEL|FILE...";
    case Operands::shards:
      return " SHARD...";
    case Operands::shell:
      return " bash|zsh|fish|man";
    case Operands::none:
      break;
  }
  return "";
}

std::string_view model_line() {
  return "MODEL is a file, - (standard input) or the name of a published case (`entente models` lists them;\n"
         "write ./NAME for a file of such a name).\n";
}

const std::vector<std::pair<ExitCode, std::string_view>>& exit_meanings() {
  static const std::vector<std::pair<ExitCode, std::string_view>> all = {
      {ExitCode::done, "done; every equilibrium is certified, every verdict as recorded"},
      {ExitCode::internal_error, "internal error"},
      {ExitCode::usage, "wrong words on the command line"},
      {ExitCode::input, "a description, data file or profile is wrong, or a request does not fit"},
      {ExitCode::not_certified, "not solved, or not certified to the tolerance; results are written"},
      {ExitCode::differs, "a claim or a reproduced number differs from what is recorded"},
      {ExitCode::stopped, "stopped early by a time limit or an interrupt; partial results are written"},
      {ExitCode::not_written, "output could not be written; an existing file is as it was"},
  };
  return all;
}

std::string version_text() { return fmt::format("entente {}\n", version()); }

}  // namespace apps
