// Theorems on random declared games: answers that were chosen first come out again.
#include <sstream>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "models/declared/declared.hpp"
#include "models/declared/profile.hpp"
#include "models/read_model.hpp"
#include "solvers/core/random.hpp"

namespace {

using namespace models;
using solvers::Matrix;
using solvers::Vector;

std::string array_text(const Vector& v) {
  std::string text = "[";
  for (Eigen::Index k = 0; k < v.size(); ++k) text += fmt::format("{}{:.17g}", k ? ", " : "", v(k));
  return text + "]";
}

std::string matrix_text(const Matrix& m) {
  std::string text = "[";
  for (Eigen::Index k = 0; k < m.rows(); ++k) text += (k ? ", " : "") + array_text(m.row(k).transpose());
  return text + "]";
}

/// U_i = d_i x_i - x_i^2 sum_j |B_ij| ... : -(1/2) a_i x_i^2 - x_i sum_{j != i} B_ij x_j + d_i x_i with a
/// diagonally dominant, so that the equilibrium is unique; d is chosen for the given x to be it.
struct Chosen {
  std::string description;
  Vector x;
};

Chosen quadratic_game(std::uint64_t seed, int players) {
  solvers::RandomStream stream(seed, 1);
  Matrix B(players, players);
  Vector x(players), d(players);
  for (int i = 0; i < players; ++i) {
    x(i) = stream.uniform(0, 1) < 0.3 ? 0 : stream.uniform(0.5, 5);
    for (int j = 0; j < players; ++j) B(i, j) = i == j ? 0 : stream.uniform(-1, 1);
  }
  Vector a =
      B.cwiseAbs().rowwise().sum() + B.cwiseAbs().colwise().sum().transpose() + Vector::Constant(players, 1);
  for (int i = 0; i < players; ++i) {
    d(i) = a(i) * x(i) + B.row(i).dot(x);           // first-order condition with equality
    if (x(i) == 0) d(i) -= stream.uniform(0.5, 2);  // the bound holds strictly
  }
  return {
      fmt::format(
          "format = \"entente/1\"\nfamily = \"declared\"\n[parameters]\na = {}\nd = {}\nB = {}\n"
          "[[players]]\nname = \"p\"\ncount = {}\nvariables = [{{ name = \"x\", lower = 0, upper = 20 }}]\n"
          "maximize = \"d[self] * x - a[self] * x^2 / 2 - x * sum(j, others, B[self, j] * x[j])\"\n",
          array_text(a), array_text(d), matrix_text(B), players),
      x};
}

}  // namespace

TEST_CASE("quadratic games built backwards from a profile give it back, proved", "[declared][property]") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const int players = 2 + static_cast<int>(seed % 5);
    CAPTURE(seed, players);
    const auto chosen = quadratic_game(seed, players);
    const auto loaded = read_model(parse_document("random.toml", chosen.description, {}));
    const auto& game = dynamic_cast<const declared::Declared&>(*loaded.model).parameters();
    const RunOptions options{.starts = 3};
    const auto solution = certified(*loaded.model, loaded.model->solve(options), options);
    REQUIRE(solution.status == Status::certified);
    REQUIRE(solution.equilibria.size() == 1);
    const auto& equilibrium = solution.equilibria.front();
    CHECK((declared::vector_of(game, equilibrium.profile) - chosen.x).cwiseAbs().maxCoeff() <= 1e-10);
    CHECK(equilibrium.certificate.level == CertificateLevel::proved);
    CHECK(equilibrium.certificate.claim == "exactly one Nash equilibrium, in this box");
    for (std::size_t k = 0; k < equilibrium.certificate.box.size(); ++k) {
      const auto& side = equilibrium.certificate.box[k].range;
      CHECK((side.lower <= chosen.x(static_cast<Eigen::Index>(k)) + 1e-12 &&
             chosen.x(static_cast<Eigen::Index>(k)) <= side.upper + 1e-12));
    }
    // A profile moved by 1e-3 pays a deviation to its player.
    Vector moved = chosen.x;
    moved(0) += 1e-3;
    CHECK(loaded.model->certify(declared::named_profile(game, moved), {}).certificate.verdict ==
          solvers::Verdict::refuted);
  }
}

TEST_CASE("sensitivities agree with solving again", "[declared][property]") {
  const auto chosen = quadratic_game(3, 4);
  const RunOptions options{.starts = 2};
  const auto solve = [&](double change) {
    auto text = chosen.description;
    const ReadOptions read{};
    auto document = parse_document("random.toml", text, {});
    auto* d = document.root.find("parameters")->table()->find("d");
    auto array = *d->array();
    array[0] = description::Value(array[0].number() + change);
    document.root.set_path("parameters.d", description::Value(array, d->location()));
    const auto loaded = read_model(document, read);
    const auto solution = certified(*loaded.model, loaded.model->solve(options), options);
    REQUIRE(solution.equilibria.size() == 1);
    const auto& game = dynamic_cast<const declared::Declared&>(*loaded.model).parameters();
    return std::pair(declared::vector_of(game, solution.equilibria.front().profile),
                     solution.equilibria.front().sensitivity);
  };
  const double h = 1e-4;
  const auto [at, sensitivity] = solve(0);
  const Vector slope = (solve(h).first - solve(-h).first) / (2 * h);
  for (const auto& [parameter, changes] : sensitivity) {
    if (parameter != "parameters.d[1]") continue;
    for (Eigen::Index k = 0; k < slope.size(); ++k)
      CHECK(std::get<double>(changes[static_cast<std::size_t>(k)].value) == Approx(slope(k)).margin(1e-7));
    return;
  }
  FAIL("no sensitivity by parameters.d[1]");
}
