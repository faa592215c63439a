// Every case of the catalog runs as its kind: what is simulated over a few rounds, what is solved as it
// stands.
#include "models/catalog.hpp"

#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "models/limited_trust/limited_trust.hpp"
#include "models/read_model.hpp"
#include "tests/models/limited_trust/simulated.hpp"
#include "tests/support/reference.hpp"
#include "tests/support/run_program.hpp"

namespace {

using namespace models;
using limited_trust::LimitedTrust;

std::optional<std::string> data_file(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) return std::nullopt;
  return tests::read_text(path);
}

/// The case with overrides; nothing, said aloud, where its network is not there.
std::optional<LoadedModel> load(const std::string& name, std::vector<Override> overrides = {}) {
  const auto text = find_catalog_text(name);
  REQUIRE(text);
  try {
    return read_model(parse_document(name, *text, data_file),
                      {.overrides = std::move(overrides), .read_text = data_file});
  } catch (const DescriptionError& error) {
    const std::string what = error.what();
    if (what.find("is not shipped; get it from") == std::string::npos) throw;
    CHECK_THAT(what, Catch::Contains("error: network.edges: network '") && Catch::Contains("save it as"));
    WARN("skipped: " << name << ": " << what.substr(0, what.find('\n')));
    return std::nullopt;
  }
}

const limited_trust::Parameters& parameters(const LoadedModel& loaded) {
  return dynamic_cast<const LimitedTrust&>(*loaded.model).parameters();
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : catalog())
    if (entry.name.starts_with("limited-trust/")) names.emplace_back(entry.name);
  return names;
}

/// Whether the case is about rounds of a network that may change.
bool is_dynamic(const std::string& name) {
  return name.find("figure") != std::string::npos || name.find("karate") != std::string::npos ||
         name.find("facebook") != std::string::npos;
}

}  // namespace

