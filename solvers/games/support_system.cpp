#include "solvers/games/support_system.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/core/linear_algebra.hpp"

namespace solvers {
namespace {

/// Unknowns: the probabilities on the supports, stacked. Equations of each player: his actions pay alike, and
/// the probabilities sum to 1.
template <typename T>
class SupportSystem {
 public:
  SupportSystem(const FiniteGameOf<T>& game, const Supports& supports) : game_(game), supports_(supports) {
    for (const auto& s : supports) {
      first_.push_back(size_);
      size_ += static_cast<int>(s.size());
    }
  }

  int size() const { return size_; }

  MixedProfileOf<T> profile(const VectorOf<T>& unknowns) const {
    MixedProfileOf<T> x;
    for (std::size_t i = 0; i < supports_.size(); ++i) {
      x.push_back(VectorOf<T>::Constant(game_.actions[i], T(0)));
      for (std::size_t k = 0; k < supports_[i].size(); ++k)
        x[i](supports_[i][k]) = unknowns(first_[i] + static_cast<int>(k));
    }
    return x;
  }

  VectorOf<T> values(const VectorOf<T>& unknowns) const {
    const auto x = profile(unknowns);
    VectorOf<T> F(size_);
    for (std::size_t i = 0; i < supports_.size(); ++i) {
      const auto u = action_payoffs(game_, x, static_cast<int>(i));
      T sum(-1);
      for (const int a : supports_[i]) sum += x[i](a);
      F(first_[i]) = sum;
      for (std::size_t k = 1; k < supports_[i].size(); ++k)
        F(first_[i] + static_cast<int>(k)) = u(supports_[i][k]) - u(supports_[i][0]);
    }
    return F;
  }

  MatrixOf<T> jacobian(const VectorOf<T>& unknowns) const {
    const auto x = profile(unknowns);
    MatrixOf<T> J = MatrixOf<T>::Constant(size_, size_, T(0));
    for (std::size_t i = 0; i < supports_.size(); ++i) {
      const auto pairs = pair_payoffs(game_, x, static_cast<int>(i));
      for (std::size_t k = 0; k < supports_[i].size(); ++k)
        J(first_[i], first_[i] + static_cast<int>(k)) = T(1);
      for (std::size_t j = 0; j < supports_.size(); ++j) {
        if (j == i) continue;
        for (std::size_t k = 1; k < supports_[i].size(); ++k)
          for (std::size_t l = 0; l < supports_[j].size(); ++l)
            J(first_[i] + static_cast<int>(k), first_[j] + static_cast<int>(l)) =
                pairs[j](supports_[i][k], supports_[j][l]) - pairs[j](supports_[i][0], supports_[j][l]);
      }
    }
    return J;
  }

  int first(std::size_t player) const { return first_[player]; }

