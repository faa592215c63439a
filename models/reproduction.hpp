// models/reproduction.hpp
// Published tables and figures, computed again beside their printed numbers: `entente reproduce`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/read_model.hpp"
#include "solvers/core/stop.hpp"

namespace models {

/// One number of a table or figure.
struct ReproducedNumber {
  std::string name;                 ///< "player 1, all selfish"
  std::optional<double> published;  ///< nothing where the source prints none
  double computed = 0;
  double tolerance = 0;          ///< of the difference, absolute
  std::string why;               ///< where the tolerance comes from, or why the printed number cannot be met
  bool known_to_differ = false;  ///< the printed number is known to be wrong, or made otherwise: see `why`

  /// "agrees", "differs", or "not-printed".
  std::string_view verdict() const;
  /// The verdict is not the one that is recorded.
  bool drifted() const;
};

struct Reproduction {
  std::vector<ReproducedNumber> numbers;
  std::vector<std::string> choices;  ///< what the source leaves open, and what was taken
  bool stopped = false;              ///< the work was cut short: numbers are missing
};

struct ReproduceOptions {
  bool thorough = false;  ///< more seeds, longer runs
  std::uint64_t seed = 1;
  description::TextReader read_text;  ///< for networks and data files
  solvers::Stop stop{};
};

/// A table or figure of a source, and how to make it again. `run` throws DescriptionError where a network is
/// not there, which says where to get it.
struct Reproducer {
  std::string_view id;     ///< "table1", within the family
  std::string_view title;  ///< one line
  std::string_view place;  ///< in the source
  Reproduction (*run)(const ReproduceOptions&);
};

/// The published case of that name, read with these overrides.
LoadedModel catalog_model(const std::string& name, const ReproduceOptions&,
                          std::vector<Override> overrides = {});

}  // namespace models
