// models/favor/network_certificate.cpp
// Network limits enclosed in balls by sub- and supersolutions.
#include <algorithm>
#include <cmath>

#include <Eigen/LU>
#include <fmt/format.h>

#include "models/favor/enclosed_law.hpp"
#include "models/favor/equations.hpp"
#include "models/favor/limit_proof.hpp"
#include "models/favor/network_limits.hpp"
#include "models/favor/profile.hpp"

namespace models::favor {
namespace {

using solvers::Verdict;

constexpr int most_chain_steps = 5000;  // of the descent from the top, for densities that rise somewhere

/// The network's equations in balls.
class EnclosedNetwork {
 public:
  explicit EnclosedNetwork(const Parameters& p) : p_(p) {
    for (int a = 0; a < p.count(); ++a) {
      own_.emplace_back(p.favors.law(a, a == 0 ? 1 : 0));
      annuities_.push_back(enclosed_annuity(p.discounting[static_cast<std::size_t>(a)]).value());
      Ball rate(0);
      for (int b = 0; b < p.count(); ++b) rate = rate + Ball(p.rates(a, b));
      weights_.push_back(annuities_.back() * rate);
      falling_ = falling_ && own_.back().is_independent() && own_.back().costs().is_falling();
    }
  }

  bool falling() const { return falling_; }
  Ball cost(int a, double c) const { return Ball(c) + weight(a) * own_[at(a)].partial_cost(Ball(c)); }
  Ball gain(int a, const Vector& limits) const {
    Ball sum(0);
    for (int b = 0; b < p_.count(); ++b)
      if (p_.rates(b, a) > 0) sum = sum + Ball(p_.rates(b, a)) * value(b, a, limits(b));
    return annuities_[at(a)] * sum;
  }
  /// x <= T(x) (or T(x) <= x) in every entry with x > 0.
  bool is_sub(const Vector& x) const {
    for (int a = 0; a < p_.count(); ++a)
      if (x(a) > 0 && !certainly_at_most(cost(a, x(a)), gain(a, x))) return false;
    return true;
  }
  bool is_super(const Vector& x) const {
    for (int a = 0; a < p_.count(); ++a)
      if (!certainly_at_most(gain(a, x), cost(a, x(a)))) return false;
    return true;
  }
  /// A bound >= T(x)(a).
  double upper(int a, const Vector& x) const {
    const Ball s = gain(a, x);
    if (certainly_nonpositive(s)) return 0;
    const double guess = inverse_granting_cost(p_.favors.costs(a), weight(a).midpoint(), s.upper());
    for (double by = 1e-15; by < 1e-3; by *= 8)
      if (certainly_at_most(s, cost(a, guess * (1 + by)))) return guess * (1 + by);
    return s.upper();
  }
  /// Whether agents without favors certainly stay so: nothing reaches them from `active`, and among
  /// themselves K v <= v for some v > 0, K = diag(A) mu f(0) r^T.
  bool stay_out(const std::vector<int>& out, const std::vector<bool>& active) const {
    for (const int a : out)
      for (int b = 0; b < p_.count(); ++b)
        if (active[at(b)] && p_.rates(b, a) > 0 && p_.annuities(a) > 0) return false;
    if (out.empty()) return true;
    const auto m = static_cast<Eigen::Index>(out.size());
    Matrix K = Matrix::Zero(m, m);
    for (Eigen::Index i = 0; i < m; ++i)
      for (Eigen::Index j = 0; j < m; ++j)
        if (i != j) K(i, j) = slope(out[at(i)], out[at(j)]).midpoint();
    const Vector v = (Matrix::Identity(m, m) - K).partialPivLu().solve(Vector::Ones(m));
    if (!v.allFinite() || (v.array() <= 0).any()) return false;
    for (Eigen::Index i = 0; i < m; ++i) {
      Ball sum(0);
      for (Eigen::Index j = 0; j < m; ++j)
        if (i != j) sum = sum + slope(out[at(i)], out[at(j)]) * Ball(v(j));
      if (!certainly_at_most(sum, Ball(v(i)))) return false;
    }
    return true;
  }
  double top(int a) const {
    Ball sum(0);
    for (int b = 0; b < p_.count(); ++b)
      if (b != a) sum = sum + Ball(p_.rates(b, a)) * Ball(p_.favors.law(b, a).mean_value()) * Ball(1 + 1e-12);
    return (annuities_[at(a)] * sum).upper();
  }

