#include "models/limited_trust/partner_choice.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace models::limited_trust {

double exploration_probability(const Learning& learning, long clock, long horizon) {
  switch (learning.policy) {
    case Learning::Policy::eps_greedy:
      return learning.exploration;
    case Learning::Policy::eps_first:
      return static_cast<double>(clock) < learning.exploration * static_cast<double>(horizon) ? 1 : 0;
    case Learning::Policy::eps_decreasing:
      return std::min(1.0, 2 / (static_cast<double>(clock) + 1));
    case Learning::Policy::thompson:
      break;
  }
  return 0;
}

int exploited_invitations(int invitations, double exploration_probability, solvers::RandomStream& stream) {
  if (exploration_probability <= 0) return invitations;
  if (exploration_probability >= 1) return 0;
  int exploited = 0;
  for (int slot = 0; slot < invitations; ++slot) exploited += stream.uniform() >= exploration_probability;
  return exploited;
}

double exploration_weight(long rounds_since_change) {
  constexpr double decay = 0.85, least = 1e-9;
  return std::max(least, std::pow(decay, static_cast<double>(rounds_since_change)));
}

PartnerChoice::PartnerChoice(int most_neighbors)
    : sorted_(static_cast<std::size_t>(most_neighbors)), taken_(sorted_.size()) {
  rest_.reserve(sorted_.size());
  chosen_.reserve(sorted_.size());
}

std::span<const int> PartnerChoice::choose(std::span<const double> score, int invitations, int exploited,
                                           NeighborTies ties, solvers::RandomStream& stream,
                                           std::span<const double> weights) {
  const int neighbors = static_cast<int>(score.size());
  chosen_.clear();
  if (invitations >= neighbors) {
    for (int position = 0; position < neighbors; ++position) chosen_.push_back(position);
    return chosen_;
  }
  std::fill_n(taken_.begin(), neighbors, 0);
  if (exploited > 0) exploit(score, exploited, ties, stream);
  if (invitations > exploited) explore(score.size(), invitations - exploited, weights, stream);
  return chosen_;
}

void PartnerChoice::exploit(std::span<const double> score, int slots, NeighborTies ties,
                            solvers::RandomStream& stream) {
  const auto end = std::copy(score.begin(), score.end(), sorted_.begin());
  std::nth_element(sorted_.begin(), sorted_.begin() + (slots - 1), end, std::greater<>());
  const double border = sorted_[static_cast<std::size_t>(slots) - 1];
  int tied = 0;
  for (std::size_t i = 0; i < score.size(); ++i) {
    tied += score[i] == border;
    if (score[i] <= border) continue;
    taken_[i] = 1;
    chosen_.push_back(static_cast<int>(i));
  }
  int left = slots - static_cast<int>(chosen_.size());
  for (std::size_t i = 0; left > 0; ++i) {  // each subset of the tied is equally likely
    if (score[i] != border) continue;
    const bool take = tied == left || ties == NeighborTies::lexicographic ||
                      stream.below(static_cast<std::uint64_t>(tied)) < static_cast<std::uint64_t>(left);
    --tied;
    if (!take) continue;
    --left;
    taken_[i] = 1;
    chosen_.push_back(static_cast<int>(i));
  }
}

void PartnerChoice::explore(std::size_t neighbors, int slots, std::span<const double> weights,
                            solvers::RandomStream& stream) {
  rest_.clear();
  for (std::size_t i = 0; i < neighbors; ++i)
    if (!taken_[i]) rest_.push_back(static_cast<int>(i));
  double total = 0;
  if (!weights.empty())
    for (const int i : rest_) total += weights[static_cast<std::size_t>(i)];
  for (; slots > 0; --slots) {
    std::size_t at = 0;
    if (weights.empty()) {
      at = stream.below(rest_.size());
    } else {
      double left = stream.uniform() * total;
      while (at + 1 < rest_.size() && left >= weights[static_cast<std::size_t>(rest_[at])])
        left -= weights[static_cast<std::size_t>(rest_[at++])];
      total -= weights[static_cast<std::size_t>(rest_[at])];
    }
    chosen_.push_back(rest_[at]);
    rest_[at] = rest_.back();
    rest_.pop_back();
  }
}

}  // namespace models::limited_trust
