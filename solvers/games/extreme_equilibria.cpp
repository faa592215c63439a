#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>

#include "solvers/core/require.hpp"
#include "solvers/games/bimatrix.hpp"

namespace solvers {
namespace {

using Labels = std::uint64_t;  // rows first, then columns
constexpr Labels bit(int k) { return Labels{1} << k; }

/// A vertex z of {z >= 0, M z <= 1} other than 0, with what is tight there.
struct Vertex {
  VectorOf<Rational> z;
  Labels labels = 0;
  bool degenerate = false;  ///< more constraints are tight than z has entries
};

/// Every subset of {0, ..., n - 1} with k members, as bits, in increasing order.
std::vector<Labels> subsets(int n, int k) {
  std::vector<Labels> all;
  const Labels end = n < 64 ? bit(n) : 0;
  for (Labels s = k == 0 ? 0 : bit(k) - 1; s < end;) {
    all.push_back(s);
    if (s == 0) break;
    const Labels low = s & -s, ripple = s + low;  // Gosper's hack
    s = ripple | (((s ^ ripple) >> 2) / low);
  }
  return all;
}

std::vector<int> members(Labels set) {
  std::vector<int> list;
  for (; set; set &= set - 1) list.push_back(std::countr_zero(set));
  return list;
}

/// z with M(rows, columns) z = 1, or nothing where the matrix is singular.
std::optional<std::vector<Rational>> solve_ones(const MatrixOf<Rational>& M, const std::vector<int>& rows,
                                                const std::vector<int>& columns) {
  const int k = static_cast<int>(rows.size());
  MatrixOf<Rational> A(k, k + 1);
  for (int r = 0; r < k; ++r) {
    for (int c = 0; c < k; ++c)
      A(r, c) = M(rows[static_cast<std::size_t>(r)], columns[static_cast<std::size_t>(c)]);
    A(r, k) = Rational(1);
  }
  for (int p = 0; p < k; ++p) {
    int row = p;
    while (row < k && A(row, p).sign() == 0) ++row;
    if (row == k) return std::nullopt;
    if (row != p)
      for (int c = p; c <= k; ++c) std::swap(A(row, c), A(p, c));
    for (int r = 0; r < k; ++r) {
      if (r == p || A(r, p).sign() == 0) continue;
      const Rational factor = A(r, p) / A(p, p);
      for (int c = p; c <= k; ++c) A(r, c) -= factor * A(p, c);
    }
  }
  std::vector<Rational> z;
  for (int r = 0; r < k; ++r) z.push_back(A(r, k) / A(r, r));
  return z;
}

/// All vertices but 0. The labels of z_c >= 0 begin at own, those of the rows of M at other.
class Polytope {
 public:
  Polytope(MatrixOf<Rational> M, int own, int other) : M_(std::move(M)), own_(own), other_(other) {}

  /// False where `stop` was asked for.
  bool enumerate(const Stop& stop, long& bases, std::vector<Vertex>& vertices) const {
    const int rows = static_cast<int>(M_.rows()), columns = static_cast<int>(M_.cols());
    for (int k = 1; k <= std::min(rows, columns); ++k)
      for (const Labels support : subsets(columns, k)) {
        const std::size_t first = vertices.size();  // others have another support
        for (const Labels tight : subsets(rows, k)) {
          if (bases++ % 256 == 0 && stop.requested()) return false;
          add(members(support), members(tight), first, vertices);
        }
      }
    return true;
  }

 private:
  void add(const std::vector<int>& support, const std::vector<int>& tight, std::size_t first,
           std::vector<Vertex>& vertices) const {
    const auto z = solve_ones(M_, tight, support);
    if (!z || std::any_of(z->begin(), z->end(), [](const Rational& x) { return x.sign() <= 0; })) return;
    Vertex vertex{.z = VectorOf<Rational>::Constant(M_.cols(), Rational(0))};
    for (std::size_t c = 0; c < support.size(); ++c) vertex.z(support[c]) = (*z)[c];
    for (std::size_t v = first; v < vertices.size(); ++v)
      if (vertices[v].z == vertex.z) return;
    int count = 0;
    for (Eigen::Index r = 0; r < M_.rows(); ++r) {
      Rational value;
      for (const int c : support) value += M_(r, c) * vertex.z(c);
      if (value > Rational(1)) return;
      if (value == Rational(1)) vertex.labels |= bit(other_ + static_cast<int>(r)), ++count;
    }
    for (Eigen::Index c = 0; c < M_.cols(); ++c)
      if (vertex.z(c).sign() == 0) vertex.labels |= bit(own_ + static_cast<int>(c));
    vertex.degenerate = count > static_cast<int>(support.size());
    vertices.push_back(std::move(vertex));
  }

