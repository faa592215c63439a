// tests/solvers/scalars/dual_test.cpp: derivatives against closed forms, nesting, and Eigen.
#include "solvers/scalars/dual.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "solvers/scalars/ball.hpp"
#include "solvers/scalars/differentiate.hpp"

using solvers::Ball, solvers::Dual, solvers::VectorOf;

namespace {

// Each case: f as a template, f' and f'' in closed form (standard tables).
struct Functions {
  const char* name;
  Dual<Dual<double, 1>, 1> (*function)(const Dual<Dual<double, 1>, 1>&);
  double (*first)(double);
  double (*second)(double);
};
using Twice = Dual<Dual<double, 1>, 1>;

const Functions functions[] = {
    {"exp", [](const Twice& x) { return exp(x); }, [](double x) { return std::exp(x); },
     [](double x) { return std::exp(x); }},
    {"log", [](const Twice& x) { return log(x); }, [](double x) { return 1 / x; },
     [](double x) { return -1 / (x * x); }},
    {"log1p", [](const Twice& x) { return log1p(x); }, [](double x) { return 1 / (1 + x); },
     [](double x) { return -1 / ((1 + x) * (1 + x)); }},
    {"expm1", [](const Twice& x) { return expm1(x); }, [](double x) { return std::exp(x); },
     [](double x) { return std::exp(x); }},
    {"sqrt", [](const Twice& x) { return sqrt(x); }, [](double x) { return 0.5 / std::sqrt(x); },
     [](double x) { return -0.25 * std::pow(x, -1.5); }},
    {"tanh", [](const Twice& x) { return tanh(x); },
     [](double x) { return 1 / (std::cosh(x) * std::cosh(x)); },
     [](double x) { return -2 * std::tanh(x) / (std::cosh(x) * std::cosh(x)); }},
    {"sin", [](const Twice& x) { return sin(x); }, [](double x) { return std::cos(x); },
     [](double x) { return -std::sin(x); }},
    {"cos", [](const Twice& x) { return cos(x); }, [](double x) { return -std::sin(x); },
     [](double x) { return -std::cos(x); }},
    {"atan", [](const Twice& x) { return atan(x); }, [](double x) { return 1 / (1 + x * x); },
     [](double x) { return -2 * x / ((1 + x * x) * (1 + x * x)); }},
    {"inverse", [](const Twice& x) { return inverse(x); }, [](double x) { return -1 / (x * x); },
     [](double x) { return 2 / (x * x * x); }},
    {"x^5", [](const Twice& x) { return pow(x, 5); }, [](double x) { return 5 * std::pow(x, 4); },
     [](double x) { return 20 * std::pow(x, 3); }},
    {"x^-2", [](const Twice& x) { return pow(x, -2); }, [](double x) { return -2 * std::pow(x, -3); },
     [](double x) { return 6 * std::pow(x, -4); }},
    {"x^0.3", [](const Twice& x) { return pow(x, 0.3); }, [](double x) { return 0.3 * std::pow(x, -0.7); },
     [](double x) { return -0.21 * std::pow(x, -1.7); }},
    {"|x - 10|", [](const Twice& x) { return abs(x - 10); }, [](double) { return -1.0; },
     [](double) { return 0.0; }},
    {"(2 - x) / (1 + x x)", [](const Twice& x) { return (2 - x) / (1 + x * x); },
     [](double x) { return (x * x - 4 * x - 1) / ((1 + x * x) * (1 + x * x)); },
     [](double x) { return -2 * (x * x * x - 6 * x * x - 3 * x + 2) / std::pow(1 + x * x, 3); }},
    {"3 x / 2 - 1 / x", [](const Twice& x) { return 3 * x / 2 - 1 / x; },
     [](double x) { return 1.5 + 1 / (x * x); }, [](double x) { return -2 / (x * x * x); }},
};

template <typename T>
T rosenbrock_like(const VectorOf<T>& x) {  // sum_i (1 - x_i)^2 + 100 (x_{i+1} - x_i^2)^2
  T sum(0);
  for (int i = 0; i + 1 < x.size(); ++i) sum += pow(1 - x(i), 2) + 100 * pow(x(i + 1) - x(i) * x(i), 2);
  return sum;
}

solvers::Vector rosenbrock_gradient(const solvers::Vector& x) {
  solvers::Vector g = solvers::Vector::Zero(x.size());
  for (int i = 0; i + 1 < x.size(); ++i) {
    const double u = x(i + 1) - x(i) * x(i);
    g(i) += -2 * (1 - x(i)) - 400 * x(i) * u;
    g(i + 1) += 200 * u;
  }
  return g;
}

}  // namespace

