// The eight experiments for 64 configurations at a time, in structure-of-arrays order.
#include "models/coopetition/kernels/factorial_metrics.hpp"

#include <algorithm>

#include "solvers/core/vector_math.hpp"

namespace models::coopetition::kernels {
namespace {

constexpr int kLanes = 64;
constexpr double kUsualDependence = 0.5;
constexpr double kLongest = 100;  // periods of the search for half the recovery

struct Lanes {
  alignas(64) double building[kLanes], erosion[kLanes], damage_rate[kLanes], decay[kLanes],
      amplification[kLanes];
  alignas(64) double reciprocity[kLanes], sensitivity[kLanes];
  alignas(64) double healing[kLanes];  // delta_R after a violation, 0 where it waits for s >= 0
  alignas(64) double trust[kLanes], damage[kLanes];
  alignas(64) double metric[metric_count][kLanes];
  alignas(64) double start[kLanes], goal[kLanes], time[kLanes];
  alignas(64) double low[kLanes], high[kLanes], sum[kLanes], squares[kLanes];
};

ENTENTE_KERNEL void load(Lanes& lanes, const Configurations& all, TrustVariant variant, long first) {
  for (int l = 0; l < kLanes; ++l) {
    const long i = std::min(first + l, all.count - 1);  // lanes past the end repeat the last configuration
    lanes.building[l] = all.building[i];
    lanes.erosion[l] = all.erosion[i];
    lanes.damage_rate[l] = all.damage[i];
    lanes.decay[l] = all.decay[i];
    lanes.healing[l] = variant.always_heals ? all.decay[i] : 0;
    lanes.amplification[l] = all.amplification[i];
    lanes.reciprocity[l] = all.reciprocity[i];
    lanes.sensitivity[l] = all.sensitivity[i];
  }
}

template <typename Formula>
ENTENTE_KERNEL void each_lane(Formula formula) {
#pragma omp simd
  for (int l = 0; l < kLanes; ++l) formula(l);
}

ENTENTE_KERNEL void begin(Lanes& lanes, double trust) {
  each_lane([&](int l) {
    lanes.trust[l] = lanes.high[l] = lanes.low[l] = trust;
    lanes.damage[l] = 0;
  });
}

/// What is written down after each period.
enum class Watch {
  nothing,
  highest,  // high: the largest T so far
  goal,     // time: the first period with T >= goal
  values,   // low, high, sum and squares of T, these less 0.7
};

constexpr double kCentre = 0.7;

template <Watch watch>
ENTENTE_KERNEL void note(Lanes& lanes, int period) {
  if constexpr (watch == Watch::highest)
    each_lane([&](int l) { lanes.high[l] = std::max(lanes.high[l], lanes.trust[l]); });
  if constexpr (watch == Watch::goal)
    each_lane([&](int l) {
      lanes.time[l] = std::min(lanes.time[l], lanes.trust[l] >= lanes.goal[l] ? period : kLongest);
    });
  if constexpr (watch == Watch::values)
    each_lane([&](int l) {
      const double trust = lanes.trust[l], away = trust - kCentre;
      lanes.sum[l] += away;
      lanes.squares[l] += away * away;
      lanes.low[l] = std::min(lanes.low[l], trust);
      lanes.high[l] = std::max(lanes.high[l], trust);
    });
}

/// Whether the partner's deviations of the protocol are seen as they are, or as a trusted partner makes them.
/// `ceiling`: trust is cut to Theta of the period before; it never passes 1 by itself.
template <bool gap, bool ceiling>
struct Reactive {
  /// `periods` periods of x, seen by one who depends on the partner by D. The sign of s is each lane's own.
  template <Watch watch>
  ENTENTE_KERNEL static void play(Lanes& lanes, double x, double dependence, int periods) {
    for (int t = 1; t <= periods; ++t) {
#pragma omp simd
      for (int l = 0; l < kLanes; ++l) {
        const double trust = lanes.trust[l], damage = lanes.damage[l], theta = 1 - damage;
        const double s = tanh(lanes.sensitivity[l] * (x + lanes.reciprocity[l] * trust));
        const double up = std::max(s, 0.0), down = std::max(-s, 0.0);
        const double built =
            lanes.building[l] * up * (gap ? std::max(theta - trust, 0.0) : (1 - trust) * theta);
        const double lost = lanes.erosion[l] * down * trust * (1 + lanes.amplification[l] * dependence);
        lanes.trust[l] = std::min(std::max(trust + (built - lost), 0.0), ceiling ? theta : 1.0);
        const double healed = (s >= 0 ? lanes.decay[l] : lanes.healing[l]) * damage;
        const double moved = damage + lanes.damage_rate[l] * down * theta - healed;
        lanes.damage[l] = std::min(std::max(moved, 0.0), 1.0);
      }
      note<watch>(lanes, t);
    }
  }
};

/// Fixed signals: the sign is known, so each period has one regime. Cooperation is followed in u = 1 - T, in
/// registers of `width` numbers: u' = u (1 - p + p R) for product, u' = u - p max(0, u - R) for gap; R' = (1
/// - delta) R.
template <bool gap, bool ceiling, int width>
struct Fixed {
  typedef double Numbers __attribute__((vector_size(8 * width), may_alias));
  static constexpr int together = 4;  // registers that hide one another's latency

