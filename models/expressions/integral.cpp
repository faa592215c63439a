#include "models/expressions/integral.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/expressions/arithmetic.hpp"
#include "models/expressions/growth.hpp"
#include "models/expressions/panels.hpp"
#include "models/expressions/program.hpp"

namespace models::expressions {
namespace {

using solvers::ComplexBall;

/// Whether the node is affine in the drawn number, by its form.
bool is_affine(const Graph& graph, int node, int depth) {
  if (!graph.depends_on_draw(node, depth)) return true;
  const auto& n = graph.at(node);
  const auto affine = [&](int operand) { return is_affine(graph, operand, depth); };
  switch (n.op) {
    case Operation::drawn:
      return true;
    case Operation::negate:
      return affine(n.a);
    case Operation::add:
    case Operation::subtract:
      return affine(n.a) && affine(n.b);
    case Operation::multiply:
      return (!graph.depends_on_draw(n.a, depth) && affine(n.b)) ||
             (!graph.depends_on_draw(n.b, depth) && affine(n.a));
    case Operation::divide:
      return !graph.depends_on_draw(n.b, depth) && affine(n.a);
    default:
      return false;
  }
}

bool compares(Operation op) {
  return op == Operation::less || op == Operation::less_equal || op == Operation::equal ||
         op == Operation::max || op == Operation::min;
}

double value_of(double x) { return x; }
template <typename T, int N>
double value_of(const Dual<T, N>& x) {
  return value_of(x.value());
}

template <typename T>
struct is_over_balls : std::is_same<T, Ball> {};
template <typename T, int N>
struct is_over_balls<Dual<T, N>> : is_over_balls<T> {};

Ball ball_of(const Ball& x) { return x; }
template <typename T, int N>
auto ball_of(const Dual<T, N>& x) {
  return ball_of(x.value());
}

}  // namespace

Integral::Integral(const Graph& graph, const GraphNode& expectation, const std::vector<int>& read,
                   int first_parameter)
    : law_(graph.draw(expectation.number).law), inputs_(static_cast<int>(read.size())) {
  const int depth = graph.draw(expectation.number).depth;
  integrand_ =
      std::make_shared<const Program>(graph, std::vector<int>{expectation.a}, first_parameter, read, depth);
  std::vector<int> pairs;
  for (const int node : graph.inside(expectation.a, depth)) {
    const auto& n = graph.at(node);
    if (n.op == Operation::abs)
      pairs.insert(pairs.end(), {n.a, -1});
    else if (compares(n.op))
      pairs.insert(pairs.end(), {n.a, n.b});
  }
  if (pairs.empty()) return;
  for (std::size_t k = 0; k < pairs.size(); k += 2) {
    const bool alone = pairs[k + 1] < 0;
    against_zero_.push_back(alone);
    affine_.push_back(is_affine(graph, pairs[k], depth) && (alone || is_affine(graph, pairs[k + 1], depth)));
    if (alone) pairs[k + 1] = pairs[k];
  }
  sides_ = std::make_shared<const Program>(graph, pairs, first_parameter, read, depth);
}

/// One evaluation: the panels are found on doubles and summed over any number type, so that derivatives see
/// the same panels; ends that move with s are numbers of that type.
template <typename T>
class Integral::Sum {
 public:
  Sum(const Integral& integral, const T* s) : integral_(integral), law_(*integral.law_) {
    for (int k = 0; k < integral.inputs_; ++k) all_.push_back(s[k]);
    all_.emplace_back(0.0);
    for (const auto& x : all_) doubles_.push_back(value_of(x));
  }

  T run() {
    find_breaks();
    return integrate_panels_of<T>(
        law_, breaks_, [&](double w) { return at(doubles_, w); }, [&](const T& w) { return at(all_, w); });
  }

 private:
  template <typename S>
  S at(std::vector<S>& all, const S& w) const {
    all.back() = w;
    S result;
    integral_.integrand_->run(all.data(), &result);
    return result;
  }

  /// a - b of a pair at w.
  template <typename S>
  S difference(std::vector<S>& all, const S& w, std::size_t pair) {
    all.back() = w;
    std::vector<S> values(static_cast<std::size_t>(integral_.sides_->outputs()));
    integral_.sides_->run(all.data(), values.data());
    return integral_.against_zero_[pair] ? values[2 * pair] : S(values[2 * pair] - values[2 * pair + 1]);
  }

