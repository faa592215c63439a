#include "apps/sweep/branches.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace apps::sweep {
namespace {

constexpr double far = 0.25;     // relative: further away is another branch,
constexpr double most_bend = 4;  // unless the branch moves faster: in last steps

struct Pair {
  double distance;
  std::size_t branch, equilibrium;
};

struct Numbers {
  std::vector<double>& to;
  void operator()(double x) const { to.push_back(x); }
  void operator()(bool x) const { to.push_back(x ? 1 : 0); }
  void operator()(const std::vector<double>& list) const { to.insert(to.end(), list.begin(), list.end()); }
  void operator()(const std::string&) const {}
};

}  // namespace

std::vector<double> numbers_of(const models::Profile& profile) {
  std::vector<double> numbers;
  for (const auto& player : profile)
    for (const auto& choice : player.choices) std::visit(Numbers{numbers}, choice.value);
  return numbers;
}

double distance(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
  double largest = 0, scale = 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) largest = std::max(largest, std::abs(a[i] - b[i]));
    scale = std::max({scale, std::abs(a[i]), std::abs(b[i])});
  }
  return largest / scale;
}

std::vector<double> Branches::predicted(const Branch& branch, double t) const {
  auto point = branch.profile;
  if (branch.slope.size() == point.size())
    for (std::size_t i = 0; i < point.size(); ++i) point[i] += branch.slope[i] * (t - branch.t);
  return point;
}

std::vector<Branches::Mark> Branches::step(double t, const std::vector<models::Equilibrium>& equilibria) {
  std::vector<std::vector<double>> points;
  for (const auto& one : equilibria) points.push_back(numbers_of(one.profile));
  std::vector<Pair> pairs;
  for (std::size_t b = 0; b < live_.size(); ++b) {
    const auto expected = predicted(live_[b], t);
    for (std::size_t e = 0; e < points.size(); ++e) {
      const double away = std::min(distance(expected, points[e]), distance(live_[b].profile, points[e]));
      if (away <= std::max(far, most_bend * live_[b].last_step)) pairs.push_back({away, b, e});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](auto& x, auto& y) { return x.distance < y.distance; });
  std::vector<Mark> marks(points.size());
  std::vector<bool> is_taken(live_.size(), false);
  std::vector<Branch> next;
  for (const auto& [away, b, e] : pairs) {
    if (is_taken[b] || marks[e].branch != 0) continue;
    is_taken[b] = true;
    marks[e].branch = live_[b].number;
    Branch moved{.number = live_[b].number, .t = t, .profile = points[e], .slope = points[e]};
    for (std::size_t i = 0; i < points[e].size(); ++i)
      moved.slope[i] = t == live_[b].t ? 0 : (points[e][i] - live_[b].profile[i]) / (t - live_[b].t);
    moved.last_step = distance(live_[b].profile, points[e]);
    next.push_back(std::move(moved));
  }
  for (std::size_t e = 0; e < points.size(); ++e)
    if (marks[e].branch == 0) {
      marks[e] = {++born_, begun_};
      next.push_back({.number = born_, .t = t, .profile = points[e], .slope = {}});
    }
  live_ = std::move(next);
  begun_ = true;
  return marks;
}

}  // namespace apps::sweep
