// models/favor/bounds.cpp
// The list of thresholds with their conditions, each checked by another method.
#include "models/favor/bounds.hpp"

#include <cmath>

#include <fmt/format.h>

#include "models/favor/equations.hpp"
#include "models/favor/solve_limits.hpp"
#include "models/favor/thresholds.hpp"
#include "solvers/core/require.hpp"
#include "solvers/roots/predicate_boundary.hpp"

namespace models::favor {
namespace {

constexpr const char* per_period = "per period";
constexpr double agreement = 1e-6;  // of bisection on the limits with a threshold, relative

struct SymmetricPair {
  FavorLaw law;
  double rate, mean_value;
};

Quantities inputs_of(const SymmetricPair& s) {
  return {{"rate", s.rate}, {"mean_value", s.mean_value}, {"costs", s.law.costs().law().name()}};
}

Bound bound_of(std::string quantity, const std::optional<Threshold>& found, Quantities inputs,
               std::string method, std::vector<std::string> conditions, const std::string& why_not) {
  Bound bound{.quantity = std::move(quantity),
              .unit = per_period,
              .level = CertificateLevel::proved,
              .conditions = std::move(conditions),
              .inputs = std::move(inputs),
              .method = std::move(method)};
  if (!found) {
    bound.exists = false;
    bound.value = bound.lower = bound.upper = 1;
    bound.conditions.push_back("undefined: " + why_not);
    return bound;
  }
  bound.value = found->value;
  bound.lower = std::min(found->bracket.lower, found->value);
  bound.upper = std::max(found->bracket.upper, found->value);
  if (!found->proved) bound.level = CertificateLevel::checked_global;
  return bound;
}

Bound cooperation(const SymmetricPair& s) {
  const auto found = cooperation_threshold(s.law, s.rate);
  auto bound =
      bound_of("cooperation_discount_factor", found, inputs_of(s),
               s.law.has_falling_density() ? "1 / (1 + r mu f(0)) in balls"
                                           : "1 / (1 + r max B(c) / c), bounds of B(c) - x c in balls",
               {"symmetric pair: above it the greatest limits are positive"}, "B(c) <= 0 for every c");
  if (!found) {  // seen on a grid
    bound.level = CertificateLevel::checked_global;
    return bound;
  }
  bound.inputs.push_back({"cost", found->at});
  const auto collapse = collapse_of_limits(s.law, s.rate);
  const double off = std::max(collapse.lower - bound.upper, bound.lower - collapse.upper);
  bound.conditions.push_back(fmt::format("bisection on the limits collapses in [{}, {}]{}", collapse.lower,
                                         collapse.upper, off <= agreement ? "" : ", which disagrees"));
  if (off > agreement) bound.level = CertificateLevel::residual_only;
  return bound;
}

Bound line(const SymmetricPair& s) {
  const auto found = least_equal_retaliation(s.law, s.rate);
  auto bound = bound_of(
      "least_equal_retaliation_discount_factor", found, inputs_of(s),
      s.law.has_falling_density() ? "(2) at c = 0: 1 / (1 + r mu f(0)), Figure 1's line"
                                  : "min over c of (2), branch and bound in balls",
      {"(2) for symmetric limits c, over all c", "Theorem 1 needs f(c) > 0 and E(W) > c"},
      s.law.costs().law().has_density() ? "f(c) (mu - c) <= 0 for every c" : "costs have no density");
  if (!bound.exists && s.law.costs().law().has_density()) bound.level = CertificateLevel::checked_global;
  return bound;
}

/// R at the limit c of a symmetric pair as a function of gamma rises: where it crosses 1, by bisection.
solvers::Interval bisected_retaliation(const SymmetricPair& s, double c) {
  const auto above = [&](double gamma) {
    return retaliation(annuity_factor(gamma), s.rate, s.law.value_density(c), s.rate, c, s.law.density(c)) >
           1;
  };
  const double last = largest_discount_factor;
  if (above(0) || !above(last)) return {1, 1};
  return solvers::bisect_predicate({above, {0, last}}).boundary;
}

/// Why (2) has no solution at c, and whether that is certain.
std::pair<std::string, bool> no_retaliation(const FavorLaw& law, double c) {
  if (!law.costs().law().has_density()) return {"costs have no density", true};
  bool certain = false;
  if (EnclosedFavor::is_known(law)) {
    const EnclosedFavor enclosed(law);
    certain = certainly_nonpositive(enclosed.value_density(Ball(c)) - Ball(c) * enclosed.density(Ball(c)));
  }
  if (law.density(c) > 0) return {"c >= E(W): retaliation is never worth the cost", certain};
  return {certain ? "f(c) = 0: no favor costs c" : "f(c) is too small for a double", certain};
}

Bound equal_retaliation(const SymmetricPair& s, double c) {
  const auto found = equal_retaliation_at(s.law, s.rate, c);
  const auto [why_not, certain] = no_retaliation(s.law, c);
  auto inputs = inputs_of(s);
  inputs.push_back({"cost", c});
  auto bound =
      bound_of("equal_retaliation_discount_factor", found, std::move(inputs),
               "(2) in closed form, 1 / (1 + r f(c) (mu - c)), in balls", {"f(c) > 0", "c < E(W)"}, why_not);
  if (!found && !certain) bound.level = CertificateLevel::checked_global;
  if (!found) return bound;
  const auto bisected = bisected_retaliation(s, c);
  const bool agrees =
      bisected.lower <= bound.upper * (1 + 1e-12) && bound.lower * (1 - 1e-12) <= bisected.upper;
  bound.conditions.push_back(fmt::format("bisection on R - 1 gives [{}, {}]{}", bisected.lower,
                                         bisected.upper, agrees ? "" : ", which disagrees"));
  if (!agrees) bound.level = CertificateLevel::residual_only;
  return bound;
}

/// gamma*_offer or its inverse with a bracket from the predicate "the greatest limit reaches c" on both
/// sides, proved in balls.
class OfferBound {
 public:
  OfferBound(const Parameters& p, int i, int j, double c)
      : p_(p), i_(i), j_(j), c_(c), pair_(pair_of(p.favors, p.annuities, p.rates, i, j)) {}

