#include "models/coopetition/claims/equilibrium_claims.hpp"

#include <cmath>

#include <fmt/format.h>

#include "models/coopetition/baseline.hpp"
#include "models/coopetition/best_reply.hpp"
#include "models/coopetition/claims/published_cases.hpp"
#include "models/coopetition/coopetitive.hpp"
#include "solvers/core/random.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;

/// S-LCD while trust of both stands at T, with baseline 30 and rho = 0.2: the gym's baseline, the source's
/// rho.
Parameters s_lcd_with_trust(double T) {
  auto p = published_case("samsung-sony");
  p.concept_ = Concept::trust_contingent;
  p.trust.baseline = Vector::Constant(2, 30);
  p.trust.reciprocity = 0.2;
  p.trust.initial = {Matrix::Constant(2, 2, T), Matrix::Zero(2, 2)};
  return p;
}

Parameters random_game(solvers::RandomStream& stream) {
  auto p = s_lcd_with_trust(0);
  const double share = stream.uniform(0.1, 0.9);
  p.actors[0].share = share;
  p.actors[1].share = 1 - share;
  p.dependence = Matrix{{0, stream.uniform()}, {stream.uniform(), 0}};
  p.value.scale = stream.uniform(2, 30);
  p.value.complementarity = stream.uniform(0.1, 2);
  p.trust.reciprocity = stream.uniform(0.001, 0.05);
  p.trust.baseline = Vector{{stream.uniform(10, 40), stream.uniform(10, 40)}};
  p.trust.initial.trust = Matrix{{0, stream.uniform(0, 0.9)}, {stream.uniform(0, 0.9), 0}};
  return p;
}

Vector smallest(const AllEquilibriaResult& found) {
  Vector least = found.equilibria.front();
  for (const auto& actions : found.equilibria) least = least.cwiseMin(actions);
  return least;
}

std::string pair_text(const Vector& a) { return fmt::format("({:.4g}, {:.4g})", a(0), a(1)); }

double gain_in_percent(const CoopetitiveActions& actions, ValueForm form, double complementarity) {
  auto p = published_case("samsung-sony");
  p.value.form = form;
  p.value.complementarity = complementarity;
  return 100 * (actions(p).mean() / autarky_action(p.value) - 1);
}

}  // namespace

AllEquilibriaResult equilibria_with_trust(const Parameters& p) {
  const Vector b = baseline(p);
  return all_equilibria(lift_stage<double>(p, p.trust.initial, b), lift_stage<Ball>(p, p.trust.initial, b));
}

double reply_of(const StageGame<double>& game, int i, const Vector& actions) {
  return best_reply(own_problem(game, i, actions), game.endowment(i));
}

Vector coopetitive_actions(const Parameters& p) {
  return coopetitive_equilibria(p, lift_game<double>(p)).back();
}

Finding judge_trust_raises_actions(const EquilibriumSet& equilibria) {
  const auto none = equilibria(s_lcd_with_trust(0)), full = equilibria(s_lcd_with_trust(1));
  Finding finding{.coverage = "S-LCD, baseline 30, rho = 0.2, no trust against full trust",
                  .again = "entente sweep coopetition/proposition-7-3"};
  if (!none.complete || !full.complete || none.equilibria.empty() || full.equilibria.empty()) return finding;
  const Vector before = smallest(none), after = smallest(full);
  finding.margin = (after - before).cwiseAbs().minCoeff();
  finding.verdict = (after.array() < before.array()).any() ? ClaimVerdict::refuted : ClaimVerdict::holds;
  finding.evidence = fmt::format(
      "the smallest equilibrium, all of them proved, goes from {} to {}: rivals stand below the baseline, so "
      "trust punishes",
      pair_text(before), pair_text(after));
  return finding;
}

Finding judge_reply_direction(const BestReply& reply, const VerifyOptions& options) {
  constexpr double step = 0.05;  // of trust
  const int games = options.thorough ? 20'000 : 2000;
  long compared = 0, against = 0;
  double margin = std::numeric_limits<double>::infinity();
  for (int k = 0; k < games; ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    auto p = random_game(stream);
    const Vector actions{{stream.uniform(1, 99), stream.uniform(1, 99)}};
    const auto answer = [&] {
      return reply(lift_stage<double>(p, p.trust.initial, p.trust.baseline), 0, actions);
    };
    const double before = answer();
    p.trust.initial.trust(0, 1) += step;
    const double change = answer() - before, excess = actions(1) - p.trust.baseline(1);
    if (std::abs(excess) < 0.1 || (change == 0 && (before == 0 || before == p.actors[0].endowment))) continue;
    ++compared;
    against += change * excess <= 0;
    margin = std::min(margin, std::abs(change));
  }
  Finding finding{.margin = margin,
                  .coverage = fmt::format("{} random pairs, seed {}; {} replies within the box", games,
                                          options.seed, compared),
                  .evidence = fmt::format(
                      "sign of the change against that of a_j - b_j: {} of {} differ; dBR_i/dT_ij = rho "
                      "(a_j - b_j)/(-U_ii) by differentiating U_i' = 0, and U_ii < 0",
                      against, compared)};
  if (compared > 0) finding.verdict = against > 0 ? ClaimVerdict::refuted : ClaimVerdict::proved_by_argument;
  return finding;
}

