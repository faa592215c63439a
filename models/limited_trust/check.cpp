#include "models/limited_trust/check.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/limited_trust/exact_comparison.hpp"
#include "models/limited_trust/expected_payoffs.hpp"
#include "models/limited_trust/game.hpp"
#include "models/limited_trust/game_certificate.hpp"
#include "models/limited_trust/game_profile.hpp"
#include "models/limited_trust/law_moments.hpp"
#include "models/limited_trust/network_game.hpp"

namespace models::limited_trust {
namespace {

constexpr int trusts_tried = 7;
constexpr double quadrature_tolerance = 1e-5;  // enough to see a fall, soon enough for a check
constexpr long games_tried = 20'000;

/// Rows in which another reply within trust has the same sum as the one played.
int rows_with_ties(const Parameters& p, const std::vector<int>& played) {
  const auto &A = *p.payoffs.leader, &B = *p.payoffs.follower;
  int rows = 0;
  for (Eigen::Index i = 0; i < A.rows(); ++i) {
    const int reply = played[static_cast<std::size_t>(i)];
    const double best = B.row(i).maxCoeff();
    bool tie = false;
    for (Eigen::Index j = 0; j < A.cols(); ++j)
      tie = tie || (j != reply && within_trust(best, B(i, j), p.trust.follower) &&
                    ExactSum(A(i, j), B(i, j)) == ExactSum(A(i, reply), B(i, reply)));
    rows += tie;
  }
  return rows;
}

void check_game(const Parameters& p, CheckReport& report) {
  const auto found = play(*p.payoffs.leader, *p.payoffs.follower, p.trust);
  const auto judged = certify_game(p, named_play({found.row, found.reply, found.replies}));
  report.items.push_back({"the play by rule is one by definition",
                          judged.certificate.verdict == solvers::Verdict::proved, judged.certificate.claim});
  if (const int ties = rows_with_ties(p, found.replies); ties > 0)
    report.notes.push_back(fmt::format(
        "in {} of {} rows several replies have the largest sum that trust allows; trust.ties decides", ties,
        p.payoffs.leader->rows()));
}

void check_moments(const char* player, const solvers::Law& law, CheckReport& report) {
  report.items.push_back({fmt::format("the {}'s payoffs have a mean", player), std::isfinite(law.mean()),
                          fmt::format("{}: mean {:.6g}", law.name(), law.mean())});
  if (!std::isfinite(law.variance()))
    report.notes.push_back(
        fmt::format("the {}'s payoffs have no variance: samples of games have no standard error", player));
  if (!law.has_density())
    report.notes.push_back(
        fmt::format("the {}'s payoffs have atoms: expected payoffs jump in the trusts "
                    "(Theorem 1 needs densities)",
                    player));
}

void check_monotone(const Parameters& p, CheckReport& report) {
  if (!std::isfinite(p.payoffs.leader_law->mean()) || !std::isfinite(p.payoffs.follower_law->mean())) return;
  if (heavy_tails_need_sample(p.payoffs)) return;
  const Vector trusts = Vector::LinSpaced(trusts_tried, 0, p.metagame.max_trust);
  const auto table =
      payoff_table(p.payoffs, trusts, {.tolerance = quadrature_tolerance, .games = games_tried});
  double fall = 0;  // beyond the error
  for (Eigen::Index i = 0; i < trusts.size(); ++i)
    for (Eigen::Index j = 0; j + 1 < trusts.size(); ++j) {
      const double error = table.leader_error(i, j) + table.leader_error(i, j + 1);
      const double sure = table.method == PayoffMethod::monte_carlo ? 4 * error : error;
      fall = std::max(fall, table.leader(i, j) - table.leader(i, j + 1) - sure);
    }
  report.items.push_back(
      {"a leader expects no less from a follower who trusts more", fall <= 0,
       fmt::format("largest fall beyond the error {:.2g}, {} at {} x {} trusts up to {}", fall,
                   name(table.method), trusts_tried, trusts_tried, p.metagame.max_trust)});
}

void note_network(const Network& network, CheckReport& report) {
  report.notes.push_back(fmt::format("{} agents, {} links", network.graph.nodes(), network.graph.links()));
  for (const auto& notes : {network.notes, network_notes(network)})
    report.notes.insert(report.notes.end(), notes.begin(), notes.end());
}

}  // namespace

CheckReport check_model(const Parameters& p) {
  CheckReport report;
  if (p.payoffs.leader) {
    check_game(p, report);
  } else {
    check_moments("leader", *p.payoffs.leader_law, report);
    check_moments("follower", *p.payoffs.follower_law, report);
    check_monotone(p, report);
  }
  if (p.network) note_network(*p.network, report);
  return report;
}

}  // namespace models::limited_trust
