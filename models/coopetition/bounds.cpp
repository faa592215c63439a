#include "models/coopetition/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/coopetition/coopetitive.hpp"
#include "models/coopetition/equilibrium_changes.hpp"
#include "models/coopetition/named_profile.hpp"
#include "models/coopetition/trust_dynamics.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();  // printed as null

Bound enclosed(std::string quantity, std::string unit, std::string method, const Ball& value) {
  Bound bound{.quantity = std::move(quantity),
              .value = unknown,
              .lower = unknown,
              .upper = unknown,
              .unit = std::move(unit),
              .method = std::move(method)};
  if (!value.is_finite()) return bound;
  bound.value = value.midpoint();
  bound.lower = std::min(value.lower(), bound.value);
  bound.upper = std::max(value.upper(), bound.value);
  bound.level = CertificateLevel::proved;
  return bound;
}

Bound absent(std::string quantity, std::string why) {
  Bound bound{.quantity = std::move(quantity),
              .value = unknown,
              .lower = unknown,
              .upper = unknown,
              .level = CertificateLevel::proved,
              .exists = false};
  bound.conditions.push_back(std::move(why));
  return bound;
}

Bound contraction_bound(const Parameters& p) {
  const Ball constant = contraction_constant(p);
  if (!constant.is_finite()) return absent("contraction_constant", "f'(0) <= 1: best replies can reach 0");
  auto bound = enclosed("contraction_constant", "", "largest q K / (m + q K) above autarky, pieces in balls",
                        constant);
  bound.value = bound.upper;  // what proofs use
  bound.conditions = {"no reciprocity", "best replies in log actions, largest entry"};
  return bound;
}

/// Fixed points and eigenvalues under a signal of constant size; everything on balls.
class TrustLawBounds {
 public:
  explicit TrustLawBounds(const Parameters& p)
      : p_(p),
        rates_(lift_rates<Ball>(p.trust.law)),
        s_(tanh(Ball(p.trust.law.sensitivity) * Ball(p.folds.deviation))) {}

  std::vector<Bound> all() const {
    std::vector<Bound> list;
    cooperation(list);
    violation(list);
    for (auto& bound : list) bound.inputs.push_back({"deviation", p_.folds.deviation});
    return list;
  }

 private:
  void cooperation(std::vector<Bound>& list) const {
    const auto of = [&](const char* quantity, const Ball& value) {
      list.push_back(
          enclosed(quantity, "", "fixed point of Def. 3.2 and 3.3 for a constant signal s > 0", value));
    };
    if (p_.trust.law.decay_rate == 0 || p_.trust.law.building_rate == 0) {
      list.push_back(
          absent("trust_after_lasting_cooperation",
                 p_.trust.law.decay_rate == 0
                     ? "delta_R = 0: damage never heals, so every pair of damage and trust that building "
                       "leaves alone is at rest"
                     : "lambda+ = 0: cooperation builds no trust"));
      return;
    }
    of("trust_after_lasting_cooperation", Ball(1));
    of("damage_after_lasting_cooperation", Ball(0));
    of("cooperation_trust_eigenvalue", Ball(1) - rates_.building * s_);
    of("cooperation_damage_eigenvalue", Ball(1) - rates_.decay);
  }

  void violation(std::vector<Bound>& list) const {
    const auto of = [&](std::string quantity, const Ball& value) {
      list.push_back(enclosed(std::move(quantity), "",
                              "fixed point of Def. 3.2, 3.3 and 3.5 for a constant signal s < 0", value));
    };
    const bool always = p_.trust.law.decay == Decay::always;
    const Ball hurt = rates_.damage * s_, healed = always ? rates_.decay : Ball(0);
    if (p_.trust.law.erosion_rate == 0)
      list.push_back(absent("trust_after_lasting_violation", "lambda- = 0: violations take no trust"));
    else
      of("trust_after_lasting_violation", Ball(0));
    if (p_.trust.law.damage_rate == 0 && !(always && p_.trust.law.decay_rate > 0))
      list.push_back(
          absent("damage_after_lasting_violation", "mu_R = 0: violations leave damage where it is"));
    else
      of("damage_after_lasting_violation", hurt / (hurt + healed));
    of("violation_damage_eigenvalue", Ball(1) - hurt - healed);
    for (int i = 0; i < p_.count(); ++i)
      for (int j = 0; j < p_.count(); ++j)
        if (i != j)
          of("violation_trust_eigenvalue " + pair_name(p_, i, j),
             Ball(1) - rates_.erosion * s_ * (Ball(1) + rates_.amplification * Ball(p_.dependence(i, j))));
  }

