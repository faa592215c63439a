#include "models/favor/society.hpp"

#include "models/favor/equations.hpp"
#include "models/favor/population.hpp"
#include "solvers/core/require.hpp"

namespace models::favor {
namespace {

SocietySettings checked(const SocietySettings& settings, const solvers::Vector& factors,
                        const solvers::Matrix& rates) {
  using namespace solvers::require;
  constexpr auto who = "society";
  at_least(who, "agents", settings.agents, 2);
  at_least(who, "rounds", settings.rounds, 1);
  inside(who, "discount_factor", settings.discount_factor, 0, 1);
  if (factors.size() > 0) same_size(who, "discount_factors", factors.size(), "agents", settings.agents);
  if (rates.size() > 0) same_size(who, "rates", rates.rows(), "agents", settings.agents);
  that((settings.topology == Topology::given) == (rates.size() > 0), who,
       "rates are given exactly with Topology::given");
  that((settings.discount_factors == DiscountFactors::given) == (factors.size() > 0), who,
       "discount factors are given exactly with DiscountFactors::given");
  return settings;
}

}  // namespace

std::vector<Game> games_of_round(const Terms& terms, const solvers::Matrix& rates, int round,
                                 const KeyedDraws& draws) {
  std::vector<Game> games;
  const auto agents = static_cast<int>(rates.rows());
  for (int i = 0; i < agents; ++i)
    for (int j = 0; j < agents; ++j) {
      if (i == j || draws.uniform(Draw::meeting, round, i, j) >= rates(i, j)) continue;
      auto cost = draws.stream(Draw::cost, round, i, j), value = draws.stream(Draw::value, round, i, j);
      const double c = terms.draw_cost(cost);
      games.push_back({i, j, c, terms.draw_value(c, value)});
    }
  return games;
}

Society::Society(const Terms& terms, const SocietySettings& settings, std::uint64_t seed,
                 const solvers::Vector& discount_factors, const solvers::Matrix& rates)
    : terms_(terms),
      settings_(checked(settings, discount_factors, rates)),
      draws_(seed),
      beliefs_(settings.reputation, settings.rounds),
      given_factors_(discount_factors),
      rates_(rates.size() > 0
                 ? rates
                 : encounter_rates(settings.topology, settings.rate_factor, settings.agents, draws_)),
      ledgers_(index(settings.agents, 0)),
      answers_(ledgers_.size()),
      current_(static_cast<std::size_t>(settings.agents)) {
  if (settings.communication.active)
    counsel_ =
        std::make_unique<Counsel>(terms_, settings_.communication, settings_.decision, beliefs_, rates_);
  for (int place = 0; place < settings.agents; ++place) arrive(place);
}

void Society::arrive(int place) {
  const double gamma = round_ == 0 && given_factors_.size() > 0
                           ? given_factors_(place)
                           : draw_discount_factor(settings_.discount_factors, settings_.discount_factor,
                                                  round_, place, draws_);
  current_[static_cast<std::size_t>(place)] = lives_.size();
  lives_.push_back({.place = place, .first_round = round_, .discount_factor = gamma});
}

void Society::replace_agents() {
  replaced_.clear();
  if (round_ == 0) return;
  for (int place = 0; place < settings_.agents; ++place) {
    if (draws_.uniform(Draw::replacement, round_, place) >= settings_.reputation.replacement_rate) continue;
    replaced_.push_back(place);
    arrive(place);
    if (!settings_.clear_memory) continue;
    for (int other = 0; other < settings_.agents; ++other) {
      ledgers_[index(place, other)].clear();
      answers_[index(place, other)] = {};
    }
    if (counsel_) counsel_->forget(place);
  }
}

Request Society::request(const Game& game) const {
  const int i = game.offerer, j = game.asker;
  Request request{.now = static_cast<double>(round_),
                  .discount_factor = discount_factor(i),
                  .asker_discount_factor = discount_factor(j),
                  .offer_rate = rates_(i, j),
                  .ask_rate = rates_(j, i),
                  .own_reputation = &ledger(j, i),
                  .cost = game.cost};
  request.asker_public_mean = ledger(i, j).mean(request.now, beliefs_).mean;
  request.asker_mean = counsel_ ? counsel_->mean(i, j) : request.asker_public_mean;
  return request;
}

Decision Society::decide_game(const Game& game, const Request& request) const {
  const auto& memory = answers_[index(game.offerer, game.asker)];
  const auto limit = [&] {
    return terms_
        .limits(annuity_factor(request.discount_factor), annuity_factor(request.asker_discount_factor),
                request.offer_rate, request.ask_rate)
        .c12;
  };
  Decision decision;
  switch (settings_.decision.policy) {
    case Policy::reputation:
    case Policy::limit_rule:
      return decide(terms_, settings_.decision, beliefs_, request);
    case Policy::known:
      decision.grants = game.cost <= limit();
      break;
    case Policy::always:
      decision.grants = true;
      break;
    case Policy::never:
      break;
    case Policy::tit_for_tat:
      decision.grants = memory.last_granted;
      break;
    case Policy::grim_trigger:
      decision.grants = !memory.ever_refused;
      break;
  }
  return decision;
}

Play Society::play(const Game& game) {
  const auto request = this->request(game);
  Play play{.game = game,
            .decision = decide_game(game, request),
            .believed = request.asker_mean,
            .life = static_cast<int>(current_[static_cast<std::size_t>(game.offerer)])};
  const auto& threshold = play.decision.threshold;
  play.truthful = threshold && play.decision.grants == (request.discount_factor >= *threshold);
  return play;
}

void Society::settle(const Play& play) {
  const auto& [offerer, asker, cost, value] = play.game;
  auto& giver = lives_[static_cast<std::size_t>(play.life)];
  ++giver.asked;
  if (play.decision.grants) {
    ++giver.granted;
    giver.utility -= cost;
    lives_[current_[static_cast<std::size_t>(asker)]].utility += value;
  }
  auto& memory = answers_[index(asker, offerer)];
  memory.last_granted = play.decision.grants;
  memory.ever_refused = memory.ever_refused || !play.decision.grants;
  if (!play.decision.threshold) return;
  const auto seen = shown(play.decision.grants, *play.decision.threshold, round_);
  ledgers_[index(asker, offerer)].observe(seen, beliefs_);
  if (counsel_) counsel_->observe(asker, offerer, seen);
}

void Society::hear_advice(const std::vector<Game>& games) {
  counsel_->start_round(ledgers_, round_);
  solvers::Vector factors(settings_.agents);
  for (int place = 0; place < settings_.agents; ++place) factors(place) = discount_factor(place);
  for (const auto& game : games) counsel_->ask(game.offerer, game.asker, game.cost, factors);
}

void Society::begin_round() {
  replace_agents();
  const auto games = games_of_round(terms_, rates_, round_, draws_);
  if (counsel_) hear_advice(games);
  plays_.clear();
  for (const auto& game : games) plays_.push_back(play(game));
}

void Society::end_round() {
  for (const auto& done : plays_) settle(done);
  for (const auto life : current_) ++lives_[life].rounds;
  ++round_;
}

}  // namespace models::favor
