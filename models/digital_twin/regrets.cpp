// models/digital_twin/regrets.cpp
// Regrets of all players.
#include "models/digital_twin/regrets.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;

VectorOf<Ball> inflate(const VectorOf<Ball>& values, double relative) {
  VectorOf<Ball> wide = values;
  for (auto& value : wide) value = inflated(value, relative * std::abs(value.midpoint()));
  return wide;
}

/// U_i at the profile: the own problem's share at (s, b), and the cost of what is really played.
template <typename T>
T payoff_at(const PlayersOf<T>& p, const OwnProblem<T>& own, const VectorOf<T>& profile, int i) {
  const T &alpha = profile(choices * i), &beta = profile(choices * i + 1), &delta = profile(choices * i + 2);
  return own.reward * logistic(own.log_odds(alpha * (T(1) - delta), beta)) -
         cost<T>(p, i, alpha, beta, delta);
}

/// The game in one number type, with its own problems.
template <typename T>
struct Side {
  PlayersOf<T> players;
  TrustOf<T> trust;
  VectorOf<T> profile;
  OwnProblems<T> problems;

  Side(Gradient gradient, PlayersOf<T> p, const Trust& t, const Vector& x)
      : players(std::move(p)),
        trust(lift<T>(t)),
        profile(lift<T>(x)),
        problems(gradient, players, trust, profile) {}
};

PlayerRegret regret_of(const Side<double>& fast, const Side<Ball>& sure, const OwnProblem<double>& own,
                       const OwnProblem<Ball>& rigorous, int i, const RegretOptions& options) {
  const auto& p = fast.players;
  const double range = p.reward(i) + std::max({p.sharing_cost(i), p.probing_cost(i), p.deception_cost(i)});
  return regret_in(own, rigorous, payoff_at(fast.players, own, fast.profile, i),
                   payoff_at(sure.players, rigorous, sure.profile, i), range, options);
}

/// Relaxed problems overstate what a deviation pays, so its gain is asked of the problem itself, O(N) each:
/// of the players who seem to gain most over their range, until the profile is refuted or few are left to
/// ask.
void state_true_gains(const OwnProblems<Ball>& problems, std::vector<int> doubtful,
                      std::vector<PlayerRegret>& regrets) {
  constexpr std::size_t asked = 32;
  const auto seeming = [&](int i) {
    return regrets[static_cast<std::size_t>(i)].measured / regrets[static_cast<std::size_t>(i)].range;
  };
  std::sort(doubtful.begin(), doubtful.end(), [&](int i, int j) { return seeming(i) > seeming(j); });
  doubtful.resize(std::min(doubtful.size(), asked));
  for (const int i : doubtful) {
    auto& regret = regrets[static_cast<std::size_t>(i)];
    const auto& best = regret.response.strategy;
    const Ball paid = problems.problem(i).payoff(Ball(best.sharing), Ball(best.probing));
    regret.response.lower = paid.lower();
    regret.gain = std::max(0.0, (paid - Ball(regret.payoff_upper)).lower());
  }
}

/// Of a player whom a stop left over: nothing is known.
PlayerRegret unjudged() {
  PlayerRegret regret;
  regret.measured = regret.bound = std::numeric_limits<double>::infinity();
  regret.range = 1;
  return regret;
}

}  // namespace

PlayersOf<Ball> inflated_players(const Players& players, double relative) {
  auto p = lift<Ball>(players);
  if (relative == 0) return p;
  for (auto member :
       {&PlayersOf<Ball>::sharing_cost, &PlayersOf<Ball>::probing_cost, &PlayersOf<Ball>::deception_cost,
        &PlayersOf<Ball>::information_sensitivity, &PlayersOf<Ball>::reward, &PlayersOf<Ball>::sharing_value,
        &PlayersOf<Ball>::probing_value})
    p.*member = inflate(p.*member, relative);
  return p;
}

PlayerRegret regret_in(const OwnProblem<double>& own, const OwnProblem<Ball>& rigorous, double payoff,
                       const Ball& sure_payoff, double range, const RegretOptions& options) {
  PlayerRegret regret;
  regret.payoff = payoff;
  regret.payoff_lower = sure_payoff.lower();
  regret.payoff_upper = sure_payoff.upper();
  regret.response = best_response(own, rigorous, {.max_cuts = options.max_cuts});
  regret.measured = std::max(0.0, regret.response.value - regret.payoff);
  const double bound = (Ball(regret.response.upper) - sure_payoff).upper();
  regret.bound = bound <= 0  ? 0
                 : bound > 0 ? bound
                             : std::numeric_limits<double>::infinity();  // NaN bounds nothing
  regret.gain = std::max(0.0, (Ball(regret.response.lower) - sure_payoff).lower());
  regret.range = range;
  return regret;
}

std::vector<PlayerRegret> regrets(Gradient gradient, const Players& players, const Trust& trust,
                                  const Vector& profile, const RegretOptions& options) {
  const Side<double> fast(gradient, lift<double>(players), trust, profile);
  const Side<Ball> sure(gradient, inflated_players(players, options.inflation), trust, profile);
  const int n = players.count();
  std::vector<PlayerRegret> result;
  result.reserve(static_cast<std::size_t>(n));
  if (n <= options.rivals_one_by_one) {
    for (int i = 0; i < n; ++i)
      result.push_back(options.stop.requested() ? unjudged()
                                                : regret_of(fast, sure, fast.problems.problem(i),
                                                            sure.problems.problem(i), i, options));
    return result;
  }
  const auto own = fast.problems.relaxed_problems();
  const auto rigorous = sure.problems.relaxed_problems();
  double allowance = 1e5;  // rivals followed one by one after all, in total
  std::vector<int> doubtful;
  for (int i = 0; i < n; ++i) {
    const auto k = static_cast<std::size_t>(i);
    if (options.stop.requested()) {
      result.push_back(unjudged());
      continue;
    }
    result.push_back(regret_of(fast, sure, own[k], rigorous[k], i, options));
    auto& regret = result.back();
    if (gradient == Gradient::printed || regret.bound <= 1e-12 * regret.range) continue;
    if ((allowance -= n) >= 0) {
      regret = regret_of(fast, sure, fast.problems.problem(i), sure.problems.problem(i), i, options);
    } else {
      regret.response.lower = -std::numeric_limits<double>::infinity();
      regret.gain = 0;
      doubtful.push_back(i);
    }
  }
  state_true_gains(sure.problems, std::move(doubtful), result);
  return result;
}

double largest(const std::vector<PlayerRegret>& regrets, double PlayerRegret::*member) {
  double value = 0;
  for (const auto& regret : regrets) value = std::max(value, regret.*member);
  return value;
}

}  // namespace models::digital_twin
