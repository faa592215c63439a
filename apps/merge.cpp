// apps/merge.cpp
// `entente merge`: the shards of a sweep, joined into the file that the whole sweep would have written.
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/narration.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/sidecar.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/resume.hpp"
#include "apps/sweep/store.hpp"
#include "apps/verbs.hpp"

namespace apps {
namespace {

using Journals = std::vector<std::unique_ptr<sweep::Journal>>;

void require_complete(const sweep::Journal& journal) {
  const auto counted = sweep::count({&journal});
  if (counted.done < counted.points)
    throw InputError(
        fmt::format("'{}': {} of {} points are missing; run its `entente sweep --shard` again with --resume",
                    journal.path(), counted.points - counted.done, counted.points));
}

void require_of_one_sweep(const sweep::Journal& first, const sweep::Journal& other) {
  const auto found = differences(first.identity(), other.identity(), false);
  if (!found.empty())
    throw InputError(fmt::format("'{}' is a shard of another sweep than '{}' ('here' is the former):\n{}",
                                 other.path(), first.path(), found));
  if (first.identity().shard.count != other.identity().shard.count)
    throw InputError(fmt::format("'{}' is one of {} shards, but '{}' one of {}", first.path(),
                                 first.identity().shard.count, other.path(), other.identity().shard.count));
}

/// By the number of the shard, each exactly once.
Journals in_order(Journals journals) {
  Journals ordered(journals.front()->identity().shard.count);
  for (auto& journal : journals) {
    auto& slot = ordered[journal->identity().shard.index];
    if (slot)
      throw InputError(fmt::format("shard {} of {} is given twice: '{}' and '{}'",
                                   journal->identity().shard.index, ordered.size(), slot->path(),
                                   journal->path()));
    slot = std::move(journal);
  }
  std::string missing;
  for (std::size_t i = 0; i < ordered.size(); ++i)
    if (!ordered[i]) missing += fmt::format("{}{}/{}", missing.empty() ? "" : ", ", i, ordered.size());
  if (!missing.empty()) throw InputError("shards are missing: " + missing);
  return ordered;
}

void require_format(const Arguments& arguments, const sweep::Journal& journal) {
  const auto& holds = journal.identity().holds;
  if (holds != "rows" && holds != "records")
    throw InputError(fmt::format("'{}' holds {}: it is no shard of a sweep", journal.path(), holds));
  const bool rows = holds == "rows";
  if (holds_rows(arguments.format) == rows) return;
  throw InputError(fmt::format("the shards hold {}; write {}, or run them again with --format {}",
                               rows ? "rows of a table" : "records",
                               rows ? "csv" : "json or jsonl (--format, or the suffix of -o)",
                               rows ? "jsonl" : "csv"));
}

}  // namespace

ExitCode run_merge(const Arguments& arguments) {
  const Stopwatch stopwatch;
  Journals journals;
  for (const auto& path : arguments.operands)
    journals.push_back(std::make_unique<sweep::Journal>(sweep::JournalFile::for_reading(path)));
  for (const auto& journal : journals) require_of_one_sweep(*journals.front(), *journal);
  journals = in_order(std::move(journals));
  std::vector<const sweep::Journal*> shards;
  for (const auto& journal : journals) {
    require_complete(*journal);
    shards.push_back(journal.get());
  }
  require_format(arguments, *shards.front());
  const auto counted = sweep::count(shards);
  std::optional<TextSink> sink;
  write_outputs(sink, arguments, sweep::Results(shards), counted);
  const auto header = nlohmann::ordered_json::parse(shards.front()->identity().text);
  write_sidecar(arguments, stopwatch, header.at("model").at("sha256"), header.at("options").at("seed"),
                sweep::completed(arguments, shards.front()->identity(), counted));
  const bool said_already = arguments.format == Format::human && arguments.output.empty();
  if (arguments.verbosity >= 0 && !said_already) tell(fmt::format("{}\n", summary(counted)));
  return counted.not_certified > 0 ? ExitCode::not_certified : ExitCode::done;
}

}  // namespace apps
