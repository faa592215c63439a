#include "apps/common/reproduction_folder.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "apps/common/narration.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {
namespace {

namespace fs = std::filesystem;

/// What the index says of a record.
struct IndexEntry {
  std::string status;  ///< of the record, "not-reproducible" or "failed"
  std::string reason;  ///< where it could not be made
};

IndexEntry entry_of(const ReproductionRecord& record, const Outcome& outcome) {
  if (!outcome.failure) return {std::string(record.status()), ""};
  auto reason = outcome.reason;
  std::replace(reason.begin(), reason.end(), '\n', ' ');
  return {outcome.needs_data ? "not-reproducible" : "failed", reason};
}

std::string file_stem(std::string id) {
  std::replace(id.begin(), id.end(), '/', '-');
  return id;
}

void write_file(const fs::path& path, const std::string& text) {
  TextSink sink(path.string());
  sink.write(text);
  sink.commit();
}

void write_record(const fs::path& folder, const ReproductionRecord& record, const Arguments& arguments,
                  const Stopwatch& stopwatch) {
  write_file(folder / (file_stem(record.id) + ".json"),
             reproduction_json(record, arguments, stopwatch, false));
  write_file(folder / (file_stem(record.id) + ".csv"), csv_text(tidy(record)));
}

std::string index_page(const std::vector<ReproductionRecord>& records,
                       const std::vector<IndexEntry>& outcomes) {
  std::string text =
      "# Reproduced tables and figures\n\n| id | place | numbers | status | |\n| --- | --- | --- | --- | --- "
      "|\n";
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& record = records[i];
    const bool made = outcomes[i].reason.empty();
    text += fmt::format("| {} | {} | {} | {} | {} |\n",
                        made ? fmt::format("[{0}]({1}.csv)", record.id, file_stem(record.id)) : record.id,
                        record.reproducer->place, record.reproduction.numbers.size(), outcomes[i].status,
                        outcomes[i].reason);
  }
  return text;
}

TidyTable index_table(const std::vector<ReproductionRecord>& records,
                      const std::vector<IndexEntry>& outcomes) {
  TidyTable table;
  for (std::size_t i = 0; i < records.size(); ++i) {
    TidyRow row;
    row.set("id", records[i].id);
    row.set("place", std::string(records[i].reproducer->place));
    row.set("numbers", std::to_string(records[i].reproduction.numbers.size()));
    row.set("drifted", std::to_string(records[i].drifted()));
    row.set("status", outcomes[i].status);
    row.set("note", outcomes[i].reason);
    append(table, row);
  }
  return table;
}

}  // namespace

ExitCode write_reproduction_folder(const std::vector<ReproductionRecord>& records,
                                   const std::vector<Outcome>& outcomes, const Arguments& arguments,
                                   const Stopwatch& stopwatch) {
  const fs::path folder = arguments.output;
  std::vector<IndexEntry> entries;
  auto code = ExitCode::done;
  bool stopped = false;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& entry = entries.emplace_back(entry_of(records[i], outcomes[i]));
    if (entry.reason.empty()) write_record(folder, records[i], arguments, stopwatch);
    stopped = stopped || entry.status == "stopped";
    if (entry.status == "not-reproducible" && code == ExitCode::done) code = ExitCode::input;
    if (entry.status == "drifted" && code != ExitCode::internal_error) code = ExitCode::differs;
    if (entry.status == "failed") code = ExitCode::internal_error;
    if (!entry.reason.empty() && arguments.verbosity >= 0)
      tell(fmt::format("{}: {}: {}\n", records[i].id, entry.status, entry.reason));
  }
  write_file(folder / "index.csv", csv_text(index_table(records, entries)));
  write_file(folder / "index.md", index_page(records, entries));
  return stopped ? ExitCode::stopped : code;
}

}  // namespace apps
