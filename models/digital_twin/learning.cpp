#include "models/digital_twin/learning.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

#include <fmt/format.h>

#include "models/memory.hpp"
#include "solvers/convex_sets/capped_simplex.hpp"
#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

using Eigen::Index;

constexpr auto who = "simulate";
constexpr std::string_view stream_name = "digital-twin/initial-strategies";

/// Everything that can be refused without allocating, before anything is allocated.
const Parameters& checked(const Parameters& p) {
  using namespace solvers::require;
  at_least(who, "players.count", p.players.count(), 1);
  at_least(who, "simulate.rounds", p.simulation.rounds, 1);
  at_least(who, "horizon.length", p.horizon.length, 1, "1 is learning by (14)");
  within(who, "simulate.initial_trust", p.simulation.initial_trust, 0, 1);
  if (const auto& given = p.simulation.initial_trust_matrix) {
    same_size(who, "initial trust", given->rows(), "players", p.players.count());
    same_size(who, "initial trust", given->cols(), "players", p.players.count());
    that(given->minCoeff() >= 0 && given->maxCoeff() <= 1, who, "initial trust lies in [0, 1]");
  }
  if (const auto discount = p.horizon.discount_factor)
    that(*discount > 0 && *discount <= 1, who, "the discount factor lies in (0, 1]");
  that(p.horizon.length == 1 || p.gradient != Gradient::stationary, who,
       "the gradient `stationary` already counts how trust answers; look ahead with `exact`");
  const double copies = p.horizon.length > 1 ? 2 : 1;  // looking ahead moves a copy
  require_memory(who, "what the players believe",
                 copies * BeliefFilter::bytes(p.simulation.belief, p.players.count(), p.simulation.rounds),
                 "take a shorter window");
  require_memory(who, fmt::format("looking {} rounds ahead", p.horizon.length),
                 Rollout::bytes(p.players.count(), p.horizon.length), "take a shorter horizon.length");
  return p;
}

/// Rounds that beliefs may see, those looked ahead included.
int rounds_seen(const Parameters& p) {
  const long rounds = static_cast<long>(p.simulation.rounds) + p.horizon.length;
  return static_cast<int>(std::min<long>(rounds, std::numeric_limits<int>::max()));
}

}  // namespace

Vector initial_profile(const Parameters& p, std::uint64_t seed) {
  const int players = p.players.count();
  Vector profile(choices * players);
  if (const auto& given = p.simulation.initial_strategies) {
    solvers::require::same_size(who, "initial_strategies", given->rows(), "players", players);
    solvers::require::same_size(who, "a row of initial_strategies", given->cols(), "the choices", choices);
    for (int i = 0; i < players; ++i) {
      // Decimals that add to 1 may exceed it by rounding.
      solvers::require::that(given->row(i).minCoeff() >= 0 && given->row(i).sum() <= 1 + 1e-12, who,
                             fmt::format("initial_strategies[{}] is outside {{x >= 0, sum x <= 1}}", i + 1));
      profile.segment<choices>(choices * i) = given->row(i);
    }
  } else {
    solvers::RandomStream stream(seed, solvers::hash_of(stream_name.data(), stream_name.size()));
    for (auto& choice : profile) choice = stream.uniform();
  }
  return projected_step(profile, Vector::Zero(profile.size()), Vector::Zero(players));
}

Vector projected_step(const Vector& profile, const Vector& gradient, const Vector& rate) {
  Vector next(profile.size());
  for (Index i = 0; i < rate.size(); ++i) {
    std::array<double, choices> moved;
    for (int c = 0; c < choices; ++c)
      moved[c] = profile(choices * i + c) + rate(i) * gradient(choices * i + c);
    const auto nearest = solvers::project_capped_simplex<choices>(moved);
    for (int c = 0; c < choices; ++c) next(choices * i + c) = nearest[c];
  }
  return next;
}

Learning::Learning(const Parameters& parameters, const Vector& initial)
    : setting_(checked(parameters)),
      horizon_(parameters.horizon),
      trust_(make_trust_dynamics(parameters)),
      beliefs_(parameters.simulation.belief, parameters.players.count(), rounds_seen(parameters)),
      profile_(initial) {
  ahead_.trust_moves = trust_->moves();
  look();
}

void Learning::look() {
  ahead_.clear();
  ahead_.extend(setting_, *trust_, beliefs_, profile_);
  if (horizon_.length >
      1) {  // every twin takes it that all go on as they do now, with beliefs and trust moving
    const auto trust = trust_->clone();
    BeliefFilter beliefs = beliefs_;
    for (int h = 1; h < horizon_.length; ++h) {
      trust->update(beliefs.honesty());
      ahead_.extend(setting_, *trust, beliefs, profile_);
    }
  }
  const auto by_round = plan_gradients(setting_, ahead_, horizon_.discount_factor.value_or(1));
  gradient_ = by_round.front();
  if (horizon_.plan == Horizon::Plan::stationary)  // one action held over the whole horizon
    for (std::size_t v = 1; v < by_round.size(); ++v) gradient_ += by_round[v];
}

bool Learning::is_finite() const { return gradient_.allFinite() && round().payoff.allFinite(); }

double Learning::residual() const {
  const auto ones = Vector::Ones(setting_.players.count());
  return (profile_ - projected_step(profile_, gradient_, ones)).cwiseAbs().maxCoeff();
}

void Learning::advance() {
  trust_->update(round().believed);
  Vector next = projected_step(profile_, gradient_, setting_.learning_rate);
  last_step_ = (next - profile_).cwiseAbs().maxCoeff();
  profile_ = std::move(next);
  look();
}

}  // namespace models::digital_twin
