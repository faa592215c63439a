#include "apps/common/evidence_text.hpp"

#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/number_lists.hpp"

namespace apps {
namespace {

using Json = nlohmann::ordered_json;

/// As text: JSON has no number that is not finite.
std::string number(double x) { return to_text(std::vector{x}); }
double number_in(const Json& json) { return doubles_in(json.get_ref<const std::string&>()).at(0); }

Json number_json(const models::ReproducedNumber& own) {
  return {{"name", own.name},
          {"published", own.published ? Json(number(*own.published)) : Json()},
          {"computed", number(own.computed)},
          {"tolerance", number(own.tolerance)},
          {"why", own.why},
          {"known_to_differ", own.known_to_differ}};
}

models::ReproducedNumber reproduced_in(const Json& json) {
  models::ReproducedNumber own{.name = json.at("name"),
                               .computed = number_in(json.at("computed")),
                               .tolerance = number_in(json.at("tolerance")),
                               .why = json.at("why"),
                               .known_to_differ = json.at("known_to_differ")};
  if (!json.at("published").is_null()) own.published = number_in(json["published"]);
  return own;
}

}  // namespace

std::string to_line(const TimedFinding& timed) {
  const auto& [verdict, margin, coverage, evidence, again] = timed.finding;
  return to_one_line({{"verdict", static_cast<int>(verdict)},
                      {"margin", number(margin)},
                      {"coverage", coverage},
                      {"evidence", evidence},
                      {"again", again},
                      {"seconds", timed.seconds}});
}

TimedFinding finding_in(const std::string& line) {
  const auto json = Json::parse(line);
  return {{.verdict = static_cast<models::ClaimVerdict>(json.at("verdict").get<int>()),
           .margin = number_in(json.at("margin")),
           .coverage = json.at("coverage"),
           .evidence = json.at("evidence"),
           .again = json.at("again")},
          json.at("seconds")};
}

std::string to_line(const TimedReproduction& timed) {
  auto numbers = Json::array();
  for (const auto& own : timed.reproduction.numbers) numbers.push_back(number_json(own));
  Json json{{"numbers", numbers},
            {"choices", timed.reproduction.choices},
            {"stopped", timed.reproduction.stopped},
            {"reason", timed.reason},
            {"needs_data", timed.needs_data},
            {"seconds", timed.seconds}};
  if (timed.failure)
    json["failure"] = {{"code", static_cast<int>(timed.failure->code)}, {"text", timed.failure->what()}};
  return to_one_line(json);
}

TimedReproduction reproduction_in(const std::string& line) {
  const auto json = Json::parse(line);
  TimedReproduction timed{
      .reason = json.at("reason"), .needs_data = json.at("needs_data"), .seconds = json.at("seconds")};
  for (const auto& own : json.at("numbers")) timed.reproduction.numbers.push_back(reproduced_in(own));
  timed.reproduction.choices = json.at("choices").get<std::vector<std::string>>();
  timed.reproduction.stopped = json.at("stopped");
  if (json.contains("failure"))
    timed.failure.emplace(static_cast<ExitCode>(json["failure"].at("code").get<int>()),
                          json["failure"].at("text").get<std::string>());
  return timed;
}

}  // namespace apps
