// apps/common/records_reproduction.hpp
// Reproduced tables and figures, for people and machines.
#pragma once

#include <string>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_human.hpp"
#include "apps/common/tidy_table.hpp"
#include "models/reproduction.hpp"

namespace apps {

/// One table or figure with its numbers.
struct ReproductionRecord {
  std::string id;  ///< "limited-trust/table1"
  const models::Reproducer* reproducer = nullptr;
  models::Reproduction reproduction;
  double seconds = 0;

  int drifted() const;              ///< numbers whose verdict is not the recorded one
  std::string_view status() const;  ///< "as-recorded", "drifted" or "stopped"
};

/// What can be made again: id, place and title of each, in the format asked for.
std::string reproduction_list(const std::vector<ReproductionRecord>&, const Arguments&);

/// Published and computed side by side.
std::string to_human(const ReproductionRecord&, const HumanOptions&);

/// An "entente-reproduction/1" record.
std::string reproduction_json(const ReproductionRecord&, const Arguments&, const Stopwatch&, bool one_line);

/// One row a number.
TidyTable tidy(const ReproductionRecord&);

}  // namespace apps
