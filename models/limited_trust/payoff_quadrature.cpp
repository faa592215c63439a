#include "models/limited_trust/payoff_quadrature.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/limited_trust/leader_choice.hpp"
#include "models/limited_trust/reply_law.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

constexpr int most_panels = 40;  // of a law at the first level; beyond, the work grows out of proportion
constexpr int sure_levels = 3, most_levels = 4;  // the last one only where the laws allow it
constexpr int most_halvings = 50;  // of a panel of sums: from the far end of a heavy tail to the bulk

/// Where the sum of a reply has kinks: where those of both laws meet, with the follower's trust between or
/// without.
std::vector<double> sum_kinks(const TabulatedLaw& leader, const TabulatedLaw& follower, double trust) {
  std::vector<double> breaks{leader.median() + follower.median()};
  for (const double x : leader.kinks())
    for (const double y : follower.kinks())
      for (const double d : {-2 * trust, -trust, 0.0, trust, 2 * trust}) breaks.push_back(x + y + d);
  const double lower = leader.lower() + follower.lower(), upper = leader.upper() + follower.upper();
  std::erase_if(breaks, [&](double c) { return c <= lower || c >= upper; });
  return merged_breaks(std::move(breaks), lower, upper);
}

/// u_L, u_F and the defect of the total probability at one level of refinement.
struct Estimate {
  Matrix leader, follower, defect;
};

/// One column of an estimate: all trust levels of the leader at one of the follower.
class Column {
 public:
  Column(const ReplyLaw& replies, int rows, const Vector& trust, double accuracy, double size)
      : replies_(replies), rows_(rows), trust_(trust), accuracy_(accuracy), size_(size), sums_(trust.size()) {
    for (int part = 0; part <= 4; ++part) probes_.push_back(trust(part * (trust.size() - 1) / 4));
    probes_.erase(std::unique(probes_.begin(), probes_.end()), probes_.end());
  }

  /// Integrate over sums c from `from` to `to`; halved until the probes' densities are resolved.
  void add(double from, double to, int depth = 0) {
    const double middle = (from + to) / 2, half = (to - from) / 2;
    std::vector<LeaderChoice> choices;
    for (int k = 0; k < panel_points; ++k)
      choices.emplace_back(replies_, rows_, middle + half * panel_nodes()[k]);
    if (depth < most_halvings && !is_resolved(choices, middle, half)) {
      add(from, middle, depth + 1);
      add(middle, to, depth + 1);
      return;
    }
    for (int k = 0; k < panel_points; ++k)
      for (Eigen::Index i = 0; i < trust_.size(); ++i) {
        const OutcomeIntegrals outcome = choices[k](trust_(i));
        const double weight = half * panel_weights()[k];
        sums_[i].one += weight * outcome.one;
        sums_[i].leader += weight * outcome.leader;
        sums_[i].net += weight * outcome.net;
      }
  }
  const OutcomeIntegrals& operator[](Eigen::Index i) const { return sums_[i]; }

 private:
  bool is_resolved(const std::vector<LeaderChoice>& choices, double middle, double half) const {
    for (const double t : {-0.66, 0.36, 0.999}) {
      const LeaderChoice between(replies_, rows_, middle + half * t);
      for (const double trust : probes_) {
        PanelValues one, leader, net;
        for (int k = 0; k < panel_points; ++k) {
          const OutcomeIntegrals outcome = choices[k](trust);
          one[k] = outcome.one;
          leader[k] = outcome.leader;
          net[k] = outcome.net;
        }
        const OutcomeIntegrals outcome = between(trust);
        const auto meets = [&](const PanelValues& values, double value, double accuracy) {
          return std::abs(polynomial(interpolate(values), t) - value) * half <= accuracy;
        };
        if (!meets(one, outcome.one, accuracy_) || !meets(leader, outcome.leader, accuracy_ * size_) ||
            !meets(net, outcome.net, accuracy_ * size_))
          return false;
      }
    }
    return true;
  }

  const ReplyLaw& replies_;
  int rows_;
  const Vector& trust_;
  double accuracy_, size_;
  std::vector<double> probes_;
  std::vector<OutcomeIntegrals> sums_;
};

/// What a level of refinement asks of every panel.
double accuracy_of(int level) { return std::max(std::pow(10.0, -5 - 2 * level), 1e-12); }
int parts_of(int level) { return 1 << level; }
std::optional<TabulatedLaw> tabulated(const solvers::LawPtr& law, int level) {
  return tabulate(*law, accuracy_of(level), parts_of(level), most_panels << level);
}