  Bound offer(bool symmetric) const {
    if (c_ == 0) return free_favor("offer_discount_factor");
    const auto formula = symmetric ? symmetric_threshold() : offer_threshold(pair_, c_);
    return bracketed("offer_discount_factor", formula, symmetric, i_,
                     "gamma of the agent who grants; the one who asks " +
                         std::string(symmetric ? "is as patient" : "has its own"));
  }
  Bound partner() const {
    if (c_ == 0) return free_favor("recommendation_discount_factor");
    return bracketed("recommendation_discount_factor", partner_threshold(pair_, c_), false, j_,
                     "gamma of the agent who asks; the one who grants has its own");
  }

 private:
  const std::string& name(int k) const { return p_.names[static_cast<std::size_t>(k)]; }

  /// The pair with another discount factor of agent `whose`, or of both.
  Pair with(double gamma, bool symmetric, int whose) const {
    auto changed = pair_;
    if (symmetric || whose == i_) changed.annuity_1 = annuity_factor(gamma);
    if (symmetric || whose == j_) changed.annuity_2 = annuity_factor(gamma);
    return changed;
  }

  bool seems_to_reach(double gamma, bool symmetric, int whose) const {
    return greatest_limits(with(gamma, symmetric, whose)).c12 >= c_;
  }

  /// In closed form for equal rates and falling densities, else by bisection on the limits, which may jump.
  std::optional<double> symmetric_threshold() const {
    if (pair_.rate_12 == pair_.rate_21 && p_.favors.are_alike() && pair_.from_1.has_falling_density()) {
      const double surplus = pair_.rate_12 * pair_.from_1.joint_surplus(c_);
      return surplus > 0 ? std::optional(c_ / (c_ + surplus)) : std::nullopt;
    }
    const auto reaches_c = [this](double gamma) { return seems_to_reach(gamma, true, i_); };
    if (!reaches_c(largest_discount_factor)) return std::nullopt;
    return solvers::bisect_predicate({reaches_c, {0, largest_discount_factor}}, {.relative_tolerance = 1e-7})
        .boundary.upper;
  }

