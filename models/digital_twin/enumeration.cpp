// models/digital_twin/enumeration.cpp
// Orbits of stationary profiles as candidates, player by player.
#include "models/digital_twin/enumeration.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "models/digital_twin/best_response.hpp"
#include "models/digital_twin/share_levels.hpp"
#include "models/digital_twin/stationary_orbits.hpp"
#include "models/digital_twin/strategies.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Interval;

bool has_no_trust(const Parameters& p) {
  if (p.gradient == Gradient::stationary) return false;  // trust follows honesty there
  if (p.trust.kind == Trust::Kind::uniform) return p.trust.value == 0;
  return p.trust.kind == Trust::Kind::matrix && (p.trust.matrix.array() == 0).all();
}

double middle(const Interval& range) { return range.lower + range.width() / 2; }

/// (sharing, probing, deception) of each player, the players of the first share first.
std::vector<int> first_naming(const Orbit& orbit) {
  std::vector<int> kinds;
  for (std::size_t k = 0; k < orbit.counts.size(); ++k)
    kinds.insert(kinds.end(), static_cast<std::size_t>(orbit.counts[k]), static_cast<int>(k));
  return kinds;
}

Profile named(const Representative& player, const Orbit& orbit, const std::vector<int>& kinds) {
  Vector profile(choices * static_cast<Eigen::Index>(kinds.size()));
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto choice = choice_at_share(player, middle(orbit.shares[static_cast<std::size_t>(kinds[i])]));
    profile.segment(choices * static_cast<Eigen::Index>(i), choices) << choice.sharing, choice.probing, 0;
  }
  return named_profile(profile);
}

std::string described(const Orbit& orbit) {
  std::string text;
  for (std::size_t k = 0; k < orbit.counts.size(); ++k)
    text += fmt::format("{}{} x share {:.15g}", k ? ", " : "", orbit.counts[k], middle(orbit.shares[k]));
  return fmt::format("{} ({:.0f} labelled)", text, orbit.labelled);
}

/// Whether a player of this share surely gains by a deviation, whatever the exact shares in their enclosures:
/// with P_i = e^x_i / S, a rival's e^x adds up to S (1 - P_i) = e^x_i (1 - P_i) / P_i, so a deviation to
/// score y has the share 1 / (1 + e^(x_i - y) (1 - P_i) / P_i).
bool surely_gains(const Representative& player, const Interval& share) {
  const auto problem = []<typename T>(const RepresentativeOf<T>& p, const T& own_share) {
    using std::log;
    const auto choice = choice_at_share(p, own_share);
    OwnProblem<T> own;
    own.reward = p.reward;
    own.sharing_cost = p.sharing_cost;
    own.probing_cost = p.probing_cost;
    own.sharing_pull = p.information_sensitivity * p.sharing_value;
    own.probing_pull = p.information_sensitivity * p.probing_value;
    own.base = {own.linear_score(choice.sharing, choice.probing) + log((T(1) - own_share) / own_share)};
    return own;
  };
  const Ball enclosed(share);
  const auto rigorous = lift<Ball>(player);
  const auto sure = problem(rigorous, enclosed);
  const auto choice = choice_at_share(rigorous, enclosed);
  const auto best = search(problem(player, middle(share))).best;
  return certainly_less(rigorous.reward * enclosed - sure.cost(choice.sharing, choice.probing),
                        sure.payoff(Ball(best.sharing), Ball(best.probing)));
}

/// Proved: no profile of the orbit is a Nash equilibrium.
bool surely_not_nash(const Representative& player, const Orbit& orbit) {
  return std::any_of(orbit.shares.begin(), orbit.shares.end(),
                     [&](const Interval& share) { return surely_gains(player, share); });
}

void add_profiles(const Representative& player, const Orbits& orbits, Candidates& result) {
  double total = 0;
  for (const auto& orbit : orbits.orbits) total += orbit.labelled;
  const bool each = total <= most_labelled_profiles;
  if (!each)
    result.notes.push_back(fmt::format("{:.0f} labelled profiles: one of each orbit is listed", total));
  for (const auto& orbit : orbits.orbits) {
    result.notes.push_back("orbit: " + described(orbit));
    auto kinds = first_naming(orbit);
    do result.profiles.push_back(named(player, orbit, kinds));
    while (each && std::next_permutation(kinds.begin(), kinds.end()));
  }
}

}  // namespace

std::optional<Candidates> enumerate_identical(const Parameters& p, const RunOptions& options) {
  if (!p.players.identical() || p.players.count() > most_enumerated_players || !has_no_trust(p))
    return std::nullopt;
  const auto player = identical(p.players);
  if (spreads_to_scan(player) > most_spreads) return std::nullopt;
  const auto orbits = stationary_orbits(player, options.stop);
  Candidates result;
  result.solver = {.method = "enumerate", .termination = orbits.termination, .seed = options.seed};
  result.solver.evaluations = orbits.evaluations;
  add_profiles(player, orbits, result);
  result.solver.starts = result.solver.converged = static_cast<int>(orbits.orbits.size());
  if (orbits.complete) {
    result.completeness = {
        Completeness::all,
        "level scan in balls: every stationary profile belongs to one of the orbits, and a Nash "
        "equilibrium is stationary"};
    if (std::all_of(orbits.orbits.begin(), orbits.orbits.end(),
                    [&](const Orbit& orbit) { return surely_not_nash(player, orbit); })) {
      result.solver.termination = solvers::Termination::no_solution;
      result.notes.push_back(
          "proved: there is no pure Nash equilibrium; in every stationary profile a player gains");
    }
  } else {
    result.completeness = {Completeness::at_least, "level scan in balls, not finished"};
    if (orbits.undecided > 0)
      result.notes.push_back(fmt::format(
          "{} ranges of the level could be neither excluded nor shown to hold a profile", orbits.undecided));
  }
  return result;
}

}  // namespace models::digital_twin