  MatrixOf<Rational> M_;
  int own_, other_;
};

/// A player's payoffs, shifted to be positive. transposed: rows of the result are the column player's
/// actions.
MatrixOf<Rational> positive(const ExactFiniteGame& game, std::size_t player, bool transposed) {
  const int m = game.actions[0], n = game.actions[1];
  const Rational shift =
      Rational(1) - *std::min_element(game.payoff[player].begin(), game.payoff[player].end());
  MatrixOf<Rational> M(transposed ? n : m, transposed ? m : n);
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j)
      (transposed ? M(j, i) : M(i, j)) = game.payoff[player][static_cast<std::size_t>(j * m + i)] + shift;
  return M;
}

VectorOf<Rational> normalised(VectorOf<Rational> z) {
  Rational sum;
  for (Eigen::Index k = 0; k < z.size(); ++k) sum += z(k);
  for (Eigen::Index k = 0; k < z.size(); ++k) z(k) /= sum;
  return z;
}

double bases_of(int m, int n) {  // C(m + n, m)
  double count = 1;
  for (int k = 1; k <= std::min(m, n); ++k) count = count * (std::max(m, n) + k) / k;
  return count;
}

/// Numbers the components: equilibria that share a vertex are joined by equilibria.
void join_components(const std::vector<std::pair<std::size_t, std::size_t>>& pairs,
                     ExtremeEquilibriaResult& result) {
  std::vector<std::size_t> parent(pairs.size());
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](std::size_t k) {
    while (parent[k] != k) k = parent[k] = parent[parent[k]];
    return k;
  };
  for (std::size_t a = 0; a < pairs.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (pairs[a].first == pairs[b].first || pairs[a].second == pairs[b].second) parent[root(a)] = root(b);
  std::vector<int> number(pairs.size(), -1), size(pairs.size(), 0);
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    int& n = number[root(k)];
    if (n < 0) n = result.components++;
    result.equilibria[k].component = n;
    ++size[static_cast<std::size_t>(n)];
  }
  for (auto& e : result.equilibria) e.isolated = size[static_cast<std::size_t>(e.component)] == 1;
}

}  // namespace

ExtremeEquilibriaResult extreme_equilibria(const ExactFiniteGame& game,
                                           const ExtremeEquilibriaOptions& options) {
  constexpr auto who = "extreme_equilibria";
  check_finite_game(game);
  require::that(game.players() == 2, who, "the game does not have two players");
  require::at_least(who, "max_bases", options.max_bases, 1);
  ExtremeEquilibriaResult result;
  const int m = game.actions[0], n = game.actions[1];
  if (m + n >= 64 || 2 * bases_of(m, n) > static_cast<double>(options.max_bases)) {
    result.termination = Termination::iteration_limit;
    return result;
  }
  std::vector<Vertex> of_rows, of_columns;
  const bool done =
      Polytope(positive(game, 1, true), 0, m).enumerate(options.stop, result.bases, of_rows) &&
      Polytope(positive(game, 0, false), m, 0).enumerate(options.stop, result.bases, of_columns);
  if (!done) {
    result.termination = options.stop.requested().value_or(Termination::interrupted);
    return result;
  }
  const Labels all = bit(m + n) - 1;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t x = 0; x < of_rows.size(); ++x)
    for (std::size_t y = 0; y < of_columns.size(); ++y)
      if ((of_rows[x].labels | of_columns[y].labels) == all) {
        pairs.emplace_back(x, y);
        result.equilibria.push_back({.profile = {normalised(of_rows[x].z), normalised(of_columns[y].z)},
                                     .degenerate = of_rows[x].degenerate || of_columns[y].degenerate});
      }
  join_components(pairs, result);
  result.complete = true;
  result.termination = Termination::converged;
  return result;
}

}  // namespace solvers
