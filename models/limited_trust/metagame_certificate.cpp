// Verdict on a profile of the metagame, by sums that the solver did not make.
#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "models/limited_trust/expected_payoffs.hpp"
#include "models/limited_trust/metagame.hpp"
#include "models/limited_trust/metagame_profile.hpp"
#include "models/limited_trust/off_grid_regrets.hpp"
#include "models/limited_trust/payoff_source.hpp"

namespace models::limited_trust {
namespace {

using solvers::Verdict;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// What judging finds about each agent.
struct Judgement {
  Vector payoff, regret, range;  ///< range: of the agent's utilities over the grid
  std::vector<double> better;    ///< the trust that gains most
  Vector off_grid;               ///< empty where unknown
};

Judgement empty_judgement(int agents) {
  return {Vector::Zero(agents),
          Vector::Zero(agents),
          Vector::Zero(agents),
          std::vector<double>(at(agents), 0),
          {}};
}

void judge_agent(const TrustGame& game, const Vector& utilities, double own, int agent,
                 Judgement& judgement) {
  judgement.payoff(agent) = own;
  double most = own, least = own;
  int best = -1;
  for (const int x : game.choices) {
    least = std::min(least, utilities(x));
    if (utilities(x) <= most) continue;
    most = utilities(x);
    best = x;
  }
  judgement.range(agent) = most - least;
  if (game.fixed[at(agent)] || best < 0) return;
  judgement.regret(agent) = most - own;
  judgement.better[at(agent)] = game.payoffs->trust()(best);
}

/// Every deviation's utility from the invitations that it changes, summed afresh; or, where that is too much
/// work, from the sums of TrustResponses.
Judgement judge_pure(const TrustGame& game, const TrustProfile& profile, bool& afresh) {
  const auto& network = *game.network;
  const auto& payoffs = *game.payoffs;
  const int agents = network.graph.nodes();
  const auto inviters = network.graph.reversed();
  double work = 0;
  for (int i = 0; i < agents; ++i)
    work += static_cast<double>(network.graph.degree(i)) * inviters.degree(i) * payoffs.levels();
  afresh = work < 1e8;  // three times as much with what lies just above the levels
  auto judgement = empty_judgement(agents);
  TrustResponses responses(network, payoffs, profile);
  std::vector<int> scratch;
  auto moved = profile;
  Vector utilities(payoffs.levels());
  for (int i = 0; i < agents; ++i) {
    if (afresh)
      for (int x = 0; x < payoffs.levels(); ++x) {
        moved[at(i)] = x;
        utilities(x) = agent_utility(network, inviters, payoffs, moved, i, scratch);
      }
    else
      responses.utilities(i, {utilities.data(), at(payoffs.levels())});
    moved[at(i)] = profile[at(i)];
    judge_agent(game, utilities, utilities(profile[at(i)]), i, judgement);
  }
  judgement.off_grid = afresh ? off_grid_regrets(game, profile) : trust_regrets(game, profile).off_grid;
  return judgement;
}

/// The agents on whom agent i's utility depends besides itself: neighbors and inviters, and whom its inviters
/// may invite instead.
std::vector<int> rivals_of(const Network& network, const solvers::Graph& inviters, int i) {
  std::set<int> found(network.graph.neighbors(i).begin(), network.graph.neighbors(i).end());
  for (const int j : inviters.neighbors(i)) {
    found.insert(j);
    found.insert(network.graph.neighbors(j).begin(), network.graph.neighbors(j).end());
  }
  found.erase(i);
  return {found.begin(), found.end()};
}

/// Over how many pure profiles the rivals mix.
double combinations(const MixedProfile& profile, const std::vector<int>& rivals) {
  double count = 1;
  for (const int j : rivals) count *= static_cast<double>((profile[at(j)].array() > 0).count());
  return count;
}

/// u_i at every level, as the sum over all pure profiles of the rivals: by the definition of a mixture, where
/// the solver convolves.
Vector enumerated_utilities(const TrustGame& game, const solvers::Graph& inviters,
                            const MixedProfile& profile, const std::vector<int>& rivals, int i) {
  const auto& payoffs = *game.payoffs;
  TrustProfile pure(profile.size(), 0);
  std::vector<int> scratch;
  Vector utilities = Vector::Zero(payoffs.levels());
  const std::function<void(std::size_t, double)> sum = [&](std::size_t next, double probability) {
    if (next < rivals.size()) {
      const auto& strategy = profile[at(rivals[next])];
      for (int x = 0; x < strategy.size(); ++x) {
        if (!(strategy(x) > 0)) continue;
        pure[at(rivals[next])] = x;
        sum(next + 1, probability * strategy(x));
      }
      return;
    }
    for (int x = 0; x < payoffs.levels(); ++x) {
      pure[at(i)] = x;
      utilities(x) += probability * agent_utility(*game.network, inviters, payoffs, pure, i, scratch);
    }
  };
  sum(0, 1);
  return utilities;
}

Judgement judge_mixed(const TrustGame& game, const MixedProfile& profile, bool& afresh) {
  const int agents = game.network->graph.nodes();
  const auto inviters = game.network->graph.reversed();
  std::vector<std::vector<int>> rivals;
  double work = 0;
  for (int i = 0; i < agents; ++i) {
    rivals.push_back(rivals_of(*game.network, inviters, i));
    work += combinations(profile, rivals.back()) * game.payoffs->levels() *
            static_cast<double>(rivals.back().size() + 1);
  }
  afresh = work < 3e7;
  auto judgement = empty_judgement(agents);
  for (int i = 0; i < agents; ++i) {
    const Vector utilities = afresh ? enumerated_utilities(game, inviters, profile, rivals[at(i)], i)
                                    : mixed_utilities(*game.network, *game.payoffs, profile, i);
    judge_agent(game, utilities, utilities.dot(profile[at(i)]), i, judgement);
  }
  return judgement;
}

Quantities by_agent(const Vector& values) {
  Quantities result;
  for (int i = 0; i < values.size(); ++i) result.push_back({agent_name(i), values(i)});
  return result;
}

/// Most that errors of expected payoffs can move each agent's regret: the difference of two sums over its
/// games.
Vector errors_of(const TrustGame& game) {
  const auto& network = *game.network;
  const auto inviters = network.graph.reversed();
  Vector errors = Vector::Zero(network.graph.nodes());
  for (int i = 0; i < network.graph.nodes(); ++i)
    if (!game.fixed[at(i)])
      errors(i) = 2 * game.payoffs->error() *
                  (std::min(network.graph.degree(i), network.invitations[at(i)]) + inviters.degree(i));
  return errors;
}

/// `rounding`: of one utility; differences up to it are none, however small the range.
void set_verdict(const Judgement& judgement, const Vector& errors, double rounding, double tolerance,
                 bool sampled, Certificate& certificate) {
  Eigen::Index worst = 0;
  bool refuted = false, holds = true;
  for (Eigen::Index i = 0; i < judgement.regret.size(); ++i) {
    const double limit = std::max(tolerance * std::min(1.0, judgement.range(i)), rounding);
    const double regret = judgement.regret(i);
    refuted = refuted || regret - errors(i) > limit;
    holds = holds && regret + errors(i) <= limit;
    if (judgement.range(i) > 0)
      certificate.relative_epsilon =
          std::max(certificate.relative_epsilon, (regret + errors(i)) / judgement.range(i));
    certificate.epsilon = std::max(certificate.epsilon, regret + errors(i));
    certificate.residual = std::max(certificate.residual, regret);
    if (regret - errors(i) > judgement.regret(worst) - errors(worst)) worst = i;
  }
  certificate.verdict = refuted ? Verdict::refuted : holds ? Verdict::proved : Verdict::undecided;
  certificate.level = sampled ? CertificateLevel::residual_only : CertificateLevel::checked_global;
  if (refuted)
    certificate.deviation = Deviation{agent_name(static_cast<int>(worst)),
                                      {{"trust", judgement.better[static_cast<std::size_t>(worst)]}},
                                      judgement.regret(worst) - errors(worst)};
}

std::string claim_of(const Certificate& certificate, const Parameters& parameters, const Judgement& judgement,
                     bool mixed, const std::string& evidence) {
  const auto concept_name =
      fmt::format("{}Nash equilibrium of the metagame on {} levels of trust from 0 to {}",
                  mixed ? "mixed " : "", parameters.metagame.grid_points, parameters.metagame.max_trust);
  if (certificate.verdict == Verdict::refuted)
    return fmt::format("not a {}: {} gains by the deviation given", concept_name,
                       certificate.deviation->player);
  if (certificate.verdict == Verdict::undecided)
    return fmt::format("candidate {}: expected payoffs ({}) are not accurate enough to tell", concept_name,
                       evidence);
  const auto agents = judgement.regret.size();
  const auto fixed = static_cast<Eigen::Index>(parameters.network->fixed_agents.size());
  if (fixed == agents)
    return fmt::format("utilities of the given profile, expected payoffs {}; no agent may move", evidence);
  auto claim = fmt::format("{}{}, every deviation evaluated, expected payoffs {}", concept_name,
                           fixed > 0 ? fmt::format(" among the {} agents that may move", agents - fixed) : "",
                           evidence);
  if (judgement.off_grid.size() == 0) return claim;
  const double most = judgement.off_grid.maxCoeff();
  if (most <= certificate.epsilon + 1e-12)
    return claim +
           fmt::format(
               "; none between the levels gains {}either, if utilities fall with own trust there as they do "
               "at all levels",
               certificate.epsilon <= 1e-9 ? "" : fmt::format("more than {:.2g} ", certificate.epsilon));
  return claim +
         fmt::format("; between the levels, just above a competitor's trust, up to {:.6g} could be gained",
                     most);
}

}  // namespace

Equilibrium certify_metagame(const Parameters& parameters, const Profile& given, const RunOptions& options) {
  check_metagame(parameters);
  const auto& network = *parameters.network;
  const auto strategies = read_strategies(network, parameters.metagame.max_trust, given);
  const auto source = payoff_source(parameters.payoffs, options);
  const RankedPayoffs payoffs(source, levels_with(parameters.metagame, strategies));
  const auto game = metagame_on(network, parameters.metagame, payoffs);
  const bool mixed =
      std::any_of(strategies.begin(), strategies.end(), [](const auto& s) { return s.trust.size() > 1; });

  Judgement judgement;
  bool afresh = true;
  if (mixed) {
    MixedProfile profile;
    for (const auto& strategy : strategies) {
      profile.emplace_back(Vector::Zero(payoffs.levels()));
      for (std::size_t s = 0; s < strategy.trust.size(); ++s)
        profile.back()(payoffs.level_of(strategy.trust[s])) += strategy.probability[s];
      profile.back() /= profile.back().sum();  // printed digits: a sum above 1 would hide regret
    }
    judgement = judge_mixed(game, profile, afresh);
  } else {
    TrustProfile profile;
    for (const auto& strategy : strategies) profile.push_back(payoffs.level_of(strategy.trust[0]));
    judgement = judge_pure(game, profile, afresh);
  }

  Equilibrium result;
  result.profile = named_profile(strategies);
  result.payoff = by_agent(judgement.payoff);
  result.quantities = {{"mean_utility", judgement.payoff.mean()}};
  if (judgement.off_grid.size() > 0)
    result.quantities.push_back({"off_grid_epsilon", judgement.off_grid.maxCoeff()});
  result.certificate.regret = by_agent(judgement.regret);
  const double rounding = 1e-14 * std::max(1.0, judgement.payoff.cwiseAbs().maxCoeff());
  const bool sampled = source.evidence == name(PayoffMethod::monte_carlo);
  set_verdict(judgement, errors_of(game), rounding, options.tolerance, sampled, result.certificate);
  result.certificate.claim = claim_of(result.certificate, parameters, judgement, mixed, source.evidence);
  if (payoffs.ranking_assumed())
    result.notes.push_back(
        "expected payoffs are not accurate enough to tell whom leaders prefer at some levels: taken to be "
        "the more "
        "trusting, as the source assumes");
  if (!afresh)
    result.notes.push_back("regrets come from the solver's own sums: the network is large for others");
  return result;
}

}  // namespace models::limited_trust