Finding judge_gated_trust(const EquilibriumSet& equilibria) {
  constexpr int points = 21;
  Finding finding{.margin = std::numeric_limits<double>::infinity(),
                  .coverage = "S-LCD with trust-gated dependence, 21 values of trust from 0 to 1"};
  Vector before;
  for (int k = 0; k < points; ++k) {
    auto p = s_lcd_with_trust(k / (points - 1.0));
    p.trust.gating = Gating::dependence;
    const auto found = equilibria(p);
    if (!found.complete) return finding;
    if (found.equilibria.size() != 1) {
      finding.verdict = ClaimVerdict::refuted;
      finding.evidence =
          fmt::format("{} equilibria at trust {:.3g}", found.equilibria.size(), k / (points - 1.0));
      return finding;
    }
    const Vector& actions = found.equilibria.front();
    if (k > 0) finding.margin = std::min(finding.margin, (actions - before).minCoeff());
    before = actions;
  }
  finding.verdict = finding.margin > 0 ? ClaimVerdict::holds : ClaimVerdict::refuted;
  finding.evidence = fmt::format(
      "one equilibrium at each, proved; the least rise of an action between two is {:.3g}", finding.margin);
  return finding;
}

Finding judge_uniqueness(const ReplyConstant& constant, const EquilibriumSet& equilibria,
                         const VerifyOptions& options) {
  const int games = options.thorough ? 500 : 25;
  double largest = 0;
  long several = 0;
  const auto look = [&](Parameters p) {
    const Ball c = constant(p);
    largest = std::max(largest, c.is_finite() ? c.upper() : std::numeric_limits<double>::infinity());
    p.trust.initial.trust.setZero();  // reciprocity plays no part
    const auto found = equilibria(p);
    several += !found.complete || found.equilibria.size() != 1;
  };
  look(s_lcd_with_trust(0));
  for (int k = 0; k < games; ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    look(random_game(stream));
  }
  Finding finding{
      .margin = 1 - largest,
      .coverage = fmt::format("S-LCD and {} random pairs with f'(0) > 1, seed {}", games, options.seed),
      .evidence =
          fmt::format("best replies in log actions contract by {:.4g} at the most (balls), and none falls "
                      "below autarky: Banach's theorem; branch and prune finds one in all but {}",
                      largest, several)};
  if (several > 0)
    finding.verdict = ClaimVerdict::refuted;
  else if (largest < 1)
    finding.verdict = ClaimVerdict::proved_by_argument;
  return finding;
}

Finding judge_one_with_trust(const EquilibriumSet& equilibria) {
  const auto found = equilibria(s_lcd_with_trust(0.5));
  Finding finding{.coverage = "S-LCD, baseline 30, rho = 0.2, trust 0.5",
                  .again =
                      "entente solve coopetition/trust-contingent --set trust.baseline=30 --set "
                      "trust.reciprocity=0.2"};
  if (!found.complete) return finding;
  finding.margin = static_cast<double>(found.equilibria.size()) - 1;
  finding.verdict = found.equilibria.size() == 1 ? ClaimVerdict::proved : ClaimVerdict::refuted;
  finding.evidence = fmt::format("{} equilibria, proved complete:", found.equilibria.size());
  for (const auto& actions : found.equilibria) finding.evidence += " " + pair_text(actions);
  return finding;
}

Finding judge_printed_gains(const CoopetitiveActions& actions) {
  const double logarithmic = gain_in_percent(actions, ValueForm::logarithmic, 0.65),
               power = gain_in_percent(actions, ValueForm::power, 0.5);
  const double away = std::min(std::abs(logarithmic - 41), std::abs(power - 166));
  auto alone = published_case("samsung-sony");
  alone.dependence.setZero();
  const double synergy = 100 * (actions(alone).mean() / autarky_action(alone.value) - 1);
  return {
      .verdict = std::abs(logarithmic - 41) > 0.5 || std::abs(power - 166) > 0.5 ? ClaimVerdict::refuted
                                                                                 : ClaimVerdict::holds,
      .margin = away,
      .coverage = "S-LCD, mean action over autarky, in percent",
      .evidence = fmt::format("+{:.2f} and +{:.2f}, as the released results have it; of the former, synergy "
                              "without dependence gives +{:.2f}",
                              logarithmic, power, synergy),
      .again = "entente reproduce coopetition/samsung-sony"};
}

Finding judge_forms(const CoopetitiveActions& actions) {
  const double logarithmic = gain_in_percent(actions, ValueForm::logarithmic, 0.65),
               power = gain_in_percent(actions, ValueForm::power, 0.65);
  return {.verdict = power > logarithmic ? ClaimVerdict::holds_with_provisos : ClaimVerdict::refuted,
          .margin = power - logarithmic,
          .coverage = "S-LCD, gamma = 0.65 for both forms, mean action over autarky, in percent",
          .evidence =
              fmt::format("+{:.1f} against +{:.2f}. The source compares gamma = 0.5 with 0.65, and power "
                          "actions of about 0.8 on a box of 100 with 27: relative rises of different scales",
                          power, logarithmic)};
}

}  // namespace models::coopetition
