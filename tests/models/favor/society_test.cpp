// Decisions, societies and trends: the reference traces, equal games for every variant, bookkeeping.
#include "models/favor/society.hpp"

#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "models/favor/deviation_audit.hpp"
#include "models/favor/equations.hpp"
#include "models/favor/population.hpp"
#include "models/favor/trend.hpp"
#include "tests/models/favor/small_society.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::favor;
using tests::Market;
using tests::ReferenceItem;

/// Two agents who play the games of a reference trace.
struct TracedPair {
  Market market{200, 600};
  BeliefRule beliefs{{}, 20};
  DecisionRule rule;
  double gamma[2], rate[2][2]{};
  Ledger ledgers[2][2];

  Request request(std::size_t i, double cost, double now) const {
    const auto j = 1 - i;
    const double mean = ledgers[i][j].mean(now, beliefs).mean;
    return {.now = now,
            .discount_factor = gamma[i],
            .asker_discount_factor = gamma[j],
            .offer_rate = rate[i][j],
            .ask_rate = rate[j][i],
            .asker_mean = mean,
            .asker_public_mean = mean,
            .own_reputation = &ledgers[j][i],
            .cost = cost};
  }
};

void check_game(const ReferenceItem& expected, const Decision& found, double cost) {
  const auto close = [&](const char* path, double value) {
    CAPTURE(path, value);
    CHECK(std::abs(value - expected.number(path)) <= 1e-10 * std::max(1.0, std::abs(value)));
  };
  CHECK(expected.number("c") == cost);
  REQUIRE(found.threshold);
  close("gamma_threshold", *found.threshold);
  close("belief_if_P", found.mean_if_granted);
  close("belief_if_R", found.mean_if_refused);
  close("delta_V", found.gain);
  CHECK(expected.text("action") == (found.grants ? "P" : "R"));
}

std::vector<Play> plays_of(Society& society, int rounds) {
  std::vector<Play> all;
  for (int t = 0; t < rounds; ++t) {
    society.begin_round();
    all.insert(all.end(), society.plays().begin(), society.plays().end());
    society.end_round();
  }
  return all;
}

}  // namespace

TEST_CASE("the reference traces: equal actions, numbers to 1e-10", "[favor][simulation][reference]") {
  int games = 0;
  for (const auto& item : tests::reference_items("favor.json", "pair_trace")) {
    TracedPair pair;
    const auto gamma = item.vector("inputs.gamma");
    pair.gamma[0] = gamma(0);
    pair.gamma[1] = gamma(1);
    pair.rate[0][1] = item.number("inputs.r12");
    pair.rate[1][0] = item.number("inputs.r21");
    REQUIRE(item.text("inputs.C") == "uniform(0,200)");
    REQUIRE(item.number("inputs.EW") == 600);
    for (const auto& round : item.list("expected.rounds")) {
      const double t = round.number("t");
      CAPTURE(item.name(), t);
      CHECK(pair.ledgers[1][0].mean(t, pair.beliefs).mean ==
            Approx(round.number("belief_of_1_by_2")).epsilon(1e-10));
      CHECK(pair.ledgers[0][1].mean(t, pair.beliefs).mean ==
            Approx(round.number("belief_of_2_by_1")).epsilon(1e-10));
      std::vector<std::pair<std::size_t, Observation>> seen;
      for (const auto& game : round.list("games")) {
        const auto i = static_cast<std::size_t>(game.number("offer")) - 1;
        const double cost = game.number("c");
        const auto found = decide(pair.market.terms(), pair.rule, pair.beliefs, pair.request(i, cost, t));
        check_game(game, found, cost);
        seen.emplace_back(i, shown(found.grants, *found.threshold, t));
        ++games;
      }
      for (const auto& [i, observation] : seen) pair.ledgers[1 - i][i].observe(observation, pair.beliefs);
    }
  }
  CHECK(games >= 40);
}

