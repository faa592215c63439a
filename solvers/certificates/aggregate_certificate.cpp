#include "solvers/certificates/aggregate_certificate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double binding = 1e-6;  // a cap that is nearer than this, over max(1, |cap|), may bind

/// h(y, R + y) as a function of y alone, the sum R of the others being given.
class GivenRest final : public SmoothFunction {
 public:
  GivenRest(SmoothFunctionPtr payoff, Ball rest) : payoff_(std::move(payoff)), rest_(std::move(rest)) {}

  double value(const Vector& z) const override {
    return payoff_->value(Vector{{z(0), rest_.midpoint() + z(0)}});
  }
  Ball value(const BallVector& z) const override { return payoff_->value(at(z)); }
  void differentiate(const Vector& z, const DerivativeRequest& r, Derivatives<double>& out) const override {
    Derivatives<double> inner;
    payoff_->differentiate(Vector{{z(0), rest_.midpoint() + z(0)}}, {2, 0, r.rows > 0 ? 2 : 0}, inner);
    chain(inner, r, out);
  }
  void differentiate(const BallVector& z, const DerivativeRequest& r, Derivatives<Ball>& out) const override {
    Derivatives<Ball> inner;
    payoff_->differentiate(at(z), {2, 0, r.rows > 0 ? 2 : 0}, inner);
    chain(inner, r, out);
  }

 private:
  BallVector at(const BallVector& z) const {
    BallVector both(2);
    both(0) = z(0);
    both(1) = rest_ + z(0);
    return both;
  }

  template <typename T>
  static void chain(const Derivatives<T>& inner, const DerivativeRequest& r, Derivatives<T>& out) {
    out.value = inner.value;
    out.gradient.resize(r.columns);
    out.hessian.resize(r.rows, r.columns);
    if (r.columns > 0) out.gradient(0) = inner.gradient(0) + inner.gradient(1);
    if (r.columns > 0 && r.rows > 0)
      out.hessian(0, 0) =
          inner.hessian(0, 0) + inner.hessian(0, 1) + inner.hessian(1, 0) + inner.hessian(1, 1);
  }

  SmoothFunctionPtr payoff_;
  Ball rest_;
};

/// R + y - cap <= 0.
SmoothFunctionPtr room_left(const Ball& rest, double cap) {
  return make_smooth_function([rest, cap](const auto& z) {
    using T = std::decay_t<decltype(z(0))>;
    if constexpr (std::is_constructible_v<T, Ball>)
      return T(z(0) + T(rest) - T(cap));
    else
      return T(z(0) + T(rest.midpoint()) - T(cap));
  });
}

class Judge {
 public:
  Judge(const AggregativeGame& game, const Vector& x, const GameCertificateOptions& options)
      : game_(game), x_(x), options_(options), n_(static_cast<int>(x.size())), total_(0) {
    for (const double entry : x) total_ += Ball(entry);
    sum_ = total_.midpoint();
  }

  GameCertificate run() {
    marginals_ = marginals();
    if (std::isfinite(game_.cap)) result_.multipliers = Vector::Constant(1, multiplier());
    result_.residual = residual();
    result_.infeasibility = infeasibility();
    prove();
    for (int i = 0; i < n_; ++i) judge(i);
    double largest_gain = options_.tolerance;
    for (int i = 0; i < n_; ++i) {
      const auto& regret = result_.regrets[static_cast<std::size_t>(i)];
      result_.epsilon = std::max(result_.epsilon, regret.bound);
      if (regret.gain > largest_gain) result_.deviator = i, largest_gain = regret.gain;
    }
    if (result_.deviator >= 0)
      result_.verdict = Verdict::refuted;
    else if (result_.epsilon <= options_.tolerance)
      result_.verdict = Verdict::proved;
    return std::move(result_);
  }

 private:
  double lambda() const { return result_.multipliers.size() > 0 ? result_.multipliers(0) : 0; }

  /// dU_i / dx_i = h_x + h_S of every player.
  Vector marginals() const {
    Vector all(n_);
    Derivatives<double> d;
    for (int i = 0; i < n_; ++i) {
      payoff(i)->differentiate(Vector{{x_(i), sum_}}, {2, 0, 0}, d);
      all(i) = d.gradient(0) + d.gradient(1);
    }
    return all;
  }

  const SmoothFunctionPtr& payoff(int i) const { return game_.payoff[static_cast<std::size_t>(i)]; }

