// models/limited_trust/limited_trust.cpp
// Which code answers for one game, for drawn games and for a network.
#include "models/limited_trust/limited_trust.hpp"

#include <fmt/format.h>

#include "models/limited_trust/bounds.hpp"
#include "models/limited_trust/check.hpp"
#include "models/limited_trust/expected_play.hpp"
#include "models/limited_trust/game.hpp"
#include "models/limited_trust/game_certificate.hpp"
#include "models/limited_trust/game_profile.hpp"
#include "models/limited_trust/metagame.hpp"
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

}  // namespace

LimitedTrust::LimitedTrust(Parameters parameters) : parameters_(std::move(parameters)) {
  check_payoffs(parameters_.payoffs);
  if (parameters_.payoffs.leader)  // shapes and trust
    play(*parameters_.payoffs.leader, *parameters_.payoffs.follower, parameters_.trust);
}

CheckReport LimitedTrust::check() const { return check_model(parameters_); }

Candidates LimitedTrust::solve(const RunOptions& options) const {
  if (parameters_.network) {
    auto candidates = parameters_.metagame.personalised ? solve_personal(parameters_, options)
                                                        : solve_metagame(parameters_, options);
    const auto& notes = parameters_.network->notes;
    candidates.notes.insert(candidates.notes.end(), notes.begin(), notes.end());
    return candidates;
  }
  return parameters_.payoffs.leader ? solve_game(parameters_, options)
                                    : solve_expected_play(parameters_, options);
}

Equilibrium LimitedTrust::certify(const Profile& profile, const RunOptions& options) const {
  if (parameters_.network)
    return parameters_.metagame.personalised ? certify_personal(parameters_, profile, options)
                                             : certify_metagame(parameters_, profile, options);
  return parameters_.payoffs.leader ? certify_game(parameters_, profile)
                                    : certify_expected_play(parameters_, profile, options);
}

Trajectory LimitedTrust::simulate(const RunOptions& options) const {
  return limited_trust::simulate(parameters_, options);
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
        return read ? std::make_unique<LimitedTrust>(*std::move(read)) : nullptr;
      }};
  return the_family;
}

}  // namespace models::limited_trust
