#include "apps/common/manual_page.hpp"

#include <fmt/format.h>

#include "apps/common/command_line.hpp"
#include "apps/common/help.hpp"
#include "apps/common/provenance.hpp"

namespace apps {
namespace {

/// Text that roff takes literally, whatever it begins with.
std::string roff(std::string_view text) {
  std::string safe;
  bool at_start = true;
  for (const char c : text) {
    if (at_start && (c == '.' || c == '\'')) safe += "\\&";
    switch (c) {
      case '\\':
        safe += "\\e";
        break;
      case '-':
        safe += "\\-";
        break;
      case '`':
        safe += "\\(ga";
        break;
      case '\'':
        safe += "\\(aq";
        break;
      case '~':
        safe += "\\(ti";
        break;
      case '^':
        safe += "\\(ha";
        break;
      default:
        safe += c;
    }
    at_start = c == '\n';
  }
  return safe;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string example(std::string_view command) {
  return fmt::format(".PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", roff(command));
}

/// "--output FILE, -o FILE"
std::string option_title(const OptionSpec& option) {
  const auto value = option.argument.empty() ? "" : " " + italic(option.argument);
  auto title = bold(option.name) + value;
  if (!option.short_name.empty()) title += ", " + bold(option.short_name) + value;
  return title;
}

std::string takers(const OptionSpec& option) {
  std::string names;
  for (const auto& verb : verb_specs()) {
    if (!takes(verb, option)) continue;
    names += (names.empty() ? "" : ", ") + std::string(verb.name);
  }
  return names;
}

bool is_common(const OptionSpec& option) {
  for (const auto& verb : verb_specs())
    if (!takes(verb, option)) return false;
  return true;
}

std::string options_text() {
  std::string text =
      ".SH OPTIONS\nAfter a verb, before or between its operands; "
      "\\fB\\-\\-\\fR ends the options.\n";
  for (const auto& option : option_specs()) {
    text += fmt::format(".TP\n{}\n{}.", option_title(option), roff(option.help));
    if (option.repeatable) text += " May be given several times.";
    if (!is_common(option)) text += fmt::format("\nTaken by {}.", roff(takers(option)));
    text += "\n";
  }
  return text;
}

std::string verbs_text() {
  std::string text = ".SH VERBS\n";
  for (const auto& verb : verb_specs()) {
    text += fmt::format(".SS {} [OPTIONS]{}\n{}.\n", roff(verb.name), roff(operand_text(verb.operands)),
                        roff(verb.summary));
    for (const auto& command : verb.examples) text += example(command);
  }
  return text;
}

std::string exit_text() {
  std::string text = ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : exit_meanings())
    text += fmt::format(".TP\n.B {}\n{}.\n", static_cast<int>(code), roff(meaning));
  return text;
}

}  // namespace

std::string manual_page() {
  return fmt::format(".TH ENTENTE 1 \"\" \"entente {}\" \"User Commands\"\n", version()) +
         ".SH NAME\nentente \\- equilibria of trust games, with certificates\n"
         ".SH SYNOPSIS\n.B entente\n.I VERB\n[\\fIOPTIONS\\fR] \\fIMODEL\\fR...\n"
         ".SH DESCRIPTION\n"
         "Finds the equilibria of a game that a TOML description states. Every answer carries a status, a\n"
         "certificate and an exit status. Data go to standard output, narration to standard error.\n.PP\n" +
         roff(model_line()) + verbs_text() + options_text() + exit_text() +
         ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno color unless asked for by \\fB\\-\\-color always\\fR.\n"
         ".TP\n.B ENTENTE_DATA\na folder where networks that a description names are looked for.\n"
         ".SH SEE ALSO\n"
         "\\fBentente models\\fR \\fIFAMILY\\fR lists the keys of descriptions. Pages about families, sweeps "
         "and\n"
         "certificates and the JSON schemas of all records are installed with the program, in\n"
         "share/doc/entente and share/entente/schema.\n";
}

}  // namespace apps
