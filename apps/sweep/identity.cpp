#include "apps/sweep/identity.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/sha256.hpp"
#include "apps/common/text_files.hpp"
#include "solvers/core/random.hpp"

namespace apps::sweep {
namespace {

using Json = nlohmann::ordered_json;

constexpr int journal_version = 3;

/// The data files that the description names, found by reading it once more.
Json files_of(const Arguments& arguments, const OpenModel& base) {
  Json files = Json::object();
  auto options = read_options(arguments);
  options.read_text = [&files, reader = options.read_text](const std::string& path) {
    auto text = reader(path);
    if (text) files[path] = sha256(*text);
    return text;
  };
  models::read_model(base.document, options);
  return files;
}

Json options_json(const models::RunOptions& options) {
  return {{"method", options.method},
          {"tolerance", options.tolerance},
          {"residual_tolerance", options.residual_tolerance},
          {"max_iterations", options.max_iterations},
          {"starts", options.starts},
          {"seed", options.seed}};
}

/// Without the shard, so that all shards of a sweep share it.
std::uint64_t hash_without_shard(Json json) {
  json.erase("shard");
  const auto text = json.dump();
  return solvers::hash_of(text.data(), text.size());
}

std::string shortened(const Json& json) {
  constexpr std::size_t longest = 60;
  auto text = json.dump();
  return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

void compare(const std::string& key, const Json& there, const Json& here, std::vector<std::string>& found) {
  if (there == here) return;
  if (there.is_object() && here.is_object()) {
    for (const auto& [name, value] : there.items())
      compare(key.empty() ? name : key + "." + name, value, here.value(name, Json()), found);
    for (const auto& [name, value] : here.items())
      if (!there.contains(name)) compare(key.empty() ? name : key + "." + name, Json(), value, found);
  } else if (there.is_array() && here.is_array() && there.size() == here.size()) {
    for (std::size_t i = 0; i < there.size(); ++i)
      compare(fmt::format("{}[{}]", key, i + 1), there[i], here[i], found);
  } else {
    found.push_back(fmt::format("  {}: {} there, {} here\n", key, shortened(there), shortened(here)));
  }
}

Json begun(const Plan& plan, const Shard& shard, const std::string& holds) {
  Json json{{"journal", journal_version}};
  json.update(lasting_provenance());
  json["holds"] = holds;
  json["points"] = plan.size();
  json["shard"] = {{"index", shard.index}, {"count", shard.count}};
  json["row"] = {{"points", shard.row}, {"stride", shard.stride}};
  return json;
}

Identity finished(const Json& json) {
  auto text = to_one_line(json);
  text.pop_back();
  return Identity::read(text, "header");
}

}  // namespace

Identity identity_of_list(const Plan& plan, const std::string& holds, const Json& more) {
  auto json = begun(plan, {}, holds);
  json.update(more);
  json["plan"] = Json::parse(plan.to_json());
  return finished(json);
}

Identity identity_of(const Arguments& arguments, const OpenModel& base, const Plan& plan, const Shard& shard,
                     const std::string& holds) {
  auto json = begun(plan, shard, holds);
  json["model"] = model_json(base);
  json["files"] = files_of(arguments, base);
  json["options"] = options_json(run_options(arguments, base.loaded, {}));
  if (!arguments.continue_axis.empty())
    json["options"]["continue"] = {{"axis", arguments.continue_axis},
                                   {"cold_check", arguments.cold_check.value_or(cold_check_unless_asked)}};
  json["plan"] = Json::parse(plan.to_json());
  return finished(json);
}

Identity Identity::read(const std::string& text, const std::string& where) try {
  const auto json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("journal"))
    throw InputError(fmt::format("{}: is no journal of a sweep", where));
  if (json["journal"] != journal_version)
    throw InputError(fmt::format(
        "{}: is a journal of version {}, this program writes version {}; finish it with the program "
        "that began it, or remove it",
        where, json["journal"].dump(), journal_version));
  const auto& shard = json.at("shard");
  const auto& row = json.at("row");
  return {.text = text,
          .points = json.at("points"),
          .shard = {shard.at("index"), shard.at("count"), row.at("points"), row.at("stride")},
          .holds = json.at("holds"),
          .hash = hash_without_shard(json)};
} catch (const Json::exception&) {
  throw InputError(fmt::format("{}: is no journal of a sweep", where));
}

std::uint64_t point_key(const Identity& identity, const std::vector<models::Override>& point) {
  auto text = fmt::format("{:016x}", identity.hash);
  for (const auto& [key, value] : point) text += fmt::format("\n{}={}", key, value);
  return solvers::hash_of(text.data(), text.size());
}

std::string differences(const Identity& there, const Identity& here, bool with_shard) {
  constexpr std::size_t most_lines = 8;
  auto left = Json::parse(there.text), right = Json::parse(here.text);
  if (!with_shard) {
    left.erase("shard");
    right.erase("shard");
  }
  std::vector<std::string> found;
  compare("", left, right, found);
  std::string text;
  for (std::size_t i = 0; i < found.size() && i < most_lines; ++i) text += found[i];
  if (found.size() > most_lines) text += fmt::format("  and {} more\n", found.size() - most_lines);
  return text;
}

}  // namespace apps::sweep
