// tests/models/digital_twin/games.cpp
// Games for the tests of the digital-twin family.
#include "tests/models/digital_twin/games.hpp"

namespace tests::digital_twin {

Players players_of(const ReferenceItem& item) {
  const auto read = [&](const char* key) { return item.vector(std::string("inputs.par.") + key); };
  Players p{.sharing_cost = read("c1"),
            .probing_cost = read("c2"),
            .deception_cost = read("c3"),
            .information_sensitivity = read("lam"),
            .reward = read("R"),
            .sharing_value = read("a"),
            .probing_value = read("b")};
  p.trust_rate = Vector::Constant(p.count(), 0.3);
  p.learning_rate = Vector::Constant(p.count(), 0.05);
  return p;
}

Trust trust_of(const ReferenceItem& item) {
  if (!item.has("inputs.tau")) return {};
  return {.kind = Trust::Kind::matrix, .matrix = item.matrix("inputs.tau")};
}

Vector profile_of(const Matrix& rows) {
  Vector profile(rows.size());
  for (Eigen::Index i = 0; i < rows.rows(); ++i) profile.segment(rows.cols() * i, rows.cols()) = rows.row(i);
  return profile;
}

Players identical_players(int count, double lambda, double reward) {
  const auto all = [&](double value) -> Vector { return Vector::Constant(count, value); };
  return {.sharing_cost = all(1),
          .probing_cost = all(1),
          .deception_cost = all(1),
          .information_sensitivity = all(lambda),
          .reward = all(reward),
          .sharing_value = all(1),
          .probing_value = all(1),
          .trust_rate = all(0.3),
          .learning_rate = all(0.05)};
}

Players random_players(int count, solvers::RandomStream& stream) {
  const auto draw = [&](double lower, double upper) {
    Vector values(count);
    for (auto& value : values) value = stream.uniform(lower, upper);
    return values;
  };
  return {.sharing_cost = draw(0.5, 1.5),
          .probing_cost = draw(0.5, 1.5),
          .deception_cost = draw(0.5, 1.5),
          .information_sensitivity = draw(0.5, 2),
          .reward = draw(2, 6),
          .sharing_value = draw(0.5, 1.5),
          .probing_value = draw(0.5, 1.5),
          .trust_rate = draw(0.1, 0.5),
          .learning_rate = draw(0.02, 0.1)};
}

Trust random_trust(Trust::Kind kind, int count, solvers::RandomStream& stream) {
  Trust trust{.kind = kind, .value = stream.uniform()};
  if (kind == Trust::Kind::matrix)
    trust.matrix =
        Matrix::NullaryExpr(count, count, [&](auto i, auto j) { return i == j ? 0.0 : stream.uniform(); });
  return trust;
}

Vector random_profile(int count, solvers::RandomStream& stream) {
  Vector profile(3 * count);
  for (int i = 0; i < count; ++i) {  // spacings of three sorted uniforms would do too; this needs no sort
    double left = 1;
    for (int k = 0; k < 3; ++k) left -= profile(3 * i + k) = left * stream.uniform(0.05, 0.6);
  }
  return profile;
}

}  // namespace tests::digital_twin
