#include "solvers/roots/bracketed_root.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <boost/math/tools/toms748_solve.hpp>
#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

// Leaves the search from inside a call of the function; never seen outside this file.
struct Halt {
  Termination why;
};
struct LeftBracket {};  // interpolation overflowed

// Counts the calls, refuses what is not finite, and keeps the bracket: toms748_solve reports neither a spent
// budget nor a NaN, and loses the bracket with them.
class Search {
 public:
  Search(const BracketedRootProblem& problem, const BracketedRootOptions& options)
      : function_(problem.function), options_(options) {
    result_.bracket = problem.bracket;
  }

  double first_value(double x) { return call(x); }

  void set_ends(double at_lower, double at_upper) { at_lower_ = at_lower, at_upper_ = at_upper; }

  double operator()(double x) {  // a value inside the bracket, which it narrows
    if (!(x >= result_.bracket.lower && x <= result_.bracket.upper)) throw LeftBracket{};
    const double y = call(x);
    if (y == 0) return settle(x), y;
    const bool same_as_lower = std::signbit(y) == std::signbit(at_lower_);
    (same_as_lower ? result_.bracket.lower : result_.bracket.upper) = x;
    (same_as_lower ? at_lower_ : at_upper_) = y;
    return y;
  }

  bool is_narrow() const {
    const auto [lower, upper] = result_.bracket;
    return upper - lower <= options_.relative_tolerance * std::min(std::abs(lower), std::abs(upper));
  }
  bool is_minimal() const {
    return std::nextafter(result_.bracket.lower, result_.bracket.upper) >= result_.bracket.upper;
  }

  void settle(double root) {  // function(root) is exactly 0
    result_.bracket = {root, root};
    at_lower_ = at_upper_ = 0;
  }

  void bisect() {
    while (!is_narrow() && !is_minimal()) (*this)(middle());
  }

  double middle() const { return 0.5 * result_.bracket.lower + 0.5 * result_.bracket.upper; }

  BracketedRootResult finish(Termination termination) {
    const bool at_lower = std::abs(at_lower_) <= std::abs(at_upper_);
    result_.termination = termination;
    result_.root = at_lower ? result_.bracket.lower : result_.bracket.upper;
    result_.residual = at_lower ? at_lower_ : at_upper_;
    return result_;
  }

  BracketedRootResult bad_point() {
    result_.termination = Termination::not_finite;
    result_.root = last_point_;
    result_.residual = last_value_;
    return result_;
  }

  const Bracket& bracket() const { return result_.bracket; }
  double at_lower() const { return at_lower_; }
  double at_upper() const { return at_upper_; }

 private:
  double call(double x) {
    if (result_.evaluations >= options_.max_evaluations) throw Halt{Termination::evaluation_limit};
    if (const auto stopped = options_.stop.requested()) throw Halt{*stopped};
    ++result_.evaluations;
    last_point_ = x;
    last_value_ = function_(x);
    if (!std::isfinite(last_value_)) throw Halt{Termination::not_finite};
    return last_value_;
  }

  const std::function<double(double)>& function_;
  const BracketedRootOptions& options_;
  BracketedRootResult result_;
  double at_lower_ = 0, at_upper_ = 0, last_point_ = 0, last_value_ = 0;
};

void check(const BracketedRootProblem& problem, const BracketedRootOptions& options) {
  require::that(static_cast<bool>(problem.function), "find_root", "function is empty");
  require::finite("find_root", "bracket.lower", problem.bracket.lower);
  require::finite("find_root", "bracket.upper", problem.bracket.upper);
  require::that(problem.bracket.lower < problem.bracket.upper, "find_root",
                fmt::format("bracket [{}, {}] is empty; give its ends in order", problem.bracket.lower,
                            problem.bracket.upper));
  require::inside("find_root", "relative_tolerance", options.relative_tolerance, 0, 1);
  require::at_least("find_root", "max_evaluations", options.max_evaluations, 3);
}

void narrow(Search& search) {
  while (!std::isfinite(search.bracket().width())) search(search.middle());  // widths must not overflow
  const auto done = [&search](double, double) { return search.is_narrow() || search.is_minimal(); };
  std::uintmax_t calls = UINTMAX_MAX;  // the search counts for itself
  try {
    if (!done(0, 0))
      boost::math::tools::toms748_solve([&search](double x) { return search(x); }, search.bracket().lower,
                                        search.bracket().upper, search.at_lower(), search.at_upper(), done,
                                        calls);
  } catch (const LeftBracket&) {
  }
  search.bisect();
}

}  // namespace

BracketedRootResult find_root(const BracketedRootProblem& problem, const BracketedRootOptions& options) {
  check(problem, options);
  Search search(problem, options);
  const auto [lower, upper] = problem.bracket;
  try {
    const double at_lower = search.first_value(lower), at_upper = search.first_value(upper);
    search.set_ends(at_lower, at_upper);
    if (at_lower == 0 || at_upper == 0) {
      search.settle(at_lower == 0 ? lower : upper);
      return search.finish(Termination::converged);
    }
    require::that(
        std::signbit(at_lower) != std::signbit(at_upper), "find_root",
        fmt::format("function({}) = {} and function({}) = {} have the same sign; widen the bracket until "
                    "they differ",
                    lower, at_lower, upper, at_upper));
    narrow(search);
    return search.finish(search.is_narrow() ? Termination::converged : Termination::floating_point_limit);
  } catch (const Halt& halt) {
    return halt.why == Termination::not_finite ? search.bad_point() : search.finish(halt.why);
  }
}

}  // namespace solvers