  /// Whether with `gamma` the limit certainly reaches c (proved) or certainly does not (refuted).
  solvers::Verdict reaches(double gamma, bool symmetric, int whose) const {
    auto changed = p_;
    const auto set = [&](int k) {
      changed.discounting[static_cast<std::size_t>(k)] = {.discount_factor = gamma};
      changed.annuities(k) = annuity_factor(gamma);
    };
    set(whose);
    if (symmetric) set(i_), set(j_);
    const auto pair = pair_of(changed.favors, changed.annuities, changed.rates, i_, j_);
    if (!EnclosedPair::is_known(pair)) return solvers::Verdict::undecided;
    const auto proof = prove_greatest_limits(pair, enclosed_pair(changed, i_, j_), greatest_limits(pair),
                                             {.max_pieces = symmetric ? 2000 : 100'000});
    if (proof.verdict != solvers::Verdict::proved) return solvers::Verdict::undecided;
    if (proof.c12.lower >= c_) return solvers::Verdict::proved;
    return proof.c12.upper < c_ ? solvers::Verdict::refuted : solvers::Verdict::undecided;
  }

  Bound bracketed(const char* quantity, const std::optional<double>& formula, bool symmetric, int whose,
                  std::string condition) const {
    Quantities inputs{{"grants", name(i_)}, {"asks", name(j_)}, {"cost", c_}};
    std::optional<Threshold> found;
    if (formula) {
      found = Threshold{*formula, {0, largest_discount_factor}, false, c_};
      const double first =
          symmetric ? 1e-6 : 1e-14;  // symmetric thresholds may be folds: proofs are long there
      for (double by = first; by < 1e-3 && !found->proved; by *= 8) {
        const double low = *formula * (1 - by), high = std::min(*formula * (1 + by), largest_discount_factor);
        if (reaches(low, symmetric, whose) != solvers::Verdict::refuted ||
            reaches(high, symmetric, whose) != solvers::Verdict::proved)
          continue;
        found->bracket = {low, high};
        found->proved = true;
      }
    }
    const bool checked = !found || found->proved || bracket_in_doubles(*found, symmetric, whose);
    const bool in_balls = found && found->proved;
    auto bound = bound_of(quantity, found, std::move(inputs),
                          std::string(symmetric ? "closed form or bisection on the limits" : "closed form") +
                              (in_balls ? "; bracket proved by limits in balls" : "; limits in double"),
                          {std::move(condition)}, "no discount factor below 1 grants this cost");
    if (!found) bound.level = CertificateLevel::checked_global;
    if (!checked) bound.level = CertificateLevel::residual_only;
    return bound;
  }

  /// The narrowest bracket on whose sides the limits in double fall short of c and reach it.
  bool bracket_in_doubles(Threshold& found, bool symmetric, int whose) const {
    for (double by = 1e-9; by < 1e-3; by *= 8) {
      const double low = found.value * (1 - by);
      const double high = std::min(found.value * (1 + by), largest_discount_factor);
      if (seems_to_reach(low, symmetric, whose) || !seems_to_reach(high, symmetric, whose)) continue;
      found.bracket = {low, high};
      return true;
    }
    return false;
  }

  Bound free_favor(const char* quantity) const {
    return bound_of(quantity, Threshold{0, {0, 0}, true, 0},
                    {{"grants", name(i_)}, {"asks", name(j_)}, {"cost", c_}}, "every limit is at least 0",
                    {"a favor that costs nothing is within every limit"}, "");
  }

  const Parameters& p_;
  int i_, j_;
  double c_;
  Pair pair_;
};

/// (5): how many rounds of observations an agent's partner can look back on.
std::vector<Bound> history(double rate, double lambda) {
  const auto make = [&](const char* quantity, const Ball& value, const char* meaning) {
    return Bound{.quantity = quantity,
                 .value = value.midpoint(),
                 .lower = value.lower(),
                 .upper = value.upper(),
                 .unit = "observations",
                 .level = CertificateLevel::proved,
                 .conditions = {meaning},
                 .inputs = {{"rate", rate}, {"replacement_rate", lambda}},
                 .method = "closed form in balls"};
  };
  const Ball r(rate), l(lambda);
  return {make("history_length_printed", r / (Ball(2) * l), "(5) as printed: r / (2 lambda)"),
          make("history_length_over_time", r / l, "time average since replacement: twice (5)"),
          make("history_length_over_lives", r * (Ball(1) / l + Ball(1)) / Ball(2),
               "mean over lives of the average within each: where (5) is right, up to r / 2")};
}

bool settled(const Bounds& result) {
  return std::all_of(result.bounds.begin(), result.bounds.end(),
                     [](const Bound& b) { return b.level != CertificateLevel::residual_only; });
}

}  // namespace

Bounds bounds(const Parameters& p, const RunOptions& options) {
  solvers::require::that(options.method == "auto", "bound",
                         "unknown method '" + options.method + "'; favor bounds know auto");
  Bounds result;
  const auto& q = p.bound;
  const auto described = p.favors.law(0, p.count() > 1 ? 1 : 0);
  Vector means = q.mean_values;
  if (means.size() == 0) means = Vector::Constant(1, described.mean_value());
  bool finished = true;
  for (const double mean : means)
    for (const double rate : q.rates) {
      if ((finished = !options.stop.requested()); !finished) break;
      const bool own = q.mean_values.size() == 0;
      const SymmetricPair s{own ? described : FavorLaw(described.costs(), mean), rate, mean};
      result.bounds.push_back(cooperation(s));
      result.bounds.push_back(line(s));
      if (q.cost) result.bounds.push_back(equal_retaliation(s, *q.cost));
    }
  const bool symmetric = q.asker == BoundQuestion::Asker::symmetric;
  for (int i = 0; q.cost && i < p.count(); ++i)
    for (int j = 0; j < p.count() && finished; ++j) {
      if (i == j) continue;
      if ((finished = !options.stop.requested()); !finished) break;
      const OfferBound offers(p, i, j, *q.cost);
      result.bounds.push_back(offers.offer(symmetric));
      if (!symmetric) result.bounds.push_back(offers.partner());
    }
  if (q.replacement_rate)
    for (const double rate : q.rates)
      for (auto& bound : history(rate, *q.replacement_rate)) result.bounds.push_back(std::move(bound));
  result.status = !finished ? Status::stopped : settled(result) ? Status::certified : Status::candidate;
  return result;
}

}  // namespace models::favor