std::optional<solvers::Termination> estimate(const Payoffs& payoffs, const Vector& leader_trust,
                                             const Vector& follower_trust, int level, double size,
                                             const solvers::Stop& stop, Estimate& result) {
  const TabulatedLaw leader = *tabulated(payoffs.leader_law, level),
                     follower = *tabulated(payoffs.follower_law, level);
  result.leader = result.follower = result.defect = Matrix::Zero(leader_trust.size(), follower_trust.size());
  for (Eigen::Index j = 0; j < follower_trust.size(); ++j) {
    // Trust beyond the width of the support admits everything.
    const double trust = std::min(follower_trust(j), follower.upper() - follower.lower());
    const ReplyLaw replies(leader, follower, payoffs.follower_actions, trust, level);
    Column column(replies, payoffs.leader_actions, leader_trust, accuracy_of(level), size);
    const auto breaks = sum_kinks(leader, follower, trust);
    for (std::size_t p = 0; p + 1 < breaks.size(); ++p) {
      if (const auto requested = stop.requested()) return requested;
      column.add(breaks[p], breaks[p + 1]);
    }
    for (Eigen::Index i = 0; i < leader_trust.size(); ++i) {
      result.leader(i, j) = column[i].leader;
      result.follower(i, j) = column[i].net - column[i].leader;
      result.defect(i, j) = std::abs(column[i].one - 1);
    }
  }
  return std::nullopt;
}

bool has_levels(const solvers::LawPtr& law) {
  for (int level = 0; level <= sure_levels; ++level)
    if (!tabulated(law, level)) return false;
  return true;
}

/// The size of a payoff: its mean and its spread, which is that of its bulk where there is no variance.
double size_of(const solvers::Law& law) {
  const double variance = law.variance();
  return std::abs(law.mean()) +
         (std::isfinite(variance) ? std::sqrt(variance) : law.quantile(0.999) - law.quantile(0.001));
}

}  // namespace

bool has_quadrature(const Payoffs& payoffs) {
  return !payoffs.leader && payoffs.leader_actions <= most_quadrature_actions &&
         payoffs.follower_actions <= most_quadrature_actions && has_levels(payoffs.leader_law) &&
         has_levels(payoffs.follower_law);
}

PayoffTable quadrature_payoffs(const Payoffs& payoffs, const Vector& leader_trust,
                               const Vector& follower_trust, const ExpectedPayoffOptions& options) {
  solvers::require::that(has_quadrature(payoffs), "quadrature_payoffs",
                         "no quadrature for these laws and sizes");
  const double entries = static_cast<double>(payoffs.leader_actions) * payoffs.follower_actions;
  const double tails = entries * (tabulated(payoffs.leader_law, 0)->lost_mean() +
                                  tabulated(payoffs.follower_law, 0)->lost_mean());
  const double leader_size = size_of(*payoffs.leader_law), follower_size = size_of(*payoffs.follower_law);
  PayoffTable table;
  table.method = PayoffMethod::quadrature;
  table.leader_trust = leader_trust;
  table.follower_trust = follower_trust;
  table.leader = table.follower = table.leader_error = table.follower_error =
      Matrix::Constant(leader_trust.size(), follower_trust.size(), std::numeric_limits<double>::quiet_NaN());
  Estimate coarse, fine;
  for (int level = 0; level <= most_levels; ++level) {
    if (level > sure_levels &&
        !(tabulated(payoffs.leader_law, level) && tabulated(payoffs.follower_law, level)))
      break;
    if (const auto stopped =
            estimate(payoffs, leader_trust, follower_trust, level, leader_size, options.stop, fine)) {
      table.termination = *stopped;
      return table;
    }
    if (level > 0) {
      table.leader = fine.leader;
      table.follower = fine.follower;
      // A change may be small by chance: the larger one of both players counts, twice, and at least what
      // every panel was asked for.
      const Matrix change =
          2 * (fine.leader - coarse.leader).cwiseAbs().cwiseMax((fine.follower - coarse.follower).cwiseAbs());
      table.leader_error = change + leader_size * fine.defect;
      table.follower_error = change + follower_size * fine.defect;
      table.leader_error.array() += tails + accuracy_of(level) * leader_size;
      table.follower_error.array() += tails + accuracy_of(level) * follower_size;
      const bool reached = table.leader_error.maxCoeff() <= options.tolerance * leader_size &&
                           table.follower_error.maxCoeff() <= options.tolerance * follower_size;
      table.termination = reached ? solvers::Termination::converged : solvers::Termination::evaluation_limit;
      if (reached) break;
    }
    std::swap(coarse, fine);
  }
  return table;
}

}  // namespace models::limited_trust
