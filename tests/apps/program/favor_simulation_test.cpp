// Societies of favors through the program: seeds, tables, what is refused and where.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;
using Json = nlohmann::json;

namespace {

const std::string society = R"(format = "entente/1"
family = "favor"
[costs]
uniform = [0, 200]
[values]
uniform = [550, 650]
[simulate]
agents = 5
rounds = 12
replacement_rate = 0.1
)";

tests::RunOptions in(const tests::TemporaryFolder& folder, const std::string& text = society) {
  return {.folder = folder.path(), .input = text};
}

}  // namespace

TEST_CASE("favor: seeds give the same bytes on any number of threads", "[program][favor][seeds]") {
  const tests::TemporaryFolder folder;
  const auto bytes = [&](const char* threads, const char* format) {
    const auto run =
        entente({"simulate", "-", "--seeds", "6", "--threads", threads, "--format", format, "--set",
                 "simulate.communication=true", "--set", "recommendations.min_observations=1"},
                in(folder));
    CHECK(run.code == 0);
    return run.out;
  };
  for (const auto* format : {"json", "csv"}) {
    const auto one = bytes("1", format);
    CHECK(one.size() > 2000);
    CHECK(one == bytes("2", format));
    CHECK(one == bytes("8", format));
  }
}

TEST_CASE("favor: a row an incarnation and a row a slot, whose utilities agree", "[program][favor]") {
  const tests::TemporaryFolder folder;
  const auto record = Json::parse(entente({"simulate", "-", "--format", "json"}, in(folder)).out);
  REQUIRE(record["tables"][0]["name"] == "incarnations");
  REQUIRE(record["tables"][1]["name"] == "slots");
  std::vector<double> by_slot(5);
  for (const auto& row : record["tables"][0]["rows"])
    by_slot[row[0].get<std::size_t>() - 1] += row[4].get<double>();
  REQUIRE(record["tables"][1]["rows"].size() == 5);
  for (const auto& row : record["tables"][1]["rows"])
    CHECK(row[2].get<double>() == Approx(by_slot[row[0].get<std::size_t>() - 1]));
  for (const auto* table : {"incarnations", "slots"}) {
    const auto csv = entente({"simulate", "-", "--format", "csv", "--table", table}, in(folder));
    CHECK(csv.code == 0);
    CHECK_THAT(csv.out, Catch::StartsWith("agent,"));
  }
  for (const auto* table : {"groups", "trend-incarnations", "trend-slots"}) {
    const auto csv =
        entente({"simulate", "-", "--seeds", "4", "--format", "csv", "--table", table}, in(folder));
    CHECK(csv.code == 0);
    CHECK(csv.out.size() > 100);
  }
}

TEST_CASE("favor: described agents play with their rates and discount factors", "[program][favor]") {
  const tests::TemporaryFolder folder;
  const auto given = society + R"(topology = "given"
discount_factors = "given"
)";
  const auto refused = entente({"simulate", "-"}, in(folder, given));
  CHECK(refused.code == 3);
  CHECK_THAT(refused.err, Contains("simulate.topology = \"given\" needs [[agents]]"));
  auto pair =
      given +
      "[[agents]]\ndiscount_factor = 0.8\n[[agents]]\ndiscount_factor = 0.6\n[encounters]\nrate = 1.0\n";
  CHECK_THAT(entente({"simulate", "-"}, in(folder, pair)).err,
             Contains("simulate.agents = 5 but 2 are described"));
  pair.erase(pair.find("agents = 5\n"), 11);
  const auto played = entente({"simulate", "-", "--format", "json", "--set", "simulate.replacement_rate=0"},
                              in(folder, pair));
  CHECK(played.code == 0);
  const auto slots = Json::parse(played.out)["tables"][1]["rows"];
  REQUIRE(slots.size() == 2);
  CHECK(slots[0][1].get<double>() == Approx(0.8).epsilon(1e-15));
  CHECK(slots[1][1].get<double>() == Approx(0.6).epsilon(1e-15));
}

TEST_CASE("favor: wishes that do not go together are refused where they stand", "[program][favor]") {
  const tests::TemporaryFolder folder;
  const auto error = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"simulate", "-"});
    const auto run = entente(words, in(folder));
    CHECK(run.code == 3);
    return run.err;
  };
  CHECK_THAT(error({"--set", "simulate.replacement_rate=1.5"}), Contains("violates 0 <= lambda <= 1"));
  CHECK_THAT(error({"--set", "simulate.policy=\"tit-for-tatt\""}),
             Contains("did you mean \"tit-for-tat\"") || Contains("did you mean 'tit-for-tat'"));
  CHECK_THAT(error({"--set", "simulate.policy=\"always-grant\"", "--set", "simulate.communication=true"}),
             Contains("simulate.communication = true needs a policy"));
  CHECK_THAT(error({"--set", "simulate.audit_decisions=5", "--set", "simulate.communication=true"}),
             Contains("simulate.audit_decisions"));
}

TEST_CASE("favor: an audit tries decisions the other way", "[program][favor]") {
  const tests::TemporaryFolder folder;
  const auto run = entente({"simulate", "-", "--format", "json", "--set", "simulate.audit_decisions=10",
                            "--set", "simulate.audit_rollouts=2", "--set", "simulate.audit_rounds=5"},
                           in(folder));
  CHECK(run.code == 0);
  const auto record = Json::parse(run.out);
  REQUIRE(record["tables"].size() == 3);
  CHECK(record["tables"][2]["rows"].size() >= 2);
  CHECK(record["summary"].contains("audit_mean_positive_gain"));
}
