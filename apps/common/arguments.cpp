#include "apps/common/arguments.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <thread>

#include <fmt/format.h>

#include "apps/common/numbers.hpp"
#include "apps/common/random_seed.hpp"
#include "models/description/diagnostic.hpp"

namespace apps {
namespace {

using models::description::suggestion;
using Views = std::vector<std::string_view>;

constexpr std::int64_t most_threads = 1024;
constexpr std::int64_t most_seeds = 1'000'000;
constexpr std::int64_t largest_int = std::numeric_limits<int>::max();

struct GivenOption {
  const OptionSpec* spec;
  std::string value;
};

/// Options and operands, in the order of the words; the verb is the first operand.
struct SplitWords {
  std::vector<GivenOption> options;
  std::vector<std::string> operands;
};

const OptionSpec& option_named(std::string_view name) {
  if (const auto* option = find_option(name)) return *option;
  Views known;
  for (const auto& option : option_specs()) known.push_back(option.name);
  throw UsageError(fmt::format("unknown option '{}'{}", name, suggestion(name, known)));
}

/// One word that begins with '-', and the next word where the option takes a value that is not attached.
GivenOption read_option(const std::vector<std::string>& words, std::size_t& at) {
  const std::string& word = words[at];
  const bool is_long = word.starts_with("--");
  const auto split = is_long ? word.find('=') : (word.size() > 2 ? 2 : std::string::npos);
  const auto& option = option_named(word.substr(0, split));
  if (option.argument.empty()) {
    if (split != std::string::npos)
      throw UsageError(fmt::format("{} takes no value ('{}')", option.name, word));
    return {&option, ""};
  }
  if (split != std::string::npos) return {&option, word.substr(is_long ? split + 1 : split)};
  if (at + 1 == words.size() || find_option(words[at + 1].substr(0, words[at + 1].find('='))))
    throw UsageError(fmt::format("{} needs a value: {} {}", option.name, option.name, option.argument));
  return {&option, words[++at]};
}

SplitWords split(const std::vector<std::string>& words) {
  SplitWords result;
  bool only_operands = false;  // behind "--"
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto& word = words[at];
    if (!only_operands && word == "--") {
      only_operands = true;
    } else if (!only_operands && word.size() > 1 && word[0] == '-') {
      result.options.push_back(read_option(words, at));
    } else {
      result.operands.push_back(word);
    }
  }
  return result;
}

const VerbSpec& verb_named(const std::string& name) {
  if (const auto* verb = find_verb(name)) return *verb;
  Views known;
  for (const auto& verb : verb_specs()) known.push_back(verb.name);
  throw UsageError(fmt::format("unknown verb '{}'{}", name, suggestion(name, known)));
}

void require_known_choice(const GivenOption& given) {
  const auto& choices = given.spec->choices;
  if (choices.empty() || std::find(choices.begin(), choices.end(), given.value) != choices.end()) return;
  throw UsageError(fmt::format("{} '{}' is none of {}{}", given.spec->name, given.value,
                               fmt::join(choices, ", "), suggestion(given.value, choices)));
}

void require_allowed(const std::vector<GivenOption>& options, const VerbSpec* verb) {
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto& option = *options[i].spec;
    if (verb && !takes(*verb, option))
      throw UsageError(fmt::format("`entente {}` takes no {}; see entente {} --help", verb->name, option.name,
                                   verb->name));
    require_known_choice(options[i]);
    for (std::size_t j = 0; j < i; ++j)
      if (options[j].spec == &option && !option.repeatable && !option.argument.empty())
        throw UsageError(fmt::format("{} is given twice", option.name));
  }
}

models::Override read_override(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw UsageError(fmt::format("--set '{}' is not KEY=VALUE, e.g. --set players.reward=2", text));
  return {text.substr(0, equals), text.substr(equals + 1)};
}

When read_when(const std::string& text) {
  return text == "always" ? When::always : text == "never" ? When::never : When::automatic;
}

constexpr std::array<std::string_view, 5> format_names = {"human", "json", "jsonl", "csv", "netcdf"};

Format format_named(std::string_view name) {
  const auto at = std::find(format_names.begin(), format_names.end(), name);
  return at == format_names.end() ? Format::human : static_cast<Format>(at - format_names.begin());
}

void set_seed(Arguments& arguments, const std::string& text) {
  arguments.seed_was_drawn = text == "random";
  arguments.seed = arguments.seed_was_drawn
                       ? draw_seed()
                       : static_cast<std::uint64_t>(
                             read_whole("--seed", text, 0, std::numeric_limits<std::int64_t>::max()));
}

/// "5%" or "5".
double read_percentage(std::string_view name, std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const double value = read_real(name, text);
  if (!(value >= 0 && value <= 100))
    throw UsageError(fmt::format("{} {} is no percentage from 0 to 100", name, text));
  return value;
}

void apply_number(Arguments& a, std::string_view name, const std::string& value) {
  const auto count = [&](std::int64_t most) { return static_cast<int>(read_whole(name, value, 1, most)); };
  if (name == "--tolerance") a.tolerance = read_positive(name, value);
  if (name == "--residual-tolerance") a.residual_tolerance = read_positive(name, value);
  if (name == "--time-limit") a.time_limit = read_positive(name, value);
  if (name == "--max-iterations") a.max_iterations = count(largest_int);
  if (name == "--starts") a.starts = count(largest_int);
  if (name == "--seeds") a.seeds = count(most_seeds);
  if (name == "--threads") a.threads = count(most_threads);
  if (name == "--digits") a.digits = count(17);
  if (name == "--seed") set_seed(a, value);
  if (name == "--cold-check") a.cold_check = read_percentage(name, value);
}