  bool near_bound(int i) const {
    const double near = binding * std::max(1.0, std::abs(x_(i)));
    return x_(i) - game_.lower(i) <= near || game_.upper(i) - x_(i) <= near;
  }

  /// The mean marginal payoff of those who could choose more or less; without any, what keeps those at their
  /// least from more.
  double multiplier() const {
    if (game_.cap - sum_ > binding * std::max(1.0, std::abs(game_.cap))) return 0;
    double mean = 0, held = 0;
    int count = 0;
    for (int i = 0; i < n_; ++i) {
      if (!std::isfinite(marginals_(i))) continue;
      if (!near_bound(i)) mean += marginals_(i), ++count;
      if (x_(i) < game_.upper(i)) held = std::max(held, marginals_(i));
    }
    return std::max(0.0, count > 0 ? mean / count : held);
  }

  /// Natural residual of x_i against G = lambda - marginal, and of the cap.
  double residual() const {
    double worst = 0;
    for (int i = 0; i < n_; ++i) {
      const double G = lambda() - marginals_(i);
      if (std::isnan(G)) return std::numeric_limits<double>::quiet_NaN();
      worst = std::max(worst, G > 0 ? std::min(G, std::max(0.0, x_(i) - game_.lower(i)))
                                    : std::min(-G, std::max(0.0, game_.upper(i) - x_(i))));
    }
    if (std::isfinite(game_.cap))
      worst = std::max(worst, std::min(lambda(), std::max(0.0, game_.cap - sum_)));
    return std::max(worst, infeasibility());
  }

  double infeasibility() const {
    double worst = std::isfinite(game_.cap) ? std::max(0.0, (total_ - Ball(game_.cap)).midpoint()) : 0;
    for (int i = 0; i < n_; ++i) worst = std::max({worst, game_.lower(i) - x_(i), x_(i) - game_.upper(i)});
    return worst;
  }

  void judge(int i) {
    const auto key = std::tuple(payoff(i).get(), x_(i), game_.lower(i), game_.upper(i));
    const auto found = known_.find(key);
    if (found != known_.end()) {
      result_.regrets.push_back(result_.regrets[static_cast<std::size_t>(found->second)]);
      return;
    }
    known_[key] = i;
    const Ball rest = total_ - Ball(x_(i));
    if (options_.stop.requested()) {
      PlayerRegret unknown;
      unknown.payoff = payoff(i)->value(Vector{{x_(i), sum_}});
      unknown.bound = infinity;
      return result_.regrets.push_back(unknown);
    }
    ConstrainedGame own;
    own.players = {{1, std::make_shared<GivenRest>(payoff(i), rest)}};
    own.lower = Vector::Constant(1, game_.lower(i));
    own.upper = Vector::Constant(1, game_.upper(i));
    const bool capped = std::isfinite(game_.cap);
    if (capped) own.shared.push_back({room_left(rest, game_.cap)});
    const auto maximum = bound_own_maximum(
        own, 0, Vector::Constant(1, x_(i)), capped ? Vector::Constant(1, lambda()) : Vector(0),
        {.refuted_at = options_.tolerance, .max_boxes = options_.max_boxes, .stop = options_.stop});
    result_.regrets.push_back(
        {maximum.payoff, maximum.gain, maximum.bound, maximum.deviation, maximum.concave, maximum.boxes});
  }

  void prove() {
    auto& proof = result_.proof;
    proof.activity.assign(static_cast<std::size_t>(n_), Activity::interior);
    const bool at_cap = lambda() > 1e-9;
    const auto one = prove_aggregate_equilibrium(game_, at_cap ? lambda() : sum_, at_cap, options_.stop);
    if (!one)
      return void(proof.detail =
                      "a cell around the sum of all choices is not decided: replies may not be unique");
    int interior = 0;
    for (int i = 0; i < n_; ++i) {
      const auto& side = one->profile[static_cast<std::size_t>(i)];
      auto& activity = proof.activity[static_cast<std::size_t>(i)];
      if (side.upper <= game_.lower(i))
        activity = Activity::lower;
      else if (side.lower >= game_.upper(i))
        activity = Activity::upper;
      else
        ++interior;
    }
    if (at_cap) result_.generalised_dimension = std::max(0, interior - 1);
    if (!box_around(*one, at_cap)) return;
    proof.margin = margin(*one, at_cap);
    if (proof.margin > 0) return void(proof.verdict = Verdict::proved);
    proof.box.clear();
    proof.margin = 0;
    proof.degenerate = true;
    proof.detail = "complementarity is not certainly strict: a bound may be active with multiplier 0";
  }

