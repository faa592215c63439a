#include "apps/common/command_line.hpp"

#include <algorithm>

#include "apps/verbs.hpp"

namespace apps {
namespace {

using Names = std::vector<std::string_view>;

const Names output_options = {"--format", "--output",  "--digits", "--color",
                              "--quiet",  "--verbose", "--help",   "--version"};
const Names model_options = {"--set", "--seed"};
const Names solver_options = {"--tolerance",      "--residual-tolerance",
                              "--max-iterations", "--time-limit",
                              "--method",         "--starts",
                              "--threads",        "--progress"};

Names joined(std::initializer_list<Names> lists) {
  Names all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

}  // namespace

const std::vector<OptionSpec>& option_specs() {
  static const std::vector<OptionSpec> all = {
      {.name = "--set",
       .argument = "KEY=VALUE",
       .help = "replace a value of the description, e.g. players.reward=2",
       .repeatable = true},
      {.name = "--seed",
       .argument = "N|random",
       .help = "seed of draws and starts (the description's, else 1); "
               "'random' draws one, prints and records it"},
      {.name = "--seeds",
       .argument = "N",
       .help = "simulate under N seeds: --seed and those that follow it, in their order "
               "whatever the threads"},
      {.name = "--table",
       .argument = "NAME",
       .help = "what CSV holds: series (default), summary, pooled (over seeds), or a table of the family"},
      {.name = "--profile",
       .argument = "FILE",
       .help = "the profile to judge: a result record, or a plain profile object"},
      {.name = "--sweep",
       .argument = "KEY=LO:HI:N",
       .help = "an axis of the grid; also KEY=LO:HI:N:log and KEY=V1,V2,...; "
               "replaces the description's axes",
       .repeatable = true},
      {.name = "--plan",
       .argument = "KIND",
       .help = "grid (every combination), zip (the i-th values of all axes together), latin-hypercube or "
               "sobol (as many points as every axis has, spread between its ends)",
       .choices = {"grid", "zip", "latin-hypercube", "sobol"}},
      {.name = "--netcdf",
       .argument = "FILE.nc",
       .help = "also write the table as NetCDF-4, whose dimensions are the axes; -o FILE.nc writes it alone"},
      {.name = "--continue",
       .argument = "KEY",
       .help = "along this axis of the grid begin each solve from the equilibria of the point before, and "
               "number the branches that they lie on"},
      {.name = "--cold-check",
       .argument = "PERCENT",
       .help = "with --continue: how many points are solved from scratch as well, to find branches that "
               "following misses (5%)"},
      {.name = "--dry-run",
       .help = "print the number of points, time and disk that they take, from three of them"},
      {.name = "--resume",
       .help = "continue the run whose journal stands beside FILE of -o; what is computed stays"},
      {.name = "--retry",
       .argument = "WHAT",
       .help = "with --resume: compute points again that failed",
       .choices = {"failed"}},
      {.name = "--shard",
       .argument = "I/N",
       .help = "only the points I, I + N, I + 2 N, ... counted from 0, into a file for `entente merge`"},
      {.name = "--static",
       .argument = "FORMAT",
       .help = "figures for papers instead of a page: svg, pdf or png by gnuplot into the FOLDER of -o, each with "
               "its script and data",
       .choices = {"svg", "pdf", "png"}},
      {.name = "--thorough", .help = "more cases and larger sizes than the default run"},
      {.name = "--explain",
       .help = "each claim in prose: what is asserted, how it was checked, what was found"},
      {.name = "--template", .help = "print a commented description with every key at its default"},
      {.name = "--tolerance",
       .argument = "X",
       .help = "of regret, over the payoff range and the same absolutely (1e-9)"},
      {.name = "--residual-tolerance", .argument = "X", .help = "of the concept's own equation (1e-12)"},
      {.name = "--max-iterations", .argument = "N", .help = "budget of the method"},
      {.name = "--time-limit", .argument = "SECONDS", .help = "stop then, with what is done (exit 6)"},
      {.name = "--method",
       .argument = "NAME",
       .help = "how to solve (auto); a wrong name lists those that exist"},
      {.name = "--starts", .argument = "N", .help = "starting points of a method that uses several"},
      {.name = "--threads", .argument = "N", .help = "threads to use (all); results never depend on it"},
      {.name = "--progress",
       .argument = "WHEN",
       .help = "progress on standard error: auto (a terminal), always, never",
       .choices = {"auto", "always", "never"}},
      {.name = "--format",
       .argument = "FORMAT",
       .help = "human, json, jsonl or csv; the suffix of -o chooses it too",
       .choices = {"human", "json", "jsonl", "csv"}},
      {.name = "--output",
       .short_name = "-o",
       .argument = "FILE",
       .help = "write there instead of standard output; "
               "replaced as a whole or not at all"},
      {.name = "--digits", .argument = "N", .help = "significant digits of the human format (6)"},
      {.name = "--color",
       .argument = "WHEN",
       .help = "auto (a terminal without NO_COLOR), always, never",
       .choices = {"auto", "always", "never"}},
      {.name = "--quiet", .short_name = "-q", .help = "no narration on standard error"},
      {.name = "--verbose", .short_name = "-v", .help = "more narration on standard error"},
      {.name = "--help", .short_name = "-h", .help = "this text"},
      {.name = "--version", .help = "the version"},
  };
  return all;
}

const std::vector<VerbSpec>& verb_specs() {
  static const std::vector<VerbSpec> all = {
      {"check",
       "validate a description, test its gradients, analyse its domain; solves nothing",
       Operands::models,
       joined({model_options, solver_options, output_options}),
       {"entente check digital-twin/five-players"},
       run_check},
      {"show",
       "the resolved model with every default, as a description that reads back",
       Operands::models,
       joined({model_options, solver_options, output_options}),
       {"entente show digital-twin/five-players --set players.reward=2"},
       run_show},
      {"models",
       "families and published cases; with a family, its keys, units, ranges and defaults",
       Operands::family,
       joined({{"--template"}, output_options}),
       {"entente models", "entente models digital-twin --template > mine.toml"},
       run_models},
      {"solve",
       "equilibria with certificates",
       Operands::models,
       joined({model_options, solver_options, output_options}),
       {"entente solve digital-twin/five-players --format json"},
       run_solve},
      {"certify",
       "judge a given profile: regret, residual, level",
       Operands::model,
       joined({{"--profile"}, model_options, solver_options, output_options}),
       {"entente certify digital-twin/five-players --profile result.json"},
       run_certify},
      {"simulate",
       "dynamics over time: learning, trust, beliefs",
       Operands::models,
       joined({{"--seeds", "--table", "--resume"}, model_options, solver_options, output_options}),
       {"entente simulate digital-twin/figures-1-3 -o figure1.csv"},
       run_simulate,
       true},
      {"bound",
       "thresholds and bounds, each with its bracket",
       Operands::models,
       joined({model_options, solver_options, output_options}),
       {"entente bound digital-twin/figure4"},
       run_bound},
      {"sweep",
       "many solves over a grid of parameters",
       Operands::model,
       joined({{"--sweep", "--plan", "--continue", "--cold-check", "--dry-run", "--resume", "--retry",
                "--shard", "--netcdf"},
               model_options,
               solver_options,
               output_options}),
       {"entente sweep digital-twin/figure4 -o figure4.csv",
        "entente sweep digital-twin/five-players --sweep game.trust=0:1:11",
        "entente sweep digital-twin/figure4 --shard 0/7 -o part0",
        "entente sweep digital-twin/figure4 -o figure4.nc"},
       run_sweep,
       true},
      {"merge",
       "join the shards of a sweep: the same file as from the whole sweep at once",
       Operands::shards,
       joined({{"--netcdf"}, output_options}),
       {"entente merge part0 part1 part2 -o figure4.csv"},
       run_merge},
      {"verify",
       "judge what the sources and descriptions claim: verdict, margin, proof or counterexample",
       Operands::claims,
       joined({{"--explain", "--thorough", "--set", "--resume", "--seed", "--time-limit", "--threads",
                "--progress"},
               output_options}),
       {"entente verify digital-twin", "entente verify --explain digital-twin/gradient-of-utility",
        "entente verify mine.toml"},
       run_verify,
       true},
      {"reproduce",
       "compute a published table or figure again beside its printed numbers; without one, list them",
       Operands::reproductions,
       joined(
           {{"--thorough", "--resume", "--seed", "--time-limit", "--threads", "--progress"}, output_options}),
       {"entente reproduce", "entente reproduce digital-twin/figure4", "entente reproduce all -o reproduced"},
       run_reproduce,
       true},
      {"report",
       "one HTML page, or a folder of figures for papers, from models and from earlier records",
       Operands::records,
       joined({{"--static", "--seeds", "--sweep"},
               model_options,
               solver_options,
               {"--format", "--output", "--quiet", "--verbose", "--help", "--version"}}),
       {"entente report digital-twin/figure4 -o figure4.html", "entente report result.json sweep.csv -o page.html",
        "entente report coopetition/trust-contingent --static pdf -o figures"},
       run_report},
      {"completion",
       "words for the shell (bash, zsh, fish), or the manual page (man)",
       Operands::shell,
       output_options,
       {"entente completion bash > ~/.local/share/bash-completion/completions/entente",
        "entente completion man | man -l -"},
       run_completion},
  };
  return all;
}

const OptionSpec* find_option(std::string_view name) {
  for (const auto& option : option_specs())
    if (name == option.name || (!option.short_name.empty() && name == option.short_name)) return &option;
  return nullptr;
}

const VerbSpec* find_verb(std::string_view name) {
  for (const auto& verb : verb_specs())
    if (verb.name == name) return &verb;
  return nullptr;
}

bool takes(const VerbSpec& verb, const OptionSpec& option) {
  return std::find(verb.options.begin(), verb.options.end(), option.name) != verb.options.end();
}

}  // namespace apps
