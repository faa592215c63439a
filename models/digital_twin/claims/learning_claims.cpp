#include "models/digital_twin/claims/learning_claims.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/digital_twin/equations.hpp"
#include "models/digital_twin/horizon.hpp"
#include "models/digital_twin/learning.hpp"
#include "models/digital_twin/regrets.hpp"
#include "solvers/core/random.hpp"

namespace models::digital_twin {
namespace {

int runs(const VerifyOptions& options) { return options.thorough ? 300 : 30; }

/// Plays the experiment of each seed; `see(run, learning, round)` looks at every round.
template <typename See>
void play(const Experiment& experiment, const VerifyOptions& options, See see) {
  for (int run = 0; run < runs(options) && !options.stop.requested(); ++run) {
    const auto seed = options.seed + static_cast<std::uint64_t>(run);
    const auto parameters = experiment(seed);
    Learning learning(parameters, initial_profile(parameters, seed));
    for (int t = 0; t < parameters.simulation.rounds; ++t) {
      see(run, learning, t, t + 1 == parameters.simulation.rounds);
      if (t + 1 < parameters.simulation.rounds) learning.advance();
    }
  }
}

std::string coverage(const VerifyOptions& options) {
  return fmt::format("{} seeded runs of the default experiment", runs(options));
}

double deception(const Learning& learning, int i) { return learning.round().profile(choices * i + 2); }

/// Own utilities of the round, summed.
double total(const Vector& payoff) { return payoff.sum(); }

}  // namespace

Finding judge_adaptive_deception(const Experiment& experiment, const VerifyOptions& options) {
  long steps = 0, rises = 0;
  double last = 0;
  Vector before;
  play(experiment, options, [&](int, const Learning& learning, int t, bool at_end) {
    const int n = static_cast<int>(learning.round().payoff.size());
    Vector now(n);
    for (int i = 0; i < n; ++i) now(i) = deception(learning, i);
    if (t > 0) steps += n, rises += (now.array() > before.array()).count();
    if (at_end) last = std::max(last, now.maxCoeff());
    before = now;
  });
  return {.verdict = 100 * rises < steps ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = steps > 0 ? static_cast<double>(rises) / static_cast<double>(steps) : 0,
          .coverage = coverage(options),
          .evidence =
              fmt::format("deception rose in {} of {} steps; largest at the end {:.3g}", rises, steps, last)};
}

Finding judge_personal_trust(const Experiment& experiment, const VerifyOptions& options) {
  double within = 0, between = 0;
  play(experiment, options, [&](int, const Learning& learning, int, bool at_end) {
    if (!at_end) return;
    within += learning.trust().spread().mean() / runs(options);
    const Vector mean = learning.trust().mean();
    between += std::sqrt((mean.array() - mean.mean()).square().mean()) / runs(options);
  });
  return {.verdict = within < between / 3 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = between - within,
          .coverage = coverage(options),
          .evidence = fmt::format(
              "standard deviation of trust over those who trust one player {:.3g}, over those trusted "
              "{:.3g}: tau_ij tends to s_j for every i",
              within, between)};
}

Finding judge_rising_utilities(const Experiment& experiment, const VerifyOptions& options) {
  long players = 0, risen = 0;
  int below = 0;
  double shortfall = 0;
  Vector first;
  play(experiment, options, [&](int, const Learning& learning, int t, bool at_end) {
    if (t == 0) first = learning.round().payoff;
    if (!at_end) return;
    players += first.size();
    risen += (learning.round().payoff.array() > first.array()).count();
    const double nothing = 5.0;  // R, shared equally, at no cost
    below += total(learning.round().payoff) < nothing ? 1 : 0;
    shortfall += (nothing - total(learning.round().payoff)) / runs(options);
  });
  const double share = static_cast<double>(risen) / static_cast<double>(std::max(players, 1L));
  return {.verdict = share < 0.9 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = 1 - share,
          .coverage = coverage(options),
          .evidence = fmt::format(
              "{:.0f} % of players end above their start; the total ends below doing nothing in {} of "
              "{} runs, by {:.3g} on average",
              100 * share, below, runs(options), shortfall)};
}

Finding judge_heterogeneity(const Experiment& experiment, const VerifyOptions& options) {
  long players = 0, sharing = 0, probing = 0;
  play(experiment, options, [&](int, const Learning& learning, int, bool at_end) {
    if (!at_end) return;
    const auto& profile = learning.round().profile;
    for (Eigen::Index i = 0; choices * i < profile.size(); ++i) {
      ++players;
      sharing += profile(choices * i) > 0.5 ? 1 : 0;
      probing += profile(choices * i + 1) > profile(choices * i) ? 1 : 0;
    }
  });
  const double least =
      static_cast<double>(std::min(sharing, probing)) / static_cast<double>(std::max(players, 1L));
  return {.verdict = least > 0.1 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = least,
          .coverage = coverage(options),
          .evidence = fmt::format("alpha > 1/2 for {} of {} players, beta > alpha for {}", sharing, players,
                                  probing)};
}

Finding judge_stability(const Experiment& experiment, const VerifyOptions& options) {
  double largest = 0;
  play(experiment, options, [&](int, const Learning& learning, int, bool at_end) {
    if (at_end) largest = std::max(largest, learning.last_step());
  });
  return {.verdict = largest <= 0.01 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = 0.01 - largest,
          .coverage = coverage(options),
          .evidence = fmt::format("largest last step of a strategy {:.3g}; 0.01 counts as stable", largest)};
}

Finding judge_two_rates(const Experiment& experiment, const VerifyOptions& options) {
  auto slower_trust = experiment(options.seed), slower_learning = slower_trust;
  slower_trust.players.trust_rate *= 0.5;
  slower_learning.players.learning_rate *= 0.5;
  const auto start = initial_profile(slower_trust, options.seed);
  Learning one(slower_trust, start), other(slower_learning, start);
  for (int t = 1; t < slower_trust.simulation.rounds; ++t) one.advance(), other.advance();
  const double difference = (one.round().profile - other.round().profile).cwiseAbs().maxCoeff();
  return {.verdict = difference > 1e-6 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = difference,
          .coverage = "one seeded run with half of eta, and with half of eta hat",
          .evidence = fmt::format("final strategies differ by {:.3g}", difference)};
}

Finding judge_horizon(Gradient gradient, const VerifyOptions& options) {
  solvers::RandomStream stream(options.seed, 13);
  double largest = 0;
  for (int c = 0; c < 20; ++c) {
    const auto parameters = [&] {
      Parameters p;
      p.gradient = gradient;
      const auto draw = [&](double low, double high) {
        return Vector(Vector::NullaryExpr(5, [&] { return stream.uniform(low, high); }));
      };
      p.players = {draw(0.5, 1.5), draw(0.5, 1.5), draw(0.5, 1.5), draw(0.5, 2),   draw(2, 6),
                   draw(0.5, 1.5), draw(0.5, 1.5), draw(0.1, 0.5), draw(0.02, 0.1)};
      return p;
    }();
    const auto start = initial_profile(parameters, options.seed + static_cast<std::uint64_t>(c));
    const auto gradients = [&](int length) {
      const auto trust = dense_trust(Matrix::Constant(5, 5, 0.5) - 0.5 * Matrix::Identity(5, 5),
                                     parameters.players.trust_rate);
      BeliefFilter beliefs(parameters.simulation.belief, 5, length);
      const Setting setting(parameters);
      const auto rollout = roll_out(setting, *trust, beliefs, std::vector<Vector>(length, start));
      return plan_gradients(setting, rollout, 0.9).front();
    };
    largest = std::max(largest, (gradients(6) - gradients(1)).cwiseAbs().maxCoeff());
  }
  return {.verdict = largest > 1e-9 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = largest,
          .coverage = "20 seeded games of 5 players, 6 rounds ahead, discount 0.9",
          .evidence = fmt::format(
              "the first action's gradient over 6 rounds differs from that over one by {:.3g}; with "
              "rivals' information held fixed every later derivative is zero",
              largest)};
}

Finding judge_silent_deception(Honesty honesty, const VerifyOptions&) {
  // Player 1 shared 0.9 and now shares nothing; its objective (13) over 8 rounds with and without deceiving
  // now.
  Parameters p{.gradient = Gradient::exact};
  const auto all = [](double value) { return Vector(Vector::Constant(5, value)); };
  p.players = {all(1), all(1), all(0.2), all(1), all(5), all(1), all(1), all(0.1), all(0.05)};
  p.simulation.belief = {.rule = BeliefRule::window, .window = 2, .honesty = honesty};
  const auto objective = [&](double delta) {
    Vector shared(15), silent(15);
    for (int i = 0; i < 5; ++i) shared.segment<3>(3 * i) << 0.4, 0.3, 0;
    silent = shared;
    shared.head<3>() << 0.9, 0.1, 0;
    silent.head<3>() << 0, 0.1, delta;
    const auto trust =
        dense_trust(Matrix::Constant(5, 5, 0.8) - 0.8 * Matrix::Identity(5, 5), p.players.trust_rate);
    BeliefFilter beliefs(p.simulation.belief, 5, 8);
    std::vector<Vector> plan(8, silent);
    plan[0] = shared;
    for (int t = 2; t < 8; ++t) plan[static_cast<std::size_t>(t)](2) = 0;
    return discounted_payoffs(roll_out(Setting(p), *trust, beliefs, plan), 0.95)(0);
  };
  const double gain = objective(0.02) - objective(0);
  return {.verdict = gain > 0 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = gain,
          .coverage = "one game of 5 identical players, beliefs over two rounds, 8 rounds",
          .evidence = fmt::format(
              "deceiving by 0.02 in a round without sharing changes the objective by {:.3g}", gain),
          .again = "entente simulate digital-twin/deceive-while-silent"};
}

Finding judge_convergence(double kappa, const VerifyOptions& options) {
  const auto all = [](double value) { return Vector(Vector::Constant(2, value)); };
  Parameters p{
      .players = {all(1), all(1), all(1), all(std::sqrt(kappa)), all(1), all(1), all(1), all(0.3), all(0.02)},
      .gradient = Gradient::exact,
      .trust = {.kind = Trust::Kind::uniform}};
  Learning learning(p, initial_profile(p, options.seed));
  for (int t = 0; t < 20'000; ++t) learning.advance();
  const auto found = regrets(p.gradient, p.players, p.trust, learning.round().profile);
  const double gain = largest(found, &PlayerRegret::gain), bound = largest(found, &PlayerRegret::bound);
  Finding finding{
      .margin = gain > 0 ? gain : -bound,
      .coverage = fmt::format("two identical players, kappa = {:g}, 20000 steps of (14)", kappa),
      .evidence = fmt::format("residual {:.3g} at the limit; a deviation gains at least {:.6g}, at most "
                              "{:.6g} (balls)",
                              learning.residual(), gain, bound),
      .again = "entente solve digital-twin/no-equilibrium"};
  if (gain > 1e-6 && learning.residual() < 1e-9)
    finding.verdict = ClaimVerdict::refuted;
  else if (bound < 1e-6)
    finding.verdict = ClaimVerdict::holds;
  return finding;
}

Finding judge_unit_simplex(const std::function<Vector(const Vector&)>& projection) {
  const Vector inside = (Vector(3) << 0.2, 0.3, 0.1).finished();
  const double sum = projection(inside).sum();
  return {.verdict = std::abs(sum - 1) < 1e-12 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = std::abs(sum - 1),
          .coverage = "(0.2, 0.3, 0.1), which (1) allows",
          .evidence = fmt::format("its projection sums to {:.6g}: the set is sum <= 1", sum)};
}

Finding judge_first_round(const Experiment& experiment, int first_summed, const VerifyOptions& options) {
  double left_out = 0;
  int rounds = 0;
  play(experiment, options, [&](int, const Learning& learning, int t, bool) {
    if (t < first_summed) left_out += std::abs(total(learning.round().payoff));
    rounds += t < first_summed ? 1 : 0;
  });
  return {.verdict = rounds == 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = left_out / runs(options),
          .coverage = coverage(options),
          .evidence =
              fmt::format("(12) sums from t = {}, play begins at t = 0: {} rounds with payoffs of {:.4g} a "
                          "run in no sum",
                          first_summed, rounds, left_out / runs(options))};
}

}  // namespace models::digital_twin
