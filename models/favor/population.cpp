#include "models/favor/population.hpp"

#include <algorithm>
#include <cmath>

namespace models::favor {
namespace {

using solvers::Matrix;

double kappa(RateFactor factor, int present, int agents) {
  switch (factor) {
    case RateFactor::present:
      return present;
    case RateFactor::all:
      return agents;
    case RateFactor::one:
      break;
  }
  return 1;
}

Matrix uniform_rates(int agents, const KeyedDraws& draws) {
  Matrix rates = Matrix::Zero(agents, agents);
  for (int i = 0; i < agents; ++i)
    for (int j = 0; j < agents; ++j)
      if (i != j) rates(i, j) = draws.uniform(Draw::rate, 0, i, j);
  return rates;
}

Matrix scale_free_rates(RateFactor factor, int agents, const KeyedDraws& draws) {
  Matrix rates = Matrix::Zero(agents, agents);
  rates(0, 1) = rates(1, 0) = 1;
  for (int n = 2; n < agents; ++n) {
    const auto there = rates.topLeftCorner(n, n);
    const solvers::Vector total = there.rowwise().sum() + there.colwise().sum().transpose();
    const double scale = kappa(factor, n, agents) / total.sum();
    for (int a = 0; a < n; ++a) {
      rates(n, a) = std::min(1.0, scale * draws.uniform(Draw::rate, 0, n, a) * total(a));
      rates(a, n) = std::min(1.0, scale * draws.uniform(Draw::rate, 0, a, n) * total(a));
    }
  }
  return rates;
}

double low(double u) { return 1 - std::sqrt(std::sqrt(u)); }
double high(double u) { return std::sqrt(std::sqrt(u)); }

}  // namespace

Matrix encounter_rates(Topology topology, RateFactor factor, int agents, const KeyedDraws& draws) {
  return topology == Topology::scale_free ? scale_free_rates(factor, agents, draws)
                                          : uniform_rates(agents, draws);
}

double draw_discount_factor(DiscountFactors law, double constant, int round, int i, const KeyedDraws& draws) {
  const double u = draws.uniform(Draw::discount_factor, round, i);
  const bool opposite = i == 0;
  const auto drawn = [&] {
    switch (law) {
      case DiscountFactors::constant:
        return constant;
      case DiscountFactors::high:
        return opposite ? low(u) : high(u);
      case DiscountFactors::low:
        return opposite ? high(u) : low(u);
      case DiscountFactors::uniform:
      case DiscountFactors::given:
        break;
    }
    return u;
  };
  return std::clamp(drawn(), 1e-6, 1 - 1e-6);  // the law's own ends, where A is 0 or infinite
}

}  // namespace models::favor
