// apps/common/arguments.hpp
// The words of a command line, checked and typed.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "apps/common/command_line.hpp"
#include "models/read_model.hpp"

namespace apps {

/// Wrong words on the command line; exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// netcdf: of sweeps, by the suffix of -o alone.
enum class Format { human, json, jsonl, csv, netcdf };
std::string_view format_name(Format);  ///< "human", "json", ...
/// Whether what is kept of an answer is rows of a table; else it is records.
inline bool holds_rows(Format format) { return format != Format::json && format != Format::jsonl; }
enum class When { automatic, always, never };

struct Arguments {
  const VerbSpec* verb = nullptr;     ///< nullptr: help or version without a verb
  std::vector<std::string> operands;  ///< MODELs, a family or a shell
  bool help = false, version = false;

  std::vector<models::Override> overrides;
  std::vector<std::string> sweep;    ///< each "KEY=..." of --sweep
  std::string shard;                 ///< "I/N" of --shard; empty: the whole plan
  std::string plan = "grid";         ///< --plan: how axes make points
  std::string netcdf;                ///< FILE of --netcdf, beside the output
  std::string continue_axis;         ///< KEY of --continue; empty: every point on its own
  std::optional<double> cold_check;  ///< of --cold-check: percent, in [0, 100]
  bool dry_run = false;
  bool resume = false;
  bool retry_failed = false;  ///< --retry failed
  std::string profile;        ///< FILE of --profile
  std::string static_format;  ///< of --static: svg, pdf or png; empty: a page
  std::string table;          ///< NAME of --table; empty: series
  bool template_wanted = false;
  bool thorough = false, explain = false;  ///< of `verify`

  std::optional<double> tolerance, residual_tolerance, time_limit;  ///< each > 0; seconds
  std::optional<int> max_iterations, starts, seeds;                 ///< each >= 1
  std::optional<std::string> method;
  std::optional<std::uint64_t> seed;
  bool seed_was_drawn = false;  ///< by --seed random
  int threads = 1;              ///< --threads, else all of the machine
  When progress = When::automatic;

  Format format = Format::human;
  std::string output;  ///< FILE of -o; empty for standard output
  int digits = 6;      ///< in [1, 17]
  When color = When::automatic;
  int verbosity = 0;               ///< -1 with -q, 1 with -v
  std::vector<std::string> words;  ///< as typed, for the record
};

/// Throws UsageError: unknown verb or option (with the nearest known one), missing or malformed value, wrong
/// number of operands, format and suffix that disagree.
Arguments read_arguments(const std::vector<std::string>& words);

}  // namespace apps
