// models/expressions/panels.hpp
// An integral over the standard variable of a law by adaptive panels: found on doubles, summed over any
// number type.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <type_traits>
#include <vector>

#include "models/expressions/drawn_law.hpp"
#include "solvers/quadrature/gauss_legendre.hpp"

namespace models::expressions {

/// A part of the support in a coordinate t in which the density is smooth: y itself, or how far y is from an
/// end at which the density has a power, y = e^-t / 2 or 1 - e^-t / 2.
struct Stretch {
  enum class Coordinate { plain, from_lower, from_upper };
  Coordinate coordinate = Coordinate::plain;
  std::vector<double> seams;  ///< of t, in the order of summation; may descend
  bool tail = false;          ///< goes on until nothing is added
  double core = 0;            ///< |t| up to which a tail is summed in any case
};
std::vector<Stretch> stretches_of(const DrawnLaw&);

/// Fractions of an interval.
struct Panel {
  double begin = 0, end = 1;
};
struct Resolved {
  std::vector<Panel> panels;
  double value = 0;  ///< NaN or infinite where f is
  double size = 0;   ///< of |f|
};
/// Panels of 20 points on which f is resolved to 1e-14 of max(size, its own integral of |f|).
Resolved resolve(const std::function<double(double)>& f, double lower, double upper, double size);

inline constexpr int panel_points = 20;

namespace detail {

template <typename T>
struct Place {
  T w, weight;
};

/// W and the weight of dt at t.
template <typename T>
Place<T> place(const DrawnLaw& law, Stretch::Coordinate coordinate, const T& t) {
  using std::exp;
  if (coordinate == Stretch::Coordinate::plain) return {law.value(t), law.weight(t, T(T(1.0) - t))};
  const T distance = exp(-t) / T(2.0);
  const bool lower = coordinate == Stretch::Coordinate::from_lower;
  const T y = lower ? distance : T(T(1.0) - distance), rest = lower ? T(T(1.0) - distance) : distance;
  return {law.value(y), law.weight(y, rest) * distance};
}

/// The t of a y.
template <typename T>
T coordinate_of(Stretch::Coordinate coordinate, const T& y) {
  using std::log;
  if (coordinate == Stretch::Coordinate::plain) return y;
  return -log(T(2.0) * (coordinate == Stretch::Coordinate::from_lower ? y : T(T(1.0) - y)));
}

inline double plain_value(double x) { return x; }
template <typename T>
double plain_value(const T& x) {
  return plain_value(x.value());
}

/// The seams of a stretch with the breaks among them.
template <typename T>
std::vector<T> with_breaks(const Stretch& stretch, const std::vector<T>& breaks) {
  std::vector<T> seams(stretch.seams.begin(), stretch.seams.end());
  const bool ascends = stretch.seams.front() < stretch.seams.back();
  const double low = std::min(stretch.seams.front(), stretch.seams.back());
  const double high = std::max(stretch.seams.front(), stretch.seams.back());
  for (const T& y : breaks) {
    const T t = coordinate_of(stretch.coordinate, y);
    if (plain_value(t) > low && plain_value(t) < high) seams.push_back(t);
  }
  std::stable_sort(seams.begin(), seams.end(), [&](const T& a, const T& b) {
    return ascends ? plain_value(a) < plain_value(b) : plain_value(b) < plain_value(a);
  });
  return seams;
}

}  // namespace detail

/// E[f(W)]; `breaks`: places of y where f is not smooth, in any order. f on doubles and f on T are one
/// function. Infinite where a tail does not end, NaN where it falls too slowly to be summed.
template <typename T>
T integrate_panels_of(const DrawnLaw& law, const std::vector<T>& breaks,
                      const std::function<double(double)>& f, const std::function<T(const T&)>& over) {
  constexpr double nothing = 1e-18, unresolved = 1e-12;
  const auto& rule = solvers::gauss_legendre(panel_points);
  T total(0.0);
  double size = 0;
  for (const auto& stretch : stretches_of(law)) {
    const auto along = [&](double t) {
      const auto [w, weight] = detail::place<double>(law, stretch.coordinate, t);
      return weight == 0 ? 0.0 : f(w) * weight;
    };
    const auto seams = detail::with_breaks(stretch, breaks);
    double last_break = 0;
    for (const T& y : breaks)
      last_break =
          std::max(last_break, std::abs(detail::plain_value(detail::coordinate_of(stretch.coordinate, y))));
    double added = 0;
    bool rises = false;
    bool ended = !stretch.tail;
    for (std::size_t k = 0; k + 1 < seams.size() && !(ended && stretch.tail); ++k) {
      const double from = detail::plain_value(seams[k]), to = detail::plain_value(seams[k + 1]);
      const auto found = resolve(along, std::min(from, to), std::max(from, to), size);
      if (!std::isfinite(found.value)) return T(found.value);
      size += found.size;
      const double before = added;
      added = found.size;
      rises = added >= before;
      ended = stretch.tail && std::abs(to) >= std::max(stretch.core, last_break) && added <= nothing * size;
      if constexpr (std::is_same_v<T, double>) {
        total += found.value;
      } else {
        const T& lower = from < to ? seams[k] : seams[k + 1];
        const T width = from < to ? T(seams[k + 1] - seams[k]) : T(seams[k] - seams[k + 1]);
        for (const auto& [begin, end] : found.panels)
          for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
            const double half = (end - begin) / 2, fraction = begin + half + half * rule.nodes[i];
            const auto [w, weight] =
                detail::place<T>(law, stretch.coordinate, T(lower + width * T(fraction)));
            if (detail::plain_value(weight) == 0) continue;
            total += over(w) * weight * width * T(half * rule.weights[i]);
          }
      }
    }
    if (stretch.tail && !ended && added > unresolved * size)
      return T(rises ? std::copysign(std::numeric_limits<double>::infinity(), detail::plain_value(total))
                     : std::numeric_limits<double>::quiet_NaN());
  }
  return total;
}

}  // namespace models::expressions
