// Records of made-up answers: what is not finite becomes null, symmetric answers are one row, words are the
// interface's.
#include <limits>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/records_csv.hpp"
#include "apps/common/records_human.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/tidy_table.hpp"

using Catch::Contains;
using models::Solution;
using models::Status;
using solvers::Verdict;

namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();

apps::OpenModel model() {
  static const models::Family family{.name = "made-up", .title = "t", .source = "s"};
  apps::OpenModel opened;
  opened.document.name = "made-up/case";
  opened.loaded.family = &family;
  opened.loaded.title = "A title";
  opened.sha256 = std::string(64, '0');
  return opened;
}

models::Equilibrium pair(Verdict verdict) {
  models::Equilibrium e{.profile = {{"player1", {{"x", 0.1}}}, {"player2", {{"x", 0.2}}}},
                        .payoff = {{"player1", 1.0}, {"player2", nan}}};
  e.certificate = {.verdict = verdict,
                   .level = models::CertificateLevel::proved,
                   .claim = "a claim",
                   .epsilon = 1e-16,
                   .regret = {{"player1", 0.0}, {"player2", 1e-17}}};
  return e;
}

Solution solution(Status status, std::vector<models::Equilibrium> equilibria) {
  return {.status = status, .solver = {.starts = 1}, .equilibria = std::move(equilibria)};
}

}  // namespace

TEST_CASE("a number that is not finite is null in JSON and empty in CSV", "[records]") {
  const auto answer = solution(Status::certified, {pair(Verdict::proved)});
  const auto json = nlohmann::json::parse(apps::to_pretty(record(model(), answer)));
  CHECK(json["equilibria"][0]["payoff"]["player2"].is_null());
  CHECK(json["equilibria"][0]["payoff"]["player1"] == 1.0);
  CHECK_THAT(apps::csv_text(apps::tidy(answer, {})), Contains("player2,0.2,,1e-17,proved"));
}

TEST_CASE("pretty and one-line JSON say the same", "[records]") {
  const auto json = record(model(), solution(Status::candidate, {pair(Verdict::undecided)}));
  const auto line = apps::to_one_line(json);
  CHECK(std::count(line.begin(), line.end(), '\n') == 1);
  CHECK(nlohmann::json::parse(line) == nlohmann::json::parse(apps::to_pretty(json)));
}

TEST_CASE("numbers of a record read back exactly", "[records]") {
  const double x = GENERATE(0.1, 1.0 / 3, 5e-324, 1e308, 123456789.123456789);
  const nlohmann::ordered_json json{{"x", x}};
  CHECK(nlohmann::json::parse(apps::to_one_line(json))["x"].get<double>() == x);
}

TEST_CASE("one row a player, one in all where the answer is symmetric", "[records]") {
  auto symmetric = pair(Verdict::proved);
  symmetric.symmetric = true;
  symmetric.quantities = {{"feasible", false}};
  CHECK(apps::tidy(solution(Status::certified, {pair(Verdict::proved)}), {}).rows.size() == 2);
  const auto table = apps::tidy(solution(Status::certified, {symmetric}), {});
  REQUIRE(table.rows.size() == 1);
  CHECK(table.columns.back() == "feasible");
  CHECK(table.rows[0].back() == "false");
}

TEST_CASE("no answer is a row that says so", "[records]") {
  const auto table = apps::tidy(solution(Status::failed, {}), {});
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0][0] == "failed");
}

TEST_CASE("refuted candidates stand apart with their deviation", "[records]") {
  auto refuted = pair(Verdict::refuted);
  refuted.certificate.deviation = models::Deviation{"player2", {{"x", 0.9}}, 0.25};
  Solution answer{.status = Status::not_nash, .solver = {.starts = 1}, .rejected = {refuted}};
  const auto json = nlohmann::json::parse(apps::to_one_line(record(model(), answer)));
  CHECK(json["status"] == "not-nash");
  CHECK(json["equilibria"].empty());
  CHECK(json["rejected"][0]["certificate"]["deviation"]["gain"] == 0.25);
  CHECK_THAT(apps::csv_text(apps::tidy(answer, {})), Contains("refuted") && Contains("player2,0.25"));
  const auto text = to_human(model(), answer, apps::HumanOptions{});
  CHECK_THAT(text, Contains("[refuted]") && Contains("player2 gains 0.25 by x 0.9"));
  CHECK_THAT(text, Contains("every candidate is refuted"));
}

TEST_CASE("what is not certified says so and what to do", "[records]") {
  const auto text =
      to_human(model(), solution(Status::candidate, {pair(Verdict::undecided)}), apps::HumanOptions{});
  CHECK_THAT(text, Contains("[not certified; proved]") && Contains("--tolerance"));
  CHECK_THAT(text, !Contains("\x1b["));
  const auto coloured =
      to_human(model(), solution(Status::certified, {pair(Verdict::proved)}), {.style = apps::Style(true)});
  CHECK_THAT(coloured, Contains("\x1b[32mcertified\x1b[0m"));
}
