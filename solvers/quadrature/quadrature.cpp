#include "solvers/quadrature/quadrature.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <boost/math/quadrature/tanh_sinh.hpp>
#include <fmt/format.h>

#include "solvers/core/require.hpp"
#include "solvers/quadrature/kronrod_panel.hpp"

namespace solvers {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinity = std::numeric_limits<double>::infinity();

void check(std::string_view who, bool has_function, const Interval& interval,
           const QuadratureOptions& options) {
  require::that(has_function, who, "function is empty");
  require::finite(who, "interval.lower", interval.lower);
  require::finite(who, "interval.upper", interval.upper);
  require::that(interval.lower < interval.upper && std::isfinite(interval.width()), who,
                fmt::format("interval [{}, {}] is empty or too wide; give its ends in order", interval.lower,
                            interval.upper));
  require::inside(who, "relative_tolerance", options.relative_tolerance, 0, 1);
  require::nonnegative(who, "absolute_tolerance", options.absolute_tolerance);
  require::at_least(who, "minimum_panels", options.minimum_panels, 1);
  require::at_least(who, "max_evaluations", options.max_evaluations, 1);
}

// Ends a quadrature from inside a call of the function; never seen outside this file.
struct Halt {
  Termination why;
};

// Counts the calls and refuses what is not finite, which the rules would pass on in silence.
class Watched {
 public:
  Watched(const QuadratureOptions& options, QuadratureResult& result) : options_(options), result_(result) {}

  template <typename F>
  double operator()(double x, F&& value) const {
    if (result_.evaluations >= options_.max_evaluations) throw Halt{Termination::evaluation_limit};
    if (const auto stopped = options_.stop.requested()) throw Halt{*stopped};
    ++result_.evaluations;
    const double y = value();
    if (std::isfinite(y)) return y;
    result_.bad_point = x;
    throw Halt{Termination::not_finite};
  }

 private:
  const QuadratureOptions& options_;
  QuadratureResult& result_;
};

bool less_wrong(const KronrodPanel& a, const KronrodPanel& b) { return a.error < b.error; }

class Adaptive {
 public:
  Adaptive(const QuadratureProblem& problem, const QuadratureOptions& options)
      : options_(options), seams_(problem.break_points), watched_(options, result_) {
    function_ = [this, &problem](double x) { return watched_(x, [&] { return problem.function(x); }); };
    seams_.push_back(problem.interval.lower), seams_.push_back(problem.interval.upper);
    std::sort(seams_.begin(), seams_.end());
    seams_.erase(std::unique(seams_.begin(), seams_.end()), seams_.end());
  }

  QuadratureResult run() {
    try {
      begin();
      while (result_.termination == Termination::not_started) refine();
    } catch (const Halt& halt) {
      result_.termination = halt.why;
    }
    sum();
    result_.value = value_;
    result_.error = error_ + rounding_;
    if (result_.termination == Termination::not_finite || is_all_zero() || !covers_interval_)
      result_.error = infinity;
    for (const KronrodPanel& panel : panels_) result_.resolution = std::max(result_.resolution, panel.gap);
    return result_;
  }

 private:
  void begin() {
    for (int panels = (options_.minimum_panels + 1) / 2;; panels *= 2) {
      panels_.clear();
      for (std::size_t i = 0; i + 1 < seams_.size(); ++i) add_piece({seams_[i], seams_[i + 1]}, panels);
      if (!is_all_zero() || panels >= 512)
        break;  // an integrand that is 0 everywhere is looked at more closely
    }
    covers_interval_ = true;
    std::make_heap(panels_.begin(), panels_.end(), less_wrong);
    if (is_all_zero()) result_.termination = Termination::stalled;
    sum();
  }

  // Equal panels, each of them in two halves at once: no error is believed that bisection has not tried.
  void add_piece(const Interval& piece, int panels) {
    double lower = piece.lower;
    for (int k = 1; k <= panels; ++k) {
      const double upper = k == panels ? piece.upper : piece.lower + piece.width() * k / panels;
      if (upper > lower) {
        const auto [left, right] = halves_of(measure_panel(function_, {lower, upper}));
        panels_.push_back(left), panels_.push_back(right);
      }
      lower = upper;
    }
  }

