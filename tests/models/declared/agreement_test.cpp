// Games of other families written as formulas agree with the C++ of those families.
#include <string>

#include <catch2/catch.hpp>

#include "models/catalog.hpp"
#include "models/coopetition/coopetition.hpp"
#include "models/coopetition/equations.hpp"
#include "models/declared/declared.hpp"
#include "models/declared/profile.hpp"
#include "models/digital_twin/equations.hpp"
#include "models/favor/pair_limits.hpp"
#include "models/read_model.hpp"
#include "solvers/core/random.hpp"
#include "solvers/laws/law.hpp"

namespace {

using namespace models;
using solvers::Vector;

LoadedModel case_of(const std::string& name) {
  for (const auto& entry : catalog())
    if (entry.name == name) return read_model(parse_document(name, entry.text, {}));
  throw std::invalid_argument("no case " + name);
}

const declared::Parameters& game_of(const LoadedModel& loaded) {
  return dynamic_cast<const declared::Declared&>(*loaded.model).parameters();
}

double number_of(const Quantity& quantity) { return std::get<double>(quantity.value); }

}  // namespace

TEST_CASE("digital-twin payoffs as formulas agree with the family's to 1e-12", "[declared][agreement]") {
  const auto loaded = case_of("declared/digital-twin-three");
  const auto& game = game_of(loaded);
  namespace dt = models::digital_twin;
  const auto all = [](double value) -> Vector { return Vector::Constant(3, value); };
  const dt::PlayersOf<double> players{all(1), all(0.8), all(1), Vector{{1.0, 1.2, 1.4}},
                                      all(5), all(1),   all(1)};
  const dt::TrustOf<double> trust{dt::Trust::Kind::uniform, 0.5, {}};
  for (std::uint64_t k = 0; k < 50; ++k) {
    solvers::RandomStream stream(4, k);
    Vector x(9);
    for (int e = 0; e < 9; ++e) x(e) = stream.uniform(0, e % 3 == 2 ? 1 : 0.5);
    const Vector theirs = dt::payoffs(players, dt::state_of(players, trust, x), x);
    const Vector slopes = dt::own_gradients(dt::Gradient::exact, players, trust, x);
    for (int i = 0; i < 3; ++i) {
      const auto& payoff = *game.players[static_cast<std::size_t>(i)].payoff;
      solvers::Derivatives<double> d;
      payoff.differentiate(x, {9, 0, 0}, d);
      CHECK(std::abs(d.value - theirs(i)) <= 1e-12);
      for (int c = 0; c < 3; ++c) CHECK(std::abs(d.gradient(3 * i + c) - slopes(3 * i + c)) <= 1e-12);
    }
  }
}

TEST_CASE("the coopetitive equilibrium as formulas agrees with the family's to 1e-12",
          "[declared][agreement]") {
  const auto ours = case_of("declared/samsung-sony");
  const auto theirs = case_of("coopetition/samsung-sony");
  const RunOptions options{.starts = 4};
  const auto mine = certified(*ours.model, ours.model->solve(options), options);
  const auto other = certified(*theirs.model, theirs.model->solve(options), options);
  REQUIRE(mine.status == Status::certified);
  REQUIRE(other.status == Status::certified);
  const auto x = declared::vector_of(game_of(ours), mine.equilibria.front().profile);
  for (int i = 0; i < 2; ++i) {
    const double action =
        number_of(other.equilibria.front().profile[static_cast<std::size_t>(i)].choices.front());
    CHECK(std::abs(x(i) - action) <= 1e-12 * action);
    const double payoff = number_of(other.equilibria.front().payoff[static_cast<std::size_t>(i)]);
    CHECK(std::abs(number_of(mine.equilibria.front().payoff[static_cast<std::size_t>(i)]) - payoff) <=
          1e-12 * std::abs(payoff));
  }
}

TEST_CASE("limits of favors as a complementarity problem agree with the family's to 1e-12",
          "[declared][agreement]") {
  const auto found = case_of("declared/favor-pair").model->solve({});
  REQUIRE(found.profiles.size() == 1);
  CHECK(found.completeness.claim == Completeness::all);
  const auto& choices = found.profiles.front().front().choices;
  namespace favor = models::favor;
  const favor::CostLaw costs(solvers::exponential_law(100));
  const favor::FavorLaw law(costs, 600);
  const auto theirs = favor::greatest_limits({law, law, 4, 1.5, 1.0, 0.75});
  CHECK(number_of(choices[0]) == Approx(theirs.c12).epsilon(1e-12));
  CHECK(number_of(choices[1]) == Approx(theirs.c21).epsilon(1e-12));
}

TEST_CASE("the exchange of Bill and Jack is the best of all 512", "[declared][agreement]") {
  // Losses of the giver and gains of the taker; bits 0 to 4 are Bill's things, 5 to 8 Jack's.
  const double bill[] = {-2, -2, -2, -2, -4, 10, 4, 6, 2}, jack[] = {4, 2, 1, 2, 1, -1, -1, -2, -2};
  unsigned best = 0;
  double most = 0;
  for (unsigned exchange = 0; exchange < 512; ++exchange) {
    double u = 0, v = 0;
    for (unsigned k = 0; k < 9; ++k)
      if ((exchange >> k & 1U) != 0) u += bill[k], v += jack[k];
    if (u >= 0 && v >= 0 && u * v > most) most = u * v, best = exchange;
  }
  CHECK(most == 60);
  const auto loaded = case_of("declared/nash-exchange");
  const auto found = loaded.model->solve({});
  REQUIRE(found.profiles.size() == 1);
  const auto& choices = found.profiles.front().front().choices;
  CHECK(number_of(choices[0]) * number_of(choices[1]) == Approx(most).epsilon(1e-12));
  for (unsigned k = 0; k < 9; ++k) {
    const auto& moved = std::get<std::vector<double>>(choices[k < 5 ? 2 : 3].value);
    CHECK(moved[k < 5 ? k : k - 5] == ((best >> k & 1U) != 0 ? 1 : 0));
  }
  const auto judgement = loaded.model->certify(found.profiles.front(), RunOptions{});
  CHECK(judgement.certificate.verdict == solvers::Verdict::proved);
}
