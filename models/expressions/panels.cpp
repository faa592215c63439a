#include "models/expressions/panels.hpp"

namespace models::expressions {
namespace {

constexpr double furthest = 700;        // e^-700 is a double
constexpr double furthest_normal = 37;  // and e^(-37^2 / 2)
constexpr double tolerance = 1e-14;
constexpr int deepest = 110;  // of halving beside an integrable singularity

/// start, start + 1, + 3, + 7, ...: each piece twice as long as the one before.
std::vector<double> doubling(double start, double end) {
  std::vector<double> seams = {start};
  for (double step = 1; seams.back() < end; step *= 2) seams.push_back(std::min(end, seams.back() + step));
  return seams;
}

Stretch tail_from(double start, double end, double core) {
  return {Stretch::Coordinate::plain, doubling(start, end), true, core};
}

Stretch singular(Stretch::Coordinate coordinate) { return {coordinate, doubling(0, furthest), true, 1}; }

std::vector<Stretch> of_unit(const DrawnLaw& law) {
  std::vector<Stretch> all;
  const bool at_lower = law.lower_power() < 1, at_upper = law.upper_power() < 1;
  if (at_lower) all.push_back(singular(Stretch::Coordinate::from_lower));
  if (at_upper) all.push_back(singular(Stretch::Coordinate::from_upper));
  if (!at_lower || !at_upper)
    all.push_back({Stretch::Coordinate::plain, {at_lower ? 0.5 : 0.0, at_upper ? 0.5 : 1.0}});
  return all;
}

std::vector<Stretch> of_half_line(const DrawnLaw& law) {
  double end = furthest;
  const double core = law.standard(law.law().quantile(0.999));
  if (law.kind() == solvers::LawKind::pareto) end = std::min(furthest, furthest * law.second());
  if (law.kind() == solvers::LawKind::gamma) end = std::max(end, 2 * core + furthest);
  if (law.lower_power() >= 1) return {tail_from(0, end, core)};
  return {singular(Stretch::Coordinate::from_lower), tail_from(0.5, end, core)};
}

std::vector<Stretch> of_line(const DrawnLaw& law) {
  double end = furthest_normal;
  if (law.kind() == solvers::LawKind::lognormal) end = std::min(end, 600 / law.second());
  Stretch up = tail_from(0, end, 3), down = up;
  for (double& seam : down.seams) seam = -seam;
  return {up, down};
}

struct Estimate {
  double value = 0, size = 0;
};

class Resolution {
 public:
  Resolution(const std::function<double(double)>& f, double lower, double upper, double size)
      : f_(f), lower_(lower), width_(upper - lower), size_(size) {}

  Resolved run() {
    const Panel all{0, 1};
    const auto whole = estimate(all);
    size_ = std::max(size_, whole.size);
    if (std::isfinite(whole.value)) refine(all, whole, 0);
    if (!finite_) result_.value = overflow_ != 0 ? overflow_ : std::numeric_limits<double>::quiet_NaN();
    return std::move(result_);
  }

 private:
  Estimate estimate(const Panel& panel) {
    const auto& rule = solvers::gauss_legendre(panel_points);
    Estimate sum;
    const double half = (panel.end - panel.begin) / 2, middle = panel.begin + half;
    for (std::size_t k = 0; k < rule.nodes.size(); ++k) {
      const double y = rule.weights[k] * f_(lower_ + width_ * (middle + half * rule.nodes[k]));
      sum.value += y;
      sum.size += std::abs(y);
    }
    if (finite_ && std::isinf(sum.value)) overflow_ = sum.value;
    finite_ = finite_ && std::isfinite(sum.value);
    return {sum.value * half * width_, sum.size * half * width_};
  }

  void refine(const Panel& panel, const Estimate& whole, int depth) {
    const double middle = panel.begin + (panel.end - panel.begin) / 2;
    const Panel left{panel.begin, middle}, right{middle, panel.end};
    const auto of_left = estimate(left), of_right = estimate(right);
    if (!finite_) return;
    const bool close = std::abs(of_left.value + of_right.value - whole.value) <= tolerance * size_;
    if (!close && depth < deepest) {
      refine(left, of_left, depth + 1);
      if (finite_) refine(right, of_right, depth + 1);
      return;
    }
    result_.panels.push_back(left), result_.panels.push_back(right);
    result_.value += of_left.value + of_right.value;
    result_.size += of_left.size + of_right.size;
  }

  const std::function<double(double)>& f_;
  double lower_, width_, size_;
  bool finite_ = true;
  double overflow_ = 0;
  Resolved result_;
};

}  // namespace

std::vector<Stretch> stretches_of(const DrawnLaw& law) {
  switch (law.domain()) {
    case DrawnLaw::Domain::unit:
      return of_unit(law);
    case DrawnLaw::Domain::half_line:
      return of_half_line(law);
    default:
      return of_line(law);
  }
}

Resolved resolve(const std::function<double(double)>& f, double lower, double upper, double size) {
  return Resolution(f, lower, upper, size).run();
}

}  // namespace models::expressions
