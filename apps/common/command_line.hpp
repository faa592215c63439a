// apps/common/command_line.hpp
// The one definition of the command line: verbs, their options, help and examples. Parsing, help and shell
// completion read it.
#pragma once

#include <string_view>
#include <vector>

#include "apps/common/exit_code.hpp"

namespace apps {

struct Arguments;

/// One option, whichever verbs take it.
struct OptionSpec {
  std::string_view name;        ///< "--format"
  std::string_view short_name;  ///< "-o", or empty
  std::string_view argument;    ///< "FILE"; empty for a flag
  std::string_view help;
  std::vector<std::string_view> choices;  ///< the only values allowed, or empty
  bool repeatable = false;
};

/// What the words after the options are.
enum class Operands { none, model, models, family, claims, reproductions, records, shards, shell };

struct VerbSpec {
  std::string_view name;
  std::string_view summary;  ///< one line
  Operands operands;
  std::vector<std::string_view> options;   ///< names in the order of the help
  std::vector<std::string_view> examples;  ///< whole commands
  ExitCode (*run)(const Arguments&);
  bool is_distributed = false;  ///< its work can be done by many processes
};

const std::vector<OptionSpec>& option_specs();
const std::vector<VerbSpec>& verb_specs();

/// The option of that long or short name, or nullptr.
const OptionSpec* find_option(std::string_view name);

/// The verb of that name, or nullptr.
const VerbSpec* find_verb(std::string_view name);

/// Whether the verb takes the option.
bool takes(const VerbSpec&, const OptionSpec&);

}  // namespace apps
