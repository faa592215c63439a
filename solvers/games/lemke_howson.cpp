#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "solvers/core/require.hpp"
#include "solvers/games/bimatrix.hpp"

namespace solvers {
namespace {

/// What counts as zero: nothing in exact arithmetic, rounding in doubles of order 1.
bool is_positive(double x) { return x > 1e-11; }
bool is_positive(const Rational& x) { return x.sign() > 0; }
int compare(double x, double y) { return std::abs(x - y) <= 1e-12 ? 0 : x < y ? -1 : 1; }
int compare(const Rational& x, const Rational& y) { return x < y ? -1 : y < x ? 1 : 0; }

/// Rows of {M z + s = 1; z, s >= 0}: the columns are numbered by label, those of s first or last.
template <typename T>
class Tableau {
 public:
  /// entry(r, c): of M, rows x columns. slack, first: the labels of the first s and of the first z.
  template <typename Entry>
  Tableau(int rows, int columns, int slack, int first, Entry entry)
      : rows_(rows), width_(rows + columns + 1), slack_(slack), basis_(static_cast<std::size_t>(rows)) {
    cells_.assign(static_cast<std::size_t>(rows * width_), T(0));
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) at(r, first + c) = entry(r, c);
      at(r, slack + r) = T(1);
      at(r, width_ - 1) = T(1);
      basis_[static_cast<std::size_t>(r)] = slack + r;
    }
  }

  /// `label` enters; the label that leaves, or -1 where none does (cannot happen for bounded polytopes).
  int pivot(int label) {
    const int row = leaving_row(label);
    if (row < 0) return -1;
    eliminate(row, label);
    return std::exchange(basis_[static_cast<std::size_t>(row)], label);
  }

  /// The variables with labels first, ..., first + count - 1, scaled to sum 1.
  VectorOf<T> strategy(int first, int count) const {
    VectorOf<T> z = VectorOf<T>::Constant(count, T(0));
    T sum(0);
    for (int r = 0; r < rows_; ++r) {
      const int k = basis_[static_cast<std::size_t>(r)] - first;
      if (k >= 0 && k < count) sum += z(k) = at(r, width_ - 1);
    }
    for (int k = 0; k < count; ++k) z(k) /= sum;
    return z;
  }

 private:
  T& at(int r, int c) { return cells_[static_cast<std::size_t>(r * width_ + c)]; }
  const T& at(int r, int c) const { return cells_[static_cast<std::size_t>(r * width_ + c)]; }

  /// Lexicographic order of (right side, inverse of the basis) over the pivot: no two rows tie.
  int leaving_row(int label) const {
    int best = -1;
    for (int r = 0; r < rows_; ++r)
      if (is_positive(at(r, label)) && (best < 0 || comes_before(r, best, label))) best = r;
    return best;
  }

  bool comes_before(int r, int other, int label) const {
    const T &p = at(r, label), &q = at(other, label);
    const int order = compare(at(r, width_ - 1) / p, at(other, width_ - 1) / q);
    if (order != 0) return order < 0;
    for (int k = 0; k < rows_; ++k) {
      const int next = compare(at(r, slack_ + k) / p, at(other, slack_ + k) / q);
      if (next != 0) return next < 0;
    }
    return false;
  }

  void eliminate(int row, int label) {
    const T pivot = at(row, label);
    for (int c = 0; c < width_; ++c) at(row, c) /= pivot;
    at(row, label) = T(1);
    for (int r = 0; r < rows_; ++r) {
      if (r == row) continue;
      const T factor = at(r, label);
      if (factor == T(0)) continue;
      for (int c = 0; c < width_; ++c) at(r, c) -= factor * at(row, c);
      at(r, label) = T(0);
    }
  }

  int rows_, width_, slack_;
  std::vector<int> basis_;
  std::vector<T> cells_;
};

template <typename T>
struct Ending {
  VectorOf<T> row, column;
  long pivots = 0;
  bool found = false;
};

/// a(i, j), b(i, j): positive payoffs of rows and columns.
template <typename T, typename A, typename B>
Ending<T> follow(int m, int n, int label, long max_pivots, A a, B b) {
  Tableau<T> P(n, m, m, 0, [&](int j, int i) { return b(i, j); });  // B' x <= 1
  Tableau<T> Q(m, n, 0, m, [&](int i, int j) { return a(i, j); });  // A y <= 1
  Ending<T> ending;
  bool in_P = label < m;
  for (int entering = label; ending.pivots < max_pivots;) {
    ++ending.pivots;
    entering = (in_P ? P : Q).pivot(entering);
    if (entering < 0) return ending;
    if (entering == label) {
      ending.found = true;
      break;
    }
    in_P = !in_P;
  }
  if (!ending.found) return ending;
  ending.row = P.strategy(0, m);
  ending.column = Q.strategy(m, n);
  return ending;
}

void check(const BimatrixGame& game, std::string_view who) {
  require::at_least(who, "rows", game.row.rows(), 1);
  require::at_least(who, "columns", game.row.cols(), 1);
  require::that(game.column.rows() == game.row.rows() && game.column.cols() == game.row.cols(), who,
                "the payoff matrices have different shapes");
  require::that(game.row.allFinite() && game.column.allFinite(), who, "a payoff is not finite");
}