 private:
  template <typename I>
  static std::size_t at(I i) {
    return static_cast<std::size_t>(i);
  }
  const Ball& weight(int a) const { return weights_[at(a)]; }
  Ball value(int giver, int taker, double c) const {
    const auto law = p_.favors.law(giver, taker);
    if (law.conditional_value()) return EnclosedFavor(law).partial_value(Ball(c));
    return Ball(law.mean_value()) * own_[at(giver)].costs().below(Ball(c));
  }
  Ball slope(int a, int b) const {  // K_ab
    return annuities_[at(a)] * Ball(p_.rates(b, a)) * Ball(p_.favors.law(b, a).mean_value()) /
           own_[at(b)].costs().spread();
  }

  const Parameters& p_;
  std::vector<EnclosedFavor> own_;
  std::vector<Ball> annuities_, weights_;
  bool falling_ = true;
};

struct NetworkProof {
  Verdict verdict = Verdict::undecided;
  Vector lower, upper;
  std::string method;
};

/// x with x <= T(x) just below the limits, along Perron's direction of the iteration there.
bool enclose_below(const EnclosedNetwork& network, const Vector& limits, const Vector& direction,
                   Vector& lower) {
  for (double by = 1e-15; by < 1e-6; by *= 4) {
    lower = limits - by * direction;
    if ((lower.array() >= 0).all() && network.is_sub(lower)) return true;
  }
  return false;
}

bool enclose_above(const EnclosedNetwork& network, const Vector& limits, const Vector& direction,
                   Vector& upper) {
  for (double by = 1e-15; by < 1e-6; by *= 4) {
    upper = limits + by * direction;
    if (network.is_super(upper)) return true;
  }
  return false;
}

/// (I - J)^-1 |limits|, J the slopes of the best limits: T contracts along it.
Vector contracting_direction(const Parameters& p, const Vector& limits) {
  const int n = p.count();
  Matrix system = Matrix::Identity(n, n);
  for (int a = 0; a < n; ++a) {
    if (!(limits(a) > 0)) continue;
    const double weight = p.annuities(a) * p.rates.row(a).sum();
    const double steep = 1 + weight * limits(a) * p.favors.costs(a).density(limits(a));
    for (int b = 0; b < n; ++b)
      if (b != a && limits(b) > 0)
        system(a, b) -= p.annuities(a) * p.rates(b, a) * p.favors.law(b, a).value_density(limits(b)) / steep;
  }
  const Vector direction = system.partialPivLu().solve(limits);
  return direction.allFinite() && (direction.array() >= 0).all() ? direction : limits;
}

NetworkProof descend(const Parameters& p, const EnclosedNetwork& network, NetworkProof proof,
                     const Vector& limits, const solvers::Stop& stop) {
  proof.method = "descent from the top in balls, subsolution below";
  Vector q(p.count());
  for (int a = 0; a < p.count(); ++a) q(a) = network.top(a);
  for (int k = 0; k < most_chain_steps && !stop.requested(); ++k) {
    double change = 0;
    for (int a = 0; a < p.count(); ++a) {
      const double next = std::min(q(a), network.upper(a, q));
      change = std::max(change, q(a) - next - 1e-13 * q(a));
      q(a) = next;
    }
    if ((q.array() <= limits.array() * (1 + 1e-11)).all() || change <= 0) break;
  }
  proof.upper = q;
  if ((q.array() <= limits.array() * (1 + 1e-9)).all()) proof.verdict = Verdict::proved;
  return proof;
}

NetworkProof prove(const Parameters& p, const Vector& limits, const solvers::Stop& stop) {
  NetworkProof proof;
  for (int a = 0; a < p.count(); ++a)
    if (!EnclosedCosts::is_known(p.favors.costs(a))) return proof;
  const EnclosedNetwork network(p);
  const Vector direction = contracting_direction(p, limits);
  proof.lower = Vector::Zero(p.count());
  if (limits.maxCoeff() > 0 && !enclose_below(network, limits, direction, proof.lower)) {
    proof.method = "no subsolution near the limits";
    return proof;
  }
  if (!network.falling()) return descend(p, network, proof, limits, stop);
  std::vector<int> out;
  std::vector<bool> active(static_cast<std::size_t>(p.count()));
  for (int a = 0; a < p.count(); ++a) {
    active[static_cast<std::size_t>(a)] = limits(a) > 0;
    if (!(limits(a) > 0)) out.push_back(a);
  }
  proof.method = "sub- and supersolution in balls, K v <= v for agents who do no favors";
  proof.upper = limits;
  const bool above = limits.maxCoeff() == 0 || enclose_above(network, limits, direction, proof.upper);
  if (above && network.stay_out(out, active)) proof.verdict = Verdict::proved;
  return proof;
}

}  // namespace

Equilibrium certify_network_limits(const Parameters& p, const Profile& profile, const RunOptions& options) {
  const Vector limits = agent_limits_of(p, profile);
  Equilibrium result;
  result.profile = named_limits(p, limits);
  auto& c = result.certificate;
  const auto found = network_limits(p, 0, options.stop);
  const auto proof = found.limits.allFinite() ? prove(p, found.limits, options.stop) : NetworkProof{};
  Vector payoff(p.count()), regret(p.count());
  double saved_most = 0;
  for (int a = 0; a < p.count(); ++a) {
    const double best = best_network_limit(p, limits, a), scale = std::max(best, p.favors.costs(a).mean());
    const double rate = p.rates.row(a).sum(), own = p.favors.costs(a).partial_mean(limits(a));
    double value = 0;
    for (int b = 0; b < p.count(); ++b)
      if (b != a) value += p.rates(b, a) * p.favors.law(b, a).partial_value(limits(b));
    payoff(a) = granting_utility(0.0, p.annuities(a), 1.0, value, rate, own);
    regret(a) = limits(a) == best ? 0 : std::abs(payoff(a) - limits(a));
    c.residual = std::max(c.residual, std::abs(limits(a) - best) / scale);
    if (proof.verdict == Verdict::proved) {
      const double off = std::max({proof.upper(a) - limits(a), limits(a) - proof.lower(a), 0.0});
      c.epsilon = std::max(c.epsilon, off);
      c.relative_epsilon = std::max(c.relative_epsilon, off / scale);
      if (limits(a) - proof.upper(a) > options.tolerance * scale ||
          proof.lower(a) - limits(a) > options.tolerance * scale) {
        c.verdict = Verdict::refuted;
        if (!c.deviation && regret(a) > options.tolerance * scale)
          c.deviation = Deviation{p.names[static_cast<std::size_t>(a)], {{"limit", best}}, regret(a)};
      }
    }
    if (const double saved = p.annuities(a) * rate * own; saved >= saved_most) {
      saved_most = saved;
      c.nash = NashDistance{saved > options.tolerance ? Verdict::refuted : Verdict::proved, saved,
                            Deviation{p.names[static_cast<std::size_t>(a)], {{"limit", 0.0}}, saved}};
    }
  }
  if (c.nash && c.nash->verdict == Verdict::proved) c.nash->deviation.reset();
  result.payoff = by_agent(p, payoff);
  c.regret = by_agent(p, regret);
  const bool close = c.relative_epsilon <= options.tolerance;
  if (proof.verdict == Verdict::proved && c.verdict != Verdict::refuted && close) c.verdict = Verdict::proved;
  c.level = c.verdict == Verdict::undecided ? CertificateLevel::residual_only : CertificateLevel::proved;
  c.claim = c.verdict == Verdict::refuted
                ? "not the greatest limits of the network: those are enclosed elsewhere"
            : c.verdict == Verdict::proved ? "greatest limits of the network, enclosed (" + proof.method + ")"
                                           : "candidate limits of the network: neither shown nor refuted";
  if (c.verdict == Verdict::undecided && !proof.method.empty()) result.notes.push_back(proof.method);
  if (c.verdict == Verdict::proved && p.count() <= 30 && limits.maxCoeff() > 0)
    for (int a = 0; a < p.count(); ++a)
      c.box.push_back({p.names[static_cast<std::size_t>(a)] + ".limit", {proof.lower(a), proof.upper(a)}});
  double largest = 0;
  for (const auto& component : cooperation_components(p))
    largest = std::max(largest, component.spectral_radius);
  if (largest > 0) result.quantities.push_back({"spectral_radius_at_zero", largest});
  result.quantities.push_back({"cooperating_agents", static_cast<double>((limits.array() > 0).count())});
  return result;
}

}  // namespace models::favor
