// apps/reproduce.cpp
// `entente reproduce`: published tables and figures, computed again beside their printed numbers.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "apps/common/interrupt.hpp"
#include "apps/common/progress.hpp"
#include "apps/common/records_reproduction.hpp"
#include "apps/common/reproduction_folder.hpp"
#include "apps/common/table.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/executor.hpp"
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

std::string list() {
  std::vector<std::vector<std::string>> rows;
  for (const auto& record : everything())
    rows.push_back({record.id, std::string(record.reproducer->place), std::string(record.reproducer->title)});
  return aligned(rows, 0);
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

void run_one(ReproductionRecord& record, const models::ReproduceOptions& options) {
  const Stopwatch own;
  record.reproduction = record.reproducer->run(options);
  record.reproduction.stopped = record.reproduction.stopped || options.stop.requested();
  record.seconds = own.seconds();
}

}  // namespace

ExitCode run_reproduce(const Arguments& arguments) {
  if (arguments.operands.empty()) {
    TextSink sink(arguments.output);
    sink.write(list());
    sink.commit();
    return ExitCode::done;
  }
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  const bool into_folder = arguments.operands == std::vector<std::string>{"all"} && !arguments.output.empty();
  auto records = chosen(arguments.operands);
  if (records.size() > 1 && !into_folder && arguments.format == Format::json)
    throw UsageError("several tables and figures need --format jsonl, csv or human, or: all -o FOLDER");
  const models::ReproduceOptions options{arguments.thorough, arguments.seed.value_or(1), text_reader(), stop};
  if (into_folder) return reproduce_into_folder(records, options, arguments, stopwatch, run_one);
  TextSink sink(arguments.output);
  for (auto& record : records) run_one(record, options);
  write(sink, records, arguments, stopwatch);
  sink.commit();
  return exit_code(records);
}

}  // namespace apps
