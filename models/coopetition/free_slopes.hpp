// models/coopetition/free_slopes.hpp
// The first-order conditions of some actors while the actions of the others are held: a system for proofs.
#pragma once

#include <type_traits>
#include <vector>

#include "models/coopetition/equations.hpp"

namespace models::coopetition {

/// The same game with its parameters as constants of a number type above T, such as a dual over T.
template <typename S, typename T>
StageGame<S> constant_game(const StageGame<T>& game) {
  const auto constants = [](const auto& from) {
    using From = std::decay_t<decltype(from)>;
    Eigen::Matrix<S, From::RowsAtCompileTime, From::ColsAtCompileTime> to(from.rows(), from.cols());
    for (Eigen::Index j = 0; j < from.cols(); ++j)
      for (Eigen::Index i = 0; i < from.rows(); ++i) to(i, j) = S(from(i, j));
    return to;
  };
  return {constants(game.endowment),
          constants(game.share),
          constants(game.dependence),
          game.form,
          S(game.scale),
          game.exponent,
          S(game.complementarity),
          constants(game.pull),
          constants(game.baseline)};
}

/// Own slopes of the actors in `free` as functions of their actions z; the entries of the others in `actions`
/// are held.
template <typename T>
struct FreeSlopes {
  const StageGame<T>& game;
  Vector actions;
  std::vector<int> free;

  template <typename S>
  VectorOf<S> operator()(const VectorOf<S>& z) const {
    auto all = lift<S>(actions);
    for (std::size_t k = 0; k < free.size(); ++k) all(free[k]) = z(static_cast<Eigen::Index>(k));
    VectorOf<S> slopes(z.size());
    const auto game_in = [&] {
      if constexpr (std::is_same_v<S, T>)
        return game;
      else
        return constant_game<S>(game);
    }();
    for (std::size_t k = 0; k < free.size(); ++k)
      slopes(static_cast<Eigen::Index>(k)) = own_slope(game_in, free[k], all);
    return slopes;
  }
};

}  // namespace models::coopetition
