#include "models/limited_trust/monte_carlo.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/limited_trust/equations.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

constexpr long games_per_block = 1024;
constexpr auto who = "sample_payoffs";

/// A choice and the trust from which on it is taken.
struct Step {
  double loss = 0;
  double own = 0, other = 0;
};

/// What a player takes as its trust grows: sums rise strictly, losses do not fall. Sorts the options.
void keep_frontier(std::vector<Step>& options) {
  std::sort(options.begin(), options.end(),
            [](const Step& x, const Step& y) { return x.own != y.own ? x.own > y.own : x.other > y.other; });
  const double best = options.front().own;
  std::size_t kept = 0;
  double most = -std::numeric_limits<double>::infinity();
  for (const auto& option : options) {
    const double net = net_payoff(option.own, option.other);
    if (net <= most) continue;
    most = net;
    options[kept++] = {loss(best, option.own), option.own, option.other};
  }
  options.resize(kept);
}

/// A sum over rectangles of cells, kept as differences: a rectangle costs four additions.
class CellSums {
 public:
  CellSums(Eigen::Index rows, Eigen::Index columns) : differences_(Matrix::Zero(rows + 1, columns + 1)) {}

  void add(Eigen::Index row, Eigen::Index row_end, Eigen::Index column, Eigen::Index column_end,
           double value) {
    differences_(row, column) += value;
    differences_(row_end, column) -= value;
    differences_(row, column_end) -= value;
    differences_(row_end, column_end) += value;
  }

  Matrix sums() const {
    Matrix result = differences_.topLeftCorner(differences_.rows() - 1, differences_.cols() - 1);
    for (Eigen::Index i = 1; i < result.rows(); ++i) result.row(i) += result.row(i - 1);
    for (Eigen::Index j = 1; j < result.cols(); ++j) result.col(j) += result.col(j - 1);
    return result;
  }

 private:
  Matrix differences_;
};

/// Means and standard errors of what was added, less a center that keeps squares small.
class Estimate {
 public:
  Estimate(Eigen::Index rows, Eigen::Index columns, double center)
      : first_(rows, columns), second_(rows, columns), center_(center) {}

  void add(Eigen::Index row, Eigen::Index row_end, Eigen::Index column, Eigen::Index column_end,
           double value) {
    const double x = value - center_;
    first_.add(row, row_end, column, column_end, x);
    second_.add(row, row_end, column, column_end, x * x);
  }

  Matrix mean(double games) const { return (first_.sums() / games).array() + center_; }
  Matrix error(double games) const {
    const Eigen::ArrayXXd mean = first_.sums() / games, square = second_.sums() / games;
    return ((square - mean.square()).max(0) / (games - 1)).sqrt();
  }

 private:
  CellSums first_, second_;
  double center_;
};

class Sampler {
 public:
  Sampler(const Payoffs& payoffs, const Vector& leader_trust, const Vector& follower_trust)
      : payoffs_(payoffs),
        leader_trust_(leader_trust),
        follower_trust_(follower_trust),
        leader_(leader_trust.size(), follower_trust.size(), payoffs.leader_law->mean()),
        follower_(leader_trust.size(), follower_trust.size(), payoffs.follower_law->mean()),
        replies_(static_cast<std::size_t>(payoffs.leader_actions)),
        at_(replies_.size()) {}

  /// Draws row by row, the leader's number before the follower's.
  void game(solvers::RandomStream& stream) {
    for (auto& row : replies_) {
      row.resize(static_cast<std::size_t>(payoffs_.follower_actions));
      for (auto& reply : row) {
        reply.other = payoffs_.leader_law->sample(stream);
        reply.own = payoffs_.follower_law->sample(stream);
      }
      keep_frontier(row);
    }
    fill_cells();
  }

  SampledPayoffs result(long games) const {
    const auto n = static_cast<double>(games);
    const auto error = [&](const Estimate& estimate) -> Matrix {
      if (games > 1) return estimate.error(n);
      return Matrix::Constant(leader_trust_.size(), follower_trust_.size(),
                              std::numeric_limits<double>::infinity());
    };
    return {leader_.mean(n), follower_.mean(n), error(leader_), error(follower_), games};
  }