  template <Watch watch>
  ENTENTE_KERNEL static void play(Lanes& lanes, double x, double dependence, int periods) {
    const double s = tanh(x);
    if (s > 0 && watch != Watch::values) return cooperate<watch>(lanes, s, periods);
    for (int t = 1; t <= periods; ++t) {
      if (s > 0)
        cooperate<Watch::nothing>(lanes, s, 1);
      else
        violate(lanes, -s, dependence);
      note<watch>(lanes, t);
    }
  }

  ENTENTE_KERNEL static void violate(Lanes& lanes, double size, double dependence) {
    each_lane([&](int l) {
      const double trust = lanes.trust[l], damage = lanes.damage[l];
      const double rate = lanes.erosion[l] * size * (1 + lanes.amplification[l] * dependence);
      const double left = std::max(trust - rate * trust, 0.0);
      lanes.trust[l] = ceiling ? std::min(left, 1 - damage) : left;
      const double moved = damage + lanes.damage_rate[l] * size * (1 - damage) - lanes.healing[l] * damage;
      lanes.damage[l] = std::min(std::max(moved, 0.0), 1.0);
    });
  }

  template <Watch watch>
  ENTENTE_KERNEL static void cooperate(Lanes& lanes, double s, int periods) {
    for (int block = 0; block < kLanes; block += together * width) {
      Numbers u[together], r[together], p[together], q[together], rest[together], least[together],
          goal[together], time[together];
#pragma GCC unroll 4
      for (int k = 0; k < together; ++k) {
        const int l = block + k * width;
        u[k] = 1 - at(lanes.trust, l);
        r[k] = at(lanes.damage, l);
        p[k] = at(lanes.building, l) * s;
        q[k] = 1 - at(lanes.decay, l);
        rest[k] = 1 - p[k];
        if constexpr (watch == Watch::highest) least[k] = 1 - at(lanes.high, l);
        if constexpr (watch == Watch::goal) goal[k] = 1 - at(lanes.goal, l), time[k] = at(lanes.time, l);
      }
      for (int t = 1; t <= periods; ++t) {
#pragma GCC unroll 4
        for (int k = 0; k < together; ++k) {
          const Numbers before = r[k];
          if constexpr (gap) {
            const Numbers room = u[k] - before;
            u[k] = u[k] - p[k] * (room > 0 ? room : Numbers{});
          } else {
            u[k] = u[k] * (rest[k] + p[k] * before);
          }
          if constexpr (ceiling) u[k] = u[k] > before ? u[k] : before;
          r[k] = before * q[k];
          if constexpr (watch == Watch::highest && ceiling) least[k] = u[k] < least[k] ? u[k] : least[k];
          if constexpr (watch == Watch::goal) {
            const Numbers now = u[k] <= goal[k] ? Numbers{} + t : Numbers{} + kLongest;
            time[k] = now < time[k] ? now : time[k];
          }
        }
      }
#pragma GCC unroll 4
      for (int k = 0; k < together; ++k) {
        const int l = block + k * width;
        at(lanes.trust, l) = 1 - u[k];
        at(lanes.damage, l) = r[k];
        if constexpr (watch == Watch::highest)  // without a ceiling trust only rises
          at(lanes.high, l) = 1 - (ceiling ? least[k] : u[k] < least[k] ? u[k] : least[k]);
        if constexpr (watch == Watch::goal) at(lanes.time, l) = time[k];
      }
    }
  }

