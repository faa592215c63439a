// apps/report/record.hpp
// What a report is made of: records of the verbs, from a run just made or from files of earlier ones.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "apps/common/exit_code.hpp"
#include "models/figures.hpp"

namespace apps::report {

/// Rows of a sweep as its CSV has them; an empty cell means "has none".
struct SweepRows {
  std::vector<std::string> axes;  ///< keys that were swept
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

  /// The place of a column, or -1.
  int column(const std::string& name) const;
};

/// One record. Exactly one of `json`, `sweep` and `figures` is there.
struct Record {
  std::string origin;  ///< the file, or the words that made it
  std::string schema;  ///< "entente-result/1", ...; "sweep" for rows, "figures" for pictures of a game
  std::shared_ptr<const nlohmann::ordered_json> json;
  std::shared_ptr<const SweepRows> sweep;
  std::shared_ptr<const nlohmann::ordered_json> model;  ///< of sweeps and pictures, where it is known
  std::shared_ptr<const std::vector<models::Figure>> figures;
  std::string data;    ///< as the file has it, for the download
  std::string suffix;  ///< "json", "jsonl" or "csv"
};

/// What the record's own status says: a page of results that are not certified must not pass for one of
/// results that are.
ExitCode exit_code(const Record&);

/// Whether the word names a file that holds records rather than a description.
bool is_record_file(const std::string& path);

/// The records of a file, recognised by their `schema`, or by the header of a CSV. Throws InputError: text
/// that is neither, a schema that reports do not know, no record at all.
std::vector<Record> read_records(const std::string& path);

/// The same of a text; `origin` names it in messages.
std::vector<Record> records_of(const std::string& origin, const std::string& text);

}  // namespace apps::report
