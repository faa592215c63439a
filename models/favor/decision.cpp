#include "models/favor/decision.hpp"

#include "models/favor/equations.hpp"

namespace models::favor {
namespace {

/// What either action makes of the pair's term in (10), over A_i.
class Prospect {
 public:
  Prospect(const Terms& terms, const DecisionRule& rule, const BeliefRule& beliefs, const Request& request)
      : terms_(terms), rule_(rule), beliefs_(beliefs), request_(request) {}

  /// dW = r_ji [H(c*_ji|P) - H(c*_ji|R)] - r_ij [M(c*_ij|P) - M(c*_ij|R)].
  double gain(double threshold, Decision& decision) const {
    decision.mean_if_granted = mean_after(true, threshold, decision);
    decision.mean_if_refused = mean_after(false, threshold, decision);
    return value(decision.mean_if_granted) - value(decision.mean_if_refused);
  }

 private:
  double mean_after(bool grants, double threshold, Decision& decision) const {
    const auto posterior =
        request_.own_reputation->mean_after(shown(grants, threshold, request_.now), beliefs_);
    decision.contradiction = decision.contradiction || posterior.status == PosteriorStatus::contradictory;
    return posterior.mean;
  }

  double value(double mean) const {
    const double r_ij = request_.offer_rate, r_ji = request_.ask_rate;
    const auto limits = terms_.limits(annuity_factor(mean), annuity_factor(request_.asker_mean), r_ij, r_ji);
    const double received = r_ji * terms_.H(limits.c21);
    return rule_.own_cost == OwnCost::reputed ? received - r_ij * terms_.M(limits.c12) : received;
  }

  const Terms& terms_;
  const DecisionRule& rule_;
  const BeliefRule& beliefs_;
  const Request& request_;
};

/// theta with theta (c + dW(theta)) = c: an agent of that discount factor is indifferent. By bisection from
/// (0, 1), where the difference of the sides is negative at 0.
std::optional<double> indifferent_type(const Prospect& prospect, double cost) {
  const auto excess = [&](double theta) {
    Decision unused;
    return theta * (cost + prospect.gain(theta, unused)) - cost;
  };
  double lower = 0, upper = 1 - 0x1p-40;
  if (!(excess(upper) >= 0)) return std::nullopt;
  while (upper - lower > 1e-13) {
    const double middle = 0.5 * (lower + upper);
    (excess(middle) >= 0 ? upper : lower) = middle;
  }
  return upper;
}

}  // namespace

std::optional<double> shown_threshold(const Terms& terms, const DecisionRule& rule, const Request& request) {
  const double r_ij = request.offer_rate, r_ji = request.ask_rate, c = request.cost;
  if (rule.asker_factor == AskerFactor::symmetric) {
    const double surplus = r_ji * terms.H(c) - r_ij * terms.M(c);
    return surplus > 0 ? std::optional(c / (c + surplus)) : std::nullopt;
  }
  const bool own = rule.asker_factor == AskerFactor::own;
  const double asker = own ? request.asker_discount_factor : request.asker_public_mean;
  return terms.offer_threshold(annuity_factor(asker), r_ij, r_ji, c);
}

Decision decide(const Terms& terms, const DecisionRule& rule, const BeliefRule& beliefs,
                const Request& request) {
  const Prospect prospect(terms, rule, beliefs, request);
  Decision decision;
  decision.threshold =
      rule.self_consistent ? indifferent_type(prospect, request.cost) : shown_threshold(terms, rule, request);
  if (!decision.threshold) return decision;
  decision.gain = annuity_factor(request.discount_factor) * prospect.gain(*decision.threshold, decision);
  const bool truthful = request.discount_factor >= *decision.threshold;
  decision.grants =
      rule.policy == Policy::limit_rule || rule.self_consistent ? truthful : decision.gain >= request.cost;
  return decision;
}

}  // namespace models::favor
