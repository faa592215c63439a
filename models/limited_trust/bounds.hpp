// models/limited_trust/bounds.hpp
// `bound` for limited trust: what one game shows of the follower's trust, and how many games it takes to
// learn it.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// P^l, P^u, Q and T of Lemmas 2 to 4 and Theorem 3, corrected, with Lemma 2 as printed beside them; the time
/// of an oracle that learns from m rows and the T / m that the source claims for it (4.5); mean and quantiles
/// of the exact learning time with and without the prior [0, max_trust] (4.3); limits n -> infinity where
/// they are known. Chances per game, times in games. Methods: "auto", quadrature with two rules compared
/// (checked-global); "rigorous", enclosures in balls where the laws allow them (proved). Throws
/// std::invalid_argument for another method and for laws with atoms, NotOffered for payoffs that are given as
/// matrices.
Bounds bounds(const Parameters&, const RunOptions&);

}  // namespace models::limited_trust
