#include "solvers/games/finite_game.hpp"

#include <cmath>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr long most_profiles = 100'000'000;

template <typename T>
void check_shape(const FiniteGameOf<T>& game) {
  constexpr auto who = "finite game";
  require::at_least(who, "the number of players", game.players(), 1);
  long profiles = 1;
  for (const int count : game.actions) {
    require::at_least(who, "a player's number of actions", count, 1);
    require::that(profiles <= most_profiles / count, who, "there are more than 10^8 pure profiles");
    profiles *= count;
  }
  require::same_size(who, "payoff tables", static_cast<long>(game.payoff.size()), "players", game.players());
  for (const auto& table : game.payoff)
    require::same_size(who, "a payoff table", static_cast<long>(table.size()), "pure profiles", profiles);
}

template <typename T>
long stride_of(const FiniteGameOf<T>& game, int player) {
  long stride = 1;
  for (int i = 0; i < player; ++i) stride *= game.actions[static_cast<std::size_t>(i)];
  return stride;
}

template <typename T>
std::vector<std::vector<int>> all_pure(const FiniteGameOf<T>& game) {
  const long count = game.profiles();
  std::vector<char> stable(static_cast<std::size_t>(count), 1);
  for (int i = 0; i < game.players(); ++i) {
    const auto& u = game.payoff[static_cast<std::size_t>(i)];
    const long stride = stride_of(game, i), actions = game.actions[static_cast<std::size_t>(i)];
    for (long base = 0; base < count; ++base) {
      if (base / stride % actions != 0) continue;  // once for each choice of the others
      long best = base;
      for (long a = 1; a < actions; ++a)
        if (u[static_cast<std::size_t>(base + a * stride)] > u[static_cast<std::size_t>(best)])
          best = base + a * stride;
      for (long a = 0; a < actions; ++a)
        if (u[static_cast<std::size_t>(base + a * stride)] < u[static_cast<std::size_t>(best)])
          stable[static_cast<std::size_t>(base + a * stride)] = 0;
    }
  }
  std::vector<std::vector<int>> found;
  for (long k = 0; k < count; ++k)
    if (stable[static_cast<std::size_t>(k)]) found.push_back(game.pure_at(k));
  return found;
}

void check_profile(const std::vector<int>& actions, const MixedProfileOf<Rational>& profile) {
  constexpr auto who = "mixed profile";
  require::same_size(who, "strategies", static_cast<long>(profile.size()), "players",
                     static_cast<long>(actions.size()));
  for (std::size_t i = 0; i < profile.size(); ++i) {
    require::same_size(who, "a strategy", profile[i].size(), "actions", actions[i]);
    Rational sum;
    for (int a = 0; a < actions[i]; ++a) {
      require::that(profile[i](a).sign() >= 0, who, fmt::format("player {} has a negative weight", i + 1));
      sum += profile[i](a);
    }
    require::that(sum.sign() > 0, who, fmt::format("the weights of player {} are all zero", i + 1));
  }
}

}  // namespace

template <typename T>
long FiniteGameOf<T>::profiles() const {
  long count = 1;
  for (const int n : actions) count *= n;
  return count;
}

template <typename T>
long FiniteGameOf<T>::index_of(const std::vector<int>& pure) const {
  long index = 0;
  for (std::size_t i = actions.size(); i-- > 0;) index = index * actions[i] + pure[i];
  return index;
}

template <typename T>
std::vector<int> FiniteGameOf<T>::pure_at(long index) const {
  std::vector<int> pure;
  for (const int n : actions) {
    pure.push_back(static_cast<int>(index % n));
    index /= n;
  }
  return pure;
}

template struct FiniteGameOf<double>;
template struct FiniteGameOf<Rational>;
template struct FiniteGameOf<Ball>;

void check_finite_game(const FiniteGame& game) {
  check_shape(game);
  for (const auto& table : game.payoff)
    for (const double u : table) require::finite("finite game", "a payoff", u);
}

void check_finite_game(const ExactFiniteGame& game) { check_shape(game); }

ExactFiniteGame exact(const FiniteGame& game) {
  check_finite_game(game);
  ExactFiniteGame result{game.actions, {}};
  for (const auto& table : game.payoff) {
    auto& to = result.payoff.emplace_back();
    to.reserve(table.size());
    for (const double u : table) to.emplace_back(u);
  }
  return result;
}

