// apps/reproduce.cpp
// `entente reproduce`: published tables and figures, computed again beside their printed numbers.
#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/evidence_text.hpp"
#include "apps/common/interrupt.hpp"
#include "apps/common/records_reproduction.hpp"
#include "apps/common/reproduction_folder.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/executor.hpp"
#include "apps/sweep/fill.hpp"
#include "apps/sweep/resume.hpp"
#include "apps/verbs.hpp"
#include "models/description/diagnostic.hpp"
#include "models/evidence.hpp"

namespace apps {
namespace {

std::vector<ReproductionRecord> everything() {
  std::vector<ReproductionRecord> all;
  for (const auto& source : models::evidence())
    if (source.reproductions)
      for (const auto& reproducer : source.reproductions())
        all.push_back({fmt::format("{}/{}", source.family->name, reproducer.id), &reproducer, {}, 0});
  return all;
}

std::vector<ReproductionRecord> chosen(const std::vector<std::string>& words) {
  auto all = everything();
  if (words == std::vector<std::string>{"all"}) return all;
  if (std::find(words.begin(), words.end(), "all") != words.end())
    throw UsageError("`entente reproduce all` takes no further tables or figures: all holds them");
  std::vector<std::string_view> known{"all"};
  for (const auto& record : all) known.push_back(record.id);
  std::vector<ReproductionRecord> records;
  for (const auto& word : words) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& r) { return r.id == word; });
    if (found == all.end())
      throw InputError(fmt::format("no table or figure is named '{}'{}", word,
                                   models::description::suggestion(word, known)));
    records.push_back(*found);
  }
  return records;
}

void write(TextSink& sink, const std::vector<ReproductionRecord>& records, const Arguments& arguments,
           const Stopwatch& stopwatch) {
  std::vector<TidyTable> tables;
  for (const auto& record : records) {
    if (arguments.format == Format::csv)
      tables.push_back(tidy(record));
    else if (arguments.format == Format::human)
      sink.write(to_human(record, {arguments.digits, style_for(arguments)}));
    else
      sink.write(reproduction_json(record, arguments, stopwatch, arguments.format == Format::jsonl));
  }
  std::vector<const TidyTable*> pointers;
  for (const auto& table : tables) pointers.push_back(&table);
  if (arguments.format == Format::csv) write_csv(sink, pointers);
}

ExitCode exit_code(const std::vector<ReproductionRecord>& records) {
  auto code = ExitCode::done;
  for (const auto& record : records) {
    if (record.status() == "stopped") return ExitCode::stopped;
    if (record.status() == "drifted") code = ExitCode::differs;
  }
  return code;
}

/// A stopped one is not kept for a resume, but shown as far as it came.
std::optional<sweep::PointResult> made(ReproductionRecord& record, const models::ReproduceOptions& options) {
  const Stopwatch own;
  TimedReproduction timed;
  auto status = models::Status::certified;
  try {
    timed.reproduction = record.reproducer->run(options);
  } catch (const std::exception& error) {
    timed.reason = error.what();
    timed.failure = failure_of(std::current_exception());
    timed.needs_data = dynamic_cast<const models::description::DescriptionError*>(&error) != nullptr;
    status = models::Status::failed;
  }
  timed.seconds = own.seconds();
  if (timed.reproduction.stopped || options.stop.requested()) {
    record.reproduction = std::move(timed.reproduction);
    return std::nullopt;
  }
  return sweep::PointResult{.status = status, .certified = !timed.failure, .line = to_line(timed)};
}

sweep::Plan plan_of(const std::vector<ReproductionRecord>& records) {
  sweep::Axis axis{"reproduction", {}};
  for (const auto& record : records) axis.listed.push_back(record.id);
  return sweep::Plan({axis});
}

std::vector<Outcome> take(std::vector<ReproductionRecord>& records, const sweep::Journal& journal) {
  std::vector<Outcome> outcomes(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].reproduction.stopped = !journal.has(i);
    if (!journal.has(i)) continue;
    auto timed = reproduction_in(journal.read(i).line);
    records[i].reproduction = std::move(timed.reproduction);
    records[i].seconds = timed.seconds;
    outcomes[i] = {timed.reason, timed.needs_data, timed.failure};
  }
  return outcomes;
}

void write(const std::vector<ReproductionRecord>& records, const std::vector<Outcome>& outcomes,
           const Arguments& arguments, const Stopwatch& stopwatch) {
  for (const auto& outcome : outcomes)
    if (outcome.failure) throw *outcome.failure;
  TextSink sink(arguments.output);
  write(sink, records, arguments, stopwatch);
  sink.commit();
}

ExitCode print_list(const Arguments& arguments) {
  TextSink sink(arguments.output);
  sink.write(reproduction_list(everything(), arguments));
  sink.commit();
  return ExitCode::done;
}

}  // namespace

ExitCode run_reproduce(const Arguments& words) {
  const Stopwatch stopwatch;
  auto arguments = words;
  arguments.retry_failed = arguments.resume;  // what was missing may have come
  const auto stop = stop_after(arguments.time_limit);
  const bool into_folder = arguments.operands == std::vector<std::string>{"all"} && !arguments.output.empty();
  sweep::require_resumable(arguments);
  auto records = chosen(arguments.operands);
  if (records.size() > 1 && !into_folder && arguments.format == Format::json)
    throw UsageError("several tables and figures need --format jsonl, csv or human, or: all -o FOLDER");
  const models::ReproduceOptions options{arguments.thorough, arguments.seed.value_or(1), text_reader(), stop};
  if (records.empty()) return sweep::executor().is_writer() ? print_list(arguments) : ExitCode::done;
  const auto plan = plan_of(records);
  const auto identity = sweep::identity_of_list(
      plan, "reproductions", {{"options", {{"thorough", options.thorough}, {"seed", options.seed}}}});
  const auto work =
      sweep::each_point(identity, plan, [&](std::size_t i) { return made(records[i], options); });
  if (!sweep::executor().is_writer()) return sweep::help(work, arguments, stop);
  if (into_folder) std::filesystem::create_directories(arguments.output);
  const auto path = into_folder ? arguments.output + "/reproduce.journal" : sweep::journal_path(arguments);
  const auto journal = sweep::open_journal(path, arguments, identity);
  sweep::fill(*journal, work, arguments, stop);
  const auto outcomes = take(records, *journal);
  auto code = exit_code(records);
  if (into_folder)
    code = write_reproduction_folder(records, outcomes, arguments, stopwatch);
  else
    write(records, outcomes, arguments, stopwatch);
  sweep::remove_or_keep(*journal, arguments);
  return code;
}

}  // namespace apps
