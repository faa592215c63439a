#include "models/coopetition/simulation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/coopetition/baseline.hpp"
#include "models/coopetition/best_reply.hpp"
#include "models/coopetition/named_profile.hpp"
#include "models/coopetition/trust_contingent.hpp"
#include "models/coopetition/trust_dynamics.hpp"
#include "models/memory.hpp"
#include "solvers/dynamics/cycle.hpp"

namespace models::coopetition {
namespace {

using solvers::Termination;

constexpr double rounding = 1e-12;
constexpr double rest = 1e-12;  // of a step of trust and damage

/// What the laws promise of every period, watched from outside.
class LawWatch {
 public:
  LawWatch(const Parameters& p) : p_(p) {}

  void look(const TrustState& before, const TrustState& after, const Vector& deviations) {
    for (int i = 0; i < p_.count(); ++i)
      for (int j = 0; j < p_.count(); ++j) {
        if (i == j) continue;
        const double T = after.trust(i, j), R = after.damage(i, j), ceiling = 1 - before.damage(i, j);
        low_ = std::min({low_, T, R});
        high_ = std::max({high_, T, R});
        if (deviations(j) > 0) above_ = std::max(above_, T - std::max(before.trust(i, j), ceiling));
        const double rise = R - before.damage(i, j);
        wrong_way_ = std::max(wrong_way_, deviations(j) < 0 ? -rise : rise);
      }
  }
  void look_at_replies(const StageGame<double>& game, const Vector& actions) {
    const Vector away = (best_replies(game, actions) - actions).cwiseAbs();
    furthest_ = std::max(furthest_, (away.array() / actions.array().max(1.0)).maxCoeff());
  }

  std::vector<Invariant> invariants() const {
    const auto& law = p_.trust.law;
    std::vector<Invariant> all{{"trust and damage in [0,1]", low_ >= 0 && high_ <= 1,
                                fmt::format("between {} and {}", low_, high_)}};
    if (law.building == Building::gap)
      all.push_back({"cooperation never lifts trust above the ceiling", above_ <= rounding,
                     fmt::format("at most {:.2g} above", above_)});
    if (law.decay == Decay::regime)
      all.push_back({"damage rises after violations only, and heals without them", wrong_way_ <= rounding,
                     fmt::format("largest step the other way {:.2g}", wrong_way_)});
    if (!p_.simulation.scripted)
      all.push_back({"every period's actions are best replies", furthest_ <= 1e-9,
                     fmt::format("furthest {:.2g} of the action", furthest_)});
    return all;
  }

 private:
  const Parameters& p_;
  double low_ = 1, high_ = 0, above_ = 0, wrong_way_ = 0, furthest_ = 0;
};

Vector stacked(const TrustState& state) {
  const auto n = state.trust.size();
  Vector all(2 * n);
  all << state.trust.reshaped(), state.damage.reshaped();
  return all;
}

class Play {
 public:
  Play(const Parameters& p, const RunOptions& options)
      : p_(p),
        options_(options),
        baseline_(baseline(p)),
        state_(p.trust.initial),
        actions_(baseline_),
        watch_(p) {}

  Trajectory run() {
    record(0);
    for (long t = 0; t < p_.simulation.rounds; ++t) {
      if (const auto stop = options_.stop.requested()) return finish(*stop);
      if (!choose(t)) return finish(Termination::iteration_limit);
      const Vector deviations = actions_ - baseline_;
      const auto next = next_state(p_.trust.law, p_.dependence, state_, deviations);
      watch_.look(state_, next, deviations);
      step_ = (stacked(next) - stacked(state_)).cwiseAbs().maxCoeff();
      state_ = next;
      record(t + 1);
      if (const auto period = cycles_.add(stacked(state_)); period && cycle_ == 0) cycle_ = *period;
    }
    return finish(Termination::converged);
  }

 private:
  StageGame<double> stage() const { return lift_stage<double>(p_, state_, baseline_); }

  /// The actions of period t; false where best replies do not settle.
  bool choose(long t) {
    if (p_.simulation.scripted) {
      actions_ = scripted_actions(p_.simulation, t);
      return true;
    }
    const auto game = stage();
    const auto found = select_equilibrium(game, p_.simulation.selection, actions_);
    if (!found) return false;
    actions_ = *found;
    watch_.look_at_replies(game, actions_);
    for (int i = 0; i < p_.count(); ++i) payoffs_(i) = utility(game, i, actions_);
    return true;
  }

  void add(const char* quantity, const std::string& entity, double value) {
    if (steps_.size() == 1) series_.push_back({quantity, entity, {}});
    series_[at_++].values.push_back(value);
  }

