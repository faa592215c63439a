#include "models/favor/sensitivity.hpp"

#include <fmt/format.h>

#include "models/favor/equations.hpp"

namespace models::favor {
namespace {

/// One pair at its limits: slopes of the best limits and what a change of the equations does to them.
class PairSlopes {
 public:
  PairSlopes(const Pair& p, const PairLimits& at) : p_(p), at_(at) {
    const double f12 = p.from_1.density(at.c12), f21 = p.from_2.density(at.c21);
    steep_1_ = 1 + p.annuity_1 * p.rate_12 * at.c12 * f12;  // h_1'
    steep_2_ = 1 + p.annuity_2 * p.rate_21 * at.c21 * f21;
    r1_ = p.annuity_1 * p.rate_21 * p.from_2.value_density(at.c21) / steep_1_;
    r2_ = p.annuity_2 * p.rate_12 * p.from_1.value_density(at.c12) / steep_2_;
  }
  bool regular() const { return at_.c12 > 0 && r1_ * r2_ < 1 - 1e-12; }

  /// d (c12, c21) where the right sides of the equations change by d1, d2.
  PairLimits change(double d1, double d2) const {
    d1 /= steep_1_, d2 /= steep_2_;
    const double det = 1 - r1_ * r2_;
    return {(d1 + r1_ * d2) / det, (d2 + r2_ * d1) / det};
  }
  PairLimits by_annuity_1() const { return change(p_.rate_21 * value_21() - p_.rate_12 * cost_12(), 0); }
  PairLimits by_annuity_2() const { return change(0, p_.rate_12 * value_12() - p_.rate_21 * cost_21()); }
  PairLimits by_rate_12() const { return change(-p_.annuity_1 * cost_12(), p_.annuity_2 * value_12()); }
  PairLimits by_rate_21() const { return change(p_.annuity_1 * value_21(), -p_.annuity_2 * cost_21()); }
  PairLimits by_mean_value() const {
    return change(p_.annuity_1 * p_.rate_21 * p_.from_2.below(at_.c21),
                  p_.annuity_2 * p_.rate_12 * p_.from_1.below(at_.c12));
  }

 private:
  double cost_12() const { return p_.from_1.partial_cost(at_.c12); }
  double cost_21() const { return p_.from_2.partial_cost(at_.c21); }
  double value_12() const { return p_.from_1.partial_value(at_.c12); }
  double value_21() const { return p_.from_2.partial_value(at_.c21); }

  const Pair& p_;
  PairLimits at_;
  double steep_1_, steep_2_, r1_, r2_;
};

}  // namespace

std::vector<std::pair<std::string, Quantities>> limit_sensitivities(const Parameters& p, const Matrix& limits,
                                                                    int most_agents) {
  std::vector<std::pair<std::string, Quantities>> result;
  if (p.count() > most_agents) return result;
  for (int i = 0; i < p.count(); ++i)
    for (int j = i + 1; j < p.count(); ++j) {
      const auto pair = pair_of(p.favors, p.annuities, p.rates, i, j);
      if (!pair.from_1.costs().law().has_density() || !pair.from_2.costs().law().has_density()) continue;
      const PairSlopes slopes(pair, {limits(i, j), limits(j, i)});
      if (!slopes.regular()) continue;
      const auto &first = p.names[static_cast<std::size_t>(i)],
                 &second = p.names[static_cast<std::size_t>(j)];
      const auto add = [&](std::string name, const PairLimits& d, double factor = 1) {
        result.push_back({std::move(name),
                          {{first + "." + second, factor * d.c12}, {second + "." + first, factor * d.c21}}});
      };
      const auto patience = [&](int k, const PairLimits& d) {
        const auto& discounting = p.discounting[static_cast<std::size_t>(k)];
        const double left = 1 - discounting.discount_factor;  // dA / dgamma = 1 / (1 - gamma)^2
        const bool exponential = discounting.form == Discounting::Form::exponential;
        add(exponential ? fmt::format("agents[{}].discount_factor", k + 1)
                        : fmt::format("annuity of agent {}", k + 1),
            d, exponential ? 1 / (left * left) : 1);
      };
      patience(i, slopes.by_annuity_1());
      patience(j, slopes.by_annuity_2());
      add(fmt::format("encounters.rates[{}][{}]", i + 1, j + 1), slopes.by_rate_12());
      add(fmt::format("encounters.rates[{}][{}]", j + 1, i + 1), slopes.by_rate_21());
      if (p.favors.are_alike() && !pair.from_1.conditional_value()) add("E(W)", slopes.by_mean_value());
    }
  return result;
}

}  // namespace models::favor