TEST_CASE("every variant meets the same games", "[favor][simulation]") {
  const Market market(200, 600);
  SocietySettings settings{.agents = 6, .rounds = 15};
  Society base(market.terms(), settings, 4);
  const auto expected = plays_of(base, 15);
  REQUIRE(expected.size() > 100);
  for (const auto policy : {Policy::limit_rule, Policy::known, Policy::always, Policy::never,
                            Policy::tit_for_tat, Policy::grim_trigger}) {
    settings.decision.policy = policy;
    Society other(market.terms(), settings, 4);
    const auto found = plays_of(other, 15);
    REQUIRE(found.size() == expected.size());
    for (std::size_t k = 0; k < found.size(); ++k) {
      CHECK(found[k].game.offerer == expected[k].game.offerer);
      CHECK(found[k].game.asker == expected[k].game.asker);
      CHECK(found[k].game.cost == expected[k].game.cost);
      CHECK(found[k].game.value == expected[k].game.value);
    }
    for (std::size_t k = 0; k < other.lives().size(); ++k)
      CHECK(other.lives()[k].discount_factor == base.lives()[k].discount_factor);
  }
}

TEST_CASE("baselines do what their names say", "[favor][simulation]") {
  const Market market(200, 600);
  SocietySettings settings{.agents = 5, .rounds = 20};
  const auto run = [&](Policy policy) {
    settings.decision.policy = policy;
    Society society(market.terms(), settings, 2);
    return plays_of(society, 20);
  };
  for (const auto& play : run(Policy::always)) CHECK(play.decision.grants);
  for (const auto& play : run(Policy::never)) CHECK_FALSE(play.decision.grants);
  for (const auto& play : run(Policy::limit_rule)) CHECK((!play.decision.threshold || play.truthful));
  // Nobody begins with a refusal, so nobody is ever answered with one.
  for (const auto& play : run(Policy::tit_for_tat)) CHECK(play.decision.grants);
  for (const auto& play : run(Policy::grim_trigger)) CHECK(play.decision.grants);
  settings.reputation.replacement_rate = 0;
  settings.decision.policy = Policy::known;
  Society known(market.terms(), settings, 2);
  int granted = 0;
  for (const auto& play : plays_of(known, 20)) {
    const auto& game = play.game;
    const auto annuity = [&](int place) { return annuity_factor(known.discount_factor(place)); };
    const auto limits = market.terms().limits(annuity(game.offerer), annuity(game.asker),
                                              known.rates()(game.offerer, game.asker),
                                              known.rates()(game.asker, game.offerer));
    CHECK(play.decision.grants == (game.cost <= limits.c12));
    granted += play.decision.grants ? 1 : 0;
  }
  CHECK(granted > 0);
}

