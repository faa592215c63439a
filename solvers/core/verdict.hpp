// solvers/core/verdict.hpp
// What a certificate shows about a statement, whatever the method that found the answer says.
#pragma once

#include <string_view>

namespace solvers {

enum class Verdict {
  undecided,  ///< the default: neither shown nor refuted
  proved,     ///< holds, with outward rounding
  refuted,    ///< does not hold, and the evidence says where
};

constexpr std::string_view name(Verdict v) {
  switch (v) {
    case Verdict::proved: return "proved";
    case Verdict::refuted: return "refuted";
    case Verdict::undecided: break;
  }
  return "undecided";
}

}  // namespace solvers
