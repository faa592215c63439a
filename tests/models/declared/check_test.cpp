// What check says before anything is solved, and what certificates say of games that are not concave.
#include <string>

#include <catch2/catch.hpp>

#include "models/declared/declared.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;

LoadedModel load(const std::string& payoff, const std::string& bounds = "lower = 0, upper = 4") {
  return read_model(parse_document("game.toml",
                                   "format = \"entente/1\"\nfamily = \"declared\"\n[[players]]\nname = "
                                   "\"one\"\nvariables = [{ name = \"x\", " +
                                       bounds + " }]\nmaximize = \"" + payoff +
                                       "\"\n[[players]]\nname = \"two\"\nvariables = [{ name = \"x\", " +
                                       bounds + " }]\nmaximize = \"-x^2\"\n",
                                   {}));
}

bool mentions(const CheckReport& report, const std::string& words) {
  for (const auto& item : report.items)
    if ((item.name + ": " + item.detail).find(words) != std::string::npos) return true;
  for (const auto& note : report.notes)
    if (note.find(words) != std::string::npos) return true;
  return false;
}

bool all_hold(const CheckReport& report) {
  for (const auto& item : report.items)
    if (!item.holds) return false;
  return !report.items.empty();
}

}  // namespace

TEST_CASE("a smooth concave game checks without a remark", "[declared][check]") {
  const auto report = load("x * (3 - total) - x^2").model->check();
  CHECK(all_hold(report));
  CHECK(report.notes.empty());
  CHECK(mentions(report, "2 of 2 shown in balls"));
}

TEST_CASE("a payoff without a value inside the bounds is found with the point", "[declared][check]") {
  CHECK(mentions(load("x / total").model->check(), "one.x = 0, two.x = 0: 0 / 0"));
  CHECK(mentions(load("sqrt(x - 5) - x").model->check(), "not a number at one.x = 2: sqrt(-3)"));
  const auto inside = load("x / (x - 0.7)^2").model->check();
  CHECK_FALSE(all_hold(inside));
  const auto pole = load("log(x - 1) - x").model->check();
  CHECK_FALSE(all_hold(pole));
  CHECK(mentions(pole, "the payoff of player 'one' is finite within the bounds"));
}

TEST_CASE("derivatives that blow up at a bound are named", "[declared][check]") {
  const auto report = load("sqrt(x) - x").model->check();
  CHECK(mentions(report, "the derivative of the payoff of player 'one' is not finite at x = 0"));
}

TEST_CASE("own problems that are not concave are named, with what that means", "[declared][check]") {
  const auto report = load("x^3 - 3 * x^2 + x").model->check();
  CHECK(mentions(report, "the own problem of player 'one' is not concave"));
  CHECK(mentions(report, "the certificate must search all strategies"));
}

TEST_CASE("kinks and unused parameters are named", "[declared][check]") {
  CHECK(mentions(load("min(x, 2 - x)").model->check(), "has kinks"));
}

TEST_CASE("a stationary profile that is no equilibrium is refuted with the deviation",
          "[declared][certificate]") {
  // x^3/3 - x^2 + x/2 ... : a local maximum inside, a larger one at the bound
  const auto loaded = load("(x - 1)^2 * (x - 3) * 0.5 + 2 * x");
  const Profile inner = {{"one", {{"x", 0.0}}}, {"two", {{"x", 0.0}}}};
  const auto judgement = loaded.model->certify(inner, {});
  CHECK(judgement.certificate.verdict == solvers::Verdict::refuted);
  REQUIRE(judgement.certificate.deviation);
  CHECK(judgement.certificate.deviation->player == "one");
}