TEST_CASE("rates and discount factors of the topologies and distributions", "[favor][simulation]") {
  const KeyedDraws draws(11);
  const auto uniform = encounter_rates(Topology::uniform, RateFactor::present, 200, draws);
  CHECK(uniform.mean() == Approx(0.5 * 199 / 200).margin(0.01));
  CHECK(uniform.diagonal().isZero());
  double sums[3] = {};
  for (std::uint64_t seed = 0; seed < 40; ++seed)
    for (const auto factor : {RateFactor::present, RateFactor::all, RateFactor::one})
      sums[static_cast<int>(factor)] +=
          encounter_rates(Topology::scale_free, factor, 32, KeyedDraws(seed)).sum() / 40;
  const auto scale_free = encounter_rates(Topology::scale_free, RateFactor::all, 32, draws);
  CHECK(scale_free.minCoeff() >= 0);
  CHECK(scale_free.maxCoeff() <= 1);
  CHECK(sums[static_cast<int>(RateFactor::one)] * 100 == Approx(3200).epsilon(0.1));  // encounters a run
  CHECK(sums[static_cast<int>(RateFactor::all)] > sums[static_cast<int>(RateFactor::present)]);
  const auto mean = [&](DiscountFactors law) {
    double sum = 0;
    for (int i = 1; i <= 20'000; ++i) sum += draw_discount_factor(law, 0.3, 0, i, draws) / 20'000;
    return sum;
  };
  CHECK(mean(DiscountFactors::uniform) == Approx(0.5).margin(0.01));
  CHECK(mean(DiscountFactors::constant) == Approx(0.3));
  CHECK(mean(DiscountFactors::high) == Approx(0.8).margin(0.01));  // E U^(1/4) = 4/5
  CHECK(mean(DiscountFactors::low) == Approx(0.2).margin(0.01));
  const double u = draw_discount_factor(DiscountFactors::uniform, 0, 0, 0, draws);
  CHECK(draw_discount_factor(DiscountFactors::high, 0, 0, 0, draws) == Approx(1 - std::pow(u, 0.25)));
  CHECK(draw_discount_factor(DiscountFactors::low, 0, 0, 0, draws) == Approx(std::pow(u, 0.25)));
}

TEST_CASE("utilities of lives add up, and lives follow one another", "[favor][simulation]") {
  const Market market(200, 600);
  const SocietySettings settings{.agents = 8, .rounds = 60, .reputation = {.replacement_rate = 0.1}};
  Society society(market.terms(), settings, 3);
  double exchanged = 0;
  for (const auto& play : plays_of(society, 60))
    if (play.decision.grants) exchanged += play.game.value - play.game.cost;
  double total = 0;
  int rounds = 0;
  for (const auto& life : society.lives()) {
    total += life.utility;
    rounds += life.rounds;
  }
  CHECK(total == Approx(exchanged).epsilon(1e-12));
  CHECK(rounds == 8 * 60);
  CHECK(society.lives().size() > 30);  // 8 (1 + 59 / 10) expected
}

TEST_CASE("a self-consistent action is truthful, and its threshold is indifferent", "[favor][simulation]") {
  const Market market(200, 600);
  SocietySettings settings{.agents = 8, .rounds = 30};
  settings.decision.self_consistent = true;
  Society society(market.terms(), settings, 1);
  int granted = 0, shown_count = 0;
  for (const auto& play : plays_of(society, 30)) {
    granted += play.decision.grants ? 1 : 0;
    if (!play.decision.threshold) continue;
    ++shown_count;
    CHECK(play.truthful);
  }
  CHECK(shown_count > 30);
  CHECK(granted < shown_count);
}

TEST_CASE("the threshold of a symmetric asker is the textbook one", "[favor][decision]") {
  const Market market(200, 600);
  const DecisionRule rule{.asker_factor = AskerFactor::symmetric};
  const Ledger nobody;
  const Request request{.offer_rate = 0.5, .ask_rate = 0.5, .own_reputation = &nobody, .cost = 80};
  const double surplus = 600 * 80 / 200.0 - 80 * 80 / 400.0;  // B(c) = mu F(c) - M(c)
  CHECK(*shown_threshold(market.terms(), rule, request) == Approx(1 / (1 + 0.5 * surplus / 80)));
}

TEST_CASE("quartic trends recover a quartic, and find its peak", "[favor][trend]") {
  std::vector<TrendPoint> points;
  solvers::RandomStream random(6);
  const auto quartic = [](double x) { return 3 + 40 * x - 90 * x * x + 60 * x * x * x - 20 * x * x * x * x; };
  for (int k = 0; k < 400; ++k) {
    const double x = random.uniform();
    points.push_back({x, quartic(x), 1 + random.uniform(), k % 10});
  }
  const auto exact = quartic_trend(points, 50, 1);
  REQUIRE(exact);
  for (std::size_t g = 0; g < exact->grid.size(); ++g) {
    CHECK(exact->fit[g] == Approx(quartic(exact->grid[g])).epsilon(1e-9));
    CHECK(exact->upper[g] - exact->lower[g] < 1e-8);
  }
  CHECK(exact->peak == Approx(0.3));  // 40 - 180 x + 180 x^2 - 80 x^3 = 0 at 0.3003
  for (auto& point : points) point.value += random.normal();
  const auto noisy = quartic_trend(points, 200, 1);
  int inside = 0;
  for (std::size_t g = 0; g < noisy->grid.size(); ++g)
    inside +=
        noisy->lower[g] <= quartic(noisy->grid[g]) && quartic(noisy->grid[g]) <= noisy->upper[g] ? 1 : 0;
  CHECK(inside > 30);  // of 51, at 90 %
  CHECK_FALSE(quartic_trend({points.begin(), points.begin() + 5}, 10, 1));
}

TEST_CASE("an audited deviation is worth what it costs where nothing follows", "[favor][audit]") {
  // A discount factor of almost 0 leaves the cost of the favor alone.
  const Market market(200, 600);
  SocietySettings settings{.agents = 4, .rounds = 3, .discount_factors = DiscountFactors::given};
  settings.audit = {.states = 1, .rollouts = 3};
  Society society(market.terms(), settings, 5, solvers::Vector::Constant(4, 1e-6));
  society.begin_round();
  const DeviationAudit audit(society, 9);
  int tried = 0;
  for (const auto& play : society.plays()) {
    if (!play.decision.threshold) continue;
    const auto deviation = audit.try_other(play);
    CHECK(deviation.gain == Approx(play.decision.grants ? play.game.cost : -play.game.cost));
    CHECK(deviation.standard_error == Approx(0).margin(1e-9));
    ++tried;
  }
  CHECK(tried > 0);
}
