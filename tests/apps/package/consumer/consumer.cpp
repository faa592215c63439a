// A program of somebody else: a root through the Ceres module, and the certified equilibria of a published
// case.
#include <iostream>

#include "models/catalog.hpp"
#include "models/read_model.hpp"
#include "solvers/roots/nonlinear_system.hpp"

int main() {
  const auto square = [](const auto& x) { return x.cwiseProduct(x).eval(); };
  const auto root = solvers::solve_nonlinear_system(solvers::differentiated_system(
      [&](const auto& x) {
        auto y = square(x);
        y[0] -= 2;
        return y;
      },
      solvers::Vector::Constant(1, 1.0)));
  const std::string name = "digital-twin/five-players";
  const auto document = models::parse_document(name, models::find_catalog_text(name).value(), {});
  const auto model = models::read_model(document).model;
  const auto solution = models::certified(*model, model->solve({}), {});
  std::cout << "sqrt 2 = " << root.solution[0] << ", " << models::name(solution.status) << '\n';
}
