#include "apps/report/record.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/numbers.hpp"
#include "apps/common/strict_json.hpp"
#include "apps/common/text_files.hpp"
#include "apps/report/csv_rows.hpp"

namespace apps::report {
namespace {

using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

constexpr std::size_t largest_record = 256UL << 20;  // bytes
constexpr std::array<std::string_view, 8> known_schemas = {
    "entente-result/1", "entente-trajectory/1",   "entente-ensemble/1", "entente-bounds/1",
    "entente-claims/1", "entente-reproduction/1", "entente-check/1",    "entente-sweep/1"};

std::string suffix_of(const std::string& path) {
  const auto suffix = std::filesystem::path(path).extension().string();
  return suffix.empty() ? "" : suffix.substr(1);
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return to_shortest(value.get<double>());
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (!value.is_array()) return "";
  std::string text;
  for (const auto& part : value) text += (text.empty() ? "" : " ") + text_of(part);
  return text;
}

/// A row in the making; columns that come later stand behind the others.
class RowTable {
 public:
  explicit RowTable(SweepRows& table) : table_(table) {}
  void begin() { table_.rows.emplace_back(table_.columns.size()); }
  void set(const std::string& column, const std::string& cell) {
    auto [place, is_new] = place_.try_emplace(column, table_.columns.size());
    if (is_new) table_.columns.push_back(column);
    auto& row = table_.rows.back();
    if (row.size() <= place->second) row.resize(place->second + 1);
    row[place->second] = cell;
  }
  void finish() {
    for (auto& row : table_.rows) row.resize(table_.columns.size());
  }

 private:
  SweepRows& table_;
  std::map<std::string, std::size_t> place_;
};

void set_point(RowTable& table, const Json& record) {
  table.begin();
  const auto& point = record.at("point");
  table.set("point", std::to_string(point.at("index").get<long>()));
  for (const auto& [key, value] : point.at("values").items()) table.set(key, text_of(value));
  table.set("status", record.at("status").get<std::string>());
}

void set_player(RowTable& table, const Json& equilibrium, const std::string& player) {
  table.set("player", player);
  for (const auto& [choice, value] : equilibrium.at("profile").at(player).items())
    table.set(choice, text_of(value));
  table.set("payoff", text_of(equilibrium.at("payoff").value(player, Json())));
  table.set("level", equilibrium.at("certificate").value("level", ""));
  if (equilibrium.contains("stability"))
    table.set("stable", text_of(equilibrium.at("stability").at("stable")));
  const auto quantities = equilibrium.value("quantities", Json::object());
  for (const auto& [name, value] : quantities.items())
    if (!value.is_array()) table.set(name, text_of(value));
}

void add_point(RowTable& table, const Json& record) {
  const auto list = [&](const char* key) { return record.value(key, Json::array()); };
  const auto equilibria = list("equilibria").empty() ? list("rejected") : list("equilibria");
  if (equilibria.empty()) set_point(table, record);
  int number = 0;
  for (const auto& equilibrium : equilibria) {
    ++number;
    for (const auto& [player, choices] : equilibrium.at("profile").items()) {
      set_point(table, record);
      table.set("equilibrium", std::to_string(number));
      set_player(table, equilibrium, player);
      if (equilibrium.value("symmetric", false)) break;
    }
  }
}

/// Records of points, as `sweep --format jsonl` writes them, or as "results" of --format json.
SweepRows rows_of_points(const Json& records) {
  SweepRows rows;
  if (!records.empty())
    for (const auto& [key, value] : records.front().at("point").at("values").items())
      rows.axes.push_back(key);
  RowTable table(rows);
  for (const auto& record : records) add_point(table, record);
  table.finish();
  return rows;
}

Record sweep_record(const std::string& origin, const Json& points, const Json& model) {
  return {origin,
          "sweep",
          nullptr,
          std::make_shared<SweepRows>(rows_of_points(points)),
          std::make_shared<Json>(model),
          nullptr,
          "",
          ""};
}

Record json_record(const std::string& origin, Json json) {
  if (!json.is_object() || !json.contains("schema"))
    throw InputError(fmt::format("{}: has no \"schema\": reports take records that entente wrote", origin));
  const auto schema = json["schema"].is_string() ? json["schema"].get<std::string>() : json["schema"].dump();
  if (std::find(known_schemas.begin(), known_schemas.end(), schema) == known_schemas.end())
    throw InputError(
        fmt::format("{}: schema '{}' is none of {}", origin, schema, fmt::join(known_schemas, ", ")));
  if (schema == "entente-sweep/1") return sweep_record(origin, json.at("results"), json.at("model"));
  return {origin, schema, std::make_shared<Json>(std::move(json)), nullptr, nullptr, nullptr, "", ""};
}

/// Lines of one document each; lines that are points of a sweep go together.
std::vector<Record> records_of_lines(const std::string& origin, const std::string& text) {
  std::vector<Record> records;
  Json points = Json::array();
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto json = parse_strictly(fmt::format("{}:{}", origin, number), line);
    if (json.is_object() && json.contains("point"))
      points.push_back(std::move(json));
    else
      records.push_back(json_record(fmt::format("{}:{}", origin, number), std::move(json)));
  }
  if (!points.empty()) records.push_back(sweep_record(origin, points, points.front().value("model", Json())));
  return records;
}

bool has_column(const Strings& header, std::string_view name) {
  return std::find(header.begin(), header.end(), name) != header.end();
}

Record record_of_csv(const std::string& origin, const std::string& text) {
  auto rows = csv_rows(origin, text);
  if (rows.empty() || !has_column(rows.front(), "point") || !has_column(rows.front(), "status"))
    throw InputError(fmt::format(
        "{}: is no CSV of a sweep (columns point, ..., status); of other verbs reports take the JSON",
        origin));
  SweepRows sweep;
  sweep.columns = rows.front();
  for (std::size_t i = 1; i < sweep.columns.size() && sweep.columns[i] != "status"; ++i)
    sweep.axes.push_back(sweep.columns[i]);
  sweep.rows.assign(std::make_move_iterator(rows.begin() + 1), std::make_move_iterator(rows.end()));
  return {origin, "sweep", nullptr, std::make_shared<SweepRows>(std::move(sweep)), nullptr, nullptr, "", ""};
}

bool holds_several_lines(const std::string& text) {
  const auto end = text.find('\n');
  return end != std::string::npos && end > 0 && text[end - 1] == '}' &&
         text.find_first_not_of(" \t\r\n", end) != std::string::npos;
}

}  // namespace

