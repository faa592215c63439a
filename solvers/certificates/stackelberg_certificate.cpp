#include "solvers/certificates/stackelberg_certificate.hpp"

#include "solvers/core/require.hpp"

namespace solvers {

StackelbergCertificate certify_stackelberg(const ConstrainedGame& game, int leader, const Vector& x,
                                           const GameCertificateOptions& options) {
  check_game(game);
  require::same_size("certify_stackelberg", "x", x.size(), "the variables", game.dimension());
  require::within("certify_stackelberg", "leader", leader, 0, static_cast<double>(game.players.size()) - 1);
  StackelbergCertificate result;
  const double move = x(game.offset(leader));
  result.followers = certify_game(with_fixed_move(game, leader, move), x, options);
  result.leader_payoff =
      game.players[static_cast<std::size_t>(leader)].payoff->value(game.with_parameters(x));
  // another grid, other starts: not the search that found x
  const auto search =
      solve_stackelberg(game, leader, {.grid = 137, .offset = 0.37, .seed = 20'231, .stop = options.stop});
  result.unanswered = search.unanswered;
  if (search.profile.size() == 0) return result;
  result.gain = std::max(0.0, search.payoff - result.leader_payoff);
  if (!(result.gain > options.tolerance)) return result;
  result.leader = Verdict::refuted;
  result.better = search.profile;
  return result;
}

}  // namespace solvers
