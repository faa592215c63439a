// models/limited_trust/limited_trust.cpp
// Which code answers for one game, for drawn games and for a network.
#include "models/limited_trust/limited_trust.hpp"

#include <limits>

#include <fmt/format.h>

#include "models/limited_trust/bounds.hpp"
#include "models/limited_trust/check.hpp"
#include "models/limited_trust/expected_play.hpp"
#include "models/limited_trust/game.hpp"
#include "models/limited_trust/game_certificate.hpp"
#include "models/limited_trust/game_profile.hpp"
#include "models/limited_trust/metagame.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/limited_trust/personal_metagame.hpp"
#include "models/limited_trust/schema.hpp"
#include "models/limited_trust/simulation.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

void check_payoffs(const Payoffs& payoffs) {
  using namespace solvers::require;
  constexpr auto who = "limited-trust";
  const bool matrices = payoffs.leader && payoffs.follower, laws = payoffs.leader_law && payoffs.follower_law;
  that(matrices != laws, who, "payoffs are two matrices or two laws");
  at_least(who, "payoffs.leader_actions", payoffs.leader_actions, 1);
  at_least(who, "payoffs.follower_actions", payoffs.follower_actions, 1);
}

/// The game has one play by rule; ties may allow others.
Candidates solve_game(const Parameters& p, const RunOptions& options) {
  solvers::require::that(options.method == "auto", "solve",
                         "a game of given payoffs has no method but auto: every action is looked at");
  const auto found = play(*p.payoffs.leader, *p.payoffs.follower, p.trust);
  Candidates candidates;
  candidates.profiles = {named_play({found.row, found.reply, found.replies})};
  candidates.solver = {.method = "enumeration of actions, exact comparisons",
                       .termination = solvers::Termination::converged,
                       .seed = options.seed};
  candidates.completeness = {Completeness::at_least, "plays that differ in ties are not listed"};
  if (found.expected_reply != found.reply) {
    const double expected = (*p.payoffs.leader)(found.row, found.expected_reply);
    candidates.notes.push_back(
        fmt::format("the leader expected reply {} and a payoff of {}: its belief is wrong",
                    found.expected_reply + 1, expected));
  }
  return candidates;
}

/// Without expected payoffs there is no metagame to look at: nothing found, and why.
Candidates solve_network(const Parameters& p, const RunOptions& options) {
  Candidates candidates;
  try {
    candidates = p.metagame.personalised ? solve_personal(p, options) : solve_metagame(p, options);
  } catch (const PayoffsUnknown& unknown) {
    candidates.solver = {.method = options.method, .termination = unknown.termination, .seed = options.seed};
    candidates.notes.emplace_back(unknown.what());
  }
  candidates.notes.insert(candidates.notes.end(), p.network->notes.begin(), p.network->notes.end());
  return candidates;
}

/// The same of a profile: nothing shown.
Equilibrium certify_network(const Parameters& p, const Profile& profile, const RunOptions& options) {
  try {
    return p.metagame.personalised ? certify_personal(p, profile, options)
                                   : certify_metagame(p, profile, options);
  } catch (const PayoffsUnknown& unknown) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Equilibrium result{.profile = profile, .notes = {unknown.what()}};
    result.certificate.claim = "nothing shown: expected payoffs are not known to their tolerance";
    result.certificate.epsilon = result.certificate.relative_epsilon = result.certificate.residual = infinity;
    return result;
  }
}

}  // namespace

LimitedTrust::LimitedTrust(Parameters parameters, LawPlaces places)
    : parameters_(std::move(parameters)), places_(std::move(places)) {
  check_payoffs(parameters_.payoffs);
  if (parameters_.payoffs.leader)  // shapes and trust
    play(*parameters_.payoffs.leader, *parameters_.payoffs.follower, parameters_.trust);
}

CheckReport LimitedTrust::check() const { return check_model(parameters_); }

Candidates LimitedTrust::solve(const RunOptions& options) const {
  if (parameters_.network) return solve_network(parameters_, options);
  return parameters_.payoffs.leader ? solve_game(parameters_, options)
                                    : solve_expected_play(parameters_, places_, options);
}

Equilibrium LimitedTrust::certify(const Profile& profile, const RunOptions& options) const {
  if (parameters_.network) return certify_network(parameters_, profile, options);
  return parameters_.payoffs.leader ? certify_game(parameters_, profile)
                                    : certify_expected_play(parameters_, places_, profile, options);
}

Trajectory LimitedTrust::simulate(const RunOptions& options) const {
  try {
    return limited_trust::simulate(parameters_, options);
  } catch (const PayoffsUnknown& unknown) {
    return {.status = was_stopped(unknown.termination) ? Status::stopped : Status::failed,
            .termination = unknown.termination,
            .notes = {unknown.what()}};
  }
}

Bounds LimitedTrust::bound(const RunOptions& options) const { return bounds(parameters_, options); }

const Family& family() {
  static const Family the_family{
      .name = "limited-trust",
      .title = "leaders and followers who give up a little for the sake of both, alone and on networks",
      .source = "Murray, Garg & Nagi, Limited-Trust in Social Network Games",
      .verbs = {"solve", "certify", "simulate", "bound"},
      .schema = &schema(),
      .build = [](const description::Table& resolved, const description::TextReader& read_text,
                  description::Faults& faults) -> std::unique_ptr<Model> {
        auto read = limited_trust::parameters(resolved, read_text, faults);
        return read ? std::make_unique<LimitedTrust>(*std::move(read), law_places(resolved)) : nullptr;
      }};
  return the_family;
}

}  // namespace models::limited_trust
