#include "solvers/convex_sets/product_set.hpp"

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

/// Calls visit(factor, first coordinate, number of coordinates) for each block.
template <typename Visit>
void for_each_block(const std::vector<ConvexSetPtr>& factors, const Visit& visit) {
  int begin = 0;
  for (const auto& factor : factors) {
    visit(*factor, begin, factor->dimension());
    begin += factor->dimension();
  }
}

}  // namespace

ProductSet::ProductSet(std::vector<ConvexSetPtr> factors) : factors_(std::move(factors)) {
  require::that(!factors_.empty(), "ProductSet", "there is no factor");
  for (const auto& factor : factors_) {
    require::that(factor != nullptr, "ProductSet", "a factor is null");
    dimension_ += factor->dimension();
  }
}

Vector ProductSet::project(const Vector& x) const {
  Vector nearest(x.size());
  for_each_block(factors_, [&](const ConvexSet& factor, int begin, int size) {
    nearest.segment(begin, size) = factor.project(x.segment(begin, size));
  });
  return nearest;
}

Matrix ProductSet::projection_jacobian(const Vector& x) const {
  Matrix jacobian = Matrix::Zero(dimension_, dimension_);
  for_each_block(factors_, [&](const ConvexSet& factor, int begin, int size) {
    jacobian.block(begin, begin, size, size) = factor.projection_jacobian(x.segment(begin, size));
  });
  return jacobian;
}

bool ProductSet::contains(const Vector& x, double tolerance) const {
  if (x.size() != dimension_) return false;
  bool inside = true;
  for_each_block(factors_, [&](const ConvexSet& factor, int begin, int size) {
    inside = inside && factor.contains(x.segment(begin, size), tolerance);
  });
  return inside;
}

double ProductSet::support_gap(const Vector& gradient, const Vector& x) const {
  double gap = 0;
  for_each_block(factors_, [&](const ConvexSet& factor, int begin, int size) {
    gap += factor.support_gap(gradient.segment(begin, size), x.segment(begin, size));
  });
  return gap;
}

Vector ProductSet::sample(const std::function<double()>& uniform01) const {
  Vector x(dimension_);
  for_each_block(factors_, [&](const ConvexSet& factor, int begin, int size) {
    x.segment(begin, size) = factor.sample(uniform01);
  });
  return x;
}

}  // namespace solvers
