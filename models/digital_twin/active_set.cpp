// models/digital_twin/active_set.cpp
// Which constraints bind, and Newton's method on the rest.
#include "models/digital_twin/active_set.hpp"

#include "solvers/core/linear_algebra.hpp"

namespace models::digital_twin {

ActiveSet::ActiveSet(const Vector& profile, double threshold) {
  for (Eigen::Index i = 0; i < profile.size() / choices; ++i) {
    const double s = profile(choices * i), b = profile(choices * i + 1);
    const PlayerActivity activity{s > threshold, b > threshold, s + b > 1 - threshold};
    activity_.push_back(activity);
    const int free = int(activity.sharing) + int(activity.probing);
    unknowns_ += free - int(activity.budget);
  }
}

Vector ActiveSet::unknowns_of(const Vector& profile) const {
  Vector z(unknowns_);
  Eigen::Index next = 0;
  for (int i = 0; i < players(); ++i) {
    const auto [sharing, probing, budget] = (*this)[i];
    if (budget && !(sharing && probing)) continue;
    if (sharing) z(next++) = profile(choices * i);
    if (probing && !budget) z(next++) = profile(choices * i + 1);
  }
  return z;
}

Matrix active_jacobian(const Parameters& parameters, const ActiveSet& active, const Vector& reduced) {
  const Matrix full = reduced_jacobian(parameters.gradient, lift<double>(parameters.players),
                                       lift<double>(parameters.trust), reduced);
  Matrix columns(full.rows(), active.unknowns());  // d gradients / d z
  Eigen::Index next = 0;
  for (int i = 0; i < active.players(); ++i) {
    const auto [sharing, probing, budget] = active[i];
    const Eigen::Index s = reduced_choices * i, b = s + 1;
    if (budget) {
      if (sharing && probing) columns.col(next++) = full.col(s) - full.col(b);
      continue;
    }
    if (sharing) columns.col(next++) = full.col(s);
    if (probing) columns.col(next++) = full.col(b);
  }
  Matrix jacobian(active.unknowns(), active.unknowns());
  for (Eigen::Index k = 0; k < columns.cols(); ++k)
    jacobian.col(k) = active.equations<double>(columns.col(k));
  return jacobian;
}

std::optional<PolishedProfile> polish(const Parameters& parameters, const ActiveSet& active,
                                      const Vector& profile) {
  constexpr double neighbourhood = 1e-3;
  constexpr int most_steps = 12;
  const auto p = lift<double>(parameters.players);
  const auto trust = lift<double>(parameters.trust);
  const Vector start = active.unknowns_of(profile);
  Vector z = start;
  double last = std::numeric_limits<double>::infinity();
  for (int k = 0; k < most_steps && z.size() > 0; ++k) {
    const Vector reduced = active.reduced(z);
    const auto step =
        solvers::solve_linear(active_jacobian(parameters, active, reduced),
                              active.equations(reduced_gradients(parameters.gradient, p, trust, reduced)));
    if (!step) return std::nullopt;
    const double size = step->cwiseAbs().maxCoeff();
    if (!(size < last)) break;  // rounding has taken over
    z -= *step;
    last = size;
    if ((z - start).cwiseAbs().maxCoeff() > neighbourhood) return std::nullopt;
    if (size <= 1e-16) break;
  }
  const Vector reduced = active.reduced(z);
  for (int i = 0; i < active.players(); ++i)
    if (reduced.segment(reduced_choices * i, reduced_choices).minCoeff() < 0 ||
        reduced.segment(reduced_choices * i, reduced_choices).sum() > 1)
      return std::nullopt;
  return PolishedProfile{with_deception_zero(reduced), z.size() ? last : 0};
}

}  // namespace models::digital_twin
