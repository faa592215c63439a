// solvers/core/float_environment.hpp
// Guards against what a host program may have set: another rounding direction, subnormals flushed to zero,
// traps.
#pragma once

#include <cfenv>

namespace solvers {

/// While it lives, this thread rounds to nearest and keeps subnormals, as reading and certificates need; the
/// caller's environment comes back at its end.
class DefaultFloatEnvironment {
 public:
  DefaultFloatEnvironment() {
    std::fegetenv(&callers_);
    std::fesetenv(FE_DFL_ENV);  // on x86 this covers the control word of SSE, where flush-to-zero lives
  }
  ~DefaultFloatEnvironment() { std::fesetenv(&callers_); }
  DefaultFloatEnvironment(const DefaultFloatEnvironment&) = delete;
  DefaultFloatEnvironment& operator=(const DefaultFloatEnvironment&) = delete;

 private:
  std::fenv_t callers_{};
};

}  // namespace solvers
