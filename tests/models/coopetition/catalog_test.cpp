// The catalog cases of coopetition: they read, and the numbers that the source prints come out of them.
#include "models/catalog.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "models/coopetition/coopetition.hpp"
#include "models/coopetition/coopetitive.hpp"
#include "models/coopetition/named_profile.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;
using coopetition::Coopetition;

LoadedModel load(const std::string& name) {
  const auto none = [](const std::string&) -> std::optional<std::string> { return std::nullopt; };
  for (const auto& entry : catalog())
    if (entry.name == name) return read_model(parse_document(name, entry.text, none), {.read_text = none});
  throw std::runtime_error("no case " + name);
}

const coopetition::Parameters& parameters(const LoadedModel& loaded) {
  return dynamic_cast<const Coopetition&>(*loaded.model).parameters();
}

double published(const LoadedModel& loaded, const char* name) {
  return loaded.published->find(name)->number();
}

}  // namespace

TEST_CASE("published actions of S-LCD, to the accuracy of the authors' optimiser",
          "[coopetition][catalog][published]") {
  for (const auto* name : {"coopetition/samsung-sony", "coopetition/samsung-sony-power"}) {
    CAPTURE(name);
    const auto loaded = load(name);
    const auto& p = parameters(loaded);
    const auto actions = coopetition::actions_of(p, coopetition::solve_coopetitive(p, {}).profiles.front());
    CHECK(std::abs(actions(0) - published(loaded, "samsung_action")) <= 6e-6);
    CHECK(std::abs(actions(1) - published(loaded, "sony_action")) <= 6e-6);
    const double increase = 100 * (actions.mean() / coopetition::autarky_action(p.value) - 1);
    CHECK(std::abs(increase - published(loaded, "increase_percent")) <= 0.011);
  }
}

TEST_CASE("the drawing of S-LCD gives the published dependence", "[coopetition][catalog][published]") {
  const auto loaded = load("coopetition/s-lcd-drawing");
  const auto& D = parameters(loaded).dependence;
  CHECK(std::abs(D(0, 1) - published(loaded, "samsung_on_sony")) <= 1e-15);
  CHECK(std::abs(D(1, 0) - published(loaded, "sony_on_samsung")) <= 1e-15);
}

TEST_CASE("every case of the family reads, checks and says which seed it uses", "[coopetition][catalog]") {
  int cases = 0;
  for (const auto& entry : catalog()) {
    if (!entry.name.starts_with("coopetition/")) continue;
    CAPTURE(entry.name);
    const auto loaded = load(std::string(entry.name));
    for (const auto& item : loaded.model->check().items) CHECK(item.holds);
    CHECK(entry.text.find("seed = ") != std::string_view::npos);
    ++cases;
  }
  CHECK(cases >= 10);
}