TEST_CASE("profiles that do not fit are refused with the entry", "[declared][certificate]") {
  const auto loaded = load("x - x^2");
  const auto message = [&](const Profile& profile) -> std::string {
    try {
      loaded.model->certify(profile, {});
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "nothing";
  };
  CHECK(message({{"one", {{"x", 1.0}}}}) == "profile: two.x is missing");
  CHECK(message({{"one", {{"y", 1.0}}}}) == "profile: unknown entry 'y' of one; did you mean 'x'?");
  CHECK(message({{"oen", {{"x", 1.0}}}}) == "profile: unknown player 'oen'; did you mean 'one'?");
  CHECK(message({{"one", {{"x", 5.0}}}, {"two", {{"x", 1.0}}}}) == "profile: one.x = 5 is outside [0, 4]");
}

TEST_CASE("the range of payoffs is that of the game, not of one player at the profile",
          "[declared][certificate]") {
  const auto loaded = read_model(parse_document("game.toml",
                                                "format = \"entente/1\"\nfamily = \"declared\"\n"
                                                "[[players]]\nname = \"p\"\ncount = 2\n"
                                                "variables = [{ name = \"x\", lower = -1, upper = 1 }]\n"
                                                "maximize = \"x * other.x\"\n",
                                                {}));
  // Any point near (0, 0): a strategy gains at most |x other| + |other|, far below the range 2 of the payoff.
  const auto judgement =
      loaded.model->certify({{"p1", {{"x", 5e-17}}}, {"p2", {{"x", 5e-17}}}}, RunOptions{});
  CHECK(judgement.certificate.verdict == solvers::Verdict::proved);
  CHECK(judgement.certificate.relative_epsilon < 1e-15);
}

TEST_CASE("a solve warns of what check finds", "[declared][check]") {
  const auto warns = [](const LoadedModel& loaded, const std::string& words) {
    for (const auto& note : loaded.model->solve({}).notes)
      if (note.find(words) != std::string::npos) return true;
    return false;
  };
  CHECK(warns(load("x^3 - 3 * x^2 + x"), "the own problem of player 'one' is not concave, as at one.x = "));
  CHECK(warns(load("sqrt(x) - x"), "the derivative of the payoff of player 'one' is not finite at x = 0"));
  CHECK(warns(load("x / total - x"), "the payoff of player 'one' is not a number at one.x = 0, two.x = 0"));
  CHECK(warns(load("min(x, 2 - x)"), "has kinks"));
  CHECK_FALSE(warns(load("x * (3 - total) - x^2"), "player"));
}

TEST_CASE("a jump between constants is no flat payoff", "[declared][certificate]") {
  const auto loaded = load("if(x >= 0.5, 1, 0) - 0.1 * x", "lower = 0, upper = 1");
  const auto judgement = loaded.model->certify({{"one", {{"x", 0.0}}}, {"two", {{"x", 0.0}}}}, RunOptions{});
  CHECK(judgement.certificate.verdict == solvers::Verdict::refuted);
  REQUIRE(judgement.certificate.deviation);
  CHECK(judgement.certificate.deviation->gain == Approx(0.95));
  const auto best = loaded.model->certify({{"one", {{"x", 0.5}}}, {"two", {{"x", 0.0}}}}, RunOptions{});
  CHECK(best.certificate.verdict != solvers::Verdict::refuted);
}

TEST_CASE("profiles where a payoff has no value are neither listed nor judged", "[declared][certificate]") {
  const auto loaded = load("log(x - 0.5) - x", "lower = 0, upper = 2");
  const auto found = loaded.model->solve({});
  for (const auto& profile : found.profiles)
    CHECK(std::get<double>(profile.front().choices.front().value) > 0.5);
  bool warned = false;
  for (const auto& note : found.notes)
    warned = warned || note.starts_with("the payoff of player 'one' is not a number at one.x = 0");
  CHECK(warned);
  CHECK_THROWS_WITH(loaded.model->certify({{"one", {{"x", 0.2}}}, {"two", {{"x", 0.0}}}}, RunOptions{}),
                    "profile: the payoff of player 'one' is not a number at one.x = 0.2: log(-0.3)");
}

TEST_CASE("what violates a constraint is refuted, not left open", "[declared][certificate]") {
  const auto loaded = read_model(parse_document("game.toml",
                                                "format = \"entente/1\"\nfamily = \"declared\"\n"
                                                "[[players]]\nname = \"p\"\n"
                                                "variables = [{ name = \"x\", lower = 0, upper = 1 }]\n"
                                                "maximize = \"x\"\n[[players.constraints]]\n"
                                                "expression = \"x >= 2\"\n",
                                                {}));
  const auto judgement = loaded.model->certify({{"p", {{"x", 1.0}}}}, RunOptions{});
  CHECK(judgement.certificate.verdict == solvers::Verdict::refuted);
  CHECK(judgement.certificate.claim == "no Nash equilibrium: a constraint is violated by 1");
}