 private:
  /// The first of the ascending trusts that reaches the loss.
  static Eigen::Index first_reaching(const Vector& trusts, double loss) {
    return std::lower_bound(trusts.begin(), trusts.end(), loss) - trusts.begin();
  }

  /// Columns of trusts between two changes of any reply share one plan.
  void fill_cells() {
    std::fill(at_.begin(), at_.end(), 0);
    Eigen::Index column = 0;
    while (column < follower_trust_.size()) {
      Eigen::Index next = follower_trust_.size();
      for (std::size_t i = 0; i < replies_.size(); ++i) {
        const auto& row = replies_[i];
        auto& k = at_[i];
        while (k + 1 < row.size() && row[k + 1].loss <= follower_trust_(column)) ++k;
        if (k + 1 < row.size()) next = std::min(next, first_reaching(follower_trust_, row[k + 1].loss));
      }
      fill_columns(column, next);
      column = next;
    }
  }

  void fill_columns(Eigen::Index column, Eigen::Index column_end) {
    rows_.clear();
    for (std::size_t i = 0; i < replies_.size(); ++i) {
      const auto& reply = replies_[i][at_[i]];
      rows_.push_back({0, reply.other, reply.own});
    }
    keep_frontier(rows_);
    for (std::size_t k = 0; k < rows_.size(); ++k) {
      const auto row = first_reaching(leader_trust_, rows_[k].loss);
      const auto row_end =
          k + 1 < rows_.size() ? first_reaching(leader_trust_, rows_[k + 1].loss) : leader_trust_.size();
      if (row == row_end) continue;
      leader_.add(row, row_end, column, column_end, rows_[k].own);
      follower_.add(row, row_end, column, column_end, rows_[k].other);
    }
  }

  const Payoffs& payoffs_;
  const Vector &leader_trust_, &follower_trust_;
  Estimate leader_, follower_;
  std::vector<std::vector<Step>> replies_;  ///< each row's frontier, own: the follower's payoff
  std::vector<std::size_t> at_;             ///< the reply of each row at the present trust
  std::vector<Step> rows_;                  ///< the leader's frontier at the present trust of the follower
};

void check_trusts(const char* name, const Vector& trusts) {
  solvers::require::at_least(who, name, trusts.size(), 1);
  for (Eigen::Index i = 0; i < trusts.size(); ++i) {
    solvers::require::that(trusts(i) >= 0, who, std::string(name) + " must be >= 0");
    solvers::require::that(i == 0 || trusts(i) > trusts(i - 1), who, std::string(name) + " must ascend");
  }
}

void check_law(const char* name, const solvers::LawPtr& law) {
  solvers::require::that(law != nullptr, who, std::string(name) + " is missing");
  solvers::require::that(std::isfinite(law->mean()), who, std::string(name) + " has no mean");
}

}  // namespace

SampledPayoffs sample_payoffs(const Payoffs& payoffs, const Vector& leader_trust,
                              const Vector& follower_trust, long games, std::uint64_t seed,
                              const solvers::Stop& stop) {
  check_law("leader_law", payoffs.leader_law);
  check_law("follower_law", payoffs.follower_law);
  solvers::require::at_least(who, "leader_actions", payoffs.leader_actions, 1);
  solvers::require::at_least(who, "follower_actions", payoffs.follower_actions, 1);
  check_trusts("leader_trust", leader_trust);
  check_trusts("follower_trust", follower_trust);
  solvers::require::at_least(who, "games", games, 1);
  Sampler sampler(payoffs, leader_trust, follower_trust);
  long done = 0;
  for (long block = 0; done < games; ++block) {
    solvers::RandomStream stream(seed, static_cast<std::uint64_t>(block));
    for (const long end = std::min(done + games_per_block, games); done < end; ++done) sampler.game(stream);
    if (stop.requested()) break;
  }
  return sampler.result(done);
}

}  // namespace models::limited_trust
