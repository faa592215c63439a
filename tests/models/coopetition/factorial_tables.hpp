// tests/models/coopetition/factorial_tables.hpp
// Tables of TR-2's factorial experiment that several tests look at: the paper's levels, those of its caption
// and the coarse ones of the released table.
#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>

#include "models/coopetition/factorial.hpp"
#include "models/coopetition/trust_dynamics.hpp"

namespace tests::coopetition {

using namespace models::coopetition;
namespace kernels = models::coopetition::kernels;
using kernels::Metric;

using Levels = decltype(Factorial::levels);

inline const Levels paper_levels = {{{.05, .08, .10, .12, .15},
                                     {.15, .23, .30, .38, .45},
                                     {.50, .55, .60, .65, .70},
                                     {.01, .02, .03, .04, .05},
                                     {.3, .4, .5, .6, .7},
                                     {.10, .15, .20, .25, .30},
                                     {.5, .75, 1, 1.25, 1.5}}};
inline const Levels caption_levels = {{{.05, .075, .1, .125, .15},
                                       {.15, .225, .30000000000000004, .375, .45},
                                       {.5, .55, .6, .6499999999999999, .7},
                                       {.01, .02, .03, .04, .05},
                                       {.3, .39999999999999997, .5, .6, .7},
                                       {.1, .15, .2, .25, .3},
                                       {.5, .75, 1, 1.25, 1.5}}};
inline const Levels coarse_levels = {{{.05, .10, .15},
                                      {.15, .30, .45},
                                      {.5, .6, .7},
                                      {.01, .03, .05},
                                      {.3, .5, .7},
                                      {.1, .2, .3},
                                      {.5, 1, 1.5}}};

inline const Levels& levels_of(const std::string& name) {
  if (name == "paper5_std") return paper_levels;
  return name == "linspace5" ? caption_levels : coarse_levels;
}

inline TrustLaw variant(const std::string& building, const std::string& decay) {
  TrustLaw law;
  law.building = building == "gap" ? Building::gap : Building::product;
  law.decay = decay == "always" ? Decay::always : Decay::regime;
  return law;
}

inline FactorialTable table_of(const std::string& levels, const std::string& building,
                               const std::string& decay) {
  return factorial_table(variant(building, decay), {.levels = levels_of(levels)});
}

inline const FactorialTable& paper_table() {
  static const auto table = table_of("paper5_std", "prod", "regime");
  return table;
}
inline const FactorialTable& gap_table() {
  static const auto table = table_of("paper5_std", "gap", "regime");
  return table;
}

inline Metric metric_of(const std::string& name) {
  for (std::size_t m = 0; m < kernels::metric_names.size(); ++m)
    if (kernels::metric_names[m] == name) return static_cast<Metric>(m);
  throw std::runtime_error("no metric '" + name + "'");
}

inline std::span<const double> column(const FactorialTable& table, Metric metric) {
  return {table.metrics.col(static_cast<Eigen::Index>(metric)).data(),
          static_cast<std::size_t>(table.rows())};
}

inline double share_of(std::span<const double> values, const std::function<bool(double)>& holds) {
  return static_cast<double>(std::count_if(values.begin(), values.end(), holds)) /
         static_cast<double>(values.size());
}

}  // namespace tests::coopetition
