#include "models/limited_trust/expected_rounds.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/limited_trust/metagame_profile.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/limited_trust/personal_dynamics.hpp"
#include "models/limited_trust/personal_metagame.hpp"
#include "models/limited_trust/trust_series.hpp"

namespace models::limited_trust {
namespace {

using solvers::Termination;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Everything about a run that does not depend on what a profile is.
class Ledger {
 public:
  explicit Ledger(const Parameters& parameters)
      : agents_(parameters.network->graph.nodes()),
        by_agent_(Vector::Zero(agents_)),
        trust_(agents_, agents_ <= TrustSeries::most_agents, at(parameters.simulation.rounds)) {}

  void add(const Vector& utility, const std::vector<double>& trust) {
    trajectory_.steps.push_back(static_cast<long>(utility_.size()));
    utility_.push_back(utility.mean());
    by_agent_ += utility;
    final_trust_ = mean(trust);
    trust_sum_ += final_trust_;
    trust_.add(trust);
  }

  /// Takes the termination, period and transient of a DynamicsResult.
  template <typename Course>
  Trajectory close(const Course& course, double exploitability, std::vector<Invariant> invariants) {
    const bool stopped = was_stopped(course.termination);
    const bool cycles = course.termination == Termination::cycling;
    trajectory_.termination = stopped || cycles ? course.termination : Termination::converged;
    trajectory_.series.push_back({"utility", "mean", utility_});
    for (auto& series : trust_.take()) trajectory_.series.push_back(std::move(series));
    summarise(exploitability);
    if (cycles)
      tell(course.transient, "cycle_from",
           fmt::format("profiles repeat from here with period {}", course.period));
    if (cycles) trajectory_.summary.push_back({"cycle_period", static_cast<double>(course.period)});
    if (course.termination == Termination::converged)
      tell(course.transient, "rest_from", "nobody moves any more");
    const bool holds =
        std::all_of(invariants.begin(), invariants.end(), [](const auto& one) { return one.holds; });
    trajectory_.status = stopped ? Status::stopped : holds ? Status::certified : Status::failed;
    trajectory_.invariants = std::move(invariants);
    return std::move(trajectory_);
  }

  bool empty() const { return utility_.empty(); }
  double final_utility() const { return utility_.back(); }

 private:
  void summarise(double exploitability) {
    auto& summary = trajectory_.summary;
    const auto count = static_cast<double>(utility_.size());
    summary = {{"agents", static_cast<double>(agents_)}, {"rounds", count}};
    if (empty()) return;
    summary.push_back({"mean_utility", mean(utility_)});
    summary.push_back({"final_utility", utility_.back()});
    summary.push_back({"mean_trust", trust_sum_ / count});
    summary.push_back({"final_trust", final_trust_});
    summary.push_back({"final_exploitability", exploitability});
    if (agents_ > TrustSeries::most_agents) return;
    by_agent_ /= count;
    summary.push_back({"mean_utility_by_agent", std::vector<double>(by_agent_.begin(), by_agent_.end())});
  }

  void tell(long step, const char* name, std::string what) {
    trajectory_.summary.push_back({name, static_cast<double>(step)});
    trajectory_.events.push_back({step, "all", std::move(what)});
  }

