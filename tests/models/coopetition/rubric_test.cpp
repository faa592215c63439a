// Renault-Nissan 1999-2025: trajectories under every variant, the released one, and what the 60-point rubric
// is worth.
#include "models/coopetition/rubric.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/support/reference.hpp"

namespace {

using namespace models::coopetition;

Parameters renault_nissan(const tests::ReferenceItem& item) {
  Parameters p;
  p.actors = {{"Renault", 100, .5}, {"Nissan", 100, .5}};
  p.dependence = item.matrix("input.D");
  auto& law = p.trust.law;
  law.building_rate = item.number("input.params.lp");
  law.erosion_rate = item.number("input.params.lm");
  law.damage_rate = item.number("input.params.mu");
  law.decay_rate = item.number("input.params.de");
  law.amplification = item.number("input.params.xi");
  law.sensitivity = item.number("input.params.ka");
  law.building = item.text("input.building") == "gap" ? Building::gap : Building::product;
  law.decay = item.text("input.decay") == "always" ? Decay::always : Decay::regime;
  p.trust.initial = {item.matrix("input.T0"), Matrix::Zero(2, 2)};
  p.trust.baseline = Vector::Constant(2, item.number("input.baseline"));
  p.simulation.scripted = true;
  return p;
}

Phase phase(int rounds, double renault, double nissan) {
  Vector actions(2);
  actions << renault, nissan;
  return {"", rounds, actions};
}

std::vector<Phase> phases(const std::string& name) {
  if (name.ends_with("head"))
    return {phase(12, 6.5, 6.5), phase(40, 7, 7), phase(4, 2, 2), phase(15, 6.2, 6.2), phase(8, 6.5, 6.5)};
  return {phase(12, 6.5, 6.5), phase(40, 7, 7), phase(4, 3, 3.5), phase(15, 5.5, 5.8), phase(8, 6, 6.2)};
}

Parameters case_of(const std::string& name) {
  for (const auto& item : tests::reference_items("coopetition.json", "rn_case"))
    if (item.name().ends_with(name)) {
      auto p = renault_nissan(item);
      p.simulation.phases = phases(name);
      return p;
    }
  throw std::runtime_error("no case '" + name + "'");
}

int score(const Parameters& p) { return rubric_score(p, scripted_states(p), false).total(); }

}  // namespace

TEST_CASE("Renault and Nissan's trust agrees with trajectories computed elsewhere",
          "[coopetition][rubric][reference]") {
  for (const auto& item : tests::reference_items("coopetition.json", "rn_case")) {
    CAPTURE(item.name());
    auto p = renault_nissan(item);
    p.simulation.phases = phases(item.name());
    const auto states = scripted_states(p);
    REQUIRE(states.size() == 80);
    double worst = 0;
    const Vector rn = item.vector("value.T_RN"), nr = item.vector("value.T_NR");
    const Vector damage_rn = item.vector("value.R_RN"), damage_nr = item.vector("value.R_NR");
    for (Eigen::Index t = 0; t < 80; ++t) {
      const auto& state = states[static_cast<std::size_t>(t)];
      worst = std::max({worst, std::abs(state.trust(0, 1) - rn(t)), std::abs(state.trust(1, 0) - nr(t)),
                        std::abs(state.damage(0, 1) - damage_rn(t)),
                        std::abs(state.damage(1, 0) - damage_nr(t))});
    }
    CHECK(worst < 1e-12);
    for (const bool pairs_only : {false, true}) {
      const std::string path = pairs_only ? "value.score_offdiag." : "value.score.";
      const auto found = rubric_score(p, states, pairs_only);
      CHECK(found.state_alignment == item.number(path + "state"));
      CHECK(found.behaviour == item.number(path + "beh"));
      CHECK(found.mechanism == item.number(path + "mech"));
      CHECK(found.outcome == item.number(path + "out"));
      CHECK(found.total() == item.number(path + "total"));
      CHECK(found.visible == item.number(path + "vis"));
      CHECK(found.final_mean == Approx(item.number(path + "final")).margin(1e-12));
      const Vector jumps = item.vector(path + "jumps");
      for (Eigen::Index k = 0; k < 4; ++k)
        CHECK(found.jumps[static_cast<std::size_t>(k)] == Approx(jumps(k)).margin(5.1e-5));  // four digits
      CHECK(found.F == Approx(item.number(pairs_only ? "value.F_offdiag" : "value.F")).epsilon(1e-10));
    }
  }
}

