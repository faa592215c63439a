// models/finite/finite_keys.hpp
// Finite games in descriptions: a table of payoffs, or the name of a Gambit file.
#pragma once

#include <optional>
#include <string>

#include "models/description/document.hpp"
#include "models/description/faults.hpp"
#include "models/finite/nfg.hpp"

namespace models::finite {

/// Reads the table [finite]:
///   gambit = "game.nfg"                        a file, or instead
///   payoffs = [[[4, "1/3"], [0, 1]], ...]      one nest of arrays for each player: payoffs[i][a1][a2]...
///   players = ["Row", "Column"]                optional names
///   actions = [["T", "B"], ["L", "R"]]         optional labels
/// Payoffs are numbers (the double that is read) or texts such as "1/3" (exactly that). Faults are located.
std::optional<NamedFiniteGame> read_finite(const description::Table&, const description::Location& start,
                                           const description::TextReader&, description::Faults&);

/// The description of a game, with every payoff exact: what a Gambit file means as a MODEL.
std::string description_of(const NamedFiniteGame&);

/// The Gambit file of a resolved description that has [finite]; nothing where it has none. The model was
/// built from the same table, so it holds no fault.
std::optional<std::string> nfg_of(const description::Table& resolved, const description::TextReader&);

/// Whether a text is a Gambit strategic game rather than a description.
bool looks_like_nfg(std::string_view text);

}  // namespace models::finite
