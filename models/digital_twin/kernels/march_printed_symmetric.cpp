// models/digital_twin/kernels/march_printed_symmetric.cpp
// Safeguarded Newton on the eliminated scalar of (16), 64 rows at a time, along the deception cost.
#include "models/digital_twin/kernels/march_printed_symmetric.hpp"

#include <algorithm>
#include <limits>

namespace models::digital_twin::kernels {
namespace {

constexpr int kLanes = 64;
constexpr int kFastSteps = 12;        // Newton steps inside the bracket that monotonicity gives
constexpr int kSafeSteps = 200;       // with a bracket of signs: bisection alone needs 60, 130 for u = 1e-20
constexpr double kLaneStop = 1e-7;    // relative step; Newton squares it, so one step more reaches rounding
constexpr double kBracket = 4e-13;    // relative half width of the sign check
constexpr double kRounding = 4e-15;   // relative rounding error of either side of the equation, 18 roundings
constexpr double kSmallest = 1e-280;  // below it a product may lose digits to underflow

/// 64 rows on their way along c3. The last three roots give the next start.
struct Lanes {
  alignas(64) double g_rate[kLanes], h_rate[kLanes], sharing_rate[kLanes];
  alignas(64) double g[kLanes], h[kLanes];
  alignas(64) double u[kLanes], lower[kLanes], upper[kLanes];
  alignas(64) double last[kLanes], last2[kLanes], last3[kLanes];
  alignas(64) double sharing[kLanes], deception[kLanes];
};

ENTENTE_KERNEL void load_rows(Lanes& lanes, const PrintedSymmetricRows& rows, long first) {
  for (int l = 0; l < kLanes; ++l) {
    const long row = std::min(first + l, rows.count - 1);  // lanes past the end repeat the last row
    lanes.g_rate[l] = rows.g_rate[row];
    lanes.h_rate[l] = rows.h_rate[row];
    lanes.sharing_rate[l] = rows.sharing_rate[row];
  }
}

ENTENTE_KERNEL void set_column(Lanes& lanes, double c3) {
#pragma omp simd
  for (int l = 0; l < kLanes; ++l) {
    lanes.g[l] = lanes.g_rate[l] * c3;
    lanes.h[l] = lanes.h_rate[l] * c3;
  }
}

/// A start without neighbours: the equation's terms in pairs.
ENTENTE_KERNEL void guess(Lanes& lanes) {
#pragma omp simd
  for (int l = 0; l < kLanes; ++l) {
    const double g = lanes.g[l], h = lanes.h[l];
    lanes.u[l] = 1 / (1 + h);  // exact for g = 0
    lanes.u[l] = lanes.u[l] * (1 + g) / (1 + g * lanes.u[l]);
    lanes.lower[l] = 0;
    lanes.upper[l] = 1;
  }
}

/// Log-quadratic extrapolation: u_3^3 u_1 / u_2^3, kept where the root must lie: u falls and u c3 rises with
/// c3.
ENTENTE_KERNEL void extrapolate(Lanes& lanes, double c3_ratio) {
  const double falls = c3_ratio > 1 ? 1 / c3_ratio : 1, rises = c3_ratio > 1 ? 1 : 1 / c3_ratio;
#pragma omp simd
  for (int l = 0; l < kLanes; ++l) {
    const double ratio = lanes.last[l] / lanes.last2[l];
    const double start = ratio * ratio * ratio * lanes.last3[l];
    const double lower = lanes.last[l] * falls, upper = std::min(lanes.last[l] * rises, 1.0);
    lanes.lower[l] = lower * (1 - 1e-9);
    lanes.upper[l] = std::min(upper * (1 + 1e-9), 1.0);
    lanes.u[l] = std::min(std::max(start, lower), upper);
  }
}

/// One Newton step in every lane, clamped to [lower, upper]; returns the largest relative step.
ENTENTE_KERNEL double newton_step(Lanes& lanes) {
  double largest = 0;
#pragma omp simd reduction(max : largest)
  for (int l = 0; l < kLanes; ++l) {
    const double u = lanes.u[l], gu = lanes.g[l] * u, hu = lanes.h[l] * u, guu = gu * u, p = 1 + guu;
    const double value = (1 - u) * (1 + gu) - hu * p * p;
    const double slope = lanes.g[l] - 1 - 2 * gu - lanes.h[l] * p * (1 + 5 * guu);
    double next = u - value / slope;
    next = std::min(std::max(next, lanes.lower[l]), lanes.upper[l]);
    const double step = std::max(next - u, u - next) - kLaneStop * u;
    largest = std::max(largest, step);
    lanes.u[l] = next;
  }
  return largest;
}

/// Newton inside a bracket that shrinks by signs, bisection where Newton leaves it.
ENTENTE_KERNEL double safe_step(Lanes& lanes) {
  double largest = 0;
#pragma omp simd reduction(max : largest)
  for (int l = 0; l < kLanes; ++l) {
    const double u = lanes.u[l], gu = lanes.g[l] * u, hu = lanes.h[l] * u, guu = gu * u, p = 1 + guu;
    const double value = (1 - u) * (1 + gu) - hu * p * p;
    const double slope = lanes.g[l] - 1 - 2 * gu - lanes.h[l] * p * (1 + 5 * guu);
    const double lower = value > 0 ? u : lanes.lower[l], upper = value > 0 ? lanes.upper[l] : u;
    double next = u - value / slope;
    next = ((next > lower) & (next < upper)) | (next == u) ? next : 0.5 * (lower + upper);
    const double step = std::max(next - u, u - next) - kLaneStop * u;
    largest = std::max(largest, step);
    lanes.u[l] = next;
    lanes.lower[l] = lower;
    lanes.upper[l] = upper;
  }
  return largest;
}

/// (left - right) of the equation at u, less its rounding error: positive means certainly positive.
ENTENTE_KERNEL double excess(double g, double h, double u, double sign) {
  const double gu = g * u, p = 1 + gu * u;
  const double left = (1 - u) * (1 + gu), right = h * u * p * p;
  return sign * (left - right) - kRounding * (left + right);
}

/// Sharing and deception where the sign check holds, NaN elsewhere; returns how many fail.
ENTENTE_KERNEL double finish(Lanes& lanes, double c3) {
  double failed = 0;
#pragma omp simd reduction(+ : failed)
  for (int l = 0; l < kLanes; ++l) {
    const double g = lanes.g[l], h = lanes.h[l], u = lanes.u[l], gu = g * u;
    const double below = excess(g, h, u * (1 - kBracket), 1), above = excess(g, h, u * (1 + kBracket), -1);
    const double sharing = lanes.sharing_rate[l] * c3 * u;
    const bool right = (below > 0) & (above > 0) & (u > kSmallest) & (u < 1) & (sharing > kSmallest);
    const double factor = right ? 1 : std::numeric_limits<double>::quiet_NaN();
    lanes.sharing[l] = factor * sharing;
    lanes.deception[l] = factor * u * (1 + gu) / (1 + gu * u);
    failed += right ? 0 : 1;
  }
  return failed;
}

/// The roots of this column are the last ones of the next. Where there are fewer than three, those that make
/// the extrapolation constant or log-linear stand for them.
ENTENTE_KERNEL void remember(Lanes& lanes, long column) {
#pragma omp simd
  for (int l = 0; l < kLanes; ++l) {
    const double u = lanes.u[l], last = column >= 1 ? lanes.last[l] : u;
    lanes.last3[l] = column >= 2 ? lanes.last2[l] : last * last / u;
    lanes.last2[l] = last;
    lanes.last[l] = u;
  }
}

/// From the neighbours; false where some lane does not settle. Newton may settle on an end of the interval
/// that monotonicity gives, where the equation's left side still rises: the sign check then sends it to
/// `solve_safely`.
ENTENTE_KERNEL bool solve_from_neighbours(Lanes& lanes, double c3_ratio) {
  extrapolate(lanes, c3_ratio);
  for (int step = 0; step < kFastSteps; ++step)
    if (newton_step(lanes) <= 0) {
      newton_step(lanes);
      return true;
    }
  return false;
}

ENTENTE_KERNEL void solve_safely(Lanes& lanes) {
  guess(lanes);
  for (int step = 0; step < kSafeSteps && safe_step(lanes) > 0; ++step) {
  }
  safe_step(lanes);
}

/// Returns how many lanes fail the sign check.
ENTENTE_KERNEL double solve_column(Lanes& lanes, double c3, double previous_c3, long column) {
  set_column(lanes, c3);
  if (column >= 1 && solve_from_neighbours(lanes, c3 / previous_c3) && finish(lanes, c3) == 0) return 0;
  solve_safely(lanes);
  return finish(lanes, c3);
}

ENTENTE_KERNEL long march(const PrintedSymmetricRows& rows, const double* c3, long columns, double* sharing,
                          double* deception) {
  Lanes lanes;
  long failed = 0;
  for (long first = 0; first < rows.count; first += kLanes) {
    load_rows(lanes, rows, first);
    const long used = std::min<long>(kLanes, rows.count - first);
    for (long column = 0; column < columns; ++column) {
      const double wrong = solve_column(lanes, c3[column], column ? c3[column - 1] : 0, column);
      remember(lanes, column);
      std::copy_n(lanes.sharing, used, sharing + column * rows.count + first);
      std::copy_n(lanes.deception, used, deception + column * rows.count + first);
      if (wrong > 0)
        failed += std::count_if(lanes.sharing, lanes.sharing + used, [](double x) { return x != x; });
    }
  }
  return failed;
}

long march_baseline(const PrintedSymmetricRows& rows, const double* c3, long columns, double* sharing,
                    double* deception) {
  return march(rows, c3, columns, sharing, deception);
}
[[gnu::target("arch=x86-64-v3")]] long march_avx2(const PrintedSymmetricRows& rows, const double* c3,
                                                  long columns, double* sharing, double* deception) {
  return march(rows, c3, columns, sharing, deception);
}
[[gnu::target("arch=x86-64-v4")]] long march_avx512(const PrintedSymmetricRows& rows, const double* c3,
                                                    long columns, double* sharing, double* deception) {
  return march(rows, c3, columns, sharing, deception);
}

}  // namespace

long march_printed_symmetric(const PrintedSymmetricRows& rows, const double* c3, long columns,
                             double* sharing, double* deception, solvers::InstructionSet instructions) {
  switch (instructions) {
    case solvers::InstructionSet::avx512:
      return march_avx512(rows, c3, columns, sharing, deception);
    case solvers::InstructionSet::avx2:
      return march_avx2(rows, c3, columns, sharing, deception);
    case solvers::InstructionSet::baseline:
      break;
  }
  return march_baseline(rows, c3, columns, sharing, deception);
}

}  // namespace models::digital_twin::kernels