  std::pair<KronrodPanel, KronrodPanel> halves_of(const KronrodPanel& parent) {
    const double middle = 0.5 * parent.range.lower + 0.5 * parent.range.upper;
    std::pair halves{measure_panel(function_, {parent.range.lower, middle}),
                     measure_panel(function_, {middle, parent.range.upper})};
    // Where f has a kink the pair of rules may agree by chance; what bisection changed is a second witness.
    const double changed = 2 * std::abs(halves.first.value + halves.second.value - parent.value);
    halves.first.error = std::max(halves.first.error, changed);
    halves.second.error = std::max(halves.second.error, changed);
    return halves;
  }

  bool is_all_zero() const {
    return std::all_of(panels_.begin(), panels_.end(),
                       [](const auto& p) { return p.value == 0 && p.error == 0; });
  }

  void add(const KronrodPanel& panel, int sign) {
    value_ += sign * panel.value, error_ += sign * panel.error, rounding_ += sign * panel.rounding;
  }

  void sum() {  // afresh: running sums collect rounding
    value_ = error_ = rounding_ = 0;
    for (const KronrodPanel& panel : panels_) add(panel, 1);
  }

  std::optional<Termination> verdict() const {
    const double goal = std::max(options_.absolute_tolerance, options_.relative_tolerance * std::abs(value_));
    if (error_ + rounding_ <= goal) return Termination::converged;
    if (error_ <= rounding_) return Termination::floating_point_limit;
    return std::nullopt;
  }

  void refine() {
    if (verdict()) {
      sum();
      if (const auto ended = verdict()) result_.termination = *ended;
    }
    if (result_.termination == Termination::not_started) bisect_worst();
  }

  void bisect_worst() {
    const KronrodPanel parent = panels_.front();
    const Interval& range = parent.range;
    if (range.width() <= 64 * epsilon * std::max(std::abs(range.lower), std::abs(range.upper))) {
      result_.termination = Termination::stalled;  // the points of its halves would coincide
      return;
    }
    const auto [left, right] = halves_of(parent);
    std::pop_heap(panels_.begin(), panels_.end(), less_wrong);
    panels_.pop_back();
    add(parent, -1);
    for (const KronrodPanel& half : {left, right}) {
      add(half, 1);
      panels_.push_back(half);
      std::push_heap(panels_.begin(), panels_.end(), less_wrong);
    }
  }

  const QuadratureOptions& options_;
  std::vector<double> seams_;
  QuadratureResult result_;
  Watched watched_;
  std::function<double(double)> function_;
  std::vector<KronrodPanel> panels_;  // a heap, the most doubtful in front
  double value_ = 0, error_ = 0, rounding_ = 0;
  bool covers_interval_ = false;
};

}  // namespace

QuadratureResult integrate(const QuadratureProblem& problem, const QuadratureOptions& options) {
  check("integrate", static_cast<bool>(problem.function), problem.interval, options);
  for (double point : problem.break_points)
    require::within("integrate", "break point", point, problem.interval.lower, problem.interval.upper);
  return Adaptive(problem, options).run();
}

QuadratureResult integrate_singular_ends(const SingularEndsProblem& problem,
                                         const QuadratureOptions& options) {
  check("integrate_singular_ends", static_cast<bool>(problem.function), problem.interval, options);
  QuadratureResult result;
  const Watched watched(options, result);
  static const boost::math::quadrature::tanh_sinh<double> kept;
  auto rule = kept;  // shares the tables, which grow under a lock of their own; Boost forgot a const
  const double half = problem.interval.width() / 2;
  double error = 0, size = 0;
  const auto f = [&](double t, double to_end) {  // t in (-1, 1); |to_end| = 1 - |t| without cancellation
    const double distance = half * std::abs(to_end);
    const double x = t < 0 ? problem.interval.lower + distance : problem.interval.upper - distance;
    return watched(x, [&] { return problem.function(x, distance); });
  };
  try {
    result.value = half * rule.integrate(f, options.relative_tolerance / 10, &error, &size);
    error *= half, size *= half;
    const double rounding = 8 * epsilon * size;
    result.error = error + rounding;
    const double goal =
        std::max(options.absolute_tolerance, options.relative_tolerance * std::abs(result.value));
    result.termination = result.error <= goal ? Termination::converged
                         : error <= rounding  ? Termination::floating_point_limit
                                              : Termination::stalled;
    if (size == 0) result.termination = Termination::stalled, result.error = infinity;
  } catch (const Halt& halt) {
    result.termination = halt.why;
  } catch (const boost::math::evaluation_error&) {  // its own: the tails do not fall off
    result.termination = Termination::stalled;
  }
  return result;
}

}  // namespace solvers
