#include "solvers/roots/all_roots.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

void check(const AllRootsProblem& problem, const AllRootsOptions& options) {
  constexpr auto who = "find_all_roots";
  require::that(problem.function && problem.with_slope, who, "function or with_slope is empty");
  require::finite(who, "interval.lower", problem.interval.lower);
  require::finite(who, "interval.upper", problem.interval.upper);
  require::that(problem.interval.lower < problem.interval.upper, who,
                fmt::format("interval [{}, {}] is empty; give its ends in order", problem.interval.lower,
                            problem.interval.upper));
  require::inside(who, "relative_tolerance", options.relative_tolerance, 0, 1);
  require::inside(who, "smallest_piece", options.smallest_piece, 0, 1);
  require::at_least(who, "max_pieces", options.max_pieces, 1);
}

double middle_of(const Interval& x) { return std::clamp(0.5 * x.lower + 0.5 * x.upper, x.lower, x.upper); }

// A point at `ratio` of x with few digits, so that the radii of the pieces, which have 30 bits, are exact.
double short_point(const Interval& x, double ratio) {
  const double exact = x.lower + ratio * (x.upper / 2 - x.lower / 2) * 2;
  const double grid = std::exp2(std::floor(std::log2(x.upper / 2 - x.lower / 2)) - 8);
  const double rounded = std::round(exact / grid) * grid;
  return rounded > x.lower && rounded < x.upper ? rounded : exact;
}

class Scan {
 public:
  Scan(const AllRootsProblem& problem, const AllRootsOptions& options)
      : problem_(problem), options_(options), smallest_(options.smallest_piece * problem.interval.width()) {}

  AllRootsResult run() {
    std::optional<Termination> ended;
    todo_.push_back(problem_.interval);
    while (!todo_.empty() && !ended) {
      const Interval piece = todo_.front();  // widest first: a spent budget leaves an even picture
      if ((ended = options_.stop.requested())) break;
      if (result_.pieces >= options_.max_pieces) ended = Termination::evaluation_limit;
      if (ended) break;
      todo_.pop_front();
      ++result_.pieces;
      examine(piece);
    }
    result_.undecided.insert(result_.undecided.end(), todo_.begin(), todo_.end());
    tidy();
    result_.complete = result_.undecided.empty();
    if (result_.complete) ended = Termination::converged;
    result_.termination = ended.value_or(undefined_ ? Termination::not_finite : Termination::stalled);
    return result_;
  }

 private:
  // +1, -1: certain at the double x; 0: exactly zero; nothing: undecided.
  std::optional<int> sign_at(double x) const {
    for (const long bits : {ScopedPrecision::bits(), 2 * ScopedPrecision::bits()}) {
      const ScopedPrecision precision(bits);
      const Ball y = problem_.function(Ball(x));
      if (certainly_positive(y)) return 1;
      if (certainly_negative(y)) return -1;
      if (y == Ball(0)) return 0;  // an exact ball: proved zero
    }
    return std::nullopt;
  }

  bool is_end(double x) const { return x == problem_.interval.lower || x == problem_.interval.upper; }
  bool is_defined_at(double x) const { return problem_.function(Ball(x)).is_finite(); }

  void examine(const Interval& piece) {
    const Ball x(piece);
    const Dual<Ball, 1> y = problem_.with_slope(Dual<Ball, 1>::variable(x, 0));
    if (certainly_nonzero(y.value())) return;
    const Ball slope = y.tangent(0);
    const double middle = middle_of(piece);
    const Ball at_middle = problem_.function(Ball(middle));
    if (slope.is_finite() && certainly_nonzero(at_middle + slope * (x - Ball(middle)))) return;
    if (certainly_nonzero(slope) && decide_monotone(piece, at_middle, slope)) return;
    const bool nowhere = !at_middle.is_finite() && !is_defined_at(piece.lower) && !is_defined_at(piece.upper);
    if (nowhere || piece.width() <= smallest_ || !split(piece)) {
      undefined_ = undefined_ || nowhere || !y.value().is_finite();
      result_.undecided.push_back(piece);
    }
  }

