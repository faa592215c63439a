#include "models/limited_trust/trust_update.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace models::limited_trust {

using Eigen::Index;

TrustUpdate::TrustUpdate(const Acquaintances& acquaintances, const UtilityTable& utilities, NeighborTies ties)
    : acquaintances_(acquaintances),
      utilities_(utilities),
      ties_(ties),
      promised_(utilities.grid().size()),
      led_(promised_.size()),
      followed_(promised_.size()) {
  scratch_.reserve(static_cast<std::size_t>(acquaintances.most_acquaintances()));
}

PredictedInvitation TrustUpdate::predict(Acquaintances::Pair pair, std::span<const double> estimates) {
  const int inviter = acquaintances_.other(pair), k = acquaintances_.invitations(inviter);
  if (acquaintances_.degree(inviter) <= k) return {-std::numeric_limits<double>::infinity(), 1};
  const auto own = acquaintances_.reverse(pair);
  scratch_.clear();
  for (auto rival = acquaintances_.begin(inviter); rival < acquaintances_.end(inviter); ++rival)
    if (rival != own && acquaintances_.may_invite(rival))
      scratch_.push_back(estimates[static_cast<std::size_t>(rival)]);
  const auto nth = scratch_.begin() + (k - 1);
  std::nth_element(scratch_.begin(), nth, scratch_.end(), std::greater<>());
  const double border = *nth;
  const auto above = std::count_if(scratch_.begin(), nth, [&](double x) { return x > border; });
  if (ties_ == NeighborTies::random) {
    const auto equal = std::count(scratch_.begin(), scratch_.end(), border);
    return {border, static_cast<double>(k - above) / static_cast<double>(equal + 1)};
  }
  long before = above;  // the lower position wins
  for (auto rival = acquaintances_.begin(inviter); rival < own; ++rival)
    before += acquaintances_.may_invite(rival) && estimates[static_cast<std::size_t>(rival)] == border;
  return {border, before < k ? 1.0 : 0.0};
}

double TrustUpdate::best_trust(int agent, std::span<const double> estimates) {
  promise(agent, estimates);
  return best();
}

double TrustUpdate::best_trust(int agent, std::span<const double> estimates, double deviation,
                               solvers::RandomStream errors) {
  promise(agent, estimates);
  for (double& utility : promised_) utility += deviation * errors.normal();
  return best();
}

void TrustUpdate::promise(int agent, std::span<const double> estimates) {
  promised_.setZero();
  add_led_games(agent, estimates);
  add_followed_games(agent, estimates);
}

double TrustUpdate::best() const {
  constexpr double same = 1e-12;  // sums of the same terms in another order differ by less
  const double most = promised_.maxCoeff();
  for (Index g = 0; g < promised_.size(); ++g)
    if (promised_(g) >= most - same) return utilities_.grid()(g);
  return utilities_.grid()(0);
}

void TrustUpdate::add_led_games(int agent, std::span<const double> estimates) {
  scratch_.clear();
  for (auto pair = acquaintances_.begin(agent); pair < acquaintances_.end(agent); ++pair)
    if (acquaintances_.may_invite(pair)) scratch_.push_back(estimates[static_cast<std::size_t>(pair)]);
  const int k = std::min(acquaintances_.invitations(agent), static_cast<int>(scratch_.size()));
  if (k == 0) return;
  std::nth_element(scratch_.begin(), scratch_.begin() + (k - 1), scratch_.end(), std::greater<>());
  for (int slot = 0; slot < k; ++slot) add_led_game(scratch_[static_cast<std::size_t>(slot)]);
}

void TrustUpdate::add_led_game(double estimate) {
  if (!utilities_.may_decline()) return utilities_.add_as_leader(estimate, 1, promised_);
  const Vector& grid = utilities_.grid();
  led_.setZero();
  utilities_.add_as_leader(estimate, 1, led_);
  for (Index g = 0; g < grid.size(); ++g)
    if (utilities_.as_follower(estimate, grid(g)) >= 0) promised_(g) += led_(g);
}

void TrustUpdate::add_followed_games(int agent, std::span<const double> estimates) {
  const Vector& grid = utilities_.grid();
  for (auto pair = acquaintances_.begin(agent); pair < acquaintances_.end(agent); ++pair) {
    if (!acquaintances_.may_invite(acquaintances_.reverse(pair))) continue;
    const auto invitation = predict(pair, estimates);
    const auto first = std::lower_bound(grid.begin(), grid.end(), invitation.border) - grid.begin();
    if (first == grid.size()) continue;
    followed_.setZero();
    utilities_.add_as_follower(estimates[static_cast<std::size_t>(pair)], 1, followed_);
    followed_ = followed_.cwiseMax(0);
    if (grid(first) == invitation.border) followed_(first) *= invitation.at_border;
    promised_.tail(grid.size() - first) += followed_.tail(grid.size() - first);
  }
}

}  // namespace models::limited_trust
