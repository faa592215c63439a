#include "models/expressions/drawn_law.hpp"

#include "solvers/core/require.hpp"
#include "solvers/laws/law_parameters.hpp"
#include "solvers/scalars/special_functions.hpp"

namespace models::expressions {

using solvers::Ball;
using solvers::LawKind;

DrawnLaw::DrawnLaw(solvers::LawPtr law) : law_(std::move(law)), kind_(law_->kind()) {
  solvers::require::that(law_->has_density() && kind_ != LawKind::other, "DrawnLaw",
                         "the law has no density of a known kind");
  const auto parameters = solvers::law_parameters(*law_);
  first_ = parameters[0], second_ = parameters[1];
  switch (kind_) {
    case LawKind::exponential:
    case LawKind::pareto:
      domain_ = Domain::half_line;
      break;
    case LawKind::normal:
    case LawKind::lognormal:
      domain_ = Domain::line;
      normaliser_ = inverse(sqrt(Ball(8) * atan(Ball(1))));  // 1 / sqrt(2 pi)
      break;
    case LawKind::gamma:
      domain_ = Domain::half_line;
      lower_power_ = first_;
      normaliser_ = exp(-log_gamma(Ball(first_)));
      log_scale_ = log_gamma(Ball(first_)).midpoint();
      break;
    case LawKind::beta: {
      lower_power_ = first_, upper_power_ = second_;
      const Ball log_beta =
          log_gamma(Ball(first_)) + log_gamma(Ball(second_)) - log_gamma(Ball(first_) + Ball(second_));
      normaliser_ = exp(-log_beta);
      log_scale_ = log_beta.midpoint();
      break;
    }
    default:
      break;
  }
}

}  // namespace models::expressions