  // f is strictly monotone on the piece, so at most one root lies in it. Returns whether that settled the
  // matter.
  bool decide_monotone(const Interval& piece, const Ball& at_middle, const Ball& slope) {
    const auto low = sign_at(piece.lower), high = sign_at(piece.upper);
    if (low == 0 || high == 0) {
      const double end = low == 0 ? piece.lower : piece.upper;
      return result_.roots.push_back({{end, end}, Verdict::proved}), true;
    }
    if (low && high) {
      if (*low != *high) result_.roots.push_back({refined(piece), Verdict::proved});
      return true;
    }
    // A root close to an end of the whole interval hides the sign there; the Newton image may still decide.
    const Ball newton = Ball(middle_of(piece)) - at_middle / slope;
    if (!newton.is_finite()) return false;
    const Interval image = newton.interval();
    if (image.upper < piece.lower || image.lower > piece.upper) return true;
    // Newton maps the piece into itself, hence a root. It must keep off a seam, where the next piece would
    // count it too.
    const bool low_inside = image.lower > piece.lower || (image.lower == piece.lower && is_end(piece.lower));
    const bool high_inside = image.upper < piece.upper || (image.upper == piece.upper && is_end(piece.upper));
    if (!low_inside || !high_inside) return false;
    return result_.roots.push_back({refined(image), Verdict::proved}), true;
  }

  // The root in x, where f' is certainly not 0, enclosed as narrowly as asked or as the precision allows.
  Interval refined(Interval x) const {
    for (int step = 0; step < 200; ++step) {
      const double size = std::max(std::max(std::abs(x.lower), std::abs(x.upper)), smallest_);
      if (x.width() <= options_.relative_tolerance * size) break;
      const Interval before = x;
      const double middle = middle_of(x);
      const Ball slope = problem_.with_slope(Dual<Ball, 1>::variable(Ball(x), 0)).tangent(0);
      const Ball newton = Ball(middle) - problem_.function(Ball(middle)) / slope;
      if (newton.is_finite()) x = {std::max(x.lower, newton.lower()), std::min(x.upper, newton.upper())};
      if (x.width() > 0.5 * before.width() && !bisected(x)) break;
    }
    return x;
  }

  bool bisected(Interval& x) const {
    const double middle = middle_of(x);
    if (!(middle > x.lower && middle < x.upper)) return false;
    const auto low = sign_at(x.lower), here = sign_at(middle), high = sign_at(x.upper);
    if (here == 0) return x = {middle, middle}, true;
    if (!here) return false;
    if (low && *low != 0) return (*here == *low ? x.lower : x.upper) = middle, true;
    if (high && *high != 0) return (*here == *high ? x.upper : x.lower) = middle, true;
    return false;
  }

  // In two at a point where f is certainly not 0, so that no root lies on a seam and none is counted twice.
  bool split(const Interval& piece) {
    for (const double ratio : {0.5, 0.4375, 0.5625, 0.34375}) {
      const double seam = short_point(piece, ratio);
      if (!(seam > piece.lower && seam < piece.upper)) return false;
      const auto sign = sign_at(seam);
      if ((!sign || *sign == 0) && ratio != 0.34375)
        continue;  // after the last try pieces share what is undecided
      todo_.push_back({piece.lower, seam});
      todo_.push_back({seam, piece.upper});
      return true;
    }
    return false;
  }

  void tidy() {
    const auto ascending = [](const Interval& a, const Interval& b) { return a.lower < b.lower; };
    auto& roots = result_.roots;
    std::sort(roots.begin(), roots.end(),
              [&](const auto& a, const auto& b) { return ascending(a.enclosure, b.enclosure); });
    // The same exact zero proved as the end of two pieces is one root.
    const auto same = [](const RootEnclosure& a, const RootEnclosure& b) {
      return a.enclosure.lower == b.enclosure.upper && a.enclosure.upper == b.enclosure.lower;
    };
    roots.erase(std::unique(roots.begin(), roots.end(), same), roots.end());
    auto& pieces = result_.undecided;
    std::sort(pieces.begin(), pieces.end(), ascending);
    std::vector<Interval> merged;
    for (const Interval& piece : pieces)
      if (!merged.empty() && merged.back().upper == piece.lower)
        merged.back().upper = piece.upper;
      else
        merged.push_back(piece);
    pieces = std::move(merged);
  }

  const AllRootsProblem& problem_;
  const AllRootsOptions& options_;
  double smallest_;
  std::deque<Interval> todo_;
  bool undefined_ = false;
  AllRootsResult result_;
};

}  // namespace

AllRootsResult find_all_roots(const AllRootsProblem& problem, const AllRootsOptions& options) {
  check(problem, options);
  return Scan(problem, options).run();
}

}  // namespace solvers