TEST_CASE("the released trajectory of Renault and Nissan", "[coopetition][rubric][released]") {
  const char* data = std::getenv("ENTENTE_DATA");
  const auto path = std::filesystem::path(data ? data : "") / "coopetition/tr2_renault_nissan_trajectory.csv";
  if (!data || !std::filesystem::exists(path)) {
    WARN("skipped: ENTENTE_DATA does not lead to coopetition/tr2_renault_nissan_trajectory.csv");
    return;
  }
  const auto states = scripted_states(case_of("released_json"));
  std::ifstream file(path);
  std::string line, cell;
  std::getline(file, line);  // t,T_RR,T_RN,T_NR,T_NN,R_RN,R_NR
  std::size_t rows = 0;
  double worst = 0;
  for (; std::getline(file, line); ++rows) {
    std::vector<double> v;
    for (std::stringstream cells(line); std::getline(cells, cell, ',');) v.push_back(std::stod(cell));
    REQUIRE(v.size() == 7);
    const auto& at = states.at(rows);
    for (const double away : {at.trust(0, 0) - v[1], at.trust(0, 1) - v[2], at.trust(1, 0) - v[3],
                              at.trust(1, 1) - v[4], at.damage(0, 1) - v[5], at.damage(1, 0) - v[6]})
      worst = std::max(worst, std::abs(away));
  }
  CHECK(rows == 80);
  CHECK(worst < 1e-12);
}

TEST_CASE(
    "the printed start is full trust of Nissan in Renault; only trust of pairs shows a second transition",
    "[coopetition][rubric][errata]") {
  for (const auto* name : {"released_json", "suite_v1", "suite_head"}) {
    auto p = case_of(name);
    const auto printed = scripted_states(p);
    for (std::size_t t = 0; t <= 52; ++t) CHECK(printed[t].trust(1, 0) == 1);
    p.trust.initial.trust = Matrix{{1, .5}, {.55, 1}};
    CAPTURE(name);
    const auto whole = rubric_score(p, scripted_states(p), false);
    CHECK(whole.total() == 49);
    CHECK(whole.visible == 1);
    const auto pairs = rubric_score(p, scripted_states(p), true);
    CHECK(pairs.total() == 51);
    CHECK(pairs.visible == 2);
    if (std::string(name) == "suite_head") CHECK(pairs.F == Approx(628).margin(.5));
  }
}

TEST_CASE("the rubric does not discriminate", "[coopetition][rubric]") {
  const auto share = [](const Parameters& p) {
    const auto scores = rubric_null(p, false, 400, 1);
    REQUIRE(scores.size() == 400);
    return static_cast<double>(std::count_if(scores.begin(), scores.end(), [](int s) { return s >= 49; })) /
           400;
  };
  CHECK(share(case_of("suite_v1")) == 1);
  CHECK(share(case_of("suite_head")) ==
        Approx(.905).margin(.06));  // four standard errors of another 400 draws
  const auto with = [](const char* name, auto&& change) {
    auto p = case_of(name);
    change(p.trust.law);
    return score(p);
  };
  CHECK(with("suite_v1", [](TrustLaw& l) { l.erosion_rate = .1; }) == 49);  // no negativity bias
  CHECK(with("suite_v1", [](TrustLaw& l) { l.amplification = 0; }) == 51);
  CHECK(with("released_json", [](TrustLaw& l) { l.building_rate = l.erosion_rate = .3; }) == 46);
  CHECK(with("suite_v1", [](TrustLaw& l) { l.damage_rate = 0; }) == 44);
  CHECK(with("suite_v1", [](TrustLaw& l) { l.erosion_rate = .05, l.building_rate = .15; }) == 39);
  CHECK(with("suite_head", [](TrustLaw& l) { l.building_rate = l.erosion_rate = .1; }) == 43);
}
