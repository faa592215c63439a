// models/finite/nfg.hpp
// Gambit's strategic games (.nfg), in both forms, read and written with exact rational payoffs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "solvers/games/finite_game.hpp"

namespace models::finite {

/// A finite game with the words of its players.
struct NamedFiniteGame {
  std::string title, comment;
  std::vector<std::string> players;
  std::vector<std::vector<std::string>> actions;  ///< labels; "1", "2", ... where the file has counts only
  solvers::ExactFiniteGame game;
};

/// Reads "NFG 1 R" (or D): the payoff form (numbers, player 1's action fastest) and the outcome form (a list
/// of outcomes, then one index for each profile; 0: all payoffs zero). Numbers are 3, -3/4, 0.25, 1e-3,
/// exactly. Throws description::DescriptionError with the first fault located by `file`, line and column;
/// refuses texts over 16 MiB, more than 10^6 profiles, and anything after the last number.
NamedFiniteGame read_nfg(const std::string& file, std::string_view text);

/// The payoff form; read_nfg reads it back exactly.
std::string write_nfg(const NamedFiniteGame&);

}  // namespace models::finite
