#include "models/figures.hpp"

namespace models {

std::string_view name(FigureKind kind) {
  switch (kind) {
    case FigureKind::lines:
      return "lines";
    case FigureKind::bars:
      return "bars";
    case FigureKind::dots:
      return "dots";
    case FigureKind::density:
      return "density";
    case FigureKind::best_responses:
      return "best-responses";
    case FigureKind::simplex:
      return "simplex";
    case FigureKind::heat_map:
      return "heat-map";
    case FigureKind::surface:
      return "surface";
    case FigureKind::network:
      return "network";
  }
  return "";
}

}  // namespace models
