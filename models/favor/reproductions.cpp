#include "models/favor/reproductions.hpp"

#include <fmt/format.h>

namespace models::favor {
namespace {

/// Pooled numbers of a case that is simulated from several seeds.
void add_simulated(Reproduction& result, const std::string& name, const ReproduceOptions& options,
                   int seeds) {
  const auto loaded = catalog_model(name, options);
  auto run = loaded.wishes;
  run.stop = options.stop;
  std::vector<Trajectory> runs;
  for (int k = 0; k < seeds && !options.stop.requested(); ++k) {
    run.seed = options.seed + static_cast<std::uint64_t>(k);
    runs.push_back(loaded.model->simulate(run));
  }
  if (static_cast<int>(runs.size()) < seeds) {
    result.stopped = true;
    return;
  }
  std::vector<const Trajectory*> all;
  for (const auto& one : runs) all.push_back(&one);
  for (const auto& number : loaded.model->pool(all).estimates)
    result.numbers.push_back({.name = name.substr(6) + ", " + number.name, .computed = number.mean});
}

Reproduction figure1(const ReproduceOptions& options) {
  Reproduction result;
  const auto lines = catalog_model("favor/figure1-lines", options);
  auto run = lines.wishes;
  run.stop = options.stop;
  for (const auto& bound : lines.model->bound(run).bounds)
    if (bound.quantity == "least_equal_retaliation_discount_factor")
      result.numbers.push_back(
          {.name = fmt::format("line at r = {:g}, E(W) = {:g}", std::get<double>(bound.inputs.at(0).value),
                               std::get<double>(bound.inputs.at(1).value)),
           .computed = bound.value});
  for (const int mean : {150, 300, 600})
    add_simulated(result, fmt::format("favor/figure1-simulation-{}", mean), options,
                  options.thorough ? 12 : 2);
  result.choices = {
      "E(W) in {150, 200, 300, 400, 600, 800}: the source does not print its own",
      "the trend is that of utility a round of each stay, weighted by rounds, beside that of slots",
      "12 seeds if thorough, else 2: the quartic of one seed is noise"};
  return result;
}

Reproduction figure2(const ReproduceOptions& options) {
  Reproduction result;
  for (const auto* series : {"uniform", "constant", "high", "low"})
    add_simulated(result, std::string("favor/figure2-") + series, options, options.thorough ? 24 : 4);
  result.choices = {
      "discount factors U, 1/2, U^(1/4) and 1 - U^(1/4), agent 1 of the last two from the other",
      "24 seeds if thorough, else 4"};
  return result;
}

}  // namespace

const std::vector<Reproducer>& reproductions() {
  static const std::vector<Reproducer> all = {
      {"figure1", "payoffs over discount factors with the lines of equal retaliation", "Figure 1", figure1},
      {"figure2", "payoffs of four groups of discount factors", "Figure 2", figure2},
  };
  return all;
}

}  // namespace models::favor
