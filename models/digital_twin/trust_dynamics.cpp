#include "models/digital_twin/trust_dynamics.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/digital_twin/equations.hpp"
#include "models/memory.hpp"
#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

using Array = Eigen::ArrayXd;
using Eigen::Index;

constexpr auto who = "simulate";

/// Standard deviation of all entries of `values` but `left_out`.
double deviation_of_others(const Vector& values, Index left_out) {
  const auto others = static_cast<double>(values.size() - 1);
  if (others < 1) return 0;
  const double mean = (values.sum() - values(left_out)) / others;
  const double own = values(left_out) - mean;
  return std::sqrt(std::max(0.0, (values.array() - mean).square().sum() - own * own) / others);
}

solvers::Interval wider(solvers::Interval range, double value) {
  return {std::min(range.lower, value), std::max(range.upper, value)};
}

class DenseTrust final : public TrustDynamics {
 public:
  DenseTrust(Matrix initial, Vector rate) : trust_(std::move(initial)), rate_(std::move(rate)) {
    solvers::require::same_size(who, "a row of trust", trust_.cols(), "a column", trust_.rows());
    if (moves()) solvers::require::same_size(who, "trust", trust_.rows(), "trust_rate", rate_.size());
    trust_.diagonal().setZero();
    range_ = {trust_.minCoeff(), trust_.maxCoeff()};
  }

  int players() const override { return static_cast<int>(trust_.rows()); }
  Vector received(const Vector& honesty) const override { return trust_ * honesty; }
  Vector inbound(const Vector& weight) const override { return trust_.transpose() * weight; }
  Vector in(int target) const override { return trust_.col(target); }
  bool moves() const override { return rate_.size() > 0; }
  double largest_step() const override { return largest_step_; }
  solvers::Interval range() const override { return range_; }
  std::unique_ptr<TrustDynamics> clone() const override { return std::make_unique<DenseTrust>(*this); }

  Vector spread() const override {
    Vector deviation(players());
    for (Index j = 0; j < trust_.cols(); ++j) deviation(j) = deviation_of_others(trust_.col(j), j);
    return deviation;
  }

  void update(const Vector& believed) override {
    if (!moves()) return;
    largest_step_ = 0;
    for (Index j = 0; j < trust_.cols(); ++j)
      for (Index i = 0; i < trust_.rows(); ++i) {
        if (i == j) continue;
        const double next = next_trust(rate_(i), trust_(i, j), believed(j));
        largest_step_ = std::max(largest_step_, std::abs(next - trust_(i, j)));
        range_ = wider(range_, next);
        trust_(i, j) = next;
      }
  }

 private:
  Matrix trust_;
  Vector rate_;
  solvers::Interval range_;
  double largest_step_ = 0;
};

class ConstantTrust final : public TrustDynamics {
 public:
  ConstantTrust(int players, double value) : players_(players), value_(value) {}

  int players() const override { return players_; }
  Vector received(const Vector& honesty) const override { return value_ * sums_of_others<double>(honesty); }
  Vector inbound(const Vector& weight) const override { return value_ * sums_of_others<double>(weight); }
  Vector spread() const override { return Vector::Zero(players_); }
  void update(const Vector&) override {}
  bool moves() const override { return false; }
  double largest_step() const override { return 0; }
  solvers::Interval range() const override { return {value_, value_}; }
  std::unique_ptr<TrustDynamics> clone() const override { return std::make_unique<ConstantTrust>(*this); }

  Vector in(int target) const override {
    Vector column = Vector::Constant(players_, value_);
    column(target) = 0;
    return column;
  }

 private:
  int players_;
  double value_;
};

class HistoryTrust final : public TrustDynamics {
 public:
  HistoryTrust(double initial, Vector rate, int rounds)
      : initial_(initial),
        range_{initial, initial},
        rate_(std::move(rate)),
        history_(rate_.size(), rounds),
        start_(Array::Ones(rate_.size())),
        own_(Vector::Constant(rate_.size(), initial)) {}

  int players() const override { return static_cast<int>(rate_.size()); }
  bool moves() const override { return true; }
  double largest_step() const override { return largest_step_; }
  solvers::Interval range() const override { return range_; }
  std::unique_ptr<TrustDynamics> clone() const override { return std::make_unique<HistoryTrust>(*this); }

  Vector received(const Vector& honesty) const override {
    const Vector products = history_.leftCols(rounds_).transpose() * honesty;  // H' h
    return weigh(products).array() + initial_ * honesty.sum() * start_ - own_.array() * honesty.array();
  }

  Vector inbound(const Vector& weight) const override {
    Vector sums(rounds_);  // W' w, from the newest round back
    Array part = weight.array() * rate_.array();
    for (Index u = rounds_; u-- > 0; part *= 1 - rate_.array()) sums(u) = part.sum();
    const double from_start = initial_ * (weight.array() * start_).sum();
    const Vector by_history = history_.leftCols(rounds_) * sums;
    return by_history.array() + from_start - own_.array() * weight.array();
  }

  Vector in(int target) const override {
    Vector column = weigh(history_.row(target).head(rounds_).transpose()).array() + initial_ * start_;
    column(target) = 0;
    return column;
  }

