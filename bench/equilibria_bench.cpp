// Equilibria of published declared games through the interpreted model: semismooth Newton on the KKT
// conditions from 200 random starts each; SciPy works on the same conditions. usage: equilibria_bench
#include <algorithm>
#include <vector>

#include "bench/measure.hpp"
#include "models/catalog.hpp"
#include "models/declared/declared.hpp"
#include "models/declared/equations.hpp"
#include "models/read_model.hpp"
#include "solvers/games/complementarity_search.hpp"

namespace {

using solvers::Vector;

constexpr int starts = 200;
constexpr int runs = 5;

struct Case {
  const char *name, *catalog;
  std::vector<double> answer;  ///< published, or exact
};

const Case cases[] = {
    {"E1 Cournot, 5 unknowns",
     "declared/cournot-five-firms",
     {36.932510815736, 41.818141660438, 43.706578522274, 42.659239743305, 39.178952516625}},
    {"E2 capped Cournot, 6 unknowns",
     "declared/cournot-five-firms-capped",
     {14.050085643368, 17.798385273950, 20.907189890704, 23.111433551322, 24.132905640656}},
    {"E4 river basin, 5 unknowns",
     "declared/river-basin",
     {21.144796015410, 16.027853447025, 2.725962700882}},
    {"E6 internet switching, 11 unknowns", "declared/internet-switching", std::vector<double>(10, 0.09)},
    {"E8 duopoly, 2 unknowns", "declared/cournot-duopoly", {16. / 3, 16. / 3}},
    {"E10 A.17, 5 unknowns, degenerate", "declared/facchinei-kanzow-a17", {0, 11, 8}},
};

void measure(const Case& work) {
  const auto text = std::string(*models::find_catalog_text(work.catalog));
  const auto loaded = models::read_model(models::parse_document(work.catalog, text, {}));
  const auto& declared = dynamic_cast<const models::declared::Declared&>(*loaded.model);
  const auto conditions = models::declared::first_order_conditions(declared.parameters());
  std::vector<double> times;
  double error = 0;
  long wrong = 0;
  for (int run = 0; run < runs; ++run)
    for (int k = 0; k < starts; ++k) {
      const Vector start = solvers::random_start(conditions, 11, static_cast<std::uint64_t>(k));
      solvers::ComplementarityResult result;
      times.push_back(bench::seconds_of([&] { result = fischer_burmeister_newton(conditions, start); }));
      if (run > 0) continue;
      double distance = 0;
      for (std::size_t i = 0; i < work.answer.size(); ++i)
        distance =
            std::max(distance, std::abs(result.solution(static_cast<Eigen::Index>(i)) - work.answer[i]));
      const bool right = reached_goal(result.termination) && distance <= 1e-8;
      wrong += !right;
      if (right) error = std::max(error, distance);
    }
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  bench::print({.kernel = "equilibria",
                .name = std::string(work.name) + ", interpreted",
                .unit = "us",
                .value = 1e6 * times[times.size() / 2],
                .error = error,
                .wrong = wrong,
                .points = starts});
}

}  // namespace

int main() {
  for (const auto& work : cases) measure(work);
}