FiniteGame rounded(const ExactFiniteGame& game) {
  FiniteGame result{game.actions, {}};
  for (const auto& table : game.payoff) {
    auto& to = result.payoff.emplace_back();
    to.reserve(table.size());
    for (const auto& u : table) to.push_back(u.nearest());
  }
  return result;
}

FiniteGame finite_game(const BimatrixGame& game) {
  require::same_size("bimatrix game", "column's rows", game.column.rows(), "row's rows", game.row.rows());
  require::same_size("bimatrix game", "column's columns", game.column.cols(), "row's columns",
                     game.row.cols());
  // Eigen stores column by column: the row player's action runs fastest
  const auto table = [](const Matrix& A) { return std::vector<double>(A.data(), A.data() + A.size()); };
  return {{static_cast<int>(game.row.rows()), static_cast<int>(game.row.cols())},
          {table(game.row), table(game.column)}};
}

template <typename T>
VectorOf<T> action_payoffs(const FiniteGameOf<T>& game, const MixedProfileOf<T>& profile, int player) {
  // expectations over one rival after another, the last player first: the table shrinks each time
  std::vector<T> table = game.payoff[static_cast<std::size_t>(player)];
  long inner = game.profiles();
  long kept = 1;  // actions of `player`, once he has been passed
  for (int i = game.players(); i-- > 0;) {
    const long n = game.actions[static_cast<std::size_t>(i)];
    inner /= n;
    if (i == player) {
      kept = n;  // his index now runs slowest
      continue;
    }
    std::vector<T> next(static_cast<std::size_t>(inner * kept), T(0));
    for (long outer = 0; outer < kept; ++outer)
      for (long a = 0; a < n; ++a) {
        const T& weight = profile[static_cast<std::size_t>(i)](a);
        if (weight == T(0)) continue;
        for (long k = 0; k < inner; ++k)
          next[static_cast<std::size_t>(outer * inner + k)] +=
              weight * table[static_cast<std::size_t>((outer * n + a) * inner + k)];
      }
    table = std::move(next);
  }
  VectorOf<T> payoffs(kept);
  for (long a = 0; a < kept; ++a) payoffs(a) = table[static_cast<std::size_t>(a)];
  return payoffs;
}

template VectorOf<double> action_payoffs(const FiniteGame&, const MixedProfile&, int);
template VectorOf<Rational> action_payoffs(const ExactFiniteGame&, const MixedProfileOf<Rational>&, int);
template VectorOf<Ball> action_payoffs(const FiniteGameOf<Ball>&, const MixedProfileOf<Ball>&, int);

std::vector<std::vector<int>> pure_equilibria(const FiniteGame& game) {
  check_finite_game(game);
  return all_pure(game);
}

std::vector<std::vector<int>> pure_equilibria(const ExactFiniteGame& game) {
  check_finite_game(game);
  return all_pure(game);
}

ExactRegrets exact_regrets(const ExactFiniteGame& game, const MixedProfileOf<Rational>& weights) {
  check_finite_game(game);
  check_profile(game.actions, weights);
  auto profile = weights;
  for (auto& strategy : profile) {
    Rational sum;
    for (Eigen::Index a = 0; a < strategy.size(); ++a) sum += strategy(a);
    if (sum == Rational(1)) continue;
    for (Eigen::Index a = 0; a < strategy.size(); ++a) strategy(a) /= sum;
  }
  ExactRegrets result;
  for (int i = 0; i < game.players(); ++i) {
    const auto payoffs = action_payoffs(game, profile, i);
    Rational expected;
    int best = 0;
    for (int a = 0; a < payoffs.size(); ++a) {
      expected += profile[static_cast<std::size_t>(i)](a) * payoffs(a);
      if (payoffs(a) > payoffs(best)) best = a;
    }
    const Rational regret = payoffs(best) - expected;
    if (regret > result.epsilon) result.epsilon = regret;
    result.payoff.push_back(expected);
    result.regret.push_back(regret);
    result.best_action.push_back(best);
  }
  return result;
}

ExactRegrets exact_regrets(const ExactFiniteGame& game, const MixedProfile& profile) {
  MixedProfileOf<Rational> weights;
  for (const auto& strategy : profile) {
    require::finite("mixed profile", "a strategy", strategy);
    auto& to = weights.emplace_back(strategy.size());
    for (Eigen::Index a = 0; a < strategy.size(); ++a) to(a) = Rational(strategy(a));
  }
  return exact_regrets(game, weights);
}

}  // namespace solvers