  int agents_;
  Vector by_agent_;
  TrustSeries trust_;
  std::vector<double> utility_;
  double trust_sum_ = 0, final_trust_ = 0;
  Trajectory trajectory_;
};

bool near(double a, double b) { return std::abs(a - b) <= 1e-11 * std::max(1.0, std::abs(b)); }

/// A round again, game by game from its invitations: what its games pay, and how many there are.
std::vector<Invariant> checked(const Network& network, const RankedPayoffs& payoffs,
                               const TrustProfile& profile, double mean_utility) {
  const auto invited = invitation_probabilities(network, payoffs, profile);
  double paid = 0, sent = 0, slots = 0;
  for (int i = 0; i < network.graph.nodes(); ++i) {
    const auto neighbors = network.graph.neighbors(i);
    for (std::size_t n = 0; n < neighbors.size(); ++n) {
      const int leader = profile[at(i)], follower = profile[at(neighbors[n])];
      sent += invited[at(i)][n];
      paid += invited[at(i)][n] * (payoffs.leader(leader, follower) + payoffs.follower(leader, follower));
    }
    slots += std::min(network.graph.degree(i), network.invitations[at(i)]);
  }
  const double earned = mean_utility * network.graph.nodes();
  return {{"agents earn what the games of the last round pay", near(earned, paid),
           fmt::format("{} and {}", earned, paid)},
          {"agents send as many invitations as they have, or neighbors", near(sent, slots),
           fmt::format("{} and {}", sent, slots)}};
}

/// Payoffs, dynamics and start of a description.
struct Setting {
  Setting(const Parameters& p, const RunOptions& options)
      : source(payoff_source(p.payoffs, options)),
        payoffs(source, starting_levels(p)),
        game(metagame_on(*p.network, p.metagame, payoffs)),
        dynamics(dynamics_of(p.metagame, p.payoffs, options)),
        start(starting_profile(p, payoffs)) {
    dynamics.max_rounds = p.simulation.rounds;
    dynamics.to_the_end = true;
  }

  PayoffSource source;
  RankedPayoffs payoffs;
  TrustGame game;
  DynamicsOptions dynamics;
  TrustProfile start;
};

Trajectory one_trust_each(const Parameters& p, Setting& setting) {
  Ledger ledger(p);
  TrustProfile last = setting.start;
  setting.dynamics.observe = [&](const TrustProfile& profile) {
    std::vector<double> trust;
    for (const int level : profile) trust.push_back(setting.payoffs.trust()(level));
    ledger.add(round_utilities(*p.network, setting.payoffs, profile).total(), trust);
    last = profile;
  };
  const auto result = best_response_dynamics(setting.game, setting.start, setting.dynamics);
  if (ledger.empty()) return ledger.close(result, 0, {});
  return ledger.close(result, trust_regrets(setting.game, last).largest(),
                      checked(*p.network, setting.payoffs, last, ledger.final_utility()));
}

Trajectory trust_by_neighbor(const Parameters& p, const Setting& setting) {
  Ledger ledger(p);
  const auto game = personal_game(p, setting.payoffs);
  auto last = show_all(*p.network, setting.start);
  const auto result = personal_dynamics(game, last, setting.dynamics, [&](const PersonalProfile& profile) {
    std::vector<double> trust;  // of each agent the mean over its neighbors
    for (const auto& shown : profile) {
      double sum = 0;
      for (const int level : shown) sum += setting.payoffs.trust()(level);
      trust.push_back(shown.empty() ? 0 : sum / static_cast<double>(shown.size()));
    }
    ledger.add(personal_utilities(*p.network, setting.payoffs, profile), trust);
    last = profile;
  });
  if (ledger.empty()) return ledger.close(result, 0, {});
  const Vector regrets = personal_regrets(game, last);
  const bool sound = (regrets.array() >= 0).all() && regrets.allFinite();
  return ledger.close(result, regrets.maxCoeff(), {{"regrets of the last round are numbers", sound, ""}});
}

}  // namespace

Trajectory expected_rounds(const Parameters& p, const RunOptions& options) {
  if (p.metagame.personalised)
    check_personal(p);
  else
    check_metagame(p);
  Setting setting(p, options);
  auto trajectory = p.metagame.personalised ? trust_by_neighbor(p, setting) : one_trust_each(p, setting);
  auto& notes = trajectory.notes;
  notes = network_notes(*p.network);
  notes.insert(notes.end(), p.network->notes.begin(), p.network->notes.end());
  notes.push_back(fmt::format("utilities are expected ones ({}); trust is that of the round's games{}",
                              setting.source.evidence,
                              p.metagame.personalised ? ", of each agent the mean over its neighbors" : ""));
  if (p.metagame.noise_samples > 0) notes.push_back(estimate_note(p.metagame.noise_samples));
  return trajectory;
}

}  // namespace models::limited_trust
