// models/common_keys.hpp
// The keys that every description may have, whatever its family.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/description/schema_of.hpp"
#include "models/family.hpp"
#include "solvers/core/vector.hpp"

namespace models {

inline constexpr std::string_view format_name = "entente/";
inline constexpr int format_version = 1;  ///< the newest that this program understands

/// One [[sweep]] as written: either `values`, or `from`, `to` and `points`.
struct SweepKeys {
  std::string key;
  std::optional<double> from, to;
  std::optional<int> points;
  std::string spacing = "linear";
  solvers::Vector values;
};

/// One [[claim]] as written: what its user asserts of the game.
struct ClaimKeys {
  description::Value id;
  std::string statement;
  std::optional<description::Value> forall, profile, assume, recorded;
  description::Value assertion;
};

struct CommonKeys {
  std::string format, family, title, source;
  std::optional<std::string> extends;
  std::uint64_t seed = 1;
  RunOptions wishes;
  std::vector<SweepKeys> sweep;
  std::vector<ClaimKeys> claims;
};

/// format, family, title, source, seed, extends, [solve], [[sweep]], [[claim]], [published].
const description::SchemaOf<CommonKeys>& common_schema();

}  // namespace models