TEST_CASE("every case of the catalog runs", "[catalog]") {
  const auto name = GENERATE(from_range(cases()));
  CAPTURE(name);
  std::vector<Override> shorter;
  const auto whole = load(name);
  if (!whole) return;
  CHECK_FALSE(whole->title.empty());
  CHECK_FALSE(whole->source.empty());
  if (parameters(*whole).network) {
    shorter = {{"simulate.rounds", "12"}, {"metagame.grid_points", "31"}};
    const auto loaded = load(name, shorter);
    const auto trajectory = loaded->model->simulate(loaded->wishes);
    CHECK(trajectory.status == Status::certified);
    CHECK(trajectory.steps.size() == 12);
    CHECK(tests::number(trajectory, "mean_utility") > 0);
  } else if (name != "limited-trust/learning-time") {
    auto options = whole->wishes;
    options.max_iterations = std::min(options.max_iterations, 100'000);
    const auto solution = certified(*whole->model, whole->model->solve(options), options);
    CHECK((solution.status == Status::certified || solution.status == Status::candidate));
  } else {
    CHECK(whole->model->bound(whole->wishes).status == Status::certified);
  }
}

TEST_CASE("figures of the source print what it prints", "[catalog]") {
  int printed = 0;
  for (const auto& name : cases()) {
    if (!is_dynamic(name)) continue;
    const auto loaded = load(name);
    if (!loaded) continue;
    CAPTURE(name);
    CHECK(loaded->published->find("note"));
    const auto* utility = loaded->published->find("mean_utility");
    if (!utility) continue;
    ++printed;
    const auto* selfish = loaded->published->find("selfish_mean_utility");
    REQUIRE(selfish);
    CHECK(utility->number() > selfish->number());
  }
  CHECK(printed >= 12);  // karate's five settings and three with estimates, the women's four
}

TEST_CASE("tables of the source: each printed number within four standard errors of the exact one",
          "[catalog][reference]") {
  const std::pair<const char*, const char*> tables[] = {
      {"Table I col 1", "limited-trust/table1-selfish"},
      {"Table I col 2", "limited-trust/table1-slight-trust"},
      {"Table I col 3", "limited-trust/table1-trusting"},
      {"Table III cols 2-4", "limited-trust/table3-increasing"},
      {"Table III cols 5-7", "limited-trust/table3-decreasing"}};
  const auto items = tests::reference_items("limited_trust.json", "fig1_tables");
  REQUIRE(items.size() == 5);
  for (std::size_t t = 0; t < 5; ++t) {
    const auto& item = items[t];
    const auto loaded = load(tables[t].second);
    CAPTURE(tables[t].second);
    REQUIRE(item.text("name") == tables[t].first);
    REQUIRE(parameters(*loaded).network->initial_trust.isApprox(item.vector("delta"), 1e-15));
    const auto solution = certified(*loaded->model, loaded->model->solve(loaded->wishes), loaded->wishes);
    REQUIRE(solution.status == Status::certified);
    const auto exact = item.vector("exact"), error = item.vector("se1000"), paper = item.vector("paper");
    const auto* printed = loaded->published->find("mean_utility_by_agent");
    REQUIRE(printed);
    for (int i = 0; i < 7; ++i) {
      CAPTURE(i);
      const auto place = static_cast<std::size_t>(i);
      CHECK(std::get<double>(solution.equilibria.at(0).payoff.at(place).value) ==
            Approx(exact(i)).margin(1e-9));
      const double shown = printed->array()->at(place).number();
      CHECK(shown == Approx(paper(i)).margin(1e-12));
      CHECK(std::abs(shown - exact(i)) < 4 * error(i));
    }
    const double average = loaded->published->find("mean_utility")->number();
    CHECK(std::abs(average - item.number("exact_average")) < 4 * item.number("avg_se1000"));
    if (t == 4) CHECK(paper.mean() == Approx(13.533).margin(5e-4));  // printed below it: 13.559
  }
}

TEST_CASE("known trust: the catalog's exact means are those of the reference", "[catalog][reference]") {
  struct Case {
    const char *network, *ties, *name;
  };
  const Case known[] = {
      {"karate", "random", "figure6-karate-random"},
      {"karate", "lex", "figure8-karate-lexicographic"},
      {"highland_tribes", "random", "figure26-highland-random"},
      {"highland_tribes", "lex", "figure25-highland-lexicographic"},
      {"southern_women_3events", "random", "figure30-women-random"},
      {"southern_women_3events", "lex", "figure29-women-lexicographic"},
      {"taro", "random", "figure34-taro-random"},
      {"taro", "lex", "figure33-taro-lexicographic"},
      {"highschool_boys", "random", "figure38-highschool-random"},
      {"highschool_boys", "lex", "figure37-highschool-lexicographic"},
      {"residence_hall", "random", "figure42-hall-random"},
      {"residence_hall", "lex", "figure41-hall-lexicographic"},
      {"ego_facebook_0", "random", "figure10-facebook-random"},
      {"ego_facebook_0", "lex", "facebook-lexicographic"},
  };
  int compared = 0;
  for (const auto& item : tests::reference_items("limited_trust.json", "networks"))
    for (const auto& [network, ties, name] : known) {
      if (!item.has("tie") || !item.has("avg_util_first100") || item.text("network") != network ||
          item.text("tie") != ties || item.text("dynamics").find("fixed") != std::string::npos)
        continue;
      CAPTURE(name);
      const auto loaded = load(std::string("limited-trust/") + name);
      if (!loaded) continue;
      ++compared;
      CHECK(tests::number(loaded->model->simulate(loaded->wishes), "mean_utility") ==
            Approx(item.number("avg_util_first100")).margin(1e-8));
    }
  CHECK(compared >= 2);
}

TEST_CASE("a star of ten leaves: the mixture of the reference, certified", "[catalog][reference]") {
  const auto item = tests::reference_items("limited_trust.json", "metagame_mixed").at(0);
  const auto loaded = load("limited-trust/star-mixed");
  const auto solution = certified(*loaded->model, loaded->model->solve(loaded->wishes), loaded->wishes);
  REQUIRE(solution.status == Status::certified);
  const auto& found = solution.equilibria.at(0);
  CHECK(found.certificate.epsilon < 1e-9);
  CHECK(std::get<double>(found.profile[0].choices.at(0).value) == item.number("center_delta"));
  for (std::size_t leaf = 1; leaf <= 10; ++leaf) {
    const auto trust = std::get<std::vector<double>>(found.profile[leaf].choices.at(0).value);
    const auto probability = std::get<std::vector<double>>(found.profile[leaf].choices.at(1).value);
    REQUIRE(trust == std::vector<double>{0, 30});
    CHECK(probability[1] == Approx(item.number("leaf_P30")).margin(item.number("abs_err")));
    CHECK(std::get<double>(found.payoff[leaf].value) == Approx(item.number("leaf_value")).margin(1e-8));
  }
}