  const Parameters& p_;
  TrustRates<Ball> rates_;
  Ball s_;
};

const char* unit_of(Axis axis) {
  return axis == Axis::reciprocity ? "payoff / action^2" : axis == Axis::baseline ? "action" : "";
}

const char* word_of(Axis axis) {
  return axis == Axis::reciprocity ? "reciprocity" : axis == Axis::trust ? "trust" : "baseline";
}

Bound change_bound(const FoldSearch& wishes, const EquilibriumChange& change) {
  using Kind = EquilibriumChange::Kind;
  const char* kind = change.kind == Kind::fold ? "fold" : change.kind == Kind::corner ? "corner" : "change";
  Bound bound{.quantity = fmt::format("{}_{}", word_of(wishes.axis), kind),
              .value = change.value,
              .lower = change.enclosure.lower,
              .upper = change.enclosure.upper,
              .unit = unit_of(wishes.axis),
              .level = CertificateLevel::proved};
  bound.method = change.kind == Kind::fold ? "F = 0, det dF/da = 0: Krawczyk in (a, parameter)"
                 : change.kind == Kind::corner
                     ? "slope 0 at an endowment, F = 0 else: Krawczyk in (a, parameter)"
                     : "bisection of the number of equilibria, each proved";
  bound.conditions.push_back(fmt::format("{} equilibria at {}, {} at {}, proved by branch and prune",
                                         change.below, change.bracket.lower, change.above,
                                         change.bracket.upper));
  bound.inputs = {{"below", static_cast<double>(change.below)}, {"above", static_cast<double>(change.above)}};
  return bound;
}

void add_changes(const Parameters& p, const RunOptions& options, Bounds& result) {
  const auto found = find_equilibrium_changes(p, p.folds, options.stop);
  for (const auto& change : found.changes) result.bounds.push_back(change_bound(p.folds, change));
  if (solvers::was_stopped(found.termination)) result.status = Status::stopped;
  result.notes.push_back(
      fmt::format("the number of equilibria was proved at {} of {} values of {}; changes that come in "
                  "pairs between two of them are not seen",
                  found.counts.size() - static_cast<std::size_t>(found.undecided), found.counts.size(),
                  word_of(p.folds.axis)));
  if (!found.changes.empty()) return;
  Bound none{.quantity = fmt::format("{}_change", word_of(p.folds.axis)),
             .value = unknown,
             .lower = unknown,
             .upper = unknown,
             .unit = unit_of(p.folds.axis),
             .exists = false,
             .method = "number of equilibria at the points of a scan"};
  const auto decided =
      std::find_if(found.counts.begin(), found.counts.end(), [](int count) { return count >= 0; });
  const bool any = decided != found.counts.end();
  none.level = any ? CertificateLevel::checked_local : CertificateLevel::residual_only;
  none.conditions.push_back(any ? fmt::format("{} equilibria at every point that was decided", *decided)
                                : "the number of equilibria was decided at no point");
  result.bounds.push_back(none);
}

}  // namespace

Bounds bounds(const Parameters& p, const RunOptions& options) {
  Bounds result{.status = Status::certified};
  result.bounds.push_back(contraction_bound(p));
  for (auto& bound : TrustLawBounds(p).all()) result.bounds.push_back(std::move(bound));
  if (p.concept_ == Concept::trust_contingent && p.trust.gating == Gating::reciprocity)
    add_changes(p, options, result);
  else if (p.concept_ == Concept::trust_contingent)
    result.notes.push_back(
        "with gated dependence there is one equilibrium whatever the trust: nothing changes");
  result.notes.insert(result.notes.end(), p.notes.begin(), p.notes.end());
  return result;
}

}  // namespace models::coopetition
