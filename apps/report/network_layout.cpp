#include "apps/report/network_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Dense>

namespace apps::report {
namespace {

using Places = Eigen::Matrix<double, Eigen::Dynamic, 2>;

constexpr Eigen::Index most_for_spectrum = 600, most_for_forces = 3000;
constexpr int rounds = 300;

/// A sunflower's spiral: distinct places for any number of nodes.
Places spiral(Eigen::Index n) {
  const double golden_angle = std::numbers::pi * (3 - std::sqrt(5.0));
  Places places(n, 2);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double radius = std::sqrt((static_cast<double>(i) + 0.5) / static_cast<double>(n));
    const double angle = golden_angle * static_cast<double>(i);
    places.row(i) << radius * std::cos(angle), radius * std::sin(angle);
  }
  return places;
}

/// The second and third eigenvectors of the Laplacian. A sign is fixed by the largest entry; the spiral
/// parts nodes that the eigenvectors do not tell apart.
Places spectral(const models::FigureNetwork& network, Eigen::Index n) {
  Eigen::MatrixXd laplacian = Eigen::MatrixXd::Zero(n, n);
  for (const auto& link : network.links) {
    laplacian(link.from, link.to) = laplacian(link.to, link.from) = -1;
  }
  laplacian.diagonal() = -laplacian.rowwise().sum();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(laplacian);
  Places places = 0.05 * spiral(n);
  for (Eigen::Index axis = 0; axis < std::min<Eigen::Index>(2, n - 1); ++axis) {
    Eigen::VectorXd vector = solver.eigenvectors().col(axis + 1);
    Eigen::Index largest = 0;
    vector.cwiseAbs().maxCoeff(&largest);
    places.col(axis) += vector * ((vector(largest) < 0 ? -1 : 1) * std::sqrt(static_cast<double>(n)) / 2);
  }
  return places;
}

/// One round of Fruchterman & Reingold: nodes push by k^2/d, links pull by d^2/k, moves of at most `reach`.
void push_and_pull(const models::FigureNetwork& network, Places& places, double k, double reach) {
  const auto n = places.rows();
  Places moves = Places::Zero(n, 2);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < i; ++j) {
      const Eigen::RowVector2d apart = places.row(i) - places.row(j);
      const Eigen::RowVector2d push = apart * (k * k / std::max(apart.squaredNorm(), 1e-6));
      moves.row(i) += push;
      moves.row(j) -= push;
    }
  for (const auto& link : network.links) {
    const Eigen::RowVector2d apart = places.row(link.from) - places.row(link.to);
    const Eigen::RowVector2d pull = apart * (apart.norm() / k);
    moves.row(link.from) -= pull;
    moves.row(link.to) += pull;
  }
  moves -= 0.1 * places;  // parts that no link joins stay near
  for (Eigen::Index i = 0; i < n; ++i) {
    const double length = moves.row(i).norm();
    if (length > 0) places.row(i) += moves.row(i) * (std::min(length, reach) / length);
  }
}

void fit(Places& places) {
  for (int axis = 0; axis < 2; ++axis) {
    const double low = places.col(axis).minCoeff(), high = places.col(axis).maxCoeff();
    const double half = std::max((high - low) / 2, 1e-9);
    places.col(axis) = (places.col(axis).array() - (low + high) / 2) / half;
  }
}

}  // namespace

std::vector<NodePlace> network_layout(const models::FigureNetwork& network) {
  const auto n = static_cast<Eigen::Index>(network.nodes.size());
  if (n == 0) return {};
  if (n == 1) return {{0, 0}};
  if (n == 2) return {{-0.8, 0}, {0.8, 0}};
  Places places = n <= most_for_spectrum ? spectral(network, n) : spiral(n);
  if (n <= most_for_forces) {
    const double k = std::sqrt(3.0 / static_cast<double>(n));
    const int used = n <= most_for_spectrum ? rounds : rounds / 6;
    for (int round = 0; round < used; ++round)
      push_and_pull(network, places, k, 0.2 * (1 - static_cast<double>(round) / used));
  }
  fit(places);
  std::vector<NodePlace> result;
  for (Eigen::Index i = 0; i < n; ++i) result.push_back({places(i, 0), places(i, 1)});
  return result;
}

}  // namespace apps::report