void apply(Arguments& a, const GivenOption& given) {
  const auto name = given.spec->name;
  const auto& value = given.value;
  if (!given.spec->argument.empty() && value.empty()) throw UsageError(fmt::format("{} is empty", name));
  if (name == "--help") a.help = true;
  if (name == "--version") a.version = true;
  if (name == "--quiet") a.verbosity = -1;
  if (name == "--verbose") a.verbosity = 1;
  if (name == "--template") a.template_wanted = true;
  if (name == "--thorough") a.thorough = true;
  if (name == "--explain") a.explain = true;
  if (name == "--set") a.overrides.push_back(read_override(value));
  if (name == "--sweep") a.sweep.push_back(value);
  if (name == "--plan") a.plan = value;
  if (name == "--continue") a.continue_axis = value;
  if (name == "--netcdf") a.netcdf = value;
  if (name == "--dry-run") a.dry_run = true;
  if (name == "--shard") a.shard = value;
  if (name == "--resume") a.resume = true;
  if (name == "--retry") a.retry_failed = true;
  if (name == "--profile") a.profile = value;
  if (name == "--table") a.table = value;
  if (name == "--static") a.static_format = value;
  if (name == "--method") a.method = value;
  if (name == "--output") a.output = value;
  if (name == "--progress") a.progress = read_when(value);
  if (name == "--color") a.color = read_when(value);
  apply_number(a, name, value);
}

/// The format that the suffix of a file speaks for, or nothing.
std::string format_of_suffix(const std::string& file) {
  const auto dot = file.rfind('.');
  const auto suffix = dot == std::string::npos ? "" : file.substr(dot + 1);
  if (suffix == "nc") return "netcdf";
  return suffix == "json" || suffix == "jsonl" || suffix == "csv" ? suffix : "";
}

/// The format asked for, else that of the suffix of -o, else human.
Format chosen_format(const std::vector<GivenOption>& options, const Arguments& arguments) {
  std::string asked;
  for (const auto& given : options)
    if (given.spec->name == "--format") asked = given.value;
  const auto suffix = format_of_suffix(arguments.output);
  if (!suffix.empty() && !asked.empty() && asked != suffix)
    throw UsageError(fmt::format("--format {} disagrees with the suffix of -o {}; leave one out", asked,
                                 arguments.output));
  const bool may_be_netcdf = arguments.verb && takes(*arguments.verb, *find_option("--netcdf"));
  if (suffix == "netcdf" && !may_be_netcdf)
    throw UsageError(
        fmt::format("-o {}: NetCDF is written by sweep and merge; give another suffix", arguments.output));
  return format_named(asked.empty() ? suffix : asked);
}

void require_netcdf_suffix(const Arguments& arguments) {
  if (arguments.netcdf.empty()) return;
  if (format_of_suffix(arguments.netcdf) != "netcdf")
    throw UsageError(fmt::format("--netcdf {}: the name ends in .nc", arguments.netcdf));
  if (arguments.format == Format::json || arguments.format == Format::jsonl)
    throw UsageError(
        "--netcdf holds the rows of the table: beside it stands csv or human, not json or jsonl");
}

void require_shell(const std::string& name) {
  const Views shells{"bash", "zsh", "fish", "man"};
  if (std::find(shells.begin(), shells.end(), name) == shells.end())
    throw UsageError(fmt::format("no completion for the shell '{}'{}", name, suggestion(name, shells)));
}

void require_operands(const Arguments& a) {
  const auto count = a.operands.size();
  const auto refuse = [&](std::string_view why) {
    throw UsageError(fmt::format("`entente {}` {}; see entente {} --help", a.verb->name, why, a.verb->name));
  };
  switch (a.verb->operands) {
    case Operands::none:
      return count > 0 ? refuse("takes no further words") : void();
    case Operands::family:
      return count > 1 ? refuse("takes one FAMILY") : void();
    case Operands::claims:
    case Operands::reproductions:
      return;
    case Operands::shell:
      if (count != 1) refuse("needs one of bash, zsh, fish, man");
      return require_shell(a.operands.front());
    case Operands::model:
      if (count == 0) refuse("needs a MODEL");
      return count > 1 ? refuse("takes one MODEL") : void();
    case Operands::records:
      return count == 0 ? refuse("needs a MODEL or a file of records") : void();
    case Operands::shards:
      return count == 0 ? refuse("needs the files of all shards") : void();
    case Operands::models:
      if (count == 0) refuse("needs a MODEL");
      if (count > 1 && a.format != Format::jsonl && a.format != Format::csv)
        refuse("with several MODELs needs --format jsonl or csv");
  }
}

}  // namespace

std::string_view format_name(Format format) { return format_names[static_cast<std::size_t>(format)]; }

Arguments read_arguments(const std::vector<std::string>& words) {
  auto parts = split(words);
  Arguments arguments;
  arguments.words = words;
  arguments.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  if (!parts.operands.empty()) {
    arguments.verb = &verb_named(parts.operands.front());
    parts.operands.erase(parts.operands.begin());
  }
  arguments.operands = std::move(parts.operands);
  require_allowed(parts.options, arguments.verb);
  for (const auto& given : parts.options) apply(arguments, given);
  arguments.format = chosen_format(parts.options, arguments);
  require_netcdf_suffix(arguments);
  if (arguments.help || arguments.version) return arguments;
  if (!arguments.verb) throw UsageError("no verb given");
  if (!arguments.table.empty() && arguments.format != Format::csv)
    throw UsageError("--table chooses what CSV holds; add --format csv, or name a file *.csv with -o");
  require_operands(arguments);
  return arguments;
}

}  // namespace apps