 private:
  const FiniteGameOf<T>& game_;
  const Supports& supports_;
  std::vector<int> first_;
  int size_ = 0;
};

FiniteGameOf<Ball> in_balls(const ExactFiniteGame& game) {
  FiniteGameOf<Ball> result{game.actions, {}};
  for (const auto& table : game.payoff) {
    auto& to = result.payoff.emplace_back();
    for (const auto& u : table) to.push_back(u.ball());
  }
  return result;
}

Vector stacked(const MixedProfile& profile, const Supports& supports) {
  std::vector<double> entries;
  for (std::size_t i = 0; i < supports.size(); ++i)
    for (const int a : supports[i]) entries.push_back(profile[i](a));
  return Eigen::Map<const Vector>(entries.data(), static_cast<Eigen::Index>(entries.size()));
}

/// Played actions have certainly positive probability, and the others certainly pay less.
bool strict(const FiniteGameOf<Ball>& game, const Supports& supports, const MixedProfileOf<Ball>& x) {
  for (std::size_t i = 0; i < supports.size(); ++i) {
    const auto u = action_payoffs(game, x, static_cast<int>(i));
    for (const int a : supports[i])
      if (!certainly_positive(x[i](a))) return false;
    for (int a = 0; a < game.actions[i]; ++a) {
      const bool played = std::find(supports[i].begin(), supports[i].end(), a) != supports[i].end();
      if (!played && !certainly_less(u(a), u(supports[i][0]))) return false;
    }
  }
  return true;
}

}  // namespace

Supports supports_of(const MixedProfile& profile, double threshold) {
  Supports supports;
  for (const auto& strategy : profile) {
    auto& s = supports.emplace_back();
    for (Eigen::Index a = 0; a < strategy.size(); ++a)
      if (strategy(a) > threshold) s.push_back(static_cast<int>(a));
  }
  return supports;
}

template <typename T>
std::vector<MatrixOf<T>> pair_payoffs(const FiniteGameOf<T>& game, const MixedProfileOf<T>& profile,
                                      int player) {
  const std::size_t n = game.actions.size(), own = static_cast<std::size_t>(player);
  std::vector<MatrixOf<T>> pairs(n);
  for (std::size_t j = 0; j < n; ++j) {
    if (j == own) continue;
    pairs[j] = MatrixOf<T>::Constant(game.actions[own], game.actions[j], T(0));
    MixedProfileOf<T> at = profile;  // j plays b for sure
    for (int b = 0; b < game.actions[j]; ++b) {
      at[j] = VectorOf<T>::Constant(game.actions[j], T(0));
      at[j](b) = T(1);
      pairs[j].col(b) = action_payoffs(game, at, player);
    }
  }
  return pairs;
}

template std::vector<MatrixOf<double>> pair_payoffs(const FiniteGame&, const MixedProfile&, int);
template std::vector<MatrixOf<Ball>> pair_payoffs(const FiniteGameOf<Ball>&, const MixedProfileOf<Ball>&,
                                                  int);

std::optional<MixedProfile> solve_supports(const FiniteGame& game, const Supports& supports,
                                           const MixedProfile& start) {
  const SupportSystem<double> system(game, supports);
  Vector x = stacked(start, supports);
  for (int k = 0; k < 30; ++k) {
    const auto step = solve_linear(system.jacobian(x), -system.values(x));
    if (!step) return std::nullopt;
    x += *step;
    if (!(step->lpNorm<Eigen::Infinity>() < 1e3)) return std::nullopt;
    if (step->lpNorm<Eigen::Infinity>() > 1e-14) continue;
    break;
  }
  if (!x.allFinite() || !(x.minCoeff() > 0) || !(x.maxCoeff() < 1 + 1e-9)) return std::nullopt;
  return system.profile(x);
}

FiniteCertificate certify_finite(const ExactFiniteGame& game, const MixedProfile& profile, double threshold) {
  FiniteCertificate certificate{.regrets = exact_regrets(game, profile)};
  const auto supports = supports_of(profile, threshold);
  for (const auto& s : supports)
    if (s.empty()) return certificate.detail = "no action is played", certificate;
  const auto balls = in_balls(game);
  const SupportSystem<Ball> system(balls, supports);
  const auto proof = krawczyk({[&](const BallVector& z) { return system.values(z); },
                               [&](const BallVector& z) { return system.jacobian(z); }},
                              stacked(profile, supports));
  if (proof.verdict != Verdict::proved) {
    certificate.detail = proof.detail.empty() ? "no equilibrium with these supports is near" : proof.detail;
    return certificate;
  }
  // probabilities outside the supports may rise to the box's width: payoffs are compared over that too
  auto region = system.profile(to_balls(proof.box));
  for (std::size_t i = 0; i < region.size(); ++i)
    for (int a = 0; a < game.actions[i]; ++a)
      if (std::find(supports[i].begin(), supports[i].end(), a) == supports[i].end())
        region[i](a) = Ball(Interval{0, proof.radius});
  if (!strict(balls, supports, region)) {
    certificate.detail =
        "an action that is not played pays no less for certain: equilibria may form a continuum";
    return certificate;
  }
  for (const auto& strategy : region)
    for (Eigen::Index a = 0; a < strategy.size(); ++a) certificate.box.push_back(strategy(a).interval());
  certificate.unique = Verdict::proved;
  return certificate;
}

}  // namespace solvers
