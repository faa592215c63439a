#include "models/digital_twin/beliefs.hpp"

#include <algorithm>

#include "models/digital_twin/equations.hpp"
#include "models/memory.hpp"
#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

constexpr auto who = "beliefs";

void check(const Belief& belief) {
  using namespace solvers::require;
  if (belief.rule == BeliefRule::window) at_least(who, "window", belief.window, 1, "1 is the belief `last`");
  if (belief.rule == BeliefRule::exponential)
    that(belief.weight > 0 && belief.weight <= 1, who, "the weight of the newest round lies in (0, 1]");
  if (belief.rule == BeliefRule::dirichlet) positive(who, "prior_strength", belief.prior_strength);
  if (belief.rule == BeliefRule::kalman) {
    nonnegative(who, "process_variance", belief.process_variance);
    positive(who, "observation_variance", belief.observation_variance);
  }
}

/// Dirichlet laws know alpha and delta apart, also for the joint estimate.
bool keeps_one_mean(const Belief& belief) {
  return belief.honesty == Honesty::joint && belief.rule != BeliefRule::dirichlet;
}

bool has_long_memory(BeliefRule rule) { return rule != BeliefRule::last && rule != BeliefRule::window; }

int window_capacity(const Belief& belief, int rounds) {
  return belief.rule == BeliefRule::window ? std::min(belief.window, rounds) : 0;
}

}  // namespace

BeliefFilter::BeliefFilter(const Belief& belief, int players, int rounds)
    : belief_(belief), one_mean_(keeps_one_mean(belief)) {
  check(belief);
  solvers::require::at_least(who, "rounds", rounds, 1);
  const int size = one_mean_ ? players : 2 * players;
  mean_ = Vector::Constant(size, belief.rule == BeliefRule::dirichlet ? 0.25 : 0.0);
  honesty_ = Vector::Zero(players);
  if (const int capacity = window_capacity(belief, rounds)) {
    older_.resize(size, capacity);
    newer_.resize(size, capacity);
    newer_sum_ = Vector::Zero(size);
  }
}

double BeliefFilter::bytes(const Belief& belief, double players, double rounds) {
  const double kept = belief.rule == BeliefRule::window ? 2 * std::min<double>(belief.window, rounds) + 2 : 2;
  return bytes_of_matrix((keeps_one_mean(belief) ? 1 : 2) * players, kept);
}

double BeliefFilter::next_gain() const {
  const auto seen = static_cast<double>(seen_);
  switch (belief_.rule) {
    case BeliefRule::cumulative:
      return 1 / (seen + 1);
    case BeliefRule::exponential:
      return seen_ == 0 ? 1 : belief_.weight;
    case BeliefRule::dirichlet:
      return 1 / (4 * belief_.prior_strength + seen + 1);
    case BeliefRule::kalman: {
      const double predicted = variance_ + belief_.process_variance;
      return seen_ == 0 ? 1 : predicted / (predicted + belief_.observation_variance);
    }
    case BeliefRule::window:
    case BeliefRule::last:
      break;
  }
  return 1;
}

void BeliefFilter::observe(const Vector& profile) {
  const Eigen::Index players = honesty_.size();
  solvers::require::same_size(who, "profile", profile.size(), "three choices of each player",
                              choices * players);
  Vector observed(mean_.size());
  if (one_mean_)
    observed = digital_twin::honesty<double>(profile);
  else
    for (Eigen::Index i = 0; i < players; ++i) {
      observed(i) = profile(choices * i);
      observed(players + i) = profile(choices * i + 2);
    }
  const double gain = next_gain();
  ++seen_;
  if (has_long_memory(belief_.rule)) gains_.push_back(gain);
  variance_ = gain * belief_.observation_variance;  // of the mean after this round: (1 - k)(v + q) = k r
  if (belief_.rule == BeliefRule::window)
    observe_in_window(observed);
  else if (gain == 1)
    mean_ = observed;
  else
    mean_ += gain * (observed - mean_);
  estimate();
}

void BeliefFilter::observe_in_window(const Vector& observed) {
  if (older_count_ + newer_count_ == older_.cols()) {  // full: drop the oldest
    if (older_count_ == 0) {                           // turn the newer stack over, summing on the way
      Vector sum = Vector::Zero(mean_.size());
      while (newer_count_ > 0) older_.col(older_count_++) = sum += newer_.col(--newer_count_);
      newer_sum_.setZero();
    }
    --older_count_;
  }
  newer_.col(newer_count_++) = observed;
  newer_sum_ += observed;
  mean_ = newer_sum_;
  if (older_count_ > 0) mean_ += older_.col(older_count_ - 1);
  mean_ /= older_count_ + newer_count_;
}

void BeliefFilter::estimate() {
  const Eigen::Index players = honesty_.size();
  if (one_mean_) {
    honesty_ = mean_;
    return;
  }
  honesty_ = mean_.head(players).array() * (1 - deception_scale() * mean_.tail(players).array());
}

double BeliefFilter::deception_scale() const {
  if (belief_.honesty == Honesty::product) return 1;
  const double counts = 4 * belief_.prior_strength + static_cast<double>(seen_);
  return counts / (counts + 1);
}

double BeliefFilter::weight(int age) const {
  if (age < 0 || age >= seen_) return 0;
  if (belief_.rule == BeliefRule::last) return age == 0 ? 1 : 0;
  if (belief_.rule == BeliefRule::window) {
    const int kept = older_count_ + newer_count_;
    return age < kept ? 1.0 / kept : 0;
  }
  const auto seen = static_cast<int>(gains_.size());
  double product = gains_[static_cast<std::size_t>(seen - 1 - age)];
  for (int later = seen - age; later < seen; ++later) product *= 1 - gains_[static_cast<std::size_t>(later)];
  return product;
}

HonestySlope BeliefFilter::slope(int player) const {
  if (one_mean_) return {.joint = 1};
  const Eigen::Index players = honesty_.size();
  const double scale = deception_scale();
  return {.joint = 0, .sharing = 1 - scale * mean_(players + player), .deception = -scale * mean_(player)};
}

}  // namespace models::digital_twin