  /// A box around x with the equilibrium in it, whose profiles all belong to the cell where it is the only
  /// one.
  bool box_around(const AggregateEquilibrium& one, bool at_cap) {
    auto& proof = result_.proof;
    double radius = 0;  // that surely holds x and the equilibrium
    for (int i = 0; i < n_; ++i) {
      const auto& side = one.profile[static_cast<std::size_t>(i)];
      radius = std::max({radius, x_(i) - side.lower, side.upper - x_(i)});
    }
    radius = std::max(2 * radius, 0x1p-50 * std::max(1.0, x_.cwiseAbs().maxCoeff() / 2));
    Ball sum(0);
    for (int i = 0; i < n_; ++i) {
      proof.box.push_back({std::max(game_.lower(i), (Ball(x_(i)) - Ball(radius)).lower()),
                           std::min(game_.upper(i), (Ball(x_(i)) + Ball(radius)).upper())});
      sum += Ball(proof.box.back());
    }
    if (at_cap ? multiplier_stays(one.within)
               : sum.lower() >= one.within.lower && std::min(sum.upper(), game_.cap) <= one.within.upper)
      return true;
    proof.box.clear();
    proof.detail = "the profile is too far from the equilibrium for a box around both";
    return false;
  }

  /// At the cap: the marginal payoff of one player inside of its bounds, over the box, is the multiplier.
  bool multiplier_stays(const Interval& within) const {
    for (int i = 0; i < n_; ++i) {
      const auto& side = result_.proof.box[static_cast<std::size_t>(i)];
      if (!(side.lower > game_.lower(i) && side.upper < game_.upper(i))) continue;
      const Ball m = marginal(i, side, Ball(game_.cap));
      Ball sum(0);
      for (const auto& s : result_.proof.box) sum += Ball(s);
      return m.lower() >= within.lower && m.upper() <= within.upper &&
             certainly_positive(marginal(i, side, sum));
    }
    return false;
  }

  Ball marginal(int i, const Interval& x, const Ball& total) const {
    BallVector z(2);
    z(0) = Ball(x);
    z(1) = total;
    Derivatives<Ball> d;
    payoff(i)->differentiate(z, {2, 0, 0}, d);
    return d.gradient(0) + d.gradient(1);
  }

  /// Least slack, or multiplier of an active bound, at the equilibrium.
  double margin(const AggregateEquilibrium& one, bool at_cap) const {
    double least = infinity;
    if (at_cap) least = one.multiplier.lower;
    if (!at_cap && std::isfinite(game_.cap)) least = (Ball(game_.cap) - Ball(one.total)).lower();
    for (int i = 0; i < n_; ++i) {
      if (game_.lower(i) == game_.upper(i)) continue;
      const auto& side = one.profile[static_cast<std::size_t>(i)];
      const auto activity = result_.proof.activity[static_cast<std::size_t>(i)];
      if (activity == Activity::interior) {
        least =
            std::min({least, (Ball(side.lower) - Ball(game_.lower(i))).lower(), game_.upper(i) - side.upper});
      } else {
        const Ball m = marginal(i, side, Ball(one.total)) - Ball(one.multiplier);
        least = std::min(least, activity == Activity::lower ? -m.upper() : m.lower());
      }
    }
    return least;
  }

  const AggregativeGame& game_;
  const Vector& x_;
  const GameCertificateOptions& options_;
  int n_;
  Ball total_;
  double sum_ = 0;
  Vector marginals_;
  std::map<std::tuple<const SmoothFunction*, double, double, double>, int> known_;
  GameCertificate result_;
};

}  // namespace

GameCertificate certify_aggregative(const AggregativeGame& game, const Vector& x,
                                    const GameCertificateOptions& options) {
  constexpr auto who = "certify_aggregative";
  check_aggregative(who, game);
  require::same_size(who, "x", x.size(), "players", static_cast<long>(game.payoff.size()));
  require::finite(who, "x", x);
  require::positive(who, "tolerance", options.tolerance);
  return Judge(game, x, options).run();
}

}  // namespace solvers