TEST_CASE("first and second derivatives agree with closed forms", "[scalars][dual]") {
  const auto& f = GENERATE(from_range(std::begin(functions), std::end(functions)));
  CAPTURE(f.name);
  solvers::RandomStream random(1);
  for (int sample = 0; sample < 20; ++sample) {
    const double x = random.uniform(0.1, 3);
    CAPTURE(x);
    const Twice y = f.function(Twice::variable(Dual<double, 1>::variable(x, 0), 0));
    // 1e-13: a handful of roundings; the scale covers cancellation near zeros of the derivatives
    CHECK(y.value().tangent(0) == Approx(f.first(x)).epsilon(1e-13).margin(1e-13));
    CHECK(y.tangent(0).value() == Approx(f.first(x)).epsilon(1e-13).margin(1e-13));
    CHECK(y.tangent(0).tangent(0) == Approx(f.second(x)).epsilon(1e-12).margin(1e-12));
  }
}

TEST_CASE("powers have derivatives at zero", "[scalars][dual]") {
  const auto x = Dual<double, 1>::variable(0, 0);
  CHECK(pow(x, 0).tangent(0) == 0);
  CHECK(pow(x, 1).tangent(0) == 1);
  CHECK(pow(x, 2).tangent(0) == 0);
  CHECK(pow(x, 0.0).tangent(0) == 0);
  CHECK(pow(x, 1.0).tangent(0) == 1);
  CHECK(pow(x, 2.0).tangent(0) == 0);
  CHECK(std::isinf(pow(x, 0.5).tangent(0)));
  CHECK(std::isnan(abs(x).tangent(0)));  // a kink has no derivative, and none is invented
}

TEST_CASE("gradients agree in every chunk size", "[scalars][dual]") {
  solvers::RandomStream random(2);
  solvers::Vector x(7);
  for (double& entry : x) entry = random.uniform(-2, 2);
  const auto f = [](const auto& v) { return rosenbrock_like(v); };
  const solvers::Vector expected = rosenbrock_gradient(x);
  const double rounding = 1e-13 * expected.norm();  // some ten operations an entry
  CHECK((solvers::gradient_of(f, x) - expected).norm() <= rounding);
  CHECK((solvers::gradient_of<1>(f, x) - expected).norm() <= rounding);
  CHECK((solvers::gradient_of<3>(f, x) - expected).norm() <= rounding);
  CHECK((solvers::gradient_of<10>(f, x) - expected).norm() <= rounding);
}

TEST_CASE("the Jacobian of a gradient is the Hessian", "[scalars][dual]") {
  solvers::Vector x(3);
  x << 0.5, -1.25, 2;
  const auto gradient = [](const auto& v) {
    return solvers::gradient_of([](const auto& w) { return rosenbrock_like(w); }, v);
  };
  const solvers::Matrix hessian = solvers::jacobian_of<3>(gradient, x);
  CHECK((hessian - hessian.transpose()).norm() == Approx(0).margin(1e-11));
  CHECK(hessian(0, 0) == Approx(2 - 400 * x(1) + 1200 * x(0) * x(0)).epsilon(1e-14));
  CHECK(hessian(0, 1) == Approx(-400 * x(0)).epsilon(1e-14));
  CHECK(hessian(0, 2) == 0);
  CHECK(hessian(2, 2) == 200);
}

TEST_CASE("duals over balls enclose the derivative", "[scalars][dual][ball]") {
  const auto f = [](const auto& x) { return exp(x) * tanh(x) / (1 + x * x); };
  const Ball enclosure = solvers::derivative_of(f, Ball(0.5));
  // d/dx at 1/2: e^x (sech^2 x + tanh x - 2 x tanh x / (1 + x^2)) / (1 + x^2), from 40 digits by mpmath
  const solvers::ScopedPrecision fine(128);
  CHECK(contains(enclosure, Ball::from_decimal("1.159210866384663798322024353719779893197")));
  CHECK(enclosure.radius() < 1e-16);
}

TEST_CASE("vectors and matrices of duals multiply in Eigen", "[scalars][dual]") {
  using D = Dual<double>;
  VectorOf<D> x(2);
  x << D::variable(3, 0, 2), D::variable(4, 1, 2);
  solvers::Matrix a(2, 2);
  a << 1, 2, 3, 4;
  const VectorOf<D> y = a * x;
  CHECK(y(1).value() == 25);
  CHECK(y(1).tangent(0) == 3);
  CHECK(y(1).tangent(1) == 4);
  const D square = x.dot(x);
  CHECK(square.value() == 25);
  CHECK(square.tangent(0) == 6);
  // A product must not skip an entry whose value is 0 but whose derivative is not.
  x(0) = D::variable(0, 0, 2);
  CHECK((a.cast<D>() * x)(0).tangent(0) == 1);
  CHECK_FALSE(x(0) == D(0));
}

TEST_CASE("comparisons exist exactly where the scalar has them", "[scalars][dual]") {
  constexpr auto comparable = []<typename T>(const T&) {
    return requires(const T& t) { t < t; };
  };
  CHECK(comparable(Dual<double, 2>()));
  CHECK(comparable(Dual<Dual<double, 2>, 1>()));
  CHECK_FALSE(comparable(Ball()));
  CHECK_FALSE(comparable(Dual<Ball, 2>()));
  CHECK((Dual<double, 2>(1) < 2.0));
}