  ENTENTE_KERNEL static Numbers& at(double* values, int l) { return *reinterpret_cast<Numbers*>(values + l); }
};

/// The eight experiments under one law.
template <typename Law>
struct Experiments {
  template <Watch watch = Watch::nothing>
  ENTENTE_KERNEL static void play(Lanes& lanes, double x, int periods, double dependence = kUsualDependence) {
    Law::template play<watch>(lanes, x, dependence, periods);
  }

  /// Loss of trust from T = 0.8 by `periods` deviations of x.
  ENTENTE_KERNEL static void lose(Lanes& lanes, double x, double dependence, int periods, double* lost) {
    begin(lanes, 0.8);
    play(lanes, x, periods, dependence);
    each_lane([&](int l) { lost[l] = 0.8 - lanes.trust[l]; });
  }

  ENTENTE_KERNEL static void hysteresis(Lanes& lanes) {
    auto& m = lanes.metric;
    begin(lanes, 0.85);
    play(lanes, 2, 36);
    each_lane([&](int l) { lanes.start[l] = lanes.trust[l]; });
    begin(lanes, 0.85);
    play(lanes, -3, 1);
    each_lane([&](int l) {
      lanes.high[l] = lanes.trust[l];
      m[ceiling_excess][l] = lanes.trust[l] - (1 - lanes.damage[l]);
    });
    play<Watch::highest>(lanes, 2, 10);
    each_lane([&](int l) { m[hysteresis_recovery_10][l] = lanes.trust[l] / 0.85; });
    play<Watch::highest>(lanes, 2, 25);
    each_lane([&](int l) {
      m[hysteresis_recovery_35][l] = lanes.high[l] / 0.85;
      m[counterfactual_recovery_35][l] = lanes.trust[l] / lanes.start[l];
      m[ceiling_excess_35][l] = lanes.trust[l] - (1 - lanes.damage[l]);
    });
    play<Watch::highest>(lanes, 2, 65);
    each_lane([&](int l) { m[hysteresis_recovery_100][l] = lanes.high[l] / 0.85; });
  }

  ENTENTE_KERNEL static void amplification(Lanes& lanes) {
    auto& m = lanes.metric;
    lose(lanes, -1, kUsualDependence, 4, m[cumulative_amplification]);
    lose(lanes, -4, kUsualDependence, 1, lanes.start);
    each_lane([&](int l) { m[cumulative_amplification][l] /= lanes.start[l]; });
    lose(lanes, -2, 0.8, 1, m[dependency_amplification]);
    lose(lanes, -2, 0.2, 1, lanes.start);
    each_lane([&](int l) { m[dependency_amplification][l] /= lanes.start[l]; });
  }

  ENTENTE_KERNEL static void building(Lanes& lanes) {
    auto& m = lanes.metric;
    begin(lanes, 0.5);
    play(lanes, 2, 10);
    each_lane([&](int l) { m[building_rate][l] = (lanes.trust[l] - 0.5) / 10; });
    play(lanes, 2, 15);
    each_lane([&](int l) { m[trust_at_25][l] = lanes.trust[l]; });
    play(lanes, 2, 25);
    each_lane([&](int l) { m[trust_final_50][l] = lanes.trust[l]; });
  }

  ENTENTE_KERNEL static void erosion(Lanes& lanes) {
    auto& m = lanes.metric;
    begin(lanes, 0.8);
    play(lanes, -2, 1);
    each_lane([&](int l) {
      m[erosion_single_period][l] = 0.8 - lanes.trust[l];
      lanes.start[l] = lanes.trust[l];
      lanes.damage[l] = 0;  // this experiment knows no damage
    });
    play(lanes, -2, 1);
    each_lane([&](int l) {
      m[erosion_two_periods][l] = 0.8 - lanes.trust[l];
      m[erosion_acceleration][l] = (lanes.start[l] - lanes.trust[l]) / m[erosion_single_period][l];
      m[effective_negativity][l] = m[erosion_single_period][l] / m[building_rate][l];
    });
  }