  void update(const Vector& believed) override {
    solvers::require::that(rounds_ < history_.cols(), who, "trust was made for fewer rounds");
    history_.col(rounds_++) = believed;
    range_ = wider(wider(range_, believed.minCoeff()), believed.maxCoeff());
    start_ *= 1 - rate_.array();
    const Array step = rate_.array() * (believed - own_).array();
    largest_step_ = step.abs().maxCoeff();
    for (Index i = 0; i < own_.size(); ++i) own_(i) = next_trust(rate_(i), own_(i), believed(i));
  }

  /// Over observers i, tau_ij is linear in row i of [W, (1 - eta)^t], so its variance is a quadratic form of
  /// that row's covariance: O(t^2 N). Rows are centred before they are multiplied, so nothing cancels.
  Vector spread() const override {
    Matrix weights(players(), rounds_ + 1);
    weights.col(rounds_) = initial_ * start_;
    Array part = rate_.array();
    for (Index u = rounds_; u-- > 0; part *= 1 - rate_.array()) weights.col(u) = part;
    const Eigen::RowVectorXd mean = weights.colwise().mean();
    weights.rowwise() -= mean;
    const Matrix moments = weights.transpose() * weights;
    Vector deviation(players());
    for (Index j = 0; j < deviation.size(); ++j) {
      Vector seen(rounds_ + 1);
      seen << history_.row(j).head(rounds_).transpose(), 1.0;
      deviation(j) = std::sqrt(others_variance(seen.dot(moments * seen), weights.row(j).dot(seen)));
    }
    return deviation;
  }

 private:
  /// Variance without one of N numbers, from their sum of squares about the mean and that number's own
  /// deviation.
  double others_variance(double squares, double own) const {
    const auto n = static_cast<double>(players());
    return n < 2 ? 0 : std::max(0.0, squares - own * own * n / (n - 1)) / (n - 1);
  }

  /// W g, by Horner's rule in 1 - eta_i. In blocks of players that stay in the first cache.
  Vector weigh(const Vector& g) const {
    constexpr Index block = 1024;
    Vector sums(players());
    for (Index begin = 0; begin < sums.size(); begin += block) {
      const Index size = std::min<Index>(block, sums.size() - begin);
      const Array kept = 1 - rate_.segment(begin, size).array();
      Array sum = Array::Zero(size);
      for (Index u = 0; u < g.size(); ++u) sum = sum * kept + g(u);
      sums.segment(begin, size) = sum * rate_.segment(begin, size).array();
    }
    return sums;
  }

  double initial_;
  solvers::Interval range_;
  Vector rate_;
  Matrix history_;  // N x rounds: estimates of honesty, one column a round seen
  Index rounds_ = 0;
  Array start_;  // (1 - eta_i)^t
  Vector own_;   // tau_ii as (7) would have it: what the full sums hold too much
  double largest_step_ = 0;
};

}  // namespace

Vector TrustDynamics::mean() const { return inbound(Vector::Ones(players())) / std::max(1, players() - 1); }

std::unique_ptr<TrustDynamics> dense_trust(Matrix initial, Vector rate) {
  return std::make_unique<DenseTrust>(std::move(initial), std::move(rate));
}

std::unique_ptr<TrustDynamics> constant_trust(int players, double value) {
  return std::make_unique<ConstantTrust>(players, value);
}

std::unique_ptr<TrustDynamics> history_trust(double initial, Vector rate, int rounds) {
  solvers::require::at_least(who, "rounds", rounds, 1);
  return std::make_unique<HistoryTrust>(initial, std::move(rate), rounds);
}

bool takes_history_trust(const Parameters& p) {
  // Up to as many rounds as players the history is smaller than the matrix, and also takes less time.
  return p.trust.kind == Trust::Kind::steady_state && !p.simulation.initial_trust_matrix &&
         p.players.count() > 20 && p.simulation.rounds <= p.players.count();
}

std::unique_ptr<TrustDynamics> make_trust_dynamics(const Parameters& p) {
  const int n = p.players.count();
  const double states = p.horizon.length > 1 ? 2 : 1;  // looking ahead moves a copy
  if (p.trust.kind == Trust::Kind::uniform) return constant_trust(n, p.trust.value);
  if (takes_history_trust(p)) {
    const double rounds = static_cast<double>(p.simulation.rounds) + p.horizon.length;
    require_memory(who, fmt::format("the history of {} players over {} rounds", n, p.simulation.rounds),
                   states * bytes_of_matrix(n, rounds), "ask for fewer rounds or players");
    return history_trust(p.simulation.initial_trust, p.players.trust_rate, static_cast<int>(rounds));
  }
  require_memory(who, fmt::format("a trust matrix of {0} x {0} players", n), states * bytes_of_matrix(n, n),
                 "with one initial trust for all pairs and at most as many rounds as players no matrix is "
                 "needed");
  if (p.trust.kind == Trust::Kind::matrix) return dense_trust(p.trust.matrix, {});
  if (p.simulation.initial_trust_matrix)
    return dense_trust(*p.simulation.initial_trust_matrix, p.players.trust_rate);
  return dense_trust(Matrix::Constant(n, n, p.simulation.initial_trust), p.players.trust_rate);
}

}  // namespace models::digital_twin
