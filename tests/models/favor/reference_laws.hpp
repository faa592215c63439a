// Laws and pairs as the reference file writes them.
#pragma once

#include <string>

#include "models/favor/equations.hpp"
#include "models/favor/pair_limits.hpp"
#include "tests/support/reference.hpp"

namespace tests {

/// "uniform(0,200)", "exponential(mean=100)", "lognormal(mean=100,sigma=0.5)", "gamma(shape=2,mean=100)"
inline solvers::LawPtr law_named(const std::string& text) {
  const auto number_after = [&](const std::string& mark) {
    return std::stod(text.substr(text.find(mark) + mark.size()));
  };
  const auto name = text.substr(0, text.find('('));
  if (name == "uniform") return solvers::uniform_law(number_after("("), number_after(","));
  if (name == "exponential") return solvers::exponential_law(number_after("mean="));
  if (name == "lognormal") return solvers::lognormal_law(number_after("mean="), number_after("sigma="));
  if (name == "gamma") {
    const double shape = number_after("shape=");
    return solvers::gamma_law(shape, number_after("mean=") / shape);
  }
  throw std::runtime_error("reference law '" + text + "' is unknown");
}

inline models::favor::CostLaw costs_of(const ReferenceItem& item) {
  return models::favor::CostLaw(law_named(item.text("inputs.C")));
}

/// A pair with one law for both directions; `first` and `second` name the discount factors, "" for none.
inline models::favor::Pair pair_of(const ReferenceItem& item, const models::favor::CostLaw& costs,
                                   const std::string& first, const std::string& second,
                                   const std::string& rate_12 = "r12", const std::string& rate_21 = "r21") {
  const models::favor::FavorLaw law(costs, item.number("inputs.EW"));
  const auto annuity = [&](const std::string& name) {
    return name.empty() ? 0 : models::favor::annuity_factor(item.number("inputs." + name));
  };
  return {law,
          law,
          annuity(first),
          annuity(second),
          item.number("inputs." + rate_12),
          item.number("inputs." + rate_21)};
}

}  // namespace tests
