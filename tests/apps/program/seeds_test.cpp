// Several seeds of one simulation: equal bytes on any number of threads, each run as if alone, tables, stops.
#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;
using Json = nlohmann::json;

namespace {

const std::string game = R"(format = "entente/1"
family = "digital-twin"
seed = 7
[players]
count = 3
information_sensitivity = { draw = { uniform = [0.5, 2.0] } }
reward = 2.0
[simulate]
rounds = 20
)";

tests::RunOptions in(const tests::TemporaryFolder& folder) {
  return {.folder = folder.path(), .input = game};
}

std::vector<Json> lines_of(const std::string& text) {
  std::vector<Json> records;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) records.push_back(Json::parse(line));
  return records;
}

}  // namespace

TEST_CASE("seeds: the same bytes on 1, 2 and 8 threads", "[program][seeds]") {
  const auto format = GENERATE("csv", "jsonl", "json");
  const tests::TemporaryFolder folder;
  const auto file = [&](const char* threads) { return fmt::format("t{}.{}", threads, format); };
  for (const auto* threads : {"1", "2", "8"}) {
    const auto run =
        entente({"simulate", "-", "--seeds", "9", "--threads", threads, "-o", file(threads)}, in(folder));
    CAPTURE(run.err);
    REQUIRE(run.code == 0);
  }
  const auto text = tests::read_text(folder / file("1"));
  CHECK(text.size() > 1000);
  CHECK(text == tests::read_text(folder / file("2")));
  CHECK(text == tests::read_text(folder / file("8")));
  CHECK_THAT(tests::read_text(folder / "t8.run.json"), Contains("\"threads\": 8") && Contains("seconds"));
}

TEST_CASE("each seed gives what it gives alone, draws of the description included", "[program][seeds]") {
  const tests::TemporaryFolder folder;
  const auto many = lines_of(entente({"simulate", "-", "--seeds", "3", "--format", "jsonl"}, in(folder)).out);
  REQUIRE(many.size() == 4);
  for (int i = 0; i < 3; ++i) {
    const auto seed = std::to_string(7 + i);
    const auto alone = entente({"simulate", "-", "--seed", seed, "--format", "jsonl"}, in(folder));
    CHECK(many[static_cast<std::size_t>(i)] == Json::parse(alone.out));
  }
  CHECK(many[0]["model"]["sha256"] != many[1]["model"]["sha256"]);
  CHECK(many[3]["seeds"] == Json{{"first", 7}, {"asked", 3}, {"finished", 3}});
}

TEST_CASE("pooled estimates are mean and standard error of the runs' summaries", "[program][seeds]") {
  const tests::TemporaryFolder folder;
  const auto record =
      Json::parse(entente({"simulate", "-", "--seeds", "5", "--format", "json"}, in(folder)).out);
  REQUIRE(record["runs"].size() == 5);
  int compared = 0;
  for (const auto& estimate : record["pooled"]["estimates"]) {
    double sum = 0, squares = 0;
    for (const auto& run : record["runs"]) {
      const double x = run["summary"][estimate["name"].get<std::string>()];
      sum += x;
      squares += x * x;
    }
    const double mean = sum / 5, variance = (squares - 5 * mean * mean) / 4;
    CHECK(estimate["mean"].get<double>() == Approx(mean).margin(1e-12));
    CHECK(estimate["standard_error"].get<double>() ==
          Approx(std::sqrt(std::max(0.0, variance) / 5)).margin(1e-8));
    ++compared;
  }
  CHECK(compared >= 1);
}

TEST_CASE("CSV of several seeds opens with the seed, and --table chooses what it holds", "[program][seeds]") {
  const tests::TemporaryFolder folder;
  const auto csv = [&](const char* table) {
    return entente({"simulate", "-", "--seeds", "2", "--format", "csv", "--table", table}, in(folder));
  };
  CHECK_THAT(csv("series").out,
             Catch::StartsWith("seed,step,entity,quantity,value\n7,0,") && Contains("\n8,0,"));
  CHECK_THAT(csv("summary").out, Catch::StartsWith("seed,quantity,value\n7,"));
  CHECK_THAT(csv("pooled").out, Catch::StartsWith("quantity,mean,standard_error,runs\n"));
  const auto wrong = csv("sumary");
  CHECK(wrong.code == 3);
  CHECK_THAT(wrong.err, Contains("did you mean 'summary'"));
  CHECK(entente({"simulate", "-", "--table", "pooled", "--format", "csv"}, in(folder)).code == 3);
  CHECK(entente({"simulate", "-", "--table", "summary"}, in(folder)).code == 2);
}

TEST_CASE("seeds that are none are refused", "[program][seeds]") {
  const tests::TemporaryFolder folder;
  CHECK(entente({"simulate", "-", "--seeds", "0"}, in(folder)).code == 2);
  CHECK(entente({"simulate", "-", "--seeds", "two"}, in(folder)).code == 2);
  CHECK(entente({"solve", "-", "--seeds", "2"}, in(folder)).code == 2);
  CHECK(entente({"simulate", "-", "--seeds", "2", "--seed", "9223372036854775807"}, in(folder)).code == 3);
}

TEST_CASE("a stop leaves the seeds that are done, and says so", "[program][seeds][stop]") {
  const tests::TemporaryFolder folder;
  const auto run = entente({"simulate", "-", "--seeds", "100000", "--time-limit", "0.3", "--progress",
                            "always", "--threads", "2", "--format", "jsonl"},
                           in(folder));
  CHECK(run.code == 6);
  CHECK_THAT(run.err, Contains("of 100000 ("));
  const auto last = lines_of(run.out).back();
  CHECK(last["status"] == "stopped");
  CHECK(last["seeds"]["finished"] < 100000);
}