double largest_gain(const BimatrixGame& game, const Vector& x, const Vector& y) {
  const Vector of_rows = game.row * y, of_columns = game.column.transpose() * x;
  return std::max(of_rows.maxCoeff() - x.dot(of_rows), of_columns.maxCoeff() - y.dot(of_columns));
}

/// To [1, 2], which moves no equilibrium.
Matrix scaled(const Matrix& A) {
  const double low = A.minCoeff(), range = A.maxCoeff() - low;
  if (!(range > 0)) return Matrix::Ones(A.rows(), A.cols());
  return ((A.array() / range - low / range) + 1).matrix();
}

}  // namespace

BimatrixResult lemke_howson(const BimatrixGame& game, int label, long max_pivots) {
  constexpr auto who = "lemke_howson";
  check(game, who);
  const int m = static_cast<int>(game.row.rows()), n = static_cast<int>(game.row.cols());
  require::within(who, "label", label, 0, m + n - 1, "labels number the rows, then the columns");
  require::at_least(who, "max_pivots", max_pivots, 1);
  const Matrix A = scaled(game.row), B = scaled(game.column);
  const auto ending = follow<double>(
      m, n, label, max_pivots, [&](int i, int j) { return A(i, j); }, [&](int i, int j) { return B(i, j); });
  BimatrixResult result{.pivots = ending.pivots};
  if (!ending.found) {
    result.termination = ending.pivots < max_pivots ? Termination::stalled : Termination::iteration_limit;
    return result;
  }
  result.row = ending.row;
  result.column = ending.column;
  const bool finite = result.row.allFinite() && result.column.allFinite();
  result.termination = finite ? Termination::converged : Termination::not_finite;
  result.regret = largest_gain(game, result.row, result.column);
  return result;
}

std::optional<MixedProfileOf<Rational>> exact_lemke_howson(const ExactFiniteGame& game, int label,
                                                           long max_pivots) {
  constexpr auto who = "exact_lemke_howson";
  check_finite_game(game);
  require::that(game.players() == 2, who, "the game does not have two players");
  const int m = game.actions[0], n = game.actions[1];
  require::within(who, "label", label, 0, m + n - 1, "labels number the rows, then the columns");
  require::at_least(who, "max_pivots", max_pivots, 1);
  const Rational shift[2] = {Rational(1) - *std::min_element(game.payoff[0].begin(), game.payoff[0].end()),
                             Rational(1) - *std::min_element(game.payoff[1].begin(), game.payoff[1].end())};
  const auto entry = [&](std::size_t player) {
    return [&, player](int i, int j) {
      return game.payoff[player][static_cast<std::size_t>(j * m + i)] + shift[player];
    };
  };
  auto ending = follow<Rational>(m, n, label, max_pivots, entry(0), entry(1));
  if (!ending.found) return std::nullopt;
  return MixedProfileOf<Rational>{std::move(ending.row), std::move(ending.column)};
}

std::vector<std::pair<int, int>> pure_equilibria(const BimatrixGame& game) {
  check(game, "pure_equilibria");
  const auto m = game.row.rows(), n = game.row.cols();
  const Vector best_reply = game.column.rowwise().maxCoeff();
  const Vector best_row = game.row.colwise().maxCoeff().transpose();
  std::vector<std::pair<int, int>> found;
  for (Eigen::Index i = 0; i < m; ++i)
    for (Eigen::Index j = 0; j < n; ++j)
      if (game.row(i, j) == best_row(j) && game.column(i, j) == best_reply(i))
        found.emplace_back(static_cast<int>(i), static_cast<int>(j));
  return found;
}

BimatrixResult find_bimatrix_equilibrium(const BimatrixGame& game) {
  const auto pure = pure_equilibria(game);
  if (pure.empty()) {
    BimatrixResult best;
    const int labels = static_cast<int>(game.row.rows() + game.row.cols());
    const double scale = std::max({1.0, game.row.cwiseAbs().maxCoeff(), game.column.cwiseAbs().maxCoeff()});
    for (int label = 0; label < labels; ++label) {  // a spoilt path is rare: another label then
      auto next = lemke_howson(game, label);
      const bool better =
          reached_goal(next.termination) && (!reached_goal(best.termination) || next.regret < best.regret);
      if (better || label == 0) best = std::move(next);
      if (reached_goal(best.termination) && best.regret <= 1e-10 * scale) break;
    }
    return best;
  }
  const auto total = [&](const std::pair<int, int>& cell) {
    return game.row(cell.first, cell.second) + game.column(cell.first, cell.second);
  };
  auto chosen = pure.front();
  for (const auto& cell : pure)
    if (total(cell) > total(chosen)) chosen = cell;
  return {.termination = Termination::converged,
          .row = Vector::Unit(game.row.rows(), chosen.first),
          .column = Vector::Unit(game.row.cols(), chosen.second)};
}

}  // namespace solvers
