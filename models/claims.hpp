// models/claims.hpp
// What the sources assert, and what a check finds of it: `entente verify`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/results.hpp"
#include "solvers/core/stop.hpp"

namespace models {

struct Family;

enum class ClaimVerdict {
  proved,               ///< in balls or exact arithmetic, on the compact box that the coverage names
  proved_by_argument,   ///< an algebraic proof, cited, and a seeded test that nothing contradicted
  holds,                ///< on everything that the coverage names, with a margin
  holds_with_provisos,  ///< under conditions that the source does not state
  refuted,              ///< by a counterexample that `certify` or a printed command shows again
  undecided,
  not_reproducible,  ///< what would be needed is missing, such as a network that is not there
};

/// One row of a family's ledger, models/<family>/claims/ledger.toml, or a [[claim]] of a description. No check
/// reads it.
struct ClaimEntry {
  std::string id;                   ///< "digital-twin/gradient-of-utility"
  std::string place;                ///< in the source
  std::vector<std::string> errata;  ///< rows of the errata table of the family's page
  std::string statement;            ///< in own words
  std::string hypotheses;
  std::string method;  ///< how it is checked
  ClaimVerdict recorded = ClaimVerdict::undecided;
  bool has_record = true;  ///< false: of a user's claim that records no verdict
};

/// What a check found.
struct Finding {
  ClaimVerdict verdict = ClaimVerdict::undecided;
  double margin = 0;     ///< distance from the other verdict, in the unit that `evidence` names
  std::string coverage;  ///< what was looked at: the box, the number of cases, the seeds
  std::string evidence;  ///< what was seen, with numbers; the argument, where there is one
  std::string again;     ///< a command that shows the counterexample again, where there is one
};

struct VerifyOptions {
  bool thorough = false;  ///< more cases, larger sizes
  std::uint64_t seed = 1;
  solvers::Stop stop{};
};

/// The check of one claim. The functions that it examines are arguments of its parts, so that tests can feed
/// a wrong model and see the verdict turn.
struct ClaimCheck {
  std::string_view id;  ///< as in the ledger, without the family
  Finding (*run)(const VerifyOptions&);
};

/// The rows of the family's ledger, in its order; empty where it has none.
const std::vector<ClaimEntry>& ledger(const Family&);

/// The check of the row among those of its family, or nullptr.
const ClaimCheck* find_check(const std::vector<ClaimCheck>&, const ClaimEntry&);

std::string_view name(ClaimVerdict);  ///< "proved", "proved-by-argument", ...

/// The verdict of that name, if there is one.
std::optional<ClaimVerdict> verdict_named(std::string_view);

}  // namespace models
