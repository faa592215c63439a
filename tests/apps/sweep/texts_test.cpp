// What journals and ranks hand on as text comes back exactly.
#include <algorithm>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "apps/common/evidence_text.hpp"
#include "apps/common/number_lists.hpp"
#include "apps/simulate/trajectory_text.hpp"
#include "apps/sweep/messages.hpp"
#include "apps/sweep/record_text.hpp"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

models::Trajectory trajectory() {
  return {.status = models::Status::candidate,
          .termination = solvers::Termination::cycling,
          .steps = {0, 5, 1'000'000'000'000},
          .series = {{"trust", "a->b", {0.1, std::nan(""), -infinity}}, {"empty", "", {}}},
          .tables = {{"lives",
                      "an agent's life",
                      {{"age", std::vector<double>{1, 2.5}},
                       {"name", std::vector<std::string>{"a\nb", "\"c\""}}}}},
          .summary = {{"mean", 1.0 / 3},
                      {"holds", true},
                      {"word", std::string("number")},
                      {"list", std::vector<double>{1e-300, infinity}}},
          .events = {{3, "player1", "replaced"}},
          .invariants = {{"trust in [0, 1]", false, "at step 3"}},
          .notes = {"a note"}};
}

}  // namespace

TEST_CASE("a trajectory comes back from its line", "[text]") {
  const auto line = apps::to_line(trajectory());
  CHECK(std::count(line.begin(), line.end(), '\n') == 1);
  const auto again = apps::trajectory_in(line);
  CHECK(apps::to_line(again) == line);
  const auto expected = trajectory();
  CHECK(again.status == expected.status);
  CHECK(again.termination == expected.termination);
  CHECK(again.steps == expected.steps);
  REQUIRE(again.series.size() == 2);
  CHECK(again.series[0].values[0] == 0.1);
  CHECK(std::isnan(again.series[0].values[1]));
  CHECK(again.series[0].values[2] == -infinity);
  CHECK(std::get<double>(again.summary[0].value) == 1.0 / 3);
  CHECK(std::get<bool>(again.summary[1].value));
  CHECK(std::get<std::string>(again.summary[2].value) == "number");
  CHECK(std::get<std::vector<double>>(again.summary[3].value) == std::vector<double>{1e-300, infinity});
  CHECK(std::get<std::vector<std::string>>(again.tables[0].columns[1].values)[0] == "a\nb");
  CHECK(again.events[0].step == 3);
  CHECK_FALSE(again.invariants[0].holds);
  CHECK_THROWS(apps::trajectory_in("{}"));
}

TEST_CASE("findings and reproductions come back from their lines", "[text]") {
  const auto finding = apps::finding_in(
      apps::to_line({{models::ClaimVerdict::refuted, infinity, "a box", "seen", "entente solve x"}, 0.5}));
  CHECK(finding.finding.verdict == models::ClaimVerdict::refuted);
  CHECK(finding.finding.margin == infinity);
  CHECK(finding.finding.again == "entente solve x");
  CHECK(finding.seconds == 0.5);
  apps::TimedReproduction made;
  made.reproduction.numbers = {{"a", 1.5, 1.25, 0.1, "why", true}, {"b", {}, std::nan(""), 0, "", false}};
  made.failure.emplace(apps::ExitCode::input, "no network");
  const auto again = apps::reproduction_in(apps::to_line(made));
  CHECK(again.reproduction.numbers[0].published == 1.5);
  CHECK_FALSE(again.reproduction.numbers[1].published);
  CHECK(std::isnan(again.reproduction.numbers[1].computed));
  CHECK(again.failure->code == apps::ExitCode::input);
}

TEST_CASE("lists of numbers that hold something else are refused", "[text]") {
  CHECK(apps::doubles_in("").empty());
  for (const auto* text : {"1 x", "1,2", " 1", "1  2"}) CHECK_THROWS(apps::doubles_in(text));
}

TEST_CASE("messages between ranks come back from their bytes", "[text][ranks]") {
  using namespace apps::sweep;
  CHECK(pieces_in(bytes_of(std::vector<std::uint64_t>{1, 1ULL << 40})) ==
        std::vector<std::uint64_t>{1, 1ULL << 40});
  Report report{.pieces = 2, .results = {{7, "seven"}, {8, ""}}};
  const auto again = report_in(bytes_of(report));
  CHECK(again.pieces == 2);
  CHECK(again.results == report.results);
  auto cut = bytes_of(report);
  cut.resize(20);
  CHECK_THROWS_AS(report_in(cut), std::out_of_range);
  CHECK(failure_in(bytes_of(apps::Failure(apps::ExitCode::input, "why"))).code == apps::ExitCode::input);
}

TEST_CASE("points come back from their texts in a journal", "[text][journal]") {
  using namespace apps::sweep;
  const PointResult table{
      .status = models::Status::candidate,
      .rows = {{"point", "a, b", "note"}, {{"7", "0.1", "said \"no\"\n\\"}, {"7", "\x01"}, {"7", "", ""}}}};
  const auto text = record_text(7, "00ff", table);
  CHECK(text.find('\n') == std::string::npos);
  const auto view = view_of(text);
  REQUIRE(view);
  CHECK(view->number == 7);
  CHECK(view->key == "00ff");
  const auto again = result_of(*view);
  CHECK(again.status == table.status);
  CHECK_FALSE(again.certified);
  CHECK(again.rows.columns == table.rows.columns);
  CHECK(again.rows.rows == table.rows.rows);
  const PointResult record{
      .status = models::Status::certified, .certified = true, .line = "{\"a\":\"]}\\\"\"}\n"};
  const auto line = record_text(8, "01", record);
  CHECK(result_of(view_of(line).value()).line == record.line);
  CHECK(view_of(line)->certified);
  for (std::size_t size = 0; size < line.size(); ++size)  // no part is taken for the whole
    if (const auto part = view_of(std::string_view(line).substr(0, size)))
      CHECK(part->record.size() + 1 < record.line.size());
  for (std::size_t size = 0; size < text.size(); ++size)
    CHECK_FALSE(view_of(std::string_view(text).substr(0, size)));
}
