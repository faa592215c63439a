#include "apps/common/help.hpp"

#include <fmt/format.h>

#include "apps/common/provenance.hpp"

namespace apps {
namespace {

std::string_view placeholder(Operands operands) {
  switch (operands) {
    case Operands::model:
      return " MODEL";
    case Operands::models:
      return " MODEL...";
    case Operands::family:
      return " [FAMILY]";
    case Operands::claims:
      return " [FAMILY|CLAIM...]";
    case Operands::reproductions:
      return " [ID...|all]";
    case Operands::shards:
      return " SHARD...";
    case Operands::shell:
      return " bash|zsh|fish";
    case Operands::none:
      break;
  }
  return "";
}

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

constexpr std::string_view model_line =
    "MODEL is a file, - (standard input) or the name of a published case (`entente models` lists them;\n"
    "write ./NAME for a file of such a name).\n";

}  // namespace

std::string short_help() {
  return "usage: entente VERB [OPTIONS] MODEL...\n\n" + verb_lines() +
         "\ntry: entente solve digital-twin/five-players\nmore: entente --help, entente VERB --help\n";
}

std::string help() {
  return "entente: equilibria of trust games, with certificates.\n\nusage: entente VERB [OPTIONS] "
         "MODEL...\n\n" +
         verb_lines() + "\n" + std::string(model_line) +
         "\nexit: 0 done and certified, 1 internal error, 2 usage, 3 input, 4 not certified, 5 a claim or "
         "number differs\n"
         "from what is recorded, 6 stopped early, 7 output\n"
         "\nexample: entente solve digital-twin/five-players\nmore: entente VERB --help\n";
}

std::string help(const VerbSpec& verb) {
  std::string text = fmt::format("entente {}: {}.\n\nusage: entente {} [OPTIONS]{}\n", verb.name,
                                 verb.summary, verb.name, placeholder(verb.operands));
  if (verb.operands == Operands::model || verb.operands == Operands::models)
    text += "\n" + std::string(model_line);
  text += "\n";
  for (const auto& option : option_specs())
    if (takes(verb, option)) text += fmt::format("  {:<30}{}\n", left_column(option), option.help);
  for (const auto& example : verb.examples) text += fmt::format("\nexample: {}", example);
  return text + "\n";
}

std::string version_text() { return fmt::format("entente {}\n", version()); }

}  // namespace apps
