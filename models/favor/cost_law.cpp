#include "models/favor/cost_law.hpp"

#include <limits>

#include "solvers/core/require.hpp"

namespace models::favor {

using solvers::LawKind;

CostLaw::CostLaw(solvers::LawPtr law, Acceptance acceptance) : law_(std::move(law)), acceptance_(acceptance) {
  using namespace solvers::require;
  that(law_ != nullptr, "CostLaw", "there is no law; give one, such as uniform_law(0, 200)");
  mean_ = law_->mean();
  upper_ = law_->support().upper;
  const double lower = law_->support().lower;
  nonnegative("CostLaw", "the lower end of the support", lower, "favors cost nothing or more");
  positive("CostLaw", "the mean cost", mean_, "favors that are free have no limit");
  if (law_->kind() == LawKind::uniform && lower == 0) kind_ = Kind::uniform;
  if (law_->kind() == LawKind::exponential) kind_ = Kind::exponential;
  // A gamma law has its mean below its deviation exactly where its shape is below 1.
  falling_ = kind_ != Kind::general || (law_->kind() == LawKind::gamma && law_->density(0) > 0);
}

double CostLaw::below_general(double c) const {
  return acceptance_ == Acceptance::strict ? law_->cumulative_below(c) : law_->cumulative(c);
}

double CostLaw::partial_mean_general(double c) const {
  // E[C; C <= c] is E[C; C < c'] for the next double c': no atom of a law lies between two doubles.
  if (acceptance_ == Acceptance::inclusive && !law_->has_density())
    c = std::nextafter(c, std::numeric_limits<double>::infinity());
  return law_->partial_mean_below(c);
}

}  // namespace models::favor
