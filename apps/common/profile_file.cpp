#include "apps/common/profile_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/strict_json.hpp"
#include "apps/common/text_files.hpp"

namespace apps {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t largest_profile = 256UL << 20;  // bytes
constexpr const char* result_schema = "entente-result/1";

models::Quantity read_choice(const std::string& path, const std::string& player, const std::string& key,
                             const Json& value) {
  if (value.is_number()) return {key, value.get<double>()};
  if (value.is_string()) return {key, value.get<std::string>()};
  if (value.is_boolean()) return {key, value.get<bool>()};
  const bool numbers = value.is_array() &&
                       std::all_of(value.begin(), value.end(), [](const Json& e) { return e.is_number(); });
  if (numbers) return {key, value.get<std::vector<double>>()};
  throw InputError(fmt::format("{}: {}.{} is no number", path, player, key));
}

models::Profile read_profile(const std::string& path, const Json& object) {
  models::Profile profile;
  for (const auto& [player, choices] : object.items()) {
    if (!choices.is_object())
      throw InputError(
          fmt::format("{}: '{}' is no object of choices such as {{\"sharing\": 0.1}}", path, player));
    auto& strategy = profile.emplace_back(models::PlayerStrategy{player, {}});
    for (const auto& [key, value] : choices.items())
      strategy.choices.push_back(read_choice(path, player, key, value));
  }
  if (profile.empty()) throw InputError(path + ": holds no player");
  return profile;
}

/// "players.reward is 5 there and 6 here", for the first few keys that differ.
void list_differences(std::string& text, const Json& theirs, const Json& ours, const std::string& key,
                      int& left) {
  if (theirs == ours || left == 0) return;
  if (!theirs.is_object() || !ours.is_object()) {
    --left;
    const auto shown = [](const Json& json) {
      const auto dump = json.dump(-1, ' ', false, Json::error_handler_t::replace);
      return dump.size() > 60 ? dump.substr(0, 60) + "..." : dump;
    };
    text += fmt::format("\n  {} is {} there and {} here", key, shown(theirs), shown(ours));
    return;
  }
  const auto inner = [&](const std::string& name) { return key.empty() ? name : key + "." + name; };
  for (const auto& [name, value] : theirs.items())
    list_differences(text, value, ours.contains(name) ? ours.at(name) : Json("absent"), inner(name), left);
  for (const auto& [name, value] : ours.items())
    if (!theirs.contains(name)) list_differences(text, Json("absent"), value, inner(name), left);
}

void require_same_model(const std::string& path, const Json& record, const OpenModel& model) {
  const auto theirs = record.value("model", Json::object());
  if (!theirs.is_object() || !theirs.contains("sha256"))
    throw InputError(path + ": the record names no model; pass its profile alone");
  if (theirs["sha256"] == model.sha256) return;
  std::string differences;
  int left = 5;
  list_differences(differences, theirs.value("parameters", Json::object()), to_json(model.loaded.resolved),
                   "", left);
  throw InputError(
      fmt::format("{}: the record is of another model than '{}':{}\ngive the same --set and --seed, or pass "
                  "the profile alone to judge it in this model",
                  path, model.document.name, differences));
}

std::vector<models::Profile> profiles_of_record(const std::string& path, const Json& record,
                                                const OpenModel& model) {
  if (record["schema"] != result_schema)
    throw InputError(
        fmt::format("{}: schema {} is not {}; solve again with this version, or pass the profile alone", path,
                    record["schema"].dump(), result_schema));
  require_same_model(path, record, model);
  std::vector<models::Profile> profiles;
  for (const auto* list : {"equilibria", "rejected"}) {
    if (!profiles.empty()) break;
    for (const auto& equilibrium : record.value(list, Json::array())) {
      if (!equilibrium.is_object() || !equilibrium.contains("profile") || !equilibrium["profile"].is_object())
        throw InputError(fmt::format("{}: an entry of '{}' has no profile", path, list));
      profiles.push_back(read_profile(path, equilibrium["profile"]));
    }
  }
  if (profiles.empty()) throw InputError(path + ": the record holds no profile");
  return profiles;
}

/// The text without blank lines before and behind, so that one line of JSONL is a document.
Json read_document(const std::string& path, const std::string& text) {
  const auto end = text.find('\n');
  const bool one_a_line =
      text.starts_with('{') && end != std::string::npos && end > 0 && text[end - 1] == '}';
  if (one_a_line && text.find_first_not_of(" \t\r\n", end) != std::string::npos)
    throw InputError(path + ": holds several records; keep the one to be judged");
  return parse_strictly(path, text);
}

}  // namespace

std::vector<models::Profile> read_profiles(const std::string& path, const OpenModel& model) {
  const auto text = read_file(path, largest_profile);
  if (text.size() > largest_profile)
    throw InputError(fmt::format("{}: larger than {} bytes", path, largest_profile));
  const auto document = read_document(path, text);
  if (!document.is_object()) throw InputError(path + ": is no JSON object");
  if (document.contains("schema")) return profiles_of_record(path, document, model);
  return {read_profile(path, document)};
}

}  // namespace apps
