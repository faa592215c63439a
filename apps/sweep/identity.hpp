// apps/sweep/identity.hpp
// What a sweep is: everything that its results depend on, as the first line of its journal says it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "apps/common/arguments.hpp"
#include "apps/common/open_model.hpp"
#include "apps/sweep/plan.hpp"
#include "apps/sweep/shard.hpp"

namespace apps::sweep {

constexpr double cold_check_unless_asked = 5;  ///< percent, of --cold-check

/// The model with every parameter, data files by their SHA-256, the options of the solver, the plan, the
/// number of points, the shard, what is kept of a point, the versions of journal and program.
struct Identity {
  std::string text;  ///< a JSON object on one line
  std::size_t points = 0;
  Shard shard;
  std::string holds;  ///< "rows" or "records" of a sweep, else what the verb keeps

  /// The same for every shard; keys of points hang on it.
  std::uint64_t hash = 0;

  /// Reads a header again. Throws InputError "WHERE: ..." for one of another version of the journal.
  static Identity read(const std::string& text, const std::string& where);
};

Identity identity_of(const Arguments&, const OpenModel& base, const Plan&, const Shard&,
                     const std::string& holds);

/// Of a list of pieces that are no points of a model: claims, tables. `more` is what else the results depend
/// on.
Identity identity_of_list(const Plan&, const std::string& holds, const nlohmann::ordered_json& more);

/// The key of a point: a hash of the identity and of the values that the point sets.
std::uint64_t point_key(const Identity&, const std::vector<models::Override>& point);

/// "options.tolerance: 1e-09 there, 1e-06 here", one line a difference, at most eight; the shard is compared
/// only where asked. Empty where equal.
std::string differences(const Identity& there, const Identity& here, bool with_shard);

}  // namespace apps::sweep
