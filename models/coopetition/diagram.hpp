// models/coopetition/diagram.hpp
// iStar 2.0 drawings as the tool piStar saves them (JSON): actors, and who depends on whom for what.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/coopetition/keys.hpp"
#include "models/description/document.hpp"

namespace models::coopetition {

/// A drawing that travels with the program: models/coopetition/diagrams/*.json.
struct ShippedDiagram {
  std::string_view name;  ///< e.g. "s-lcd"
  std::string_view text;
};

/// All, sorted by name. Defined in a file that the build writes.
const std::vector<ShippedDiagram>& shipped_diagrams();

/// What a drawing says of a game.
struct Diagram {
  std::vector<ActorKeys> actors;  ///< in the order of the drawing; own goals have no weight
  std::vector<DependencyKeys> dependencies;
  std::vector<std::string> notes;  ///< what of the drawing plays no part
};

/// Reads a drawing. A dependency's `source` and `target` are ids of actors or of elements within them:
/// depender and dependee. Custom properties, as numbers or as text: `weight` (> 0, default 1) and
/// `criticality` (in [0, 1], default 1/n for n dependees of the dependum) of dependums, `endowment` and
/// `share` of actors. Equal dependum texts of one depender are alternatives for one goal with one weight.
/// Throws DescriptionError with every fault, located in the JSON.
Diagram read_diagram(const std::string& file, std::string_view text);

/// The text of a shipped drawing, else of a file; nothing where there is none.
std::optional<std::string> find_diagram(const std::string& name, const description::TextReader&);

}  // namespace models::coopetition
