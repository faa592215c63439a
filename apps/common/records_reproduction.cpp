#include "apps/common/records_reproduction.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/human_parts.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/table.hpp"

namespace apps {
namespace {

using Json = nlohmann::ordered_json;

std::string published_text(const models::ReproducedNumber& number, int digits) {
  return number.published ? number_text(*number.published, digits) : "";
}

std::string verdict_text(const models::ReproducedNumber& number) {
  std::string text(number.verdict());
  if (number.known_to_differ)
    text += number.drifted() ? " (recorded: differs)" : ", as is known";
  else if (number.drifted())
    text += " (recorded: agrees)";
  return text;
}

Json number_json(const models::ReproducedNumber& number) {
  Json json{
      {"name", number.name}, {"published", nullptr}, {"computed", number.computed}, {"difference", nullptr}};
  if (number.published) {
    json["published"] = *number.published;
    json["difference"] = number.computed - *number.published;
  }
  json["tolerance"] = number.tolerance;
  json["why"] = number.why;
  json["verdict"] = number.verdict();
  json["known_to_differ"] = number.known_to_differ;
  return json;
}

}  // namespace

int ReproductionRecord::drifted() const {
  const auto& numbers = reproduction.numbers;
  return static_cast<int>(
      std::count_if(numbers.begin(), numbers.end(), [](const auto& n) { return n.drifted(); }));
}

std::string_view ReproductionRecord::status() const {
  return reproduction.stopped ? "stopped" : drifted() > 0 ? "drifted" : "as-recorded";
}

std::string reproduction_list(const std::vector<ReproductionRecord>& records, const Arguments& arguments) {
  TidyTable table{{"id", "place", "title"}, {}};
  for (const auto& record : records)
    table.rows.push_back(
        {record.id, std::string(record.reproducer->place), std::string(record.reproducer->title)});
  if (arguments.format == Format::human) return aligned(table.rows, 0);
  if (arguments.format == Format::csv) return csv_text(table);
  Json list = Json::array();
  for (const auto& row : table.rows) list.push_back({{"id", row[0]}, {"place", row[1]}, {"title", row[2]}});
  const Json json{{"schema", "entente-reproductions/1"},
                  {"status", "read"},
                  {"reproductions", list},
                  {"provenance", lasting_provenance()}};
  return arguments.format == Format::jsonl ? to_one_line(json) : to_pretty(json);
}

std::string to_human(const ReproductionRecord& record, const HumanOptions& options) {
  const auto& style = options.style;
  std::string text = fmt::format("{}: {} ({})\n", style(Tone::heading, record.id), record.reproducer->title,
                                 record.reproducer->place);
  std::vector<std::vector<std::string>> rows{{"number", "published", "computed", "tolerance", "verdict"}};
  std::vector<std::string> reasons;
  for (const auto& number : record.reproduction.numbers) {
    rows.push_back({number.name, published_text(number, options.digits),
                    number_text(number.computed, options.digits),
                    number.published ? number_text(number.tolerance, 3) : "", verdict_text(number)});
    if (number.published && !number.why.empty() &&
        std::find(reasons.begin(), reasons.end(), number.why) == reasons.end())
      reasons.push_back(number.why);
  }
  text += aligned(rows, 2);
  for (const auto& reason : reasons) text += fmt::format("  tolerance: {}\n", reason);
  for (const auto& choice : record.reproduction.choices) text += fmt::format("  choice: {}\n", choice);
  const auto tone = record.status() == "as-recorded" ? Tone::good : Tone::bad;
  return text + fmt::format("status: {}\n", style(tone, record.status()));
}

std::string reproduction_json(const ReproductionRecord& record, const Arguments& arguments,
                              const Stopwatch& stopwatch, bool one_line) {
  Json rows = Json::array();
  for (const auto& number : record.reproduction.numbers) rows.push_back(number_json(number));
  Json json{{"schema", "entente-reproduction/1"},
            {"status", record.status()},
            {"id", record.id},
            {"title", record.reproducer->title},
            {"place", record.reproducer->place},
            {"rows", rows},
            {"choices", record.reproduction.choices},
            {"provenance", provenance(arguments, stopwatch)}};
  return one_line ? to_one_line(json) : to_pretty(json);
}

TidyTable tidy(const ReproductionRecord& record) {
  TidyTable table;
  for (const auto& number : record.reproduction.numbers) {
    TidyRow row;
    row.set("id", record.id);
    row.set("name", number.name);
    row.set("published", number.published ? cell_text(*number.published) : std::string());
    row.set("computed", number.computed);
    row.set("tolerance", number.tolerance);
    row.set("verdict", std::string(number.verdict()));
    row.set("known_to_differ", number.known_to_differ ? "true" : "false");
    row.set("why", number.why);
    append(table, row);
  }
  return table;
}

}  // namespace apps