  ENTENTE_KERNEL static void stability(Lanes& lanes) {
    auto& m = lanes.metric;
    constexpr int values = 31;
    begin(lanes, kCentre);
    each_lane([&](int l) { lanes.sum[l] = lanes.squares[l] = 0; });
    for (int pair = 0; pair < (values - 1) / 2; ++pair) {
      play<Watch::values>(lanes, 1, 1);
      play<Watch::values>(lanes, -0.5, 1);
    }
    for (int l = 0; l < kLanes; ++l) {
      const double mean = lanes.sum[l] / values;
      m[stability_mean][l] = kCentre + mean;
      m[stability_std][l] = __builtin_sqrt(std::max(lanes.squares[l] / values - mean * mean, 0.0));
      m[stability_range][l] = lanes.high[l] - lanes.low[l];
    }
  }

  ENTENTE_KERNEL static void recovery(Lanes& lanes) {
    auto& m = lanes.metric;
    begin(lanes, 0.8);
    play(lanes, -3, 1);
    each_lane([&](int l) {
      lanes.goal[l] = lanes.trust[l] + 0.5 * (0.8 - lanes.trust[l]);
      lanes.time[l] = kLongest;
    });
    play<Watch::goal>(lanes, 2, static_cast<int>(kLongest));
    each_lane([&](int l) {
      m[time_to_50pct_recovery][l] = lanes.time[l];
      m[final_recovery_level][l] = lanes.trust[l];
    });
  }

  ENTENTE_KERNEL static void all(const Configurations& configurations, TrustVariant variant, double* table,
                                 long stride) {
    Lanes lanes;
    for (long first = 0; first < configurations.count; first += kLanes) {
      load(lanes, configurations, variant, first);
      each_lane([&](int l) { lanes.metric[negativity_ratio][l] = lanes.erosion[l] / lanes.building[l]; });
      hysteresis(lanes);
      amplification(lanes);
      building(lanes);
      erosion(lanes);
      stability(lanes);
      recovery(lanes);
      const long used = std::min<long>(kLanes, configurations.count - first);
      for (int metric = 0; metric < metric_count; ++metric)
        std::copy_n(lanes.metric[metric], used, table + metric * stride + first);
    }
  }
};

template <int width, bool gap, bool ceiling>
ENTENTE_KERNEL void with_signals(const Configurations& all, TrustVariant variant, Signals signals,
                                 double* table, long stride) {
  if (signals == Signals::reactive)
    Experiments<Reactive<gap, ceiling>>::all(all, variant, table, stride);
  else
    Experiments<Fixed<gap, ceiling, width>>::all(all, variant, table, stride);
}

template <int width>
ENTENTE_KERNEL void measure(const Configurations& all, TrustVariant variant, Signals signals, double* table,
                            long stride) {
  if (variant.gap && variant.ceiling)
    return with_signals<width, true, true>(all, variant, signals, table, stride);
  if (variant.gap) return with_signals<width, true, false>(all, variant, signals, table, stride);
  if (variant.ceiling) return with_signals<width, false, true>(all, variant, signals, table, stride);
  with_signals<width, false, false>(all, variant, signals, table, stride);
}

// flatten: the lambdas of each_lane, too, become instructions of the set
#define ENTENTE_MEASURE(name, width)                                                                        \
  void name(const Configurations& all, TrustVariant variant, Signals signals, double* table, long stride) { \
    measure<width>(all, variant, signals, table, stride);                                                   \
  }
[[gnu::flatten]] ENTENTE_MEASURE(measure_baseline, 2)
    [[gnu::flatten, gnu::target("arch=x86-64-v3")]] ENTENTE_MEASURE(measure_avx2, 4)
        [[gnu::flatten, gnu::target("arch=x86-64-v4")]] ENTENTE_MEASURE(measure_avx512, 8)
#undef ENTENTE_MEASURE

}  // namespace

void factorial_metrics(const Configurations& configurations, TrustVariant variant, Signals signals,
                       double* table, long stride, solvers::InstructionSet instructions) {
  using solvers::InstructionSet;
  const auto measure_here = instructions == InstructionSet::avx512 ? measure_avx512
                            : instructions == InstructionSet::avx2 ? measure_avx2
                                                                   : measure_baseline;
  measure_here(configurations, variant, signals, table, stride);
}

}  // namespace models::coopetition::kernels
