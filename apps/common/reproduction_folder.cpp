#include "apps/common/reproduction_folder.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "apps/common/narration.hpp"
#include "apps/common/progress.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/executor.hpp"
#include "models/description/diagnostic.hpp"

namespace apps {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  std::string status;  ///< of the record, or "not-reproducible"
  std::string reason;  ///< where it could not be made
};

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

std::string index_page(const std::vector<ReproductionRecord>& records, const std::vector<Outcome>& outcomes) {
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

TidyTable index_table(const std::vector<ReproductionRecord>& records, const std::vector<Outcome>& outcomes) {
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

ExitCode reproduce_into_folder(std::vector<ReproductionRecord>& records,
                               const models::ReproduceOptions& options, const Arguments& arguments,
                               const Stopwatch& stopwatch, const RunReproduction& run) {
  const fs::path folder = arguments.output;
  fs::create_directories(folder);
  std::vector<Outcome> outcomes(records.size(), {"stopped", ""});
  {
    Progress progress(records.size(), progress_wanted(arguments));
    sweep::run_points(records.size(), arguments.threads, options.stop, [&](std::size_t i) {
      try {
        run(records[i], options);
        outcomes[i] = {std::string(records[i].status()), ""};
      } catch (const models::description::DescriptionError& error) {
        outcomes[i] = {"not-reproducible", error.what()};
      } catch (const std::exception& error) {
        outcomes[i] = {"failed", error.what()};
      }
      progress.step();
    });
  }
  auto code = ExitCode::done;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (outcomes[i].reason.empty()) write_record(folder, records[i], arguments, stopwatch);
    std::replace(outcomes[i].reason.begin(), outcomes[i].reason.end(), '\n', ' ');
    const auto& status = outcomes[i].status;
    if (status == "not-reproducible" && code == ExitCode::done) code = ExitCode::input;
    if (status == "drifted" || status == "failed") code = ExitCode::differs;
    if (!outcomes[i].reason.empty() && arguments.verbosity >= 0)
      tell(fmt::format("{}: {}: {}\n", records[i].id, status, outcomes[i].reason));
  }
  write_file(folder / "index.csv", csv_text(index_table(records, outcomes)));
  write_file(folder / "index.md", index_page(records, outcomes));
  return options.stop.requested() ? ExitCode::stopped : code;
}

}  // namespace apps
