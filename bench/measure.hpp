// bench/measure.hpp
// CPU time of a piece of work, and one line of JSON for each measurement.
#pragma once

#include <cstdio>
#include <ctime>
#include <string>

namespace bench {

/// CPU seconds of this process.
inline double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Work>
double seconds_of(Work&& work) {
  const double start = cpu_seconds();
  work();
  return cpu_seconds() - start;
}

/// One measurement: `value` in `unit`; the worst relative `error` and how many of `points` are `wrong`, where
/// the judge has looked (else negative).
struct Measurement {
  std::string kernel, name, unit;
  double value = 0;
  double error = -1;
  long wrong = -1, points = 0;
};

inline void print(const Measurement& m) {
  std::printf("{\"kernel\": \"%s\", \"name\": \"%s\", \"unit\": \"%s\", \"value\": %.6g, \"points\": %ld",
              m.kernel.c_str(), m.name.c_str(), m.unit.c_str(), m.value, m.points);
  if (m.error >= 0) std::printf(", \"error\": %.3g", m.error);
  if (m.wrong >= 0) std::printf(", \"wrong\": %ld", m.wrong);
  std::printf("}\n");
}

void printed_symmetric(bool judge);         ///< K1
void aggregate(const std::string& folder);  ///< K2; players and profiles go to `folder` for the peer

}  // namespace bench