  void find_breaks() {
    if (!integral_.sides_) return;
    for (std::size_t pair = 0; pair < integral_.affine_.size(); ++pair)
      integral_.affine_[pair] ? add_affine(pair) : add_crossings(pair);
  }

  /// Where an affine difference is 0, from its values at two points.
  void add_affine(std::size_t pair) {
    const double v = law_.law().quantile(0.25), w = law_.law().quantile(0.75);
    const T dv = difference(all_, T(v), pair), dw = difference(all_, T(w), pair);
    const T slope = (dw - dv) / T(w - v);
    if (value_of(slope) == 0) return;
    add_break(T(v) - dv / slope);
  }

  /// Sign changes between quantiles, by bisection.
  void add_crossings(std::size_t pair) {
    constexpr int intervals = 64;
    const auto f = [&](double w) { return difference(doubles_, w, pair); };
    const auto point = [&](int k) {  // far into tails
      const double u = static_cast<double>(k) / intervals;
      return law_.law().quantile(std::clamp(u, 1e-12, 1 - 1e-12));
    };
    double left = point(0), at_left = f(left);
    for (int k = 1; k <= intervals; ++k) {
      const double right = point(k), at_right = f(right);
      if ((at_left < 0) != (at_right < 0)) add_break(T(bisected(f, left, right)));
      left = right, at_left = at_right;
    }
  }

  template <typename F>
  static double bisected(F f, double left, double right) {
    const bool negative = f(left) < 0;
    for (int k = 0; k < 100; ++k) {
      const double middle = left + (right - left) / 2;
      if (!(middle > left && middle < right)) break;
      ((f(middle) < 0) == negative ? left : right) = middle;
    }
    return right;
  }

  void add_break(const T& w) {
    const auto [low, high] = law_.law().support();
    if (value_of(w) > low && value_of(w) < high) breaks_.push_back(law_.standard(w));
  }

  const Integral& integral_;
  const DrawnLaw& law_;
  std::vector<T> all_;
  std::vector<double> doubles_;
  std::vector<T> breaks_;
};

template <typename T>
T Integral::evaluate(const T* s) const {
  if constexpr (is_over_balls<T>::value) {
    std::vector<Ball> balls;
    for (int k = 0; k < inputs_; ++k) balls.push_back(ball_of(s[k]));
    if constexpr (std::is_same_v<T, Ball>) {
      return enclose(balls.data());
    } else {
      T result(typename T::Scalar(enclose(balls.data())));
      for (int k = 0; k < inputs_; ++k)
        result += chained(s[k], typename T::Scalar(0.0), unknown<typename T::Scalar>());
      return result;
    }
  } else if constexpr (std::is_same_v<T, ComplexBall>) {
    return ComplexBall(Ball::indeterminate());  // of an expectation within another: no enclosure
  } else if constexpr (std::is_same_v<T, Growth>) {
    return {};
  } else {
    return Sum<T>(*this, s).run();
  }
}

double expected_constant(const Graph& graph, int integrand, int draw) {
  const GraphNode node{.op = Operation::expectation, .a = integrand, .number = draw};
  return Integral(graph, node, {}, -1).evaluate<double>(nullptr);
}

double density_at(const DrawnLaw& law, double x) { return law.law().density(x); }

#define ENTENTE_INSTANTIATE(T) template T Integral::evaluate(const T*) const;
using Slope = Dual<double, 4>;
using Curvature = Dual<Dual<double, 4>, 4>;
using AnySlope = Dual<double>;
using AnyCurvature = Dual<Dual<double>>;
using BallSlope = Dual<Ball>;
using BallCurvature = Dual<Dual<Ball>>;
ENTENTE_INSTANTIATE(double)
ENTENTE_INSTANTIATE(Slope)
ENTENTE_INSTANTIATE(Curvature)
ENTENTE_INSTANTIATE(AnySlope)
ENTENTE_INSTANTIATE(AnyCurvature)
ENTENTE_INSTANTIATE(Ball)
ENTENTE_INSTANTIATE(BallSlope)
ENTENTE_INSTANTIATE(BallCurvature)
ENTENTE_INSTANTIATE(ComplexBall)
ENTENTE_INSTANTIATE(Growth)
#undef ENTENTE_INSTANTIATE

}  // namespace models::expressions