  void record(long step) {
    steps_.push_back(step);
    at_ = 0;
    for (int i = 0; i < p_.count(); ++i)
      for (int j = 0; j < p_.count(); ++j) {
        if (i == j) continue;
        const auto pair = pair_name(p_, i, j);
        add("trust", pair, state_.trust(i, j));
        add("damage", pair, state_.damage(i, j));
        add("ceiling", pair, 1 - state_.damage(i, j));
      }
    if (step == 0 && !p_.simulation.scripted)
      for (int i = 0; i < p_.count(); ++i) payoffs_(i) = utility(stage(), i, actions_);
    for (int j = 0; j < p_.count(); ++j) {
      const auto& name = p_.actors[static_cast<std::size_t>(j)].name;
      add("action", name, actions_(j));
      add("signal", name, signal(p_.trust.law.sensitivity, actions_(j) - baseline_(j)));
      if (!p_.simulation.scripted) add("payoff", name, payoffs_(j));
    }
  }

  /// The range of each pair's trust over the last cycle.
  void summarise_cycle(Quantities& summary) const {
    summary.push_back({"cycle_period", static_cast<double>(cycle_)});
    for (const auto& series : series_) {
      if (series.quantity != "trust" && series.quantity != "damage") continue;
      const auto last = series.values.end(),
                 first = last - std::min<long>(cycle_, static_cast<long>(series.values.size()));
      const auto [low, high] = std::minmax_element(first, last);
      summary.push_back({fmt::format("cycle_{}_lowest {}", series.quantity, series.entity), *low});
      summary.push_back({fmt::format("cycle_{}_highest {}", series.quantity, series.entity), *high});
    }
  }

  void summarise(Trajectory& trajectory) const {
    auto& summary = trajectory.summary;
    summary.push_back({"rounds", static_cast<double>(steps_.back())});
    for (const auto& series : series_)
      if (series.quantity == "trust" || series.quantity == "damage")
        summary.push_back({fmt::format("final_{} {}", series.quantity, series.entity), series.values.back()});
    summary.push_back({"last_step", step_});
    summary.push_back({"at_rest", step_ <= rest});
    if (cycle_ > 1 && step_ > rest) summarise_cycle(summary);
    if (p_.simulation.scripted) return;
    if (const auto next = select_equilibrium(stage(), p_.simulation.selection, actions_))
      for (int i = 0; i < p_.count(); ++i)
        summary.push_back(
            {fmt::format("final_equilibrium {}", p_.actors[static_cast<std::size_t>(i)].name), (*next)(i)});
  }

  Trajectory finish(Termination termination) {
    Trajectory trajectory{.termination = termination, .steps = steps_, .series = series_};
    summarise(trajectory);
    trajectory.invariants = watch_.invariants();
    trajectory.notes.push_back(
        "action and signal at a step are those of the period that ended there; at step 0 the baseline");
    if (!p_.simulation.scripted)
      trajectory.notes.push_back(
          fmt::format("each period the {} equilibrium is played with trust held: actors do not look ahead",
                      p_.simulation.selection == Selection::smallest  ? "smallest"
                      : p_.simulation.selection == Selection::largest ? "largest"
                                                                      : "nearest"));
    trajectory.notes.insert(trajectory.notes.end(), p_.notes.begin(), p_.notes.end());
    const bool holds = std::all_of(trajectory.invariants.begin(), trajectory.invariants.end(),
                                   [](const Invariant& invariant) { return invariant.holds; });
    trajectory.status = was_stopped(termination)                      ? Status::stopped
                        : holds && solvers::reached_goal(termination) ? Status::certified
                                                                      : Status::failed;
    return trajectory;
  }

  const Parameters& p_;
  const RunOptions& options_;
  Vector baseline_;
  TrustState state_;
  Vector actions_;
  Vector payoffs_ = Vector::Zero(p_.count());
  LawWatch watch_;
  solvers::CycleDetector cycles_;
  long cycle_ = 0;
  double step_ = 0;
  std::vector<long> steps_;
  std::vector<Series> series_;
  std::size_t at_ = 0;
};

}  // namespace

const Vector& scripted_actions(const Simulation& simulation, long t) {
  long length = 0;
  for (const auto& phase : simulation.phases) length += phase.rounds;
  long left = t % length;
  for (const auto& phase : simulation.phases) {
    if (left < phase.rounds) return phase.actions;
    left -= phase.rounds;
  }
  return simulation.phases.back().actions;
}

Trajectory simulate(const Parameters& p, const RunOptions& options) {
  const double n = p.count(), numbers = (p.simulation.rounds + 1.0) * (3 * n * (n - 1) + 3 * n + 1);
  require_memory("simulate", "the record", bytes_of_matrix(numbers, 1), "take fewer rounds, simulate.rounds");
  return Play(p, options).run();
}

}  // namespace models::coopetition
