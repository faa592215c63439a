#include "apps/common/completion_scripts.hpp"

#include <vector>

#include <fmt/format.h>

#include "apps/common/command_line.hpp"
#include "models/catalog.hpp"
#include "models/registry.hpp"

namespace apps {
namespace {

std::string operand_words(Operands operands) {
  std::string words;
  const auto add = [&](std::string_view word) { words += (words.empty() ? "" : " ") + std::string(word); };
  if (operands == Operands::shell) return "bash zsh fish man";
  if (operands == Operands::family)
    for (const auto* family : models::families()) add(family->name);
  if (operands == Operands::model || operands == Operands::models || operands == Operands::records)
    for (const auto& entry : models::catalog()) add(entry.name);
  return words;
}

std::string option_words(const VerbSpec& verb) {
  std::string words;
  for (const auto& option : option_specs()) {
    if (!takes(verb, option)) continue;
    words += fmt::format("{}{}", words.empty() ? "" : " ", option.name);
    if (!option.short_name.empty()) words += fmt::format(" {}", option.short_name);
  }
  return words;
}

std::string verb_words() {
  std::string words;
  for (const auto& verb : verb_specs()) words += fmt::format("{}{}", words.empty() ? "" : " ", verb.name);
  return words;
}

/// Shell cases "VERB) operands=... options=... ;;" and "--format) choices=... ;;", alike in bash and zsh.
std::string shell_cases() {
  std::string text =
      "  local verbs='" + verb_words() + "' operands='' options='' choices=''\n  case $verb in\n";
  for (const auto& verb : verb_specs())
    text += fmt::format("    {}) operands='{}' options='{}' ;;\n", verb.name, operand_words(verb.operands),
                        option_words(verb));
  text += "  esac\n  case $previous in\n";
  for (const auto& option : option_specs())
    if (!option.choices.empty())
      text += fmt::format("    {}) choices='{}' ;;\n", option.name, fmt::join(option.choices, " "));
  return text + "  esac\n";
}

std::string fish_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::string bash_completion() {
  return "# bash completion of entente; written by `entente completion bash`\n"
         "_entente() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} "
         "verb=${COMP_WORDS[1]}\n" +
         shell_cases() +
         "  local words=$operands\n"
         "  [ \"$COMP_CWORD\" = 1 ] && words=\"$verbs --help --version\"\n"
         "  [[ $current == -* && $COMP_CWORD -gt 1 ]] && words=$options\n"
         "  [ -n \"$choices\" ] && words=$choices\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "}\n"
         "complete -o default -F _entente entente\n";
}

std::string zsh_completion() {
  return "#compdef entente\n# zsh completion of entente; written by `entente completion zsh`\n"
         "_entente() {\n"
         "  local current=${words[CURRENT]} previous=${words[CURRENT-1]} verb=${words[2]}\n" +
         shell_cases() +
         "  if [[ -n $choices ]]; then compadd -- ${=choices}\n"
         "  elif (( CURRENT == 2 )); then compadd -- ${=verbs} --help --version\n"
         "  elif [[ $current == -* ]]; then compadd -- ${=options}\n"
         "  else compadd -- ${=operands}; _files\n"
         "  fi\n"
         "}\n"
         "compdef _entente entente\n";
}

std::string fish_completion() {
  std::string text = "# fish completion of entente; written by `entente completion fish`\n";
  for (const auto& verb : verb_specs()) {
    text += fmt::format("complete -c entente -n __fish_use_subcommand -a {} -d {}\n", verb.name,
                        fish_quoted(verb.summary));
    const auto condition = fmt::format("-n '__fish_seen_subcommand_from {}'", verb.name);
    if (const auto words = operand_words(verb.operands); !words.empty())
      text += fmt::format("complete -c entente {} -a {}\n", condition, fish_quoted(words));
    for (const auto& option : option_specs()) {
      if (!takes(verb, option)) continue;
      text += fmt::format("complete -c entente {} -l {}", condition, option.name.substr(2));
      if (!option.short_name.empty()) text += fmt::format(" -s {}", option.short_name.substr(1));
      if (!option.argument.empty()) text += option.choices.empty() ? " -r" : " -x";
      if (!option.choices.empty()) text += fmt::format(" -a '{}'", fmt::join(option.choices, " "));
      text += fmt::format(" -d {}\n", fish_quoted(option.help));
    }
  }
  return text;
}

}  // namespace apps