int SweepRows::column(const std::string& name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

ExitCode exit_code(const Record& record) {
  if (record.sweep) {
    const int column = record.sweep->column("status");
    const bool all =
        std::all_of(record.sweep->rows.begin(), record.sweep->rows.end(),
                    [&](const Strings& row) { return row[static_cast<std::size_t>(column)] == "certified"; });
    return all ? ExitCode::done : ExitCode::not_certified;
  }
  const auto status = record.json ? record.json->value("status", std::string("certified")) : "certified";
  if (status == "stopped") return ExitCode::stopped;
  if (status == "drifted") return ExitCode::differs;
  return status == "certified" || status == "as-recorded" || status == "holds" ? ExitCode::done
                                                                               : ExitCode::not_certified;
}

bool is_record_file(const std::string& path) {
  const auto suffix = suffix_of(path);
  return suffix == "json" || suffix == "jsonl" || suffix == "csv";
}

std::vector<Record> records_of(const std::string& origin, const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  std::vector<Record> records;
  std::string suffix = "json";
  try {
    if (first == std::string::npos) throw InputError(fmt::format("{}: is empty", origin));
    if (text[first] != '{') {
      records.push_back(record_of_csv(origin, text));
      suffix = "csv";
    } else if (holds_several_lines(text.substr(first))) {
      records = records_of_lines(origin, text);
      suffix = "jsonl";
    } else {
      auto json = parse_strictly(origin, text);
      records = json.is_object() && json.contains("point")
                    ? records_of_lines(origin, json.dump())
                    : std::vector{json_record(origin, std::move(json))};
    }
  } catch (const Json::exception& error) {
    throw InputError(fmt::format("{}: is no record as entente writes it: {}", origin, error.what()));
  }
  records.front().data = text;
  records.front().suffix = suffix;
  return records;
}

std::vector<Record> read_records(const std::string& path) {
  const auto text = read_file(path, largest_record);
  if (text.size() > largest_record)
    throw InputError(fmt::format("{}: larger than {} bytes", path, largest_record));
  return records_of(path, text);
}

}  // namespace apps::report
